"""What network does when it hears something - it stands at the source and hears nobody - and what it does by the clock."""

from collections.abc import Mapping
from datetime import time

from services.network.people.operations.devices import forget_auth_sessions
from services.network.people.operations.signing_in import forget_sign_ins
from shared.bus.clock import Daily, Every, Period, Schedule
from shared.bus.work import Door
from shared.events.base import Event
from shared.service import Handler


async def when_a_quarter_has_passed(door: Door, period: Period) -> None:
    """Remove requests to sign in that are over, with the addresses in them."""
    await door.change(forget_sign_ins)


async def when_night_falls(door: Door, period: Period) -> None:
    """Remove signed-in sessions that are over."""
    await door.change(forget_auth_sessions)


HANDLERS: Mapping[type[Event], Handler] = {}
SCHEDULE = (
    Schedule("forget-sign-ins", Every(seconds=900), when_a_quarter_has_passed),
    Schedule("forget-auth-sessions", Daily(at=time(3, 30)), when_night_falls),
)
