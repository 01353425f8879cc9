"""What is true of reporting something: to whom it goes, by when it is answered, and what can come of it (PR-7, C106)."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from holidays import country_holidays

from shared.errors import Conflict, Invalid

ZONE = ZoneInfo("Europe/Amsterdam")
END_OF_DAY = time(17)
"""By when a report is answered that came on a day on which nobody works."""
SATURDAY = 5
LONGEST_WORDS = 2000
MOST_TOLD = 20
"""At most so many coordinators and moderators hear of one report."""
MOST_OPEN = 20
"""So many reports of one person can wait in one network."""
KEPT_FOR = timedelta(days=365)
"""How long an answered report is kept."""
KEPT_UNANSWERED = timedelta(days=396)
"""After so long, thirteen months, a report is gone, answered or not."""


class ReportKind(StrEnum):
    """What a report is about: a text, or how somebody behaves."""

    QUESTION = "QUESTION"
    AGENDA_POINT = "AGENDA_POINT"
    MINUTES = "MINUTES"
    MINUTES_COMMENT = "MINUTES_COMMENT"
    EXPERT_QUESTION = "EXPERT_QUESTION"
    EXPERT_ANSWER = "EXPERT_ANSWER"
    MEMBER = "MEMBER"


class ReportReason(StrEnum):
    """Why somebody reports it."""

    HURTS = "HURTS"
    PRIVATE = "PRIVATE"
    UNSAFE = "UNSAFE"
    UNFAIR = "UNFAIR"
    OTHER = "OTHER"


class ReportOutcome(StrEnum):
    """What came of a report."""

    NOTHING_NEEDED = "NOTHING_NEEDED"
    TEXT_TAKEN_AWAY = "TEXT_TAKEN_AWAY"
    WARNED = "WARNED"
    LIMITED = "LIMITED"
    REMOVED = "REMOVED"


IN_PRIVATE = frozenset({ReportKind.EXPERT_QUESTION, ReportKind.EXPERT_ANSWER})
"""What only two read: who answers a report about it reads it meanwhile, and takes it away with the answer to the report."""
DEALT_WITH = frozenset({ReportOutcome.WARNED, ReportOutcome.LIMITED, ReportOutcome.REMOVED})
"""What happened to a person: who reported it hears that something was done, not what."""


class OwnReport(Conflict):
    """You cannot report yourself, or what you wrote."""


class TooManyReports(Conflict):
    """Several reports of yours wait for an answer already."""


class ReportAnswered(Conflict):
    """Somebody answered this report already."""


class NotRemovedYet(Conflict):
    """The person it is about was not removed; do that first."""


class WordsTooLong(Invalid):
    """Say it in fewer words."""


def check_report(*, reporter_id: UUID, about: Collection[UUID], words: str, waiting: int) -> None:
    """Raise OwnReport, WordsTooLong or TooManyReports. about: the people whose it is, as far as known."""
    if set(about) == {reporter_id}:
        raise OwnReport
    check_length("words", words)
    if waiting >= MOST_OPEN:
        raise TooManyReports


def check_length(field: str, words: str) -> None:
    """Raise WordsTooLong."""
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(field=field)


def answerers(about: Collection[UUID], keepers: Sequence[UUID]) -> list[UUID]:
    """Who hears of a report and may answer it: coordinators and moderators, nobody whom it is about; at most twenty."""
    return [one for one in keepers if one not in about][:MOST_TOLD]


def due_at(now: datetime) -> datetime:
    """By when a report is answered: the same time on the next working day; of a day off, the end of the first working day."""
    local = now.astimezone(ZONE)
    following = _next_working_day(local.date())
    return datetime.combine(following, local.time() if _works(local.date()) else END_OF_DAY, ZONE).astimezone(UTC)


def told(outcome: str | None) -> str | None:
    """What who reported hears: never which measure somebody else got."""
    return "DEALT_WITH" if outcome in DEALT_WITH else outcome


def is_for(viewer_id: UUID, *, about: Collection[UUID], keepers: Collection[UUID]) -> bool:
    """Whether this person may see and answer a report."""
    return viewer_id in keepers and viewer_id not in about


def _next_working_day(day: date) -> date:
    following = day + timedelta(days=1)
    while not _works(following):
        following += timedelta(days=1)
    return following


def _works(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _days_off(day.year)


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(country_holidays("NL", categories=("public",), years=[year]))
