"""Who may open the pages on which a network is carried, and what all of them show."""

from dataclasses import dataclass
from typing import Any

from services.gateway.web.visit import Refused, Visit


@dataclass(frozen=True)
class Steered:
    """A network that the visitor coordinates."""

    network: dict[str, Any]


async def for_coordinators(visit: Visit, slug: str) -> Steered:
    """The network at this address. Raises SignInFirst, NoSuchPage, or Refused for who does not coordinate it."""
    visit.people_only()
    answer = await visit.ask("steering/steering.graphql", slug=slug)
    network: dict[str, Any] = answer["network"]
    if not (network["viewerMembership"] and network["viewerMembership"]["coordinates"]):
        raise Refused("COORDINATOR_NEEDED")
    return Steered(network)
