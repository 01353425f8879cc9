"""What reminders of sessions can tell: the words that a coordinator added and when it leaves, for coordinators and for the mail itself."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.agenda.members.domain import check_coordinates
from services.agenda.sessions.domain.reminding import USUAL_DAYS, ReminderFacts
from services.agenda.sessions.models.reminding import ReminderMoment, ReminderWords
from services.agenda.sessions.queries.showing import session_seen
from shared.database import Session
from shared.errors import NotFound


async def reminder_for(session: Session, person_id: UUID | None, session_id: UUID) -> ReminderFacts:
    """What stands in the reminder of a session, for its coordinators. Raises NotFound, CoordinatorNeeded."""
    seen = await session_seen(session, person_id, session_id)
    if seen is None or not seen.standing.takes_part:
        raise NotFound
    check_coordinates(seen.standing)
    row = (
        await session.execute(
            select(col(ReminderWords.words), col(ReminderWords.version)).where(
                col(ReminderWords.session_id) == session_id
            )
        )
    ).one_or_none()
    words, version = ("", 0) if row is None else (row.words, row.version)
    moment = await moment_to_change(session, session_id)
    days_before = USUAL_DAYS if moment is None else moment.days_before
    return ReminderFacts(session_id, seen.session.network_id, words, version, days_before)


async def reminder_words(session: Session, session_id: UUID) -> str:
    """What a coordinator added to the reminder of a session; empty: nothing."""
    statement = select(col(ReminderWords.words)).where(col(ReminderWords.session_id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none() or ""


async def reminder_to_change(session: Session, session_id: UUID) -> ReminderWords | None:
    """What stands in the reminder of a session, to be changed; its session is held."""
    statement = select(ReminderWords).where(col(ReminderWords.session_id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def moment_to_change(session: Session, session_id: UUID) -> ReminderMoment | None:
    """When the reminder of a session leaves, where that was chosen; to be changed where its session is held."""
    statement = select(ReminderMoment).where(col(ReminderMoment.session_id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none()
