"""What can be done with mandates: record one, end one."""

from datetime import date
from uuid import UUID

from services.network.memberships.domain.mandates import check_mandate
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.mandates import Mandate
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.roles import check_viewer_coordinates
from services.network.memberships.queries import mandates as queries
from services.network.memberships.queries.taking_part import membership_to_change, network_of
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound


async def record_mandate(
    work: Work, *, membership_id: UUID, task: str, appointed_by: str, from_on: date, until_on: date | None
) -> Mandate:
    """Write down that a member was appointed to something, and by whom (C056); the whole network reads it.

    For a coordinator: nobody appoints themselves by saying so, and a coordinator's own mandate stands in the log like any.
    Raises NotFound, CoordinatorNeeded, MandateUnclear, TooManyMandates.
    """
    network_id = await network_of(work.session, membership_id)
    if network_id is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=network_id)
    membership = await membership_to_change(work.session, membership_id)
    if membership is None or membership.status != MembershipStatus.ACTIVE:
        raise NotFound
    held = await queries.how_many(work.session, membership_id, work.now)
    check_mandate(task=task, appointed_by=appointed_by, from_on=from_on, until_on=until_on, held=held)
    work.note(Verb.MANDATE_RECORDED, Kind.MEMBERSHIP, membership_id, network_id=network_id)
    return work.add(
        Mandate(
            id=new_id(),
            membership_id=membership_id,
            task=task,
            appointed_by=appointed_by,
            from_on=from_on,
            until_on=until_on,
            recorded_at=work.now,
        )
    )


async def end_mandate(work: Work, *, mandate_id: UUID) -> Membership:
    """Say that a mandate is over; twice changes nothing. For a coordinator, and for whose mandate it is.

    Raises NotFound, CoordinatorNeeded.
    """
    mandate = await queries.mandate_to_change(work.session, mandate_id)
    membership = None if mandate is None else await membership_to_change(work.session, mandate.membership_id)
    if mandate is None or membership is None:
        raise NotFound
    if membership.person_id != work.viewer.person():
        await check_viewer_coordinates(work, network_id=membership.network_id)
    if mandate.ended_at is None:
        mandate.ended_at = work.now
        work.note(Verb.MANDATE_ENDED, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id)
    return membership
