"""How often a network meets, and how often its overview comes to who chose nothing themselves."""

from typing import Any

import strawberry

from services.gateway.graphql.enums import Cadence
from services.gateway.graphql.who import Who, seen_by
from shared.api.network.networks import NetworkView


@seen_by(Who.ANYONE)
@strawberry.type
class RhythmOfNetwork:
    rhythm_months: int | None = strawberry.field(description="It meets every so many months.")
    digest_cadence: Cadence = strawberry.field(
        description="How often the overview comes to members who chose nothing: DAILY, WEEKLY or BEFORE_SESSION."
    )


def rhythm_of(view: NetworkView) -> dict[str, Any]:
    """What a network's rhythm says."""
    return {"rhythm_months": view.rhythm_months, "digest_cadence": Cadence(view.digest_cadence)}
