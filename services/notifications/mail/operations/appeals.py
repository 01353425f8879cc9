"""The mails about an objection to being removed: to the coordinators who may answer it, once more while it waits, and to who made it."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import removal_letter
from shared.bus.work import Door, Work
from shared.errors import NotFound

WAITS, ANSWERED = "appeal-waits", "appeal-answered"
REMINDED_AFTER = timedelta(days=7)
TOLD_FOR = timedelta(days=7)


async def plan_appeal_mails(work: Work, *, removal_id: UUID, answerer_ids: Collection[UUID]) -> None:
    """Plan the news for each coordinator who may answer, now and after a week; hearing of it twice plans them once.

    Who may not answer any more, and who comes to an objection that was answered, gets no second mail: network says so then.
    """
    intents = [
        Intent(
            key=f"{WAITS}:{removal_id}:{answerer_id}:{after.days}",
            kind=WAITS,
            person_id=answerer_id,
            subject_id=removal_id,
            not_before=work.now + after,
            expires_at=work.now + after + TOLD_FOR,
        )
        for answerer_id in answerer_ids
        for after in (timedelta(), REMINDED_AFTER)
    ]
    await plan_mails(work, intents=intents)


async def plan_appeal_answer_mail(work: Work, *, removal_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells who objected that there is an answer, and where they read it."""
    intent = Intent(
        key=f"{ANSWERED}:{removal_id}",
        kind=ANSWERED,
        person_id=person_id,
        subject_id=removal_id,
        priority=URGENT,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


class AppealMails(SingleMails):
    """Writes one kind of mail about an objection. kind: WAITS or ANSWERED. What anybody wrote stays behind the sign-in."""

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Ask network whether this should still be told, and to whom."""
        if mail.subject_id is None or mail.person_id is None:
            raise NotFound
        waits = mail.kind == WAITS
        letter = await removal_letter(
            door.asking, mail.subject_id, "APPEAL" if waits else "ANSWER", mail.person_id if waits else None
        )
        network = f"{door.settings.address}/netwerken/{letter.network_slug}"
        page = f"{network}/mensen/{letter.membership_id}/bezwaar" if waits else f"{network}/meedoen"
        return Words(letter.address, letter.language, {"network": letter.network_name, "page": page})
