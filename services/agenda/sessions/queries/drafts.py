"""What drafts can tell before they go: whether anything is left of their series."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.agenda.sessions.models.sessions import PlannedSession, Series
from shared.database import Session


async def series_without_sessions(session: Session, series_ids: Collection[UUID]) -> Sequence[Series]:
    """Those of these series that have no session any more, held until this transaction ends."""
    statement = (
        select(Series)
        .where(
            col(Series.id).in_(list(series_ids)),
            ~select(col(PlannedSession.id)).where(col(PlannedSession.series_id) == col(Series.id)).exists(),
        )
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()
