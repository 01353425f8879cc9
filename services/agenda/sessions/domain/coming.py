"""What is true of coming to a session: what can be answered and until when, and what may be told of who comes."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.coverage import FEWEST_SHOWN, is_small, small_groups_enough
from services.agenda.sessions.domain.sessions import CANCELLED, DRAFT, TAKES_PLACE, SessionCancelled, SessionFacts
from shared.errors import Conflict, Invalid, Problem

SessionAnswer = Literal["COMING", "MAYBE", "NOT_COMING"]
COMING: Final = "COMING"
NOT_COMING: Final = "NOT_COMING"
AccessNeed = Literal["INTERPRETER", "CHILDCARE", "STEP_FREE", "ALLOWANCE"]
ACCESS_NEEDS: tuple[AccessNeed, ...] = ("INTERPRETER", "CHILDCARE", "STEP_FREE", "ALLOWANCE")
ALLOWANCE: Final = "ALLOWANCE"
"""What somebody may still be owed after a session; the other needs are over with it (D12)."""

MOST_COMPANIONS = 4
LONGEST_NOTE = 500
ALARM_AHEAD = timedelta(days=7)
"""So long before a session is looked which perspective nobody comes for yet."""
NEEDS_KEPT = timedelta(days=7)
"""So long after a session stands what somebody needed there."""
ANSWERS_KEPT = timedelta(days=730)
"""24 months, as attendance: after that nobody knows any more who came or would (BR-048)."""


class AnsweringIsOver(Conflict):
    """This session has begun or is over; whether you come can no longer be changed."""


class AnswerNotPossible(Invalid):
    """This answer is not possible."""


class AlreadyAsked(Conflict):
    """This perspective was asked before; it is asked once for each session."""


class NobodyToAsk(Conflict):
    """Everybody of this perspective has answered."""


class AccessAsked(NamedTuple):
    """What somebody needs at a session, and what they say about it."""

    needs: tuple[AccessNeed, ...]
    note: str = ""


class MyAnswer(NamedTuple):
    """What one person said."""

    answer: SessionAnswer
    companions: int
    with_support_person: bool
    is_waiting: bool
    """Whether they would come, and there is no seat yet."""
    is_outdated: bool = False
    """Whether it was said before the session moved."""


class Said(NamedTuple):
    """What one perspective says of a session; ``members`` counts who takes part now, ``coming`` who has a seat."""

    perspective: str
    members: int
    coming: int = 0
    waiting: int = 0
    maybe: int = 0
    not_coming: int = 0


class ToldOf(NamedTuple):
    """What may be told of one perspective; figures only to coordinators, or of three people or more."""

    perspective: str
    minimum: int
    is_enough: bool
    members: int | None
    coming: int | None
    waiting: int | None
    maybe: int | None
    not_coming: int | None


def takes_answers(session: SessionFacts, now: datetime) -> bool:
    """Whether people can still say whether they come."""
    return session.status in TAKES_PLACE and now < session.starts_at


def takes_seats(session: SessionFacts, now: datetime) -> bool:
    """Whether coordinators can still say how many seats there are; they can before people hear of it too."""
    return takes_answers(session, now) or (session.status == DRAFT and now < session.starts_at)


def check_takes_answers(session: SessionFacts, now: datetime) -> None:
    """Raise SessionCancelled or AnsweringIsOver."""
    if session.status == CANCELLED:
        raise SessionCancelled
    if not takes_answers(session, now):
        raise AnsweringIsOver


def check_answer(*, companions: int, access: AccessAsked | None) -> None:
    """Raise AnswerNotPossible for more people than may come along, or too long a note."""
    problems = []
    if not 0 <= companions <= MOST_COMPANIONS:
        words = f"At most {MOST_COMPANIONS} people come along."
        problems.append(Problem("companions", "TOO_MANY_COMPANIONS", words))
    if access is not None and len(access.note) > LONGEST_NOTE:
        problems.append(Problem("access_note", "TEXT_TOO_LONG", f"At most {LONGEST_NOTE} characters."))
    if problems:
        raise AnswerNotPossible(problems=tuple(problems))


def seats_of(companions: int, *, with_support_person: bool) -> int:
    """How many seats somebody takes with who comes along."""
    return 1 + companions + with_support_person


def told_of(said: Iterable[Said], minimums: Mapping[str, int], standing: Standing) -> tuple[list[ToldOf], bool | None]:
    """What may be told of who comes: the perspectives the network asks for first, in its order, and of small groups one word.

    minimums: how many of each the network needs; a perspective that nobody takes part from is told of too. Who coordinates
    hears of each perspective what it says; others hear whether enough people come of all small groups together.
    """
    known = {one.perspective: one for one in said}
    in_order = [*minimums, *sorted(known.keys() - minimums.keys())]
    everyone = [(known.get(name, Said(name, 0)), minimums.get(name, 0)) for name in in_order]
    if standing.coordinates:
        return [_told(one, minimum, is_all=True) for one, minimum in everyone], None
    told = [_told(one, minimum, is_all=False) for one, minimum in everyone if not is_small(one.members)]
    return told, small_groups_enough((one.members, one.coming >= minimum) for one, minimum in everyone)


def lacking(said: Iterable[Said], minimums: Mapping[str, int]) -> dict[str, int]:
    """The perspectives of which fewer people come than the network needs, with how many do."""
    coming = {one.perspective: one.coming for one in said}
    return {name: coming.get(name, 0) for name, minimum in minimums.items() if coming.get(name, 0) < minimum}


def _told(said: Said, minimum: int, *, is_all: bool) -> ToldOf:
    is_enough = said.coming >= minimum
    if not is_all and said.members < FEWEST_SHOWN:
        return ToldOf(said.perspective, minimum, is_enough, None, None, None, None, None)
    return ToldOf(said.perspective, minimum, is_enough, *said[1:])


class Answered(NamedTuple):
    """One active member, as a coordinator sees who comes: what they said and what they need."""

    person_id: UUID
    perspective: str
    answer: SessionAnswer | None
    companions: int
    with_support_person: bool
    is_waiting: bool
    needs: tuple[AccessNeed, ...]
    note: str
    was_there: bool | None
