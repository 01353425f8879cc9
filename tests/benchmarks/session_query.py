"""(c, d) The session page through /graphql and as HTML: a session, its network, 20 agenda points with their owners, 30 members.

Every app is driven straight over ASGI, sixteen requests in flight, so that only the servers are compared.
"""

import asyncio
import gc
import json
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from starlette.responses import Response

from shared.asking import App, straight
from tests.benchmarks.figures import Figure
from tests.benchmarks.plain_strawberry import plain_app
from tests.gateway.town import Visitor, session_id, town

IN_FLIGHT = 16
REQUESTS = 320
QUERY = """
query SessionPage($id: ID!) {
  session(id: $id) {
    id number startsAt endsAt place status minutesPlanned viewerMayAddPoint version
    network {
      id slug name shortName
      perspectives { code minimum present count }
      members(first: 30) {
        edges { node { person { id displayName } perspective roles } }
        pageInfo { hasNextPage endCursor }
      }
    }
    agendaPoints {
      id title note purpose minutes position proposedAt viewerMayRemove version
      owner { person { id displayName } perspective roles }
    }
  }
}
"""


async def measure(runs: int) -> list[Figure]:
    """Requests a second of ours, of a plain Strawberry app with the same data in memory, and of bare bytes."""
    ours: list[float] = []
    plain: list[float] = []
    bare: list[float] = []
    pages: list[float] = []
    bare_pages: list[float] = []
    with tempfile.TemporaryDirectory() as directory:
        async with town(Path(directory), requests_per_minute=0, trusted_hosts=("inside",)) as place:
            network_id = await place.found("kring")
            await place.join("kring", "Anna", role="COORDINATOR")
            for number in range(35):
                await place.join("kring", f"Lid{number:02}")
            series = await place.plan(network_id, "Anna")
            for number in range(20):
                await place.add_point(series.sessions[0].id, f"Lid{number:02}", f"Punt {number}")
            visitor = await place.signed_in("Anna")
            variables = {"id": session_id(series.sessions[0].id)}
            page = await visitor.ask(QUERY, **variables)
            place.forget_counts()
            await visitor.ask(QUERY, **variables)
            calls, statements = place.asking.calls, place.statements
            content = json.dumps({"data": page}, separators=(",", ":")).encode()

            async def bytes_app(scope: Any, receive: Any, send: Any) -> None:
                await receive()
                await Response(content, media_type="application/json")(scope, receive, send)

            cookie = _cookie(visitor)
            reference = plain_app(page["session"])
            payload = json.dumps({"query": QUERY, "variables": variables}).encode()
            assert json.loads(await _one(reference, payload, "")) == {"data": page}
            address = f"/bijeenkomsten/{series.sessions[0].id}"
            place.forget_counts()
            html = await _page(place.app, address, cookie)
            page_calls, page_statements = place.asking.calls, place.statements
            place.count_no_more()

            async def html_app(scope: Any, receive: Any, send: Any) -> None:
                await receive()
                await Response(html, media_type="text/html")(scope, receive, send)

            for _ in range(runs):
                ours.append(await _rate(lambda: _one(place.app, payload, cookie)))
                plain.append(await _rate(lambda: _one(reference, payload, "")))
                bare.append(await _rate(lambda: _one(bytes_app, payload, "")))
                pages.append(await _rate(lambda: _page(place.app, address, cookie)))
                bare_pages.append(await _rate(lambda: _page(html_app, address, "")))
    what = f"session page through /graphql ({calls} internal calls, {statements} statements)"
    page_what = (
        f"session page as HTML ({page_calls} internal calls, {page_statements} statements, {len(html) / 1000:.0f} kB)"
    )
    return [
        Figure("c", what, "req/s", ours, "a plain Strawberry app, same data in memory", plain, "at least 1.0"),
        Figure("c", what, "req/s", ours, "a bare app in the same process, same bytes", bare, ""),
        Figure("d", page_what, "req/s", pages, "a bare app in the same process, same bytes", bare_pages, ""),
    ]


def _cookie(visitor: Visitor) -> str:
    return "; ".join(f"{name}={value}" for name, value in visitor.client.cookies.items())


async def _one(app: App, payload: bytes, cookie: str) -> bytes:
    headers = {"content-type": "application/json", "cookie": cookie}
    status, content = await straight(app, "POST", "/graphql", "", headers, payload)
    assert status == 200, content
    return content


async def _page(app: App, address: str, cookie: str) -> bytes:
    status, content = await straight(app, "GET", address, "", {"cookie": cookie}, b"")
    assert status == 200, content
    return content


async def _rate(ask: Callable[[], Awaitable[bytes]]) -> float:
    async def one_after_the_other(times: int) -> None:
        for _ in range(times):
            await ask()

    await one_after_the_other(3)
    gc.collect()
    gc.freeze()  # as the service does once it has started: what was made so far is never looked through again
    began = perf_counter()
    await asyncio.gather(*(one_after_the_other(REQUESTS // IN_FLIGHT) for _ in range(IN_FLIGHT)))
    return REQUESTS / (perf_counter() - began)
