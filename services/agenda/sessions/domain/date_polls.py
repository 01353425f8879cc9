"""What is true of a date poll: what can be asked, who may answer until when, and who chooses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.days import SchoolRegion
from services.agenda.sessions.domain.places import SessionType, address_problem
from services.agenda.sessions.domain.reminding import LONGEST_WORDS
from services.agenda.sessions.domain.rhythm import FURTHEST_AHEAD, MOST_SESSIONS, ZONE
from shared.errors import Conflict, Invalid, Problem

PollStatus = Literal["OPEN", "CLOSED", "DECIDED", "EXPIRED"]
OPEN: Final = "OPEN"
CLOSED: Final = "CLOSED"
DECIDED: Final = "DECIDED"
EXPIRED: Final = "EXPIRED"

Availability = Literal["YES", "IF_NEEDED", "NO"]
"""What somebody says of a date; who says nothing has not said no."""
LONGEST_TITLE = 200
SHORTEST_WAIT = timedelta(hours=1)
REMINDED_BEFORE = timedelta(days=3)
"""How long before the end those who have not answered are reminded; of a short poll, halfway."""
ANSWERS_KEPT = timedelta(days=365)
"""How long after its end the answers of a poll are kept; which dates came of it stays."""


class DatePollNotPossible(Invalid):
    """This date poll cannot be opened like this."""


class DatePollClosed(Conflict):
    """This date poll takes no more answers."""


class DatePollStillOpen(Conflict):
    """This date poll still takes answers; close it before choosing the dates."""


class DatePollDecided(Conflict):
    """The dates of this poll were chosen already."""


class AvailabilityMissing(Invalid):
    """Say of at least one date whether you can come."""


class DatesMissing(Invalid):
    """Choose at least one date of this poll."""


class PollFacts(NamedTuple):
    """One date poll as it is stored."""

    id: UUID
    network_id: UUID
    title: str
    words: str
    place: str
    link: str
    type: SessionType
    status: PollStatus
    regions: list[SchoolRegion]
    required: dict[str, int]
    """By perspective, how many of it should at least be able to come."""
    answer_until: datetime
    opened_at: datetime
    closed_at: datetime | None
    decided_at: datetime | None
    series_id: UUID | None
    version: int


class SeenPoll(NamedTuple):
    """One poll, and how its reader stands in its network."""

    poll: PollFacts
    standing: Standing
    has_answered: bool
    has_needed: bool
    """Whether there is anybody without whom it cannot be."""
    is_needed: bool
    """Whether it cannot be without this reader."""
    yes_counts: bool
    """Whether they come to the sessions on dates they said yes to, without saying so again."""


def takes_answers(poll: PollFacts, now: datetime) -> bool:
    """Whether members can still answer, or change what they said."""
    return poll.status == OPEN and now < poll.answer_until


def may_answer(seen: SeenPoll, now: datetime) -> bool:
    """Whether this reader can answer now."""
    return seen.standing.takes_part and takes_answers(seen.poll, now)


def may_close(seen: SeenPoll, now: datetime) -> bool:
    """Whether this reader can end the answering now."""
    return seen.standing.coordinates and takes_answers(seen.poll, now)


def may_decide(seen: SeenPoll, now: datetime) -> bool:
    """Whether this reader can choose the dates now."""
    return seen.standing.coordinates and seen.poll.status in {OPEN, CLOSED} and not takes_answers(seen.poll, now)


def sees_result(seen: SeenPoll, now: datetime) -> bool:
    """Whether this reader may see what others said: a coordinator always, a member after answering, so that nobody is led by it."""
    return seen.standing.coordinates or seen.has_answered or not takes_answers(seen.poll, now)


def check_takes_answers(poll: PollFacts, now: datetime) -> None:
    """Raise DatePollClosed for a poll that is over."""
    if not takes_answers(poll, now):
        raise DatePollClosed


def check_decidable(poll: PollFacts, now: datetime) -> None:
    """Raise DatePollStillOpen, DatePollDecided or DatePollClosed for a poll of which no dates can be chosen now."""
    if takes_answers(poll, now):
        raise DatePollStillOpen
    if poll.status == DECIDED:
        raise DatePollDecided
    if poll.status == EXPIRED:
        raise DatePollClosed


def check_poll(
    *,
    title: str,
    words: str = "",
    link: str = "",
    moments: Sequence[tuple[datetime, datetime]],
    answer_until: datetime,
    now: datetime,
) -> list[tuple[datetime, datetime]]:
    """Give the dates in order of time. Raises DatePollNotPossible with everything that is wrong.

    moments: when each date starts and ends. At most 24 of them, none in the past; answers are in before the first.
    """
    problems = _said_problems(title, words, link)
    if not moments:
        problems.append(Problem("dates", "REQUIRED", "Give at least one date."))
    elif len(moments) > MOST_SESSIONS:
        problems.append(Problem("dates", "TOO_MANY_DATES", f"A date poll has at most {MOST_SESSIONS} dates."))
    in_order = sorted(moments)
    before: datetime | None = None
    for starts_at, ends_at in in_order:
        if starts_at > now + FURTHEST_AHEAD:
            problems.append(Problem("dates", "TOO_FAR_AHEAD", "A date lies within five years."))
            break
        day = max(starts_at, now).astimezone(ZoneInfo(ZONE)).date()
        if starts_at == before:
            problems.append(Problem("dates", "DATE_TWICE", f"{day}: this date stands twice."))
        elif ends_at <= starts_at or ends_at - starts_at >= timedelta(days=1):
            problems.append(
                Problem("dates", "ENDS_BEFORE_START", f"{day}: a session ends after it starts, on the same day.")
            )
        elif starts_at <= now:
            problems.append(Problem("dates", "IN_THE_PAST", "A date lies ahead."))
        before = starts_at
    if answer_until < now + SHORTEST_WAIT:
        problems.append(Problem("answer_until", "IN_THE_PAST", "People need at least an hour to answer."))
    elif in_order and answer_until > in_order[0][0]:
        problems.append(Problem("answer_until", "AFTER_FIRST_DATE", "Answers are in before the first date."))
    if problems:
        raise DatePollNotPossible(problems=tuple(problems))
    return in_order


def reminds_at(opened_at: datetime, answer_until: datetime) -> datetime:
    """When those who have not answered are reminded: three days before the end, or halfway where that is later."""
    halfway = opened_at + (answer_until - opened_at) / 2
    return max(answer_until - REMINDED_BEFORE, halfway)


def _said_problems(title: str, words: str, link: str) -> list[Problem]:
    problems: list[Problem] = []
    if len(title) > LONGEST_TITLE:
        problems.append(Problem("title", "TITLE_TOO_LONG", f"A title has at most {LONGEST_TITLE} characters."))
    if len(words) > LONGEST_WORDS:
        problems.append(Problem("words", "TEXT_TOO_LONG", f"At most {LONGEST_WORDS} characters."))
    if link and (problem := address_problem(link, "link")):
        problems.append(problem)
    return problems
