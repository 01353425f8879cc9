"""Settling what is in doubt: somebody looked at the mail server's log and knows what became of a mail."""

from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import MailState, NotUnknown
from services.notifications.mail.models import Mail, mailbox_emptied
from services.notifications.mail.operations.planning import BELLS
from services.notifications.mail.queries import mail_to_change
from shared.bus.work import Work
from shared.errors import NotFound

RESEND_WITHIN = timedelta(hours=48)
MAILBOX_KEEPS = timedelta(days=30)


async def settle_unknown(work: Work, *, mail_id: UUID, resend: bool, reason: str) -> Mail:
    """Say what became of an UNKNOWN mail: it arrived, or it is sent once more with the same Message-ID.

    Raises NotFound, or NotUnknown for a mail that is not in doubt.
    """
    mail = await mail_to_change(work.session, mail_id)
    if mail is None:
        raise NotFound
    if mail.state != MailState.UNKNOWN:
        raise NotUnknown
    mail.reason = f"settled: {reason}"[:80]
    mail.changed_at = work.now
    if resend:
        mail.state = MailState.PLANNED.value
        mail.next_at = work.now
        mail.expires_at = max(mail.expires_at, work.now + RESEND_WITHIN)
        mail.attempts = 0
        work.wake(BELLS[mail.priority])
    else:
        mail.state = MailState.SENT.value
    return mail


async def empty_old_mailbox(work: Work) -> None:
    """Throw away what lies in the local mailbox for more than 30 days."""
    await work.session.execute(mailbox_emptied(work.now - MAILBOX_KEEPS))
