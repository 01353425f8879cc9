"""What coordinators and the clock do about who comes: set the seats, ask who is missing, and keep the seats filled."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Literal
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.sessions.domain.coming import (
    ANSWERS_KEPT,
    NEEDS_KEPT,
    AlreadyAsked,
    NobodyToAsk,
    check_takes_answers,
    takes_answers,
    takes_seats,
)
from services.agenda.sessions.domain.seats import RELEASE_DAYS, Room, check_room, kept_until, room_at
from services.agenda.sessions.domain.sessions import DRAFT, SeenSession
from services.agenda.sessions.models.attendance import attendance_forgotten
from services.agenda.sessions.models.coming import PerspectiveAsk, answers_of_nobody, coming_forgotten
from services.agenda.sessions.models.reminding import reminders_forgotten
from services.agenda.sessions.models.series_answers import series_answers_over
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations.coming import coming_of, give_seats
from services.agenda.sessions.queries.coming import unanswered_of
from services.agenda.sessions.queries.date_polls import coordinator_ids
from services.agenda.sessions.queries.seats import requests_for, sessions_come_near, sessions_with_waiting, was_asked
from services.agenda.sessions.queries.showing import session_seen, session_to_change, standing_at
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Door, Work
from shared.errors import NotFound
from shared.events.agenda.coming import PerspectiveAsked, SessionCameNear, SessionSeatsSet

MOST_AT_ONCE = 100
PEOPLE_PER_EVENT = 100
"""Their ids stay well within the 8 KiB that an event may hold."""
SETTLED = timedelta(days=1)
"""So long people have to answer about a new date before it is said who is missing."""


async def set_seats(
    work: Work,
    *,
    session_id: UUID,
    capacity: int | None,
    kept: Mapping[str, int],
    release_days: int | Literal["AS_IT_IS"] | None,
) -> SeenSession:
    """Say how many seats a session has and how many are kept for whom, as a coordinator; who waits gets what comes free.

    release_days: so many days before it starts those that are kept become free for everybody; None: they never do; AS_IT_IS:
    as it was chosen, and the usual number where nothing was ever kept.
    Nobody loses a seat they have. Also of a draft: then nobody gets one that is not there.
    Raises NotFound, NotAMember, CoordinatorNeeded, SessionCancelled, AnsweringIsOver, SeatsNotPossible.
    """
    session = await _to_manage(work, session_id, with_drafts=True)
    coming = await coming_of(work, session=session)
    if release_days == "AS_IT_IS":
        release_days = coming.release_days if coming.kept or coming.release_days is not None else RELEASE_DAYS
    room = Room(capacity, {perspective: count for perspective, count in kept.items() if count})
    now_room = room_at(room, until=kept_until(session.starts_at, release_days), now=work.now)
    requests = await requests_for(work.session, session_id)
    check_room(room, (), release_days=release_days)
    check_room(now_room, requests)
    coming.capacity, coming.kept, coming.release_days = room.capacity, dict(room.kept), release_days
    await give_seats(work, session=session, coming=coming)
    coming.version += 1
    work.note(Verb.SEATS_SET, Kind.SESSION, session_id, network_id=session.network_id)
    work.announce(
        SessionSeatsSet(
            session_coming_id=coming.id,
            session_id=session_id,
            network_id=session.network_id,
            at=work.now,
            version=coming.version,
        )
    )
    return await _as_seen(work, session_id)


async def ask_perspective(work: Work, *, session_id: UUID, perspective: str) -> SeenSession:
    """Ask who takes part from a perspective and said nothing yet to come, as a coordinator; once for each session.

    Raises NotFound, NotAMember, CoordinatorNeeded, SessionCancelled, AnsweringIsOver, AlreadyAsked, NobodyToAsk.
    """
    session = await _to_manage(work, session_id)
    if await was_asked(work.session, session_id, perspective):
        raise AlreadyAsked
    people = [one for one, _ in await unanswered_of(work.session, session.facts(), perspective=perspective)]
    if not people:
        raise NobodyToAsk
    coming = await coming_of(work, session=session)
    work.add(PerspectiveAsk(session_id=session_id, perspective=perspective, asked_at=work.now))
    work.note(Verb.PERSPECTIVE_ASKED, Kind.SESSION, session_id, network_id=session.network_id, reason=perspective)
    for begin in range(0, len(people), PEOPLE_PER_EVENT):
        coming.version += 1
        work.announce(
            PerspectiveAsked(
                session_coming_id=coming.id,
                session_id=session_id,
                network_id=session.network_id,
                perspective=perspective,
                person_ids=people[begin : begin + PEOPLE_PER_EVENT],
                starts_at=session.starts_at,
                at=work.now,
                version=coming.version,
            )
        )
    return await _as_seen(work, session_id)


async def keep_seats(door: Door) -> None:
    """Take back the answers of who takes no part any more, and give free seats to who waits; some sessions at a time."""
    await door.change(_take_back)
    after: UUID | None = None
    while True:
        async with door.reading() as session:
            waiting = await sessions_with_waiting(session, door.now(), after=after, limit=MOST_AT_ONCE)
        for session_id in waiting:
            await door.change(partial(_fill, session_id=session_id))
        if len(waiting) < MOST_AT_ONCE:
            return
        after = waiting[-1]


async def look_who_is_missing(work: Work) -> bool:
    """Let coordinators hear of the sessions within seven days; each once for each start. Gives whether more may wait."""
    near = await sessions_come_near(work.session, work.now, settled=work.now - SETTLED, limit=MOST_AT_ONCE)
    for session_id in near:
        session = await session_to_change(work.session, session_id)
        if session is None or not takes_answers(session.facts(), work.now):
            continue
        coming = await coming_of(work, session=session)
        if coming.alarm_for == session.starts_at:
            continue  # another clock was here meanwhile
        coming.alarm_for = session.starts_at
        coming.version += 1
        work.announce(
            SessionCameNear(
                session_coming_id=coming.id,
                session_id=session_id,
                network_id=session.network_id,
                coordinator_ids=await coordinator_ids(work.session, session.network_id),
                starts_at=session.starts_at,
                at=work.now,
                version=coming.version,
            )
        )
    return len(near) == MOST_AT_ONCE


async def forget_who_came(work: Work) -> None:
    """Forget needs and words of a reminder a week after a session, and who said and did what after 24 months (BR-048)."""
    for statement in coming_forgotten(needs_before=work.now - NEEDS_KEPT, answers_before=work.now - ANSWERS_KEPT):
        await work.session.execute(statement)
    for gone in attendance_forgotten(work.now - ANSWERS_KEPT):
        await work.session.execute(gone)
    for written in reminders_forgotten(work.now - NEEDS_KEPT):
        await work.session.execute(written)


async def _to_manage(work: Work, session_id: UUID, *, with_drafts: bool = False) -> PlannedSession:
    session = await session_to_change(work.session, session_id, with_drafts=with_drafts)
    if session is None:
        raise NotFound
    standing = await standing_at(work.session, session, work.viewer.person_id)
    if session.status == DRAFT and not standing.coordinates:
        raise NotFound  # they do not know of it
    check_coordinates(standing)
    if not takes_seats(session.facts(), work.now):
        check_takes_answers(session.facts(), work.now)
    return session


async def _as_seen(work: Work, session_id: UUID) -> SeenSession:
    await work.session.flush()
    seen = await session_seen(work.session, work.viewer.person_id, session_id)
    if seen is None:
        raise NotFound
    return seen


async def _take_back(work: Work) -> None:
    for statement in (*answers_of_nobody(work.now), *series_answers_over(work.now)):
        await work.session.execute(statement)


async def _fill(work: Work, *, session_id: UUID) -> None:
    session = await session_to_change(work.session, session_id)
    if session is not None and takes_answers(session.facts(), work.now):
        await give_seats(work, session=session, coming=await coming_of(work, session=session))
