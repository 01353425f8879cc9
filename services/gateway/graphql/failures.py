"""What a reader is told when something did not work: our own refusals in full, everything else under a number (A-54)."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from graphql import GraphQLError, Node

from shared.errors import Invalid, Refusal, Unavailable
from shared.telemetry import current_request_id

log = logging.getLogger(__name__)

Path = tuple[Any, ...]
"""Where in the answer: nested pairs (path of the parent, key), () at the top."""


class BadUserInput(Invalid):
    """Something in this query cannot be answered."""


class Nothing(Exception):
    """A field that always has a value has none."""


class TookTooLong(Refusal):
    """This took too long; ask for less at once."""

    status = 504


class Located(Exception):
    """An error on its way up, with the place in the answer where it happened."""

    def __init__(self, cause: Exception, path: Path, nodes: Sequence[Node]) -> None:
        super().__init__()
        self.cause = cause
        self.path = path
        self.nodes = nodes


def keys_of(path: Path) -> list[str | int]:
    """The path as GraphQL writes it."""
    keys: list[str | int] = []
    while path:
        path, key = path
        keys.append(key)
    return keys[::-1]


def tell(located: Located) -> dict[str, Any]:
    """Write a field error as GraphQL has it."""
    told = _told(located.cause)
    if located.nodes and located.nodes[0].loc is not None:
        source, start = located.nodes[0].loc.source, located.nodes[0].loc.start
        place = source.get_location(start)
        told["locations"] = [{"line": place.line, "column": place.column}]
    told["path"] = keys_of(located.path)
    return told


def tell_request(errors: Iterable[GraphQLError], code: str) -> list[dict[str, Any]]:
    """Write what is wrong with a document or its variables; that is the asker's own text, and is told in full."""
    told = []
    for error in errors:
        formatted: dict[str, Any] = dict(error.formatted)
        formatted["extensions"] = {"code": code, **(error.extensions or {})}
        told.append(formatted)
    return told


def _told(cause: Exception) -> dict[str, Any]:
    if isinstance(cause, Refusal):
        extensions: dict[str, Any] = {"code": cause.code}
        if cause.problems:
            extensions["problems"] = [{"field": p.field, "code": p.code, "message": p.message} for p in cause.problems]
        message = (
            (Unavailable.__doc__ or "") if isinstance(cause, Unavailable) else cause.message
        )  # not which part, or why
        return {"message": message, "extensions": extensions}
    if isinstance(cause, GraphQLError) and cause.original_error is None:
        return {"message": cause.message, "extensions": {"code": BadUserInput.code}}
    error_id = current_request_id() or uuid4().hex
    log.error("a field failed, error %s", error_id, exc_info=cause)
    return {
        "message": "Something went wrong here. It was written down under this number.",
        "extensions": {"code": "INTERNAL_ERROR", "id": error_id},
    }
