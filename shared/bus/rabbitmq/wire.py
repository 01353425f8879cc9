"""How an event looks on the wire: CloudEvents 1.0 in binary mode over AMQP 0-9-1, its attributes as the NL GOV profile wants them."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from cloudevents.core.base import BaseCloudEvent, EventFactory
from cloudevents.core.bindings.rabbitmq import to_binary
from cloudevents.core.v1.event import CloudEvent
from pamqp.commands import Basic

from shared.bus.transport import Envelope, Unreadable
from shared.events.base import urn

VERSION = "subjectversion"
"""Our extension attribute: the version of the row that the event is about."""
TRACE_LENGTH = 55
PERSISTENT = 2


class _AsItIs:
    """Leaves the data alone: it is JSON when it is announced, and is read where it is handled."""

    def read(self, event_factory: EventFactory | None, data: str | bytes) -> BaseCloudEvent:
        """Refuse: events travel in binary mode only."""
        raise ValueError("not in binary mode")

    def write(self, event: BaseCloudEvent) -> bytes:
        """Refuse: events travel in binary mode only."""
        raise ValueError("not in binary mode")

    def write_data(self, data: dict[str, Any] | str | bytes | None, datacontenttype: str | None) -> bytes:
        """Give the bytes."""
        return data if isinstance(data, bytes) else b""

    def read_data(self, body: bytes, datacontenttype: str | None) -> bytes:
        """Give the bytes."""
        return body

    def get_content_type(self) -> str:
        """JSON."""
        return "application/json"


_FORMAT = _AsItIs()


def to_wire(envelope: Envelope) -> tuple[bytes, Basic.Properties]:
    """Write an event as a persistent message: its data as the body, its attributes as ``ce-`` headers."""
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(envelope.id),
        "source": urn(envelope.source),
        "type": envelope.type,
        "subject": str(envelope.subject),
        "time": envelope.time,
        "datacontenttype": "application/json",
        "dataschema": f"urn:nld:leerkring:schema:{envelope.type}",
        VERSION: str(envelope.version),
    }
    if envelope.traceparent:
        attributes["traceparent"] = envelope.traceparent
    message = to_binary(CloudEvent(attributes, envelope.data), _FORMAT)
    properties = Basic.Properties(
        content_type=message.content_type,
        headers=dict(message.headers),
        delivery_mode=PERSISTENT,
        message_id=attributes["id"],
        timestamp=envelope.time,
        message_type=envelope.type,
        app_id=envelope.source,
    )
    return message.body, properties


def from_wire(
    body: bytes, headers: Mapping[str, Any] | None, content_type: str | None, *, came_from: str
) -> Envelope | Unreadable:
    """Read a message. ``came_from`` is the service whose exchange it came over: only that service can write there (A-81).

    The binding's mapping is read here by hand: the library's costs three times as much, and makes up an id and a time where
    there are none.
    """
    named = headers or {}
    try:
        if content_type != "application/json":
            raise ValueError("not application/json")
        if named["ce-specversion"] != "1.0":
            raise ValueError("not CloudEvents 1.0")
        time = datetime.fromisoformat(named["ce-time"])
        if time.tzinfo is None:
            raise ValueError("its time has no zone")
        source, type_, trace = named["ce-source"], named["ce-type"], named.get("ce-traceparent")
        if not isinstance(source, str) or not isinstance(type_, str):
            raise TypeError
        envelope = Envelope(
            id=UUID(named["ce-id"]),
            source=came_from,
            type=type_,
            subject=UUID(named["ce-subject"]),
            version=int(named[f"ce-{VERSION}"]),
            time=time,
            data=body,
            traceparent=trace if isinstance(trace, str) and len(trace) == TRACE_LENGTH else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as error:
        reason = f"without {error.args[0]}" if isinstance(error, KeyError) else str(error) or type(error).__name__
        return Unreadable(_key(named, body), body, f"is no event: {reason}"[:300], came_from)
    if source != urn(came_from):
        reason = f"says it comes from {source}, and came from {urn(came_from)}"
        return Unreadable(_key(named, body), body, reason[:300], came_from, is_attack=True)
    return envelope


def _key(named: Mapping[str, Any], body: bytes) -> str:
    """A name for what has none: the same bytes with the same headers get the same one."""
    return sha256(repr(sorted((str(name), str(value)) for name, value in named.items())).encode() + body).hexdigest()
