"""The service agenda, put together."""

from pathlib import Path

from services.agenda.calendars.edge import edge as calendars
from services.agenda.finding.domain import AGENDA_POINT, MINUTES, QUESTION, SESSION
from services.agenda.finding.edge import edge as finding
from services.agenda.handlers import HANDLERS, SCHEDULE
from services.agenda.logbook.edge import edge as logbook
from services.agenda.members.queries import is_guarded
from services.agenda.minutes.edge.actions import edge as actions
from services.agenda.minutes.edge.minutes import edge as minutes
from services.agenda.minutes.edge.stories import edge as stories
from services.agenda.minutes.queries.finding import minutes_count, minutes_documents
from services.agenda.privacy.edge import edge as privacy
from services.agenda.questions.edge import edge as questions
from services.agenda.questions.queries import question_count, question_documents
from services.agenda.sessions.edge.agenda_points import edge as agenda_points
from services.agenda.sessions.edge.arranging import edge as arranging
from services.agenda.sessions.edge.attendance import edge as attendance
from services.agenda.sessions.edge.changing import edge as changing
from services.agenda.sessions.edge.coming import edge as coming
from services.agenda.sessions.edge.date_polls import edge as date_polls
from services.agenda.sessions.edge.day import edge as day
from services.agenda.sessions.edge.documents import edge as documents
from services.agenda.sessions.edge.drafts import edge as drafts
from services.agenda.sessions.edge.planning import edge as planning
from services.agenda.sessions.edge.reminding import edge as reminding
from services.agenda.sessions.edge.series_changes import edge as series_changes
from services.agenda.sessions.edge.sessions import edge as sessions
from services.agenda.sessions.edge.templates import edge as templates
from services.agenda.sessions.queries.finding import point_count, point_documents, session_count, session_documents
from shared.database import AgendaStore
from shared.search.index import Source
from shared.service import Service

SERVICE = Service(
    name="agenda",
    metadata=AgendaStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(
        questions,
        sessions,
        agenda_points,
        arranging,
        planning,
        date_polls,
        coming,
        attendance,
        day,
        changing,
        series_changes,
        drafts,
        templates,
        documents,
        reminding,
        calendars,
        minutes,
        actions,
        stories,
        finding,
        privacy,
        logbook,
    ),
    guards=is_guarded,
    handlers=HANDLERS,
    schedule=SCHEDULE,
    finds=(
        Source(QUESTION, question_count, question_documents),
        Source(SESSION, session_count, session_documents),
        Source(AGENDA_POINT, point_count, point_documents),
        Source(MINUTES, minutes_count, minutes_documents),
    ),
)
