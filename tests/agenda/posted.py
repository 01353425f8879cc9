"""What the requests of agenda say of words that others will read."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from shared.api.posting import READ_BY_OTHERS


def posted_fields(kind: type[BaseModel]) -> list[str]:
    """The names of the fields of a request that others will read, by name; not those inside its lists.

    Read from what its class says, however the mark is wrapped; the door reads them in its own way.
    """
    return [name for name, hint in get_type_hints(kind, include_extras=True).items() if READ_BY_OTHERS in _parts(hint)]


def _parts(hint: Any) -> Iterator[Any]:
    """A type and what it is made of; a shape inside it speaks for itself."""
    yield hint
    for part in get_args(hint):
        yield from _parts(part)
