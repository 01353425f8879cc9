"""Who may ask what was done with questions and sessions: coordinators of their network."""

from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.queries import standing_in
from shared.api.audit import AuditEntry, FirstOfLog
from shared.audit.reading import of_network
from shared.audit.verbs import Kind
from shared.database import Session
from shared.web.edge import PERSON, Edge, Viewer

edge = Edge()


@edge.read("/networks/{network_id}/log", who=PERSON)
async def log_of_network(
    network_id: UUID,
    session: Session,
    viewer: Viewer,
    kind: Kind | None = None,
    first: FirstOfLog = 50,
    before: int | None = None,
) -> list[AuditEntry]:
    """What was done in a network, for who coordinates it."""
    check_coordinates(await standing_in(session, network_id, viewer.person()))
    entries = await of_network(session, network_id, kind=kind, first=first, before=before)
    return [
        AuditEntry(
            number=one.number,
            at=one.at,
            by=one.by.value,
            person_id=one.person_id,
            about_person_id=None,
            verb=one.verb.value,
            kind=one.kind.value,
            reason=one.reason,
        )
        for one in entries
    ]
