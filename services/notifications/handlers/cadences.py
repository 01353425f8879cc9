"""What notifications does when a network says how often its overview comes."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.subscriptions.operations import record_cadence
from shared.bus.work import Work
from shared.events.base import Event
from shared.events.network import NetworkChanged, NetworkCreated


async def when_network_changed(work: Work, event: NetworkCreated | NetworkChanged) -> None:
    """Who chose nothing themselves gets the overview as often as the network says (C020)."""
    if event.cadence is not None:
        await record_cadence(work, network_id=event.network_id, cadence=event.cadence, version=event.version)


HEARD: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    NetworkCreated: when_network_changed,
    NetworkChanged: when_network_changed,
}
