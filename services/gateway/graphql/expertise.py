"""Whom the members of a network can ask, and about what: said and ended by each for themselves (C058)."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Theme
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.participation import Participation, participation
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import participation as owner
from shared.api.network.participation import OfferExpertise


@strawberry.input(description="Themes of the network; without any, about whatever one brings.")
class OfferExpertiseInput:
    network_id: strawberry.ID
    themes: list[Theme] = strawberry.field(default_factory=list)
    client_mutation_id: str | None = None


@strawberry.input
class EndExpertiseInput:
    network_id: strawberry.ID
    client_mutation_id: str | None = None


OfferExpertiseResult = Annotated[Participation | Refusal, strawberry.union("OfferExpertiseResult")]
EndExpertiseResult = Annotated[Participation | Refusal, strawberry.union("EndExpertiseResult")]


def _offer(info: Ask, input: OfferExpertiseInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(OfferExpertise, themes=[theme.value for theme in input.themes])
        view = yield from told(owner.offer_expertise(network_id, body, key_for(info, input.client_mutation_id)))
        return participation(view)

    return change(info, Who.MEMBERS, make)


def _end(info: Ask, input: EndExpertiseInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        view = yield from told(owner.end_expertise(network_id, key_for(info, input.client_mutation_id)))
        return participation(view)

    return change(info, Who.MEMBERS, make)


@strawberry.type
class ExpertiseMutation:
    offer_expertise: Any = strawberry.field(
        resolver=_offer,
        graphql_type=OfferExpertiseResult,
        description="Tell the members of a network that they may ask one, and about which of its themes.",
        metadata=may(Who.MEMBERS),
    )
    end_expertise: Any = strawberry.field(
        resolver=_end,
        graphql_type=EndExpertiseResult,
        description="Stand among who can be asked no longer.",
        metadata=may(Who.MEMBERS),
    )
