"""What can be done with organisations that take part: let one in, choose its linking pin, let it contribute, let it go."""

from datetime import date
from uuid import UUID

from services.network.memberships.domain.roles import CoordinatorNeeded, end_of
from services.network.memberships.operations.writing import check_may_write
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.taking_part import is_member
from services.network.steering.domain.partners import (
    MOST_PARTNERS,
    AlreadyPartner,
    BrokerEndPassed,
    BrokerNeedsPin,
    NoBroker,
    NoMemberHere,
    TooManyPartners,
    check_organisation,
    contributes,
    may_end_broker,
)
from services.network.steering.models.partners import Organisation, Partner
from services.network.steering.operations.settings import network_to_steer
from services.network.steering.queries import partners as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, StaleVersion


async def add_partner(work: Work, *, network_id: UUID, name: str, linking_person_id: UUID | None) -> Partner:
    """Let an organisation take part; one with this name is the same one in every network.

    Raises NotFound, CoordinatorNeeded, WritingLimited, PartnerIncomplete, AlreadyPartner, NoMemberHere, TooManyPartners.
    """
    await network_to_steer(work, network_id=network_id)
    await check_may_write(work, network_id=network_id)
    check_organisation(name)
    await _check_linking_pin(work, network_id, linking_person_id)
    await one_at_a_time(work.session, "organisation")
    organisation = await queries.organisation_named(work.session, name)
    if organisation is None:
        organisation = work.add(Organisation(id=new_id(), name=name, sort_name=name))
        await work.session.flush()
    if await queries.is_partner(work.session, network_id=network_id, organisation_id=organisation.id):
        raise AlreadyPartner(field="name")
    if await queries.number_of(work.session, network_id) >= MOST_PARTNERS:
        raise TooManyPartners
    partner = work.add(
        Partner(
            id=new_id(),
            network_id=network_id,
            organisation_id=organisation.id,
            linking_person_id=linking_person_id,
            since=work.now,
            version=1,
        )
    )
    work.note(Verb.PARTNER_ADDED, Kind.PARTNER, partner.id, network_id=network_id)
    return partner


async def change_partner(work: Work, *, partner_id: UUID, version: int, linking_person_id: UUID | None) -> Partner:
    """Choose another linking pin, or none while it does not contribute.

    Raises NotFound, CoordinatorNeeded, StaleVersion, NoMemberHere, BrokerNeedsPin.
    """
    partner = await _partner_to_steer(work, partner_id)
    if partner.version != version:
        raise StaleVersion
    await _check_linking_pin(work, partner.network_id, linking_person_id)
    if linking_person_id is None and contributes(partner.contributes_from, partner.contributes_until, work.now):
        raise BrokerNeedsPin
    partner.linking_person_id = linking_person_id
    work.note(Verb.PARTNER_CHANGED, Kind.PARTNER, partner.id, network_id=partner.network_id)
    partner.version += 1
    return partner


async def name_broker(work: Work, *, partner_id: UUID, version: int, until_on: date | None) -> Partner:
    """Let an organisation contribute as a knowledge broker, through its linking pin, until and with a day or until either side ends it.

    Named again, only its end changes. Raises NotFound, CoordinatorNeeded, StaleVersion, BrokerNeedsPin, BrokerEndPassed.
    """
    partner = await _partner_to_steer(work, partner_id)
    if partner.version != version:
        raise StaleVersion
    pin = partner.linking_person_id
    if pin is None or not await is_member(work.session, network_id=partner.network_id, person_id=pin):
        raise BrokerNeedsPin
    until_at = None if until_on is None else end_of(until_on)
    if until_at is not None and until_at <= work.now:
        raise BrokerEndPassed(field="until_on")
    if not contributes(partner.contributes_from, partner.contributes_until, work.now):
        partner.contributes_from = work.now
        work.note(Verb.BROKER_NAMED, Kind.PARTNER, partner.id, network_id=partner.network_id)
    partner.contributes_until = until_at
    partner.version += 1
    return partner


async def end_broker(work: Work, *, partner_id: UUID) -> Partner:
    """Let an organisation contribute no longer; for a coordinator of the network and for its linking pin. Raises NotFound, NoBroker."""
    partner = await queries.partner_to_change(work.session, partner_id)
    viewer_id = work.viewer.person()
    if partner is None or not await is_member(work.session, network_id=partner.network_id, person_id=viewer_id):
        raise NotFound
    leads = await coordinates(work.session, network_id=partner.network_id, person_id=viewer_id)
    if not may_end_broker(viewer_id, linking_person_id=partner.linking_person_id, coordinates=leads):
        raise CoordinatorNeeded
    if not contributes(partner.contributes_from, partner.contributes_until, work.now):
        raise NoBroker
    partner.contributes_until = work.now
    partner.version += 1
    work.note(Verb.BROKER_ENDED, Kind.PARTNER, partner.id, network_id=partner.network_id)
    return partner


async def remove_partner(work: Work, *, partner_id: UUID) -> UUID:
    """Let an organisation take part no longer; gives the id of the network. Raises NotFound, CoordinatorNeeded."""
    partner = await _partner_to_steer(work, partner_id)
    await work.session.delete(partner)
    work.note(Verb.PARTNER_REMOVED, Kind.PARTNER, partner.id, network_id=partner.network_id)
    return partner.network_id


async def _partner_to_steer(work: Work, partner_id: UUID) -> Partner:
    partner = await queries.partner_to_change(work.session, partner_id)
    if partner is None:
        raise NotFound
    await network_to_steer(work, network_id=partner.network_id)
    return partner


async def _check_linking_pin(work: Work, network_id: UUID, person_id: UUID | None) -> None:
    if person_id is not None and not await is_member(work.session, network_id=network_id, person_id=person_id):
        raise NoMemberHere(field="linking_person_id")
