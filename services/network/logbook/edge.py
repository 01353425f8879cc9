"""Who may ask what was done: coordinators of their network, everybody of their own account."""

from collections.abc import Sequence
from uuid import UUID

from services.network.logbook.queries import people_of
from services.network.memberships.domain.roles import check_coordinates
from services.network.memberships.queries.roles import coordinates
from services.network.memberships.queries.taking_part import is_member
from shared.api.audit import AuditEntry, FirstOfLog
from shared.audit.reading import Entry, of_network, of_person
from shared.audit.verbs import Kind
from shared.database import Session
from shared.errors import NotFound
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
    if not await is_member(session, network_id=network_id, person_id=viewer.person()):
        raise NotFound
    check_coordinates(is_coordinator=await coordinates(session, network_id=network_id, person_id=viewer.person()))
    return await _told(session, await of_network(session, network_id, kind=kind, first=first, before=before))


@edge.read("/log/mine", who=PERSON)
async def my_log(
    session: Session, viewer: Viewer, first: FirstOfLog = 50, before: int | None = None
) -> list[AuditEntry]:
    """What was done with the account of who asks."""
    return await _told(session, await of_person(session, viewer.person(), first=first, before=before))


async def _told(session: Session, entries: Sequence[Entry]) -> list[AuditEntry]:
    people = await people_of(
        session, {one.subject for one in entries if one.kind is Kind.MEMBERSHIP and one.subject is not None}
    )
    return [
        AuditEntry(
            number=one.number,
            at=one.at,
            by=one.by.value,
            person_id=one.person_id,
            about_person_id=people.get(one.subject) if one.subject else None,
            verb=one.verb.value,
            kind=one.kind.value,
            reason=one.reason,
        )
        for one in entries
    ]
