"""(g) 100 000 people in 1 000 networks: the page of a network and finding somebody; (h) signing in among them.

Every app is driven straight over ASGI, one request at a time; each request of ours is followed by one of its reference.
"""

import gc
import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from rich.progress import Progress
from sqlalchemy import event, text

from services.gateway.web.documents import document
from tests.benchmarks.doors import HOST, Answer, Ask, beside, bytes_app, knock, milliseconds
from tests.benchmarks.figures import Figure, percentile, resident_mib
from tests.benchmarks.finding import BARE, FIRST, wishes
from tests.benchmarks.signing_in import signing_in
from tests.gateway.crowd import Circle, circles, gather
from tests.gateway.town import Town, town

PEOPLE = 100_000
PER_NETWORK = 100
"""People for each network, so 1 000 networks; one has three of every hundred people, the others the rest in equal parts."""
LARGE = 300
"""How many that one has at least, also in a small crowd."""
VISITS = 50
"""Requests of each kind in a run."""
LOOKED_FOR = ("sanne", "jans", "de vries", "kring 12", "leren", "youssef el amrani", "onvindbaar", "samen kinderen")


async def measure(runs: int, people: int = PEOPLE) -> list[Figure]:
    """Milliseconds a request beside its reference, with internal calls and statements; and MiB."""
    gateway: dict[str, Any] = {"requests_per_minute": 0, "trusted_hosts": (HOST, "localhost"), "proxy_hops": 1}
    with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
        async with town(Path(directory), **gateway) as place:
            crowd = await _filled(place, people)
            large, middle = crowd[0], crowd[len(crowd) // 2]
            held = resident_mib()
            cookies = {circle.slug: await _signed_in(place, circle) for circle in (middle, large)}
            await _pages(place, middle, large, cookies, 1)  # what is made once is made now
            gc.collect()
            before = resident_mib()
            pages = await _pages(place, middle, large, cookies, runs)
            grown = resident_mib() - before
            return [
                *pages,
                Figure("g", "memory of this process before it was asked anything", "MiB", [held], "nothing"),
                Figure("g", "memory added by all these requests", "MiB", [grown], "nothing", target="flat"),
                *await signing_in(place, crowd, runs),
            ]


async def _pages(place: Town, middle: Circle, large: Circle, cookies: dict[str, str], runs: int) -> list[Figure]:
    return [
        *await _page(place, middle, large, cookies, runs),
        *await _query(place, middle, large, cookies, runs),
        *await _finding(place, middle, cookies, runs),
    ]


async def _filled(place: Town, people: int) -> list[Circle]:
    many, large = people // PER_NETWORK, max(people * 3 // 100, LARGE)
    others = [(people - large) // (many - 1) + (number < (people - large) % (many - 1)) for number in range(many - 1)]
    crowd = circles([large, *others])
    with Progress(transient=True) as bar:
        task = bar.add_task("People", total=people)
        await gather(place, crowd, lambda more: bar.advance(task, more))
    for circle in (crowd[0], crowd[len(crowd) // 2]):
        place.people = {"first": circle.people[0].id, "second": circle.people[1].id}
        await place.plan(circle.id, "first")
        for number in range(3):
            question = await place.propose(circle.id, "second", f"Wat helpt een kind om te wennen ({number})?")
            await place.change_question(question, "open", "first")
    return crowd


async def _page(place: Town, middle: Circle, large: Circle, cookies: dict[str, str], runs: int) -> list[Figure]:
    def ask(circle: Circle) -> Ask:
        return lambda: knock(place.app, "GET", f"/netwerken/{circle.slug}", cookie=cookies[circle.slug])

    return await _beside_bytes(place, "network page as HTML", ask(middle), ask(large), (middle, large), runs)


async def _query(place: Town, middle: Circle, large: Circle, cookies: dict[str, str], runs: int) -> list[Figure]:
    query = document("networks/network.graphql").text

    def ask(circle: Circle) -> Ask:
        variables = {"slug": circle.slug, "from": place.clock.now().isoformat()}
        payload = json.dumps({"query": query, "variables": variables}).encode()
        return lambda: knock(place.app, "POST", "/graphql", payload, cookie=cookies[circle.slug])

    return await _beside_bytes(place, "network page through /graphql", ask(middle), ask(large), (middle, large), runs)


async def _beside_bytes(
    place: Town, what: str, ours: Ask, larger: Ask, two: tuple[Circle, Circle], runs: int
) -> list[Figure]:
    """A page of an ordinary network beside its bytes, and that of the largest beside that of the ordinary one."""
    sizes = [f"{len(circle.people):,} members" for circle in two]
    (answer, costs), (_, larger_costs) = await _counted(place, ours), await _counted(place, larger)
    ready = bytes_app(answer)
    bare = await beside(ours, lambda: knock(ready, "GET", "/"), runs=runs, visits=VISITS)
    with _statements_of(await _heard(place, ours)) as only_sql:
        sql = await beside(ours, only_sql, runs=runs, visits=VISITS)
    grown = await beside(larger, ours, runs=runs, visits=VISITS)
    return [
        Figure(
            "g",
            f"{what}, p50, {sizes[0]} ({costs})",
            "ms",
            bare[0],
            "a bare app in the same process, same bytes",
            bare[1],
        ),
        Figure("g", f"{what}, p50, {sizes[0]}", "ms", sql[0], "its statements alone, bare sqlite3", sql[1]),
        Figure("g", f"{what}, p50, {sizes[1]} ({larger_costs})", "ms", grown[0], f"{sizes[0]}", grown[1], "flat"),
    ]


async def _heard(place: Town, ask: Ask) -> list[tuple[Path, str, Any]]:
    """What one request asks of which file, with the values."""
    heard: list[tuple[Path, str, Any]] = []
    with ExitStack() as listening:
        for service in place.services:
            for engine in service.door.database.engines:

                def hear(
                    _c: Any, _u: Any, statement: str, values: Any, *_: Any, at: str = str(engine.url.database)
                ) -> None:
                    if statement.startswith(("SELECT", "WITH")):
                        heard.append((Path(at), statement, values))

                event.listen(engine, "before_cursor_execute", hear)
                listening.callback(event.remove, engine, "before_cursor_execute", hear)
        await ask()
    return heard


@contextmanager
def _statements_of(heard: Sequence[tuple[Path, str, Any]]) -> Iterator[Ask]:
    """The same statements with nothing around them."""
    with ExitStack() as open_stores:
        paths = {path for path, _, _ in heard}
        stores = {path: open_stores.enter_context(closing(sqlite3.connect(path))) for path in paths}

        async def ask() -> None:
            for path, statement, values in heard:
                stores[path].execute(statement, values).fetchall()

        yield ask


async def _finding(place: Town, circle: Circle, cookies: dict[str, str], runs: int) -> list[Figure]:
    cookie = cookies[circle.slug]
    ours: dict[float, list[float]] = {0.5: [], 0.99: []}
    bare: dict[float, list[float]] = {0.5: [], 0.99: []}
    for run in range(runs + 1):
        taken, reference = [], []
        for words in LOOKED_FOR * 13:
            query = f"q={quote_plus(words)}"
            taken.append(
                await milliseconds(lambda q=query: knock(place.app, "GET", "/zoeken", query=q, cookie=cookie))  # type: ignore[misc]  # bound now
            )
            reference.append(await milliseconds(lambda w=words: _bare_finding(place, w, circle.id)))  # type: ignore[misc]  # as above
        if run:  # the first one warms up
            for share, values in ours.items():
                values.append(percentile(taken, share))
                bare[share].append(percentile(reference, share))
    _, costs = await _counted(
        place, lambda: knock(place.app, "GET", "/zoeken", query="q=sanne&soort=PERSON", cookie=cookie)
    )
    what = f"search page as HTML ({costs})"
    return [
        Figure(
            "g", f"{what}, p{share * 100:.0f}", "ms", ours[share], "bare FTS5, the same hits", bare[share], "<= 50 ms"
        )
        for share in ours
    ]


async def _bare_finding(place: Town, words: str, network_id: UUID) -> None:
    found: set[UUID] = set()
    async with place.network.door.database.reading() as session:
        for wish in wishes("sqlite", words, [network_id]):
            if len(found) < FIRST:
                found |= {row.id for row in await session.execute(text(BARE["sqlite"]), {"wish": wish})}


async def _counted(place: Town, ask: Ask) -> tuple[Answer, str]:
    """The answer when it is asked again, and what that takes, in words."""
    await ask()
    place.forget_counts()
    answer = await ask()
    assert isinstance(answer, Answer)
    size = f"{len(answer.content) / 1000:.0f} kB"
    return answer, f"{place.asking.calls} internal calls, {place.statements} statements, {size}"


async def _signed_in(place: Town, circle: Circle) -> str:
    """Somebody of this network who does not coordinate it signs in; gives what their browser carries."""
    visitor = await place.visitor()
    await place.sign_in_with(circle.people[2].email, visitor)
    return "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())
