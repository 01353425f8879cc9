"""Everybody who takes part, for pages on which one of them is chosen: a page of people is shown in parts, a choice is not."""

from typing import Any

from services.gateway.web.visit import OutOfOrder, Visit


async def fetch_everybody(visit: Visit, network: dict[str, Any] | None) -> None:
    """Add to the first members of a network all others, a hundred at a time. Raises OutOfOrder where nobody answers.

    network: with its ``slug``, and ``members`` as the fragment Everybody asks; None where this visitor may not see them.
    """
    members = (network or {}).get("members")
    while members and members["pageInfo"]["hasNextPage"]:
        after = members["pageInfo"]["endCursor"]
        answer = await visit.ask("people/more.graphql", slug=(network or {})["slug"], after=after)
        more = answer["network"]["members"]
        if more is None:
            raise OutOfOrder
        members["nodes"] += more["nodes"]
        members["pageInfo"] = more["pageInfo"]
