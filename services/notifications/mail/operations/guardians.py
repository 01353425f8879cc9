"""The mails about taking part under 16: permission asked, given, arranged and outgrown (PR-2), and support persons chosen or gone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import mint_permission, mint_withdrawal, permission_farewell, place_letter
from shared.bus.work import Door, Work
from shared.errors import NotFound

QUESTION, GIVEN, ARRANGED = "parental-permission", "permission-given", "permission-arranged"
SIXTEEN, OUTGROWN = "sixteen", "permission-outgrown"
SUPPORT_LOST, SUPPORT_MISSING, SUPPORT_CHOSEN = "support-lost", "support-missing", "support-chosen"
TOLD_FOR = timedelta(days=7)
"""How long a mail about a permission that was given is still tried."""


async def plan_permission_mail(work: Work, *, permission_id: UUID, round_: int, expires_at: datetime) -> None:
    """Plan the question of one round; hearing of it twice plans it once."""
    intent = Intent(
        key=f"{QUESTION}:{permission_id}:{round_}",
        kind=QUESTION,
        subject_id=permission_id,
        period=str(round_),
        priority=URGENT,
        not_before=work.now,
        expires_at=expires_at,
    )
    await plan_mails(work, intents=[intent])


async def plan_given_mails(work: Work, *, permission_id: UUID, membership_id: UUID, person_id: UUID) -> None:
    """Plan the mail with which permission can be taken back, and the one that tells the young person that it is arranged."""
    given = Intent(
        key=f"{GIVEN}:{permission_id}",
        kind=GIVEN,
        subject_id=permission_id,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    arranged = Intent(
        key=f"{ARRANGED}:{permission_id}",
        kind=ARRANGED,
        person_id=person_id,
        subject_id=membership_id,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[given, arranged])


async def plan_sixteen_mail(
    work: Work, *, permission_id: UUID, membership_id: UUID, person_id: UUID, at: datetime
) -> None:
    """Plan the mail that asks a young person whether they are 16 by now; one for each time that is asked."""
    intent = Intent(
        key=f"{SIXTEEN}:{permission_id}:{at:%Y-%m-%d}",
        kind=SIXTEEN,
        person_id=person_id,
        subject_id=membership_id,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


async def plan_outgrown_mail(work: Work, *, permission_id: UUID) -> None:
    """Plan the last mail to a parent or guardian: that their permission is needed no more."""
    intent = Intent(
        key=f"{OUTGROWN}:{permission_id}",
        kind=OUTGROWN,
        subject_id=permission_id,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


async def plan_support_mails(
    work: Work, *, notice_id: UUID, membership_id: UUID, person_id: UUID, coordinating: Mapping[UUID, UUID]
) -> None:
    """Plan the mails that a support person is gone: to who is helped no more, and to who coordinates.

    coordinating: with which membership each of these people coordinates. Theirs does not say who it is about.
    """
    told = [(SUPPORT_LOST, person_id, membership_id)]
    told += [(SUPPORT_MISSING, reader_id, place_id) for reader_id, place_id in coordinating.items()]
    intents = [
        Intent(
            key=f"{kind}:{notice_id}:{reader_id}",
            kind=kind,
            person_id=reader_id,
            subject_id=place_id,
            not_before=work.now,
            expires_at=work.now + TOLD_FOR,
        )
        for kind, reader_id, place_id in told
    ]
    await plan_mails(work, intents=intents)


async def plan_supporter_mail(work: Work, *, notice_id: UUID, membership_id: UUID, person_id: UUID) -> None:
    """Plan the mail to a support person that somebody chose them; it does not say who."""
    intent = Intent(
        key=f"{SUPPORT_CHOSEN}:{notice_id}",
        kind=SUPPORT_CHOSEN,
        person_id=person_id,
        subject_id=membership_id,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


class QuestionMails(SingleMails):
    """Writes the question to a parent or guardian, with a link that is made while it is written; no name, no topic, no network."""

    def __init__(self) -> None:
        super().__init__(QUESTION)

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Let network make the link now; of a round that was overtaken there is none."""
        if mail.subject_id is None or mail.period is None:
            raise NotFound
        secret = await mint_permission(door.asking, mail.subject_id, int(mail.period))
        link = f"{door.settings.address}/toestemming/{secret.token}"
        content = {"reference": secret.reference, "link": link, "expires_at": secret.expires_at}
        return Words(secret.address, secret.language, content)


async def _given(door: Door, permission_id: UUID, /) -> Words:
    secret = await mint_withdrawal(door.asking, permission_id)
    link = f"{door.settings.address}/toestemming/{secret.token}"
    return Words(secret.address, secret.language, {"reference": secret.reference, "link": link})


async def _outgrown(door: Door, permission_id: UUID, /) -> Words:
    told = await permission_farewell(door.asking, permission_id)
    return Words(told.address, told.language, {"reference": told.reference})


async def _of_place(status: str, page: str, door: Door, membership_id: UUID, /) -> Words:
    letter = await place_letter(door.asking, membership_id, status)
    link = f"{door.settings.address}/netwerken/{letter.network_slug}{page}"
    return Words(letter.address, letter.language, {"link": link, "network": letter.network_name})


GUARDIAN_MAILS = {
    QUESTION: QuestionMails(),
    GIVEN: SingleMails(GIVEN, _given),
    ARRANGED: SingleMails(ARRANGED, partial(_of_place, "ACTIVE", "")),
    SIXTEEN: SingleMails(SIXTEEN, partial(_of_place, "HERE", "/meedoen")),
    OUTGROWN: SingleMails(OUTGROWN, _outgrown),
    SUPPORT_LOST: SingleMails(SUPPORT_LOST, partial(_of_place, "HERE", "/meedoen")),
    SUPPORT_CHOSEN: SingleMails(SUPPORT_CHOSEN, partial(_of_place, "ACTIVE", "/meedoen")),
    SUPPORT_MISSING: SingleMails(SUPPORT_MISSING, partial(_of_place, "ACTIVE", "/mensen")),
}
"""What writes these mails, by kind."""
