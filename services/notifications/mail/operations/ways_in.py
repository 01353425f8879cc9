"""The mail that tells somebody at once that their account has one way in more or less, and what to do if that was not them."""

from datetime import timedelta
from uuid import UUID

from services.notifications.mail.domain.ledger import URGENT, Claimed
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import reader
from shared.bus.work import Door, Work
from shared.errors import NotFound

WAY_IN = "way-in"
TOLD_FOR = timedelta(days=7)


async def plan_way_in_mail(work: Work, *, way_in_id: UUID, person_id: UUID, kind: str, is_added: bool) -> None:
    """Plan the mail to the owner of an account; hearing of it twice plans it once.

    kind: PASSKEY, MACHINE_TOKEN or OUTSIDE_IDENTITY.
    """
    change = f"{kind}:{'added' if is_added else 'removed'}"
    intent = Intent(
        key=f"{WAY_IN}:{way_in_id}:{change}",
        kind=WAY_IN,
        person_id=person_id,
        subject_id=way_in_id,
        period=change,
        priority=URGENT,
        not_before=work.now,
        expires_at=work.now + TOLD_FOR,
    )
    await plan_mails(work, intents=[intent])


class WayInMails(SingleMails):
    """Writes these mails; they name no device, no program and no house."""

    def __init__(self) -> None:
        super().__init__(WAY_IN)

    async def words(self, door: Door, mail: Claimed) -> Words:
        """Say what changed, to where the owner's mail goes now."""
        if mail.person_id is None or mail.period is None:
            raise NotFound
        way_in, _, change = mail.period.partition(":")
        address, language = await reader(door.asking, mail.person_id)
        own = f"{door.settings.address}/ik"
        content = {
            "way_in": way_in,
            "is_added": change == "added",
            "devices": f"{own}/apparaten",
            "log": f"{own}/logboek",
        }
        return Words(address, language, content)
