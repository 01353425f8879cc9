"""What can be done with drafts: plan one session that only coordinators know of, confirm drafts, and throw them away."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from uuid import UUID

from services.agenda.finding.domain import SESSION
from services.agenda.members.domain import Standing, check_coordinates
from services.agenda.members.operations import check_goes_on
from services.agenda.sessions.domain.changing import MomentTaken
from services.agenda.sessions.domain.days import SCHOOL_REGIONS
from services.agenda.sessions.domain.drafts import NotADraft, check_planned
from services.agenda.sessions.domain.places import SessionType, check_kind
from services.agenda.sessions.domain.rhythm import slot_on
from services.agenda.sessions.domain.series_changes import CONFIRMED_NOW
from services.agenda.sessions.domain.sessions import CONFIRMED, DRAFT, SeenSession, SessionHasBegun
from services.agenda.sessions.domain.year import check_no_hard_day
from services.agenda.sessions.models.coming import coming_undone
from services.agenda.sessions.models.date_polls import choice_undone
from services.agenda.sessions.models.documents import documents_dropped
from services.agenda.sessions.models.reminding import reminders_dropped
from services.agenda.sessions.models.series_answers import series_answers_undone
from services.agenda.sessions.models.sessions import PlannedSession, pre_meetings_set_loose
from services.agenda.sessions.models.templates import template_gone
from services.agenda.sessions.operations.putting import kept, remember
from services.agenda.sessions.operations.series_answers import take_over_answers
from services.agenda.sessions.operations.series_changes import Changed
from services.agenda.sessions.operations.sessions import (
    announce_confirmed,
    announce_planned,
    check_plans,
    hold_planning,
)
from services.agenda.sessions.operations.templates import put_template_on
from services.agenda.sessions.queries.documents import document_ids_of
from services.agenda.sessions.queries.drafts import series_without_sessions
from services.agenda.sessions.queries.planning import perspectives_of
from services.agenda.sessions.queries.series_changes import sessions_by_id
from services.agenda.sessions.queries.showing import session_to_change, standing_at, taken_between
from services.agenda.sessions.queries.templates import series_by_id
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound


async def plan_session(
    work: Work,
    *,
    network_id: UUID,
    on: date,
    starts: time,
    ends: time,
    type_: SessionType,
    perspective: str | None,
    place: str,
    link: str,
    for_session_id: UUID | None,
) -> SeenSession:
    """Plan one session by itself, as a coordinator. It is a draft: nobody else knows of it until it is confirmed.

    on, starts, ends: on the clock in Europe/Amsterdam. perspective: for whom a pre-meeting is (BR-043), and for_session_id
    before which session. Raises NotFound, NotAMember, CoordinatorNeeded, SeriesNotPossible, TypeNotPossible,
    ChangeNotPossible, HardBlockDate, MomentTaken.
    """
    await check_plans(work, network_id=network_id)
    perspectives = await perspectives_of(work.session, network_id)
    check_kind(type_=type_, perspective=perspective, network_perspectives=set(perspectives))
    if for_session_id is not None:
        whole = await session_to_change(work.session, for_session_id)
        if whole is None or whole.network_id != network_id or whole.perspective is not None:
            raise NotFound
    check_planned(starts=starts, ends=ends, link=link)
    slot = slot_on(on, starts, ends)
    if slot.starts_at <= work.now:
        raise SessionHasBegun
    check_no_hard_day([slot], SCHOOL_REGIONS, perspectives, field="on")
    if await taken_between(work.session, network_id, slot.starts_at, slot.ends_at, perspective=perspective):
        raise MomentTaken
    session = work.add(
        PlannedSession(
            network_id=network_id,
            number=1,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            first_starts_at=slot.starts_at,
            revised_at=work.now,
            place=place,
            link=link,
            status=DRAFT,
            type=type_,
            perspective=perspective,
            for_session_id=for_session_id,
        )
    )
    work.note(Verb.SESSION_DRAFTED, Kind.SESSION, session.id, network_id=network_id)
    return SeenSession(session.facts(), 0, Standing.COORDINATOR)


async def confirm_drafts(work: Work, *, session_ids: Sequence[UUID]) -> Changed:
    """Let drafts of one network be sessions that take place, as a coordinator; who takes part hears of it in an hour.

    Until then it can be taken back, and they are drafts again. What members said of their whole series holds for them (wish 6).
    Raises NotFound, NotADraft, NetworkIsOver, SessionHasBegun.
    """
    sessions = await _drafts(work, session_ids)
    await check_goes_on(work, network_id=sessions[0].network_id)
    if any(one.starts_at <= work.now for one in sessions):
        raise SessionHasBegun
    before = {one.id: kept(one) for one in sessions}
    documents = await document_ids_of(work.session, [one.id for one in sessions])
    by_series: dict[UUID, list[PlannedSession]] = {}
    for one in sessions:
        one.status, one.first_starts_at, one.was_starts_at = CONFIRMED, one.starts_at, None
        one.moved_at, one.stands_apart = None, False
        one.version += 1
        one.revised_at = work.now
        announce_confirmed(work, session=one, document_ids=documents.get(one.id, ()))
        await take_over_answers(work, session=one)
        if one.series_id is not None:
            by_series.setdefault(one.series_id, []).append(one)
    for series_id, of_series in by_series.items():
        await put_template_on(work, series_id=series_id, sessions=of_series)
        series = await series_by_id(work.session, series_id, hold=True)
        if series is not None:
            series.version += 1
            announce_planned(work, series=series, sessions=len(of_series))
    network_id = sessions[0].network_id
    work.note(Verb.SESSIONS_CONFIRMED, Kind.NETWORK, network_id, network_id=network_id)
    series_ids = set(by_series)
    in_series = series_ids.pop() if len(series_ids) == 1 else None
    change = remember(
        work,
        kind=CONFIRMED_NOW,
        network_id=network_id,
        series_id=in_series,
        sessions=sessions,
        before=before,
    )
    return Changed([SeenSession(one.facts(), 0, Standing.COORDINATOR) for one in sessions], change)


async def discard_drafts(work: Work, *, session_ids: Sequence[UUID]) -> UUID:
    """Throw drafts of one network away, as a coordinator; nobody else ever knew of them. Gives back the network.

    Raises NotFound, NotADraft.
    """
    sessions = await _drafts(work, session_ids)
    network_id = sessions[0].network_id
    await take_away(work, sessions=sessions)
    for series in await series_without_sessions(work.session, {one.series_id for one in sessions if one.series_id}):
        for statement in (*template_gone(series.id), series_answers_undone(series.id), *choice_undone(series.id)):
            await work.session.execute(statement)
        await work.session.delete(series)
    work.note(Verb.DRAFTS_DISCARDED, Kind.NETWORK, network_id, network_id=network_id)
    return network_id


async def take_away(work: Work, *, sessions: Iterable[PlannedSession]) -> None:
    """Let sessions be as if they had never been, with what hangs on them."""
    ids = [one.id for one in sessions]
    dropped = (documents_dropped(ids), *reminders_dropped(ids), pre_meetings_set_loose(ids))
    for statement in (*coming_undone(ids), *dropped):
        await work.session.execute(statement)
    for one in sessions:
        work.forget(SESSION, one.id)
        await work.session.delete(one)
    await work.session.flush()  # what they belong to may go after them


async def _drafts(work: Work, session_ids: Sequence[UUID]) -> list[PlannedSession]:
    if not session_ids:
        raise NotFound
    await hold_planning(work, session_id=session_ids[0])
    first = await session_to_change(work.session, session_ids[0], with_drafts=True)
    if first is None:
        raise NotFound
    check_coordinates(await standing_at(work.session, first, work.viewer.person_id))
    sessions = [one for one, _ in await sessions_by_id(work.session, first.network_id, session_ids)]
    if len(sessions) != len(set(session_ids)):
        raise NotFound
    if any(one.status != DRAFT for one in sessions):
        raise NotADraft
    return sessions
