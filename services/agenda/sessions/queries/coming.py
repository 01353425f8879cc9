"""What can be told of who comes: counts by perspective, and to each reader what they said themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import compress
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, NETWORKS_OF_READER, READER_ID
from services.agenda.sessions.domain.coming import ACCESS_NEEDS, ALARM_AHEAD, COMING, AccessAsked, MyAnswer, Said
from services.agenda.sessions.domain.seats import Room, Taken, counted, kept_until, room_at, would_wait
from services.agenda.sessions.domain.sessions import KNOWN_TO_ALL, TAKES_PLACE, SeenSession, SessionFacts
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer, PerspectiveAsk, SessionComing
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import (
    SESSION_FACTS,
    SESSIONS,
    STANDING_AT_SESSION,
    rows_seen,
    sessions_seen,
)
from shared.database import Session

NOTHING_NEEDED = AccessAsked(())
SESSION_IDS: BindParameter[UUID] = bindparam("session_ids", expanding=True)
IS_MEMBER_AT = and_(
    col(Member.network_id) == col(PlannedSession.network_id),
    col(Member.person_id) == col(GivenAnswer.person_id),
    IS_ACTIVE,
)
# What a page asks is made once, here: making a statement takes longer than running it.
OWN = (
    select(
        col(PlannedSession.id),
        col(SessionComing.capacity),
        col(SessionComing.kept),
        col(SessionComing.release_days),
        col(Member.perspective),
        col(AccessNeeds.note),
        *(col(getattr(AccessNeeds, need.lower())) for need in ACCESS_NEEDS),
        *(col(getattr(GivenAnswer, name)) for name in MyAnswer._fields[:-1]),
        and_(col(PlannedSession.moved_at).is_not(None), col(GivenAnswer.answered_at) < col(PlannedSession.moved_at)),
    )
    .join(SessionComing, col(SessionComing.session_id) == col(PlannedSession.id), isouter=True)
    .join(
        Member,
        and_(col(Member.network_id) == col(PlannedSession.network_id), col(Member.person_id) == READER_ID, IS_ACTIVE),
        isouter=True,
    )
    .join(
        GivenAnswer,
        and_(col(GivenAnswer.session_id) == col(PlannedSession.id), col(GivenAnswer.person_id) == READER_ID),
        isouter=True,
    )
    .join(
        AccessNeeds,
        and_(col(AccessNeeds.session_id) == col(PlannedSession.id), col(AccessNeeds.person_id) == READER_ID),
        isouter=True,
    )
    .where(col(PlannedSession.id).in_(SESSION_IDS))
)
"""Of each session its seats, and to the reader their own perspective, needs and answer."""
SAID = (
    select(
        col(GivenAnswer.session_id),
        col(Member.perspective),
        col(GivenAnswer.answer),
        col(GivenAnswer.is_waiting),
        func.count(),
        func.sum(col(GivenAnswer.seats)),
    )
    .join(PlannedSession, col(PlannedSession.id) == col(GivenAnswer.session_id))
    .join(Member, IS_MEMBER_AT, isouter=True)
    .where(col(GivenAnswer.session_id).in_(SESSION_IDS))
    .group_by(
        col(GivenAnswer.session_id), col(Member.perspective), col(GivenAnswer.answer), col(GivenAnswer.is_waiting)
    )
)
MEMBERS = (
    select(col(Member.network_id), col(Member.perspective), func.count())
    .where(col(Member.network_id).in_(bindparam("network_ids", expanding=True)), IS_ACTIVE)
    .group_by(col(Member.network_id), col(Member.perspective))
    .order_by(col(Member.perspective))
)
ASKED = select(col(PerspectiveAsk.session_id), col(PerspectiveAsk.perspective), col(PerspectiveAsk.asked_at)).where(
    col(PerspectiveAsk.session_id).in_(SESSION_IDS)
)


class Own(NamedTuple):
    """The seats of one session, and to its reader their own perspective, answer and needs."""

    room: Room
    release_days: int | None
    perspective: str
    answer: MyAnswer | None
    access: AccessAsked


class SeenComing(NamedTuple):
    """Who comes to one session, and what its reader said of it and needs there."""

    seen: SeenSession
    mine: MyAnswer | None
    access: AccessAsked
    room: Room
    """Its seats as they were set; stands and is_full tell how they stand now."""
    release_days: int | None
    stands: Taken
    is_full: bool
    said: list[Said]
    asked: dict[str, datetime]
    """By perspective, when it was asked to come."""


async def coming_seen(
    session: Session, person_id: UUID | None, session_ids: Sequence[UUID], *, now: datetime
) -> list[SeenComing]:
    """Who comes to these sessions, of those where this person takes part; always the same number of statements."""
    sessions = [seen for seen in await sessions_seen(session, person_id, session_ids) if seen.standing.takes_part]
    if not sessions:
        return []
    ids = [seen.session.id for seen in sessions]
    own = await _own(session, person_id, ids)
    said, seats = await said_of(session, [seen.session for seen in sessions])
    # When a perspective was asked is for who coordinates; nobody else pays for it.
    asked = await _asked(session, [seen.session.id for seen in sessions if seen.standing.coordinates])
    found = []
    for seen in sessions:
        id_ = seen.session.id
        room, release_days, perspective, answer, access = own[id_]
        room_now = room_at(room, until=kept_until(seen.session.starts_at, release_days), now=now)
        stands = counted(room_now, {one.perspective: one.coming for one in said[id_]}, seats[id_])
        is_full = would_wait(
            room_now,
            stands,
            perspective,
            others_wait=any(one.waiting for one in said[id_]),
        )
        found.append(SeenComing(seen, answer, access, room, release_days, stands, is_full, said[id_], asked[id_]))
    return found


async def said_of(
    session: Session, sessions: Collection[SessionFacts]
) -> tuple[dict[UUID, list[Said]], dict[UUID, int]]:
    """By session: what each perspective of those who are expected says, and how many seats are taken."""
    counts: dict[tuple[UUID, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    seats: dict[UUID, int] = {one.id: 0 for one in sessions}
    rows = await session.execute(SAID, {"session_ids": [one.id for one in sessions]})
    for session_id, perspective, answer, is_waiting, count, taken in rows:
        counts[session_id, perspective]["waiting" if is_waiting else answer.lower()] += count
        if answer == COMING and not is_waiting:
            seats[session_id] += int(taken)
    members = await _members(session, {one.network_id for one in sessions})
    said = {
        one.id: [
            Said(perspective, count, **counts[one.id, perspective])
            for perspective, count in members[one.network_id]
            if one.perspective in (None, perspective)
        ]
        for one in sessions
    }
    return said, seats


async def near_sessions(session: Session, person_id: UUID | None, *, now: datetime, first: int) -> list[SeenSession]:
    """The sessions within seven days that this person coordinates, in order of time."""
    statement = (
        SESSIONS.where(
            col(PlannedSession.network_id).in_(NETWORKS_OF_READER),
            col(PlannedSession.status).in_(TAKES_PLACE),
            col(PlannedSession.starts_at) > now,
            col(PlannedSession.starts_at) <= now + ALARM_AHEAD,
            Standing.COORDINATOR.value <= STANDING_AT_SESSION,
        )
        .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
        .limit(first)
    )
    return await rows_seen(session, person_id, statement)


async def unanswered_of(
    session: Session, about: SessionFacts, *, perspective: str | None = None, among: Iterable[UUID] | None = None
) -> list[tuple[UUID, str]]:
    """Who takes part and said nothing of a session: each with their perspective. among: of these people only."""
    statement = (
        select(col(Member.person_id), col(Member.perspective))
        .join(
            GivenAnswer,
            and_(col(GivenAnswer.person_id) == col(Member.person_id), col(GivenAnswer.session_id) == about.id),
            isouter=True,
        )
        .where(col(Member.network_id) == about.network_id, IS_ACTIVE, col(GivenAnswer.person_id).is_(None))
        .order_by(col(Member.person_id))
    )
    for wanted in (perspective, about.perspective):
        if wanted is not None:
            statement = statement.where(col(Member.perspective) == wanted)
    if among is not None:
        statement = statement.where(col(Member.person_id).in_(list(among)))
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def with_a_seat(session: Session, about: SessionFacts, among: Iterable[UUID]) -> list[tuple[UUID, str]]:
    """Who of these people takes part and has a seat at a session: each with their perspective."""
    rows = await session.execute(
        select(col(GivenAnswer.person_id), col(Member.perspective))
        .join(
            Member,
            and_(
                col(Member.person_id) == col(GivenAnswer.person_id),
                col(Member.network_id) == about.network_id,
                IS_ACTIVE,
            ),
        )
        .where(
            col(GivenAnswer.session_id) == about.id,
            col(GivenAnswer.person_id).in_(list(among)),
            col(GivenAnswer.answer) == COMING,
            ~col(GivenAnswer.is_waiting),
        )
    )
    return [(row[0], row[1]) for row in rows]


async def session_by_id(session: Session, session_id: UUID) -> SessionFacts | None:
    """One session that is no draft, whoever asks: for the service itself."""
    statement = select(*SESSION_FACTS).where(
        col(PlannedSession.id) == session_id, col(PlannedSession.status).in_(KNOWN_TO_ALL)
    )
    row = (await session.execute(statement)).one_or_none()
    return SessionFacts(*row) if row else None


async def _own(session: Session, person_id: UUID | None, ids: Sequence[UUID]) -> dict[UUID, Own]:
    found = {}
    for id_, capacity, kept, release_days, perspective, note, *told in await session.execute(
        OWN, {"reader_id": person_id, "session_ids": ids}
    ):
        needs, said = told[: len(ACCESS_NEEDS)], told[len(ACCESS_NEEDS) :]
        answer = None if said[0] is None else MyAnswer(*said)
        access = AccessAsked(tuple(compress(ACCESS_NEEDS, needs)), note or "") if answer else NOTHING_NEEDED
        found[id_] = Own(Room(capacity, kept or {}), release_days, perspective or "", answer, access)
    return found


async def _members(session: Session, networks: Iterable[UUID]) -> dict[UUID, list[tuple[str, int]]]:
    rows = await session.execute(MEMBERS, {"network_ids": list(networks)})
    found: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for network_id, perspective, count in rows:
        found[network_id].append((perspective, count))
    return found


async def _asked(session: Session, ids: Sequence[UUID]) -> dict[UUID, dict[str, datetime]]:
    rows: Any = await session.execute(ASKED, {"session_ids": ids}) if ids else ()
    found: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    for session_id, perspective, asked_at in rows:
        found[session_id][perspective] = asked_at
    return found
