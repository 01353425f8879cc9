"""What is heard of a session, in whatever order and twice, ends in the same (DESIGN 5): the newest version stands."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.notifications.digests.models import Gathering
from services.notifications.reminders.models import SessionReminder
from shared.database import new_id
from shared.events.agenda.sessions import (
    SessionCancelled,
    SessionConfirmed,
    SessionHeld,
    SessionMoved,
    SessionWithdrawn,
)
from shared.events.base import Event
from tests.notifications.house import House

START = datetime(2026, 12, 10, 12, 30, tzinfo=UTC)
LATER = START + timedelta(days=7)
AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LIVES = {
    "withdrawn": ["confirmed", "withdrawn"],
    "withdrawn and confirmed again": ["confirmed", "withdrawn", "again"],
    "moved and called off": ["confirmed", "moved", "cancelled"],
    "moved and held": ["confirmed", "moved", "held"],
}
"""What happens to a session, in the order of its versions."""


def life(names: list[str], session_id: UUID, network_id: UUID) -> list[Event]:
    """The events of one session, as agenda announces them."""

    def event(name: str, version: int) -> Event:
        about = {"session_id": session_id, "network_id": network_id, "at": AT, "version": version}
        series = {"series_id": None, "sequence": version}
        moments = {"ends_at": LATER, "starts_at": LATER if name == "moved" else START}
        match name:
            case "confirmed" | "again":
                return SessionConfirmed.model_validate(about | series | moments | {"status": "CONFIRMED"})
            case "moved":
                return SessionMoved.model_validate(about | series | moments | {"status": "CONFIRMED"})
            case "withdrawn":
                return SessionWithdrawn.model_validate(about | {"series_id": None, "status": "DRAFT"})
            case "cancelled":
                return SessionCancelled.model_validate(about | series | {"status": "CANCELLED"})
            case _:
                return SessionHeld.model_validate(about | {"status": "HELD"})

    return [event(name, version) for version, name in enumerate(names, start=1)]


async def stands(house: House, session_id: UUID) -> tuple[object, ...]:
    """What is kept of one session: whether it takes place, and when."""
    async with house.door.reading() as session:
        (gathering,) = await session.execute(
            select(col(Gathering.is_confirmed), col(Gathering.starts_at), col(Gathering.version)).where(
                col(Gathering.session_id) == session_id
            )
        )
        (reminder,) = await session.execute(
            select(
                col(SessionReminder.takes_place), col(SessionReminder.starts_at), col(SessionReminder.version)
            ).where(col(SessionReminder.session_id) == session_id)
        )
    return tuple((is_on, starts_at if is_on else None, version) for is_on, starts_at, version in (gathering, reminder))


@pytest.mark.parametrize("names", LIVES.values(), ids=LIVES.keys())
async def test_in_any_order_and_twice_the_same_is_known_of_a_session(any_house: House, names: list[str]) -> None:
    house = any_house
    network_id = house.owners.add_network("Noord")
    known = set()
    for order in permutations(range(len(names))):
        session_id = new_id()
        events = life(names, session_id, network_id)
        await house.hear(*(events[place] for place in order))
        await house.hear(events[order[0]])
        known.add(await stands(house, session_id))

    assert len(known) == 1
    ((gathering, reminder),) = known
    takes_place = names[-1] == "again"
    assert gathering == reminder == (takes_place, START if takes_place else None, len(names))
