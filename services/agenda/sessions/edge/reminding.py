"""Who may add words to the reminder of a session, and how they are answered."""

from uuid import UUID

from services.agenda.sessions.operations.reminding import write_reminder
from services.agenda.sessions.queries.reminding import reminder_for
from shared.api.agenda.reminding import SessionReminder, WriteReminder
from shared.web.edge import PERSON, Edge, Session, Viewer, Work

edge = Edge()


@edge.read("/sessions/{session_id}/reminder", who=PERSON)
async def reminder(session_id: UUID, session: Session, viewer: Viewer) -> SessionReminder:
    """What a coordinator added to the reminder of a session."""
    found = await reminder_for(session, viewer.person_id, session_id)
    return SessionReminder.model_validate(found._asdict())


@edge.change("/sessions/{session_id}/reminder", who=PERSON)
async def write(session_id: UUID, asked: WriteReminder, work: Work) -> SessionReminder:
    """Add words to the reminder of a session."""
    written = await write_reminder(work, session_id=session_id, **dict(asked))
    return SessionReminder.model_validate(written._asdict())
