"""Declaring an interest in a network, and saying that it is over (C047)."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.loading import Loading
from services.gateway.graphql.participation import Participation, changed
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal
from services.gateway.graphql.who import Who, may
from services.gateway.owners import participation as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.network import participation as shapes


@strawberry.input
class DeclareInterestInput(PostedInput):
    network_id: strawberry.ID
    text: str
    client_mutation_id: str | None = None


@strawberry.input
class EndInterestInput:
    interest_id: strawberry.ID
    client_mutation_id: str | None = None


DeclareInterestResult = Annotated[Participation | Refusal, strawberry.union("DeclareInterestResult")]
EndInterestResult = Annotated[Participation | Refusal, strawberry.union("EndInterestResult")]


def _declare(info: Ask, input: DeclareInterestInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquire(network_id: UUID, key: str | None) -> Inquiry[shapes.ParticipationView]:
        return owner.declare_interest(network_id, posted(shapes.DeclareInterest, input, text=input.text), key)

    return changed(info, Who.MEMBERS, input.network_id, "Network", input.client_mutation_id, inquire)


def _end_interest(info: Ask, input: EndInterestInput) -> Loading[Any]:  # noqa: A002 -- as above
    return changed(info, Who.SELF, input.interest_id, "Interest", input.client_mutation_id, owner.end_interest)


@strawberry.type
class InterestMutation:
    declare_interest: Any = strawberry.field(
        resolver=_declare,
        graphql_type=DeclareInterestResult,
        description="Tell a network which interest one has.",
        metadata=may(Who.MEMBERS),
    )
    end_interest: Any = strawberry.field(
        resolver=_end_interest,
        graphql_type=EndInterestResult,
        description="Say that an interest is over.",
        metadata=may(Who.SELF),
    )
