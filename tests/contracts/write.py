"""python -m tests.contracts.write: store the contracts as the code has them now, unless an old listener would break."""

import json
import sys
from pathlib import Path
from typing import Any

from tests.contracts.build import ASKED, STORE, asyncapi, event_schema, events, openapi
from tests.contracts.compatible import broken_for_old_listeners


def as_text(document: dict[str, Any]) -> str:
    """A document as it is stored."""
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def documents() -> dict[str, dict[str, Any]]:
    """Every stored document, by its path in this directory."""
    return {
        **{f"events/{event.TYPE}.json": event_schema(event) for event in events()},
        "asyncapi.json": asyncapi(),
        **{f"openapi/{service}.json": openapi(service) for service in ASKED},
    }


def write(store: Path) -> list[str]:
    """Store everything under ``store``. Returns, and stores nothing, what would break listeners that are already there."""
    made = documents()
    broken = []
    for path, document in made.items():
        old = store / path
        if path.startswith("events/") and old.exists():
            reasons = broken_for_old_listeners(json.loads(old.read_text()), document)
            broken += [f"{path}: {reason}" for reason in reasons]
    broken += [
        f"events/{path.name}: nobody announces it any more"
        for path in sorted((store / "events").glob("*.json"))
        if f"events/{path.name}" not in made
    ]
    if not broken:
        for path, document in made.items():
            (store / path).parent.mkdir(parents=True, exist_ok=True)
            (store / path).write_text(as_text(document))
    return broken


if __name__ == "__main__":
    problems = write(STORE)
    if problems:
        sys.exit(
            "Make a .v2 beside the old event; listeners that are already there cannot read this:\n"
            + "\n".join(problems)
        )
