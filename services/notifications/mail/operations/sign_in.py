"""The mail with which somebody signs in: its secret is made while it is written, and stands nowhere else."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed, Dropped, MailState
from services.notifications.mail.domain.letters import prepare_body
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.register import Composed, Letter
from services.notifications.mail.operations.writing import write_mail
from services.notifications.owners.letters import mint_sign_in
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable

SIGN_IN = "sign-in"


async def plan_sign_in_mail(work: Work, *, sign_in_id: UUID, expires_at: datetime) -> None:
    """Plan the mail of one request to sign in; hearing of it twice plans it once."""
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{SIGN_IN}:{sign_in_id}",
                kind=SIGN_IN,
                subject_id=sign_in_id,
                priority=URGENT,
                not_before=work.now,
                expires_at=expires_at,
            )
        ],
    )


class SignInMails:
    """Writes mails with a fresh code and link."""

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Let network make the secrets now, and write them down for their readers only."""
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
        secret = await mint_sign_in(door.asking, mail.subject_id)
        written = write_mail(
            SIGN_IN,
            secret.language,
            {
                "code": secret.code,
                "link": f"{door.settings.address}/inloggen/link/{secret.token}",
                "expires_at": secret.expires_at,
            },
        )
        body = prepare_body(subject=written.subject, text=written.text, html=written.html, language=secret.language)
        return Letter(mail, secret.address, body)

    async def keep(self, work: Work, composed: Composed) -> None:
        """Nothing: network keeps the hash of the secret."""

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Somebody waits for these."""
        return {letter.claimed.id for letter in letters}

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """Nobody else needs to know."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """Whoever mistyped an address asks again."""
