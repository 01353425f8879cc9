"""What can be done with sessions: plan a series, and mark what is over."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from services.agenda.members.domain import CoordinatorNeeded, NotAMember, Standing, check_takes_part
from services.agenda.members.operations import check_goes_on
from services.agenda.members.queries import coordinators_held, standing_in
from services.agenda.sessions.domain.days import SCHOOL_REGIONS, SchoolRegion
from services.agenda.sessions.domain.places import REGULAR, SessionType, check_kind
from services.agenda.sessions.domain.rhythm import SeriesRule, Slot, check_no_clash, slots_chosen, slots_of
from services.agenda.sessions.domain.series_changes import Wanted, check_wanted
from services.agenda.sessions.domain.sessions import CONFIRMED, DRAFT, HELD, SeenSession, document_of_session
from services.agenda.sessions.domain.year import UNDONE_WITHIN, check_no_hard_day
from services.agenda.sessions.models.agenda_points import owners_spoke
from services.agenda.sessions.models.sessions import PlannedSession, Series
from services.agenda.sessions.operations.templates import start_with_template
from services.agenda.sessions.queries.planning import perspectives_of
from services.agenda.sessions.queries.showing import network_of_session, passed_sessions, taken_between
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.sessions import SeriesPlanned, SessionConfirmed, SessionHeld

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
    link: str = "",
    type_: SessionType = REGULAR,
    as_draft: bool = False,
) -> PlannedSeries:
    """Plan and confirm all sessions of a rule, as a coordinator; the days in ``without`` are left out.

    moments: days with the time on the clock at which they start, in place of those of the rule: the best year, or what
    somebody made of it. regions: whose school holidays count. as_draft: only coordinators know of them until they are
    confirmed. Raises NotAMember, CoordinatorNeeded, SeriesNotPossible, TypeNotPossible, ChangeNotPossible, HardBlockDate with
    the days that cannot be (BR-041), and SessionsClash with the days where a session stands.
    """
    person_id = await check_plans(work, network_id=network_id)
    check_kind(type_=type_, perspective=None, network_perspectives=set())
    check_wanted(Wanted(link=link), "ALL")
    chosen = slots_chosen(rule, moments, now=work.now) if moments else None
    slots = chosen or slots_of(rule, now=work.now, without=without)
    check_no_hard_day(slots, regions, await perspectives_of(work.session, network_id))
    return await confirm_slots(
        work,
        network_id=network_id,
        person_id=person_id,
        rule=rule,
        slots=slots,
        place=place,
        regions=regions,
        link=link,
        type_=type_,
        as_draft=as_draft,
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
    link: str = "",
    type_: SessionType = REGULAR,
    as_draft: bool = False,
) -> PlannedSeries:
    """Confirm sessions at these dates, in order of time, as one series: the one way in which series come to be.

    They start with the points of the series before. person_id: who plans, as check_plans gave them. as_draft: they are not
    confirmed yet, so nothing is announced. Raises SessionsClash with the days where a session stands.
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
    sessions = [
        work.add(
            PlannedSession(
                network_id=network_id,
                series_id=series.id,
                number=number,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                first_starts_at=slot.starts_at,
                revised_at=work.now,
                place=place,
                link=link,
                type=type_,
                status=DRAFT if as_draft else CONFIRMED,
            )
        )
        for number, slot in enumerate(slots, start=1)
    ]
    minutes = await start_with_template(work, series=series, sessions=sessions)
    if not as_draft:
        announce_planned(work, series=series, sessions=len(slots))
        for session in sessions:
            announce_confirmed(work, session=session)
    return PlannedSeries(series, [SeenSession(session.facts(), minutes, Standing.COORDINATOR) for session in sessions])


async def mark_held(work: Work) -> int:
    """Mark sessions that are over, at most 200 at once; gives back how many. Whose points took the time is settled then."""
    passed = await passed_sessions(work.session, now=work.now, limit=MOST_AT_ONCE)
    if passed:
        await work.session.execute(owners_spoke([session.id for session in passed]))
    for session in passed:
        session.status = HELD
        session.version += 1
        work.announce(
            SessionHeld(
                session_id=session.id,
                network_id=session.network_id,
                status=session.status,
                perspective=session.perspective,
                at=work.now,
                version=session.version,
            )
        )
    return len(passed)


async def hold_planning(work: Work, *, session_id: UUID) -> None:
    """Let one plan at a time in the network of a session, before that session is held. Raises NotFound."""
    network_id = await network_of_session(work.session, session_id)
    if network_id is None:
        raise NotFound
    await coordinators_held(work.session, network_id)


async def check_plans(work: Work, *, network_id: UUID) -> UUID:
    """Who plans: a coordinator of this network, and one of them at a time. Raises NotAMember, CoordinatorNeeded, NetworkIsOver."""
    person_id = work.viewer.person_id
    if person_id is None:
        raise NotAMember
    if person_id not in await coordinators_held(work.session, network_id):
        check_takes_part(await standing_in(work.session, network_id, person_id))
        raise CoordinatorNeeded
    await check_goes_on(work, network_id=network_id)
    return person_id


def announce_planned(work: Work, *, series: Series, sessions: int) -> None:
    """Say that a series takes place, or some more sessions of it."""
    work.announce(
        SeriesPlanned(
            series_id=series.id,
            network_id=series.network_id,
            sessions=sessions,
            at=work.now,
            version=series.version,
        )
    )


def announce_confirmed(work: Work, *, session: PlannedSession, document_ids: Sequence[UUID] = ()) -> None:
    """Say that a session takes place; mail about it waits an hour, for until then it can be taken back.

    document_ids: what stands with it already, of which that mail tells too.
    """
    work.announce(
        SessionConfirmed(
            session_id=session.id,
            network_id=session.network_id,
            series_id=session.series_id,
            status=session.status,
            sequence=session.sequence,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            undo_until=work.now + UNDONE_WITHIN,
            perspective=session.perspective,
            document_ids=list(document_ids),
            at=work.now,
            version=session.version,
        )
    )
    if session.perspective is None:
        work.index(document_of_session(session.facts()))
