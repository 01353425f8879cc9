"""What can be done about coming to a session: say whether one comes, and give seats to who waits."""

from uuid import UUID

from services.agenda.members.domain import check_takes_part
from services.agenda.members.queries import planning_in
from services.agenda.sessions.domain.coming import (
    ACCESS_NEEDS,
    COMING,
    AccessAsked,
    SessionAnswer,
    check_answer,
    check_takes_answers,
    seats_of,
)
from services.agenda.sessions.domain.seats import check_grows, seat
from services.agenda.sessions.domain.sessions import SeenSession
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer, SessionComing
from services.agenda.sessions.models.series_answers import series_answered
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.seats import (
    answer_to_change,
    coming_sessions_of,
    coming_to_change,
    needs_to_change,
    requests_for,
    waiting_answers,
)
from services.agenda.sessions.queries.showing import session_seen, session_to_change, standing_at
from services.agenda.sessions.queries.templates import network_of_series
from shared.bus.work import Work
from shared.database import one_at_a_time
from shared.errors import NotFound
from shared.events.agenda.coming import SessionAnswered, SessionSeatGiven


async def answer_session(
    work: Work,
    *,
    session_id: UUID,
    person_id: UUID,
    answer: SessionAnswer,
    companions: int | None = 0,
    with_support_person: bool | None = False,
    access: AccessAsked | None = None,
) -> SeenSession:
    """Say whether a person comes to a session, or say something else than before; until it starts, and no is always possible.

    companions, with_support_person: who comes along; each takes a seat. access: what this person needs there. None of each: as
    it was.
    Who comes while there is no seat waits for one (the rule stands in domain/seats.py).
    Raises NotFound, NotAMember, SessionCancelled, AnsweringIsOver, AnswerNotPossible, NoSeatForCompanion.
    """
    session = await session_to_change(work.session, session_id)
    if session is None:
        raise NotFound
    check_takes_part(await standing_at(work.session, session, person_id))
    check_takes_answers(session.facts(), work.now)
    coming = await coming_of(work, session=session)
    given = await answer_to_change(work.session, session_id, person_id)
    if companions is None:
        companions = given.companions if given else 0
    if with_support_person is None:
        with_support_person = given.with_support_person if given else False
    check_answer(companions=companions, access=access)
    if given is None:
        given = work.add(GivenAnswer(session_id=session_id, person_id=person_id, answer=answer, answered_at=work.now))
    had_seat = given.seats > 0 and not given.is_waiting
    is_coming = answer == COMING
    seats = seats_of(companions, with_support_person=with_support_person) if is_coming else 0
    if had_seat and seats > given.seats:
        room = coming.room(starts_at=session.starts_at, now=work.now)
        check_grows(room, await requests_for(work.session, session_id), more=seats - given.seats)
    if is_coming and not given.seats:
        coming.turns += 1
        given.turn = coming.turns
        given.is_waiting = True
    given.is_waiting = given.is_waiting and is_coming
    given.answer, given.answered_at, given.seats = answer, work.now, seats
    given.companions = companions if is_coming else 0
    given.with_support_person = with_support_person and is_coming
    if access is not None:
        await _keep_needs(work, session_id, person_id, access)
    await give_seats(work, session=session, coming=coming, asking=person_id)
    coming.version += 1
    work.announce(
        SessionAnswered(
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


async def answer_series(
    work: Work,
    *,
    series_id: UUID,
    person_id: UUID,
    answer: SessionAnswer,
    companions: int | None = 0,
    with_support_person: bool | None = False,
    access: AccessAsked | None = None,
) -> list[SeenSession]:
    """Say the same of all sessions of a series that are still to come, and of those that are confirmed in it later (wish 6).

    companions, with_support_person, access: as of answer_session; None: as it was, of each session and of the whole series.
    Raises NotFound where none is, and as answer_session.
    """
    await hold_series(work, series_id=series_id)
    session_ids = await coming_sessions_of(work.session, series_id, work.now)
    if not session_ids:
        raise NotFound
    said = []
    for session_id in session_ids:
        try:
            said.append(
                await answer_session(
                    work,
                    session_id=session_id,
                    person_id=person_id,
                    answer=answer,
                    companions=companions,
                    with_support_person=with_support_person,
                    access=access,
                )
            )
        except NotFound:  # for another perspective, or undone meanwhile
            continue
    if not said:
        raise NotFound
    await work.session.execute(
        series_answered(
            series_id=series_id,
            person_id=person_id,
            answer=answer,
            companions=companions if answer == COMING else 0,
            with_support_person=with_support_person if answer == COMING else False,
            with_needs=None if access is None else bool(access.needs or access.note),
            at=work.now,
        )
    )
    return said


async def hold_series(work: Work, *, series_id: UUID) -> None:
    """Let nothing of a series be confirmed until this transaction ends, or it would not hear what is said of the whole of it.

    Before a session of it is held, as hold_planning. Raises NotFound.
    """
    network_id = await network_of_series(work.session, series_id)
    if network_id is None:
        raise NotFound
    await one_at_a_time(work.session, planning_in(network_id))


async def coming_of(work: Work, *, session: PlannedSession) -> SessionComing:
    """How a session that is held stands; made where nothing was known yet."""
    coming = await coming_to_change(work.session, session.id)
    if coming is None:
        coming = work.add(SessionComing(session_id=session.id, network_id=session.network_id))
        await work.session.flush()
    return coming


async def give_seats(work: Work, *, session: PlannedSession, coming: SessionComing, asking: UUID | None = None) -> None:
    """Give the seats that are free to who waits for them at a session that is held; each but who asks just now hears of it."""
    for person_id in await fill_seats(work, session=session, coming=coming):
        if person_id == asking:
            continue
        coming.version += 1
        work.announce(
            SessionSeatGiven(
                session_coming_id=coming.id,
                session_id=session.id,
                network_id=session.network_id,
                person_id=person_id,
                starts_at=session.starts_at,
                at=work.now,
                version=coming.version,
            )
        )


async def fill_seats(work: Work, *, session: PlannedSession, coming: SessionComing) -> list[UUID]:
    """Give the seats that are free to who waits for them at a session that is held, without a word; gives who got theirs, in order."""
    await work.session.flush()
    room = coming.room(starts_at=session.starts_at, now=work.now)
    given = [request.person_id for request in seat(room, await requests_for(work.session, session.id))]
    if given:
        for row in await waiting_answers(work.session, session.id, given):
            row.is_waiting = False
    return given


async def _keep_needs(work: Work, session_id: UUID, person_id: UUID, access: AccessAsked) -> None:
    kept = await needs_to_change(work.session, session_id, person_id)
    if not access.needs and not access.note:
        if kept is not None:
            await work.session.delete(kept)
        return
    if kept is None:
        kept = work.add(AccessNeeds(session_id=session_id, person_id=person_id))
    for need in ACCESS_NEEDS:
        setattr(kept, need.lower(), need in access.needs)
    kept.note = access.note
