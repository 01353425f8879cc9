"""What is true of declared interests: what somebody says about where they stand, so that others can weigh their words (C047)."""

from shared.errors import Conflict, Invalid, Problem

LONGEST_TEXT = 300
MOST_AT_A_TIME = 10


class InterestMissing(Invalid):
    """Say in one sentence which interest you have."""


class TooManyInterests(Conflict):
    """Ten interests at a time is the most; end one that is over."""


def check_interest(text: str, *, declared: int) -> None:
    """Raise InterestMissing for a sentence that is empty or too long, TooManyInterests for the eleventh."""
    if not text:
        raise InterestMissing(problems=(Problem("text", "INTEREST_MISSING", "Say which interest you have."),))
    if len(text) > LONGEST_TEXT:
        raise InterestMissing(problems=(Problem("text", "TOO_LONG", f"{LONGEST_TEXT} characters is the most."),))
    if declared >= MOST_AT_A_TIME:
        raise TooManyInterests
