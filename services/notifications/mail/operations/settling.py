"""Settling what is in doubt: somebody looked at the mail server's log and knows what became of a mail."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.addresses import sender_from
from services.notifications.mail.domain.ledger import MailState, NotUnknown, message_id
from services.notifications.mail.models import Mail, mailbox_emptied
from services.notifications.mail.operations.planning import BELLS
from services.notifications.mail.queries import mail_to_change, sent_since
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

    message_ids: as the report tells them; only who got a mail, or carried it, knows its own. status: the enhanced code.
    A report that comes twice changes nothing; what stood in such a mail is news again, and it counts against the address
    of its reader (BR-066).
    """
    domain = sender_from(door.settings.mail_from).domain
    wanted = set(message_ids)
    ours: list[UUID] = []
    after: UUID | None = None
    while len(ours) < len(wanted):
        async with door.reading() as session:
            sent = await sent_since(session, door.now() - REPORTED_WITHIN, after=after)
        if not sent:
            break
        after = sent[-1][0]
        ours += [mail_id for mail_id, intent_key in sent if message_id(intent_key, domain) in wanted]

    async def note(work: Work) -> int:
        noted = 0
        for mail_id in ours:
            mail = await mail_to_change(work.session, mail_id)
            if mail is None or mail.state not in {MailState.SENT, MailState.UNKNOWN}:
                continue
            mail.state, mail.reason, mail.changed_at = MailState.BOUNCED.value, f"report {status}"[:80], work.now
            noted += 1
            if mail.person_id is not None:
                await count_bounce(work, person_id=mail.person_id)
        return noted

    return await door.change(note)


async def empty_old_mailbox(work: Work) -> None:
    """Throw away what lies in the local mailbox for more than 30 days."""
    await work.session.execute(mailbox_emptied(work.now - MAILBOX_KEEPS))
