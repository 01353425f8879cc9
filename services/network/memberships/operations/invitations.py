"""What can be done with invitations to one address: send, send again, take back, let expire."""

from uuid import UUID

from services.network.memberships.domain.invitations import (
    INVITED_FOR,
    KEPT_FOR,
    MOST_ROUNDS,
    InvitationOver,
    InvitationStatus,
    InvitedAlready,
    MintedInvitation,
    TooManyInvitations,
    check_counts,
    check_how_many,
)
from services.network.memberships.domain.requests import TakesPartAlready
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import check_can_take_part
from services.network.memberships.models.invitations import Invitation, forget_invitations
from services.network.memberships.operations.roles import check_viewer_coordinates
from services.network.memberships.queries import invitations as queries
from services.network.memberships.queries.requests import network_of_id
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.models import Network
from services.network.people.domain.accounts import address_of
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.models.vault import index_of
from services.network.people.queries.accounts import person_by_email
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id, one_at_a_time
from shared.errors import NotFound
from shared.events.network import InvitationMade


async def invite(
    work: Work, *, network_id: UUID, email: str, perspective: Perspective, role: Role | None, language: str
) -> Invitation:
    """Invite one address to a network, from one perspective and perhaps in a role; the mail leaves when notifications hears.

    For a coordinator. Whether the address has an account is not looked at (A-10, A-34).
    Raises NotFound, CoordinatorNeeded, TakesNoMembers, WrongPerspective, NotAnAddress, TakesPartAlready, InvitedAlready,
    TooManyInvitations.
    """
    network = await network_for_coordinator(work, network_id=network_id)
    check_asked_for(network, perspective)
    address = address_of(email)
    if await queries.member_addresses(work.session, network_id=network_id, addresses=[address]):
        raise TakesPartAlready(field="email")
    if await queries.open_addresses(work.session, network_id=network_id, addresses=[address]):
        raise InvitedAlready(field="email")
    check_how_many(sent_today=await queries.sent_today(work.session, network_id=network_id, now=work.now))
    return send(
        work,
        network_id=network_id,
        address=address,
        name=None,
        perspective=perspective,
        role=role,
        language=language,
    )


async def resend_invitation(work: Work, *, invitation_id: UUID) -> Invitation:
    """Send the mail again with a new link; the link in the mail before stops. For a coordinator.

    Raises NotFound, CoordinatorNeeded, InvitationOver, TooManyInvitations.
    """
    invitation = await _of_coordinator(work, invitation_id)
    if invitation.status not in queries.SEEM_TO_WAIT:
        raise InvitationOver
    if invitation.version >= MOST_ROUNDS:
        raise TooManyInvitations
    check_how_many(sent_today=await queries.sent_today(work.session, network_id=invitation.network_id, now=work.now))
    invitation.version += 1
    invitation.token_hash = invitation.sent_at = None
    invitation.invited_at, invitation.expires_at = work.now, work.now + INVITED_FOR
    invitation.invited_by = work.viewer.person()
    _announce(work, invitation)
    return invitation


async def withdraw_invitation(work: Work, *, invitation_id: UUID) -> Invitation:
    """Take an invitation back; its link stops and its address goes. Twice changes nothing. For a coordinator.

    Raises NotFound, CoordinatorNeeded, InvitationOver.
    """
    invitation = await _of_coordinator(work, invitation_id)
    if invitation.status == InvitationStatus.WITHDRAWN:
        return invitation
    if invitation.status not in queries.SEEM_TO_WAIT:
        raise InvitationOver
    _end(work, invitation, InvitationStatus.WITHDRAWN)
    work.note(Verb.INVITATION_WITHDRAWN, Kind.INVITATION, invitation.id, network_id=invitation.network_id)
    return invitation


async def mint_invitation(work: Work, *, invitation_id: UUID, round_: int) -> MintedInvitation | None:
    """Make the link of one mail now, and keep its hash only; None for one that was used.

    Raises NotFound, InvitationOver also for an earlier round.
    """
    invitation = await queries.invitation_to_change(work.session, invitation_id)
    network = None if invitation is None else await network_of_id(work.session, invitation.network_id)
    if invitation is None or network is None:
        raise NotFound
    if invitation.status == InvitationStatus.ACCEPTED and invitation.version == round_:
        invitation.sent_at = work.now  # nobody is mailed, and nobody can see that (PR-4)
        return None
    check_counts(is_open=invitation.status == InvitationStatus.OPEN, expires_at=invitation.expires_at, now=work.now)
    if invitation.address is None or invitation.version != round_:
        raise InvitationOver
    token = new_token()
    invitation.token_hash, invitation.sent_at = hashed(Purpose.INVITATION, token), work.now
    reader = await person_by_email(work.session, invitation.address)
    return MintedInvitation(
        address=invitation.address,
        language=invitation.language if reader is None else reader.language,
        token=token,
        network_name=network.name,
        network_kind=network.kind,
        invited_by=await queries.name_of(work.session, invitation.invited_by),
        perspective=invitation.perspective,
        role=invitation.role,
        expires_at=invitation.expires_at,
    )


async def let_invitations_expire(work: Work) -> int:
    """End the invitations whose time is over, with the addresses in them; gives how many."""
    over = await queries.expired(work.session, work.now)
    for invitation in over:
        _end(work, invitation, InvitationStatus.EXPIRED)
    return len(over)


async def forget_old_invitations(work: Work) -> None:
    """Remove invitations that were over thirty days ago."""
    for statement in forget_invitations(work.now - KEPT_FOR):
        await work.session.execute(statement)


async def network_for_coordinator(work: Work, *, network_id: UUID) -> Network:
    """The network to which a coordinator invites people, one at a time. Raises NotFound, CoordinatorNeeded."""
    await check_viewer_coordinates(work, network_id=network_id)
    await one_at_a_time(work.session, f"invitations:{network_id}")
    network = await network_of_id(work.session, network_id)
    if network is None:
        raise NotFound
    return network


async def _of_coordinator(work: Work, invitation_id: UUID) -> Invitation:
    invitation = await queries.invitation_to_change(work.session, invitation_id)
    if invitation is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=invitation.network_id)
    return invitation


def check_asked_for(network: Network, perspective: Perspective | None) -> None:
    """Raise TakesNoMembers, or WrongPerspective for one that this network does not ask for; None asks for none."""
    asked_for = [Perspective(asked["code"]) for asked in network.perspectives]
    check_can_take_part(
        status=NetworkStatus(network.status),
        asked_for=asked_for if perspective is not None else (),
        perspective=perspective or Perspective.PROFESSIONAL,
    )


def send(
    work: Work,
    *,
    network_id: UUID,
    address: str,
    name: str | None,
    perspective: Perspective,
    role: Role | None,
    language: str,
) -> Invitation:
    """Store an invitation to a normalised address, and let its mail leave."""
    invitation = work.add(
        Invitation(
            id=new_id(),
            network_id=network_id,
            address=address,
            address_index=index_of(address),
            name=name,
            perspective=perspective.value,
            role=role.value if role else None,
            language=language,
            status=InvitationStatus.OPEN.value,
            invited_by=work.viewer.person(),
            invited_at=work.now,
            expires_at=work.now + INVITED_FOR,
            version=1,
        )
    )
    _announce(work, invitation)
    return invitation


def _announce(work: Work, invitation: Invitation) -> None:
    work.note(Verb.INVITATION_SENT, Kind.INVITATION, invitation.id, network_id=invitation.network_id)
    work.announce(
        InvitationMade(
            version=invitation.version,
            invitation_id=invitation.id,
            network_id=invitation.network_id,
            expires_at=invitation.expires_at,
        )
    )


def _end(work: Work, invitation: Invitation, status: InvitationStatus) -> None:
    """End an invitation: what points at somebody goes with it."""
    invitation.status, invitation.over_at = status.value, work.now
    invitation.address = invitation.address_index = invitation.name = None
    invitation.token_hash = None
