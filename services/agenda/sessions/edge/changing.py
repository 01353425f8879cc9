"""Who may move a session or call it off, and how they are answered."""

from uuid import UUID

from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations import changing
from shared.api.agenda.changing import CancelSession, MoveSession
from shared.api.agenda.sessions import SessionView
from shared.web.edge import PERSON, Edge, Work

edge = Edge()


@edge.change("/sessions/{session_id}:move", who=PERSON)
async def move(session_id: UUID, asked: MoveSession, work: Work) -> SessionView:
    """Give a session another date, time or place."""
    return session_view(await changing.move_session(work, session_id=session_id, **dict(asked)), work.now)


@edge.change("/sessions/{session_id}:cancel", who=PERSON)
async def cancel(session_id: UUID, asked: CancelSession, work: Work) -> SessionView:
    """Call a session off."""
    return session_view(await changing.cancel_session(work, session_id=session_id, **dict(asked)), work.now)
