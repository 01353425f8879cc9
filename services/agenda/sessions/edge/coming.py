"""Who may ask about who comes, and how it is told: one's own answer to each, figures with care, names to coordinators."""

from datetime import datetime
from uuid import UUID

from services.agenda.sessions.domain.coming import AccessAsked, lacking, takes_answers, takes_seats, told_of
from services.agenda.sessions.domain.seats import kept_until
from services.agenda.sessions.edge.sessions import session_view
from services.agenda.sessions.operations.coming import answer_series, answer_session
from services.agenda.sessions.operations.seats import ask_perspective, set_seats
from services.agenda.sessions.queries.coming import (
    SeenComing,
    coming_seen,
    near_sessions,
    said_of,
    session_by_id,
    unanswered_of,
    with_a_seat,
)
from services.agenda.sessions.queries.date_polls import coordinator_ids
from shared.api.agenda import coming as api
from shared.api.agenda.sessions import SessionView
from shared.api.page import First
from shared.errors import Conflict, NotFound
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()


@edge.change("/sessions/{session_id}:answer", who=PERSON)
async def answer(session_id: UUID, asked: api.AnswerSession, work: Work) -> SessionView:
    """Say whether one comes to a session."""
    seen = await answer_session(
        work,
        session_id=session_id,
        person_id=work.viewer.person(),
        answer=asked.answer,
        companions=asked.companions,
        with_support_person=asked.with_support_person,
        access=_access(asked),
    )
    return session_view(seen, work.now)


@edge.change("/series/{series_id}:answer", who=PERSON)
async def answer_all(series_id: UUID, asked: api.AnswerSession, work: Work) -> api.SeriesAnswered:
    """Say the same of all sessions of a series that are still to come."""
    said = await answer_series(
        work,
        series_id=series_id,
        person_id=work.viewer.person(),
        answer=asked.answer,
        companions=asked.companions,
        with_support_person=asked.with_support_person,
        access=_access(asked),
    )
    return api.SeriesAnswered(session_ids=[seen.session.id for seen in said])


@edge.change("/sessions/{session_id}:set-seats", who=PERSON)
async def seats(session_id: UUID, asked: api.SetSeats, work: Work) -> SessionView:
    """Say how many seats a session has, and how many are kept for whom."""
    kept = {one.perspective: one.minimum for one in asked.kept}
    seen = await set_seats(
        work, session_id=session_id, capacity=asked.capacity, kept=kept, release_days=asked.release_days
    )
    return session_view(seen, work.now)


@edge.change("/sessions/{session_id}:ask-perspective", who=PERSON)
async def ask(session_id: UUID, asked: api.AskPerspective, work: Work) -> SessionView:
    """Ask a perspective to come."""
    seen = await ask_perspective(work, session_id=session_id, perspective=asked.perspective)
    return session_view(seen, work.now)


@edge.read("/sessions:coming", who=PERSON, method="POST")
async def of_sessions(asked: api.ComingAsked, session: Session, viewer: Viewer, now: Now) -> list[api.ComingView]:
    """Who comes to some sessions."""
    minimums: dict[UUID, dict[str, int]] = {}
    for need in asked.needs:
        minimums.setdefault(need.network_id, {})[need.perspective] = need.minimum
    found = await coming_seen(session, viewer.person_id, asked.session_ids, now=now)
    return [
        _view(one, minimums.get(one.seen.session.network_id, {}), takes_answers(one.seen.session, now), now)
        for one in found
    ]


@edge.read("/coming/near", who=PERSON)
async def near(session: Session, viewer: Viewer, now: Now, first: First = 10) -> list[SessionView]:
    """The sessions within seven days that who asks coordinates."""
    return [session_view(seen, now) for seen in await near_sessions(session, viewer.person_id, now=now, first=first)]


@edge.read("/sessions/{session_id}:coming-letter", who=only("notifications"), method="POST")
async def letter(session_id: UUID, asked: api.ComingLetterAsked, session: Session, now: Now) -> api.ComingLetter:
    """What may be said about who comes, and to whom of these people, now."""
    about = await session_by_id(session, session_id)
    if about is None:
        raise NotFound
    if not takes_answers(about, now):
        raise Conflict
    minimums = {one.perspective: one.minimum for one in asked.needs if about.perspective in (None, one.perspective)}
    said, _ = await said_of(session, [about])
    missing = lacking(said[session_id], minimums)
    if asked.about == "SEAT":
        people = dict(await with_a_seat(session, about, asked.reader_ids))
    elif not missing:
        raise Conflict
    elif asked.about == "ASKED":
        unanswered = await unanswered_of(session, about, among=asked.reader_ids)
        people = {person_id: perspective for person_id, perspective in unanswered if perspective in missing}
    else:
        coordinators = set(await coordinator_ids(session, about.network_id))
        people = dict.fromkeys((one for one in asked.reader_ids if one in coordinators), "")
    return api.ComingLetter(
        network_id=about.network_id,
        series_id=about.series_id,
        starts_at=about.starts_at,
        ends_at=about.ends_at,
        place=about.place,
        link=about.link if asked.about == "SEAT" and people else "",
        is_online=bool(about.link),
        missing=[
            api.MissingPerspective(perspective=name, coming=coming, minimum=minimums[name])
            for name, coming in missing.items()
        ],
        perspectives=people,
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in people],
    )


def _access(asked: api.AnswerSession) -> AccessAsked | None:
    if asked.access_needs is None:
        return None
    return AccessAsked(tuple(asked.access_needs), asked.access_note.strip())


def _view(one: SeenComing, minimums: dict[str, int], is_open: bool, now: datetime) -> api.ComingView:
    about, standing = one.seen.session, one.seen.standing
    until = kept_until(about.starts_at, one.release_days)
    # Whether a group of one has its seat is not for everybody: they hear what the clock and the choice of the coordinators say.
    keeps = bool(one.stands.held if standing.coordinates else any(one.room.kept.values()))
    expected = {name: count for name, count in minimums.items() if about.perspective in (None, name)}
    told_each, small_enough = told_of(one.said, expected, standing)
    return api.ComingView(
        session_id=about.id,
        may_answer=is_open,
        my_answer=None if one.mine is None else api.MySessionAnswer(**one.mine._asdict()),
        access_needs=list(one.access.needs),
        access_note=one.access.note,
        is_full=one.is_full,
        kept_until=until if keeps and until is not None and now < until else None,
        perspectives=[
            api.PerspectiveComing(
                **told._asdict(), asked_at=one.asked.get(told.perspective) if standing.coordinates else None
            )
            for told in told_each
        ],
        small_groups_enough=small_enough,
        may_manage=takes_seats(about, now) and standing.coordinates,
        seats=api.SeatsView(
            capacity=one.room.capacity,
            kept=[api.PerspectiveNeed(perspective=name, minimum=count) for name, count in one.room.kept.items()],
            taken=one.stands.seats,
            held=one.stands.held,
            release_days=one.release_days,
        )
        if standing.coordinates
        else None,
    )
