"""What is true of the reminder of a session as its coordinators want it: their words in it, and when it leaves."""

from typing import NamedTuple
from uuid import UUID

from shared.errors import Invalid, Problem

LONGEST_WORDS = 1000
USUAL_DAYS = 1
"""So many days before a session its reminder leaves, unless its coordinators say otherwise."""
MOST_DAYS = 14
NEVER = 0
"""In place of a number of days: it does not leave."""


class ReminderTooLong(Invalid):
    """These words are too long for a mail."""


class ReminderDayNotPossible(Invalid):
    """The reminder cannot leave so many days before."""


class ReminderFacts(NamedTuple):
    """What a coordinator adds to the reminder of a session; empty: nothing. version: 0 where nothing was ever written.

    days_before: when it leaves for who chose nothing themselves; NEVER: not at all.
    """

    session_id: UUID
    network_id: UUID
    words: str
    version: int
    days_before: int = USUAL_DAYS


def check_reminder(words: str) -> None:
    """Raise ReminderTooLong for words that make a mail too long to read."""
    if len(words) > LONGEST_WORDS:
        raise ReminderTooLong(problems=(Problem("words", "TEXT_TOO_LONG", f"At most {LONGEST_WORDS} characters."),))


def check_day(days_before: int) -> None:
    """Raise ReminderDayNotPossible for a day that is too far away, or after the session."""
    if not NEVER <= days_before <= MOST_DAYS:
        words = f"At most {MOST_DAYS} days before."
        raise ReminderDayNotPossible(problems=(Problem("days_before", "REMINDER_DAY_OUT_OF_RANGE", words),))
