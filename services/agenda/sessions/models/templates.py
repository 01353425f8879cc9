"""What is stored of the points with which every session of a series starts."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Delete, String, Update, delete, update
from sqlmodel import Field, col

from services.agenda.members.models import writers_let_go
from services.agenda.sessions.domain.agenda_points import Purpose
from services.agenda.sessions.models.agenda_points import AgendaPoint
from shared.database import AgendaStore, new_id


class TemplatePoint(AgendaStore, table=True):
    """One point with which every session of a series starts."""

    __tablename__ = "template_point"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    series_id: UUID = Field(foreign_key="series.id", index=True)
    position: int
    title: str
    note: str
    purpose: Purpose = Field(sa_type=String)
    minutes: int


UNTOUCHED = (col(AgendaPoint.from_template).is_(True), col(AgendaPoint.version) == 1)
"""Points that came from a template, and that nobody has changed since."""


def template_emptied(series_id: UUID) -> Delete:
    """Forget with which points the sessions of a series start."""
    return delete(TemplatePoint).where(col(TemplatePoint.series_id) == series_id)


def template_gone(series_id: UUID) -> Iterator[Delete]:
    """Forget it of a series that goes itself, and who wrote it."""
    yield template_emptied(series_id)
    yield writers_let_go([series_id])


def untouched_removed(session_ids: Sequence[UUID]) -> Delete:
    """Take what came from a template, and nobody changed, off the agendas of these sessions."""
    return delete(AgendaPoint).where(col(AgendaPoint.session_id).in_(session_ids), *UNTOUCHED)


def points_moved_down(session_ids: Sequence[UUID], places: int) -> Update:
    """Make room above the points of these sessions."""
    return (
        update(AgendaPoint)
        .where(col(AgendaPoint.session_id).in_(session_ids))
        .values(position=AgendaPoint.position + places)
    )
