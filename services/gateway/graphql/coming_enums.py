"""The choices around coming to a session."""

from enum import Enum

import strawberry


@strawberry.enum(description="Whether somebody comes to a session; who says nothing has not said no.")
class SessionAnswer(Enum):
    COMING = "COMING"
    MAYBE = "MAYBE"
    NOT_COMING = "NOT_COMING"


@strawberry.enum(
    description="What somebody needs to be able to come; an allowance (vacatievergoeding) is registered here, not paid."
)
class AccessNeed(Enum):
    INTERPRETER = "INTERPRETER"
    CHILDCARE = "CHILDCARE"
    STEP_FREE = "STEP_FREE"
    ALLOWANCE = "ALLOWANCE"
