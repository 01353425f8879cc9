"""Keeping track of what is new, from what agenda told, in whatever order it was heard."""

from datetime import datetime
from uuid import UUID

from services.notifications.digests.domain import ItemKind, burst_due_at, burst_of
from services.notifications.digests.models import (
    burst_begun,
    gathering_never,
    gathering_over,
    newest_gathering,
    newest_item,
)
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.operations import mark_network
from services.notifications.subscriptions.queries import count_wanting
from shared.bus.work import Work


async def record_item(
    work: Work, *, item_id: UUID, kind: ItemKind, network_id: UUID, appeared_at: datetime, version: int
) -> None:
    """Keep that something is new in a network, unless something newer was heard of it; begin a burst for who wants it at once."""
    written = await work.session.execute(
        newest_item(
            item_id=item_id,
            kind=kind,
            network_id=network_id,
            is_standing=True,
            appeared_at=appeared_at,
            version=version,
        )
    )
    if written.first() is not None and await count_wanting(work.session, [Cadence.DIRECT], network_id=network_id):
        burst = burst_of(work.now)
        await work.session.execute(burst_begun(network_id=network_id, began_at=burst, due_at=burst_due_at(burst)))


async def record_item_gone(
    work: Work, *, item_id: UUID, kind: ItemKind, network_id: UUID, at: datetime, version: int
) -> None:
    """Keep that something no longer stands, also when its end was heard first; mails that are ready are written again."""
    await work.session.execute(
        newest_item(
            item_id=item_id, kind=kind, network_id=network_id, is_standing=False, appeared_at=at, version=version
        )
    )
    await mark_network(work, network_id=network_id)


async def record_session(work: Work, *, session_id: UUID, network_id: UUID, starts_at: datetime, version: int) -> None:
    """Keep when a session takes place."""
    await work.session.execute(
        newest_gathering(
            session_id=session_id,
            network_id=network_id,
            is_confirmed=True,
            starts_at=starts_at,
            version=version,
        )
    )


async def record_session_over(work: Work, *, session_id: UUID, network_id: UUID, at: datetime, version: int) -> None:
    """Keep that a session is over or does not take place, also when that is heard first."""
    await work.session.execute(gathering_over(session_id, network_id, at, version))


async def record_no_session(work: Work, *, session_id: UUID, network_id: UUID, at: datetime) -> None:
    """Keep that a session was taken back as if it had never been, also when that is heard first."""
    await work.session.execute(gathering_never(session_id, network_id, at))
