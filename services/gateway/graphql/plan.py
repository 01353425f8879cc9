"""An operation, compiled once to straight Python: what to read from each object, and how it goes into the answer.

Resolvers at the root fetch everything; below them a field is an attribute. So after the root nothing waits, and an answer
is put together by plain loops (GraphQL specification, October 2021, chapter 6; compared with graphql-core in the tests).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLID,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    InlineFragmentNode,
    SchemaMetaFieldDef,
    SelectionSetNode,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    get_argument_values,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from graphql.language import BooleanValueNode, VariableNode

from services.gateway.graphql.failures import Located, Nothing, Path

Complete = Callable[[Any, Path, Any], Any]
Decide = Callable[[str], bool]


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
        return kind.fields[name]

    def _finish(self, field: Field) -> None:
        definition = field.definition
        strawberry = (definition.extensions or {}).get("strawberry-definition")
        if strawberry is not None and strawberry.is_basic_field:
            field.attribute = strawberry.python_name
        field.complete = self._completer(definition.type, field)
        named = definition.type.of_type if isinstance(definition.type, GraphQLNonNull) else definition.type
        if is_leaf_type(named):
            field.serialize = _serializer(named)

    def _completer(self, kind: GraphQLOutputType, field: Field) -> Complete:
        if isinstance(kind, GraphQLNonNull):
            inner = self._completer(kind.of_type, field)

            def complete_always(value: Any, path: Path, run: Any) -> Any:
                completed = inner(value, path, run)
                if completed is None:
                    raise Nothing(f"{field.parent.name}.{field.name}")
                return completed

            return complete_always
        if isinstance(kind, GraphQLList):
            return _list_completer(self._completer(kind.of_type, field), kind, field)
        if is_leaf_type(kind):
            serialize = _serializer(kind)
            return lambda value, _path, _run: None if value is None else serialize(_sound(value))
        if isinstance(kind, GraphQLObjectType):
            return _object_completer(field.below[kind.name])
        return self._abstract_completer(field)

    def _abstract_completer(self, field: Field) -> Complete:
        completers = {name: _object_completer(asked) for name, asked in field.below.items()}

        def complete_abstract(value: Any, path: Path, run: Any) -> Any:
            if value is None:
                return None
            return completers[self.kinds[type(_sound(value))]](value, path, run)

        return complete_abstract


def complete_roots(asked: Asked, values: Mapping[str, Any], run: Any) -> dict[str, Any]:
    """Put what the root resolvers gave into an answer. Raises Located when a field that always has a value has none."""
    answer: dict[str, Any] = {}
    for field in asked.fields:
        path = ((), field.key)
        try:
            answer[field.key] = field.complete(_sound(values[field.key]), path, run)
        except Exception as error:
            located = error if isinstance(error, Located) else Located(error, path, field.nodes)
            if not field.nullable:
                raise located from error
            run.failures.append(located)
            answer[field.key] = None
    return answer


def complete_fields(asked: Asked, source: Any, path: Path, run: Any) -> dict[str, Any]:
    """Read every field of one object into an answer. Raises Located when a field that always has a value has none."""
    answer: dict[str, Any] = {}
    for field in asked.fields:
        try:
            attribute = field.attribute
            if attribute is not None:
                value = getattr(source, attribute)
                serialize = field.serialize
                if serialize is not None and value is not None:
                    answer[field.key] = serialize(value)
                    continue
            else:
                value = field.resolve(source, (path, field.key), run)
            answer[field.key] = field.complete(value, (path, field.key), run)
        except Located as located:
            if not field.nullable:
                raise
            run.failures.append(located)
            answer[field.key] = None
        except Exception as error:
            located = Located(error, (path, field.key), field.nodes)
            if not field.nullable:
                raise located from error
            run.failures.append(located)
            answer[field.key] = None
    return answer


def _object_completer(asked: Asked) -> Complete:
    def complete_object(value: Any, path: Path, run: Any) -> Any:
        return None if value is None else complete_fields(asked, _sound(value), path, run)

    return complete_object


def _list_completer(complete_item: Complete, kind: GraphQLList[Any], field: Field) -> Complete:
    nullable = not isinstance(kind.of_type, GraphQLNonNull)

    def complete_list(value: Any, path: Path, run: Any) -> Any:
        if value is None:
            return None
        answers: list[Any] = []
        for index, item in enumerate(_sound(value)):
            try:
                answers.append(complete_item(item, (path, index), run))
            except Located as located:
                if not nullable:
                    raise
                run.failures.append(located)
                answers.append(None)
            except Exception as error:
                located = Located(error, (path, index), field.nodes)
                if not nullable:
                    raise located from error
                run.failures.append(located)
                answers.append(None)
        return answers

    return complete_list


def _serializer(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    serialize: Callable[[Any], Any] = kind.coerce_output_value
    if kind is GraphQLString or kind is GraphQLID:
        return lambda value: value if value.__class__ is str else serialize(value)
    return serialize


def _sound(value: Any) -> Any:
    """A resolver may leave an error where a value should be; it surfaces where it is read."""
    if isinstance(value, Exception):
        raise value
    return value


def _nothing(_value: Any, _path: Path, _run: Any) -> Any:
    return None


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
