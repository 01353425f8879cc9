"""The AsyncAPI document tells the whole truth about who announces what and who hears it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jsonschema

from shared.bus.rabbitmq.wire import to_wire
from shared.bus.transport import ROUTES, Envelope
from shared.events.agenda.questions import QuestionOpened
from tests.contracts.build import STORE, asyncapi, events
from tests.contracts.write import as_text

STORED = json.loads((STORE / "asyncapi.json").read_text())


def references(part: Any) -> Iterator[str]:
    """Every $ref in a document, outside the schemas (those refer within themselves)."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for name, below in part.items():
            if name != "schema":
                yield from references(below)
    elif isinstance(part, list):
        for below in part:
            yield from references(below)


def resolve(reference: str) -> Any:
    """What a $ref points at."""
    assert reference.startswith("#/")
    found = STORED
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found


def test_the_stored_document_is_what_the_code_says() -> None:
    assert (STORE / "asyncapi.json").read_text() == as_text(asyncapi())


def test_it_has_what_asyncapi_3_asks_for() -> None:
    """AsyncAPI 3.0.0: the document, its channels, operations and messages have their required fields, and no field of version 2."""
    assert STORED["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(STORED["info"])
    assert set(STORED) <= {
        "asyncapi",
        "id",
        "info",
        "servers",
        "defaultContentType",
        "channels",
        "operations",
        "components",
    }
    for channel in STORED["channels"].values():
        assert set(channel) <= {"address", "title", "summary", "description", "messages", "servers", "bindings"}
    for operation in STORED["operations"].values():
        assert operation["action"] in {"send", "receive"}
        assert resolve(operation["channel"]["$ref"]) in STORED["channels"].values()
    for message in STORED["components"]["messages"].values():
        assert {"name", "payload"} <= set(message)
        jsonschema.Draft202012Validator.check_schema(message["payload"]["schema"])


def test_every_reference_leads_somewhere() -> None:
    found = list(references(STORED))

    assert found
    assert all(resolve(reference) for reference in found)


def test_every_event_stands_in_the_channel_of_its_service_and_in_no_other() -> None:
    told = {name: set(channel["messages"]) for name, channel in STORED["channels"].items()}

    assert told == {
        source: {event.__name__ for event in events() if source == event.SOURCE}
        for source in ("agenda", "network", "notifications")
    }


def test_who_hears_whom_is_what_the_bus_does() -> None:
    heard = {name for name, operation in STORED["operations"].items() if operation["action"] == "receive"}

    assert heard == {f"{route.consumer}.hears.{source}" for route in ROUTES for source in route.hears}


def test_a_message_on_the_wire_has_the_headers_that_are_told() -> None:
    event = QuestionOpened(
        version=3,
        question_id=UUID(int=7),
        network_id=UUID(int=8),
        status="ON_AGENDA",
        track="RESEARCH",
        at=datetime(2027, 1, 14, 12, 30, tzinfo=UTC),
    )
    envelope = Envelope(
        id=UUID(int=9),
        source=event.SOURCE,
        type=event.TYPE,
        subject=event.subject_id,
        version=event.version,
        time=event.at,
        data=event.to_json(),
        traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    )
    body, properties = to_wire(envelope)
    told = STORED["components"]["messages"]["QuestionOpened"]
    everywhere = STORED["components"]["messageTraits"]["cloudEvent"]["headers"]
    headers = dict(properties.headers or {})

    for schema in (told["headers"], everywhere):
        jsonschema.validate(headers, schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    assert set(headers) - {"ce-datacontenttype"} == set(everywhere["properties"])
    jsonschema.validate(json.loads(body), told["payload"]["schema"])
    assert (properties.content_type, properties.message_type) == (told["contentType"], told["name"])
