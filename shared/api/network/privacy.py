"""What network can be asked about somebody's own data: to be erased, to take it along, what they allow."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.api.network.people import Language
from shared.api.page import Shape

ErasureStatus = Literal["RECEIVED", "IN_PROGRESS", "COMPLETED", "CANCELLED"]
ErasureReason = Literal["ASKED", "INACTIVE"]
ErasureStep = Literal["RECEIVED", "ACCOUNT", "AGENDA", "MAIL", "TRACES", "LAST_MAIL", "COMPLETED"]
AnsweringService = Literal["network", "agenda", "notifications"]
Reference = Annotated[str, Field(min_length=8, max_length=40)]


class RequestErasure(Shape):
    """POST /erasures/mine: everything about oneself goes, after 24 hours or at once.

    ``confirmation``: the word "wissen" or "erase", typed. NOT_CONFIRMED (at ``confirmation``).
    """

    confirmation: Annotated[str, Field(max_length=40)]
    at_once: bool = False


class StepView(Shape):
    """One of the seven steps; ``done_at`` is None while it is still to be done."""

    step: ErasureStep
    done_at: AwareDatetime | None


class ErasureView(Shape):
    """One request to be erased, as the holder of its reference sees it. Nobody is named in it."""

    reference: str
    status: ErasureStatus
    reason: ErasureReason
    requested_at: AwareDatetime
    starts_at: AwareDatetime
    deadline_at: AwareDatetime
    completed_at: AwareDatetime | None
    language: Language
    steps: list[StepView]


class ErasureLine(Shape):
    """GET /erasures: one request as a privacy officer sees it. ``missing``: who has not answered; ``is_late``: for over 72 hours."""

    reference: str
    status: ErasureStatus
    reason: ErasureReason
    requested_at: AwareDatetime
    deadline_at: AwareDatetime
    completed_at: AwareDatetime | None
    missing: list[AnsweringService]
    is_late: bool


class ErasureAsked(Shape):
    """POST /erasures:show: the request under a reference. NOT_FOUND."""

    reference: Reference


class ErasureAnswered(Shape):
    """POST /erasures/{id}:answer (notifications only): this service holds nothing of somebody any more."""

    service: Literal["agenda", "notifications"]


class LastMail(Shape):
    """POST /erasures/{id}:reader (notifications only): where the last mail goes. NOT_FOUND when there is no address any more."""

    address: str
    language: Language
    reference: str
    requested_at: AwareDatetime


class Reapply(Shape):
    """POST /erasures:reapply (operator only, every service): erase again who is on the list and came back with an old backup."""

    hashes: Annotated[list[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]], Field(max_length=1000)]


class Reapplied(Shape):
    """How many people were found and erased again."""

    erased: int
