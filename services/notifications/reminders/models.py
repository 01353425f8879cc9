"""What is stored of reminders: when sessions start, as agenda told it, and for which start people were reminded."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, Update, and_, case, not_, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, col

from services.notifications.subscriptions.domain import Reminder
from shared.columns import UTCDateTime
from shared.database import NotificationsStore
from shared.tombstones import LAST_VERSION


class SessionReminder(NotificationsStore, table=True):
    """One session of which people are reminded; a reminder is of one start, so a session that moves gets new ones."""

    __tablename__ = "session_reminder"

    session_id: UUID = Field(primary_key=True)
    network_id: UUID
    starts_at: datetime = Field(sa_type=UTCDateTime, index=True)
    takes_place: bool
    told_at: datetime = Field(sa_type=UTCDateTime)
    """When people last heard of it in another mail; who heard of it just now is not reminded."""
    week_for: datetime | None = Field(default=None, sa_type=UTCDateTime)
    day_for: datetime | None = Field(default=None, sa_type=UTCDateTime)
    usual_for: datetime | None = Field(default=None, sa_type=UTCDateTime)
    version: int


class ReminderMoment(NotificationsStore, table=True):
    """How many days before one session its reminder leaves for who chose nothing themselves, as agenda told it; without a row: one."""

    __tablename__ = "reminder_moment"

    session_id: UUID = Field(primary_key=True)
    days_before: int
    """0: it does not leave."""
    chosen_at: datetime = Field(sa_type=UTCDateTime)
    version: int
    """Agenda's; what is older than it was heard too late."""


PLANNED_FOR = {
    Reminder.WEEK: col(SessionReminder.week_for),
    Reminder.DAY: col(SessionReminder.day_for),
    Reminder.USUAL: col(SessionReminder.usual_for),
}
"""By kind of reminder, the start for which it was planned last."""


def newest_session(
    *, session_id: UUID, network_id: UUID, starts_at: datetime, told_at: datetime, version: int, is_change: bool
) -> ReturningInsert[UUID]:
    """Write when a session starts, unless a newer version stands; gives its id when it was written.

    is_change: of a session that people know. When they last heard of it stays where it was off meanwhile and starts at the same
    moment: who heard that it was off is known by itself.
    """
    told = insert(SessionReminder).values(
        session_id=session_id,
        network_id=network_id,
        starts_at=starts_at,
        takes_place=True,
        told_at=told_at,
        version=version,
    )
    is_back = and_(not_(col(SessionReminder.takes_place)), col(SessionReminder.starts_at) == told.excluded.starts_at)
    set_: dict[str, Any] = {name: told.excluded[name] for name in ("starts_at", "takes_place", "version")}
    set_["told_at"] = case((is_back, col(SessionReminder.told_at)), else_=told.excluded.told_at)
    return told.on_conflict_do_update(
        index_elements=[col(SessionReminder.session_id)],
        set_=set_ if is_change else {**set_, "told_at": told.excluded.told_at},
        where=col(SessionReminder.version) < told.excluded.version,
    ).returning(col(SessionReminder.session_id))


def session_never(session_id: UUID, network_id: UUID, at: datetime) -> Insert:
    """Note that a session is gone as if it had never been, whatever is heard of it after this."""
    gone: dict[str, Any] = {"takes_place": False, "version": LAST_VERSION}
    told = insert(SessionReminder).values(
        session_id=session_id, network_id=network_id, starts_at=at, told_at=at, **gone
    )
    return told.on_conflict_do_update(index_elements=[col(SessionReminder.session_id)], set_=gone)


def session_gone(session_id: UUID, network_id: UUID, at: datetime, version: int) -> Insert:
    """Note that nobody needs to be reminded of a session any more, also where nothing was heard of it yet."""
    told = insert(SessionReminder).values(
        session_id=session_id, network_id=network_id, starts_at=at, takes_place=False, told_at=at, version=version
    )
    return told.on_conflict_do_update(
        index_elements=[col(SessionReminder.session_id)],
        set_={"takes_place": False, "version": told.excluded.version},
        where=col(SessionReminder.version) < told.excluded.version,
    )


def reminder_planned(session_id: UUID, reminder: Reminder, starts_at: datetime) -> Update:
    """Note that this reminder was planned for this start."""
    column = PLANNED_FOR[reminder]
    return update(SessionReminder).where(col(SessionReminder.session_id) == session_id).values({column: starts_at})


def newest_moment(session_id: UUID, days_before: int, chosen_at: datetime, version: int) -> Insert:
    """Write how many days before a session its reminder leaves, unless a newer version stands."""
    told = insert(ReminderMoment).values(
        session_id=session_id, days_before=days_before, chosen_at=chosen_at, version=version
    )
    return told.on_conflict_do_update(
        index_elements=[col(ReminderMoment.session_id)],
        set_={name: told.excluded[name] for name in ("days_before", "chosen_at", "version")},
        where=col(ReminderMoment.version) < told.excluded.version,
    )
