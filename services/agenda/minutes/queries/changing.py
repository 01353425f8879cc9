"""What is read in order to change minutes and actions, and held until the transaction ends; and what is due by the clock.

Who changes something holds the session first, then its minutes, then an action, a remark or a story, each in order of id;
for an action the session is not held. The clock takes only what nobody holds: what it leaves waits for its next time.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlmodel import col

from services.agenda.minutes.domain.actions import OPEN
from services.agenda.minutes.domain.minutes import ASKED_FOR, DRAFT, SHARED
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import (
    Minutes,
    MinutesAddendum,
    MinutesComment,
    MinutesPart,
    MinutesVersion,
)
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.sessions.domain.sessions import HELD
from services.agenda.sessions.models.day import SessionNote
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session


async def minutes_to_change(session: Session, session_id: UUID) -> Minutes | None:
    """The minutes of a session, held: one changes them at a time."""
    statement = select(Minutes).where(col(Minutes.session_id) == session_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def parts_to_change(session: Session, session_id: UUID) -> Sequence[MinutesPart]:
    """What the minutes say, in order."""
    statement = select(MinutesPart).where(col(MinutesPart.session_id) == session_id)
    return (await session.execute(statement.order_by(col(MinutesPart.position), col(MinutesPart.id)))).scalars().all()


async def actions_to_change(session: Session, session_id: UUID) -> Sequence[ActionPoint]:
    """What was agreed at a session, in the order in which it was written down, held."""
    statement = select(ActionPoint).where(col(ActionPoint.session_id) == session_id).with_for_update()
    return (await session.execute(statement.order_by(col(ActionPoint.id)))).scalars().all()


async def action_to_change(session: Session, action_id: UUID) -> ActionPoint | None:
    """One action, held."""
    statement = select(ActionPoint).where(col(ActionPoint.id) == action_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def versions_to_change(session: Session, session_id: UUID) -> Sequence[MinutesVersion]:
    """Every version of minutes that are held."""
    statement = select(MinutesVersion).where(col(MinutesVersion.session_id) == session_id)
    return (await session.execute(statement.order_by(col(MinutesVersion.number)))).scalars().all()


async def comments_to_change(session: Session, session_id: UUID) -> Sequence[MinutesComment]:
    """What members said of minutes that are held."""
    statement = select(MinutesComment).where(col(MinutesComment.session_id) == session_id).with_for_update()
    return (await session.execute(statement.order_by(col(MinutesComment.id)))).scalars().all()


async def addenda_to_change(session: Session, session_id: UUID) -> Sequence[MinutesAddendum]:
    """The corrections of minutes that are held."""
    statement = select(MinutesAddendum).where(col(MinutesAddendum.session_id) == session_id)
    return (await session.execute(statement.order_by(col(MinutesAddendum.id)))).scalars().all()


async def notes_to_change(session: Session, session_id: UUID) -> Sequence[SessionNote]:
    """What was noted on the day itself, held."""
    statement = select(SessionNote).where(col(SessionNote.session_id) == session_id).with_for_update()
    return (await session.execute(statement.order_by(col(SessionNote.id)))).scalars().all()


async def stories_to_change(session: Session, session_id: UUID) -> Sequence[MinutesStory]:
    """What people told at a session, held."""
    statement = select(MinutesStory).where(col(MinutesStory.session_id) == session_id).with_for_update()
    return (await session.execute(statement.order_by(col(MinutesStory.id)))).scalars().all()


async def story_to_change(session: Session, story_id: UUID) -> MinutesStory | None:
    """One story, held."""
    statement = select(MinutesStory).where(col(MinutesStory.id) == story_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def comment_to_answer(session: Session, comment_id: UUID) -> MinutesComment | None:
    """One comment, held."""
    statement = select(MinutesComment).where(col(MinutesComment.id) == comment_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def session_of_comment(session: Session, comment_id: UUID) -> UUID | None:
    """At which session a comment belongs."""
    statement = select(col(MinutesComment.session_id)).where(col(MinutesComment.id) == comment_id)
    return (await session.execute(statement)).scalar_one_or_none()


async def comment_count(session: Session, session_id: UUID) -> int:
    """How many comments there are on minutes that are held."""
    return await session.scalar(select(func.count()).where(col(MinutesComment.session_id) == session_id)) or 0


async def sessions_without_minutes(session: Session, *, now: datetime, limit: int) -> Sequence[PlannedSession]:
    """Sessions that were held lately and of which nobody began minutes, held."""
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.status) == HELD,
            col(PlannedSession.ends_at) > now - ASKED_FOR,
            ~exists().where(col(Minutes.session_id) == col(PlannedSession.id)),
        )
        .order_by(col(PlannedSession.ends_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(statement)).scalars().all()


async def drafts_to_remind_of(session: Session, *, now: datetime, limit: int) -> Sequence[Minutes]:
    """Minutes of which who writes is reminded now, held."""
    statement = select(Minutes).where(col(Minutes.status) == DRAFT, col(Minutes.remind_at) <= now)
    statement = statement.order_by(col(Minutes.remind_at)).limit(limit).with_for_update(skip_locked=True)
    return (await session.execute(statement)).scalars().all()


async def minutes_nobody_objects_to(session: Session, *, now: datetime, limit: int) -> Sequence[Minutes]:
    """Minutes of which the time to comment is over, every comment is answered and every objection adopted, held (BR-050)."""
    stands_in_the_way = exists().where(
        col(MinutesComment.session_id) == col(Minutes.session_id),
        or_(
            col(MinutesComment.is_adopted).is_(None),
            and_(col(MinutesComment.is_objection), col(MinutesComment.is_adopted).is_not(True)),
        ),
    )
    statement = (
        select(Minutes)
        .where(col(Minutes.status) == SHARED, col(Minutes.comments_until) < now, ~stands_in_the_way)
        .order_by(col(Minutes.comments_until))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(statement)).scalars().all()


async def actions_to_remind_of(session: Session, *, now: datetime, limit: int) -> Sequence[ActionPoint]:
    """Open actions of which the owner is reminded now, held."""
    statement = select(ActionPoint).where(col(ActionPoint.status) == OPEN, col(ActionPoint.remind_at) <= now)
    statement = statement.order_by(col(ActionPoint.remind_at)).limit(limit).with_for_update(skip_locked=True)
    return (await session.execute(statement)).scalars().all()


async def minutes_of_long_ago(session: Session, *, ended_before: datetime, limit: int) -> Sequence[UUID]:
    """The sessions that ended before a moment and have minutes, the oldest first; these minutes are held."""
    statement = (
        select(col(Minutes.session_id))
        .join(PlannedSession, col(PlannedSession.id) == col(Minutes.session_id))
        .where(col(PlannedSession.ends_at) < ended_before)
        .order_by(col(PlannedSession.ends_at))
        .limit(limit)
        .with_for_update(of=Minutes, skip_locked=True)
    )
    return (await session.execute(statement)).scalars().all()
