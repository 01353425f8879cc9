"""Compiles an operation once to straight Python: what to read from each object, and how it goes into the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.language import BooleanValueNode, VariableNode

from services.gateway.graphql.answers import completer, serializer
from services.gateway.graphql.plan import Asked, Field

Decide = Callable[[str], bool]
"""The value of a variable that stands in @skip or @include."""


class Compiler:
    """Compiles the operations of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.kinds: dict[type, str] = {}
        """The GraphQL type of each Python class."""
        for name, kind in schema.type_map.items():
            definition = (kind.extensions or {}).get("strawberry-definition")
            if isinstance(kind, GraphQLObjectType) and definition is not None:
                self.kinds[definition.origin] = name

    def compile(
        self,
        root: GraphQLObjectType,
        selections: SelectionSetNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        decide: Decide,
    ) -> Asked:
        """Compile what is asked of the root; decide: the value of a variable in @skip and @include."""
        return self._asked(root, [selections], fragments, decide)

    def _asked(
        self,
        kind: GraphQLObjectType,
        selections: list[SelectionSetNode],
        fragments: Mapping[str, FragmentDefinitionNode],
        decide: Decide,
    ) -> Asked:
        grouped: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selection_set in selections:
            self._collect(kind, selection_set, fragments, decide, grouped, seen)
        fields = []
        for key, nodes in grouped.items():
            field = Field(kind, key, self._definition(kind, nodes[0].name.value), nodes)
            named = get_named_type(field.definition.type)
            below = [node.selection_set for node in nodes if node.selection_set is not None]
            if isinstance(named, GraphQLObjectType):
                field.below[named.name] = self._asked(named, below, fragments, decide)
            elif is_abstract_type(named):
                for possible in self.schema.get_possible_types(named):
                    field.below[possible.name] = self._asked(possible, below, fragments, decide)
            self._finish(field)
            fields.append(field)
        return Asked(kind.name, tuple(fields))

    def _collect(
        self,
        kind: GraphQLObjectType,
        selections: SelectionSetNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        decide: Decide,
        grouped: dict[str, list[FieldNode]],
        seen: set[str],
    ) -> None:
        for node in selections.selections:
            if not _included(node, decide):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                grouped.setdefault(key, []).append(node)
                continue
            if isinstance(node, InlineFragmentNode):
                condition, inner = node.type_condition, node.selection_set
            else:
                name = node.name.value  # type: ignore[attr-defined]  # what is left is a fragment spread
                if name in seen:
                    continue
                seen.add(name)
                condition, inner = fragments[name].type_condition, fragments[name].selection_set
            if condition is None or self._applies(kind, condition.name.value):
                self._collect(kind, inner, fragments, decide, grouped, seen)

    def _applies(self, kind: GraphQLObjectType, condition: str) -> bool:
        if condition == kind.name:
            return True
        wider = self.schema.type_map[condition]
        return is_abstract_type(wider) and self.schema.is_sub_type(wider, kind)

    def _definition(self, kind: GraphQLObjectType, name: str) -> GraphQLField:
        if name == "__typename":
            return TypeNameMetaFieldDef
        if name == "__schema":
            return SchemaMetaFieldDef
        if name == "__type":
            return TypeMetaFieldDef
        definition: GraphQLField = kind.fields[name]
        return definition

    def _finish(self, field: Field) -> None:
        kind = field.definition.type
        strawberry = (field.definition.extensions or {}).get("strawberry-definition")
        if strawberry is not None and strawberry.is_basic_field:
            field.attribute = strawberry.python_name
        field.complete = completer(kind, field, self.kinds)
        named = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if is_leaf_type(named):
            field.serialize = serializer(named)


def _included(node: Any, decide: Decide) -> bool:
    for directive in node.directives or ():
        name = directive.name.value
        if name in {"skip", "include"}:
            given = directive.arguments[0].value
            value = given.value if isinstance(given, BooleanValueNode) else decide(given.name.value)
            if value is (name == "skip"):
                return False
    return True


def condition_variables(nodes: Iterable[Any]) -> frozenset[str]:
    """The variables that stand in @skip and @include anywhere in these definitions."""
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        for directive in node.directives or ():
            if directive.name.value in {"skip", "include"}:
                found.update(a.value.name.value for a in directive.arguments if isinstance(a.value, VariableNode))
        selections = getattr(node, "selection_set", None)
        if selections is not None:
            waiting.extend(selections.selections)
    return frozenset(found)
