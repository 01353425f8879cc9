"""What notifications does when it hears an event, and when the clock says so."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import time
from typing import Any

from services.notifications.digests.domain import SENT_AT, WEEKLY_ON, ItemKind
from services.notifications.digests.operations.news import (
    record_item,
    record_item_gone,
    record_session,
    record_session_over,
)
from services.notifications.digests.operations.planning import plan_bursts, plan_day, plan_digests
from services.notifications.kinds import KINDS
from services.notifications.mail.domain.ledger import ORDINARY, URGENT
from services.notifications.mail.operations.courier import LINES
from services.notifications.mail.operations.delivery import deliver_mails
from services.notifications.mail.operations.email_changes import plan_email_change_mails, plan_email_changed_mail
from services.notifications.mail.operations.joining import plan_answer_mail, plan_invitation_mail, plan_request_mails
from services.notifications.mail.operations.places import plan_pause_mail, plan_removal_mail
from services.notifications.mail.operations.planning import BELLS
from services.notifications.mail.operations.settling import empty_old_mailbox
from services.notifications.mail.operations.sign_in import plan_sign_in_mail
from services.notifications.privacy.operations import (
    begin_erasure,
    forget_old_mails,
    go_on_with_erasures,
    note_agenda_done,
    plan_export_mail,
    plan_last_mail,
    plan_warning,
)
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.operations import forget_old_tokens, record_member
from shared.bus.clock import Daily, Every, Period, Schedule, Weekly
from shared.bus.work import Door, Work
from shared.erasure import BELL
from shared.events.agenda import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemRemoved,
    PersonErasedFromAgenda,
    QuestionOpened,
    QuestionWithdrawn,
    SessionConfirmed,
    SessionHeld,
)
from shared.events.base import Event
from shared.events.network import (
    AccountLeftUnused,
    DataExportRequested,
    EmailChangeConfirmed,
    EmailChangeRequested,
    InvitationMade,
    MembershipActivated,
    MembershipEnded,
    MembershipPaused,
    MembershipRequestAnswered,
    MembershipRequested,
    PersonErased,
    PersonErasureRequested,
    SignInRequested,
)


async def when_membership_activated(work: Work, event: MembershipActivated) -> None:
    """Somebody takes part: they hear what is new from now on."""
    await record_member(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        is_active=True,
        since_at=event.activated_at,
        returned_at=event.returned_at,
        version=event.version,
    )


async def when_membership_paused(work: Work, event: MembershipPaused) -> None:
    """Somebody is away for a while: no mail about this network leaves, and what happens meanwhile is not sent afterwards."""
    await record_member(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        is_active=False,
        since_at=event.paused_at,
        version=event.version,
    )
    await plan_pause_mail(work, membership_id=event.membership_id, person_id=event.person_id, until_at=event.until_at)


async def when_membership_ended(work: Work, event: MembershipEnded) -> None:
    """Somebody left: no mail about this network leaves any more."""
    await record_member(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        is_active=False,
        since_at=event.ended_at,
        version=event.version,
    )
    if event.status == "REMOVED":
        await plan_removal_mail(work, membership_id=event.membership_id, person_id=event.person_id, at=event.ended_at)


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


async def when_agenda_item_added(work: Work, event: MeetingAgendaItemAdded) -> None:
    """A point is news."""
    await record_item(
        work,
        item_id=event.agenda_point_id,
        kind=ItemKind.POINT,
        network_id=event.network_id,
        appeared_at=event.at,
        version=event.version,
    )


async def when_agenda_item_removed(work: Work, event: MeetingAgendaItemRemoved) -> None:
    """A point is no news any more."""
    await record_item_gone(
        work,
        item_id=event.agenda_point_id,
        kind=ItemKind.POINT,
        network_id=event.network_id,
        at=event.at,
        version=event.version,
    )


async def when_question_opened(work: Work, event: QuestionOpened) -> None:
    """A question on the research agenda is news."""
    await record_item(
        work,
        item_id=event.question_id,
        kind=ItemKind.QUESTION,
        network_id=event.network_id,
        appeared_at=event.at,
        version=event.version,
    )


async def when_question_withdrawn(work: Work, event: QuestionWithdrawn) -> None:
    """A question is no news any more."""
    await record_item_gone(
        work,
        item_id=event.question_id,
        kind=ItemKind.QUESTION,
        network_id=event.network_id,
        at=event.at,
        version=event.version,
    )


async def when_session_confirmed(work: Work, event: SessionConfirmed) -> None:
    """A session takes place: some hear of what is new a week before it."""
    await record_session(
        work, session_id=event.session_id, network_id=event.network_id, starts_at=event.starts_at, version=event.version
    )


async def when_session_held(work: Work, event: SessionHeld) -> None:
    """A session is over."""
    await record_session_over(work, session_id=event.session_id, version=event.version)


async def when_sign_in_requested(work: Work, event: SignInRequested) -> None:
    """Somebody waits for a code."""
    await plan_sign_in_mail(work, sign_in_id=event.sign_in_id, expires_at=event.expires_at)


async def when_email_change_requested(work: Work, event: EmailChangeRequested) -> None:
    """Somebody waits for a link, and the old address should know."""
    await plan_email_change_mails(work, email_change_id=event.email_change_id, expires_at=event.expires_at)


async def when_email_change_confirmed(work: Work, event: EmailChangeConfirmed) -> None:
    """The old address should know, and can still undo it."""
    await plan_email_changed_mail(work, email_change_id=event.email_change_id, expires_at=event.undo_until)


async def when_person_erasure_requested(work: Work, event: PersonErasureRequested) -> None:
    """Somebody is to be gone for good."""
    await begin_erasure(work, erasure_id=event.erasure_id, person_id=event.person_id, version=event.version)


async def when_person_erased_from_agenda(work: Work, event: PersonErasedFromAgenda) -> None:
    """Agenda holds nothing of somebody any more."""
    await note_agenda_done(work, erasure_id=event.erasure_id)


async def when_person_erased(work: Work, event: PersonErased) -> None:
    """When nobody is missing, the last mail can go."""
    await plan_last_mail(work, erasure_id=event.erasure_id, missing=event.missing)


async def when_data_export_requested(work: Work, event: DataExportRequested) -> None:
    """Somebody wants to take their data along."""
    await plan_export_mail(work, data_export_id=event.data_export_id, expires_at=event.expires_at)


async def when_account_left_unused(work: Work, event: AccountLeftUnused) -> None:
    """Somebody is warned that their account goes."""
    await plan_warning(work, person_id=event.person_id, notice=event.version, at=event.at)


async def when_an_erasure_goes_on(door: Door, period: Period) -> None:
    """Say of whom nothing is left."""
    await go_on_with_erasures(door)


async def when_monday_comes(door: Door, period: Period) -> None:
    """The weekly digests (BR-060)."""
    await plan_digests(door, cadence=Cadence.WEEKLY, period=period.key, due_at=period.due_at)


async def when_a_day_begins(door: Door, period: Period) -> None:
    """The daily digests, and those a week before a session."""
    await plan_day(door, period=period.key, due_at=period.due_at)


async def when_night_falls(door: Door, period: Period) -> None:
    """What is kept no longer."""
    await door.change(forget_old_tokens)
    await door.change(empty_old_mailbox)
    await door.change(forget_old_mails)


async def when_a_burst_may_be_over(door: Door, period: Period) -> None:
    """The direct mails."""
    await plan_bursts(door)


async def when_somebody_waits_for_mail(door: Door, period: Period) -> None:
    """Urgent mails go over a line of their own."""
    await deliver_mails(door, kinds=KINDS, priority=URGENT, lines=1)


async def when_mail_is_due(door: Door, period: Period) -> None:
    """All other mails."""
    await deliver_mails(door, kinds=KINDS, priority=ORDINARY, lines=LINES)


HANDLERS: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    MembershipActivated: when_membership_activated,
    MembershipPaused: when_membership_paused,
    MembershipEnded: when_membership_ended,
    MembershipRequested: when_membership_requested,
    MembershipRequestAnswered: when_membership_request_answered,
    InvitationMade: when_invitation_made,
    MeetingAgendaItemAdded: when_agenda_item_added,
    MeetingAgendaItemRemoved: when_agenda_item_removed,
    QuestionOpened: when_question_opened,
    QuestionWithdrawn: when_question_withdrawn,
    SessionConfirmed: when_session_confirmed,
    SessionHeld: when_session_held,
    SignInRequested: when_sign_in_requested,
    PersonErasureRequested: when_person_erasure_requested,
    PersonErasedFromAgenda: when_person_erased_from_agenda,
    PersonErased: when_person_erased,
    DataExportRequested: when_data_export_requested,
    AccountLeftUnused: when_account_left_unused,
    EmailChangeRequested: when_email_change_requested,
    EmailChangeConfirmed: when_email_change_confirmed,
}

SCHEDULE = (
    Schedule("digest-weekly", Weekly(WEEKLY_ON, SENT_AT), when_monday_comes),
    Schedule("digest-daily", Daily(SENT_AT), when_a_day_begins),
    Schedule("forget-old-mail", Daily(time(3, 30)), when_night_falls),
    Schedule("notifications-erasures", Every(5, bell=BELL), when_an_erasure_goes_on),
    Schedule("digest-direct", Every(30), when_a_burst_may_be_over),
    Schedule("mail-urgent", Every(2, bell=BELLS[URGENT]), when_somebody_waits_for_mail, ends_itself=True),
    Schedule("mail", Every(5, bell=BELLS[ORDINARY]), when_mail_is_due, ends_itself=True),
)
