"""What is stored of an answer for a whole series: it holds too for what is confirmed in that series later."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    Insert,
    String,
    Uuid,
    and_,
    case,
    delete,
    exists,
    false,
    func,
    literal,
    select,
)
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, col

from services.agenda.members.domain import MemberStatus
from services.agenda.members.models import Member
from services.agenda.sessions.domain.coming import ACCESS_NEEDS, COMING, NOT_COMING, SessionAnswer
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer
from services.agenda.sessions.models.sessions import PlannedSession, Series
from shared.columns import UTCDateTime
from shared.database import AgendaStore


class SeriesAnswer(AgendaStore, table=True):
    """What somebody said of all sessions of a series; gone once none of its sessions is still to come."""

    __tablename__ = "series_answer"

    series_id: UUID = Field(foreign_key="series.id", primary_key=True)
    person_id: UUID = Field(primary_key=True, index=True)
    answer: SessionAnswer = Field(sa_type=String)
    companions: int = 0
    with_support_person: bool = False
    with_needs: bool = False
    """Whether they said with it what they need; what that is stands with the sessions only."""
    answered_at: datetime = Field(sa_type=UTCDateTime)


def series_answered(
    *,
    series_id: UUID,
    person_id: UUID,
    answer: SessionAnswer,
    companions: int | None,
    with_support_person: bool | None,
    with_needs: bool | None,
    at: datetime,
) -> Insert:
    """Keep what somebody said of a whole series, in place of what they said before. None leaves that as it is.

    Who says the same once more keeps their turn.
    """
    said = insert(SeriesAnswer).values(
        series_id=series_id,
        person_id=person_id,
        answer=answer,
        companions=companions or 0,
        with_support_person=bool(with_support_person),
        with_needs=bool(with_needs),
        answered_at=at,
    )
    more = {"companions": companions, "with_support_person": with_support_person, "with_needs": with_needs}
    kept = ["answer", *(name for name, value in more.items() if value is not None)]
    return said.on_conflict_do_update(
        index_elements=[col(SeriesAnswer.series_id), col(SeriesAnswer.person_id)],
        set_={name: said.excluded[name] for name in kept}
        | {
            "answered_at": case(
                (col(SeriesAnswer.answer) == said.excluded.answer, col(SeriesAnswer.answered_at)),
                else_=said.excluded.answered_at,
            )
        },
    )


def taken_over(
    *, series_id: UUID, session_id: UUID, network_id: UUID, waits: bool, turns: int, at: datetime
) -> ReturningInsert[UUID, SessionAnswer]:
    """Write in one statement what people said of a whole series with one session of it, of who takes part and said nothing there.

    waits: whether who comes waits for a seat at first. turns: how many were given there; who said it first has the next one.
    Gives back who it is, and what they said.
    """
    comes = col(SeriesAnswer.answer) == COMING
    turn = func.row_number().over(
        partition_by=comes, order_by=[col(SeriesAnswer.answered_at), col(SeriesAnswer.person_id)]
    )
    seats = 1 + col(SeriesAnswer.companions) + case((col(SeriesAnswer.with_support_person), 1), else_=0)
    who = select(
        literal(session_id, Uuid()),
        col(SeriesAnswer.person_id),
        col(SeriesAnswer.answer),
        col(SeriesAnswer.companions),
        col(SeriesAnswer.with_support_person),
        case((comes, seats), else_=0),
        case((comes, turn + turns), else_=0),
        comes if waits else false(),
        literal(at, UTCDateTime()),
    ).where(
        col(SeriesAnswer.series_id) == series_id,
        exists().where(*_takes_part(network_id)),
        ~exists().where(
            col(GivenAnswer.session_id) == session_id, col(GivenAnswer.person_id) == col(SeriesAnswer.person_id)
        ),
    )
    into = ["session_id", "person_id", "answer", "companions", "with_support_person", "seats", "turn", "is_waiting"]
    return (
        plain_insert(GivenAnswer)
        .from_select([*into, "answered_at"], who)
        .returning(col(GivenAnswer.person_id), col(GivenAnswer.answer))
    )


def needs_taken_over(*, series_id: UUID, session_id: UUID, now: datetime) -> Insert:
    """Write with one session of a series what who comes needs there, where they said so for the whole series.

    As it stands with the last session of it that is still to come, where they may have changed it since.
    """
    other = (
        select(col(AccessNeeds.person_id), col(AccessNeeds.session_id))
        .add_columns(
            func.row_number()
            .over(
                partition_by=col(AccessNeeds.person_id),
                order_by=[col(PlannedSession.starts_at).desc(), col(PlannedSession.id)],
            )
            .label("nth")
        )
        .join(PlannedSession, col(PlannedSession.id) == col(AccessNeeds.session_id))
        .where(
            col(PlannedSession.series_id) == series_id,
            col(PlannedSession.id) != session_id,
            col(PlannedSession.starts_at) > now,
        )
        .subquery()
    )
    into = [*(need.lower() for need in ACCESS_NEEDS), "note"]
    who = (
        select(
            literal(session_id, Uuid()), col(AccessNeeds.person_id), *(col(getattr(AccessNeeds, name)) for name in into)
        )
        .join(
            other,
            and_(
                other.c.person_id == col(AccessNeeds.person_id),
                other.c.session_id == col(AccessNeeds.session_id),
                other.c.nth == 1,
            ),
        )
        .join(
            SeriesAnswer,
            and_(
                col(SeriesAnswer.person_id) == col(AccessNeeds.person_id),
                col(SeriesAnswer.series_id) == series_id,
                col(SeriesAnswer.with_needs),
                col(SeriesAnswer.answer) == COMING,
            ),
        )
        .join(
            GivenAnswer,
            and_(
                col(GivenAnswer.session_id) == session_id,
                col(GivenAnswer.person_id) == col(AccessNeeds.person_id),
                col(GivenAnswer.answer) == COMING,
            ),
        )
    )
    return insert(AccessNeeds).from_select(["session_id", "person_id", *into], who).on_conflict_do_nothing()


def series_answer_taken_back(series_id: UUID, person_id: UUID) -> Delete:
    """Let go of it where somebody said of a whole series that they come, or may."""
    return delete(SeriesAnswer).where(
        col(SeriesAnswer.series_id) == series_id,
        col(SeriesAnswer.person_id) == person_id,
        col(SeriesAnswer.answer) != NOT_COMING,
    )


def series_answers_undone(series_id: UUID) -> Delete:
    """Let go of what was said of a series that is undone."""
    return delete(SeriesAnswer).where(col(SeriesAnswer.series_id) == series_id)


def series_answers_over(now: datetime) -> Iterator[Delete]:
    """Forget what was said of series of which no session is still to come, and by who takes no part any more, or is away."""
    to_come = exists().where(
        col(PlannedSession.series_id) == col(SeriesAnswer.series_id), col(PlannedSession.starts_at) > now
    )
    yield delete(SeriesAnswer).where(~to_come)
    in_network = exists().where(col(Series.id) == col(SeriesAnswer.series_id), *_takes_part(col(Series.network_id)))
    yield delete(SeriesAnswer).where(~in_network)


def _takes_part(network_id: object) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Member.network_id) == network_id,
        col(Member.person_id) == col(SeriesAnswer.person_id),
        col(Member.status) == MemberStatus.ACTIVE.value,
    )
