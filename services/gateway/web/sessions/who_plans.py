"""Who plans in a network: who coordinates it, while it goes on."""

from typing import Any

from services.gateway.web.visit import Refused, Visit

OVER = frozenset({"SUCCEEDED", "ARCHIVED"})
"""A network with one of these statuses has ended: it reads on, and nothing new begins in it (DOMAIN 6)."""


async def planned_by(visit: Visit, document: str, slug: str) -> dict[str, Any]:
    """The network at this address, for who may plan there now. Raises SignInFirst, NoSuchPage, or Refused."""
    visit.people_only()
    network: dict[str, Any] = (await visit.ask(document, slug=slug))["network"]
    check_plans(visit, network)
    return network


def check_plans(visit: Visit, network: dict[str, Any]) -> None:
    """Raise Refused for who does not coordinate this network, and where it has ended.

    What somebody sends there goes on to be refused beside their form, so that they keep what they typed.
    """
    if not (network["viewerMembership"] or {}).get("coordinates"):
        raise Refused("COORDINATOR_NEEDED")
    if visit.request.method == "GET":
        check_goes_on(network)


def check_goes_on(network: dict[str, Any]) -> None:
    """Raise Refused in a network that has ended, before anybody types what would be refused."""
    if network["status"] in OVER:
        raise Refused("NETWORK_IS_OVER")
