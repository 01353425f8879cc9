"""What minutes can tell: a draft to who writes it, what was shared to every member; the filter stands in the SQL."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, bindparam, cast, exists, func, or_, select, true, tuple_
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, READER_ID, reader
from services.agenda.minutes.domain.minutes import (
    FOR_MEMBERS,
    WRITING,
    AddendumFacts,
    CommentFacts,
    MinutesFacts,
    PartFacts,
    Remarks,
    SeenMinutes,
    has_begun,
    not_begun,
)
from services.agenda.minutes.models.minutes import (
    Minutes,
    MinutesAddendum,
    MinutesComment,
    MinutesPart,
    MinutesVersion,
)
from services.agenda.sessions.domain.sessions import CANCELLED, KNOWN_TO_ALL, SessionFacts
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import SESSION_FACTS, STANDING_AT_SESSION
from shared.database import Session

Key = tuple[datetime, UUID]
MOST_VERSIONS = 100
MINUTES_FACTS: Sequence[Mapped[Any]] = [col(getattr(Minutes, name)) for name in MinutesFacts._fields]
PART_FACTS: Sequence[Mapped[Any]] = [col(getattr(MinutesPart, name)) for name in PartFacts._fields]
COMMENT_FACTS: Sequence[Mapped[Any]] = [col(getattr(MinutesComment, name)) for name in CommentFacts._fields]
ADDENDUM_FACTS: Sequence[Mapped[Any]] = [col(getattr(MinutesAddendum, name)) for name in AddendumFacts._fields]
IS_WRITER = or_(col(Member.coordinates), cast(col(Member.roles), String).contains(f'"{WRITING}"'))
"""Whether this membership makes somebody write the minutes."""


def writes_in(network_id: Mapped[UUID], perspective: Mapped[str | None]) -> ColumnElement[bool]:
    """Whether the reader writes the minutes of the session of each row. perspective: for whom it is, where not for all."""
    return exists().where(
        col(Member.network_id) == network_id,
        col(Member.person_id) == READER_ID,
        IS_ACTIVE,
        IS_WRITER,
        or_(perspective.is_(None), col(Member.perspective) == perspective, col(Member.coordinates)),
    )


WRITES = writes_in(col(PlannedSession.network_id), col(PlannedSession.perspective))
MAY_READ = and_(Standing.MEMBER.value <= STANDING_AT_SESSION, or_(col(Minutes.status).in_(FOR_MEMBERS), WRITES))
# What a page asks is made once, here: making a statement takes longer than running it.
OF_SESSION = (
    select(STANDING_AT_SESSION, WRITES, *SESSION_FACTS, *MINUTES_FACTS)
    .join(Minutes, col(Minutes.session_id) == col(PlannedSession.id), isouter=True)
    .where(
        col(PlannedSession.id) == bindparam("session_id"),
        col(PlannedSession.status).in_(KNOWN_TO_ALL),
    )
)
READABLE = (
    select(STANDING_AT_SESSION, WRITES, *SESSION_FACTS, *MINUTES_FACTS)
    .join(Minutes, col(Minutes.session_id) == col(PlannedSession.id))
    .where(MAY_READ)
)
"""Minutes that the reader may read."""
PARTS = (
    select(*PART_FACTS)
    .where(col(MinutesPart.session_id).in_(bindparam("session_ids", expanding=True)))
    .order_by(col(MinutesPart.position), col(MinutesPart.id))
)


class MinutesPage(NamedTuple):
    """Minutes, the newest session first, and the key of the last one when there are more."""

    minutes: list[SeenMinutes]
    next_key: Key | None


class Version(NamedTuple):
    """One version of minutes. parts: key, title, text; None where they were not asked."""

    number: int
    written_by: UUID | None
    written_at: datetime
    parts: list[dict[str, str]] | None = None


async def minutes_seen(
    session: Session, person_id: UUID | None, session_id: UUID, *, now: datetime
) -> SeenMinutes | None:
    """The minutes of a session, as far as this person may read them; who writes gets them before anything stands there."""
    row = (await session.execute(OF_SESSION, reader(person_id) | {"session_id": session_id})).one_or_none()
    if row is None or Standing(row[0]) is Standing.STRANGER:
        return None
    seen = minutes_row(row)
    if seen.minutes.version == 0 and not (seen.writes and has_begun(seen.session, now)):
        return None
    return seen if seen.writes or seen.minutes.status in FOR_MEMBERS else None


async def minutes_of_session(session: Session, session_id: UUID) -> tuple[MinutesFacts, SessionFacts] | None:
    """The minutes of a session, for a house that writes of them to people who may know."""
    statement = (
        select(*SESSION_FACTS, *MINUTES_FACTS)
        .join(Minutes, col(Minutes.session_id) == col(PlannedSession.id))
        .where(col(PlannedSession.id) == session_id)
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        return None
    return MinutesFacts(*row[len(SESSION_FACTS) :]), SessionFacts(*row[: len(SESSION_FACTS)])


async def session_of(session: Session, session_id: UUID) -> SessionFacts | None:
    """A session, whoever asks: for the service itself."""
    row = (await session.execute(select(*SESSION_FACTS).where(col(PlannedSession.id) == session_id))).one_or_none()
    return None if row is None else SessionFacts(*row)


async def minutes_by_id(session: Session, person_id: UUID | None, session_ids: Sequence[UUID]) -> list[SeenMinutes]:
    """Those of the minutes of these sessions that this person may read, in the order asked."""
    rows = await session.execute(READABLE.where(col(Minutes.session_id).in_(session_ids)), reader(person_id))
    found = {seen.session.id: seen for seen in map(minutes_row, rows)}
    return [found[one] for one in dict.fromkeys(session_ids) if one in found]


async def minutes_of_network(
    session: Session,
    person_id: UUID | None,
    network_id: UUID,
    *,
    series_id: UUID | None,
    first: int,
    after: Key | None,
) -> MinutesPage:
    """The minutes of a network that this person may read and in which something stands, the newest session first."""
    statement = READABLE.where(col(PlannedSession.network_id) == network_id, col(Minutes.version) > 0)
    if series_id is not None:
        statement = statement.where(col(PlannedSession.series_id) == series_id)
    if after is not None:
        statement = statement.where(tuple_(col(PlannedSession.starts_at), col(PlannedSession.id)) < after)
    statement = statement.order_by(col(PlannedSession.starts_at).desc(), col(PlannedSession.id).desc()).limit(first + 1)
    found = [minutes_row(row) for row in await session.execute(statement, reader(person_id))]
    if len(found) <= first:
        return MinutesPage(found, None)
    last = found[first - 1].session
    return MinutesPage(found[:first], (last.starts_at, last.id))


async def parts_of(session: Session, session_ids: Sequence[UUID]) -> list[PartFacts]:
    """What the minutes of some sessions say, in order within each."""
    return [PartFacts(*row) for row in await session.execute(PARTS, {"session_ids": session_ids})]


async def comments_on(session: Session, session_id: UUID) -> list[CommentFacts]:
    """What members said of some minutes, in order of time."""
    statement = select(*COMMENT_FACTS).where(col(MinutesComment.session_id) == session_id)
    rows = await session.execute(statement.order_by(col(MinutesComment.made_at), col(MinutesComment.id)))
    return [CommentFacts(*row) for row in rows]


async def addenda_to(session: Session, session_ids: Sequence[UUID]) -> list[AddendumFacts]:
    """The corrections of some established minutes, in order of time."""
    statement = select(*ADDENDUM_FACTS).where(col(MinutesAddendum.session_id).in_(session_ids))
    rows = await session.execute(statement.order_by(col(MinutesAddendum.added_at), col(MinutesAddendum.id)))
    return [AddendumFacts(*row) for row in rows]


async def versions_of(session: Session, session_id: UUID, *, first: int) -> list[Version]:
    """Which versions there are of some minutes from a number on, the newest first."""
    statement = (
        select(col(MinutesVersion.number), col(MinutesVersion.written_by), col(MinutesVersion.written_at))
        .where(col(MinutesVersion.session_id) == session_id, col(MinutesVersion.number) >= first)
        .order_by(col(MinutesVersion.number).desc())
        .limit(MOST_VERSIONS)
    )
    return [Version(*row) for row in await session.execute(statement)]


async def version_and_before(
    session: Session, session_id: UUID, number: int, *, first: int
) -> tuple[Version | None, Version | None]:
    """One version of some minutes with its words, and the one before it, both from a number on."""
    statement = (
        select(
            col(MinutesVersion.number),
            col(MinutesVersion.written_by),
            col(MinutesVersion.written_at),
            col(MinutesVersion.parts),
        )
        .where(col(MinutesVersion.session_id) == session_id, col(MinutesVersion.number).between(first, number))
        .order_by(col(MinutesVersion.number).desc())
        .limit(2)
    )
    found = [Version(*row) for row in await session.execute(statement)]
    if not found or found[0].number != number:
        return None, None
    return found[0], found[1] if len(found) > 1 else None


async def remarks_on(session: Session, session_id: UUID) -> Remarks:
    """How the comments on some minutes stand."""
    objections = and_(col(MinutesComment.is_objection), col(MinutesComment.is_adopted).is_not(True))
    statement = select(
        func.count().filter(col(MinutesComment.is_adopted).is_(None)), func.count().filter(objections)
    ).where(col(MinutesComment.session_id) == session_id)
    unanswered, open_ = (await session.execute(statement)).one()
    return Remarks(unanswered, open_)


async def next_has_begun(session: Session, after: SessionFacts, *, now: datetime) -> bool:
    """Whether the session after this one, for the same people, has begun, so that the minutes could be checked there."""
    statement = select(
        exists().where(
            col(PlannedSession.network_id) == after.network_id,
            col(PlannedSession.perspective).is_not_distinct_from(after.perspective),
            col(PlannedSession.starts_at) > after.starts_at,
            col(PlannedSession.starts_at) <= now,
            col(PlannedSession.status).in_(KNOWN_TO_ALL),
            col(PlannedSession.status) != CANCELLED,
        )
    )
    return bool((await session.execute(statement)).scalar_one())


async def writers_of(session: Session, at: SessionFacts) -> list[UUID]:
    """Who is asked for the minutes of a session: the secretaries, or without any the coordinators."""
    is_secretary = cast(col(Member.roles), String).contains(f'"{WRITING}"')
    statement = (
        select(col(Member.person_id), is_secretary).where(_takes_part_at(at), IS_WRITER).order_by(col(Member.person_id))
    )
    found = [(row[0], row[1]) for row in await session.execute(statement)]
    secretaries = [person_id for person_id, is_one in found if is_one]
    return list(dict.fromkeys(secretaries or [person_id for person_id, _ in found]))


async def writes_here(session: Session, at: SessionFacts, person_id: UUID | None, *, hold: bool = False) -> bool | None:
    """Whether a person writes the minutes of a session; None for who does not take part there.

    hold: keep it so until this transaction ends, so that who leaves meanwhile leaves after it (A-42).
    """
    statement = select(IS_WRITER).where(_takes_part_at(at), col(Member.person_id) == person_id)
    if hold:
        statement = statement.with_for_update(read=True)
    found = list((await session.execute(statement)).scalars())
    return any(found) if found else None


async def readers_among(session: Session, at: SessionFacts, person_ids: Collection[UUID]) -> set[UUID]:
    """Which of these people may read what was shared of a session."""
    statement = select(col(Member.person_id)).where(_takes_part_at(at), col(Member.person_id).in_(list(person_ids)))
    return set((await session.execute(statement)).scalars())


def _takes_part_at(at: SessionFacts) -> ColumnElement[bool]:
    for_whom = or_(col(Member.perspective) == at.perspective, col(Member.coordinates)) if at.perspective else true()
    return and_(col(Member.network_id) == at.network_id, IS_ACTIVE, for_whom)


def minutes_row(row: Any) -> SeenMinutes:
    """One row of a statement that begins with standing and writing, as its reader sees it."""
    _, writes, *facts = row
    session = SessionFacts(*facts[: len(SESSION_FACTS)])
    kept = facts[len(SESSION_FACTS) :]
    minutes = not_begun(session) if kept[0] is None else MinutesFacts(*kept)
    return SeenMinutes(minutes, session, bool(writes))
