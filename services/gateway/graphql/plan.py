"""What is asked of each object of an answer: made once of an operation, read by resolvers and by what writes the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    TypeNameMetaFieldDef,
    get_argument_values,
)

from services.gateway.graphql.failures import Path

Complete = Callable[[Any, Path, Any], Any]
"""Turns a value, at its place in the answer and in its run, into what the answer holds."""


class Field:
    """One field of the answer, on one concrete type.

    key: its name in the answer. below: what is asked of the object behind it, by that object's type. read: how a field
    with a resolver of its own is read. attribute: else, the attribute that holds it.
    """

    __slots__ = (
        "attribute",
        "below",
        "complete",
        "definition",
        "key",
        "name",
        "nodes",
        "nullable",
        "parent",
        "serialize",
    )

    def __init__(self, parent: GraphQLObjectType, key: str, definition: GraphQLField, nodes: list[FieldNode]) -> None:
        self.parent = parent
        self.key = key
        self.definition = definition
        self.name = nodes[0].name.value
        self.nodes = nodes
        self.nullable = not isinstance(definition.type, GraphQLNonNull)
        self.below: dict[str, Asked] = {}
        self.attribute: str | None = None
        self.serialize: Callable[[Any], Any] | None = None
        self.complete: Complete = _nothing

    def arguments(self, run: Any) -> dict[str, Any]:
        """The values of its arguments in this run. Raises GraphQLError."""
        if not self.definition.args:
            return {}
        return get_argument_values(self.definition, self.nodes[0], run.variables)

    def resolve(self, source: Any, path: Path, run: Any) -> Any:
        """Read its value with its own resolver; may give an awaitable at the root."""
        if self.definition is TypeNameMetaFieldDef:
            return self.parent.name
        resolve = self.definition.resolve
        if resolve is None:
            return getattr(source, self.name)
        return resolve(source, run.info(self, path), **self.arguments(run))

    async def subscribe(self, run: Any) -> Any:
        """The events of a subscription: an asynchronous generator."""
        subscribe = self.definition.subscribe
        if subscribe is None:
            raise TypeError(f"{self.name} is no subscription")
        events = subscribe(None, run.info(self, ((), self.key)), **self.arguments(run))
        return await events if isawaitable(events) else events


class Asked:
    """What is asked of an object of one type, in the order of the answer."""

    __slots__ = ("fields", "type_name")

    def __init__(self, type_name: str, fields: tuple[Field, ...]) -> None:
        self.type_name = type_name
        self.fields = fields


@dataclass(frozen=True)
class Place:
    """One place where a field is asked: what it stands for in the answer, its arguments, and what is asked below it."""

    field: Field
    arguments: dict[str, Any]
    wanted: Wanted


class Wanted:
    """What is asked of an object, over all aliases and places that lead to it: for a resolver to know what to fetch."""

    __slots__ = ("_run", "asked")

    def __init__(self, run: Any, asked: Iterable[Asked]) -> None:
        self._run = run
        self.asked = tuple(asked)

    def __contains__(self, name: str) -> bool:
        return any(field.name == name for asked in self.asked for field in asked.fields)

    @property
    def names(self) -> frozenset[str]:
        """The fields that are asked."""
        return frozenset(field.name for asked in self.asked for field in asked.fields)

    def __or__(self, other: Wanted) -> Wanted:
        return Wanted(self._run, (*self.asked, *other.asked))

    def places(self, name: str) -> list[Place]:
        """Each place where this field is asked. Raises GraphQLError for arguments that cannot be read."""
        return [
            Place(field, field.arguments(self._run), Wanted(self._run, field.below.values()))
            for field in self._fields(name)
        ]

    def below(self, *names: str, kind: str | None = None) -> Wanted:
        """What is asked of the objects behind these fields, one below the other; kind: of which type, where it can differ."""
        wanted = self
        for name in names:
            below = (asked for field in wanted._fields(name) for asked in field.below.values())
            wanted = Wanted(self._run, (asked for asked in below if kind is None or asked.type_name == kind))
        return wanted

    def _fields(self, name: str) -> list[Field]:
        return [field for asked in self.asked for field in asked.fields if field.name == name]


def _nothing(_value: Any, _path: Path, _run: Any) -> Any:
    return None
