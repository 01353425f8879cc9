"""What is true of attendance: who may record it, what is told of it, and which perspective was missing (BR-044, BR-048)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.coverage import FEWEST_SHOWN
from services.agenda.sessions.domain.sessions import CANCELLED, SessionCancelled, SessionFacts
from shared.errors import Conflict, NotAllowed

SECRETARY: Final = "SECRETARY"
IN_A_ROW = 2
"""A perspective that was away so many times is named (J23)."""


class SessionNotBegun(Conflict):
    """This session has not begun yet; attendance is recorded from then on."""


class RecorderNeeded(NotAllowed):
    """Only a coordinator or the secretary of this network may record attendance."""


class Count(NamedTuple):
    """How many people of one perspective were at a session, of how many, and how many the network needs.

    members and came: None where they were few and who they were is forgotten; then nothing is told of them any more.
    """

    perspective: str
    members: int | None
    came: int | None
    minimum: int


class ShownCount(NamedTuple):
    """What may be told of one perspective; figures only to coordinators, or of three people or more."""

    perspective: str
    minimum: int
    was_enough: bool
    members: int | None
    came: int | None


def may_record(session: SessionFacts, standing: Standing, now: datetime, *, is_secretary: bool) -> bool:
    """Whether somebody may record who was at a session now."""
    return (
        (standing.coordinates or (standing.takes_part and is_secretary))
        and session.status != CANCELLED
        and now >= session.starts_at
    )


def check_recordable(session: SessionFacts, now: datetime) -> None:
    """Raise SessionCancelled or SessionNotBegun."""
    if session.status == CANCELLED:
        raise SessionCancelled
    if now < session.starts_at:
        raise SessionNotBegun


def shown(counts: Iterable[Count], standing: Standing) -> list[ShownCount]:
    """What may be told of the attendance at one session."""
    return [
        ShownCount(
            one.perspective,
            one.minimum,
            one.came >= one.minimum,
            *((one.members, one.came) if standing.coordinates or one.members >= FEWEST_SHOWN else (None, None)),
        )
        for one in counts
        if one.members is not None and one.came is not None
    ]


def missed(counts: Iterable[Count]) -> frozenset[str]:
    """The perspectives that missed their minimum at a session: they choose first at the next (BR-044)."""
    return frozenset(one.perspective for one in counts if one.came is not None and one.came < one.minimum)


def absent(sessions: Sequence[Mapping[str, int | None]]) -> list[str]:
    """The perspectives of which nobody was at the last sessions in a row (J23). sessions: how many came, the newest first."""
    if len(sessions) < IN_A_ROW:
        return []
    newest = sessions[:IN_A_ROW]
    return [perspective for perspective in newest[0] if all(came.get(perspective) == 0 for came in newest)]
