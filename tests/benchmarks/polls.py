"""(4.12) The pages of a session and of a date poll with 3 and with 1 000 members who all answered, beside the same bytes bare."""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from services.network.people.domain.vault import VAULT, new_vault_key
from tests.benchmarks.doors import HOST, Answer, Ask, beside, bytes_app, knock
from tests.benchmarks.figures import Figure
from tests.gateway.crowd import Circle, circles, gather
from tests.gateway.gathering import meet, poll
from tests.gateway.town import Town, Visitor, town

FEW, MANY = 3, 1_000
VISITS = 30
Made = Callable[[Town, Circle, Visitor], Awaitable[str]]


async def measure(runs: int) -> list[Figure]:
    """Milliseconds a page, with its statements, of a small and a large network."""
    VAULT.unlock(new_vault_key())
    gateway = {"requests_per_minute": 0, "trusted_hosts": (HOST, "localhost"), "proxy_hops": 1}
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
        async with town(Path(directory), **gateway) as place:
            crowd = circles([FEW, MANY])
            await gather(place, crowd)
            visitors = [await _coordinator(place, circle) for circle in crowd]
            for page, made in (("poll page", poll), ("session page", meet)):
                figures += await _page(place, page, made, list(zip(crowd, visitors, strict=True)), runs)
    return figures


async def _page(place: Town, page: str, made: Made, crowd: list[tuple[Circle, Visitor]], runs: int) -> list[Figure]:
    small, large = [await _asks(place, made, circle, visitor) for circle, visitor in crowd]
    (answer, few), (_, many) = await _counted(place, small), await _counted(place, large)
    ready = bytes_app(answer)
    bare = await beside(small, lambda: knock(ready, "GET", "/"), runs=runs, visits=VISITS)
    grown = await beside(large, small, runs=runs, visits=VISITS)
    return [
        Figure("polls", f"{page}, {FEW} members ({few} statements)", "ms", bare[0], "same bytes", bare[1]),
        Figure("polls", f"{page}, {MANY:,} members ({many} statements)", "ms", grown[0], "3 members", grown[1]),
    ]


async def _coordinator(place: Town, circle: Circle) -> Visitor:
    visitor = await place.visitor()
    await place.sign_in_with(circle.people[0].email, visitor)
    return visitor


async def _asks(place: Town, made: Made, circle: Circle, visitor: Visitor) -> Ask:
    """Let there be something that everybody answered; gives how the coordinator asks for its page."""
    address = await made(place, circle, visitor)
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
    return lambda: knock(place.app, "GET", address, cookie=cookie)


async def _counted(place: Town, ask: Ask) -> tuple[Answer, int]:
    """What comes back, and how many statements it takes."""
    await ask()
    place.forget_counts()
    answer = await ask()
    assert isinstance(answer, Answer)
    return answer, place.statements
