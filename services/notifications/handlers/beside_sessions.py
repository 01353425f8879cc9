"""What notifications does when it hears an event about what stands beside a session: its documents, and its reminder."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.invitations.operations.calling import call_about_document
from services.notifications.reminders.operations.sessions import record_moment
from shared.bus.work import Work
from shared.events.agenda.sessions import ReminderMomentChosen, SessionDocumentAdded
from shared.events.base import Event

TOLD_OF = frozenset({"CONFIRMED", "AGENDA_PUBLISHED", "HELD"})
"""How a session stands of which people know, and that is not off."""


async def when_document_added(work: Work, event: SessionDocumentAdded) -> None:
    """Who takes part and wants mail hears of a document, unless its session is a draft or does not take place (wish 10)."""
    if event.status in TOLD_OF:
        await call_about_document(
            work,
            document_id=event.document_id,
            session_id=event.session_id,
            series_id=event.series_id,
            network_id=event.network_id,
            at=event.at,
        )


async def when_reminder_moment_chosen(work: Work, event: ReminderMomentChosen) -> None:
    """Who chose nothing themselves is reminded of a session on another day, or not at all."""
    await record_moment(
        work, session_id=event.session_id, days_before=event.days_before, at=event.at, version=event.version
    )


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    SessionDocumentAdded: when_document_added,
    ReminderMomentChosen: when_reminder_moment_chosen,
}
