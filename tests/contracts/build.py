"""Makes the contracts from the code: one JSON Schema per event, one AsyncAPI document, one OpenAPI document per service."""

from importlib import import_module
from pathlib import Path
from typing import Any

from shared.bus.rabbitmq.topology import exchange_of
from shared.bus.rabbitmq.wire import VERSION
from shared.bus.transport import ROUTES
from shared.events.base import Event, known_events, learn_all, urn
from shared.service import Service

learn_all()

STORE = Path(__file__).parent
ASKED = ("network", "agenda", "notifications")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def events() -> list[type[Event]]:
    """Every event the services announce, in order of type."""
    return [event for event in known_events() if event.__module__.startswith("shared.events.")]


def event_schema(event: type[Event]) -> dict[str, Any]:
    """The JSON Schema of an event's data."""
    schema = event.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": f"{event.TYPE}.json", **schema}


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3 document: what each service sends, and who receives it."""
    sources = sorted({event.SOURCE for event in events()})
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Leerkring",
            "version": "1",
            "description": "What the services of Leerkring announce. Events carry ids, kinds, versions and times; "
            "who needs the words behind them asks the owner.",
        },
        "defaultContentType": "application/json",
        "channels": {source: _channel(source) for source in sources},
        "operations": {
            **{f"{source}.announces": _operation("send", source) for source in sources},
            **{
                f"{route.consumer}.hears.{source}": _operation("receive", source, route.durable)
                for route in ROUTES
                for source in route.hears
            },
        },
        "components": {
            "messages": {event.__name__: _message(event) for event in events()},
            "messageTraits": {"cloudEvent": _cloud_event()},
        },
    }


def openapi(service: str) -> dict[str, Any]:
    """The OpenAPI document of what a service can be asked by its peers."""
    found = import_module(f"services.{service}.main").SERVICE
    assert isinstance(found, Service)
    return found.app().openapi()


def _channel(source: str) -> dict[str, Any]:
    return {
        "address": exchange_of(source),
        "description": f"Everything {source} announces.",
        "messages": {
            event.__name__: {"$ref": f"#/components/messages/{event.__name__}"}
            for event in events()
            if source == event.SOURCE
        },
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": exchange_of(source), "type": "topic", "durable": True, "autoDelete": False},
                "bindingVersion": "0.3.0",
            }
        },
    }


def _operation(action: str, source: str, durable: bool = True) -> dict[str, Any]:
    operation: dict[str, Any] = {"action": action, "channel": {"$ref": f"#/channels/{source}"}}
    if action == "receive":
        operation["description"] = (
            "Loses nothing while it is away." if durable else "Hears what happens while it is there."
        )
    return operation


def _message(event: type[Event]) -> dict[str, Any]:
    return {
        "name": event.TYPE,
        "title": event.__name__,
        "summary": (event.__doc__ or "").strip().splitlines()[0],
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
        "headers": {
            "type": "object",
            "properties": {
                "ce-type": {"const": event.TYPE},
                "ce-source": {"const": urn(event.SOURCE)},
                "ce-dataschema": {"const": f"urn:nld:leerkring:schema:{event.TYPE}"},
            },
        },
        "payload": {"schemaFormat": f"application/schema+json;version={DIALECT}", "schema": event_schema(event)},
        "bindings": {"amqp": {"messageType": event.TYPE, "bindingVersion": "0.3.0"}},
    }


def _cloud_event() -> dict[str, Any]:
    return {
        "name": "CloudEvents 1.0, NL GOV profile, binary mode",
        "headers": {
            "type": "object",
            "required": ["ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time", f"ce-{VERSION}"],
            "properties": {
                "ce-specversion": {"const": "1.0"},
                "ce-id": {"type": "string", "format": "uuid"},
                "ce-source": {"type": "string"},
                "ce-type": {"type": "string"},
                "ce-subject": {"type": "string", "format": "uuid"},
                "ce-time": {"type": "string", "format": "date-time"},
                "ce-dataschema": {"type": "string"},
                f"ce-{VERSION}": {"type": "string", "pattern": "^[0-9]+$"},
                "ce-traceparent": {"type": "string"},
            },
        },
    }
