"""What is true of a question to one fellow member: whom one may ask, how often, and how long it waits and is kept (C058)."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from services.network.memberships.domain.roles import ZONE
from services.network.networks.domain import Perspective
from services.network.people.domain.ages import AgeBand
from shared.errors import Conflict, Invalid, NotAllowed, Problem

LONGEST_TEXT = 2000
A_DAY = timedelta(days=1)
MOST_A_DAY = 5
"""So many questions somebody asks in 24 hours, in all networks together."""
WAITS_FOR = timedelta(days=30)
"""How long a question waits for an answer: until the end of that day."""
END_OF_DAY = time(23, 59, 59)
KEPT_FOR = timedelta(days=30)
"""How long question and answer are kept after it is over."""


class ExpertQuestionStatus(StrEnum):
    """Where a question stands; every one that was asked comes to an end that its asker hears of."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    DECLINED = "DECLINED"
    LAPSED = "LAPSED"
    TAKEN_AWAY = "TAKEN_AWAY"


class NotOpenToQuestions(Conflict):
    """This person takes no questions now."""


class NotInPrivate(NotAllowed):
    """Young people do not ask and are not asked in private here."""

    goes_in_log = False  # it says how old somebody is


class AskedAlready(Conflict):
    """A question of yours waits for this person already."""


class EnoughAsked(Conflict):
    """You asked five questions in a day; tomorrow you can ask again."""


class ExpertQuestionOver(Conflict):
    """This question is answered already, or waits no more."""


class ExpertTextMissing(Invalid):
    """Write something first, in at most 2000 characters."""


def lapses_at(asked_at: datetime) -> datetime:
    """Until when a question waits: the last second of the thirtieth day, so that a page can name that day."""
    day = (asked_at + WAITS_FOR).astimezone(ZONE).date()
    return datetime.combine(day, END_OF_DAY, ZONE).astimezone(UTC)


def check_text(text: str) -> None:
    """Raise ExpertTextMissing for nothing, or too much."""
    if not text:
        raise ExpertTextMissing(problems=(Problem("text", "EXPERT_TEXT_MISSING", "Write something first."),))
    if len(text) > LONGEST_TEXT:
        raise ExpertTextMissing(problems=(Problem("text", "TOO_LONG", f"{LONGEST_TEXT} characters is the most."),))


def speaks_in_private(perspectives: Collection[str], band: AgeBand | None) -> bool:
    """Whether somebody asks and is asked out of sight of others: never a young person, nor who is under 16 (PR-1).

    perspectives: all they may speak from; who speaks from another one for now is a young person still.
    """
    return Perspective.YOUNG_PERSON not in perspectives and band is not AgeBand.UNDER_16


def check_in_private(*places: tuple[Collection[str], AgeBand | None]) -> None:
    """Raise NotInPrivate where one of these, perspectives and an age each, is a young person."""
    if not all(speaks_in_private(perspectives, band) for perspectives, band in places):
        raise NotInPrivate


def check_may_ask(*, waiting: bool, asked_in_a_day: int) -> None:
    """Raise AskedAlready or EnoughAsked. waiting: a question of theirs waits for this person already."""
    if waiting:
        raise AskedAlready
    if asked_in_a_day >= MOST_A_DAY:
        raise EnoughAsked
