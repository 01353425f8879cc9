"""What is true of the words that a coordinator adds to the reminder of a session."""

from typing import NamedTuple
from uuid import UUID

from shared.errors import Invalid, Problem

LONGEST_WORDS = 1000


class ReminderTooLong(Invalid):
    """These words are too long for a mail."""


class ReminderFacts(NamedTuple):
    """What a coordinator adds to the reminder of a session; empty: nothing. version: 0 where nothing was ever written."""

    session_id: UUID
    network_id: UUID
    words: str
    version: int


def check_reminder(words: str) -> None:
    """Raise ReminderTooLong for words that make a mail too long to read."""
    if len(words) > LONGEST_WORDS:
        raise ReminderTooLong(problems=(Problem("words", "TEXT_TOO_LONG", f"At most {LONGEST_WORDS} characters."),))
