"""Who may ask who was at a session: counts with care to members, people to who coordinates (BR-048)."""

from uuid import UUID

from services.agenda.sessions.domain.attendance import may_record, shown
from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations.attendance import record_attendance
from services.agenda.sessions.queries.attendance import absent_perspectives, attendance_seen, people_of_session
from shared.api.agenda import coming as api
from shared.api.agenda.sessions import SessionView
from shared.api.page import First, Page
from shared.web.cursors import read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work

edge = Edge()


@edge.change("/sessions/{session_id}:record-attendance", who=PERSON)
async def record(session_id: UUID, asked: api.RecordAttendance, work: Work) -> SessionView:
    """Record who was at a session."""
    seen = await record_attendance(
        work,
        session_id=session_id,
        people={one.person_id: one.was_there for one in asked.people},
        minimums={one.perspective: one.minimum for one in asked.needs},
    )
    return session_view(seen, work.now)


@edge.read("/sessions:attendance", who=PERSON, method="POST")
async def of_sessions(
    asked: api.AttendanceAsked, session: Session, viewer: Viewer, now: Now
) -> list[api.AttendanceView]:
    """How many people of each perspective were at some sessions."""
    return [
        api.AttendanceView(
            session_id=one.seen.session.id,
            is_recorded=bool(one.counts),
            may_record=may_record(one.seen.session, one.seen.standing, now, is_secretary=one.is_secretary),
            perspectives=[
                api.PerspectiveAttendance(**count._asdict()) for count in shown(one.counts, one.seen.standing)
            ],
        )
        for one in await attendance_seen(session, viewer.person_id, asked.session_ids, now=now)
    ]


@edge.read("/sessions/{session_id}/people", who=PERSON)
async def people(
    session_id: UUID,
    session: Session,
    viewer: Viewer,
    answered: bool = False,
    first: First = 100,
    after: str | None = None,
) -> Page[api.PersonComing]:
    """Who is expected at a session, by perspective."""
    found = await people_of_session(
        session,
        viewer.person_id,
        session_id,
        answered=answered,
        first=first,
        after=read_cursor(after, str, UUID),
    )
    return Page(
        items=[
            api.PersonComing(
                person_id=one.person_id,
                perspective=one.perspective,
                answer=one.answer,
                companions=one.companions,
                with_support_person=one.with_support_person,
                is_waiting=one.is_waiting,
                access_needs=list(one.needs),
                access_note=one.note,
                was_there=one.was_there,
            )
            for one in found.people
        ],
        next_cursor=write_cursor(*found.next_key) if found.next_key else None,
    )


@edge.read("/networks/{network_id}/absent-perspectives", who=PERSON)
async def missing(network_id: UUID, session: Session, viewer: Viewer) -> api.AbsentPerspectives:
    """Of which perspectives nobody was at the last two sessions."""
    return api.AbsentPerspectives(perspectives=await absent_perspectives(session, viewer.person_id, network_id))
