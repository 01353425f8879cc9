"""python -m tests.contracts.schema: store the GraphQL schema as the code has it now, unless clients would break."""

import sys
from pathlib import Path

from graphql import GraphQLSchema, build_schema, find_breaking_changes, is_interface_type, is_object_type

from services.gateway.graphql.schema import sdl

STORED = Path(__file__).parent / "schema.graphql"


def broken_for_clients(old: str, new: str) -> list[str]:
    """What a client that was written against the old schema can no longer do; what was @deprecated before may go."""
    before, after = build_schema(old), build_schema(new)
    gone = _deprecated(before)
    return sorted(
        change.description
        for change in find_breaking_changes(before, after)
        if not any(change.description.startswith(f"Field {name} was removed") for name in gone)
    )


def _deprecated(schema: GraphQLSchema) -> set[str]:
    return {
        f"{kind.name}.{name}"
        for kind in schema.type_map.values()
        if is_object_type(kind) or is_interface_type(kind)
        for name, field in kind.fields.items()
        if field.deprecation_reason is not None
    }


def write() -> list[str]:
    """Store the schema. Returns, and stores nothing, what would break clients that are already there."""
    new = sdl()
    broken = broken_for_clients(STORED.read_text(), new) if STORED.exists() else []
    if not broken:
        STORED.write_text(new)
    return broken


if __name__ == "__main__":
    if problems := write():
        sys.exit("Deprecate first (deprecation_reason, with a date); clients need these:\n" + "\n".join(problems))
