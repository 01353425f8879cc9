"""Which minutes ask something of who writes them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlmodel import col

from services.agenda.members.queries import NETWORKS_OF_READER, reader
from services.agenda.minutes.domain.minutes import ASKED_FOR, DRAFT, SHARED, SeenMinutes
from services.agenda.minutes.models.minutes import Minutes, MinutesComment
from services.agenda.minutes.queries.minutes import MINUTES_FACTS, WRITES, minutes_row
from services.agenda.sessions.domain.sessions import CANCELLED, KNOWN_TO_ALL
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import SESSION_FACTS, STANDING_AT_SESSION
from shared.database import Session

TO_WRITE = (
    select(STANDING_AT_SESSION, WRITES, *SESSION_FACTS, *MINUTES_FACTS)
    .join(Minutes, col(Minutes.session_id) == col(PlannedSession.id), isouter=True)
    .where(
        col(PlannedSession.network_id).in_(NETWORKS_OF_READER),
        col(PlannedSession.status).in_(KNOWN_TO_ALL),
        col(PlannedSession.status) != CANCELLED,
        WRITES,
    )
)
"""The minutes that the reader writes, begun or not."""
HAS_REMARKS_TO_ANSWER = exists().where(
    col(MinutesComment.session_id) == col(Minutes.session_id), col(MinutesComment.is_adopted).is_(None)
)


async def minutes_waiting_for(
    session: Session, person_id: UUID | None, *, now: datetime, first: int
) -> list[SeenMinutes]:
    """The minutes that ask something of who writes them, the oldest first: to write and share, to answer, to establish.

    A session that is just over asks for its minutes before the clock began them.
    """
    waits = or_(
        and_(
            col(Minutes.session_id).is_(None),
            col(PlannedSession.ends_at) <= now,
            col(PlannedSession.ends_at) > now - ASKED_FOR,
        ),
        col(Minutes.status) == DRAFT,
        and_(col(Minutes.status) == SHARED, or_(HAS_REMARKS_TO_ANSWER, col(Minutes.comments_until) < now)),
    )
    statement = TO_WRITE.where(waits)
    statement = statement.order_by(col(PlannedSession.starts_at), col(PlannedSession.id)).limit(first)
    return [minutes_row(row) for row in await session.execute(statement, reader(person_id))]
