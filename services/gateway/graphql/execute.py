"""Answer one GraphQL operation in this process: what /graphql, the sockets and the pages all stand on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import GraphQLError, OperationType, get_variable_values
from graphql.execution.values import VariableValues

from services.gateway.graphql import limits
from services.gateway.graphql.answers import complete_roots
from services.gateway.graphql.context import Context
from services.gateway.graphql.documents import Library, NotAnswerable, Prepared
from services.gateway.graphql.failures import Located, Path, TookTooLong, tell, tell_request
from services.gateway.graphql.limits import Weight
from services.gateway.graphql.loading import Loading, load, together
from services.gateway.graphql.plan import Asked, Field
from services.gateway.graphql.schema import SCHEMA
from shared.settings import Environment

NO_VARIABLES = VariableValues({}, {})


@dataclass(frozen=True)
class Executed:
    """What came of an operation, as GraphQL has it.

    data: None when nothing could be answered. errors: formatted (message, path, extensions.code), masked where they are ours.
    was_answerable: False when the document or its variables could not be answered at all (a request error).
    """

    data: dict[str, Any] | None
    errors: list[dict[str, Any]] = field(default_factory=list)
    was_answerable: bool = True

    @property
    def as_json(self) -> dict[str, Any]:
        """The response as the specification writes it."""
        if not self.was_answerable:
            return {"errors": self.errors}
        return {"errors": self.errors, "data": self.data} if self.errors else {"data": self.data}


async def execute(
    text: str,
    variables: dict[str, Any],
    context: Context,
    operation_name: str | None = None,
    *,
    is_ours: bool = True,
) -> Executed:
    """Answer a query or a mutation.

    text: of one of our own documents (a page's ``*.graphql``, checked once and kept), or with ``is_ours=False`` of
    somebody else's, within the limits.
    """
    try:
        prepared, run, plan = _begin(text, variables, context, operation_name, is_ours=is_ours)
        if prepared.operation.operation is OperationType.SUBSCRIPTION:
            raise NotAnswerable([GraphQLError("Subscribe over a socket or an event stream.")], "BAD_USER_INPUT")
    except NotAnswerable as refused:
        return Executed(None, tell_request(refused.errors, refused.code), was_answerable=False)
    in_turn = prepared.operation.operation is OperationType.MUTATION
    values: dict[str, Any] = {asked.key: TookTooLong() for asked in plan.fields}
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.SECONDS):
            await _fill(values, plan, run, in_turn=in_turn)
    return run.finish(plan, values)


async def open_subscription(
    text: str,
    variables: dict[str, Any],
    context: Context,
    operation_name: str | None = None,
    *,
    is_ours: bool = True,
) -> Executed | AsyncGenerator[Executed, None]:
    """Begin a subscription: its results, one per change (close them to stop), or the one result that says why there are none."""
    try:
        prepared, run, plan = _begin(text, variables, context, operation_name, is_ours=is_ours)
        if prepared.operation.operation is not OperationType.SUBSCRIPTION:
            raise NotAnswerable([GraphQLError("Only subscriptions are answered here.")], "BAD_USER_INPUT")
    except NotAnswerable as refused:
        return Executed(None, tell_request(refused.errors, refused.code), was_answerable=False)
    root = plan.fields[0]
    try:
        async with asyncio.timeout(limits.SECONDS):
            events = await root.subscribe(run)
    except Exception as error:  # noqa: BLE001 -- told to who asked, masked where it is ours
        cause = TookTooLong() if isinstance(error, TimeoutError) else error
        return Executed(None, [tell(Located(cause, ((), root.key), root.nodes))], was_answerable=False)
    return _results(events, plan, run)


async def subscribe(
    text: str, variables: dict[str, Any], context: Context, operation_name: str | None = None
) -> AsyncGenerator[Executed, None]:
    """Answer a subscription of our own pages, one result per change; close the iterator to stop."""
    opened = await open_subscription(text, variables, context, operation_name)
    if isinstance(opened, Executed):
        yield opened
        return
    async with aclosing(opened):
        async for executed in opened:
            yield executed


async def _results(events: AsyncGenerator[Any, None], plan: Asked, run: Run) -> AsyncGenerator[Executed, None]:
    key = plan.fields[0].key
    async with aclosing(events):
        try:
            async for event in events:
                run.failures = []
                yield run.finish(plan, {key: event})
        except Exception as error:  # noqa: BLE001 -- the last result tells why it ended, masked where it is ours
            run.failures = []
            yield run.finish(plan, {key: error})


@cache
def library(*, is_open: bool) -> Library:
    """The documents of this process. is_open: where the schema tells about itself."""
    return Library(SCHEMA, is_open=is_open)


def _begin(
    text: str, variables: dict[str, Any], context: Context, operation_name: str | None, *, is_ours: bool
) -> tuple[Prepared, Run, Asked]:
    books = library(is_open=context.settings.env is Environment.DEVELOPMENT)
    prepared = books.ours(text) if is_ours else books.theirs(text)
    operation = prepared.operation
    if operation_name and (operation.name is None or operation.name.value != operation_name):
        raise NotAnswerable([GraphQLError("There is no operation with this name.")], "BAD_USER_INPUT")
    values: Any = NO_VARIABLES
    if operation.variable_definitions:
        values = get_variable_values(
            SCHEMA, operation.variable_definitions, variables, limits.MOST_ERRORS, not books.is_open
        )
        if isinstance(values, list):
            raise NotAnswerable(values, "BAD_USER_INPUT")
    if not is_ours and prepared.length_depends_on_variables:
        try:
            Weight(SCHEMA, prepared.fragments, values.coerced).weigh(operation)
        except GraphQLError as error:
            raise NotAnswerable([error], "TOO_MUCH") from error
    return prepared, Run(prepared, context, values), prepared.plan(values.coerced)


async def _fill(values: dict[str, Any], plan: Asked, run: Run, *, in_turn: bool) -> None:
    """Run the root resolvers: side by side in shared rounds, or in turn where each changes something."""
    if in_turn:
        for asked in plan.fields:
            await load(run.context, _into(values, asked, run))
    else:
        await load(run.context, together(*(_into(values, asked, run) for asked in plan.fields)))


def _into(values: dict[str, Any], asked: Field, run: Run) -> Loading[None]:
    try:
        value = asked.resolve(None, ((), asked.key), run)
        if isinstance(value, Generator):
            value = yield from value
    except Exception as error:  # noqa: BLE001 -- told at its own place in the answer
        value = error
    values[asked.key] = value


class Run:
    """One operation on its way: who asks, the values of its variables, and what failed so far."""

    __slots__ = ("context", "failures", "prepared", "variables")

    def __init__(self, prepared: Prepared, context: Context, variables: VariableValues) -> None:
        self.prepared = prepared
        self.context = context
        self.variables = variables
        self.failures: list[Located] = []

    def info(self, asked: Field, path: Path) -> RawInfo:
        """What Strawberry hands to a resolver."""
        return RawInfo(self, asked, path)

    def finish(self, plan: Asked, values: dict[str, Any]) -> Executed:
        """Put the answer together from what the root resolvers gave."""
        data: dict[str, Any] | None
        try:
            data = complete_roots(plan, values, self)
        except Located as located:
            self.failures.append(located)
            data = None
        return Executed(data, [tell(failure) for failure in self.failures])


class RawInfo:
    """The part of graphql-core's GraphQLResolveInfo that Strawberry and its resolvers read, and the field's own plan."""

    __slots__ = (
        "asked",
        "context",
        "field_nodes",
        "operation_extensions",
        "path",
        "root_value",
        "run",
        "schema",
        "variable_values",
    )

    def __init__(self, run: Run, asked: Field, path: Path) -> None:
        self.asked = asked
        self.run = run
        self.context = run.context
        self.field_nodes = asked.nodes
        self.operation_extensions = None
        self.path = path
        self.root_value = None
        self.schema = SCHEMA
        self.variable_values = run.variables.coerced
