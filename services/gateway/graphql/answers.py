"""Puts an answer together: plain loops over what the root resolvers fetched, where every field is an attribute.

After the root nothing waits (GraphQL specification, October 2021, chapter 6; compared with graphql-core in the tests).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    is_leaf_type,
)

from services.gateway.graphql.failures import Located, Nothing, Path
from services.gateway.graphql.plan import Asked, Complete, Field

LEAST, MOST = -(2**31), 2**31 - 1
"""Of GraphQL's Int."""


def complete_roots(asked: Asked, values: Mapping[str, Any], run: Any) -> dict[str, Any]:
    """Put what the root resolvers gave into an answer. Raises Located when a field that always has a value has none."""
    answer: dict[str, Any] = {}
    for field in asked.fields:
        path = ((), field.key)
        try:
            answer[field.key] = field.complete(_sound(values[field.key]), path, run)
        except Located as below:
            if not field.nullable:
                raise
            run.failures.append(below)
            answer[field.key] = None
        except Exception as error:
            located = Located(error, path, field.nodes)
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
        except Located as below:
            if not field.nullable:
                raise
            run.failures.append(below)
            answer[field.key] = None
        except Exception as error:
            located = Located(error, (path, field.key), field.nodes)
            if not field.nullable:
                raise located from error
            run.failures.append(located)
            answer[field.key] = None
    return answer


def completer(kind: GraphQLOutputType, field: Field, kinds: Mapping[type, str]) -> Complete:
    """What completes the values of a field. kinds: the GraphQL type of each Python class, where only the value tells."""
    if isinstance(kind, GraphQLNonNull):
        inner = completer(kind.of_type, field, kinds)

        def complete_always(value: Any, path: Path, run: Any) -> Any:
            completed = inner(value, path, run)
            if completed is None:
                raise Nothing(f"{field.parent.name}.{field.name}")
            return completed

        return complete_always
    if isinstance(kind, GraphQLList):
        return _list_completer(completer(kind.of_type, field, kinds), kind, field)
    if is_leaf_type(kind):
        serialize = serializer(kind)
        return lambda value, _path, _run: None if value is None else serialize(_sound(value))
    if isinstance(kind, GraphQLObjectType):
        return _object_completer(field.below[kind.name])
    return _abstract_completer(field, kinds)


def _abstract_completer(field: Field, kinds: Mapping[type, str]) -> Complete:
    completers = {name: _object_completer(asked) for name, asked in field.below.items()}

    def complete_abstract(value: Any, path: Path, run: Any) -> Any:
        if value is None:
            return None
        return completers[kinds[type(_sound(value))]](value, path, run)

    return complete_abstract


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
            except Located as below:
                if not nullable:
                    raise
                run.failures.append(below)
                answers.append(None)
            except Exception as error:
                located = Located(error, (path, index), field.nodes)
                if not nullable:
                    raise located from error
                run.failures.append(located)
                answers.append(None)
        return answers

    return complete_list


def serializer(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    """What writes the values of a scalar or an enum; the usual ones without detours."""
    serialize: Callable[[Any], Any] = kind.coerce_output_value
    if kind is GraphQLString or kind is GraphQLID:
        return lambda value: value if value.__class__ is str else serialize(value)
    if kind is GraphQLBoolean:
        return lambda value: value if value.__class__ is bool else serialize(value)
    if kind is GraphQLInt:
        return lambda value: value if value.__class__ is int and LEAST <= value <= MOST else serialize(value)
    if isinstance(kind, GraphQLEnumType):
        names = {value.value: name for name, value in kind.values.items()}
        return lambda value: names.get(getattr(value, "_value_", value)) or serialize(value)
    return serialize


def _sound(value: Any) -> Any:
    """A resolver may leave an error where a value should be; it surfaces where it is read."""
    if isinstance(value, Exception):
        raise value
    return value
