"""What a network wants to reach."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from shared.api.network.steering.settings import Text
from shared.api.page import Shape

Outcome = Literal["REACHED", "PARTLY", "NOT_REACHED", "UNKNOWN"]


class GoalView(Shape):
    """A goal. POST /goals:batch (Ids of networks, anyone; list): open ones first, each by its day."""

    id: UUID
    network_id: UUID
    from_network_id: UUID | None
    """The network that set it, where this one took it over."""
    text: str
    measure: str
    target: str
    due_on: date | None
    outcome: Outcome | None
    """None while it is open: it is never closed by the calendar (BR-025)."""
    asks_outcome: bool
    """Its day has passed, and nobody has said yet what became of it."""
    lesson: str
    closed_at: AwareDatetime | None
    version: int


class LeftGoalView(Shape):
    """GET /networks/{id}/left-goals (PERSON, its coordinators; list): open goals that ask for a new owner here.

    They belong to networks that go on as this one.
    """

    goal: GoalView
    network_slug: str
    network_name: str


class SetGoal(Shape):
    """POST /networks/{id}/goals (PERSON, its coordinators): a GoalView. GOAL_INCOMPLETE, TOO_MANY_GOALS."""

    text: Text
    measure: Text
    target: Text = ""
    due_on: date | None = None


class ChangeGoal(SetGoal):
    """POST /goals/{id}:change (PERSON, coordinators): the changed GoalView. STALE_VERSION, GOAL_INCOMPLETE, GOAL_IS_CLOSED."""

    version: int


class CloseGoal(Shape):
    """POST /goals/{id}:close (PERSON, coordinators): what became of it: a GoalView. STALE_VERSION, GOAL_IS_CLOSED."""

    version: int
    outcome: Outcome
    lesson: Text = ""


class AdoptGoal(Shape):
    """POST /networks/{id}/left-goals/{goal_id}:adopt (PERSON, coordinators of the successor): a GoalView.

    The goal goes on here. NOBODY_LEFT_IT where it was not left by a network that goes on as this one.
    """

    version: int
