"""The mails about a change of address: each with a link that is made while it is written, and stands nowhere else."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import prepare_body
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import write_mail
from services.notifications.owners.letters import mint_email_change
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable

CONFIRM, NOTICE, CHANGED = "email-change", "email-change-notice", "email-changed"
MINTED_BY = {CONFIRM: "mint", NOTICE: "mint-stop", CHANGED: "mint-undo"}
LEADS_TO = {CONFIRM: "ik/mailadres", NOTICE: "mailadres-stoppen", CHANGED: "mailadres-stoppen"}


async def plan_email_change_mails(work: Work, *, email_change_id: UUID, expires_at: datetime) -> None:
    """Plan the link for the new address and the notice for the old one; hearing of it twice plans them once."""
    await plan_mails(work, intents=[_intent(work, kind, email_change_id, expires_at) for kind in (CONFIRM, NOTICE)])


async def plan_email_changed_mail(work: Work, *, email_change_id: UUID, expires_at: datetime) -> None:
    """Plan the mail that tells the old address that it happened."""
    await plan_mails(work, intents=[_intent(work, CHANGED, email_change_id, expires_at)])


def _intent(work: Work, kind: str, email_change_id: UUID, expires_at: datetime) -> Intent:
    return Intent(
        key=f"{kind}:{email_change_id}",
        kind=kind,
        subject_id=email_change_id,
        priority=URGENT,
        not_before=work.now,
        expires_at=expires_at,
    )


class EmailChangeMails:
    """Writes one kind of mail about a change of address. kind: CONFIRM, NOTICE or CHANGED."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Let network make the links now, and write them down for their readers only."""
        composed = Composed()
        answers = await asyncio.gather(*(self._one(door, mail) for mail in claimed), return_exceptions=True)
        for mail, answer in zip(claimed, answers, strict=True):
            if isinstance(answer, Letter):
                composed.letters.append(answer)
            elif isinstance(answer, NotFound):
                composed.dropped.append(Dropped(mail, MailState.EXPIRED, "over"))
            elif isinstance(answer, Conflict):
                composed.dropped.append(Dropped(mail, MailState.CANCELLED, "used"))
            elif isinstance(answer, Unavailable):
                composed.delayed.append(mail)
            else:
                raise answer
        return composed

    async def _one(self, door: Door, mail: Claimed) -> Letter:
        if mail.subject_id is None:
            raise NotFound
        secret = await mint_email_change(door.asking, mail.subject_id, MINTED_BY[self.kind])
        link = f"{door.settings.address}/{LEADS_TO[self.kind]}/{secret.token}" if secret.token else None
        written = write_mail(self.kind, secret.language, {"link": link, "expires_at": secret.expires_at})
        body = prepare_body(subject=written.subject, text=written.text, html=written.html, language=secret.language)
        return Letter(mail, secret.address, body)

    async def keep(self, work: Work, composed: Composed) -> None:
        """Nothing: network keeps the hash of the link."""

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Somebody waits for these, or should know."""
        return {letter.claimed.id for letter in letters}

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Nobody else needs to know."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """Whoever mistyped an address asks again."""
