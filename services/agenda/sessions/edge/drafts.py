"""Who may plan drafts, confirm them and throw them away, and how they are answered."""

from uuid import UUID

from services.agenda.sessions.edge.series_changes import sessions_changed
from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations import drafts
from shared.api.agenda.drafts import Drafts, DraftsDiscarded, PlanSession
from shared.api.agenda.series_changes import SessionsChanged
from shared.api.agenda.sessions import SessionView
from shared.web.edge import PERSON, Edge, Work

edge = Edge()


@edge.change("/networks/{network_id}/sessions", who=PERSON, status_code=201)
async def plan(network_id: UUID, asked: PlanSession, work: Work) -> SessionView:
    """Plan one session, as a draft."""
    given = dict(asked)
    seen = await drafts.plan_session(work, network_id=network_id, type_=given.pop("type"), **given)
    return session_view(seen, work.now)


@edge.change("/drafts:confirm", who=PERSON)
async def confirm(asked: Drafts, work: Work) -> SessionsChanged:
    """Let drafts take place."""
    return sessions_changed(await drafts.confirm_drafts(work, session_ids=asked.session_ids), work.now)


@edge.change("/drafts:discard", who=PERSON)
async def discard(asked: Drafts, work: Work) -> DraftsDiscarded:
    """Throw drafts away."""
    return DraftsDiscarded(network_id=await drafts.discard_drafts(work, session_ids=asked.session_ids))
