"""What is true of removing somebody: why is told, they can say they do not agree, and somebody else decides then."""

from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from shared.errors import Conflict, Invalid, NotAllowed, Problem

LONGEST_TEXT = 2000
SHORTEST_REASON = 10


class AppealOutcome(StrEnum):
    """What came of an appeal."""

    RESTORED = "RESTORED"
    UPHELD = "UPHELD"


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
