"""Somebody wants to be gone: every service lets go of them, and no replay and no backup brings them back (J20, DOMAIN 9)."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import LargeBinary, cast, func, select

from deploy.single import House
from services.agenda.handlers import HANDLERS as AGENDA_HANDLERS
from services.notifications.handlers import HANDLERS as NOTIFICATIONS_HANDLERS
from shared.asking import Asking
from shared.database import new_id
from shared.erasure import person_hash
from shared.errors import Refusal
from shared.events.network import MembershipActivated, MembershipEnded
from shared.settings import Environment, Settings
from tests.workplace import StandingClock

SERVICES = ("network", "agenda", "notifications")
SLUG = "kring"
NAME, ADDRESS = "Kanarie Vogelaar", "kanarie@vogel.example"
ONLINE_SECONDS = 60.0
"""P20."""
RULE = {
    "every_months": 2,
    "nth": 2,
    "weekday": 3,
    "starts": "13:30:00",
    "ends": "16:00:00",
    "from_on": "2027-01-01",
    "until_on": "2027-12-31",
}


@dataclass
class Town:
    """A platform at work, with one person in it who did everything that can be done."""

    house: House
    gateway: Asking
    person_id: UUID
    network_id: UUID
    facts: dict[str, Any]

    async def ask(self, service: str, method: str, path: str, *, person_id: UUID | None = None, **body: Any) -> Any:
        """Ask a service as the gateway does, by default in the canary's name."""
        from deploy.operator import Json

        who = person_id or self.person_id
        return await self.gateway.ask(
            service, method, path, Any, person_id=who, body=Json(body) if method == "POST" else None, key=None
        )

    async def rows(self, service: str, table: str) -> list[dict[str, Any]]:
        """Everything in one table."""
        door = self.house.services[service].door
        async with door.reading() as session:
            found = await session.execute(select(door.database.metadata.tables[table]))
            return [dict(row._mapping) for row in found]

    async def remains(self, *needles: str) -> list[str]:
        """Every column of every table of every service in which one of these words stands, or an id in any of its forms."""
        found = []
        for service in SERVICES:
            door = self.house.services[service].door
            for table in door.database.metadata.sorted_tables:
                for row in await self.rows(service, table.name):
                    for column, value in row.items():
                        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                        plain = text.replace("-", "").casefold()
                        if any(needle.replace("-", "").casefold() in plain for needle in needles):
                            found.append(f"{service}.{table.name}.{column}")
        return sorted(set(found))

    async def erased(self) -> dict[str, Any]:
        """Ask to be gone at once, and wait until that is done."""
        asked = await self.ask("network", "POST", "/erasures/mine", confirmation="wissen", at_once=True)
        return await self.done(asked["reference"])

    async def done(self, reference: str) -> dict[str, Any]:
        """Wait until the request under this reference is finished."""
        until = monotonic() + ONLINE_SECONDS
        while monotonic() < until:
            shown: dict[str, Any] = await self.ask("network", "POST", "/erasures:show", reference=reference)
            if shown["status"] == "COMPLETED":
                return shown
            await asyncio.sleep(0.1)
        raise AssertionError(f"not done within {ONLINE_SECONDS} s: {shown}")


@asynccontextmanager
async def at_work(var: Path, clock: StandingClock | None = None) -> AsyncIterator[tuple[House, Asking]]:
    """A platform in this process, with its own files."""
    house = House(Settings(env=Environment.TEST, var=var), clock)
    async with house.at_work():
        owners = {name: running.app for name, running in house.services.items()}
        gateway = Asking(owners, house._office("gateway"), house.clock.now, deadline=30)
        yield house, gateway
        await gateway.close()


async def settle(house: House, gateway: Asking) -> Town:
    """A network with one person who did everything, and another who stays."""
    operator = house.operator
    from deploy.operator import Json

    async def tell(path: str, **body: Any) -> Any:
        return await operator.ask("network", "POST", path, Any, body=Json(body))

    network = await tell(
        "/networks:load",
        slug=SLUG,
        name="Kring",
        kind="learning_network",
        mission_nl="Samen leren.",
        mission_en="Learn together.",
        perspectives=[{"code": "PROFESSIONAL", "minimum": 1}],
        source="made up for a test",
    )
    joined = [
        await tell(
            "/memberships:activate",
            network_slug=SLUG,
            email=email,
            display_name=name,
            perspective="PROFESSIONAL",
            roles=["COORDINATOR"],
        )
        for name, email in ((NAME, ADDRESS), ("Blijver", "blijver@voorbeeld.example"))
    ]
    me, other = (UUID(one["person_id"]) for one in joined)
    town = Town(house, gateway, me, UUID(network["id"]), {"stays": other, "membership": joined[0]["id"]})
    await house.until_quiet()
    started = await gateway.ask("network", "POST", "/sign-ins", Any, body=Json({"email": ADDRESS, "browser": "b" * 40}))
    await house.until_quiet()
    await _mailed(town, "sign-in")
    question = await town.ask(
        "agenda",
        "POST",
        "/questions",
        network_id=str(town.network_id),
        title="Hoe gaat logeren?",
        why="Te veel kinderen verhuizen.",
        who_notices="Kinderen.",
        origin="Een gesprek.",
        theme="samenwerken",
    )
    series = await town.ask(
        "agenda", "POST", "/series", network_id=str(town.network_id), rule=RULE, place="Utrecht", without=[]
    )
    session_id = series["sessions"][0]["id"]
    await town.ask(
        "agenda", "POST", f"/sessions/{session_id}/agenda-points", title="Logeren", purpose="EXPLORE", minutes=10
    )
    await town.ask("notifications", "POST", "/subscriptions:choose", network_id=str(town.network_id), cadence="DAILY")
    await gateway.ask(
        "network", "POST", "/people/me", Any, person_id=me, body=Json({"display_name": NAME}), key="a-kept-answer"
    )
    await house.until_quiet()
    town.facts |= {"question": question["id"], "session": session_id, "sign_in": started["sign_in_id"]}
    return town


async def _mailed(town: Town, kind: str) -> list[dict[str, Any]]:
    until = monotonic() + 20
    while monotonic() < until:
        found = [row for row in await town.rows("notifications", "mailbox_mail") if row["kind"] == kind]
        if found:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"no mail of kind {kind}")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A platform with the canary in it."""
    async with at_work(tmp_path / "var") as (house, gateway):
        yield await settle(house, gateway)


async def test_P20_within_a_minute_no_table_of_any_service_holds_the_id_address_or_name(town: Town) -> None:
    before = await town.remains(str(town.person_id), ADDRESS, NAME)
    assert {"network.person.email", "agenda.member.person_id", "notifications.mailbox_mail.recipient"} <= set(before)

    shown = await town.erased()

    assert [step["step"] for step in shown["steps"]][0] == "RECEIVED"
    assert all(step["done_at"] for step in shown["steps"])
    left = await town.remains(str(town.person_id), ADDRESS, NAME)
    # The last mail lies in the local mailbox, which stands in for the reader's own.
    assert set(left) <= {"notifications.mailbox_mail.recipient", "notifications.mailbox_mail.content"}
    assert [mail["kind"] for mail in await town.rows("notifications", "mailbox_mail")] == ["erased"]
