"""Who may ask about calendars, and how they are answered."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.calendars import operations
from services.agenda.calendars.domain import EntryFacts
from services.agenda.calendars.queries import (
    answers_of,
    answers_to,
    coming_to,
    entry_seen,
    feeds_of,
    joining,
    own_calendar_of,
    own_dates,
    points_told,
    series_answered,
    session_answered,
    session_to_come,
    sessions_together,
    told_little,
)
from services.agenda.members.queries import active_among
from services.agenda.sessions.domain.coming import takes_answers
from services.agenda.sessions.domain.sessions import CANCELLED
from services.agenda.sessions.queries.arranging import arranger_ids
from services.agenda.sessions.queries.reminding import reminder_for, reminder_words
from shared.api.agenda.calendars import (
    AnswerFor,
    AnswerOf,
    CalendarEntry,
    CalendarFeedContents,
    CalendarFeedMade,
    CalendarFeedView,
    KeepBusyTimes,
    LetterPoint,
    LetterReader,
    OwnCalendarView,
    OwnDate,
    ReadCalendarFeed,
    ResetCalendarFeed,
    SeriesAnswersFor,
    SeriesAnswersOf,
    SeriesSessionSaid,
    SessionLetter,
    SessionLetterAsked,
    SessionSet,
    SessionSets,
    SessionSetsAsked,
    SetSession,
    TheirAnswer,
    TheirSeriesAnswers,
)
from shared.bus.work import Door
from shared.errors import NotFound
from shared.ics import ZONE
from shared.web.edge import ANYONE, PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()
FEED = tuple(CalendarFeedView.model_fields)


@edge.read("/calendar-feeds/mine", who=PERSON)
async def mine(session: Session, viewer: Viewer) -> list[CalendarFeedView]:
    """The feeds of who asks."""
    return [_feed(feed) for feed in await feeds_of(session, viewer.person())]


@edge.change("/calendar-feeds:reset", who=PERSON)
async def reset(asked: ResetCalendarFeed, work: Work) -> CalendarFeedMade:
    """Make a new secret address."""
    feed, token = await operations.reset_calendar_feed(
        work, network_id=asked.network_id, is_neutral=asked.is_neutral, language=asked.language
    )
    return CalendarFeedMade(token=token, feed=_feed(feed))


@edge.act("/calendar-feeds:read", who=ANYONE)
async def read(asked: ReadCalendarFeed, door: Door) -> CalendarFeedContents:
    """What stands behind a secret address."""
    today = door.now().astimezone(ZoneInfo(ZONE)).date()
    feed, entries = await operations.read_calendar_feed(door, token=asked.token, today=today)
    return CalendarFeedContents(
        is_over=feed.person_id is None,
        network_id=feed.network_id,
        is_neutral=feed.is_neutral,
        language="en" if feed.language == "en" else "nl",
        entries=[_entry(entry) for entry in entries],
    )


@edge.read("/own-calendar", who=PERSON)
async def own(session: Session, viewer: Viewer, now: Now) -> OwnCalendarView:
    """Until when the own calendar of who asks is known."""
    found = await own_calendar_of(session, viewer.person(), now=now)
    if found is None:
        raise NotFound
    return OwnCalendarView(**found._asdict())


@edge.change("/own-calendar", who=PERSON)
async def keep_own(asked: KeepBusyTimes, work: Work) -> OwnCalendarView:
    """Keep when who asks has something in their own calendar."""
    times = [(one.starts_at, one.ends_at) for one in asked.times]
    found = await operations.keep_busy_times(work, times=times, until_at=asked.until_at)
    return OwnCalendarView(**found._asdict())


@edge.change("/own-calendar:forget", who=PERSON)
async def forget_own(work: Work) -> None:
    """Forget the own calendar of who asks."""
    await operations.forget_busy_times(work)


@edge.read("/date-polls/{date_poll_id}/own-calendar", who=PERSON)
async def own_at_dates(date_poll_id: UUID, session: Session, viewer: Viewer) -> list[OwnDate]:
    """At which dates of a poll who asks has something already."""
    found = await own_dates(session, viewer.person(), date_poll_id)
    return [OwnDate(date_id=date_id, is_busy=is_busy) for date_id, is_busy in found.items()]


@edge.read("/sessions/{session_id}/calendar-entry", who=ANYONE)
async def entry(session_id: UUID, session: Session, viewer: Viewer) -> CalendarEntry:
    """One session, to put in a calendar."""
    found = await entry_seen(session, viewer.person_id, session_id)
    if found is None:
        raise NotFound
    return _entry(found)


@edge.read("/sessions/{session_id}:letter", who=only("notifications"), method="POST")
async def session_letter(session_id: UUID, asked: SessionLetterAsked, session: Session) -> SessionLetter:
    """What a reminder says of this session now, and to whom."""
    found = await session_to_come(session, session_id)
    if found is None:
        raise NotFound
    if asked.coordinator_id is not None:
        await reminder_for(session, asked.coordinator_id, session_id)
    readers = await active_among(session, found.network_id, asked.reader_ids, perspective=found.perspective)
    answers = await answers_of(session, session_id, readers)
    joiners = (await joining(session, found.network_id, [session_id], readers))[session_id] if found.link else set()
    return SessionLetter(
        network_id=found.network_id,
        series_id=found.series_id,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        place=found.place,
        link=found.link,
        words=await reminder_words(session, session_id),
        points=[LetterPoint(title=title, minutes=minutes) for title, minutes in await points_told(session, session_id)],
        readers=[
            LetterReader(person_id=reader_id, joins=reader_id in joiners, **answers.get(reader_id, {}))
            for reader_id in asked.reader_ids
            if reader_id in readers
        ],
    )


@edge.read("/sessions/{session_id}:answer-of", who=only("notifications"), method="POST")
async def answer_of(session_id: UUID, asked: AnswerOf, session: Session, now: Now) -> TheirAnswer:
    """What one person said of a session."""
    return await _their_answer(session, session_id, asked.person_id, now)


@edge.change("/sessions/{session_id}:answer-for", who=only("notifications"))
async def answer_for(session_id: UUID, asked: AnswerFor, work: Work) -> TheirAnswer:
    """What one person says of a session, in a mail."""
    is_taken = await operations.answer_by_mail(
        work, session_id=session_id, person_id=asked.person_id, answer=asked.answer, stamped_at=asked.stamped_at
    )
    await work.session.flush()
    told = await _their_answer(work.session, session_id, asked.person_id, work.now)
    return told.model_copy(update={"is_taken": is_taken})


@edge.read("/series/{series_id}:answer-of", who=only("notifications"), method="POST")
async def series_answer_of(series_id: UUID, asked: SeriesAnswersOf, session: Session, now: Now) -> TheirSeriesAnswers:
    """What one person said of each session of a series."""
    return await _their_series(session, series_id, asked.person_id, now)


@edge.change("/series/{series_id}:answer-for", who=only("notifications"))
async def series_answer_for(series_id: UUID, asked: SeriesAnswersFor, work: Work) -> TheirSeriesAnswers:
    """What one person says of a series or of sessions of it, with the link in a mail."""
    answers = {one.session_id: one.answer for one in asked.answers}
    await operations.answer_series_by_mail(
        work, series_id=series_id, person_id=asked.person_id, whole_series=asked.whole_series, answers=answers
    )
    await work.session.flush()
    return await _their_series(work.session, series_id, asked.person_id, work.now)


@edge.read("/session-sets/{about_id}:letter", who=only("notifications"), method="POST")
async def sets_letter(about_id: UUID, asked: SessionSetsAsked, session: Session, now: Now) -> SessionSets:
    """What invitations say of these sessions now, and to whom."""
    found = await sessions_together(session, about_id, now=now)
    if not found:
        raise NotFound
    network_id = next(iter(found.values()))[0].network_id
    readers = await active_among(session, network_id, asked.reader_ids)
    little = await told_little(session, readers)
    every = [one for sessions in found.values() for one in sessions]
    comers = await coming_to(session, [one.id for one in every], readers)
    preparing = set(await arranger_ids(session, network_id)) & readers if any(one.link for one in every) else set()
    apart: dict[str, list[UUID]] = {}
    for perspective in {one.perspective for sessions in found.values() for one in sessions if one.perspective}:
        apart[perspective] = sorted(await active_among(session, network_id, readers, perspective=perspective))
    return SessionSets(
        network_id=network_id,
        sets=[
            SessionSet(
                id=set_id,
                is_series=sessions[0].id != set_id,
                sessions=[
                    SetSession.model_validate(
                        {
                            name: value
                            for name, value in one._asdict().items()
                            if name not in {"perspective", "series_id"}
                        }
                        | {
                            "reader_ids": apart[one.perspective] if one.perspective else None,
                            "comer_ids": sorted(comers[one.id]),
                            "joiner_ids": sorted(comers[one.id] | preparing) if one.link else [],
                        }
                    )
                    for one in sessions
                ],
            )
            for set_id, sessions in found.items()
        ],
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
        neutral_ids=[reader_id for reader_id in asked.reader_ids if reader_id in little],
    )


async def _their_answer(session: Session, session_id: UUID, person_id: UUID, now: datetime) -> TheirAnswer:
    found = await session_answered(session, person_id, session_id)
    if found is None or found.session.ends_at <= now:
        raise NotFound
    about = found.session
    said = (await answers_of(session, session_id, [person_id])).get(person_id, {"answer": None, "is_waiting": False})
    return TheirAnswer(
        network_id=about.network_id,
        starts_at=about.starts_at,
        ends_at=about.ends_at,
        zone=about.zone,
        is_cancelled=about.status == CANCELLED,
        takes_answers=takes_answers(about, now),
        **said,
    )


async def _their_series(session: Session, series_id: UUID, person_id: UUID, now: datetime) -> TheirSeriesAnswers:
    sessions = await series_answered(session, person_id, series_id, now)
    if not sessions:
        raise NotFound
    said = await answers_to(session, person_id, [one.id for one in sessions])
    return TheirSeriesAnswers(
        network_id=sessions[0].network_id,
        zone=sessions[0].zone,
        sessions=[
            SeriesSessionSaid(
                id=one.id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                **said.get(one.id, {"answer": None, "is_waiting": False}),
            )
            for one in sessions
        ],
    )


def _feed(feed: Any) -> CalendarFeedView:
    return CalendarFeedView(**{name: getattr(feed, name) for name in FEED})


def _entry(entry: EntryFacts) -> CalendarEntry:
    return CalendarEntry.model_validate(entry._asdict())
