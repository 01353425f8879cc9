"""What can be done with a network as a whole: let it begin, and change what it says of itself."""

from dataclasses import replace
from uuid import UUID

from services.network.memberships.domain.roles import CoordinatorNeeded, Role
from services.network.memberships.operations.invitations import check_asked_for, send
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.operations.writing import check_may_write
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.taking_part import membership
from services.network.networks.domain import (
    Description,
    NetworkIncomplete,
    NetworkStatus,
    Perspective,
    check_description,
)
from services.network.networks.models import Network
from services.network.networks.operations import announce_change, begin_network
from services.network.networks.queries import network_by_slug, network_to_change
from services.network.people.domain.accounts import address_of
from services.network.people.domain.platform import PlatformRole
from services.network.people.queries.accounts import person_by_id
from services.network.people.queries.platform import has_platform_role
from services.network.steering.domain.settings import (
    GROUP,
    KINDS,
    GroupInGroup,
    check_goes_on,
    check_may_begin,
    check_next_status,
    check_somebody_else,
    slug_of,
)
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import one_at_a_time
from shared.errors import NotFound, Problem, StaleVersion

MADE_HERE = "Leerkring"
MOST_SAME_NAMES = 50


async def network_to_steer(work: Work, *, network_id: UUID) -> Network:
    """A network that the viewer coordinates, to change. Raises NotFound, CoordinatorNeeded.

    Who looks after the platform is no coordinator (C034, A-40).
    """
    network = await network_to_change(work.session, network_id)
    if network is None:
        raise NotFound
    if not await coordinates(work.session, network_id=network_id, person_id=work.viewer.person()):
        raise CoordinatorNeeded
    return network


async def create_network(
    work: Work,
    *,
    description: Description,
    parent_id: UUID | None,
    coordinator_email: str,
    coordinator_name: str,
    coordinator_perspective: Perspective,
) -> Network:
    """Let a network begin, and invite its first coordinator; in another network it is a group of that one.

    Nobody is made a coordinator unasked, and whether an address has an account is not looked at (A-10, A-34). Who begins a group
    coordinates it: alone, or until whom they invited said yes and they hand it over. coordinator_name: stands on the invitation
    only. The slug of ``description`` is made anew from the name. Raises AdministratorNeeded, CoordinatorNeeded, NotFound,
    GroupInGroup, NetworkIsOver, NetworkIncomplete, NotYourOwnCoordinator, NotAnAddress, WrongPerspective, ParentalPermissionRequired.
    """
    parent = await network_to_change(work.session, parent_id) if parent_id else None
    if parent_id is not None and parent is None:
        raise NotFound
    viewer_id = work.viewer.person()
    check_may_begin(
        is_group=parent_id is not None,
        coordinates_parent=parent_id is not None
        and await coordinates(work.session, network_id=parent_id, person_id=viewer_id),
        is_administrator=await has_platform_role(work.session, viewer_id, PlatformRole.PLATFORM_ADMIN),
        may_coordinate=CoordinatorNeeded,
    )
    viewer = await person_by_id(work.session, viewer_id)
    address = address_of(coordinator_email)
    own_address = None if viewer is None else viewer.email
    check_somebody_else(is_group=parent_id is not None, first_coordinator=address, own_address=own_address)
    if parent is not None and parent.kind == GROUP:
        raise GroupInGroup
    if parent is not None:
        check_goes_on(NetworkStatus(parent.status))
    _check_kind(description.kind, is_group=parent is not None and parent.kind != "network_family")
    check_description(description)
    await one_at_a_time(work.session, "network:slug")
    slug = await _free_slug(work, slug_of(description.name))
    network = await begin_network(
        work, description=replace(description, slug=slug, source=MADE_HERE), parent_id=parent_id
    )
    network.settled_at = work.now
    work.note(Verb.NETWORK_CREATED, Kind.NETWORK, network.id, network_id=network.id)
    await work.session.flush()
    if address != own_address:
        check_asked_for(network, coordinator_perspective)
        send(
            work,
            network_id=network.id,
            address=address,
            name=coordinator_name or None,
            perspective=coordinator_perspective,
            role=Role.COORDINATOR,
            language="nl",
        )
    if parent is not None:
        around = await membership(work.session, network_id=parent.id, person_id=viewer_id)
        from_there = coordinator_perspective if around is None else Perspective(around.perspective)
        await take_part(
            work,
            network=network,
            person_id=viewer_id,
            perspective=coordinator_perspective if address == own_address else from_there,
            roles=(Role.COORDINATOR,),
            is_let_in=True,
        )
    return network


async def update_network(
    work: Work, *, network_id: UUID, version: int, description: Description, status: NetworkStatus | None
) -> Network:
    """Change what a network says of itself; what ``description`` says of slug, kind, status and source is left out.

    The same again changes nothing and announces nothing.
    Raises NotFound, CoordinatorNeeded, StaleVersion, NetworkIncomplete, StatusNotNext; WritingLimited for more than the status.
    """
    network = await network_to_steer(work, network_id=network_id)
    if network.version != version:
        raise StaleVersion
    now = NetworkStatus(network.status)
    check_next_status(now, status or now)
    wanted = replace(description, slug=network.slug, kind=network.kind, status=status or now, source=network.source)
    check_description(wanted)
    changed = {name: value for name, value in wanted.as_columns().items() if getattr(network, name) != value}
    if not changed:
        return network
    if changed.keys() - {"status"}:
        await check_may_write(work, network_id=network_id)
    for name, value in changed.items():
        setattr(network, name, value)
    network.settled_at = work.now
    if "status" in changed:
        work.note(Verb.NETWORK_STATUS_CHANGED, Kind.NETWORK, network.id, network_id=network.id, reason=network.status)
    if changed.keys() - {"status"}:
        work.note(Verb.NETWORK_CHANGED, Kind.NETWORK, network.id, network_id=network.id)
    announce_change(work, network=network)
    return network


def _check_kind(kind: str, *, is_group: bool) -> None:
    if kind not in ((GROUP,) if is_group else KINDS):
        raise NetworkIncomplete(problems=(Problem("kind", "INVALID", "Choose one of the kinds."),))


async def _free_slug(work: Work, slug: str) -> str:
    for number in range(1, MOST_SAME_NAMES + 1):
        wanted = slug if number == 1 else f"{slug}-{number}"
        if await network_by_slug(work.session, wanted) is None:
            return wanted
    raise NetworkIncomplete(problems=(Problem("name", "TWICE", "There are too many networks with this name."),))
