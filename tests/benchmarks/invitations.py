"""(4.12) How long pages take while 1 000 invitations go out after a confirm, beside as long without any, in one process as `make run`.

Requests come at a steady pace whether those before them were answered or not, so waiting counts.
"""

import asyncio
import gc
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

from pydantic_core import Url
from sqlalchemy import func, select

from services.network.people.domain.vault import VAULT, new_vault_key
from services.notifications.mail.domain.addresses import sender_from
from services.notifications.mail.models import MAIL
from services.notifications.mail.operations.courier import SmtpCourier
from services.notifications.mail.operations.smtp import Patience
from services.notifications.main import SERVICE as NOTIFICATIONS
from shared.bus.clock import Every, Period
from tests.benchmarks.digests import sink
from tests.benchmarks.doors import HOST, WARM, knock
from tests.benchmarks.figures import Figure, percentile
from tests.gateway.crowd import Circle, circles, gather
from tests.gateway.gathering import RULE, meet, network_of
from tests.gateway.town import Town, Visitor, town

MEMBERS = 1_000
PAUSE_SECONDS = 0.1
SETTLED = timedelta(hours=2)
"""Longer than a confirm can be taken back."""
PATIENT = Patience(connect=30.0, command=60.0, dot=600.0)
Look = Callable[[], Awaitable[object]]


async def measure(runs: int) -> list[Figure]:
    """The slowest hundredth of pages in milliseconds while invitations go out and while none do, and how many left a second."""
    VAULT.unlock(new_vault_key())
    gateway = {"requests_per_minute": 0, "trusted_hosts": (HOST, "localhost"), "proxy_hops": 1}
    busy: list[float] = []
    quiet: list[float] = []
    rates: list[float] = []
    with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
        async with sink() as port, town(Path(directory), **gateway) as place:
            courier = SmtpCourier(Url(f"smtp://127.0.0.1:{port}"), sender_from("leerkring@localhost"), patience=PATIENT)
            place.notifications.door = replace(place.notifications.door, kit=courier)
            (circle,) = crowd = circles([MEMBERS])
            await gather(place, crowd)
            visitor = await place.visitor()
            await place.sign_in_with(circle.people[0].email, visitor)
            look = await _looks(place, circle, visitor)
            await _send_what_waits(place)
            for number in range(runs):
                await _confirm(place, circle, visitor, number)
                before = await _sent(place)
                gc.collect()
                began = perf_counter()
                sending = asyncio.create_task(_send_what_waits(place))
                while_sending = await _pages(look, lambda sending=sending: not sending.done())  # type: ignore[misc]  # bound now
                await sending
                rates.append((await _sent(place) - before) / (perf_counter() - began))
                if await _sent(place) - before < MEMBERS:
                    raise RuntimeError(f"{await _sent(place) - before} of {MEMBERS} invitations left")
                left = iter(range(len(while_sending)))
                without = await _pages(look, lambda left=left: next(left, None) is not None)  # type: ignore[misc]  # bound now
                busy.append(percentile(while_sending, 0.99))
                quiet.append(percentile(without, 0.99))
            courier.close()
    what = f"session page while {MEMBERS:,} invitations go out, p99"
    return [
        Figure("invitations", what, "ms", busy, "p99 while none do, same run", quiet),
        Figure("invitations", "invitations that left meanwhile", "/s", rates, "absolute"),
    ]


async def _looks(place: Town, circle: Circle, visitor: Visitor) -> Look:
    address = await meet(place, circle, visitor)
    await place.tell()
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())

    async def look() -> object:
        return await knock(place.app, "GET", quote(address), cookie=cookie)

    for _ in range(WARM):
        await look()
    return look


async def _confirm(place: Town, circle: Circle, visitor: Visitor, number: int) -> None:
    """Confirm one more session, of which everybody is to hear, and let the hour go by in which it can be taken back."""
    year = 2028 + number // 12
    rule = {**RULE, "fromOn": f"{year}-{number % 12 + 1:02}-01", "untilOn": f"{year}-{number % 12 + 1:02}-28"}
    rule = {**rule, "everyMonths": 1, "weekday": 1}
    network = await network_of(circle, visitor)
    made = await visitor.do(
        "planSeries", "... on Series { sessions { id } }", networkId=network, rule=rule, place="Utrecht"
    )
    if made["__typename"] != "Series":
        raise RuntimeError(f"nothing was confirmed: {made}")
    await place.tell()


async def _send_what_waits(place: Town) -> None:
    """Do what notifications does by the clock, once what was confirmed stands."""
    place.clock.moment += SETTLED
    now = place.clock.now()
    for schedule in NOTIFICATIONS.schedule:
        if isinstance(schedule.rule, Every):
            await schedule.run(place.notifications.door, Period(now.isoformat(), now))


async def _sent(place: Town) -> int:
    async with place.notifications.door.reading() as session:
        found = await session.execute(select(func.count()).select_from(MAIL).where(MAIL.c.state == "SENT"))
        return int(found.scalar_one())


async def _pages(look: Look, goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds from when each request was due to its answer."""
    taken: list[float] = []

    async def one(due: float) -> None:
        await look()
        taken.append((perf_counter() - due) * 1000)

    asked: list[asyncio.Task[None]] = []
    due = perf_counter()
    while goes_on():
        asked.append(asyncio.create_task(one(due)))
        due += PAUSE_SECONDS
        await asyncio.sleep(max(0.0, due - perf_counter()))
    await asyncio.gather(*asked)
    return taken
