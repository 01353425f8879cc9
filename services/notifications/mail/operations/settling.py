"""Settling what is in doubt: somebody looked at the mail server's log and knows what became of a mail."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import NAMING, MailState, NotUnknown, mail_named
from services.notifications.mail.models import Mail, mailbox_emptied
from services.notifications.mail.operations.planning import BELLS
from services.notifications.mail.queries import mail_to_change
from services.notifications.subscriptions.operations import count_bounce
from shared.bus.work import Door, Work
from shared.errors import NotFound

RESEND_WITHIN = timedelta(hours=48)
MAILBOX_KEEPS = timedelta(days=30)
REPORTED_WITHIN = timedelta(days=14)
"""How long after it left somebody may still say that a mail did not arrive."""


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


async def note_bounces(door: Door, *, message_ids: Collection[str], status: str) -> int:
    """Note that mails which the mail server had taken did not arrive after all (RFC 3464); gives how many.

    message_ids: as the report tells them; one counts only if this house wrote it, so that only who got a mail, or carried
    it, can say so. status: the enhanced code. A report that comes twice changes nothing; what stood in such a mail is news
    again, and it counts once against the address of its reader (BR-066).
    """
    naming = door.asking.office.secret(NAMING)
    ours = {mail_id for name in message_ids if (mail_id := mail_named(naming, name)) is not None}
    if not ours:
        return 0

    async def note(work: Work) -> int:
        noted = 0
        person_ids: set[UUID] = set()
        for mail_id in sorted(ours):
            mail = await mail_to_change(work.session, mail_id)
            if mail is None or mail.state not in {MailState.SENT, MailState.UNKNOWN}:
                continue
            if mail.changed_at < work.now - REPORTED_WITHIN:
                continue
            mail.state, mail.reason, mail.changed_at = MailState.BOUNCED.value, f"report {status}"[:80], work.now
            noted += 1
            if mail.person_id is not None:
                person_ids.add(mail.person_id)
        for person_id in sorted(person_ids):
            await count_bounce(work, person_id=person_id)
        return noted

    return await door.change(note)


async def empty_old_mailbox(work: Work) -> None:
    """Throw away what lies in the local mailbox for more than 30 days."""
    await work.session.execute(mailbox_emptied(work.now - MAILBOX_KEEPS))
