"""In what was written of which sessions a name may stand."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select, union
from sqlmodel import col

from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import MinutesAddendum, MinutesComment, MinutesPart, MinutesVersion
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.sessions.models.day import SessionNote
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session
from shared.unnaming import Names

WRITTEN = (
    (MinutesPart, ("title", "text")),
    (MinutesVersion, ("parts",)),
    (MinutesComment, ("text", "answer")),
    (MinutesAddendum, ("text",)),
    (MinutesStory, ("text", "content_note")),
    (SessionNote, ("words",)),
    (ActionPoint, ("text", "answer")),
)
"""Everything that is written of a session and beside its minutes."""


async def sessions_that_may_name(session: Session, names: Names, *, network_ids: Sequence[UUID]) -> Sequence[UUID]:
    """The sessions of these networks of which something was written in which one of these names may stand."""
    there = select(col(PlannedSession.id)).where(col(PlannedSession.network_id).in_(network_ids))
    named: list[Select[UUID]] = [
        select(col(table.session_id)).where(
            col(table.session_id).in_(there), names.may_stand_in(col(getattr(table, column)))
        )
        for table, columns in WRITTEN
        for column in columns
    ]
    return sorted((await session.scalars(union(*named))).all())
