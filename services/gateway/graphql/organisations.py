"""Organisations that bring knowledge in (C003): where they take part, where they contribute, and ending that from either side."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.partners import Partners, partner
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import steering
from shared.api.network.steering.ties import NameBroker


@seen_by(Who.ANYONE)
@strawberry.type(description="A network in which an organisation takes part.")
class OrganisationPlace:
    partner_id: strawberry.ID
    network_slug: str
    network_name: str
    contributes_since: datetime | None = strawberry.field(
        description="Since when it contributes here as a knowledge broker; null where it does not."
    )
    contributes_until: date | None = strawberry.field(description="The last day; null while no end is set.")
    viewer_may_end_contributing: bool = strawberry.field(description="As its linking pin here.")


@seen_by(Who.ANYONE)
@strawberry.type(description="An organisation that takes part in networks.")
class Organisation:
    id: strawberry.ID
    name: str
    places: list[OrganisationPlace] = strawberry.field(metadata=may(Who.ANYONE, length=20))


@strawberry.input
class NameKnowledgeBrokerInput:
    partner_id: strawberry.ID
    version: int
    until_on: date | None = strawberry.field(default=None, description="The last day; null while no end is set.")
    client_mutation_id: str | None = None


@strawberry.input
class EndKnowledgeBrokerInput:
    partner_id: strawberry.ID
    client_mutation_id: str | None = None


NameKnowledgeBrokerResult = Annotated[Partners | Refusal, strawberry.union("NameKnowledgeBrokerResult")]
EndKnowledgeBrokerResult = Annotated[Partners | Refusal, strawberry.union("EndKnowledgeBrokerResult")]


def _organisation(info: Ask, organisation_id: strawberry.ID) -> Loading[Any]:
    found = row_id(organisation_id, "Organisation")
    return nothing(None) if found is None else _fetch(found)


def _fetch(found: UUID) -> Loading[Any]:
    view = yield from seen(steering.organisation(found))
    if view is None:
        return None
    return Organisation(
        id=strawberry.ID(global_id("Organisation", view.id)),
        name=view.name,
        places=[
            OrganisationPlace(
                partner_id=strawberry.ID(global_id("Partner", place.partner_id)),
                network_slug=place.network_slug,
                network_name=place.network_name,
                contributes_since=place.contributes_from,
                contributes_until=place.contributes_until_on,
                viewer_may_end_contributing=place.viewer_may_end,
            )
            for place in view.places
        ],
    )


def _name(info: Ask, input: NameKnowledgeBrokerInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        body = shape(NameBroker, version=input.version, until_on=input.until_on)
        found = known_id(input.partner_id, "Partner")
        views = yield from told(steering.name_broker(found, body, key_for(info, input.client_mutation_id)))
        return Partners(partners=[partner(view) for view in views])

    return change(info, Who.COORDINATORS, make)


def _end(info: Ask, input: EndKnowledgeBrokerInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.partner_id, "Partner")
        views = yield from told(steering.end_broker(found, key_for(info, input.client_mutation_id)))
        return Partners(partners=[partner(view) for view in views])

    return change(info, Who.MEMBERS, make)


@strawberry.type
class OrganisationQuery:
    organisation: Any = strawberry.field(
        resolver=_organisation,
        graphql_type=Organisation | None,
        metadata=may(Who.ANYONE),
        description="An organisation, and where it takes part; null for one that takes part nowhere.",
    )


@strawberry.type
class OrganisationMutation:
    name_knowledge_broker: Any = strawberry.field(
        resolver=_name,
        graphql_type=NameKnowledgeBrokerResult,
        description="Let an organisation contribute, through its linking pin: questions, agenda points, documents; no vote.",
        metadata=may(Who.COORDINATORS),
    )
    end_knowledge_broker: Any = strawberry.field(
        resolver=_end,
        graphql_type=EndKnowledgeBrokerResult,
        description="Let it contribute no longer; as its linking pin, or as a coordinator of the network.",
        metadata=may(Who.MEMBERS),
    )
