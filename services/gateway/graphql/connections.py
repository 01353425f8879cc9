"""Lists as Relay has them, over the keyset pages of the owners; cursors are opaque and go on from any row."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from services.gateway.graphql.failures import BadUserInput
from services.gateway.graphql.limits import MOST_PER_PAGE
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, seen_by

MOST_CHARACTERS = 1500
USUAL_PER_PAGE = 20


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="Where a page of a list begins and ends.")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True)
class Window:
    """Which part of a list is asked: a page of the owner (from ``after``), without its first ``skip`` rows.

    The owner gives a cursor only after its last row; a row in the middle is named by its page and its place in it.
    """

    first: int
    after: str | None
    skip: int

    @property
    def asked(self) -> int:
        """How many rows to ask of the owner."""
        return min(self.first + self.skip, MOST_PER_PAGE)


def window(first: int | None, after: str | None) -> Window:
    """Read what was asked (first: null asks for 20). Raises BadUserInput for no or too many rows, and for a cursor that is none of ours."""
    first = USUAL_PER_PAGE if first is None else first
    if not 1 <= first <= MOST_PER_PAGE:
        raise BadUserInput(f"A page has 1 to {MOST_PER_PAGE} rows; first was {first}.", field="first")
    if after is None:
        return Window(first, None, 0)
    try:
        if len(after) > MOST_CHARACTERS:
            raise ValueError
        page, skip = json.loads(urlsafe_b64decode(after.encode("ascii") + b"=" * (-len(after) % 4)))
        if not (page is None or isinstance(page, str)) or type(skip) is not int or not 0 <= skip < MOST_PER_PAGE:
            raise ValueError
    except (NotBase64, ValueError, TypeError, RecursionError) as error:
        raise BadUserInput("This list cannot go on from there; begin at its first page.", field="after") from error
    return Window(first, page, skip)


def page(
    window: Window, items: Sequence[Any], next_cursor: str | None, wanted: Wanted
) -> tuple[Sequence[Any], list[str], PageInfo]:
    """The rows of a window, their cursors (empty where nobody asks for them), and where it stands, from the owner's answer."""
    rows = items[window.skip : window.skip + window.first]

    def cursor(place: int) -> str:
        if place == len(rows) - 1 and next_cursor is not None and len(items) == window.skip + len(rows):
            return _write(next_cursor, 0)
        return _write(window.after, window.skip + place + 1)

    asked = "cursor" in wanted.below("edges")
    info = PageInfo(
        has_next_page=next_cursor is not None or len(items) > window.skip + len(rows),
        has_previous_page=window.after is not None or window.skip > 0,
        start_cursor=cursor(0) if rows else None,
        end_cursor=cursor(len(rows) - 1) if rows else None,
    )
    return rows, [cursor(place) for place in range(len(rows))] if asked else [""] * len(rows), info


def cursor_at(owners_cursor: str) -> str:
    """The cursor of a row of which the owner gave one itself."""
    return _write(owners_cursor, 0)


def wanted_nodes(wanted: Wanted) -> Wanted:
    """What is asked of the rows of a connection."""
    return wanted.below("edges", "node") | wanted.below("nodes")


def _write(page: str | None, skip: int) -> str:
    return urlsafe_b64encode(json.dumps([page, skip]).encode()).decode().rstrip("=")
