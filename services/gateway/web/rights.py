"""Who may open a page about a part of a network that only some people see."""

from typing import Any

from services.gateway.web.visit import OutOfOrder, Refused, Visit


async def network_with(
    visit: Visit, query: str, slug: str, *parts: str, needs: str, **variables: Any
) -> dict[str, Any]:
    """The network at this address, with these parts of it on board, each null for who may not see it.

    query: the page's document. needs: the code of the refusal for a member who may not see them.
    Raises SignInFirst, NoSuchPage, OutOfOrder where a part does not answer, or Refused.
    """
    visit.people_only()
    answer = await visit.ask(query, slug=slug, **variables)
    network: dict[str, Any] = answer["network"]
    if any(answer.failed(f"network.{part}") for part in parts):
        raise OutOfOrder
    if any(network[part] is None for part in parts):
        raise Refused(needs if network["viewerMembership"] else "NOT_A_MEMBER")
    return network
