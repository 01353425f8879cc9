"""What can be done with roles: give them, take them away, let them run out."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from services.network.memberships.domain.helping import NoAccountYet
from services.network.memberships.domain.roles import (
    Role,
    check_coordinates,
    check_one_remains,
    coordinates,
    role_change,
)
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.announcing import tell_active
from services.network.memberships.queries import roles as queries
from services.network.memberships.queries import taking_part
from services.network.memberships.queries.helping import is_without_address
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound, StaleVersion
from shared.events.roles import RoleHandedBack

MOST_TOLD = 20
"""At most so many coordinators hear that somebody handed back a role."""


async def set_roles(
    work: Work, *, membership_id: UUID, roles: Mapping[Role, datetime | None], version: int
) -> Membership:
    """Let a member hold exactly these roles from now on, each until a moment or for as long as it goes well.

    For a coordinator of the network. Raises NotFound, CoordinatorNeeded, StaleVersion, RoleIsOver, LastCoordinator, NoAccountYet.
    """
    network_id = await taking_part.network_of(work.session, membership_id)
    if network_id is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=network_id)
    await hold_coordinators(work, network_id=network_id)
    membership = await taking_part.membership_to_change(work.session, membership_id)
    if membership is None or membership.status != MembershipStatus.ACTIVE:
        raise NotFound
    if membership.version != version:
        raise StaleVersion
    if coordinates(roles) and await is_without_address(work.session, membership.person_id):
        raise NoAccountYet
    await _change(work, membership, roles)
    return membership


async def _change(work: Work, membership: Membership, wanted: Mapping[Role, datetime | None]) -> None:
    rows = {Role(row.role): row for row in await queries.held_by(work.session, membership.id)}
    change = role_change({role: row.until_at for role, row in rows.items()}, wanted, work.now)
    if coordinates(rows) and not coordinates(wanted):
        await check_not_the_last(work, membership=membership)
    for role in change.taken:
        rows[role].is_held, rows[role].until_at = False, work.now
        _note(work, Verb.ROLE_TAKEN, membership, role)
    for role, until_at in change.moved.items():
        rows[role].until_at = until_at
        _note(work, Verb.ROLE_GIVEN, membership, role)
    for role, until_at in change.given.items():
        _give(work, membership, role, until_at)
    if change.changes_rights:
        tell_active(work, membership=membership, roles=wanted)
    elif change.moved:
        membership.version += 1  # who looked before this must look again; for others nothing changed


async def hand_back_role(work: Work, *, network_id: UUID, role: Role) -> Membership:
    """Hold a role no longer, by oneself; who coordinates hears of it. A role that one does not hold changes nothing.

    Only a coordinator gives it again. Raises NotFound, LastCoordinator.
    """
    await hold_coordinators(work, network_id=network_id)
    mine = await taking_part.membership(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None or mine.status != MembershipStatus.ACTIVE:
        raise NotFound
    rows = {Role(row.role): row for row in await queries.held_by(work.session, mine.id)}
    row = rows.pop(role, None)
    if row is None:
        return mine
    if coordinates([role]) and not coordinates(rows):
        await check_not_the_last(work, membership=mine)
    row.is_held, row.until_at = False, work.now
    _note(work, Verb.ROLE_HANDED_BACK, mine, role)
    tell_active(work, membership=mine, roles=rows)
    await work.session.flush()
    told = [one for one in await queries.coordinating_people(work.session, network_id) if one != mine.person_id]
    if told:
        work.announce(
            RoleHandedBack(
                version=1,
                notice_id=new_id(),
                membership_id=mine.id,
                network_id=network_id,
                role=role.value,
                coordinator_ids=told[:MOST_TOLD],
                at=work.now,
            )
        )
    return mine


async def add_roles(work: Work, *, membership: Membership, roles: Collection[Role]) -> tuple[list[Role], bool]:
    """Give roles beside those somebody holds; gives all they hold then, and whether any is new."""
    held = [Role(row.role) for row in await queries.held_by(work.session, membership.id)]
    new = [role for role in Role if role in roles and role not in held]
    for role in new:
        _give(work, membership, role, None)
    return [role for role in Role if role in held or role in new], bool(new)


async def end_roles(work: Work, *, membership_id: UUID) -> None:
    """Take all roles away from somebody who takes part no longer."""
    for row in await queries.held_by(work.session, membership_id):
        row.is_held, row.until_at = False, work.now


async def let_roles_run_out(work: Work) -> int:
    """End the roles whose last moment has come, and tell others; at most some at a time. Gives how many ended.

    Also the last coordinator's: the network sees on its page that it has none, and the operator can appoint one.
    """
    over = await queries.run_out(work.session, work.now)
    for row in over:
        row.is_held = False
    for membership_id in sorted({row.membership_id for row in over}):
        membership = await taking_part.membership_to_change(work.session, membership_id)
        if membership is None:
            continue
        for row in over:
            if row.membership_id == membership_id:
                _note(work, Verb.ROLE_TAKEN, membership, Role(row.role))
        if membership.status == MembershipStatus.ACTIVE:
            held = await queries.held_by(work.session, membership.id)
            tell_active(work, membership=membership, roles=[Role(row.role) for row in held])
    return len(over)


async def check_viewer_coordinates(work: Work, *, network_id: UUID) -> None:
    """Raise NotFound for who does not take part in a network, CoordinatorNeeded for who does and does not coordinate it."""
    viewer_id = work.viewer.person()
    if not await taking_part.is_member(work.session, network_id=network_id, person_id=viewer_id):
        raise NotFound
    check_coordinates(
        is_coordinator=await queries.coordinates(work.session, network_id=network_id, person_id=viewer_id)
    )


async def hold_coordinators(work: Work, *, network_id: UUID) -> None:
    """Let one at a time change who coordinates a network, so that two who leave at once do not leave it without."""
    await one_at_a_time(work.session, f"coordinators:{network_id}")


async def check_not_the_last(work: Work, *, membership: Membership) -> None:
    """Raise LastCoordinator when this membership coordinates its network and no other does; call hold_coordinators first."""
    ids = await queries.coordinators(work.session, membership.network_id)
    if membership.id in ids:
        check_one_remains(others=len(ids) - 1)


def _note(work: Work, verb: Verb, membership: Membership, role: Role) -> None:
    work.note(verb, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id, reason=role.value)


def _give(work: Work, membership: Membership, role: Role, until_at: datetime | None) -> None:
    _note(work, Verb.ROLE_GIVEN, membership, role)
    work.add(
        MembershipRole(
            id=new_id(),
            membership_id=membership.id,
            role=role.value,
            from_at=work.now,
            until_at=until_at,
            is_held=True,
        )
    )
