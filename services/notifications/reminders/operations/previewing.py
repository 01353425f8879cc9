"""Showing the reminder of a session beforehand: as somebody who said nothing yet would get it a day before; nothing is saved."""

from uuid import UUID

from services.notifications.mail.domain.letters import SLOT
from services.notifications.mail.operations.writing import Written
from services.notifications.owners.sessions import reminded_of
from services.notifications.reminders.operations.sessions import written_reminder
from shared.bus.work import Door

A_DAY_BEFORE = 1


async def preview_reminder(
    door: Door, *, session_id: UUID, words: str, person_id: UUID | None, language: str
) -> Written:
    """Write the reminder of a session with these words, for a coordinator to look at.

    Raises NotFound where it does not take place, NotAllowed for who does not coordinate, Unavailable when an owner does not answer.
    """
    found = await reminded_of(door.asking, session_id, (), coordinator_id=person_id)
    written = written_reminder(
        door,
        found=found,
        language=language,
        days=A_DAY_BEFORE,
        answer=None,
        answers="voorbeeld",
        words=words,
        joins=False,
    )
    return Written(written.subject, written.text.replace(SLOT, "voorbeeld"), written.html.replace(SLOT, "voorbeeld"))
