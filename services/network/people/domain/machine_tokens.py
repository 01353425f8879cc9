"""What is true of tokens for programs: how long they count, how many there are, and what they may do."""

from datetime import datetime, timedelta

from shared.errors import Conflict, Invalid

PREFIX = "leerkring_"
"""So that a token that leaked is recognised, by people and by programs that look for secrets."""
MOST_TOKENS = 20
LONGEST = timedelta(days=365)


class TokenNameMissing(Invalid):
    """Give the token a name by which you will know the program."""


class TokenLastsTooLong(Invalid):
    """A token counts from one day to a year."""


class TooManyTokens(Conflict):
    """You have twenty tokens; revoke one first."""


def check_token(*, name: str, days: int) -> None:
    """Raise TokenNameMissing for a name that nobody can read, TokenLastsTooLong for a time that is no day or over a year."""
    if not any(letter.isalnum() for letter in name):
        raise TokenNameMissing(field="name")
    if not timedelta(days=1) <= timedelta(days=days) <= LONGEST:
        raise TokenLastsTooLong(field="days")


def counts(*, now: datetime, expires_at: datetime, revoked_at: datetime | None) -> bool:
    """Whether a token still opens something."""
    return revoked_at is None and now < expires_at
