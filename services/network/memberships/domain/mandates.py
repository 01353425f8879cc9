"""What is true of mandates: that somebody was appointed to do something, by whom, and from when until when (C056)."""

from datetime import date

from shared.errors import Conflict, Invalid, Problem

LONGEST_TASK = 120
LONGEST_APPOINTED_BY = 300
MOST_AT_A_TIME = 5


class MandateUnclear(Invalid):
    """Say to what this person was appointed, by whom, and from which day."""


class TooManyMandates(Conflict):
    """Five mandates at a time is the most; end one that is over."""


def check_mandate(*, task: str, appointed_by: str, from_on: date, until_on: date | None, held: int) -> None:
    """Raise MandateUnclear for words that are missing or too long, or days in the wrong order; TooManyMandates for the sixth."""
    problems = [
        Problem(field, "REQUIRED", "Say this in a few words.")
        if not text
        else Problem(field, "TOO_LONG", f"{longest} characters is the most.")
        for field, text, longest in (
            ("task", task, LONGEST_TASK),
            ("appointed_by", appointed_by, LONGEST_APPOINTED_BY),
        )
        if not text or len(text) > longest
    ]
    if until_on is not None and until_on < from_on:
        problems.append(Problem("until_on", "MANDATE_ENDS_FIRST", "The last day comes after the first."))
    if problems:
        raise MandateUnclear(problems=tuple(problems))
    if held >= MOST_AT_A_TIME:
        raise TooManyMandates
