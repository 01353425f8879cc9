"""The stored schema of every event is what the code announces, and old listeners can go on reading it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_origin
from uuid import UUID

import jsonschema
import pytest
from pydantic import AwareDatetime

from shared.events.base import MOST_BYTES, Event
from tests.contracts.build import STORE, event_schema, events
from tests.contracts.compatible import broken_for_old_listeners
from tests.contracts.write import as_text, write

SAMPLES: dict[Any, Any] = {
    UUID: UUID(int=7),
    int: 2**31 - 1,
    str: "WORD",
    list[str]: ["WORD", "OTHER"],
    list[UUID]: [UUID(int=7)] * 20,
    bool: True,
    AwareDatetime: datetime(2027, 1, 14, 12, 30, tzinfo=UTC),
    date: date(2027, 1, 14),
}
EVENTS = pytest.mark.parametrize("event", events(), ids=lambda event: event.__name__)


def sample(event: type[Event], *, without_optional: bool = False) -> Event:
    """One of these events, with the greatest value of every kind; optional ones can be left empty."""
    values = {}
    for name, field in event.model_fields.items():
        options = (field.annotation,) if get_origin(field.annotation) is list else get_args(field.annotation)
        kinds = [kind for kind in options or (field.annotation,) if kind is not type(None)]
        optional = type(None) in get_args(field.annotation)
        values[name] = None if optional and without_optional else SAMPLES[kinds[0]]
    return event(**values)


@EVENTS
def test_the_stored_schema_is_what_the_code_announces(event: type[Event]) -> None:
    assert (STORE / "events" / f"{event.TYPE}.json").read_text() == as_text(event_schema(event))


def test_there_is_one_stored_schema_per_event() -> None:
    assert {path.stem for path in (STORE / "events").glob("*.json")} == {event.TYPE for event in events()}


@EVENTS
@pytest.mark.parametrize("without_optional", [False, True])
def test_what_is_announced_fits_its_schema(event: type[Event], without_optional: bool) -> None:
    schema = json.loads((STORE / "events" / f"{event.TYPE}.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)

    body = sample(event, without_optional=without_optional).to_json()

    assert not list(validator.iter_errors(json.loads(body)))
    assert len(body) < MOST_BYTES / 4


@EVENTS
def test_a_listener_reads_an_event_with_fields_it_does_not_know(event: type[Event]) -> None:
    announced = sample(event)
    newer = {**json.loads(announced.to_json()), "added_later": "x"}

    assert event.heard(json.dumps(newer).encode()) == announced


@EVENTS
def test_an_event_carries_ids_kinds_versions_and_times_only(event: type[Event]) -> None:
    """DESIGN 4, A-85: no field is a name, an address or free text; words are codes of at most a few letters."""
    words = {
        name for name, field in event.model_fields.items() if str in (get_args(field.annotation) or (field.annotation,))
    }

    assert words <= {
        "kind",
        "status",
        "track",
        "purpose",
        "perspective",
        "also",
        "role",
        "roles",
        "cadence",
        "period",
        "reason",
        "service",
    }


OLD = {
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "status": {"type": "string"},
        "by": {"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]},
        "note": {"type": "integer"},
    },
    "required": ["id", "status", "by"],
}


def changed(**properties: Any) -> dict[str, Any]:
    """OLD with other properties; None takes one away."""
    after = {name: kind for name, kind in {**OLD["properties"], **properties}.items() if kind is not None}  # type: ignore[dict-item]  # OLD is a plain document
    return {"properties": after, "required": [name for name in OLD["required"] if name in after]}


@pytest.mark.parametrize(
    ("new", "broken"),
    [
        (changed(), []),
        (changed(added={"type": "string"}), []),
        (changed(status={"enum": ["OPEN", "CLOSED"]}), []),
        (changed(by={"type": "string", "format": "uuid"}), []),
        (changed(note=None), []),
        (changed(status=None), ["status is gone"]),
        (changed(id={"type": "integer"}), ["id may be integer"]),
        (changed(id={"type": "string"}), ["id may be string"]),
        (changed(status={"anyOf": [{"type": "string"}, {"type": "null"}]}), ["status may be null"]),
        ({**changed(), "required": ["id", "by"]}, ["status may be missing"]),
    ],
)
def test_what_an_old_listener_cannot_read_is_found(new: dict[str, Any], broken: list[str]) -> None:
    assert broken_for_old_listeners(OLD, new) == broken


def test_a_contract_that_breaks_old_listeners_is_not_written(tmp_path: Path) -> None:
    assert write(tmp_path) == []
    path = tmp_path / "events" / "nl.leernetwerken.question.opened.v1.json"
    stored = json.loads(path.read_text())
    stored["properties"]["opened_by"] = {"type": "string", "format": "uuid"}
    stored["required"].append("opened_by")
    path.write_text(json.dumps(stored))
    (tmp_path / "events" / "nl.leernetwerken.question.burnt.v1.json").write_text("{}")

    assert write(tmp_path) == [
        "events/nl.leernetwerken.question.opened.v1.json: opened_by is gone",
        "events/nl.leernetwerken.question.burnt.v1.json: nobody announces it any more",
    ]
    assert json.loads(path.read_text()) == stored
