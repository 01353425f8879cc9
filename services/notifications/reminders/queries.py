"""What reminders can tell: of which sessions people must be reminded now."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import col

from services.notifications.reminders.models import PLANNED_FOR, SessionReminder
from services.notifications.subscriptions.domain import Reminder
from shared.database import Session


class Coming(NamedTuple):
    """A session of which a reminder was not planned yet."""

    session_id: UUID
    network_id: UUID
    starts_at: datetime
    told_at: datetime


async def not_reminded(session: Session, reminder: Reminder, *, now: datetime, until: datetime) -> list[Coming]:
    """Sessions that start between two moments, and of which this reminder was not planned for that start."""
    planned_for = PLANNED_FOR[reminder]
    rows = await session.execute(
        select(*(col(getattr(SessionReminder, name)) for name in Coming._fields))
        .where(
            col(SessionReminder.takes_place),
            col(SessionReminder.starts_at) > now,
            col(SessionReminder.starts_at) <= until,
            or_(planned_for.is_(None), planned_for != col(SessionReminder.starts_at)),
        )
        .order_by(col(SessionReminder.starts_at))
    )
    return [Coming(*row) for row in rows]
