"""What can be done with a link for several people: open it, join with it, close it; and looking at any invitation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.network.memberships.domain.invitations import (
    MOST_OPEN_LINKS,
    InvitationFull,
    InvitationStatus,
    TooManyInvitations,
    check_counts,
    check_limits,
)
from services.network.memberships.domain.pausing import check_not_kept
from services.network.memberships.domain.taking_part import MembershipStatus, WrongPerspective, check_can_take_part
from services.network.memberships.models.invitations import OpenInvitation
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.ages import check_from_16
from services.network.memberships.operations.roles import check_viewer_coordinates
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.queries import invitations as queries
from services.network.memberships.queries.requests import network_of_id
from services.network.memberships.queries.supporting import support_people
from services.network.memberships.queries.taking_part import membership as membership_of
from services.network.networks.domain import NetworkStatus, Perspective
from services.network.networks.models import Network
from services.network.people.domain.ages import AgeAnswer
from services.network.people.domain.secrecy import Purpose, hashed, new_token
from services.network.people.queries.accounts import person_by_id
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import Session, new_id, one_at_a_time
from shared.errors import NotFound


@dataclass(frozen=True)
class SeenInvitation:
    """What the holder of a link may read before they say yes; looking changes nothing (A-01)."""

    network: Network
    perspective: str | None
    invited_by: str | None
    is_personal: bool
    expires_at: datetime
    support_people: Sequence[Any] = ()
    """Behind one's own personal invitation: membership_id and display_name of who can help."""
    role: str | None = None


async def open_invitation(
    work: Work, *, network_id: UUID, perspective: Perspective | None, cap: int, days: int
) -> tuple[OpenInvitation, str]:
    """Make a link with which several people can join; gives it with its token, of which only the hash is kept.

    For a coordinator. Raises NotFound, CoordinatorNeeded, TakesNoMembers, WrongPerspective, WrongLimits, TooManyInvitations.
    """
    await check_viewer_coordinates(work, network_id=network_id)
    await one_at_a_time(work.session, f"invitations:{network_id}")
    network = await network_of_id(work.session, network_id)
    if network is None:
        raise NotFound
    asked_for = [Perspective(asked["code"]) for asked in network.perspectives]
    check_can_take_part(
        status=NetworkStatus(network.status),
        asked_for=asked_for if perspective is not None else (),
        perspective=perspective or Perspective.PROFESSIONAL,
    )
    check_limits(cap=cap, days=days)
    if len(await queries.links(work.session, network_id=network_id, now=work.now)) >= MOST_OPEN_LINKS:
        raise TooManyInvitations
    token = new_token()
    link = work.add(
        OpenInvitation(
            id=new_id(),
            network_id=network_id,
            token_hash=hashed(Purpose.OPEN_INVITATION, token),
            perspective=perspective.value if perspective else None,
            cap=cap,
            joined=0,
            opened_by=work.viewer.person(),
            opened_at=work.now,
            expires_at=work.now + timedelta(days=days),
        )
    )
    work.note(Verb.OPEN_INVITATION_MADE, Kind.INVITATION, link.id, network_id=network_id)
    return link, token


async def close_open_invitation(work: Work, *, open_invitation_id: UUID) -> OpenInvitation:
    """Let nobody join with a link any more; who joined stays. Twice changes nothing. For a coordinator.

    Raises NotFound, CoordinatorNeeded.
    """
    link = await queries.link_to_change(work.session, open_invitation_id)
    if link is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=link.network_id)
    if link.closed_at is None:
        link.closed_at = work.now
        work.note(Verb.OPEN_INVITATION_CLOSED, Kind.INVITATION, link.id, network_id=link.network_id)
    return link


async def join_network(work: Work, *, token: str, perspective: Perspective | None, age: AgeAnswer | None) -> Membership:
    """Take part with an open link, from its perspective or, where it has none, from a chosen one.

    Who takes part already changes nothing and takes nobody's place. From 16 on: under that a link for many is not enough.
    Raises NotFound for an unknown token, InvitationOver, InvitationFull, PlaceIsKept, TakesNoMembers, WrongPerspective,
    AgeNotSaid, TooYoung, InvitationNeeded.
    """
    token_hash = hashed(Purpose.OPEN_INVITATION, token)
    await one_at_a_time(work.session, f"invitation:{token_hash.hex()}")
    found = await queries.link_by_token(work.session, token_hash)
    link = None if found is None else await queries.link_to_change(work.session, found.id)
    network = None if link is None else await network_of_id(work.session, link.network_id)
    if link is None or network is None:
        raise NotFound
    check_counts(is_open=link.closed_at is None, expires_at=link.expires_at, now=work.now)
    person_id = work.viewer.person()
    mine = await membership_of(work.session, network_id=network.id, person_id=person_id)
    if mine is not None and mine.status == MembershipStatus.ACTIVE:
        return mine
    check_not_kept(None if mine is None else MembershipStatus(mine.status))
    if link.joined >= link.cap:
        raise InvitationFull
    chosen = Perspective(link.perspective) if link.perspective else perspective
    if chosen is None:
        raise WrongPerspective(field="perspective")
    await check_from_16(work, person_id=person_id, age=age)
    membership = await take_part(work, network=network, person_id=person_id, perspective=chosen, roles=())
    link.joined += 1
    return membership


async def seen_invitation(session: Session, *, token: str, viewer_id: UUID | None, now: datetime) -> SeenInvitation:
    """What stands behind a link, personal or open; who can help is told only to who signed in with the address that was invited.

    Raises NotFound for an unknown token, InvitationOver, InvitationFull.
    """
    invitation = await queries.by_token(session, hashed(Purpose.INVITATION, token))
    if invitation is not None:
        network = await network_of_id(session, invitation.network_id)
        is_open = invitation.status == InvitationStatus.OPEN
        check_counts(is_open=is_open, expires_at=invitation.expires_at, now=now)
        by = await queries.name_of(session, invitation.invited_by)
        reader = None if viewer_id is None else await person_by_id(session, viewer_id)
        is_theirs = reader is not None and reader.email is not None and reader.email == invitation.address
        helping = await support_people(session, invitation.network_id) if is_theirs else ()
        return _seen(network, invitation.perspective, by, True, invitation.expires_at, helping, invitation.role)
    link = await queries.link_by_token(session, hashed(Purpose.OPEN_INVITATION, token))
    if link is None:
        raise NotFound
    check_counts(is_open=link.closed_at is None, expires_at=link.expires_at, now=now)
    if link.joined >= link.cap:
        raise InvitationFull
    by = await queries.name_of(session, link.opened_by)
    return _seen(await network_of_id(session, link.network_id), link.perspective, by, False, link.expires_at)


def _seen(
    network: Network | None,
    perspective: str | None,
    by: str | None,
    is_personal: bool,
    expires_at: datetime,
    helping: Sequence[Any] = (),
    role: str | None = None,
) -> SeenInvitation:
    if network is None:
        raise NotFound
    return SeenInvitation(network, perspective, by, is_personal, expires_at, helping, role)
