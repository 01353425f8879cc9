"""What is stored of calendars: feeds, behind the hash of their secret address."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Update, update
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
