"""(g) The calendar of somebody in three networks, ten years of sessions: over its secret address, and written only.

The references are a bare server that answers with the same bytes, and the same bytes put together without looking at what
they say.
"""

import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from starlette.responses import Response

from services.agenda.sessions.models.sessions import PlannedSession
from services.network.people.domain.vault import VAULT, new_vault_key
from shared.asking import App, straight
from shared.bus.work import Work
from shared.ics import Entry, calendar, uid
from tests.benchmarks.figures import Figure
from tests.gateway.town import Town, town

NETWORKS = ("kring", "praktijk", "wachttijd")
SESSIONS = 60
"""Ten years, six a year."""
FETCHES = 20


async def measure(runs: int) -> list[Figure]:
    """Milliseconds for one fetch and for writing alone, each beside its reference."""
    ours: list[float] = []
    bare: list[float] = []
    written: list[float] = []
    joined: list[float] = []
    VAULT.unlock(new_vault_key())
    with tempfile.TemporaryDirectory() as directory:
        async with town(Path(directory), requests_per_minute=0, trusted_hosts=("inside",)) as place:
            for slug in NETWORKS:
                network_id = await place.found(slug)
                await place.join(slug, "Anna")
                await _ten_years(place, network_id)
            visitor = await place.signed_in("Anna")
            made = await visitor.do("resetCalendarFeed", "... on CalendarFeedMade { url }")
            address = "/" + str(made["url"]).split("/", 3)[3]
            content = await _fetch(place.app, address)
            place.forget_counts()
            await _fetch(place.app, address)
            calls, statements = place.asking.calls, place.statements

            async def bytes_app(scope: Any, receive: Any, send: Any) -> None:
                await receive()
                await Response(content, media_type="text/calendar")(scope, receive, send)

            entries = _entries(content.decode())
            pieces = re.split(r"(?=BEGIN:VEVENT)", content.decode())
            for _ in range(runs):
                ours.append(await _each(place.app, address))
                bare.append(await _each(bytes_app, address))
                written.append(_time(lambda: calendar(entries, name="Leerkring").encode()))
                joined.append(_time(lambda: "".join(pieces).encode()))
    count = SESSIONS * len(NETWORKS)
    what = f"feed of {count} sessions over its address ({calls} internal calls, {statements} statements, {len(content) // 1000} kB)"
    return [
        Figure("g", what, "ms", ours, "a bare app in the same process, same bytes", bare, "under 50 ms"),
        Figure("g", f"writing {count} sessions as a calendar", "ms", written, "joining the same pieces", joined, ""),
    ]


async def _ten_years(place: Town, network_id: UUID) -> None:
    first = datetime(2020, 1, 9, 12, 30, tzinfo=UTC)

    async def plan(work: Work) -> None:
        for number in range(SESSIONS):
            starts_at = first + timedelta(weeks=number * 26 // 3)
            work.add(
                PlannedSession(
                    network_id=network_id,
                    number=number + 1,
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(hours=2, minutes=30),
                    first_starts_at=starts_at,
                    revised_at=first,
                    place="Buurthuis De Kern, Zwolle",
                )
            )

    await place.agenda.door.change(plan)


def _entries(content: str) -> list[Entry]:
    stamp = datetime(2020, 1, 9, 12, 30, tzinfo=UTC)
    return [
        Entry(
            uid=uid(UUID(found), "https://leerkring.example"),
            sequence=0,
            stamped_at=stamp,
            starts_at=stamp,
            ends_at=stamp + timedelta(hours=2),
            summary="Bijeenkomst Praktijkleernetwerk",
            place="Buurthuis De Kern, Zwolle",
            description=f"Wat er op de agenda staat, lees je op https://leerkring.example/bijeenkomsten/{found}",
            url=f"https://leerkring.example/bijeenkomsten/{found}",
        )
        for found in re.findall(r"^UID:([0-9a-f-]{36})@", content, re.MULTILINE)
    ]


async def _fetch(app: App, address: str) -> bytes:
    status, content = await straight(app, "GET", address, "", {}, b"")
    assert status == 200, content
    return content


async def _each(app: App, address: str) -> float:
    begun = perf_counter()
    for _ in range(FETCHES):
        await _fetch(app, address)
    return (perf_counter() - begun) / FETCHES * 1000


def _time(write: Any) -> float:
    begun = perf_counter()
    for _ in range(FETCHES):
        write()
    return (perf_counter() - begun) / FETCHES * 1000
