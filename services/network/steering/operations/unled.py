"""What can be done for a network that nobody coordinates: ask somebody, and remind who can ask."""

from uuid import UUID

from services.network.memberships.domain.invitations import InvitedAlready
from services.network.memberships.domain.roles import Role
from services.network.memberships.models.invitations import Invitation
from services.network.memberships.operations.invitations import check_asked_for, send
from services.network.memberships.operations.roles import hold_coordinators
from services.network.memberships.queries.invitations import open_addresses
from services.network.memberships.queries.roles import coordinators
from services.network.networks.domain import Perspective
from services.network.networks.models import Network
from services.network.networks.queries import network_to_change
from services.network.people.domain.accounts import address_of
from services.network.people.domain.platform import PlatformRole
from services.network.people.queries.accounts import person_by_id
from services.network.people.queries.platform import administrators, has_platform_role
from services.network.steering.domain.settings import check_somebody_else
from services.network.steering.domain.unled import MOST_TOLD, check_may_ask, check_unled
from services.network.steering.queries import unled as queries
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound
from shared.events.network import CoordinatorsSought


async def ask_to_coordinate(
    work: Work, *, network_id: UUID, email: str, name: str, perspective: Perspective
) -> tuple[Network, Invitation]:
    """Invite somebody to coordinate a network that nobody coordinates, as with its first coordinator; for an administrator.

    Also where a report waits that is about everybody who could answer it (PR-7); to who keeps it the same is said with and
    without such a report.
    What waits there they never see, and they cannot ask themselves (C034, A-40). name: stands on the invitation only.
    Raises AdministratorNeeded, NotFound, HasCoordinator, NotYourOwnCoordinator, NotAnAddress, TakesNoMembers, WrongPerspective,
    InvitedAlready.
    """
    viewer_id = work.viewer.person()
    check_may_ask(is_administrator=await has_platform_role(work.session, viewer_id, PlatformRole.PLATFORM_ADMIN))
    network = await network_to_change(work.session, network_id)
    if network is None:
        raise NotFound
    await hold_coordinators(work, network_id=network.id)
    if not await queries.nobody_answers_a_report(work.session, network.id, viewer_id):
        check_unled(coordinators=len(await coordinators(work.session, network.id)))
    viewer = await person_by_id(work.session, viewer_id)
    address = address_of(email)
    check_somebody_else(is_group=False, first_coordinator=address, own_address=None if viewer is None else viewer.email)
    check_asked_for(network, perspective)
    if await open_addresses(work.session, network_id=network.id, addresses=[address]):
        raise InvitedAlready(field="coordinator_email")
    invitation = send(
        work,
        network_id=network.id,
        address=address,
        name=name or None,
        perspective=perspective,
        role=Role.COORDINATOR,
        language="nl",
    )
    return network, invitation


async def seek_coordinators(work: Work) -> None:
    """Tell who looks after the platform that something waits where nobody coordinates, unless somebody is asked already.

    Each hears how many networks stand on their own page.
    """
    told: dict[int, list[UUID]] = {}
    for administrator_id in list(await administrators(work.session))[:MOST_TOLD]:
        rows = await queries.unled(work.session, administrator_id)
        told.setdefault(sum(1 for row in rows if row.waiting and not row.is_asked), []).append(administrator_id)
    for networks, administrator_ids in told.items():
        if not networks:
            continue
        work.announce(
            CoordinatorsSought(
                version=1, notice_id=new_id(), networks=networks, administrator_ids=administrator_ids, at=work.now
            )
        )
