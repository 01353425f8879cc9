"""The mail to who coordinates a network that somebody handed back a role there."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import role_letter
from shared.bus.work import Door, Work
from shared.errors import NotFound

HANDED_BACK = "role-handed-back"
TOLD_FOR = timedelta(days=7)


async def plan_handed_back_mails(
    work: Work, *, notice_id: UUID, membership_id: UUID, role: str, coordinator_ids: Collection[UUID]
) -> None:
    """Plan the mail for each of these coordinators; hearing of it twice plans it once."""
    intents = [
        Intent(
            key=f"{HANDED_BACK}:{notice_id}:{coordinator_id}",
            kind=HANDED_BACK,
            person_id=coordinator_id,
            subject_id=membership_id,
            period=role,
            not_before=work.now,
            expires_at=work.now + TOLD_FOR,
        )
        for coordinator_id in coordinator_ids
    ]
    await plan_mails(work, intents=intents)


class RoleMails(SingleMails):
    """Writes that a role was handed back: which one, and where its reader sees by whom; a name stands in no mail."""

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Ask network whether this is still so, and whether the reader still coordinates."""
        if mail.subject_id is None or mail.person_id is None or mail.period is None:
            raise NotFound
        letter = await role_letter(door.asking, mail.subject_id, mail.period, mail.person_id)
        people = f"{door.settings.address}/netwerken/{letter.network_slug}/mensen"
        content = {"network": letter.network_name, "role": mail.period, "page": f"{people}/{mail.subject_id}"}
        return Words(letter.address, letter.language, content)


ROLE_MAILS = {HANDED_BACK: RoleMails(HANDED_BACK)}
"""What writes these mails, by kind."""
