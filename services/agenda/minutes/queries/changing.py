"""What is read in order to change minutes and actions, and held until the transaction ends; and what is due by the clock."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlmodel import col

from services.agenda.minutes.domain.actions import OPEN
from services.agenda.minutes.domain.minutes import ASKED_FOR, DRAFT, SHARED
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import Minutes, MinutesComment, MinutesPart
from services.agenda.sessions.domain.sessions import HELD
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


async def comment_to_answer(session: Session, comment_id: UUID) -> MinutesComment | None:
    """One comment, held."""
    statement = select(MinutesComment).where(col(MinutesComment.id) == comment_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def comment_count(session: Session, session_id: UUID) -> int:
    """How many comments there are on minutes that are held."""
    return await session.scalar(select(func.count()).where(col(MinutesComment.session_id) == session_id)) or 0


async def sessions_without_minutes(session: Session, *, now: datetime, limit: int) -> Sequence[PlannedSession]:
    """Sessions that were held lately and of which nobody began minutes."""
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.status) == HELD,
            col(PlannedSession.ends_at) > now - ASKED_FOR,
            ~exists().where(col(Minutes.session_id) == col(PlannedSession.id)),
        )
        .order_by(col(PlannedSession.ends_at))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def drafts_to_remind_of(session: Session, *, now: datetime, limit: int) -> Sequence[Minutes]:
    """Minutes of which who writes is reminded now, held."""
    statement = select(Minutes).where(col(Minutes.status) == DRAFT, col(Minutes.remind_at) <= now)
    statement = statement.order_by(col(Minutes.remind_at)).limit(limit).with_for_update()
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
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def actions_to_remind_of(session: Session, *, now: datetime, limit: int) -> Sequence[ActionPoint]:
    """Open actions of which the owner is reminded now, held."""
    statement = select(ActionPoint).where(col(ActionPoint.status) == OPEN, col(ActionPoint.remind_at) <= now)
    statement = statement.order_by(col(ActionPoint.remind_at)).limit(limit).with_for_update()
    return (await session.execute(statement)).scalars().all()
