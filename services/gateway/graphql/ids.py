"""Global ids: the kind of a node and its row's id, in one opaque text that fits every kind (Relay)."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from functools import lru_cache
from uuid import UUID

MOST_CHARACTERS = 120


@lru_cache(maxsize=4096)
def global_id(kind: str, row_id: UUID) -> str:
    """Write the global id of a node (``Session``). Kept, for a page names the same people and networks over and over."""
    return b64encode(f"{kind}:{row_id}".encode()).decode()


def read_global_id(text: str) -> tuple[str, UUID] | None:
    """Read a global id as kind and row id; None for what is no global id."""
    if len(text) > MOST_CHARACTERS:
        return None
    try:
        kind, _, row_id = b64decode(text.encode("ascii"), validate=True).decode("ascii").partition(":")
        return kind, UUID(row_id)
    except (NotBase64, ValueError):
        return None


def row_id(text: str, kind: str) -> UUID | None:
    """The row's id in the global id of this kind; None for another kind (A-28) and for what is no global id."""
    read = read_global_id(text)
    return read[1] if read is not None and read[0] == kind else None
