"""The mail that tells who looks after the platform that something waits where nobody coordinates."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import reader
from shared.bus.work import Door, Work
from shared.errors import NotFound

SOUGHT = "coordinators-sought"
TOLD_FOR = timedelta(days=6)
"""Until just before the next week's."""


async def plan_sought_mails(work: Work, *, notice_id: UUID, networks: int, administrator_ids: Collection[UUID]) -> None:
    """Plan one mail for each administrator; hearing of it twice plans them once."""
    intents = [
        Intent(
            key=f"{SOUGHT}:{notice_id}:{administrator_id}",
            kind=SOUGHT,
            person_id=administrator_id,
            subject_id=notice_id,
            period=str(networks),
            not_before=work.now,
            expires_at=work.now + TOLD_FOR,
        )
        for administrator_id in administrator_ids
    ]
    await plan_mails(work, intents=intents)


class SoughtMails(SingleMails):
    """Writes these mails: in how many networks, and never which, or what waits there (C034)."""

    def __init__(self) -> None:
        super().__init__(SOUGHT)

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Say how many, to where the reader's mail goes now."""
        if mail.person_id is None or mail.period is None:
            raise NotFound
        address, language = await reader(door.asking, mail.person_id)
        return Words(address, language, {"networks": int(mail.period), "link": f"{door.settings.address}/beheer"})
