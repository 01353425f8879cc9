"""What arranging an agenda asks: since when questions lie open, who arranges, what is due, and whose minutes were on agendas."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.agenda.members.domain import Standing
from services.agenda.members.models import Member
from services.agenda.members.queries import BY_ROLE, IS_ACTIVE, NETWORKS_OF_READER
from services.agenda.questions.domain import ON_AGENDA
from services.agenda.questions.models import Question
from services.agenda.sessions.domain.agenda_points import PointStatus
from services.agenda.sessions.domain.arranging import ASKED_WITHIN
from services.agenda.sessions.domain.rhythm import ZONE
from services.agenda.sessions.domain.sessions import CANCELLED, CONFIRMED, HELD, TAKES_PLACE, SeenSession, SessionFacts
from services.agenda.sessions.domain.shares import PerspectiveMinutes
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.series_changes import SessionChange
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.showing import SESSION_FACTS, SESSIONS, STANDING_AT_SESSION, rows_seen
from shared.database import Session


class PointLetter(NamedTuple):
    """What became of one point."""

    network_id: UUID
    title: str
    status: PointStatus
    answer: str
    session_id: UUID | None
    starts_at: datetime | None
    carried_from_at: datetime | None
    zone: str
    proposed_by: UUID


async def questions_open_since(session: Session, question_ids: Iterable[UUID]) -> dict[UUID, datetime | None]:
    """Since when each of these questions lies open; those that are not on the research agenda are left out."""
    rows = await session.execute(
        select(col(Question.id), col(Question.opened_at)).where(
            col(Question.id).in_(list(question_ids)), col(Question.status) == ON_AGENDA
        )
    )
    return {row[0]: row[1] for row in rows}


async def arranger_ids(session: Session, network_id: UUID) -> list[UUID]:
    """Who arranges agendas of a network now: its coordinators and its facilitators."""
    rows = await session.execute(
        select(col(Member.person_id))
        .where(col(Member.network_id) == network_id, IS_ACTIVE, Standing.FACILITATOR.value <= BY_ROLE)
        .distinct()
        .order_by(col(Member.person_id))
    )
    return list(rows.scalars())


async def next_session_after(
    session: Session, network_id: UUID, *, after: datetime, perspective: str | None
) -> PlannedSession | None:
    """The first session of a network after a moment, for the same people, held until this transaction ends."""
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.network_id) == network_id,
            col(PlannedSession.status).in_(TAKES_PLACE),
            col(PlannedSession.starts_at) > after,
            col(PlannedSession.perspective).is_(None)
            if perspective is None
            else col(PlannedSession.perspective) == perspective,
        )
        .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
        .limit(1)
        .with_for_update()
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def sessions_left_unpublished(
    session: Session, *, now: datetime, until: datetime, settled: datetime, limit: int
) -> Sequence[PlannedSession]:
    """Sessions that start before a moment, whose agenda is not published and was not asked for yet; held.

    settled: nothing of their network changed since then; until then it can be taken back, which asking would keep them from.
    """
    is_fresh = exists().where(
        col(SessionChange.network_id) == col(PlannedSession.network_id), col(SessionChange.made_at) > settled
    )
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.status) == CONFIRMED,
            col(PlannedSession.starts_at) > now,
            col(PlannedSession.starts_at) <= until,
            col(PlannedSession.revised_at) <= settled,
            ~is_fresh,
            col(PlannedSession.agenda_reminded_at).is_(None),
        )
        .order_by(col(PlannedSession.starts_at))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def sessions_with_points_left(
    session: Session, *, ended_before: datetime, ended_after: datetime, limit: int
) -> Sequence[PlannedSession]:
    """Sessions that are over and left points: cancelled, or held with a record of what they reached; held meanwhile."""
    points = select(col(AgendaPoint.id)).where(col(AgendaPoint.session_id) == col(PlannedSession.id))
    statement = (
        select(PlannedSession)
        .where(
            col(PlannedSession.status).in_((HELD, CANCELLED)),
            col(PlannedSession.ends_at) <= ended_before,
            col(PlannedSession.ends_at) > ended_after,
            exists(points.where(col(AgendaPoint.reached_at).is_(None))),
            or_(
                col(PlannedSession.status) == CANCELLED,
                exists(points.where(col(AgendaPoint.reached_at).is_not(None))),
            ),
        )
        .order_by(col(PlannedSession.ends_at))
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(statement)).scalars().all()


async def sessions_just_over(
    session: Session, person_id: UUID | None, *, now: datetime, first: int
) -> list[SeenSession]:
    """The sessions of the last days that this person leads, with points of which nobody said whether they were reached."""
    points = select(col(AgendaPoint.id)).where(col(AgendaPoint.session_id) == col(PlannedSession.id))
    statement = (
        SESSIONS.where(
            col(PlannedSession.network_id).in_(NETWORKS_OF_READER),
            col(PlannedSession.status) != CANCELLED,
            col(PlannedSession.ends_at) <= now,
            col(PlannedSession.ends_at) > now - ASKED_WITHIN,
            Standing.FACILITATOR.value <= STANDING_AT_SESSION,
            exists(points),
            ~exists(points.where(col(AgendaPoint.reached_at).is_not(None))),
        )
        .order_by(col(PlannedSession.ends_at), col(PlannedSession.id))
        .limit(first)
    )
    return await rows_seen(session, person_id, statement)


async def minutes_by_perspective(
    session: Session, network_id: UUID, *, since: datetime, now: datetime
) -> list[PerspectiveMinutes]:
    """Of each perspective that takes part: members, and minutes on the agendas of sessions held since a moment.

    A point counts for the perspective from which its owner spoke then.
    """
    members = await session.execute(
        select(col(Member.perspective), func.count(func.distinct(col(Member.person_id))))
        .where(col(Member.network_id) == network_id, IS_ACTIVE)
        .group_by(col(Member.perspective))
    )
    owner = (
        select(func.min(col(Member.perspective)))
        .where(col(Member.network_id) == network_id, col(Member.person_id) == col(AgendaPoint.owner_id))
        .scalar_subquery()
    )
    rows = await session.execute(
        select(
            func.coalesce(col(AgendaPoint.owner_perspective), owner).label("of_whom"),
            func.sum(col(AgendaPoint.minutes)),
        )
        .join(PlannedSession, col(PlannedSession.id) == col(AgendaPoint.session_id))
        .where(
            col(PlannedSession.network_id) == network_id,
            col(PlannedSession.perspective).is_(None),
            col(PlannedSession.status) != CANCELLED,
            col(PlannedSession.ends_at) <= now,
            col(PlannedSession.starts_at) > since,
        )
        .group_by("of_whom")
    )
    minutes = {row[0]: int(row[1]) for row in rows}
    return [PerspectiveMinutes(name, count, minutes.get(name, 0)) for name, count in members]


async def session_by_id(session: Session, session_id: UUID) -> SessionFacts | None:
    """One session, whoever asks: for the service itself."""
    row = (await session.execute(select(*SESSION_FACTS).where(col(PlannedSession.id) == session_id))).one_or_none()
    return SessionFacts(*row) if row else None


async def letter_readers(
    session: Session, planned: SessionFacts, person_ids: Iterable[UUID], *, arrangers_only: bool
) -> set[UUID]:
    """Who of these people may be written to about the agenda of a session now."""
    statement = select(col(Member.person_id)).where(
        col(Member.network_id) == planned.network_id, col(Member.person_id).in_(list(person_ids)), IS_ACTIVE
    )
    if planned.perspective is not None:
        statement = statement.where(or_(col(Member.perspective) == planned.perspective, col(Member.coordinates)))
    if arrangers_only:
        statement = statement.where(Standing.FACILITATOR.value <= BY_ROLE)
    return set((await session.execute(statement)).scalars())


async def point_letter(session: Session, agenda_point_id: UUID) -> PointLetter | None:
    """What became of a point; None where it is gone, nobody proposed it, or who did takes no part any more."""
    planned, carried = aliased(PlannedSession), aliased(PlannedSession)
    takes_part = exists().where(
        col(Member.network_id) == col(AgendaPoint.network_id),
        col(Member.person_id) == col(AgendaPoint.proposed_by),
        IS_ACTIVE,
    )
    row = (
        await session.execute(
            select(
                col(AgendaPoint.network_id),
                col(AgendaPoint.title),
                col(AgendaPoint.status),
                col(AgendaPoint.answer),
                col(AgendaPoint.session_id),
                col(planned.starts_at),
                col(carried.starts_at),
                func.coalesce(col(planned.zone), col(carried.zone), ZONE),
                col(AgendaPoint.proposed_by),
            )
            .outerjoin(planned, col(planned.id) == col(AgendaPoint.session_id))
            .outerjoin(carried, col(carried.id) == col(AgendaPoint.carried_from_id))
            .where(col(AgendaPoint.id) == agenda_point_id, takes_part)
        )
    ).one_or_none()
    return PointLetter._make(row) if row else None
