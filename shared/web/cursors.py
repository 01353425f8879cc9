"""Where the next page of a list begins, as an opaque text that the reader hands back.

A cursor holds the sort values of the last row. It is not signed: every list filters by what its reader may see before
the cursor counts, so a changed one only begins the reader's own list somewhere else. What cannot be read is refused.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar, overload
from uuid import UUID

from shared.errors import Invalid

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
MOST_CHARACTERS = 1000


class CursorUnreadable(Invalid):
    """This list cannot go on from there; begin at its first page."""


def write_cursor(*parts: str | int | datetime | UUID) -> str:
    """Write the sort values of the last row of a page."""
    plain = [part.isoformat() if isinstance(part, datetime) else str(part) for part in parts]
    return urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode().rstrip("=")


@overload
def read_cursor(text: str | None, a: Callable[[str], A], /) -> tuple[A] | None: ...
@overload
def read_cursor(text: str | None, a: Callable[[str], A], b: Callable[[str], B], /) -> tuple[A, B] | None: ...
@overload
def read_cursor(
    text: str | None, a: Callable[[str], A], b: Callable[[str], B], c: Callable[[str], C], /
) -> tuple[A, B, C] | None: ...


def read_cursor(text: str | None, /, *kinds: Callable[[str], object]) -> tuple[object, ...] | None:
    """Read a cursor back: ``read_cursor(after, moment, UUID)``; None stays None. Raises CursorUnreadable.

    kinds: what reads each sort value from its text (``str``, ``int``, ``UUID``, ``moment``), in order.
    """
    if text is None:
        return None
    try:
        if len(text) > MOST_CHARACTERS:
            raise ValueError
        plain = json.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        if not isinstance(plain, list) or len(plain) != len(kinds) or not all(isinstance(part, str) for part in plain):
            raise ValueError
        if any(b"\0" in part.encode() for part in plain):
            raise ValueError
        return tuple(kind(part) for kind, part in zip(kinds, plain, strict=True))
    except (NotBase64, ValueError, OverflowError, RecursionError) as error:
        raise CursorUnreadable(field="after") from error


def moment(text: str) -> datetime:
    """Read a moment with its zone, in UTC. Raises ValueError, or OverflowError outside the years 1 to 9999."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("a moment without a zone")
    return value.astimezone(UTC)
