"""What is true of a contribution: what somebody says they bring to a network, or are there for (C036)."""

from shared.errors import Invalid, Problem

LONGEST_TEXT = 300


class ContributionTooLong(Invalid):
    """Say what you bring in 300 characters at most."""


def check_contribution(text: str) -> None:
    """Raise ContributionTooLong; saying nothing is always right."""
    if len(text) > LONGEST_TEXT:
        problem = Problem("contribution", "TOO_LONG", f"{LONGEST_TEXT} characters is the most.")
        raise ContributionTooLong(problems=(problem,))
