"""What is stored of minutes: where they stand, what they say of each agenda point, their versions, comments and addenda."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Index, delete, select
from sqlalchemy import String as Text
from sqlmodel import Field, col

from services.agenda.minutes.domain.minutes import (
    DRAFT,
    ESTABLISHED,
    AddendumFacts,
    CommentFacts,
    MinutesFacts,
    MinutesStatus,
    PartFacts,
    Way,
)
from services.agenda.sessions.models.day import SessionNote
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore, new_id


class Minutes(AgendaStore, table=True):
    """The minutes of one session; they are there from the moment somebody writes, or is asked to."""

    __tablename__ = "minutes"
    __table_args__ = (
        Index("ix_minutes_network_id", "network_id"),
        Index("ix_minutes_status_comments_until", "status", "comments_until"),
        Index("ix_minutes_remind_at", "remind_at"),
    )

    session_id: UUID = Field(primary_key=True, foreign_key="session.id")
    id: UUID = Field(default_factory=new_id, unique=True)
    """What is announced of them goes under an id of their own: what is announced of the session has another order."""
    network_id: UUID
    status: MinutesStatus = Field(default=DRAFT, sa_type=Text)
    due_on: date
    """Until when the draft is in time (BR-050)."""
    remind_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When who writes is reminded; None when that was done or is not needed."""
    begun_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    shared_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    shared_version: int | None = None
    """The version that was shared; those before it stay with who writes."""
    comments_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    established_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    established_way: Way = Field(default="", sa_type=Text)
    version: int = 0
    """The number of the newest version of the text; 0: nothing was written yet."""
    announced: int = 0
    """How many times something was announced of them."""

    def facts(self) -> MinutesFacts:
        """What is stored, as rules and readers take it."""
        return MinutesFacts(**{name: getattr(self, name) for name in MinutesFacts._fields})


class MinutesPart(AgendaStore, table=True):
    """What the minutes say of one agenda point; its title is kept, for a point can go."""

    __tablename__ = "minutes_part"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="minutes.session_id", index=True)
    agenda_point_id: UUID | None
    """None: what belongs to no agenda point."""
    title: str
    text: str
    position: int

    def facts(self) -> PartFacts:
        """What is stored, as rules and readers take it."""
        return PartFacts(**{name: getattr(self, name) for name in PartFacts._fields})


class MinutesVersion(AgendaStore, table=True):
    """The minutes as they were once written, so that nothing that was written is lost."""

    __tablename__ = "minutes_version"

    session_id: UUID = Field(foreign_key="minutes.session_id", primary_key=True)
    number: int = Field(primary_key=True)
    parts: list[dict[str, Any]] = Field(sa_type=Json)
    """In order: key, title, text."""
    written_by: UUID | None
    """None: somebody who was erased since."""
    written_at: datetime = Field(sa_type=UTCDateTime)


class MinutesComment(AgendaStore, table=True):
    """What one member says of shared minutes, and how it was answered."""

    __tablename__ = "minutes_comment"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="minutes.session_id", index=True)
    network_id: UUID
    agenda_point_id: UUID | None
    """About which part; None: about all of it."""
    text: str
    is_objection: bool
    author_id: UUID | None
    """None: somebody who was erased since."""
    made_at: datetime = Field(sa_type=UTCDateTime)
    answer: str = ""
    is_adopted: bool | None = None
    answered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    def facts(self) -> CommentFacts:
        """What is stored, as rules and readers take it."""
        return CommentFacts(**{name: getattr(self, name) for name in CommentFacts._fields})


class MinutesAddendum(AgendaStore, table=True):
    """A correction of minutes that were established."""

    __tablename__ = "minutes_addendum"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    session_id: UUID = Field(foreign_key="minutes.session_id", index=True)
    text: str
    added_by: UUID | None
    """None: somebody who was erased since."""
    added_at: datetime = Field(sa_type=UTCDateTime)

    def facts(self) -> AddendumFacts:
        """What is stored, as rules and readers take it."""
        return AddendumFacts(**{name: getattr(self, name) for name in AddendumFacts._fields})


def notes_done() -> Delete:
    """Forget what was written down in sessions of which the minutes are established: these say it now."""
    established = select(col(Minutes.session_id)).where(col(Minutes.status) == ESTABLISHED)
    return delete(SessionNote).where(col(SessionNote.session_id).in_(established))
