"""What reminders can tell: of which sessions people must be reminded now, and when the reminder of one leaves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, null, or_, select
from sqlmodel import col

from services.notifications.reminders.domain import DAYS_BEFORE, USUAL_DAYS, Coming
from services.notifications.reminders.models import PLANNED_FOR, ReminderMoment, SessionReminder
from services.notifications.subscriptions.domain import Reminder
from shared.database import Session


async def not_reminded(session: Session, reminder: Reminder, *, now: datetime, until: datetime) -> list[Coming]:
    """Sessions that start between two moments, and of which this reminder was not planned for that start."""
    rows = await session.execute(
        _coming(reminder)
        .where(_not_planned(reminder), col(SessionReminder.starts_at) > now, col(SessionReminder.starts_at) <= until)
        .order_by(col(SessionReminder.starts_at))
    )
    return [Coming(*row) for row in rows]


async def usual_of(session: Session, session_id: UUID) -> tuple[Coming, bool] | None:
    """When the reminder of a session leaves for who chose nothing themselves, and whether it was planned for its start already.

    None for a session that is not known, or does not take place.
    """
    asked = _coming(Reminder.USUAL).where(col(SessionReminder.session_id) == session_id)
    row = (await session.execute(asked.add_columns(_not_planned(Reminder.USUAL)))).one_or_none()
    return None if row is None else (Coming(*row[:-1]), not row[-1])


async def moment_version(session: Session, session_id: UUID) -> int:
    """Which version stands of when the reminder of a session leaves; 0 where nothing was chosen."""
    statement = select(col(ReminderMoment.version)).where(col(ReminderMoment.session_id) == session_id)
    return (await session.execute(statement)).scalar_one_or_none() or 0


def _coming(reminder: Reminder) -> Select[UUID, UUID, datetime, datetime, int, datetime | None]:
    is_own = reminder in DAYS_BEFORE
    return (
        select(
            col(SessionReminder.session_id),
            col(SessionReminder.network_id),
            col(SessionReminder.starts_at),
            col(SessionReminder.told_at),
            literal(DAYS_BEFORE[reminder])
            if is_own
            else func.coalesce(col(ReminderMoment.days_before), literal(USUAL_DAYS)),
            null() if is_own else col(ReminderMoment.chosen_at),
        )
        .join(ReminderMoment, col(ReminderMoment.session_id) == col(SessionReminder.session_id), isouter=True)
        .where(col(SessionReminder.takes_place))
    )


def _not_planned(reminder: Reminder) -> ColumnElement[bool]:
    planned_for = PLANNED_FOR[reminder]
    return or_(planned_for.is_(None), planned_for != col(SessionReminder.starts_at))
