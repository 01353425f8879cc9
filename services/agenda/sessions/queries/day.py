"""What the day itself can tell: how far a session is, who speaks next, the groups, what is parked, and the notes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, Uuid, bindparam, cast, exists, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, READER_ID, reader
from services.agenda.sessions.domain.agenda_points import AgendaPointFacts
from services.agenda.sessions.domain.day import (
    HAS_A_DAY,
    SECRETARY,
    DayFacts,
    NoteFacts,
    ParkedFacts,
    PlaceInGroup,
    SeenDay,
    SeenNote,
    takes_notes,
)
from services.agenda.sessions.domain.groups import Somebody
from services.agenda.sessions.domain.sessions import SessionFacts
from services.agenda.sessions.domain.turns import Turn
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.day import GroupPlace, ParkedLine, SessionDay, SessionNote, SpeakingTurn
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.agenda_points import AGENDA
from services.agenda.sessions.queries.showing import SESSION_FACTS, STANDING_AT_SESSION
from shared.database import Session

SESSION_ID = bindparam("session_id", type_=Uuid())
DAY_FACTS: Sequence[Mapped[Any]] = [col(getattr(SessionDay, name)) for name in DayFacts._fields]
TURN_FACTS: Sequence[Mapped[Any]] = [col(getattr(SpeakingTurn, name)) for name in Turn._fields]
PARKED_FACTS: Sequence[Mapped[Any]] = [col(getattr(ParkedLine, name)) for name in ParkedFacts._fields]
NOTE_FACTS: Sequence[Mapped[Any]] = [col(getattr(SessionNote, name)) for name in NoteFacts._fields]


def _is_secretary(network_id: Mapped[UUID]) -> Any:
    return exists().where(
        col(Member.network_id) == network_id,
        col(Member.person_id) == READER_ID,
        IS_ACTIVE,
        cast(col(Member.roles), String).contains(f'"{SECRETARY}"'),
    )


DAY = (
    select(STANDING_AT_SESSION, _is_secretary(col(PlannedSession.network_id)), *SESSION_FACTS, *DAY_FACTS)
    .outerjoin(SessionDay, col(SessionDay.session_id) == col(PlannedSession.id))
    .where(
        col(PlannedSession.id) == SESSION_ID,
        col(PlannedSession.status).in_(HAS_A_DAY),
        Standing.MEMBER.value <= STANDING_AT_SESSION,
    )
)
"""The day of one session, for who takes part in its network."""
TURNS = (
    select(*TURN_FACTS)
    .where(col(SpeakingTurn.session_id) == SESSION_ID)
    .order_by(col(SpeakingTurn.asked_at), col(SpeakingTurn.id))
)
PLACES = (
    select(col(GroupPlace.number), col(GroupPlace.person_id), col(GroupPlace.perspective))
    .where(col(GroupPlace.session_id) == SESSION_ID)
    .order_by(col(GroupPlace.number), col(GroupPlace.id))
)
PARKED = (
    select(*PARKED_FACTS)
    .where(col(ParkedLine.session_id) == SESSION_ID)
    .order_by(col(ParkedLine.parked_at), col(ParkedLine.id))
)
NOTES = (
    select(*NOTE_FACTS)
    .where(col(SessionNote.session_id) == SESSION_ID)
    .order_by(col(SessionNote.written_at), col(SessionNote.id))
)
NOTE = (
    select(STANDING_AT_SESSION, _is_secretary(col(PlannedSession.network_id)), *NOTE_FACTS)
    .join(PlannedSession, col(PlannedSession.id) == col(SessionNote.session_id))
    .where(col(SessionNote.id) == bindparam("note_id", type_=Uuid()))
)


async def day_seen(session: Session, person_id: UUID | None, session_id: UUID) -> SeenDay | None:
    """How far a session is, for who takes part in its network; None for others, and for one that does not take place."""
    row = (await session.execute(DAY, reader(person_id) | {SESSION_ID.key: session_id})).one_or_none()
    if row is None:
        return None
    standing, is_secretary, *facts = row
    known, rest = facts[: len(SESSION_FACTS)], facts[len(SESSION_FACTS) :]
    day = DayFacts(*rest) if rest[0] is not None else None
    return SeenDay(SessionFacts(*known), Standing(standing), bool(is_secretary), day)


async def turns_of(session: Session, session_id: UUID) -> list[Turn]:
    """Everybody who wanted to speak in a session, in the order of asking."""
    return [Turn(*row) for row in await session.execute(TURNS, {SESSION_ID.key: session_id})]


async def places_of(session: Session, session_id: UUID) -> list[PlaceInGroup]:
    """Who sits in which group, group by group."""
    return [PlaceInGroup(*row) for row in await session.execute(PLACES, {SESSION_ID.key: session_id})]


async def parked_lines_of(session: Session, session_id: UUID) -> list[ParkedFacts]:
    """What was parked in a session, in order."""
    return [ParkedFacts(*row) for row in await session.execute(PARKED, {SESSION_ID.key: session_id})]


async def notes_of_session(session: Session, session_id: UUID) -> list[NoteFacts]:
    """What was written down in a session: at most one note at each agenda point, and one about the session as a whole."""
    return [NoteFacts(*row) for row in await session.execute(NOTES, {SESSION_ID.key: session_id})]


async def note_seen(session: Session, person_id: UUID | None, note_id: UUID) -> SeenNote | None:
    """One note, for who takes notes there."""
    row = (await session.execute(NOTE, reader(person_id) | {"note_id": note_id})).one_or_none()
    if row is None:
        return None
    standing, is_secretary, *facts = row
    may = takes_notes(Standing(standing), is_secretary=bool(is_secretary))
    return SeenNote(NoteFacts(*facts), may) if may else None


async def day_to_change(session: Session, session_id: UUID) -> SessionDay:
    """The day of a session, which is there, held until this transaction ends: one thing happens at a time."""
    statement = select(SessionDay).where(col(SessionDay.session_id) == session_id).with_for_update()
    return (await session.execute(statement)).scalar_one()


async def turn_by_id(session: Session, turn_id: UUID) -> Turn | None:
    """One turn, whoever asks."""
    row = (await session.execute(select(*TURN_FACTS).where(col(SpeakingTurn.id) == turn_id))).one_or_none()
    return Turn(*row) if row else None


async def turn_to_change(session: Session, turn_id: UUID) -> SpeakingTurn | None:
    """One turn; its day is held by who changes it."""
    return (await session.execute(select(SpeakingTurn).where(col(SpeakingTurn.id) == turn_id))).scalar_one_or_none()


async def parked_line_to_change(session: Session, line_id: UUID) -> ParkedLine | None:
    """One parked line, held until this transaction ends."""
    statement = select(ParkedLine).where(col(ParkedLine.id) == line_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def parked_count(session: Session, session_id: UUID) -> int:
    """How many lines were parked in a session; its day is held by who parks one more."""
    return await session.scalar(select(func.count()).where(col(ParkedLine.session_id) == session_id)) or 0


async def note_to_change(session: Session, note_id: UUID) -> SessionNote | None:
    """One note, held: who takes words out of it does not hold the day of its session (BR-052)."""
    statement = select(SessionNote).where(col(SessionNote.id) == note_id).with_for_update()
    return (await session.execute(statement)).scalar_one_or_none()


async def point_ids_of(session: Session, session_id: UUID) -> list[UUID]:
    """The agenda points of a session, in order."""
    return [AgendaPointFacts(*row).id for row in await session.execute(AGENDA, {"session_id": session_id})]


async def is_point_of(session: Session, network_id: UUID, agenda_point_id: UUID) -> bool:
    """Whether this is an agenda point of this network; it may have gone on to another session meanwhile."""
    found = exists().where(col(AgendaPoint.id) == agenda_point_id, col(AgendaPoint.network_id) == network_id)
    return bool((await session.execute(select(found))).scalar_one())


async def perspective_of(session: Session, network_id: UUID, person_id: UUID) -> str | None:
    """From which perspective somebody takes part now; None for who does not."""
    found = await somebodies(session, network_id, [person_id])
    return found[0].perspective if found else None


async def somebodies(session: Session, network_id: UUID, person_ids: Iterable[UUID]) -> list[Somebody]:
    """Which of these people take part now, each once, with their perspective."""
    rows = await session.execute(
        select(col(Member.person_id), col(Member.perspective))
        .where(col(Member.network_id) == network_id, col(Member.person_id).in_(list(person_ids)), IS_ACTIVE)
        .order_by(col(Member.person_id), col(Member.membership_id))
    )
    return [Somebody(*pair) for pair in {row[0]: (row[0], row[1]) for row in rows}.values()]
