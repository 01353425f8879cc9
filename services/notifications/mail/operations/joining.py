"""The mails about joining: a receipt, news for coordinators and an answer, the invitation, and an account of one's own."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import join_letter, mint_account_offer, mint_invitation
from shared.bus.work import Door, Work
from shared.errors import NotFound

RECEIPT, NEWS, ANSWER, INVITATION = "join-receipt", "join-news", "join-answer", "invitation"
OWN_ACCOUNT = "own-account"
ABOUT = {RECEIPT: "RECEIPT", NEWS: "NEWS", ANSWER: "ANSWER"}
ANSWER_TOLD_FOR = timedelta(days=7)
"""How long an answer that could not be mailed is still tried."""


async def plan_request_mails(
    work: Work, *, join_request_id: UUID, person_id: UUID, coordinator_ids: Collection[UUID], lapses_at: datetime
) -> None:
    """Plan the receipt for who asked, and one mail for each coordinator; hearing of it twice plans them once."""
    receipt = Intent(
        key=f"{RECEIPT}:{join_request_id}",
        kind=RECEIPT,
        person_id=person_id,
        subject_id=join_request_id,
        priority=URGENT,
        not_before=work.now,
        expires_at=lapses_at,
    )
    news = [
        Intent(
            key=f"{NEWS}:{join_request_id}:{coordinator_id}",
            kind=NEWS,
            person_id=coordinator_id,
            subject_id=join_request_id,
            priority=URGENT,
            not_before=work.now,
            expires_at=lapses_at,
        )
        for coordinator_id in coordinator_ids
    ]
    await plan_mails(work, intents=[receipt, *news])


async def plan_answer_mail(work: Work, *, join_request_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells what came of a request."""
    intent = Intent(
        key=f"{ANSWER}:{join_request_id}",
        kind=ANSWER,
        person_id=person_id,
        subject_id=join_request_id,
        priority=URGENT,
        not_before=work.now,
        expires_at=work.now + ANSWER_TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


async def plan_invitation_mail(work: Work, *, invitation_id: UUID, round_: int, expires_at: datetime) -> None:
    """Plan the mail of one round of an invitation; hearing of it twice plans it once."""
    intent = Intent(
        key=f"{INVITATION}:{invitation_id}:{round_}",
        kind=INVITATION,
        subject_id=invitation_id,
        period=str(round_),
        not_before=work.now,
        expires_at=expires_at,
    )
    await plan_mails(work, intents=[intent])


async def plan_account_mail(work: Work, *, offer_id: UUID, round_: int, expires_at: datetime) -> None:
    """Plan the mail of one round with which somebody gets an account of their own; hearing of it twice plans it once."""
    intent = Intent(
        key=f"{OWN_ACCOUNT}:{offer_id}:{round_}",
        kind=OWN_ACCOUNT,
        subject_id=offer_id,
        period=str(round_),
        not_before=work.now,
        expires_at=expires_at,
    )
    await plan_mails(work, intents=[intent])


class JoinMails(SingleMails):
    """Writes one kind of mail about a request. kind: RECEIPT, NEWS or ANSWER."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self._about = ABOUT[kind]

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Ask network what may be said about the request, now."""
        if mail.subject_id is None:
            raise NotFound
        reader = mail.person_id if self._about == "NEWS" else None
        letter = await join_letter(door.asking, mail.subject_id, self._about, reader)
        network = f"{door.settings.address}/netwerken/{letter.network_slug}"
        content = {
            "network": letter.network_name,
            "status": letter.status,
            "message": letter.message,
            "lapses_at": letter.lapses_at,
            "page": network if self._about == "ANSWER" else f"{network}/meedoen",
            "requests": f"{network}/aanmeldingen",
        }
        return Words(letter.address, letter.language, content)


class InvitationMails(SingleMails):
    """Writes invitations, each with a link that is made while it is written, and stands nowhere else."""

    def __init__(self) -> None:
        super().__init__(INVITATION)

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Let network make the link now; of a round that was overtaken there is none."""
        if mail.subject_id is None or mail.period is None:
            raise NotFound
        secret = await mint_invitation(door.asking, mail.subject_id, int(mail.period))
        content = {
            "network": secret.network_name,
            "kind": secret.network_kind,
            "invited_by": secret.invited_by,
            "role": secret.role,
            "link": f"{door.settings.address}/uitnodiging/{secret.token}",
            "expires_at": secret.expires_at,
        }
        return Words(secret.address, secret.language, content)


class AccountMails(SingleMails):
    """Writes to somebody who can have an account of their own, with a link that is made while it is written."""

    def __init__(self) -> None:
        super().__init__(OWN_ACCOUNT)

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Let network make the link now; of a round that was overtaken there is none."""
        if mail.subject_id is None or mail.period is None:
            raise NotFound
        secret = await mint_account_offer(door.asking, mail.subject_id, int(mail.period))
        link = f"{door.settings.address}/eigen-account/{secret.token}"
        content = {"network": secret.network_name, "link": link, "expires_at": secret.expires_at}
        return Words(secret.address, secret.language, content)
