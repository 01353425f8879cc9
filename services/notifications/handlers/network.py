"""What notifications does when it hears an event of network."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from services.notifications.invitations.operations.calling import call_newcomer
from services.notifications.mail.operations.appeals import plan_appeal_answer_mail, plan_appeal_mails
from services.notifications.mail.operations.email_changes import plan_email_change_mails, plan_email_changed_mail
from services.notifications.mail.operations.guardians import (
    plan_given_mails,
    plan_outgrown_mail,
    plan_permission_mail,
    plan_sixteen_mail,
    plan_support_mails,
    plan_supporter_mail,
)
from services.notifications.mail.operations.joining import (
    plan_account_mail,
    plan_answer_mail,
    plan_invitation_mail,
    plan_request_mails,
)
from services.notifications.mail.operations.places import plan_link_broken_mail, plan_pause_mail, plan_removal_mail
from services.notifications.mail.operations.roles import plan_handed_back_mails
from services.notifications.mail.operations.sign_in import plan_sign_in_mail
from services.notifications.mail.operations.successions import plan_succession_answer_mails, plan_succession_mails
from services.notifications.mail.operations.unled import plan_sought_mails
from services.notifications.mail.operations.ways_in import plan_way_in_mail
from services.notifications.subscriptions.operations import record_member
from shared.bus.work import Work
from shared.events.base import Event
from shared.events.network import (
    AccountOffered,
    CoordinatorsSought,
    EmailChangeConfirmed,
    EmailChangeRequested,
    InvitationMade,
    LinkBroken,
    MembershipActivated,
    MembershipEnded,
    MembershipPaused,
    MembershipRequestAnswered,
    MembershipRequested,
    ParentalPermissionAsked,
    ParentalPermissionGiven,
    ParentalPermissionOutgrown,
    RemovalAppealAnswered,
    RemovalAppealed,
    SignInRequested,
    SixteenAsked,
    SuccessionAnswered,
    SuccessionProposed,
    WayInChanged,
)
from shared.events.roles import RoleHandedBack
from shared.events.supporting import SupportChosen, SupportLost


async def _record(
    work: Work,
    event: MembershipActivated | MembershipPaused | MembershipEnded,
    *,
    is_active: bool,
    since_at: datetime,
    returned_at: datetime | None = None,
) -> None:
    await record_member(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        is_active=is_active,
        since_at=since_at,
        returned_at=returned_at,
        version=event.version,
    )


async def when_membership_activated(work: Work, event: MembershipActivated) -> None:
    """Somebody takes part: they hear what is new from now on, and to which sessions they are invited."""
    await _record(work, event, is_active=True, since_at=event.activated_at, returned_at=event.returned_at)
    await call_newcomer(work, network_id=event.network_id, person_id=event.person_id)


async def when_membership_paused(work: Work, event: MembershipPaused) -> None:
    """Somebody is away for a while: no mail about this network leaves, and what happens meanwhile is not sent afterwards."""
    await _record(work, event, is_active=False, since_at=event.paused_at)
    await plan_pause_mail(work, membership_id=event.membership_id, person_id=event.person_id, until_at=event.until_at)


async def when_membership_ended(work: Work, event: MembershipEnded) -> None:
    """Somebody left: no mail about this network leaves any more."""
    await _record(work, event, is_active=False, since_at=event.ended_at)
    if event.status == "REMOVED":
        await plan_removal_mail(work, membership_id=event.membership_id, person_id=event.person_id, at=event.ended_at)


async def when_role_handed_back(work: Work, event: RoleHandedBack) -> None:
    """Who coordinates hears that a role is free."""
    await plan_handed_back_mails(
        work,
        notice_id=event.notice_id,
        membership_id=event.membership_id,
        role=event.role,
        coordinator_ids=event.coordinator_ids,
    )


async def when_removal_appealed(work: Work, event: RemovalAppealed) -> None:
    """Who may answer an objection hears that it waits."""
    await plan_appeal_mails(work, removal_id=event.removal_id, answerer_ids=event.answerer_ids)


async def when_removal_appeal_answered(work: Work, event: RemovalAppealAnswered) -> None:
    """Who objected hears that there is an answer."""
    await plan_appeal_answer_mail(work, removal_id=event.removal_id, person_id=event.person_id)


async def when_succession_proposed(work: Work, event: SuccessionProposed) -> None:
    """Who may answer a network that wants to go on as theirs hears that it waits."""
    await plan_succession_mails(
        work, succession_id=event.succession_id, network_id=event.network_id, answerer_ids=event.answerer_ids
    )


async def when_succession_answered(work: Work, event: SuccessionAnswered) -> None:
    """Who coordinates the network that asked hears that there is an answer."""
    await plan_succession_answer_mails(
        work, succession_id=event.succession_id, network_id=event.network_id, asker_ids=event.asker_ids
    )


async def when_membership_requested(work: Work, event: MembershipRequested) -> None:
    """Somebody asks to take part: they get a receipt, and the coordinators hear of it."""
    await plan_request_mails(
        work,
        join_request_id=event.join_request_id,
        person_id=event.person_id,
        coordinator_ids=event.coordinator_ids,
        lapses_at=event.lapses_at,
    )


async def when_membership_request_answered(work: Work, event: MembershipRequestAnswered) -> None:
    """Who asked hears what came of it."""
    await plan_answer_mail(work, join_request_id=event.join_request_id, person_id=event.person_id)


async def when_invitation_made(work: Work, event: InvitationMade) -> None:
    """An address is invited, or once more."""
    await plan_invitation_mail(
        work, invitation_id=event.invitation_id, round_=event.version, expires_at=event.expires_at
    )


async def when_link_broken(work: Work, event: LinkBroken) -> None:
    """Two people may see who is behind a schuilnaam: its owner is told."""
    await plan_link_broken_mail(
        work, link_break_id=event.link_break_id, membership_id=event.membership_id, person_id=event.person_id
    )


async def when_account_offered(work: Work, event: AccountOffered) -> None:
    """Somebody without a mail address can have an account of their own, or once more."""
    await plan_account_mail(work, offer_id=event.account_offer_id, round_=event.version, expires_at=event.expires_at)


async def when_parental_permission_asked(work: Work, event: ParentalPermissionAsked) -> None:
    """A parent or guardian is asked, or once more."""
    await plan_permission_mail(
        work, permission_id=event.permission_id, round_=event.version, expires_at=event.expires_at
    )


async def when_parental_permission_given(work: Work, event: ParentalPermissionGiven) -> None:
    """A parent or guardian said yes: they can take it back, and the young person hears of it."""
    await plan_given_mails(
        work, permission_id=event.permission_id, membership_id=event.membership_id, person_id=event.person_id
    )


async def when_sixteen_asked(work: Work, event: SixteenAsked) -> None:
    """A young person is asked whether they are 16 by now."""
    await plan_sixteen_mail(
        work,
        permission_id=event.permission_id,
        membership_id=event.membership_id,
        person_id=event.person_id,
        at=event.at,
    )


async def when_parental_permission_outgrown(work: Work, event: ParentalPermissionOutgrown) -> None:
    """A young person decides for themselves: who gave permission hears that it is needed no more."""
    await plan_outgrown_mail(work, permission_id=event.permission_id)


async def when_coordinators_sought(work: Work, event: CoordinatorsSought) -> None:
    """Something waits where nobody coordinates: who looks after the platform hears of it."""
    await plan_sought_mails(
        work, notice_id=event.notice_id, networks=event.networks, administrator_ids=event.administrator_ids
    )


async def when_support_lost(work: Work, event: SupportLost) -> None:
    """A support person helps no more: who was helped hears of it, and so do the coordinators."""
    await plan_support_mails(
        work,
        notice_id=event.notice_id,
        membership_id=event.membership_id,
        person_id=event.person_id,
        coordinating=dict(zip(event.coordinator_ids, event.coordinating_ids, strict=True)),
    )


async def when_support_chosen(work: Work, event: SupportChosen) -> None:
    """Somebody chose a support person, who hears of it."""
    await plan_supporter_mail(
        work, notice_id=event.notice_id, membership_id=event.membership_id, person_id=event.person_id
    )


async def when_sign_in_requested(work: Work, event: SignInRequested) -> None:
    """Somebody waits for a code."""
    await plan_sign_in_mail(work, sign_in_id=event.sign_in_id, expires_at=event.expires_at)


async def when_email_change_requested(work: Work, event: EmailChangeRequested) -> None:
    """Somebody waits for a link, and the old address should know."""
    await plan_email_change_mails(work, email_change_id=event.email_change_id, expires_at=event.expires_at)


async def when_email_change_confirmed(work: Work, event: EmailChangeConfirmed) -> None:
    """The old address should know, and can still undo it."""
    await plan_email_changed_mail(work, email_change_id=event.email_change_id, expires_at=event.undo_until)


async def when_way_in_changed(work: Work, event: WayInChanged) -> None:
    """The owner of an account should know at once who can get in."""
    await plan_way_in_mail(
        work, way_in_id=event.way_in_id, person_id=event.person_id, kind=event.kind, is_added=event.is_added
    )


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    MembershipActivated: when_membership_activated,
    MembershipPaused: when_membership_paused,
    MembershipEnded: when_membership_ended,
    RoleHandedBack: when_role_handed_back,
    RemovalAppealed: when_removal_appealed,
    RemovalAppealAnswered: when_removal_appeal_answered,
    SuccessionProposed: when_succession_proposed,
    SuccessionAnswered: when_succession_answered,
    MembershipRequested: when_membership_requested,
    MembershipRequestAnswered: when_membership_request_answered,
    InvitationMade: when_invitation_made,
    LinkBroken: when_link_broken,
    AccountOffered: when_account_offered,
    ParentalPermissionAsked: when_parental_permission_asked,
    ParentalPermissionGiven: when_parental_permission_given,
    ParentalPermissionOutgrown: when_parental_permission_outgrown,
    SixteenAsked: when_sixteen_asked,
    SupportChosen: when_support_chosen,
    SupportLost: when_support_lost,
    CoordinatorsSought: when_coordinators_sought,
    SignInRequested: when_sign_in_requested,
    EmailChangeRequested: when_email_change_requested,
    EmailChangeConfirmed: when_email_change_confirmed,
    WayInChanged: when_way_in_changed,
}
