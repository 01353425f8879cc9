"""What goes with minutes that were kept long enough."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlmodel import col

from services.agenda.members.models import writers_let_go
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import (
    Minutes,
    MinutesAddendum,
    MinutesComment,
    MinutesPart,
    MinutesVersion,
)
from services.agenda.minutes.models.stories import MinutesStory

BESIDE = (MinutesPart, MinutesVersion, MinutesComment, MinutesAddendum, MinutesStory, ActionPoint)


def minutes_let_go(session_ids: Sequence[UUID]) -> Iterator[Delete]:
    """Delete the minutes of some sessions, after everything that refers to them."""
    remarks = select(col(MinutesComment.id)).where(col(MinutesComment.session_id).in_(session_ids))
    yield writers_let_go(remarks)
    yield writers_let_go(session_ids)
    for table in (*BESIDE, Minutes):
        yield delete(table).where(col(table.session_id).in_(session_ids))
