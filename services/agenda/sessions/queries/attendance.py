"""What can be told of attendance: counts by perspective; who it was only to who coordinates."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, String, and_, bindparam, cast, select, tuple_
from sqlmodel import col

from services.agenda.members.domain import CoordinatorNeeded, check_coordinates, check_takes_part
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, standing_in
from services.agenda.sessions.domain.attendance import IN_A_ROW, SECRETARY, Count, absent, missed
from services.agenda.sessions.domain.coming import Answered
from services.agenda.sessions.domain.sessions import CANCELLED, SeenSession
from services.agenda.sessions.models.attendance import Attendance, AttendanceCount
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import session_seen, sessions_seen
from shared.database import Session
from shared.errors import NotFound

Key = tuple[str, UUID]

COUNTS = (
    select(
        col(AttendanceCount.session_id),
        col(AttendanceCount.perspective),
        col(AttendanceCount.members),
        col(AttendanceCount.came),
        col(AttendanceCount.minimum),
    )
    .where(col(AttendanceCount.session_id).in_(bindparam("session_ids", expanding=True)))
    .order_by(col(AttendanceCount.perspective))
)


class SeenAttendance(NamedTuple):
    """How many people of each perspective were at one session; none before it was recorded."""

    seen: SeenSession
    counts: list[Count]
    is_secretary: bool


class PeoplePage(NamedTuple):
    """People of a session by perspective, and the key of the last one when there are more."""

    people: list[Answered]
    next_key: Key | None


async def attendance_seen(
    session: Session, person_id: UUID | None, session_ids: Sequence[UUID], *, now: datetime
) -> list[SeenAttendance]:
    """Who was at these sessions, of those where this person takes part; where none has begun, nothing was recorded yet."""
    sessions = [seen for seen in await sessions_seen(session, person_id, session_ids) if seen.standing.takes_part]
    if not sessions:
        return []
    begun = [seen.session for seen in sessions if seen.session.starts_at <= now]
    if not begun:
        return [SeenAttendance(seen, [], is_secretary=False) for seen in sessions]
    rows = await session.execute(COUNTS, {"session_ids": [one.id for one in begun]})
    counts: dict[UUID, list[Count]] = defaultdict(list)
    for session_id, perspective, members, came, minimum in rows:
        counts[session_id].append(Count(perspective, members, came, minimum))
    kept_by = await secretary_of(session, person_id, {one.network_id for one in begun})
    return [SeenAttendance(seen, counts[seen.session.id], seen.session.network_id in kept_by) for seen in sessions]


async def secretary_of(session: Session, person_id: UUID | None, network_ids: Collection[UUID]) -> set[UUID]:
    """Of which of these networks somebody is the secretary."""
    rows = await session.execute(
        select(col(Member.network_id)).where(
            col(Member.person_id) == person_id,
            col(Member.network_id).in_(list(network_ids)),
            IS_ACTIVE,
            cast(col(Member.roles), String).contains(f'"{SECRETARY}"'),
        )
    )
    return set(rows.scalars())


async def people_of_session(
    session: Session, person_id: UUID | None, session_id: UUID, *, answered: bool, first: int, after: Key | None
) -> PeoplePage:
    """Who is expected at a session, by perspective, with what a coordinator may know; a secretary sees only who they are.

    answered: only who said something. Raises NotFound, NotAMember, CoordinatorNeeded.
    """
    seen = await session_seen(session, person_id, session_id)
    if seen is None:
        raise NotFound
    check_takes_part(seen.standing)
    about = seen.session
    sees_all = seen.standing.coordinates
    if not sees_all and (answered or not await secretary_of(session, person_id, [about.network_id])):
        raise CoordinatorNeeded
    statement = (
        select(Member, GivenAnswer, AccessNeeds, col(Attendance.was_there))
        .join(
            GivenAnswer,
            and_(col(GivenAnswer.person_id) == col(Member.person_id), col(GivenAnswer.session_id) == session_id),
            isouter=True,
        )
        .join(
            AccessNeeds,
            and_(col(AccessNeeds.person_id) == col(Member.person_id), col(AccessNeeds.session_id) == session_id),
            isouter=True,
        )
        .join(
            Attendance,
            and_(col(Attendance.person_id) == col(Member.person_id), col(Attendance.session_id) == session_id),
            isouter=True,
        )
        .where(col(Member.network_id) == about.network_id, IS_ACTIVE)
        .order_by(col(Member.perspective), col(Member.membership_id))
        .limit(first + 1)
    )
    if about.perspective is not None:
        statement = statement.where(col(Member.perspective) == about.perspective)
    if answered:
        statement = statement.where(col(GivenAnswer.person_id).is_not(None))
    if after is not None:
        statement = statement.where(tuple_(col(Member.perspective), col(Member.membership_id)) > after)
    rows = (await session.execute(statement)).all()
    people = [_answered(member, *(rest if sees_all else (None, None, None))) for member, *rest in rows[:first]]
    if len(rows) <= first:
        return PeoplePage(people, None)
    last: Member = rows[first - 1][0]
    return PeoplePage(people, (last.perspective, last.membership_id))


async def perspectives_among(session: Session, network_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """From which perspective each of these people takes part in a network; who does not is left out."""
    rows = await session.execute(
        select(col(Member.person_id), col(Member.perspective)).where(
            col(Member.network_id) == network_id, col(Member.person_id).in_(list(person_ids)), IS_ACTIVE
        )
    )
    return {row[0]: row[1] for row in rows}


async def attendance_to_change(session: Session, session_id: UUID) -> dict[UUID, Attendance]:
    """Who was recorded at a session that is held, by person."""
    rows = (await session.execute(select(Attendance).where(col(Attendance.session_id) == session_id))).scalars()
    return {row.person_id: row for row in rows}


async def counts_to_change(session: Session, session_id: UUID) -> dict[str, AttendanceCount]:
    """The counts of a session that is held, by perspective."""
    statement = select(AttendanceCount).where(col(AttendanceCount.session_id) == session_id)
    return {row.perspective: row for row in (await session.execute(statement)).scalars()}


async def first_choice(session: Session, network_id: UUID) -> frozenset[str]:
    """The perspectives that missed their minimum at the last session of which attendance was recorded: they choose first (BR-044)."""
    rows = await session.execute(_last_counts(network_id, 1))
    return missed(Count(*row[1:]) for row in rows)


async def absent_perspectives(session: Session, person_id: UUID | None, network_id: UUID) -> list[str]:
    """Of which perspectives nobody was at the last two sessions, for coordinators (J23). Raises NotAMember, CoordinatorNeeded."""
    check_coordinates(await standing_in(session, network_id, person_id))
    came: dict[UUID, dict[str, int | None]] = {}
    for session_id, perspective, _, count, _ in await session.execute(_last_counts(network_id, IN_A_ROW)):
        came.setdefault(session_id, {})[perspective] = count
    return absent(list(came.values()))


def _last_counts(network_id: UUID, sessions: int) -> Select[*tuple[Any, ...]]:
    """The counts of the last sessions of a network that were for everybody and of which attendance was recorded."""
    last = (
        select(col(PlannedSession.id))
        .where(
            col(PlannedSession.network_id) == network_id,
            col(PlannedSession.status) != CANCELLED,
            col(PlannedSession.perspective).is_(None),
            col(PlannedSession.id).in_(
                select(col(AttendanceCount.session_id)).where(col(AttendanceCount.network_id) == network_id)
            ),
        )
        .order_by(col(PlannedSession.starts_at).desc(), col(PlannedSession.id))
        .limit(sessions)
    )
    return (
        select(
            col(AttendanceCount.session_id),
            *(col(getattr(AttendanceCount, name)) for name in Count._fields),
        )
        .join(PlannedSession, col(PlannedSession.id) == col(AttendanceCount.session_id))
        .where(col(AttendanceCount.session_id).in_(last))
        .order_by(col(PlannedSession.starts_at).desc(), col(AttendanceCount.perspective))
    )


def _answered(
    member: Member, answer: GivenAnswer | None, needs: AccessNeeds | None, was_there: bool | None
) -> Answered:
    return Answered(
        person_id=member.person_id,
        perspective=member.perspective,
        answer=None if answer is None else answer.answer,
        companions=0 if answer is None else answer.companions,
        with_support_person=answer is not None and answer.with_support_person,
        is_waiting=answer is not None and answer.is_waiting,
        needs=() if needs is None else needs.needs(),
        note="" if needs is None else needs.note,
        was_there=was_there,
    )
