"""What somebody who is invited can do: accept, and take part as the invitation says as far as it still stands."""

from uuid import UUID

from services.network.memberships.domain.invitations import InvitationStatus, check_counts, check_whose
from services.network.memberships.domain.pausing import check_not_kept
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.invitations import Invitation
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.guardians import ask_guardian
from services.network.memberships.operations.supporting import be_helped_by
from services.network.memberships.operations.taking_part import take_part
from services.network.memberships.queries import invitations as queries
from services.network.memberships.queries.requests import network_of_id
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.taking_part import membership as membership_of
from services.network.networks.domain import Perspective
from services.network.people.domain.ages import AgeAnswer, AgeBand
from services.network.people.domain.platform import PlatformRole
from services.network.people.domain.secrecy import Purpose, hashed
from services.network.people.operations.ages import say_age
from services.network.people.queries.accounts import person_by_id
from services.network.people.queries.platform import has_platform_role
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import one_at_a_time
from shared.errors import NotFound, NotSignedIn


async def accept_invitation(
    work: Work,
    *,
    token: str,
    age: AgeAnswer | None,
    supporter_id: UUID | None,
    guardian_email: str | None,
    guardian_language: str,
) -> Membership:
    """Take part with a personal invitation, signed in with the address it was sent to; it is good for once (A-18).

    For somebody else it stays as it is; who takes part already keeps their own perspective. Under 16 the place waits until a
    parent or guardian said yes. A role is given only while who invited may still give it; else the place comes without, and the
    log of the network says so. supporter_id: the membership of a support person; may be chosen, under 16 must be.
    Raises NotFound for an unknown token, InvitationOver, InvitationForOther, PlaceIsKept, TakesNoMembers, WrongPerspective, and what
    say_age, be_helped_by and ask_guardian raise.
    """
    token_hash = hashed(Purpose.INVITATION, token)
    await one_at_a_time(work.session, f"invitation:{token_hash.hex()}")
    invitation = await queries.by_token(work.session, token_hash)
    person = await person_by_id(work.session, work.viewer.person())
    if invitation is None:
        raise NotFound
    if person is None:
        raise NotSignedIn
    check_counts(is_open=invitation.status == InvitationStatus.OPEN, expires_at=invitation.expires_at, now=work.now)
    check_whose(sent_to=invitation.address, signed_in_with=person.email)
    network = await network_of_id(work.session, invitation.network_id)
    if network is None:
        raise NotFound
    mine = await membership_of(work.session, network_id=network.id, person_id=person.id)
    takes_part = mine is not None and mine.status == MembershipStatus.ACTIVE
    check_not_kept(None if mine is None else MembershipStatus(mine.status))
    band = say_age(person, answer=age)
    role, lapsed = await _role_that_stands(work, invitation)
    if band is AgeBand.UNDER_16 and not takes_part:
        membership = await ask_guardian(
            work,
            network=network,
            person=person,
            perspective=Perspective(invitation.perspective),
            role=role,
            supporter_id=supporter_id,
            guardian_email=guardian_email,
            language=guardian_language,
        )
    else:
        await work.session.flush()
        membership = await take_part(
            work,
            network=network,
            person_id=person.id,
            perspective=Perspective(mine.perspective if mine and takes_part else invitation.perspective),
            roles=[role] if role else (),
            is_invited=True,
        )
        if supporter_id is not None:
            await be_helped_by(work, membership=membership, supporter_id=supporter_id)
    if (
        lapsed is not None
    ):  # about the place, not the invitation: who reads the log must not pair an address with a name (PR-4)
        work.note(Verb.ROLE_LAPSED, Kind.MEMBERSHIP, membership.id, network_id=network.id, reason=lapsed.value)
    invitation.status, invitation.token_hash = InvitationStatus.ACCEPTED.value, None
    return membership


async def _role_that_stands(work: Work, invitation: Invitation) -> tuple[Role | None, Role | None]:
    """The role that an invitation still gives, and the one it gives no more: one of both, or neither."""
    role, by = Role(invitation.role) if invitation.role else None, invitation.invited_by
    if role is None:
        return None, None
    may_give = by is not None and (
        await coordinates(work.session, network_id=invitation.network_id, person_id=by)
        or await has_platform_role(work.session, by, PlatformRole.PLATFORM_ADMIN)
    )
    return (role, None) if may_give else (None, role)
