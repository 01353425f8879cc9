"""The mails about somebody's own place: that a long pause ends soon, that they were removed, that two may see who they are."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.mail.operations.single import SingleMails, Words
from services.notifications.owners.letters import place_letter
from shared.bus.work import Door, Work

PAUSE_ENDS, REMOVED, LINK_BROKEN = "pause-ends", "removed", "link-broken"
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


async def plan_link_broken_mail(work: Work, *, link_break_id: UUID, membership_id: UUID, person_id: UUID) -> None:
    """Plan the mail that tells somebody that two people may see who is behind their schuilnaam (PR-5)."""
    await plan_mails(
        work,
        intents=[
            Intent(
                key=f"{LINK_BROKEN}:{link_break_id}",
                kind=LINK_BROKEN,
                person_id=person_id,
                subject_id=membership_id,
                not_before=work.now,
                expires_at=work.now + TELLS_REMOVAL_FOR,
            )
        ],
    )


async def _words(status: str, door: Door, membership_id: UUID, /) -> Words:
    letter = await place_letter(door.asking, membership_id, status)
    page = "/ik/logboek" if status == "HERE" else f"/netwerken/{letter.network_slug}/meedoen"
    link = f"{door.settings.address}{page}"
    content = {"network": letter.network_name, "link": link, "until_at": letter.until_at}
    return Words(letter.address, letter.language, content)


PLACE_MAILS = {
    PAUSE_ENDS: SingleMails(PAUSE_ENDS, partial(_words, "PAUSED")),
    REMOVED: SingleMails(REMOVED, partial(_words, "REMOVED")),
    LINK_BROKEN: SingleMails(LINK_BROKEN, partial(_words, "HERE")),
}
"""What writes these mails, by kind."""
