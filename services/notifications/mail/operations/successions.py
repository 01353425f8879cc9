"""The mails about going on as another network: to the coordinators who are asked, once more while it waits, and to who asked."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import succession_letter
from shared.bus.work import Door, Work
from shared.errors import NotFound

ASKED, ANSWERED = "succession-asked", "succession-answered"
REMINDED_AFTER = timedelta(days=7)
TOLD_FOR = timedelta(days=7)


async def plan_succession_mails(
    work: Work, *, succession_id: UUID, network_id: UUID, answerer_ids: Collection[UUID]
) -> None:
    """Plan the news for each coordinator who may answer, now and after a week; hearing of it twice plans them once.

    Who may not answer any more, and who comes to a wish that was answered or taken back, gets no second mail: network says so then.
    """
    intents = [
        Intent(
            key=f"{ASKED}:{succession_id}:{answerer_id}:{after.days}",
            kind=ASKED,
            person_id=answerer_id,
            subject_id=network_id,
            not_before=work.now + after,
            expires_at=work.now + after + TOLD_FOR,
        )
        for answerer_id in answerer_ids
        for after in (timedelta(), REMINDED_AFTER)
    ]
    await plan_mails(work, intents=intents)


async def plan_succession_answer_mails(
    work: Work, *, succession_id: UUID, network_id: UUID, asker_ids: Collection[UUID]
) -> None:
    """Plan the mails that tell the coordinators of the network that asked what came of it."""
    intents = [
        Intent(
            key=f"{ANSWERED}:{succession_id}:{asker_id}",
            kind=ANSWERED,
            person_id=asker_id,
            subject_id=network_id,
            not_before=work.now,
            expires_at=work.now + TOLD_FOR,
        )
        for asker_id in asker_ids
    ]
    await plan_mails(work, intents=intents)


class SuccessionMails(SingleMails):
    """Writes one kind of mail about a wish to go on as another network. kind: ASKED or ANSWERED.

    What anybody wrote stays behind the sign-in.
    """

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Ask network whether this should still be told, and to whom."""
        if mail.subject_id is None or mail.person_id is None:
            raise NotFound
        about = "PROPOSED" if mail.kind == ASKED else "ANSWERED"
        letter = await succession_letter(door.asking, mail.subject_id, about, mail.person_id)
        networks = f"{door.settings.address}/netwerken"
        pages = {
            "PROPOSED": f"{networks}/{letter.successor_slug}/instellingen/opvolging/{letter.succession_id}",
            "DECLINED": f"{networks}/{letter.network_slug}/instellingen",
            "SUCCEEDED": f"{networks}/{letter.network_slug}",
        }
        content = {
            "network": letter.network_name,
            "successor": letter.successor_name,
            "status": letter.status,
            "page": pages[letter.status],
        }
        return Words(letter.address, letter.language, content)
