"""What is stored of series and sessions."""

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Index, String, Update, update
from sqlmodel import Field, col

from services.agenda.sessions.domain.days import SCHOOL_REGIONS, SchoolRegion
from services.agenda.sessions.domain.places import REGULAR, SessionType
from services.agenda.sessions.domain.rhythm import ZONE, SeriesRule
from services.agenda.sessions.domain.sessions import CONFIRMED, SessionFacts, SessionStatus
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore, new_id


class Series(AgendaStore, table=True):
    """One series: the rule it was planned by."""

    __tablename__ = "series"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(index=True)
    every_months: int | None
    every_weeks: int | None = None
    nth: int | None
    weekday: int | None
    day: int | None = None
    starts: time
    ends: time
    from_on: date
    until_on: date
    regions: list[SchoolRegion] = Field(default_factory=lambda: [*SCHOOL_REGIONS], sa_type=Json)
    """Whose school holidays count."""
    planned_by: UUID | None
    """None: somebody who was erased since."""
    planned_at: datetime = Field(sa_type=UTCDateTime)
    version: int = 1

    def rule(self) -> SeriesRule:
        """The rule, as the domain takes it."""
        return SeriesRule(**{name: getattr(self, name) for name in SeriesRule._fields})


class PlannedSession(AgendaStore, table=True):
    """One session of one network; stored in UTC with the name of its zone (BR-049)."""

    __tablename__ = "session"
    __table_args__ = (
        Index("ix_session_network_id_starts_at", "network_id", "starts_at"),
        Index("ix_session_status_ends_at", "status", "ends_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID
    series_id: UUID | None = Field(default=None, foreign_key="series.id", index=True)
    number: int
    """Its place in its series, from 1."""
    starts_at: datetime = Field(sa_type=UTCDateTime)
    ends_at: datetime = Field(sa_type=UTCDateTime)
    zone: str = ZONE
    place: str = ""
    status: SessionStatus = Field(default=CONFIRMED, sa_type=String)
    sequence: int = 0
    """Rises when date or place change (RFC 5545 3.8.7.4)."""
    first_starts_at: datetime = Field(sa_type=UTCDateTime)
    """When it was to start when it was confirmed; calendars know it in its series by that (RFC 5545 3.8.4.4)."""
    revised_at: datetime = Field(sa_type=UTCDateTime)
    """When its date, its place or whether it takes place last changed (RFC 5545 3.8.7.3)."""
    was_starts_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it was to start before it moved, if it moved (J05)."""
    moved_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its start or end last changed, if that did; what people said before then, they said of another moment."""
    cancel_reason: str = ""
    was_off: bool = False
    """Whether it was called off and takes place after all; for a calendar its series changed by that, twice (RFC 5546 2.1.4)."""
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its agenda was published (BR-046)."""
    short_notice_reason: str = ""
    """Why that was less than seven days before it."""
    agenda_reminded_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When those who arrange were told that its agenda was not published yet."""
    type: SessionType = Field(default=REGULAR, sa_type=String)
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    link: str = ""
    """Where to join online; as much a secret of the network as its place (never in an event)."""
    for_session_id: UUID | None = Field(default=None, index=True)
    """The session before which this one is, where it is a pre-meeting."""
    stands_apart: bool = False
    """Whether it was changed by itself, apart from its series: changes of the series leave it alone unless asked."""
    version: int = 1

    def facts(self) -> SessionFacts:
        """What is stored, as rules and readers take it."""
        return SessionFacts(**{name: getattr(self, name) for name in SessionFacts._fields})


def pre_meetings_set_loose(session_ids: Sequence[UUID]) -> Update:
    """Let what was to come before these sessions stand by itself."""
    loose = update(PlannedSession).where(col(PlannedSession.for_session_id).in_(session_ids))
    return loose.values(for_session_id=None)
