"""What notifications does when the clock says so."""

from datetime import time

from services.notifications.digests.domain import SENT_AT, WEEKLY_ON
from services.notifications.digests.operations.planning import plan_bursts, plan_day, plan_digests
from services.notifications.invitations.operations.calling import plan_for_newcomers, plan_invitations
from services.notifications.kinds import KINDS
from services.notifications.mail.domain.ledger import ORDINARY, URGENT
from services.notifications.mail.operations.courier import LINES
from services.notifications.mail.operations.delivery import deliver_mails
from services.notifications.mail.operations.planning import BELLS
from services.notifications.mail.operations.settling import empty_old_mailbox
from services.notifications.privacy.operations import forget_old_mails, go_on_with_erasures
from services.notifications.reminders.operations.sessions import plan_session_reminders
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.operations import forget_old_tokens
from shared.bus.clock import Daily, Every, Period, Schedule, Weekly
from shared.bus.work import Door
from shared.erasure import BELL


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
    """The direct mails, and the invitations."""
    await plan_bursts(door)
    await plan_invitations(door)
    await plan_for_newcomers(door)


async def when_a_session_comes_near(door: Door, period: Period) -> None:
    """The reminders of sessions."""
    await plan_session_reminders(door)


async def when_somebody_waits_for_mail(door: Door, period: Period) -> None:
    """Urgent mails go over a line of their own."""
    await deliver_mails(door, kinds=KINDS, priority=URGENT, lines=1)


async def when_mail_is_due(door: Door, period: Period) -> None:
    """All other mails."""
    await deliver_mails(door, kinds=KINDS, priority=ORDINARY, lines=LINES)


SCHEDULE = (
    Schedule("digest-weekly", Weekly(WEEKLY_ON, SENT_AT), when_monday_comes),
    Schedule("digest-daily", Daily(SENT_AT), when_a_day_begins),
    Schedule("forget-old-mail", Daily(time(3, 30)), when_night_falls),
    Schedule("notifications-erasures", Every(5, bell=BELL), when_an_erasure_goes_on),
    Schedule("digest-direct", Every(30), when_a_burst_may_be_over),
    Schedule("session-reminders", Every(300), when_a_session_comes_near),
    Schedule("mail-urgent", Every(2, bell=BELLS[URGENT]), when_somebody_waits_for_mail, ends_itself=True),
    Schedule("mail", Every(5, bell=BELLS[ORDINARY]), when_mail_is_due, ends_itself=True),
)
