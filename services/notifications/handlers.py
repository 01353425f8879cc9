"""What notifications does when it hears an event, and when the clock says so."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import time
from typing import Any

from services.notifications.digests.domain import SENT_AT, WEEKLY_ON, ItemKind
from services.notifications.digests.operations.composing import DigestMails
from services.notifications.digests.operations.news import (
    record_item,
    record_item_gone,
    record_session,
    record_session_over,
)
from services.notifications.digests.operations.planning import plan_bursts, plan_day, plan_digests
from services.notifications.mail.domain.ledger import ORDINARY, URGENT
from services.notifications.mail.operations.courier import LINES
from services.notifications.mail.operations.delivery import deliver_mails
from services.notifications.mail.operations.planning import BELLS
from services.notifications.mail.operations.register import Kind
from services.notifications.mail.operations.settling import empty_old_mailbox
from services.notifications.mail.operations.sign_in import SIGN_IN, SignInMails, plan_sign_in_mail
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.operations import forget_old_tokens, record_member
from shared.bus.clock import Daily, Every, Period, Schedule, Weekly
from shared.bus.work import Door, Work
from shared.events.agenda import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemRemoved,
    QuestionOpened,
    QuestionWithdrawn,
    SessionConfirmed,
    SessionHeld,
)
from shared.events.base import Event
from shared.events.network import MembershipActivated, MembershipEnded, SignInRequested

KINDS: Mapping[str, Kind] = {"digest": DigestMails(), SIGN_IN: SignInMails()}


async def when_membership_activated(work: Work, event: MembershipActivated) -> None:
    """Somebody takes part: they hear what is new from now on."""
    await record_member(
        work,
        membership_id=event.membership_id,
        network_id=event.network_id,
        person_id=event.person_id,
        is_active=True,
        since_at=event.activated_at,
        version=event.version,
    )


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
        work,
        session_id=event.session_id,
        network_id=event.network_id,
        starts_at=event.starts_at,
        version=event.version,
    )


async def when_session_held(work: Work, event: SessionHeld) -> None:
    """A session is over."""
    await record_session_over(work, session_id=event.session_id, version=event.version)


async def when_sign_in_requested(work: Work, event: SignInRequested) -> None:
    """Somebody waits for a code."""
    await plan_sign_in_mail(work, sign_in_id=event.sign_in_id, expires_at=event.expires_at)


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
    MembershipEnded: when_membership_ended,
    MeetingAgendaItemAdded: when_agenda_item_added,
    MeetingAgendaItemRemoved: when_agenda_item_removed,
    QuestionOpened: when_question_opened,
    QuestionWithdrawn: when_question_withdrawn,
    SessionConfirmed: when_session_confirmed,
    SessionHeld: when_session_held,
    SignInRequested: when_sign_in_requested,
}

SCHEDULE = (
    Schedule("digest-weekly", Weekly(WEEKLY_ON, SENT_AT), when_monday_comes),
    Schedule("digest-daily", Daily(SENT_AT), when_a_day_begins),
    Schedule("forget-old-mail", Daily(time(3, 30)), when_night_falls),
    Schedule("digest-direct", Every(30), when_a_burst_may_be_over),
    Schedule("mail-urgent", Every(2, bell=BELLS[URGENT]), when_somebody_waits_for_mail, ends_itself=True),
    Schedule("mail", Every(5, bell=BELLS[ORDINARY]), when_mail_is_due, ends_itself=True),
)
