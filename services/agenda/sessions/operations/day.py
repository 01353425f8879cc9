"""What can be done on the day itself: start the session, go from point to point, choose how everybody begins, and end it."""

from datetime import datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.members.domain import Standing, check_arranges, check_takes_part
from services.agenda.members.operations import check_may_write
from services.agenda.members.queries import standing_in
from services.agenda.sessions.domain.day import (
    CHECK_IN,
    NOTES_KEPT,
    CheckIn,
    DayPart,
    SeenDay,
    check_check_in,
    check_its_day,
    check_running,
)
from services.agenda.sessions.domain.rhythm import ZONE
from services.agenda.sessions.domain.sessions import SessionFacts
from services.agenda.sessions.models.agenda_points import point_reached
from services.agenda.sessions.models.day import SessionDay, day_opened, notes_forgotten, turns_forgotten
from services.agenda.sessions.queries.day import day_seen, day_to_change, point_ids_of
from shared.bus.work import Work
from shared.errors import NotFound
from shared.events.agenda.days import SessionDayChanged, SessionDayEnded, SessionDayMovedOn, SessionDayStarted


class HeldDay(NamedTuple):
    """A session whose day is held until this transaction ends, and who asks."""

    session: SessionFacts
    day: SessionDay
    person_id: UUID


async def start_session(work: Work, *, session_id: UUID) -> SeenDay:
    """Start a session on its day, or go on with one that was ended too soon, as who leads it (J12); again changes nothing.

    It begins at its first agenda point. Raises NotFound, FacilitatorNeeded, SessionNotToday.
    """
    held = await led_day(work, session_id=session_id)
    check_its_day(held.session, work.now)
    day = held.day
    if day.started_at is None or day.ended_at is not None:
        if day.started_at is None:
            points = await point_ids_of(work.session, session_id)
            day.started_at = day.point_started_at = work.now
            day.agenda_point_id = points[0] if points else None
            if day.agenda_point_id is not None:
                await work.session.execute(point_reached(day.agenda_point_id, work.now))
        day.ended_at = None
        day.version += 1
        work.announce(
            SessionDayStarted(
                session_day_id=day.id,
                session_id=session_id,
                network_id=day.network_id,
                started_at=day.started_at,
                agenda_point_id=day.agenda_point_id,
                at=work.now,
                version=day.version,
            )
        )
    return await as_seen(work, session_id=session_id)


async def go_to_point(work: Work, *, session_id: UUID, agenda_point_id: UUID) -> SeenDay:
    """Go on with a point of this agenda, or back to it, as who leads; its time begins now.

    Raises NotFound, FacilitatorNeeded, SessionNotRunning.
    """
    held = await led_day(work, session_id=session_id)
    day = held.day
    check_running(held.session, day.facts(), work.now)
    if agenda_point_id not in await point_ids_of(work.session, session_id):
        raise NotFound
    if day.agenda_point_id != agenda_point_id:
        day.agenda_point_id, day.point_started_at = agenda_point_id, work.now
        await work.session.execute(point_reached(agenda_point_id, work.now))
        day.version += 1
        work.announce(
            SessionDayMovedOn(
                session_day_id=day.id,
                session_id=session_id,
                network_id=day.network_id,
                agenda_point_id=agenda_point_id,
                at=work.now,
                version=day.version,
            )
        )
    return await as_seen(work, session_id=session_id)


async def end_session(work: Work, *, session_id: UUID) -> SeenDay:
    """Say that a session is over, as who leads it; again changes nothing.

    Raises NotFound, FacilitatorNeeded, SessionNotRunning.
    """
    held = await led_day(work, session_id=session_id)
    day = held.day
    if day.ended_at is None:
        check_running(held.session, day.facts(), work.now)
        day.ended_at = work.now
        day.version += 1
        work.announce(
            SessionDayEnded(
                session_day_id=day.id,
                session_id=session_id,
                network_id=day.network_id,
                ended_at=work.now,
                at=work.now,
                version=day.version,
            )
        )
    return await as_seen(work, session_id=session_id)


async def choose_check_in(work: Work, *, session_id: UUID, check_in: CheckIn, words: str) -> SeenDay:
    """Choose the question with which everybody begins, as who leads; also days before.

    words: with OWN only. Raises NotFound, FacilitatorNeeded, WritingLimited, LineMissing.
    """
    held = await led_day(work, session_id=session_id)
    if words:
        await check_may_write(work, network_id=held.session.network_id)
    held.day.check_in_words = check_check_in(check_in, words)
    held.day.check_in = check_in
    day_changed(work, day=held.day, part=CHECK_IN)
    return await as_seen(work, session_id=session_id)


async def forget_days(work: Work) -> None:
    """Forget who wanted to speak and who sat in which group, in the sessions of the days before today; and old notes."""
    today = work.now.astimezone(ZoneInfo(ZONE)).date()
    for statement in turns_forgotten(datetime.combine(today, time(), ZoneInfo(ZONE))):
        await work.session.execute(statement)
    await work.session.execute(notes_forgotten(work.now - NOTES_KEPT))


async def seen_day(work: Work, *, session_id: UUID) -> SeenDay:
    """The day of a session, as who asks sees it. Raises NotFound for who takes no part."""
    seen = await day_seen(work.session, work.viewer.person_id, session_id)
    if seen is None:
        raise NotFound
    return seen


async def stands(work: Work, *, seen: SeenDay) -> Standing:
    """How who asks stands at a session, kept so until this transaction ends."""
    about = seen.session
    return await standing_in(
        work.session, about.network_id, work.viewer.person_id, hold=True, perspective=about.perspective
    )


async def joined_day(work: Work, *, session_id: UUID) -> HeldDay:
    """The day of a session, held for a member. Raises NotFound."""
    seen = await seen_day(work, session_id=session_id)
    check_takes_part(await stands(work, seen=seen))
    return await hold_day(work, seen=seen)


async def led_day(work: Work, *, session_id: UUID) -> HeldDay:
    """The day of a session, held for who leads it. Raises NotFound, FacilitatorNeeded."""
    seen = await seen_day(work, session_id=session_id)
    check_arranges(await stands(work, seen=seen))
    return await hold_day(work, seen=seen)


async def hold_day(work: Work, *, seen: SeenDay) -> HeldDay:
    """Hold the day of a session until this transaction ends: one thing happens at a time."""
    if seen.day is None:
        await work.session.execute(day_opened(seen.session.id, seen.session.network_id))
    day = await day_to_change(work.session, seen.session.id)
    return HeldDay(seen.session, day, work.viewer.person())


async def as_seen(work: Work, *, session_id: UUID) -> SeenDay:
    """The day after a change, as who made it sees it."""
    await work.session.flush()
    return await seen_day(work, session_id=session_id)


def day_changed(work: Work, *, day: SessionDay, part: DayPart) -> None:
    """Announce that a part of a day that is held is different."""
    day.version += 1
    work.announce(
        SessionDayChanged(
            session_day_id=day.id,
            session_id=day.session_id,
            network_id=day.network_id,
            kind=part,
            at=work.now,
            version=day.version,
        )
    )
