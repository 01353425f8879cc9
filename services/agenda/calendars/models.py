"""What is stored of calendars: feeds, behind the hash of their secret address, and when people have something in their own."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Delete, LargeBinary, Update, delete, update
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import AgendaStore, new_id


class CalendarFeed(AgendaStore, table=True):
    """One address at which a calendar program fetches sessions. When it is over, only its hash and its language stay."""

    __tablename__ = "calendar_feed"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    person_id: UUID | None = Field(default=None, index=True)
    network_id: UUID | None
    is_neutral: bool
    language: str = Field(max_length=2)
    made_at: datetime = Field(sa_type=UTCDateTime)
    used_on: date | None = None


class OwnCalendar(AgendaStore, table=True):
    """Until when we know at which times somebody has something in their own calendar."""

    __tablename__ = "own_calendar"

    person_id: UUID = Field(primary_key=True)
    kept_at: datetime = Field(sa_type=UTCDateTime)
    until_at: datetime = Field(sa_type=UTCDateTime, index=True)


class BusyTime(AgendaStore, table=True):
    """One time at which somebody has something; what, where and with whom stands nowhere. Those of one person never overlap."""

    __tablename__ = "busy_time"

    person_id: UUID = Field(primary_key=True)
    starts_at: datetime = Field(primary_key=True, sa_type=UTCDateTime)
    ends_at: datetime = Field(sa_type=UTCDateTime, index=True)


OVER = {"person_id": None, "network_id": None, "used_on": None}
"""What is emptied in a feed that is over: nobody stands in it any more, and its address says that it is over."""


def feed_over(person_id: UUID, network_id: UUID | None) -> Update:
    """End the feed of a person for one network, or for all their networks."""
    return (
        update(CalendarFeed)
        .where(col(CalendarFeed.person_id) == person_id, col(CalendarFeed.network_id).is_not_distinct_from(network_id))
        .values(OVER)
    )


def feed_used(feed_id: UUID, today: date) -> Update:
    """Write down that a feed was fetched on this day."""
    return update(CalendarFeed).where(col(CalendarFeed.id) == feed_id).values(used_on=today)


def feeds_over(person_id: UUID) -> Update:
    """End every feed of a person."""
    return update(CalendarFeed).where(col(CalendarFeed.person_id) == person_id).values(OVER)


def own_calendar_forgotten(person_id: UUID) -> Iterator[Delete]:
    """Forget somebody's own calendar."""
    yield delete(BusyTime).where(col(BusyTime.person_id) == person_id)
    yield delete(OwnCalendar).where(col(OwnCalendar.person_id) == person_id)


def busy_times_past(now: datetime) -> Iterator[Delete]:
    """Forget of everybody's own calendar what is past, and the whole of it once nothing more is known."""
    yield delete(BusyTime).where(col(BusyTime.ends_at) <= now)
    yield delete(OwnCalendar).where(col(OwnCalendar.until_at) <= now)
