"""The mail that asks somebody whether what they told may stand in minutes; what they told is not in it (BR-052)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.notifications.mail.domain.ledger import Claimed, Dropped, MailState
from services.notifications.mail.operations.planning import OVER
from services.notifications.mail.operations.register import Composed
from services.notifications.owners.stories import asked_story
from services.notifications.reminders.domain import STORY_ASKED
from services.notifications.reminders.operations.unsubscribable import (
    UnsubscribableMails,
    plan_by_day,
    wanted_among,
    written_mail,
)
from shared.bus.work import Door, Work
from shared.errors import Conflict, NotFound, Unavailable

LIVES: Final = timedelta(days=7)


async def plan_story_mail(work: Work, *, story_id: UUID, teller_id: UUID) -> None:
    """Plan the mail to who told a story; planning it twice changes nothing."""
    await plan_by_day(
        work,
        kind=STORY_ASKED,
        about=str(story_id),
        subject_id=story_id,
        person_ids=[teller_id],
        expires_at=work.now + LIVES,
    )


class StoryMails(UnsubscribableMails):
    """Writes the mails that ask for permission, each for the one who told it."""

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails for stories that still wait."""
        composed = Composed()
        for mail in claimed:
            await self._compose_story(door, mail, composed)
        return composed

    async def _compose_story(self, door: Door, mail: Claimed, composed: Composed) -> None:
        story_id = mail.subject_id or mail.id
        try:
            found = await asked_story(door.asking, story_id)
        except Unavailable:
            composed.delayed.append(mail)
            return
        except (NotFound, Conflict):
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, OVER))
            return
        if found.teller.person_id != mail.person_id:
            composed.dropped.append(Dropped(mail, MailState.CANCELLED, "no access"))
            return
        content = {
            "network": found.network.name,
            "told_at": found.told.told_at,
            "link": f"{door.settings.address}/verhalen/{story_id}",
        }
        body = written_mail(door, kind=STORY_ASKED, language=found.teller.language, content=content)
        going = await wanted_among(  # permission is theirs to give: no choice about news counts here, nor having left
            door, mails=[mail], network_id=found.network.id, composed=composed, was_asked_for=True
        )
        for wanted in going:
            composed.letters.append(self.letter(door, wanted, found.teller, body, found.network.id))
