"""How notifications is put together."""

from datetime import datetime
from pathlib import Path

from services.notifications.answers import edge as answers
from services.notifications.digests import edge as digests
from services.notifications.handlers.clock import SCHEDULE
from services.notifications.handlers.table import HANDLERS
from services.notifications.mail import edge as mail
from services.notifications.mail.operations.courier import open_courier
from services.notifications.mail.queries import ledger_counts
from services.notifications.privacy import edge as privacy
from services.notifications.reminders import edge as reminders
from services.notifications.subscriptions import edge as subscriptions
from shared.database import NotificationsStore, Session
from shared.service import Service


async def counts(session: Session, now: datetime) -> dict[str, float]:
    """What an operator wants to know of the mail ledger."""
    ledger = await ledger_counts(session, now)
    waits = (now - ledger.oldest_due_at).total_seconds() if ledger.oldest_due_at else 0.0
    return {
        "digests_due": ledger.digests_due,
        "mails_due": ledger.due,
        "mails_unknown": ledger.unknown,
        "mails_oldest_seconds": waits,
    }


SERVICE = Service(
    name="notifications",
    metadata=NotificationsStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(subscriptions.edge, mail.edge, digests.edge, answers.edge, reminders.edge, privacy.edge),
    handlers=HANDLERS,
    schedule=SCHEDULE,
    kit=open_courier,
    counts=counts,
)
