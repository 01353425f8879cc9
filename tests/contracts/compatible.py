"""Whether a listener that was built for the stored schema of an event can still read the new one."""

from typing import Any


def broken_for_old_listeners(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Every reason why an old listener, tolerant of unknown fields, would fail on new data; empty when it would not."""
    broken = []
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in sorted(before):
        needed = name in old.get("required", ())
        if name not in after:
            if needed:
                broken.append(f"{name} is gone")
        elif needed and name not in new.get("required", ()):
            broken.append(f"{name} may be missing")
        elif name in after:
            strange = [kind for kind in _kinds(after[name]) if not _fits(kind, _kinds(before[name]))]
            broken += [f"{name} may be {' '.join(kind).strip()}" for kind in sorted(strange)]
    return broken


Kind = tuple[str, str]
"""A JSON type, and what narrows it (a format, or one value), or nothing."""


def _fits(kind: Kind, known: set[Kind]) -> bool:
    return kind in known or (kind[0], "") in known


def _kinds(schema: dict[str, Any]) -> set[Kind]:
    if "anyOf" in schema:
        return {kind for option in schema["anyOf"] for kind in _kinds(option)}
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if values is not None:
        return {(JSON_TYPES[type(value)], repr(value)) for value in values}
    return {(str(schema.get("type", schema.get("$ref", "anything"))), str(schema.get("format", "")))}


JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
