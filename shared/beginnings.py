"""What each kind of network begins with where nothing else is said: learning together is not working together (C020)."""

from collections.abc import Mapping
from typing import NamedTuple

ENOUGH = 2
"""Who speaks for themselves does not speak alone."""
USUAL_CADENCE = "WEEKLY"
"""How often the overview comes where nobody chose anything (BR-060)."""


class Beginning(NamedTuple):
    """With which rhythm a kind of network begins, whom it asks (how many at least, by perspective), and how often it mails news."""

    rhythm_months: int
    asks: Mapping[str, int]
    digest_cadence: str = USUAL_CADENCE


BEGINNINGS: Mapping[str, Beginning] = {
    "learning_network": Beginning(
        2,
        {
            "YOUNG_PERSON": ENOUGH,
            "PARENT": ENOUGH,
            "PROFESSIONAL": ENOUGH,
            "BEHAVIOURAL_SCIENTIST": 1,
            "POLICY_OFFICER": 1,
        },
    ),
    "network": Beginning(2, {"YOUNG_PERSON": ENOUGH, "PARENT": ENOUGH, "PROFESSIONAL": ENOUGH, "EDUCATION": 1}),
    "network_family": Beginning(
        3, {"YOUNG_PERSON": ENOUGH, "PARENT": ENOUGH, "PROFESSIONAL": ENOUGH, "MUNICIPALITY": 1, "REGION": 1}
    ),
    "consortium": Beginning(3, {"PROVIDER_ORGANISATION": ENOUGH, "RESEARCHER": 1}),
    "programme": Beginning(3, {"YOUNG_PERSON": ENOUGH, "PROFESSIONAL": ENOUGH, "RESEARCHER": 1}),
    "expert_group": Beginning(
        3, {"EXPERT_BY_EXPERIENCE": 1, "PROFESSIONAL": ENOUGH, "EDUCATION": 1}, digest_cadence="BEFORE_SESSION"
    ),
    "advisory_council": Beginning(
        2, {"EXPERT_BY_EXPERIENCE": ENOUGH, "PROFESSIONAL": 1, "POLICY_OFFICER": 1}, digest_cadence="BEFORE_SESSION"
    ),
    "regional_collaboration": Beginning(
        1, {"PROVIDER_ORGANISATION": ENOUGH, "MUNICIPALITY": ENOUGH, "REGION": 1}, digest_cadence="DAILY"
    ),
}
"""Learning asks who lives with it and meets every two months; working together asks organisations, and meets as its work asks.

The overview follows that: weekly where people learn together (BR-060), the next morning where they work together all month, and a
week before a session where they are asked for advice around it.
"""
