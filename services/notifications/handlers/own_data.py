"""What notifications does when it hears of somebody's own data: that they are erased, warned of it, or take it along."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.privacy.operations import (
    begin_erasure,
    plan_announcement,
    plan_export_mail,
    plan_last_mail,
    plan_warning,
)
from shared.bus.work import Work
from shared.events.base import Event
from shared.events.network import (
    AccountLeftUnused,
    DataExportRequested,
    PersonErased,
    PersonErasureAnnounced,
    PersonErasureRequested,
)


async def when_person_erasure_requested(work: Work, event: PersonErasureRequested) -> None:
    """Somebody is to be gone for good."""
    await begin_erasure(work, erasure_id=event.erasure_id, person_id=event.person_id, version=event.version)


async def when_person_erasure_announced(work: Work, event: PersonErasureAnnounced) -> None:
    """Somebody is told what was asked for them, and can stop it."""
    await plan_announcement(work, erasure_id=event.erasure_id, person_id=event.person_id, starts_at=event.starts_at)


async def when_person_erased(work: Work, event: PersonErased) -> None:
    """When nobody is missing, the last mail can go."""
    await plan_last_mail(work, erasure_id=event.erasure_id, missing=event.missing)


async def when_data_export_requested(work: Work, event: DataExportRequested) -> None:
    """Somebody wants to take their data along."""
    await plan_export_mail(work, data_export_id=event.data_export_id, expires_at=event.expires_at)


async def when_account_left_unused(work: Work, event: AccountLeftUnused) -> None:
    """Somebody is warned that their account goes."""
    await plan_warning(work, person_id=event.person_id, notice=event.version, at=event.at)


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    PersonErasureAnnounced: when_person_erasure_announced,
    PersonErasureRequested: when_person_erasure_requested,
    PersonErased: when_person_erased,
    DataExportRequested: when_data_export_requested,
    AccountLeftUnused: when_account_left_unused,
}
