"""Who may ask what of organisations: everybody sees which take part, members see the linking pins, coordinators change it."""

from collections.abc import Sequence
from uuid import UUID

from services.network.memberships.queries.taking_part import fellow_members
from services.network.steering.operations import partners as operations
from services.network.steering.queries import partners as queries
from shared.api.network.steering.ties import AddPartner, ChangePartner, PartnerView
from shared.api.page import Ids
from shared.bus.work import Work
from shared.database import Session
from shared.web.edge import ANYONE, PERSON, Edge, Viewer

edge = Edge()


@edge.read("/partners:batch", who=ANYONE, method="POST")
async def partners_of(body: Ids, session: Session, viewer: Viewer) -> list[PartnerView]:
    """Which organisations take part in some networks."""
    return await _shown(session, viewer.person_id, body.ids)


@edge.change("/networks/{network_id}/partners", who=PERSON)
async def add_partner(network_id: UUID, body: AddPartner, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation takes part."""
    await operations.add_partner(work, network_id=network_id, name=body.name, linking_person_id=body.linking_person_id)
    return await _shown(work.session, viewer.person_id, [network_id])


@edge.change("/partners/{partner_id}:change", who=PERSON)
async def change_partner(partner_id: UUID, body: ChangePartner, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation has another linking pin."""
    partner = await operations.change_partner(
        work, partner_id=partner_id, version=body.version, linking_person_id=body.linking_person_id
    )
    return await _shown(work.session, viewer.person_id, [partner.network_id])


@edge.change("/partners/{partner_id}:remove", who=PERSON)
async def remove_partner(partner_id: UUID, work: Work, viewer: Viewer) -> list[PartnerView]:
    """An organisation takes part no longer."""
    network_id = await operations.remove_partner(work, partner_id=partner_id)
    return await _shown(work.session, viewer.person_id, [network_id])


async def _shown(session: Session, viewer_id: UUID | None, network_ids: Sequence[UUID]) -> list[PartnerView]:
    rows = await queries.partners_of(session, network_ids)
    pins = [row.linking_person_id for row in rows if row.linking_person_id]
    names: dict[tuple[UUID, UUID], str] = {}
    if viewer_id is not None and pins:
        fellows = await fellow_members(session, viewer_id=viewer_id, network_ids=network_ids, person_ids=pins)
        names = {(one.network_id, one.person_id): one.display_name for one in fellows}
    return [
        PartnerView(
            id=row.id,
            network_id=row.network_id,
            name=row.name,
            linking_person_id=row.linking_person_id if (row.network_id, row.linking_person_id) in names else None,
            linking_name=names.get((row.network_id, row.linking_person_id)),
            version=row.version,
        )
        for row in rows
    ]
