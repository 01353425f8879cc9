"""Who may ask what of organisations: everybody sees which take part and contribute; coordinators change it, linking pins end it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.network.memberships.domain.roles import last_day
from services.network.memberships.queries.taking_part import fellow_members
from services.network.steering.domain.partners import contributes
from services.network.steering.operations import partners as operations
from services.network.steering.queries import partners as queries
from shared.api.network.steering.ties import (
    AddPartner,
    ChangePartner,
    NameBroker,
    OrganisationPlace,
    OrganisationView,
    PartnerView,
)
from shared.api.page import Ids
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import ANYONE, PERSON, Edge, Now, Viewer

edge = Edge()


@edge.read("/partners:batch", who=ANYONE, method="POST")
async def partners_of(body: Ids, session: Session, viewer: Viewer, now: Now) -> list[PartnerView]:
    """Which organisations take part in some networks."""
    return await _shown(session, viewer.person_id, body.ids, now)


@edge.change("/networks/{network_id}/partners", who=PERSON)
async def add_partner(network_id: UUID, body: AddPartner, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation takes part."""
    await operations.add_partner(work, network_id=network_id, name=body.name, linking_person_id=body.linking_person_id)
    return await _shown(work.session, viewer.person_id, [network_id], work.now)


@edge.change("/partners/{partner_id}:change", who=PERSON)
async def change_partner(partner_id: UUID, body: ChangePartner, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation has another linking pin."""
    partner = await operations.change_partner(
        work, partner_id=partner_id, version=body.version, linking_person_id=body.linking_person_id
    )
    return await _shown(work.session, viewer.person_id, [partner.network_id], work.now)


@edge.change("/partners/{partner_id}:name-broker", who=PERSON)
async def name_broker(partner_id: UUID, body: NameBroker, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation contributes as a knowledge broker."""
    partner = await operations.name_broker(work, partner_id=partner_id, version=body.version, until_on=body.until_on)
    return await _shown(work.session, viewer.person_id, [partner.network_id], work.now)


@edge.change("/partners/{partner_id}:end-broker", who=PERSON)
async def end_broker(partner_id: UUID, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation contributes no longer."""
    partner = await operations.end_broker(work, partner_id=partner_id)
    return await _shown(work.session, viewer.person_id, [partner.network_id], work.now)


@edge.read("/organisations/{organisation_id}", who=ANYONE)
async def organisation(organisation_id: UUID, session: Session, viewer: Viewer, now: Now) -> OrganisationView:
    """Where an organisation takes part, and where it contributes."""
    found = await queries.organisation(session, organisation_id)
    if found is None:
        raise NotFound
    rows = await queries.places_of(session, organisation_id)
    names = await _pins_told(session, viewer.person_id, rows)
    return OrganisationView(
        id=found.id,
        name=found.name,
        places=[
            OrganisationPlace(
                partner_id=row.id,
                network_id=row.network_id,
                network_slug=row.slug,
                network_name=row.network_name,
                viewer_may_end=(row.network_id, viewer.person_id) in names
                and row.linking_person_id == viewer.person_id
                and contributes(row.contributes_from, row.contributes_until, now),
                **_contributing(row, now),
            )
            for row in rows
        ],
    )


@edge.change("/partners/{partner_id}:remove", who=PERSON)
async def remove_partner(partner_id: UUID, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation takes part no longer."""
    network_id = await operations.remove_partner(work, partner_id=partner_id)
    return await _shown(work.session, viewer.person_id, [network_id], work.now)


async def _shown(
    session: Session, viewer_id: UUID | None, network_ids: Sequence[UUID], now: datetime
) -> list[PartnerView]:
    rows = await queries.partners_of(session, network_ids)
    names = await _pins_told(session, viewer_id, rows)
    return [
        PartnerView(
            id=row.id,
            network_id=row.network_id,
            organisation_id=row.organisation_id,
            name=row.name,
            linking_person_id=row.linking_person_id if (row.network_id, row.linking_person_id) in names else None,
            linking_name=names.get((row.network_id, row.linking_person_id)),
            version=row.version,
            **_contributing(row, now),
        )
        for row in rows
    ]


async def _pins_told(
    session: Session, viewer_id: UUID | None, rows: Sequence[queries.PartnerRow]
) -> dict[tuple[UUID, UUID | None], str]:
    """The names of linking pins who take part, by network and person, in the networks of who asks."""
    pins = [row.linking_person_id for row in rows if row.linking_person_id]
    if viewer_id is None or not pins:
        return {}
    places = sorted({row.network_id for row in rows})
    fellows = await fellow_members(session, viewer_id=viewer_id, network_ids=places, person_ids=pins)
    return {(one.network_id, one.person_id): one.display_name for one in fellows}


def _contributing(row: queries.PartnerRow, now: datetime) -> dict[str, Any]:
    is_broker = contributes(row.contributes_from, row.contributes_until, now)
    return {
        "contributes_from": row.contributes_from if is_broker else None,
        "contributes_until_on": last_day(row.contributes_until) if is_broker else None,
    }
