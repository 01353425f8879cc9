"""What still stands in networks that have ended, held until this transaction ends."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from services.agenda.members.models import NetworkLife
from services.agenda.sessions.domain.date_polls import CLOSED, OPEN
from services.agenda.sessions.domain.sessions import TAKES_PLACE
from services.agenda.sessions.models.date_polls import DatePoll
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session

ENDED = select(col(NetworkLife.network_id)).where(col(NetworkLife.is_over))


async def sessions_in_ended(session: Session, *, now: datetime, limit: int) -> Sequence[PlannedSession]:
    """Sessions that have not begun, in networks that have ended."""
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.network_id).in_(ENDED),
            col(PlannedSession.status).in_(TAKES_PLACE),
            col(PlannedSession.starts_at) > now,
        )
        .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def polls_in_ended(session: Session, *, limit: int) -> Sequence[DatePoll]:
    """Date polls that still ask for something, in networks that have ended."""
    statement = (
        select(DatePoll)
        .where(col(DatePoll.network_id).in_(ENDED), col(DatePoll.status).in_((OPEN, CLOSED)))
        .order_by(col(DatePoll.opened_at), col(DatePoll.id))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()
