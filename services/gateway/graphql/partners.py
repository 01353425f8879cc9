"""Organisations that take part in a network, and the members who are their linking pins."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import steering
from services.gateway.owners.inquiry import Inquiry
from shared.api.network.steering.ties import AddPartner, ChangePartner, PartnerView


@seen_by(Who.ANYONE)
@strawberry.type(description="An organisation that takes part.")
class Partner:
    id: strawberry.ID
    name: str
    linking_pin: Person | None = strawberry.field(
        metadata=may(Who.MEMBERS), description="Who links it to the network; told while that person takes part."
    )
    version: int
    organisation_id: strawberry.ID = strawberry.field(description="It is one in every network.")
    contributes_since: datetime | None = strawberry.field(
        description="Since when it contributes here as a knowledge broker, through its linking pin; null while it does not."
    )
    contributes_until: date | None = strawberry.field(description="The last day; null while no end is set.")


@seen_by(Who.MEMBERS)
@strawberry.type(description="The organisations that take part now.")
class Partners:
    partners: list[Partner] = strawberry.field(metadata=may(Who.MEMBERS, length=20))


def partner(view: PartnerView) -> Partner:
    """Show one organisation that takes part."""
    pin = person(view.linking_person_id, view.linking_name) if view.linking_person_id and view.linking_name else None
    return Partner(
        id=strawberry.ID(global_id("Partner", view.id)),
        name=view.name,
        linking_pin=pin,
        version=view.version,
        organisation_id=strawberry.ID(global_id("Organisation", view.organisation_id)),
        contributes_since=view.contributes_from,
        contributes_until=view.contributes_until_on,
    )


def partners_of(ids: Sequence[UUID]) -> Loading[dict[UUID, list[Partner]]]:
    """Fetch which organisations take part in some networks."""
    given = yield from told(steering.partners(ids))
    found: dict[UUID, list[Partner]] = {}
    for view in given:
        found.setdefault(view.network_id, []).append(partner(view))
    return found


@strawberry.input
class AddPartnerInput:
    network_id: strawberry.ID
    name: str
    linking_pin_id: strawberry.ID | None = None
    client_mutation_id: str | None = None


@strawberry.input
class ChangePartnerInput:
    partner_id: strawberry.ID
    version: int
    linking_pin_id: strawberry.ID | None = None
    client_mutation_id: str | None = None


@strawberry.input
class RemovePartnerInput:
    partner_id: strawberry.ID
    client_mutation_id: str | None = None


AddPartnerResult = Annotated[Partners | Refusal, strawberry.union("AddPartnerResult")]
ChangePartnerResult = Annotated[Partners | Refusal, strawberry.union("ChangePartnerResult")]
RemovePartnerResult = Annotated[Partners | Refusal, strawberry.union("RemovePartnerResult")]


def _made(info: Ask, key: str | None, inquire: Callable[[str | None], Inquiry[list[PartnerView]]]) -> Loading[Any]:
    def make(_context: Context) -> Loading[Any]:
        views = yield from told(inquire(key_for(info, key)))
        return Partners(partners=[partner(view) for view in views])

    return change(info, Who.COORDINATORS, make)


def _pin(given: strawberry.ID | None) -> UUID | None:
    return known_id(given, "Person") if given else None


def _add(info: Ask, input: AddPartnerInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.add_partner(
            known_id(input.network_id, "Network"),
            shape(AddPartner, name=input.name, linking_person_id=_pin(input.linking_pin_id)),
            key,
        ),
    )


def _change(info: Ask, input: ChangePartnerInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.change_partner(
            known_id(input.partner_id, "Partner"),
            shape(ChangePartner, version=input.version, linking_person_id=_pin(input.linking_pin_id)),
            key,
        ),
    )


def _remove(info: Ask, input: RemovePartnerInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.remove_partner(known_id(input.partner_id, "Partner"), key),
    )


@strawberry.type
class PartnerMutation:
    add_partner: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddPartnerResult,
        description="Let an organisation take part.",
        metadata=may(Who.COORDINATORS),
    )
    change_partner: Any = strawberry.field(
        resolver=_change,
        graphql_type=ChangePartnerResult,
        description="Choose another linking pin, or none.",
        metadata=may(Who.COORDINATORS),
    )
    remove_partner: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemovePartnerResult,
        description="Let an organisation take part no longer.",
        metadata=may(Who.COORDINATORS),
    )
