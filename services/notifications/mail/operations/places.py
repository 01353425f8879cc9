"""The mails about somebody's own place in a network: that a long pause ends soon, and that they were removed."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import place_letter
from shared.bus.work import Door, Work

PAUSE_ENDS, REMOVED = "pause-ends", "removed"
TOLD_BEFORE = timedelta(days=14)
TELLS_REMOVAL_FOR = timedelta(days=3)


async def plan_pause_mail(work: Work, *, membership_id: UUID, person_id: UUID, until_at: datetime | None) -> None:
    """Plan the mail two weeks before a place is kept no longer; whoever is back by then does not get it."""
    if until_at is None:
        return
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{PAUSE_ENDS}:{membership_id}:{until_at:%Y-%m-%d}",
                kind=PAUSE_ENDS,
                person_id=person_id,
                subject_id=membership_id,
                not_before=until_at - TOLD_BEFORE,
                expires_at=until_at,
            )
        ],
    )


async def plan_removal_mail(work: Work, *, membership_id: UUID, person_id: UUID, at: datetime) -> None:
    """Plan the mail that tells somebody that they were removed, and where they read why."""
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{REMOVED}:{membership_id}:{at:%Y-%m-%dT%H:%M:%S}",
                kind=REMOVED,
                person_id=person_id,
                subject_id=membership_id,
                not_before=work.now,
                expires_at=work.now + TELLS_REMOVAL_FOR,
            )
        ],
    )


async def _words(status: str, door: Door, membership_id: UUID, /) -> Words:
    letter = await place_letter(door.asking, membership_id, status)
    link = f"{door.settings.address}/netwerken/{letter.network_slug}/meedoen"
    content = {"network": letter.network_name, "link": link, "until_at": letter.until_at}
    return Words(letter.address, letter.language, content)


PLACE_MAILS = {
    PAUSE_ENDS: SingleMails(PAUSE_ENDS, partial(_words, "PAUSED")),
    REMOVED: SingleMails(REMOVED, partial(_words, "REMOVED")),
}
"""What writes these mails, by kind."""
