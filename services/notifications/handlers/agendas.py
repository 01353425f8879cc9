"""What notifications does when it hears an event about agenda points and agendas."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.digests.domain import ItemKind
from services.notifications.digests.operations.news import record_item, record_item_gone
from services.notifications.reminders.operations.agendas import (
    plan_answer_mail,
    plan_published_mails,
    plan_unpublished_mails,
)
from shared.bus.work import Work
from shared.events.agenda.agenda_points import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemChanged,
    MeetingAgendaItemRemoved,
    MeetingAgendaLeftUnpublished,
    MeetingAgendaPublished,
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


async def when_agenda_item_changed(work: Work, event: MeetingAgendaItemChanged) -> None:
    """A point comes on an agenda, or is no news any more; who proposed it may have an answer."""
    if event.session_id is None or event.is_published:
        await record_item_gone(
            work,
            item_id=event.agenda_point_id,
            kind=ItemKind.POINT,
            network_id=event.network_id,
            at=event.at,
            version=event.version,
        )
    elif event.session_id != event.was_session_id:
        await record_item(
            work,
            item_id=event.agenda_point_id,
            kind=ItemKind.POINT,
            network_id=event.network_id,
            appeared_at=event.at,
            version=event.version,
        )
    if event.answers is not None:
        await plan_answer_mail(
            work, agenda_point_id=event.agenda_point_id, person_id=event.answers, version=event.version
        )


async def when_agenda_published(work: Work, event: MeetingAgendaPublished) -> None:
    """An agenda is ready: everybody who takes part gets it."""
    await plan_published_mails(
        work, session_id=event.session_id, network_id=event.network_id, starts_at=event.starts_at
    )


async def when_agenda_left_unpublished(work: Work, event: MeetingAgendaLeftUnpublished) -> None:
    """A session comes near without its agenda: those who arrange it are reminded."""
    await plan_unpublished_mails(
        work, session_id=event.session_id, arranger_ids=event.arranger_ids, starts_at=event.starts_at
    )


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    MeetingAgendaItemAdded: when_agenda_item_added,
    MeetingAgendaItemRemoved: when_agenda_item_removed,
    MeetingAgendaItemChanged: when_agenda_item_changed,
    MeetingAgendaPublished: when_agenda_published,
    MeetingAgendaLeftUnpublished: when_agenda_left_unpublished,
}
