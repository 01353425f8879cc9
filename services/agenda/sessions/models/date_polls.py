"""What is stored of date polls: the poll, its dates, and what each member says of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Index, Insert, Update, delete, select, update
from sqlalchemy import String as Text
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.agenda.sessions.domain.coverage import Candidate
from services.agenda.sessions.domain.date_polls import CLOSED, OPEN, Availability, PollFacts, PollStatus
from services.agenda.sessions.domain.days import SchoolRegion
from services.agenda.sessions.domain.places import REGULAR, SessionType
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore, new_id


class DatePoll(AgendaStore, table=True):
    """One date poll of one network."""

    __tablename__ = "date_poll"
    __table_args__ = (
        Index("ix_date_poll_network_id_opened_at", "network_id", "opened_at"),
        Index("ix_date_poll_status_answer_until", "status", "answer_until"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID
    title: str
    words: str = ""
    """What a coordinator adds to what is asked."""
    place: str
    link: str = ""
    """Where to join online, of what its dates become; coordinators only see it until then."""
    type: SessionType = Field(default=REGULAR, sa_type=Text)
    """Of what kind the sessions are that its dates become."""
    status: PollStatus = Field(default=OPEN, sa_type=Text)
    regions: list[SchoolRegion] = Field(sa_type=Json)
    """Whose school holidays count (BR-041)."""
    required: dict[str, int] = Field(sa_type=Json)
    """By perspective, how many of it should at least be able to come (BR-040)."""
    answer_until: datetime = Field(sa_type=UTCDateTime)
    opened_by: UUID | None
    """None: somebody who was erased since."""
    opened_at: datetime = Field(sa_type=UTCDateTime)
    remind_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When those who have not answered are reminded; None when that was done."""
    completed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When everybody had answered, the first time."""
    closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    series_id: UUID | None = Field(default=None, index=True)
    """The series that its dates became."""
    version: int = 1

    def facts(self) -> PollFacts:
        """What is stored, as rules and readers take it."""
        return PollFacts(**{name: getattr(self, name) for name in PollFacts._fields})


class DatePollDate(AgendaStore, table=True):
    """One date that can be chosen."""

    __tablename__ = "date_poll_date"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    date_poll_id: UUID = Field(foreign_key="date_poll.id", index=True)
    starts_at: datetime = Field(sa_type=UTCDateTime)
    ends_at: datetime = Field(sa_type=UTCDateTime)
    session_id: UUID | None = None
    """The session that it became."""
    measures: dict[str, str] = Field(default_factory=dict, sa_type=Json)
    """By perspective that it leaves out, what was chosen for it (BR-043)."""

    def facts(self) -> Candidate:
        """What is stored, as rules and readers take it."""
        return Candidate(**{name: getattr(self, name) for name in Candidate._fields})


class AvailabilityAnswer(AgendaStore, table=True):
    """What one member says of one date; who says nothing has no row."""

    __tablename__ = "availability_answer"
    __table_args__ = (
        Index("ix_availability_answer_date_poll_id_person_id", "date_poll_id", "person_id"),
        Index("ix_availability_answer_person_id", "person_id"),
    )

    date_poll_date_id: UUID = Field(foreign_key="date_poll_date.id", primary_key=True)
    person_id: UUID = Field(primary_key=True)
    date_poll_id: UUID
    perspective: str
    """From which perspective they answer this poll: the one they spoke from when they first did."""
    availability: Availability = Field(sa_type=Text)
    answered_at: datetime = Field(sa_type=UTCDateTime)


def answers_given(rows: Sequence[dict[str, Any]]) -> Insert:
    """Write answers, in place of what the same people said of the same dates before, from the perspective they said it from."""
    told = insert(AvailabilityAnswer).values(list(rows))
    return told.on_conflict_do_update(
        index_elements=[col(AvailabilityAnswer.date_poll_date_id), col(AvailabilityAnswer.person_id)],
        set_={"availability": told.excluded.availability, "answered_at": told.excluded.answered_at},
    )


def choice_undone(series_id: UUID) -> Sequence[Update]:
    """Take back which dates of a poll were chosen, when the series that they became is undone: they can be chosen again."""
    polls = select(col(DatePoll.id)).where(col(DatePoll.series_id) == series_id)
    return (
        update(DatePollDate).where(col(DatePollDate.date_poll_id).in_(polls)).values(session_id=None, measures={}),
        update(DatePoll)
        .where(col(DatePoll.series_id) == series_id)
        .values(status=CLOSED, decided_at=None, series_id=None),
    )


def answers_forgotten(ended_before: datetime) -> Delete:
    """Forget who said what in polls that ended before a moment."""
    old = select(col(DatePoll.id)).where(col(DatePoll.closed_at) < ended_before)
    return delete(AvailabilityAnswer).where(col(AvailabilityAnswer.date_poll_id).in_(old))
