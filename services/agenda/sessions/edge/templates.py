"""Who may say with which points every session of a series starts, and how they are answered."""

from uuid import UUID

from services.agenda.sessions.domain.templates import WantedPoint, length_of_series
from services.agenda.sessions.operations.templates import set_template_agenda
from services.agenda.sessions.queries.templates import template_for
from shared.api.agenda import templates as api
from shared.web.edge import PERSON, Edge, Session, Viewer, Work

edge = Edge()


@edge.read("/series/{series_id}/template-agenda", who=PERSON)
async def template(series_id: UUID, session: Session, viewer: Viewer) -> api.TemplateAgenda:
    """With which points the sessions of a series start."""
    series, points = await template_for(session, viewer.person_id, series_id)
    return api.TemplateAgenda(
        series_id=series.id,
        network_id=series.network_id,
        points=[api.TemplatePoint(**point._asdict()) for point in points],
        minutes=int(length_of_series(series.rule()).total_seconds()) // 60,
    )


@edge.change("/series/{series_id}/template-agenda", who=PERSON)
async def set_template(series_id: UUID, asked: api.SetTemplateAgenda, work: Work) -> api.TemplateAgenda:
    """Say with which points the sessions of a series start."""
    points = [WantedPoint(**dict(point)) for point in asked.points]
    made = await set_template_agenda(work, series_id=series_id, points=points)
    return api.TemplateAgenda(
        series_id=made.series.id,
        network_id=made.series.network_id,
        points=[api.TemplatePoint(**point._asdict()) for point in made.points],
        minutes=int(length_of_series(made.series.rule()).total_seconds()) // 60,
        sessions=made.sessions,
    )
