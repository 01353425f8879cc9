"""What can be done about attendance: record who was at a session."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from services.agenda.members.domain import check_takes_part
from services.agenda.sessions.domain.attendance import RecorderNeeded, check_recordable
from services.agenda.sessions.domain.sessions import SeenSession
from services.agenda.sessions.models.attendance import Attendance, AttendanceCount
from services.agenda.sessions.operations.coming import coming_of
from services.agenda.sessions.queries.attendance import (
    attendance_to_change,
    counts_to_change,
    perspectives_among,
    secretary_of,
)
from services.agenda.sessions.queries.planning import people_of
from services.agenda.sessions.queries.showing import session_seen, session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.coming import AttendanceRecorded


async def record_attendance(
    work: Work, *, session_id: UUID, people: Mapping[UUID, bool], minimums: Mapping[str, int]
) -> SeenSession:
    """Record who was at a session, as a coordinator or secretary, from when it starts (BR-048).

    people: by person, whether they were there; who is left out stays as recorded before, and who takes no part is not
    recorded. minimums: how many of each perspective the network needs; kept with the counts (BR-044).
    Raises NotFound, NotAMember, RecorderNeeded, SessionCancelled, SessionNotBegun.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    person_id = work.viewer.person()
    standing = await standing_at(work.session, session, person_id)
    check_takes_part(standing)
    if not standing.coordinates and not await secretary_of(work.session, person_id, [session.network_id]):
        raise RecorderNeeded
    check_recordable(session.facts(), work.now)
    recorded = await attendance_to_change(work.session, session_id)
    perspectives = await perspectives_among(work.session, session.network_id, people)
    for one, perspective in perspectives.items():
        if one in recorded:
            recorded[one].was_there, recorded[one].recorded_at = people[one], work.now
        else:
            recorded[one] = work.add(
                Attendance(
                    session_id=session_id,
                    person_id=one,
                    perspective=perspective,
                    was_there=people[one],
                    recorded_at=work.now,
                )
            )
    came = Counter(row.perspective for row in recorded.values() if row.was_there)
    spoke = {
        one: row.perspective for one, row in recorded.items()
    }  # then; who speaks from another one since, did not there
    here = await people_of(work.session, session.network_id)
    members = Counter(spoke.get(one, name) for name, found in here.items() for one in found)
    counts = await counts_to_change(work.session, session_id)
    for perspective in {*members, *minimums, *came, *counts}:
        if session.perspective not in (None, perspective):
            continue
        count = counts.get(perspective)
        if count is None:
            count = work.add(
                AttendanceCount(
                    session_id=session_id,
                    perspective=perspective,
                    network_id=session.network_id,
                    members=0,
                    came=0,
                    minimum=0,
                )
            )
        count.members, count.came = members[perspective], came[perspective]
        count.minimum = minimums.get(perspective, 0)
    work.note(Verb.ATTENDANCE_RECORDED, Kind.SESSION, session_id, network_id=session.network_id)
    coming = await coming_of(work, session=session)
    coming.version += 1
    work.announce(
        AttendanceRecorded(
            session_coming_id=coming.id,
            session_id=session_id,
            network_id=session.network_id,
            at=work.now,
            version=coming.version,
        )
    )
    await work.session.flush()
    seen = await session_seen(work.session, person_id, session_id)
    if seen is None:
        raise NotFound
    return seen
