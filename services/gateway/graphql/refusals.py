"""How a change that cannot be made is answered: as a member of the mutation's union, never as an error (DESIGN 3)."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from pydantic import BaseModel, ValidationError

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, together
from services.gateway.graphql.nodes import LOADERS, Node
from services.gateway.graphql.programs import check_program
from services.gateway.graphql.who import Who, may, seen_by
from shared import errors

Shape = TypeVar("Shape", bound=BaseModel)
KEY = re.compile(r"[\x21-\x7e]{1,100}")


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="One thing that is wrong with one field of the input.")
class FieldProblem:
    field: str
    code: str
    message: str


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="Why a change was not made.")
class Refusal:
    code: str = strawberry.field(description="For programs, and for words in the reader's own language.")
    message: str = strawberry.field(description="For people, in English.")
    problems: list[FieldProblem] = strawberry.field(metadata=may(Who.AS_ITS_PARENT, length=10))
    newer: Any = strawberry.field(
        graphql_type=Node | None, description="With STALE_VERSION: how it is now, after somebody else changed it."
    )


def refusal(refused: errors.Refusal, newer: Any = None) -> Refusal:
    """Write a refusal of an owner; the names of its fields become those of the input."""
    return Refusal(
        code=refused.code,
        message=refused.message,
        problems=[FieldProblem(field=_camel(p.field), code=p.code, message=p.message) for p in refused.problems],
        newer=newer,
    )


def change(
    info: Ask, who: Who, make: Callable[[Context], Loading[Any]], *, newer: tuple[str, UUID | None] | None = None
) -> Loading[Any]:
    """Make a change, and answer with what it came to or with why not.

    newer: the kind and row of what is shown when it turns out that somebody else changed it meanwhile.
    """
    context = info.context
    try:
        if context.acts_for is not None:
            check_program(context.acts_for, info.field.name)
        if context.viewer_unknown is not None:
            raise context.viewer_unknown
        if who not in {Who.ANYONE, Who.HOLDER} and context.viewer is None:
            raise errors.NotSignedIn
        return (yield from make(context))
    except errors.Refusal as refused:
        found: Any = None
        if refused.code == errors.StaleVersion.code and newer and newer[1] and "newer" in info.wanted("Refusal"):
            wanted = info.wanted("Refusal").below("newer", kind=newer[0])
            (found,) = yield from together(LOADERS[newer[0]](context, newer[1], wanted))
        return refusal(refused, found)


def shape(kind: type[Shape], /, **values: Any) -> Shape:
    """Make a request of what was sent. Raises Invalid with a problem at each field that does not fit."""
    try:
        return kind(**values)
    except ValidationError as error:
        raise errors.Invalid(
            problems=tuple(
                errors.Problem(
                    ".".join(str(part) for part in item["loc"]),
                    "TOO_LONG" if item["type"] == "string_too_long" else "INVALID",
                    item["msg"],
                )
                for item in error.errors(include_url=False, include_input=False)
            )
        ) from error


def key_for(info: Ask, client_mutation_id: str | None) -> str | None:
    """The idempotency key of a change: of this mutation, and for a stranger of this browser (A-44). Raises Invalid."""
    if client_mutation_id is None:
        return None
    if not KEY.fullmatch(client_mutation_id):
        raise errors.Invalid("A clientMutationId is 1 to 100 plain characters.", field="client_mutation_id")
    name = info.field.name
    if info.context.viewer is None:
        name += "-" + sha256((info.context.browser or "").encode()).hexdigest()[:16]
    return f"{name}:{client_mutation_id}"


def known_id(global_id: str, kind: str) -> UUID:
    """The row's id in a global id of the input. Raises NotFound for another kind, word for word as for one that is not there."""
    found = row_id(global_id, kind)
    if found is None:
        raise errors.NotFound
    return found


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match.group(1).upper(), name)
