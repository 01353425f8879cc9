"""Showing the reminder of a session beforehand: as somebody who said nothing yet would get it, and when; nothing is saved."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from services.notifications.mail.domain.letters import SLOT
from services.notifications.mail.operations.writing import Written
from services.notifications.owners.sessions import RemindedOf, reminded_of
from services.notifications.reminders.domain import MOST_DAYS, USUAL_DAYS, Coming
from services.notifications.reminders.operations.session_letters import written_reminder
from services.notifications.reminders.queries import usual_of
from shared.bus.work import Door


@dataclass(frozen=True, slots=True)
class Previewed:
    """A reminder in words, and on each day that can be chosen when it leaves and whether it does.

    has_left: for who chose nothing themselves.
    """

    written: Written
    days: tuple[tuple[Coming, bool], ...]
    has_left: bool


async def preview_reminder(
    door: Door, *, session_id: UUID, words: str, person_id: UUID | None, language: str, days_before: int | None = None
) -> Previewed:
    """Write the reminder of a session with these words, for a coordinator to look at. days_before: when it leaves.

    Raises NotFound where it does not take place, NotAllowed for who does not coordinate, Unavailable when an owner does not answer.
    """
    found = await reminded_of(door.asking, session_id, (), coordinator_id=person_id)
    async with door.reading() as session:
        usual = await usual_of(session, session_id)
    written = written_reminder(
        door,
        found=found,
        language=language,
        days=days_before or USUAL_DAYS,
        answer=None,
        answers="voorbeeld",
        words=words,
        joins=False,
    )
    shown = Written(written.subject, written.text.replace(SLOT, "voorbeeld"), written.html.replace(SLOT, "voorbeeld"))
    now = door.now()
    possible = [_leaving(found, None if usual is None else usual[0], days) for days in range(1, MOST_DAYS + 1)]
    return Previewed(
        shown,
        days=tuple((one, one.may_leave() and not one.has_come(now)) for one in possible),
        has_left=usual is not None and usual[0].starts_at == found.starts_at and usual[1],
    )


def _leaving(found: RemindedOf, known: Coming | None, days: int) -> Coming:
    """The reminder as it leaves where so many days are chosen now. known: None for a session of which nothing was heard yet."""
    if known is None:
        return Coming(found.id, found.network.id, found.starts_at, datetime.min.replace(tzinfo=UTC), days)
    return known._replace(starts_at=found.starts_at, days=days, chosen_at=None)
