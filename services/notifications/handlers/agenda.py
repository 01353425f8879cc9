"""What notifications does when it hears an event of agenda."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.digests.domain import ItemKind
from services.notifications.digests.operations.news import (
    record_item,
    record_item_gone,
    record_session,
    record_session_over,
)
from services.notifications.privacy.operations import note_agenda_done
from shared.bus.work import Work
from shared.events.agenda import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemRemoved,
    PersonErasedFromAgenda,
    QuestionOpened,
    QuestionWithdrawn,
    SessionConfirmed,
    SessionHeld,
)
from shared.events.base import Event


async def when_agenda_item_added(work: Work, event: MeetingAgendaItemAdded) -> None:
    """A point is news."""
    await record_item(
        work,
        item_id=event.agenda_point_id,
        kind=ItemKind.POINT,
        network_id=event.network_id,
        appeared_at=event.at,
        version=event.version,
    )


async def when_agenda_item_removed(work: Work, event: MeetingAgendaItemRemoved) -> None:
    """A point is no news any more."""
    await record_item_gone(
        work,
        item_id=event.agenda_point_id,
        kind=ItemKind.POINT,
        network_id=event.network_id,
        at=event.at,
        version=event.version,
    )


async def when_question_opened(work: Work, event: QuestionOpened) -> None:
    """A question on the research agenda is news."""
    await record_item(
        work,
        item_id=event.question_id,
        kind=ItemKind.QUESTION,
        network_id=event.network_id,
        appeared_at=event.at,
        version=event.version,
    )


async def when_question_withdrawn(work: Work, event: QuestionWithdrawn) -> None:
    """A question is no news any more."""
    await record_item_gone(
        work,
        item_id=event.question_id,
        kind=ItemKind.QUESTION,
        network_id=event.network_id,
        at=event.at,
        version=event.version,
    )


async def when_session_confirmed(work: Work, event: SessionConfirmed) -> None:
    """A session takes place: some hear of what is new a week before it."""
    await record_session(
        work, session_id=event.session_id, network_id=event.network_id, starts_at=event.starts_at, version=event.version
    )


async def when_session_held(work: Work, event: SessionHeld) -> None:
    """A session is over."""
    await record_session_over(work, session_id=event.session_id, version=event.version)


async def when_person_erased_from_agenda(work: Work, event: PersonErasedFromAgenda) -> None:
    """Agenda holds nothing of somebody any more."""
    await note_agenda_done(work, erasure_id=event.erasure_id)


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    MeetingAgendaItemAdded: when_agenda_item_added,
    MeetingAgendaItemRemoved: when_agenda_item_removed,
    QuestionOpened: when_question_opened,
    QuestionWithdrawn: when_question_withdrawn,
    SessionConfirmed: when_session_confirmed,
    SessionHeld: when_session_held,
    PersonErasedFromAgenda: when_person_erased_from_agenda,
}
