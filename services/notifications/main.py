"""How notifications is put together."""

from pathlib import Path

from services.notifications.digests import edge as digests
from services.notifications.handlers import HANDLERS, SCHEDULE
from services.notifications.mail import edge as mail
from services.notifications.mail.operations.courier import open_courier
from services.notifications.subscriptions import edge as subscriptions
from shared.database import NotificationsStore
from shared.service import Service

SERVICE = Service(
    name="notifications",
    metadata=NotificationsStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(subscriptions.edge, mail.edge, digests.edge),
    handlers=HANDLERS,
    schedule=SCHEDULE,
    kit=open_courier,
)
