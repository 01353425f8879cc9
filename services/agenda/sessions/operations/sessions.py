"""What can be done with sessions: plan a series, add and remove agenda points, mark what is over."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from services.agenda.finding.domain import AGENDA_POINT
from services.agenda.members.domain import CoordinatorNeeded, NotAMember, Standing, check_takes_part
from services.agenda.members.queries import coordinators_held, standing_in
from services.agenda.sessions.domain.days import SCHOOL_REGIONS, SchoolRegion
from services.agenda.sessions.domain.rhythm import SeriesRule, Slot, check_no_clash, slots_chosen, slots_of
from services.agenda.sessions.domain.sessions import (
    HELD,
    NotYourAgendaPoint,
    Purpose,
    SeenAgendaPoint,
    SeenSession,
    check_agenda_open,
    check_fits,
    check_point,
    document_of_point,
    document_of_session,
    has_say_over,
)
from services.agenda.sessions.domain.year import UNDONE_WITHIN, check_no_hard_day
from services.agenda.sessions.models.sessions import AgendaPoint, PlannedSession, Series
from services.agenda.sessions.queries.planning import perspectives_of
from services.agenda.sessions.queries.showing import (
    minutes_and_position,
    passed_sessions,
    point_to_change,
    session_to_change,
    taken_between,
)
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion
from shared.events.agenda import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemRemoved,
    SeriesPlanned,
    SessionConfirmed,
    SessionHeld,
)

MOST_AT_ONCE = 200


class PlannedSeries(NamedTuple):
    """A series that was planned, and its sessions as who planned it sees them."""

    series: Series
    sessions: list[SeenSession]


async def plan_series(
    work: Work,
    *,
    network_id: UUID,
    rule: SeriesRule,
    place: str,
    without: Iterable[date],
    moments: Sequence[tuple[date, time]] = (),
    regions: Sequence[SchoolRegion] = SCHOOL_REGIONS,
) -> PlannedSeries:
    """Plan and confirm all sessions of a rule, as a coordinator; the days in ``without`` are left out.

    moments: days with the time on the clock at which they start, in place of those of the rule: the best year, or what
    somebody made of it. regions: whose school holidays count.
    Raises NotAMember, CoordinatorNeeded, SeriesNotPossible, HardBlockDate with the days that cannot be (BR-041), and
    SessionsClash with the days where a session stands.
    """
    person_id = await check_plans(work, network_id=network_id)
    chosen = slots_chosen(rule, moments, now=work.now) if moments else None
    slots = chosen or slots_of(rule, now=work.now, without=without)
    check_no_hard_day(slots, regions, await perspectives_of(work.session, network_id))
    return await confirm_slots(
        work, network_id=network_id, person_id=person_id, rule=rule, slots=slots, place=place, regions=regions
    )


async def confirm_slots(
    work: Work,
    *,
    network_id: UUID,
    person_id: UUID,
    rule: SeriesRule,
    slots: Sequence[Slot],
    place: str,
    regions: Sequence[SchoolRegion] = SCHOOL_REGIONS,
) -> PlannedSeries:
    """Confirm sessions at these dates, in order of time, as one series: the one way in which sessions come to be.

    person_id: who plans, as check_plans gave them. Raises SessionsClash with the days where a session stands.
    """
    check_no_clash(slots, await taken_between(work.session, network_id, slots[0].starts_at, slots[-1].ends_at))
    series = work.add(
        Series(
            network_id=network_id,
            **rule._asdict(),
            regions=list(regions),
            planned_by=person_id,
            planned_at=work.now,
        )
    )
    await work.session.flush()  # its sessions refer to it
    work.note(Verb.SERIES_PLANNED, Kind.SERIES, series.id, network_id=network_id)
    work.announce(
        SeriesPlanned(
            series_id=series.id, network_id=network_id, sessions=len(slots), at=work.now, version=series.version
        )
    )
    sessions = [_confirmed(work, series, slot, number, place) for number, slot in enumerate(slots, start=1)]
    return PlannedSeries(series, [SeenSession(session.facts(), 0, Standing.COORDINATOR) for session in sessions])


async def add_agenda_point(
    work: Work, *, session_id: UUID, title: str, note: str, purpose: Purpose | None, minutes: int
) -> SeenAgendaPoint:
    """Put a point on the agenda of a session, as a member; who adds it owns it (BR-046).

    minutes: how long it takes; all points together fit the session, also when two members add at the same moment.
    Raises NotFound, NotAMember, AgendaPointIncomplete, SessionCancelled, SessionHasBegun, AgendaTooLong.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    standing = await standing_in(work.session, session.network_id, work.viewer.person_id, hold=True)
    check_takes_part(standing)
    purpose = check_point(title=title, note=note, purpose=purpose, minutes=minutes)
    check_agenda_open(session.facts(), work.now)
    planned, position = await minutes_and_position(work.session, session_id)
    check_fits(session.facts(), planned=planned, minutes=minutes)
    point = work.add(
        AgendaPoint(
            session_id=session_id,
            network_id=session.network_id,
            title=title,
            note=note,
            purpose=purpose,
            minutes=minutes,
            owner_id=work.viewer.person_id,
            proposed_at=work.now,
            position=position + 1,
        )
    )
    work.announce(
        MeetingAgendaItemAdded(
            agenda_point_id=point.id,
            session_id=session_id,
            network_id=point.network_id,
            purpose=purpose,
            owner_id=point.owner_id,
            at=work.now,
            version=point.version,
        )
    )
    work.index(document_of_point(point.facts()))
    return SeenAgendaPoint(point.facts(), session.facts(), standing)


async def remove_agenda_point(work: Work, *, agenda_point_id: UUID, version: int) -> SeenSession:
    """Take a point off the agenda, as its owner or a coordinator; gives back the session it left.

    version: the one the reader saw. Raises NotFound, NotYourAgendaPoint, SessionCancelled, SessionHasBegun, StaleVersion.
    """
    point = await point_to_change(work.session, agenda_point_id)
    if point is None:
        raise NotFound
    standing = await standing_in(work.session, point.network_id, work.viewer.person_id, hold=True)
    if not standing.takes_part:
        raise NotFound
    if not has_say_over(point.facts(), standing, work.viewer.person_id):
        raise NotYourAgendaPoint
    session = await session_to_change(work.session, point.session_id)
    if session is None:
        raise NotFound
    check_agenda_open(session.facts(), work.now)
    if point.version != version:
        raise StaleVersion
    await work.session.delete(point)
    await work.session.flush()
    work.forget(AGENDA_POINT, point.id)
    work.note(Verb.AGENDA_POINT_REMOVED, Kind.AGENDA_POINT, point.id, network_id=point.network_id)
    work.announce(
        MeetingAgendaItemRemoved(
            agenda_point_id=point.id,
            session_id=point.session_id,
            network_id=point.network_id,
            at=work.now,
            version=point.version + 1,
        )
    )
    planned, _ = await minutes_and_position(work.session, session.id)
    return SeenSession(session.facts(), planned, standing)


async def mark_held(work: Work) -> int:
    """Mark sessions that are over, at most 200 at once; gives back how many."""
    passed = await passed_sessions(work.session, now=work.now, limit=MOST_AT_ONCE)
    for session in passed:
        session.status = HELD
        session.version += 1
        work.announce(
            SessionHeld(
                session_id=session.id,
                network_id=session.network_id,
                status=session.status,
                at=work.now,
                version=session.version,
            )
        )
    return len(passed)


async def check_plans(work: Work, *, network_id: UUID) -> UUID:
    """Who plans: a coordinator of this network, and one of them at a time. Raises NotAMember, CoordinatorNeeded."""
    person_id = work.viewer.person_id
    if person_id is None:
        raise NotAMember
    if person_id not in await coordinators_held(work.session, network_id):
        check_takes_part(await standing_in(work.session, network_id, person_id))
        raise CoordinatorNeeded
    return person_id


def _confirmed(work: Work, series: Series, slot: Slot, number: int, place: str) -> PlannedSession:
    session = work.add(
        PlannedSession(
            network_id=series.network_id,
            series_id=series.id,
            number=number,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            first_starts_at=slot.starts_at,
            revised_at=work.now,
            place=place,
        )
    )
    work.announce(
        SessionConfirmed(
            session_id=session.id,
            network_id=session.network_id,
            series_id=series.id,
            status=session.status,
            sequence=session.sequence,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            undo_until=series.planned_at + UNDONE_WITHIN,
            at=work.now,
            version=session.version,
        )
    )
    work.index(document_of_session(session.facts()))
    return session
