"""What is true of removing somebody: why is told, they can say they do not agree, and somebody else decides then."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.errors import Conflict, Invalid, NotAllowed, Problem

LONGEST_TEXT = 2000
SHORTEST_REASON = 10
ANSWER_TOLD_FOR = timedelta(days=92)
"""How long somebody who takes part again still reads what came of their objection."""
MOST_TOLD = 20
"""At most so many coordinators hear of one objection."""


class AppealOutcome(StrEnum):
    """What came of an appeal."""

    RESTORED = "RESTORED"
    UPHELD = "UPHELD"


class NothingToTell(Conflict):
    """There is nothing to tell about this objection any more."""


class NotYourself(Conflict):
    """You cannot remove yourself; you can leave the network."""


class NothingToAppeal(Conflict):
    """There is nothing here that you can object to, or you did so already."""


class NothingToAnswer(Conflict):
    """There is no open objection to answer here."""


class SomebodyElseAnswers(NotAllowed):
    """You removed this member; another coordinator answers the objection."""


class WordsMissing(Invalid):
    """Say in your own words why."""


def check_words(field: str, text: str) -> None:
    """Raise WordsMissing for a reason that says nothing, or too much."""
    if len(text) < SHORTEST_REASON:
        raise WordsMissing(problems=(Problem(field, "WORDS_MISSING", "Say why, in at least ten characters."),))
    if len(text) > LONGEST_TEXT:
        raise WordsMissing(problems=(Problem(field, "TOO_LONG", f"{LONGEST_TEXT} characters is the most."),))


def may_answer(viewer_id: UUID, removed_by: UUID | None, coordinators: Collection[UUID]) -> bool:
    """Whether this coordinator may answer: not who removed the member, unless there is nobody else.

    coordinators: the people who coordinate the network now.
    """
    return viewer_id != removed_by or set(coordinators) <= {removed_by}


def check_may_answer(*, may: bool) -> None:
    """Raise SomebodyElseAnswers for who decided the first time."""
    if not may:
        raise SomebodyElseAnswers


def answerers(removed_by: UUID | None, coordinators: Sequence[UUID]) -> list[UUID]:
    """The coordinators who may answer, and so hear of an objection; at most twenty."""
    return [one for one in coordinators if may_answer(one, removed_by, coordinators)][:MOST_TOLD]


def check_may_tell(
    about: str, *, answered_at: datetime | None, reader_id: UUID | None, answerers: Collection[UUID]
) -> None:
    """Raise NothingToTell where a mail about an objection has nothing to say any more.

    about: APPEAL, that one waits for the coordinator reader_id, or ANSWER, that it was answered.
    """
    is_wanted = answered_at is None and reader_id in answerers if about == "APPEAL" else answered_at is not None
    if not is_wanted:
        raise NothingToTell


def still_reads(*, is_removed: bool, outcome: str | None, answered_at: datetime | None, now: datetime) -> bool:
    """Whether somebody reads about their removal: while it stands, and a while after an objection undid it."""
    if is_removed:
        return True
    is_undone = outcome == AppealOutcome.RESTORED and answered_at is not None
    return is_undone and answered_at is not None and now - answered_at <= ANSWER_TOLD_FOR
