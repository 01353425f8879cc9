"""One inquiry at one owner: thin and typed; making it is the switchboard's work."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from shared.errors import Refusal

Answer_co = TypeVar("Answer_co", covariant=True)


@dataclass(eq=False)
class Inquiry(Generic[Answer_co]):
    """What is asked, and afterwards what was answered.

    kind: the type to read the answer as (None: there is nothing to read). key: an idempotency key.
    """

    service: str
    method: str
    path: str
    kind: Any
    body: BaseModel | None = None
    params: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    given: Any = None
    refused: Refusal | None = None

    @property
    def answer(self) -> Answer_co:
        """What the owner answered. Raises what it refused with."""
        if self.refused is not None:
            raise self.refused
        given: Answer_co = self.given
        return given

    def asks_the_same(self, other: "Inquiry[Any]") -> bool:
        """Whether this and another one read the same thing, so that one answer serves both."""
        return (
            (self.method == "GET" or self.path.endswith(":batch"))
            and self.path == other.path
            and self.params == other.params
            and self.body == other.body
            and self.kind == other.kind
        )

    @property
    def outcome(self) -> Answer_co | Refusal:
        """What the owner answered, or what it refused with."""
        return self.answer if self.refused is None else self.refused


def get(service: str, path: str, kind: Any, /, **params: Any) -> Inquiry[Any]:
    """Ask what changes nothing and fits in an address; parameters that are None are left out."""
    return Inquiry(service, "GET", path, kind, params=params)


def post(service: str, path: str, kind: Any, body: BaseModel | None = None, key: str | None = None) -> Inquiry[Any]:
    """Ask what changes something, or is too long for an address."""
    return Inquiry(service, "POST", path, kind, body=body, key=key)
