"""Every event that notifications hears, and what it does then."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from services.notifications.handlers import (
    agenda,
    agendas,
    beside_sessions,
    cadences,
    expert_questions,
    moderation,
    network,
    own_data,
)
from shared.bus.work import Work
from shared.events.base import Event

HANDLERS: Mapping[type[Event], Callable[[Work, Any], Awaitable[None]]] = {
    **network.HEARD,
    **own_data.HEARD,
    **cadences.HEARD,
    **moderation.HEARD,
    **expert_questions.HEARD,
    **agenda.HEARD,
    **agendas.HEARD,
    **beside_sessions.HEARD,
}
