"""Ids in addresses are plain UUIDs; GraphQL's are global. And which address may be gone to after signing in."""

import re

from services.gateway.graphql.ids import global_id, read_global_id


def plain_id(text: str) -> str:
    """The UUID in a GraphQL id, for an address."""
    read = read_global_id(text)
    if read is None:
        raise ValueError(f"{text} is no global id")
    return str(read[1])


def own_address(address: str | None) -> str:
    """Where to go back to: a path of ours in plain letters, else the start page (A-17)."""
    if address and re.fullmatch(r"(/[A-Za-z0-9_-]+)+", address):
        return address
    return "/"


__all__ = ["global_id", "own_address", "plain_id"]
