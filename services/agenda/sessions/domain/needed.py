"""Without whom the sessions of a date poll cannot be: who can be asked so, and what it means for a date that they cannot come."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.coverage import Ranked
from services.agenda.sessions.domain.date_polls import Availability, DatePollNotPossible
from services.agenda.sessions.domain.rhythm import ZONE
from shared.errors import Conflict, Problem

MOST_NEEDED: Final = 6
CAN_COME: Final = frozenset({"YES", "IF_NEEDED"})


class NeededCannotCome(Conflict):
    """On a date that was chosen somebody cannot come without whom it cannot be, or they have not said that they can."""


class Needed(NamedTuple):
    """Somebody without whom it cannot be. answers: by date, what they said; who was asked so knows that coordinators see it."""

    person_id: UUID
    perspective: str
    answers: Mapping[UUID, Availability]

    def can_come(self, date_id: UUID) -> bool:
        """Whether they said that they can, gladly or if they must."""
        return self.answers.get(date_id) in CAN_COME


def check_can_be_needed(person_ids: Sequence[UUID], guarded: Iterable[UUID]) -> None:
    """Raise DatePollNotPossible for too many people, or for who speaks for themselves: what they say of a date nobody sees.

    guarded: which of them take part as a young person or a parent.
    """
    problems = []
    if len(person_ids) > MOST_NEEDED:
        words = f"At most {MOST_NEEDED} people cannot be missed."
        problems.append(Problem("needed_ids", "TOO_MANY_NEEDED", words))
    if set(guarded):
        words = "Nobody sees what a young person or a parent says of a date."
        problems.append(Problem("needed_ids", "ANSWERS_FOR_THEMSELVES", words))
    if problems:
        raise DatePollNotPossible(problems=tuple(problems))


def with_needed_first(ranked: Sequence[Ranked], needed: Sequence[Needed]) -> list[Ranked]:
    """Put the dates on which fewest of these people are missing first, after what cannot be at all; else as they stood."""
    return sorted(ranked, key=lambda one: (one.is_hard, sum(not who.can_come(one.date.id) for who in needed)))


def check_needed(chosen: Sequence[Ranked], needed: Sequence[Needed], *, goes_without: bool) -> None:
    """Raise NeededCannotCome with the days on which somebody is missing, unless it is said that it goes on without them."""
    if goes_without:
        return
    missing = [one for one in chosen if not all(who.can_come(one.date.id) for who in needed)]
    if missing:
        raise NeededCannotCome(
            problems=tuple(
                Problem("date_ids", "NEEDED_CANNOT_COME", f"{one.date.starts_at.astimezone(ZoneInfo(ZONE)).date()}")
                for one in missing
            )
        )
