"""Mandates: what members were appointed to, by whom, from when until when."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import participation as owner
from shared.api.network.mandates import MandateView, RecordMandate


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="That a member was appointed to do something, on behalf of one or several parties.")
class Mandate:
    id: strawberry.ID
    task: str = strawberry.field(description="To what they were appointed.")
    appointed_by: str = strawberry.field(description="By whom, in words.")
    from_on: date
    until_on: date | None = strawberry.field(description="The last day of it, where that was agreed.")


@seen_by(Who.MEMBERS)
@strawberry.type(description="That a mandate is over.")
class MandateEnded:
    mandate_id: strawberry.ID


def mandates_of(views: Sequence[MandateView]) -> list[Mandate]:
    """Make mandates of what network told."""
    return [
        Mandate(
            id=strawberry.ID(global_id("Mandate", view.id)),
            task=view.task,
            appointed_by=view.appointed_by,
            from_on=view.from_on,
            until_on=view.until_on,
        )
        for view in views
    ]


@strawberry.input
class RecordMandateInput:
    membership_id: strawberry.ID
    task: str
    appointed_by: str
    from_on: date
    until_on: date | None = None
    client_mutation_id: str | None = None


@strawberry.input
class EndMandateInput:
    mandate_id: strawberry.ID
    client_mutation_id: str | None = None


RecordMandateResult = Annotated[Mandate | Refusal, strawberry.union("RecordMandateResult")]
EndMandateResult = Annotated[MandateEnded | Refusal, strawberry.union("EndMandateResult")]


def _record(info: Ask, input: RecordMandateInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        membership_id = known_id(input.membership_id, "Membership")
        body = shape(
            RecordMandate,
            task=input.task,
            appointed_by=input.appointed_by,
            from_on=input.from_on,
            until_on=input.until_on,
        )
        view = yield from told(owner.record_mandate(membership_id, body, key_for(info, input.client_mutation_id)))
        return mandates_of([view])[0]

    return change(info, Who.COORDINATORS, make)


def _end(info: Ask, input: EndMandateInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        mandate_id = known_id(input.mandate_id, "Mandate")
        yield from told(owner.end_mandate(mandate_id, key_for(info, input.client_mutation_id)))
        return MandateEnded(mandate_id=input.mandate_id)

    return change(info, Who.MEMBERS, make)


@strawberry.type
class MandateMutation:
    record_mandate: Any = strawberry.field(
        resolver=_record,
        graphql_type=RecordMandateResult,
        description="Write down to what a member was appointed, and by whom.",
        metadata=may(Who.COORDINATORS),
    )
    end_mandate: Any = strawberry.field(
        resolver=_end,
        graphql_type=EndMandateResult,
        description="Say that a mandate is over; a coordinator can, and whose mandate it is.",
        metadata=may(Who.MEMBERS),
    )
