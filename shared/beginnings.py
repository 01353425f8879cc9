"""What each kind of network begins with where nothing else is said: learning together is not working together (C020)."""

from collections.abc import Mapping
from typing import NamedTuple

ENOUGH = 2
"""Who speaks for themselves does not speak alone."""


class Beginning(NamedTuple):
    """With which rhythm a kind of network begins, and whom it asks: how many at least, by perspective."""

    rhythm_months: int
    asks: Mapping[str, int]


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
    "expert_group": Beginning(3, {"EXPERT_BY_EXPERIENCE": 1, "PROFESSIONAL": ENOUGH, "EDUCATION": 1}),
    "advisory_council": Beginning(2, {"EXPERT_BY_EXPERIENCE": ENOUGH, "PROFESSIONAL": 1, "POLICY_OFFICER": 1}),
    "regional_collaboration": Beginning(1, {"PROVIDER_ORGANISATION": ENOUGH, "MUNICIPALITY": ENOUGH, "REGION": 1}),
}
"""Learning asks who lives with it and meets every two months; working together asks organisations, and meets as its work asks."""
