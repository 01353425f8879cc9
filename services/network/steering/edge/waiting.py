"""Who may ask what waits for a decision: everybody, for the networks they coordinate."""

from services.network.steering.queries.waiting import waiting_for
from shared.api.network.steering.waiting import WaitingDecisionView
from shared.database import Session
from shared.web.edge import PERSON, Edge, Now, Viewer

edge = Edge()


@edge.read("/decisions/waiting", who=PERSON)
async def waiting(session: Session, viewer: Viewer, now: Now) -> list[WaitingDecisionView]:
    """What waits for the viewer in the networks they coordinate."""
    return [
        WaitingDecisionView.model_validate(row._asdict()) for row in await waiting_for(session, viewer.person(), now)
    ]
