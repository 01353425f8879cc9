"""The service agenda, put together."""

from pathlib import Path

from services.agenda.handlers import HANDLERS, SCHEDULE
from services.agenda.privacy.edge import edge as privacy
from services.agenda.questions.edge import edge as questions
from services.agenda.sessions.edge import edge as sessions
from shared.database import AgendaStore
from shared.service import Service

SERVICE = Service(
    name="agenda",
    metadata=AgendaStore.metadata,
    migrations=Path(__file__).parent / "migrations",
    edges=(questions, sessions, privacy),
    handlers=HANDLERS,
    schedule=SCHEDULE,
)
