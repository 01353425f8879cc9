"""What calendars can tell: whose feed an address is, and which sessions stand in it now."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlmodel import col

from services.agenda.calendars.domain import YOUNG_PERSON, EntryFacts, FeedFacts, OwnCalendarFacts, SetFacts
from services.agenda.calendars.models import BusyTime, CalendarFeed, OwnCalendar
from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, NETWORKS_OF_READER, READER_ID, may_speak_from, reader
from services.agenda.sessions.domain.sessions import KNOWN_TO_ALL, TAKES_PLACE, SeenSession, SessionFacts
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.coming import GivenAnswer
from services.agenda.sessions.models.date_polls import DatePoll, DatePollDate
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.arranging import arranger_ids
from services.agenda.sessions.queries.seats import coming_sessions_of
from services.agenda.sessions.queries.showing import (
    COMES,
    IS_COMING,
    IS_FOR_ALL,
    IS_FOR_READER,
    IS_ONLINE,
    OF_THIS_DATE,
    STANDING_AT_SESSION,
    session_seen,
    sessions_seen,
)
from services.agenda.sessions.queries.voices import POLL_ID
from shared.database import Session

FEED_FACTS = [col(getattr(CalendarFeed, name)) for name in FeedFacts._fields]
SHOWN_LINK = case(
    (and_(IS_ONLINE, or_(COMES, Standing.FACILITATOR.value <= STANDING_AT_SESSION)), col(PlannedSession.link)), else_=""
)
"""Where to join online, for who said they come and who prepares it."""
IS_DECLINED = exists().where(
    col(GivenAnswer.session_id) == col(PlannedSession.id),
    col(GivenAnswer.person_id) == READER_ID,
    col(GivenAnswer.answer) == "NOT_COMING",
    OF_THIS_DATE,
)
"""Whether the reader said that they do not come."""
FOR_READER: dict[str, ColumnElement[Any]] = {"link": SHOWN_LINK, "is_free": IS_DECLINED}
ENTRY_FACTS = [
    FOR_READER[name] if name in FOR_READER else col(getattr(PlannedSession, name)) for name in EntryFacts._fields
]
SET_FACTS = [col(getattr(PlannedSession, name)) for name in SetFacts._fields]
# Made once: making a statement takes longer than running it.
ENTRIES = (
    select(*ENTRY_FACTS)
    .where(
        col(PlannedSession.status).in_(KNOWN_TO_ALL),
        col(PlannedSession.network_id).in_(NETWORKS_OF_READER),
        IS_FOR_READER,
    )
    .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
)
"""The sessions of the networks where the reader takes part now: who left a network reads nothing of it any more (A-22)."""
ENTRY = select(STANDING_AT_SESSION, *ENTRY_FACTS).where(
    col(PlannedSession.status).in_(KNOWN_TO_ALL), or_(IS_FOR_ALL, Standing.MEMBER.value <= STANDING_AT_SESSION)
)


async def feed_behind(session: Session, token_hash: bytes) -> FeedFacts | None:
    """The feed behind a secret, also one that is over."""
    row = (await session.execute(select(*FEED_FACTS).where(col(CalendarFeed.token_hash) == token_hash))).one_or_none()
    return FeedFacts(*row) if row else None


async def feeds_of(session: Session, person_id: UUID) -> list[FeedFacts]:
    """The feeds of a person: for all networks first, then the newest."""
    rows = await session.execute(
        select(*FEED_FACTS)
        .where(col(CalendarFeed.person_id) == person_id)
        .order_by(col(CalendarFeed.network_id).is_not(None), col(CalendarFeed.id).desc())
    )
    return [FeedFacts(*row) for row in rows]


async def entries_of(session: Session, person_id: UUID, network_id: UUID | None) -> list[EntryFacts]:
    """The sessions in somebody's feed, in order of time: of one network, or of all where they take part."""
    statement = ENTRIES if network_id is None else ENTRIES.where(col(PlannedSession.network_id) == network_id)
    return [EntryFacts(*row) for row in await session.execute(statement, reader(person_id))]


async def entry_seen(session: Session, person_id: UUID | None, session_id: UUID) -> EntryFacts | None:
    """One session as this reader may put it in a calendar: its place and its link for who takes part."""
    rows = await session.execute(ENTRY.where(col(PlannedSession.id) == session_id), reader(person_id))
    row = rows.one_or_none()
    if row is None:
        return None
    standing, *facts = row
    entry = EntryFacts(*facts)
    return entry if Standing(standing).takes_part else entry._replace(place="", link="")


async def perspectives_of(session: Session, person_id: UUID) -> Sequence[str]:
    """From which perspectives a person takes part anywhere, or may do so."""
    rows = await session.execute(
        select(col(Member.perspective), col(Member.also)).where(col(Member.person_id) == person_id, IS_ACTIVE)
    )
    return [one for perspective, also in rows for one in (perspective, *also)]


async def sessions_together(session: Session, about_id: UUID, *, now: datetime) -> dict[UUID, list[SetFacts]]:
    """Sessions by series, as they were first to be; one that belongs to none stands by itself under its own id.

    about_id: of a series, of a session that belongs to none, or of a network: then all of which something is still to come.
    """
    alone = and_(col(PlannedSession.id) == about_id, col(PlannedSession.series_id).is_(None))
    to_come = and_(col(PlannedSession.network_id) == about_id, col(PlannedSession.ends_at) > now)
    under_way = select(col(PlannedSession.series_id)).where(to_come, col(PlannedSession.series_id).is_not(None))
    rows = await session.execute(
        select(col(PlannedSession.series_id), *SET_FACTS)
        .where(
            or_(
                col(PlannedSession.series_id) == about_id,
                col(PlannedSession.series_id).in_(under_way),
                alone,
                and_(to_come, col(PlannedSession.series_id).is_(None)),
            ),
            col(PlannedSession.status).in_(KNOWN_TO_ALL),
        )
        .order_by(col(PlannedSession.first_starts_at), col(PlannedSession.id))
    )
    found: dict[UUID, list[SetFacts]] = {}
    for series_id, *facts in rows:
        one = SetFacts(*facts)
        found.setdefault(series_id or one.id, []).append(one)
    return found


async def session_to_come(session: Session, session_id: UUID) -> SetFacts | None:
    """One session that takes place and is not over."""
    rows = await session.execute(
        select(*SET_FACTS).where(col(PlannedSession.id) == session_id, col(PlannedSession.status).in_(TAKES_PLACE))
    )
    row = rows.one_or_none()
    return SetFacts(*row) if row else None


async def session_answered(session: Session, person_id: UUID, session_id: UUID) -> SeenSession | None:
    """One session at which this person is expected."""
    seen = await session_seen(session, person_id, session_id)
    return seen if seen is not None and seen.standing.takes_part else None


async def series_answered(session: Session, person_id: UUID, series_id: UUID, now: datetime) -> list[SessionFacts]:
    """The sessions of a series that take answers, and at which this person is expected, in order of time."""
    seen = await sessions_seen(session, person_id, await coming_sessions_of(session, series_id, now))
    return [one.session for one in seen if one.standing.takes_part]


async def answers_to(session: Session, person_id: UUID, session_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """By session what a person said (answer), and whether they wait for a seat (is_waiting); not what is of an earlier date."""
    rows = await session.execute(
        select(col(GivenAnswer.session_id), col(GivenAnswer.answer), col(GivenAnswer.is_waiting))
        .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
        .where(
            col(GivenAnswer.session_id).in_(list(session_ids)), col(GivenAnswer.person_id) == person_id, OF_THIS_DATE
        )
    )
    return {session_id: {"answer": answer, "is_waiting": is_waiting} for session_id, answer, is_waiting in rows}


async def answers_of(session: Session, session_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these people said of a session (answer), and whether they wait for a seat (is_waiting).

    Who said nothing, or said it of an earlier date, is left out.
    """
    rows = await session.execute(
        select(col(GivenAnswer.person_id), col(GivenAnswer.answer), col(GivenAnswer.is_waiting))
        .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
        .where(
            col(GivenAnswer.session_id) == session_id, col(GivenAnswer.person_id).in_(list(person_ids)), OF_THIS_DATE
        )
    )
    return {person_id: {"answer": answer, "is_waiting": is_waiting} for person_id, answer, is_waiting in rows}


async def own_calendar_of(session: Session, person_id: UUID, *, now: datetime) -> OwnCalendarFacts | None:
    """Until when somebody's own calendar is known; None where nothing is kept."""
    times = (
        select(func.count())
        .where(col(BusyTime.person_id) == person_id, col(BusyTime.ends_at) > now)
        .correlate(None)
        .scalar_subquery()
    )
    statement = select(col(OwnCalendar.kept_at), col(OwnCalendar.until_at), times).where(
        col(OwnCalendar.person_id) == person_id, col(OwnCalendar.until_at) > now
    )
    row = (await session.execute(statement)).one_or_none()
    return OwnCalendarFacts(*row) if row else None


OWN_DATES = (
    select(
        col(DatePollDate.id),
        exists().where(
            col(BusyTime.person_id) == READER_ID,
            col(BusyTime.starts_at) < col(DatePollDate.ends_at),
            col(BusyTime.ends_at) > col(DatePollDate.starts_at),
        ),
    )
    .join(DatePoll, col(DatePoll.id) == col(DatePollDate.date_poll_id))
    .join(OwnCalendar, and_(col(OwnCalendar.person_id) == READER_ID))
    .where(
        col(DatePoll.id) == POLL_ID,
        col(DatePoll.network_id).in_(NETWORKS_OF_READER),
        col(DatePollDate.starts_at) > col(OwnCalendar.kept_at),
        col(DatePollDate.ends_at) <= col(OwnCalendar.until_at),
    )
)
"""At which dates of a poll the reader has something; only dates of which that is known."""


async def own_dates(session: Session, person_id: UUID, poll_id: UUID) -> dict[UUID, bool]:
    """By date of a poll whether this person has something then, where their own calendar tells."""
    rows = await session.execute(OWN_DATES, reader(person_id) | {POLL_ID.key: poll_id})
    return {row[0]: row[1] for row in rows}


async def points_told(session: Session, session_id: UUID) -> Sequence[tuple[str, int]]:
    """What stands on the agenda of a session, in order: titles and minutes."""
    rows = await session.execute(
        select(col(AgendaPoint.title), col(AgendaPoint.minutes))
        .where(col(AgendaPoint.session_id) == session_id)
        .order_by(col(AgendaPoint.position), col(AgendaPoint.id))
    )
    return [(title, minutes) for title, minutes in rows]


async def told_little(session: Session, person_ids: Iterable[UUID]) -> set[UUID]:
    """Who of these people is told in a calendar no more than that there is a session."""
    rows = await session.execute(
        select(col(Member.person_id)).where(
            col(Member.person_id).in_(list(person_ids)), IS_ACTIVE, may_speak_from([YOUNG_PERSON])
        )
    )
    return set(rows.scalars())


async def joining(
    session: Session, network_id: UUID, session_ids: Collection[UUID], person_ids: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """By session who of these people is told where to join it online: who said they come, and who prepares it."""
    comers = await coming_to(session, session_ids, person_ids)
    preparing = set(await arranger_ids(session, network_id)) & set(person_ids)
    return {session_id: preparing | comers[session_id] for session_id in session_ids}


async def coming_to(
    session: Session, session_ids: Collection[UUID], person_ids: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """By session who of these people said they come, of the date that stands, and has a seat."""
    rows = await session.execute(
        select(col(GivenAnswer.session_id), col(GivenAnswer.person_id))
        .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
        .where(
            col(GivenAnswer.session_id).in_(list(session_ids)),
            col(GivenAnswer.person_id).in_(list(person_ids)),
            *IS_COMING,
        )
    )
    found: dict[UUID, set[UUID]] = {session_id: set() for session_id in session_ids}
    for session_id, person_id in rows:
        found[session_id].add(person_id)
    return found
