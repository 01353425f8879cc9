"""How an event looks on the wire: CloudEvents 1.0 in binary mode over AMQP 0-9-1, its attributes as the NL GOV profile wants them."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from cloudevents.core.base import BaseCloudEvent, EventFactory
from cloudevents.core.bindings.rabbitmq import RabbitMQMessage, from_binary, to_binary
from cloudevents.core.v1.event import CloudEvent
from pamqp.commands import Basic

from shared.bus.transport import Envelope, Unreadable
from shared.events.base import urn

VERSION = "subjectversion"
"""Our extension attribute: the version of the row that the event is about."""
NEEDED = ("id", "source", "type", "specversion", "subject", "time", VERSION)
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
    """Read a message. ``came_from`` is the service whose exchange it came over: only that service can write there (A-81)."""
    named = {name.lower(): value for name, value in (headers or {}).items() if isinstance(value, str)}
    try:
        missing = [name for name in NEEDED if f"ce-{name}" not in named]
        if missing:
            raise ValueError(f"without {', '.join(missing)}")
        if content_type != "application/json":
            raise ValueError("not application/json")
        event = from_binary(RabbitMQMessage(headers=named, content_type=content_type, body=body), _FORMAT, CloudEvent)
        attributes = event.get_attributes()
        time = attributes["time"]
        if not isinstance(time, datetime) or time.tzinfo is None:
            raise ValueError("its time has no zone")
        source = attributes["source"]
        envelope = Envelope(
            id=UUID(attributes["id"]),
            source=came_from,
            type=attributes["type"],
            subject=UUID(attributes["subject"]),
            version=int(attributes[VERSION]),
            time=time,
            data=body,
            traceparent=attributes.get("traceparent"),
        )
    except Exception as error:  # noqa: BLE001 -- whatever a stranger sends, it is put aside and the next one comes
        reason = str(error) if isinstance(error, ValueError) else type(error).__name__
        return Unreadable(_key(named, body), body, f"is no event: {reason}"[:300], came_from)
    if source != urn(came_from):
        reason = f"says it comes from {source}, and came from {urn(came_from)}"
        return Unreadable(_key(named, body), body, reason[:300], came_from, is_attack=True)
    return envelope


def _key(named: Mapping[str, str], body: bytes) -> str:
    """A name for what has none: the same bytes with the same headers get the same one."""
    return sha256(repr(sorted(named.items())).encode() + body).hexdigest()
