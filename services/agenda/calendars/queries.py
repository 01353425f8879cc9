"""What calendars can tell: whose feed an address is, and which sessions stand in it now."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import col

from services.agenda.calendars.domain import YOUNG_PERSON, EntryFacts, FeedFacts, SetFacts
from services.agenda.calendars.models import CalendarFeed
from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, NETWORKS_OF_READER, reader
from services.agenda.sessions.domain.sessions import KNOWN_TO_ALL, TAKES_PLACE, SeenSession
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.coming import GivenAnswer
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import IS_FOR_ALL, IS_FOR_READER, STANDING_AT_SESSION, session_seen
from shared.database import Session

FEED_FACTS = [col(getattr(CalendarFeed, name)) for name in FeedFacts._fields]
ENTRY_FACTS = [col(getattr(PlannedSession, name)) for name in EntryFacts._fields]
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
    """From which perspectives a person takes part anywhere."""
    return (
        await session.scalars(select(col(Member.perspective)).where(col(Member.person_id) == person_id, IS_ACTIVE))
    ).all()


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


async def answers_of(session: Session, session_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these people said of a session (answer), and whether they wait for a seat (is_waiting).

    Who said nothing, or said it of an earlier date, is left out.
    """
    of_this_date = or_(
        col(PlannedSession.moved_at).is_(None), col(GivenAnswer.answered_at) >= col(PlannedSession.moved_at)
    )
    rows = await session.execute(
        select(col(GivenAnswer.person_id), col(GivenAnswer.answer), col(GivenAnswer.is_waiting))
        .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
        .where(
            col(GivenAnswer.session_id) == session_id, col(GivenAnswer.person_id).in_(list(person_ids)), of_this_date
        )
    )
    return {person_id: {"answer": answer, "is_waiting": is_waiting} for person_id, answer, is_waiting in rows}


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
            col(Member.person_id).in_(list(person_ids)), IS_ACTIVE, col(Member.perspective) == YOUNG_PERSON
        )
    )
    return set(rows.scalars())
