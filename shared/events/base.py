"""What an event is: a frozen fact with ids, kinds, versions and times - never names, addresses or free text."""

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pkgutil import walk_packages
from typing import ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

PREFIX = "nl.leernetwerken"
MOST_BYTES = 8192
_REGISTRY: dict[str, type["Event"]] = {}


class Event(BaseModel):
    """Something that happened.

    Subclass with ``noun``, ``happened`` and ``source`` (the announcing service):
    ``class QuestionOpened(Event, source="agenda", noun="question", happened="opened")`` has the type
    ``nl.leernetwerken.question.opened.v1`` and its subject in ``question_id``.
    ``version`` is the aggregate's version, rising by one with each event of the same subject.
    Strict when announced (unknown fields are refused), tolerant when heard (they are ignored).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    TYPE: ClassVar[str] = ""
    SOURCE: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""
    SUBJECT: ClassVar[str] = ""

    version: int

    def __init_subclass__(
        cls, *, source: str, noun: str, happened: str, subject: str | None = None, major: int = 1
    ) -> None:
        super().__init_subclass__()
        cls.SOURCE = source
        cls.NOUN = noun
        cls.TYPE = f"{PREFIX}.{noun}.{happened}.v{major}"
        cls.SUBJECT = subject or f"{noun.replace('-', '_')}_id"
        _REGISTRY[cls.TYPE] = cls

    @property
    def subject_id(self) -> UUID:
        """The id of the row this event is about."""
        value = getattr(self, self.SUBJECT)
        if not isinstance(value, UUID):
            raise TypeError(f"{type(self).__name__}.{self.SUBJECT} is not an id")
        return value

    def to_json(self) -> bytes:
        """The data of the event as JSON. Raises ValueError over 8 KiB."""
        body = self.model_dump_json().encode()
        if len(body) > MOST_BYTES:
            raise ValueError(f"{self.TYPE} is {len(body)} bytes; an event holds at most {MOST_BYTES}")
        return body

    @classmethod
    def heard(cls, body: bytes) -> Self:
        """Read the data of an event as a tolerant listener. Raises pydantic.ValidationError."""
        return cls.model_validate_json(body, extra="ignore")


def event_named(type_: str) -> type[Event] | None:
    """The event class with this CloudEvents type, or None when this version of the house does not know it."""
    return _REGISTRY.get(type_)


def learn_all() -> None:
    """Import every file of events, so that event_named and known_events know them all."""
    for found in walk_packages(import_module("shared.events").__path__, "shared.events."):
        import_module(found.name)


def known_events() -> Iterator[type[Event]]:
    """Every event class that has been imported, in order of type."""
    yield from (_REGISTRY[name] for name in sorted(_REGISTRY))


def urn(service: str) -> str:
    """The CloudEvents ``source`` of a service (NL GOV profile)."""
    return f"urn:nld:leerkring:{service}"


Moment = datetime
"""A point in time, UTC."""
