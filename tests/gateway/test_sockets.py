"""Subscriptions over a WebSocket (graphql-transport-ws) and as server-sent events, against a server that really listens (A-55)."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx2
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

from services.gateway.graphql import gates, sockets
from services.gateway.graphql.limits import MOST_SUBSCRIPTIONS
from tests.gateway.town import Town

CHANGES = {
    "query": "subscription C($slug: String!) { networkChanged(slug: $slug) { kind } }",
    "variables": {"slug": "kring"},
}
SUBSCRIBE = {"type": "subscribe", "id": "a", "payload": CHANGES}
TWICE = 'subscription { a: networkChanged(slug: "kring") { kind } b: networkChanged(slug: "kring") { kind } }'
TRANSPORT = Subprotocol("graphql-transport-ws")


@dataclass
class Line:
    """A server at work: its town, and where it listens."""

    place: Town
    host: str
    network_id: UUID

    @asynccontextmanager
    async def socket(self, *, protocol: str = TRANSPORT, **headers: str) -> AsyncIterator[ClientConnection]:
        """A socket that says nothing by itself."""
        async with connect(
            f"ws://{self.host}/graphql",
            subprotocols=[Subprotocol(protocol)],
            additional_headers=headers,
            compression=None,
            max_queue=None,
        ) as connection:
            yield connection

    async def happens(self) -> None:
        """A year is planned: something that everybody may know."""
        await self.place.plan(self.network_id, "Anna")


@pytest.fixture
async def line(place: Town) -> AsyncIterator[Line]:
    """The gateway of a town behind a real server."""
    network_id = await place.found("kring")
    await place.join("kring", "Anna", role="COORDINATOR")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        app = place.app
        config = uvicorn.Config(app, log_level="error", lifespan="off", ws_max_size=20_000, timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield Line(place, f"127.0.0.1:{port}", network_id)
        finally:
            server.should_exit = True
            await task


async def say(connection: ClientConnection, **message: Any) -> None:
    """Say one message."""
    await connection.send(json.dumps(message))


async def hear(connection: ClientConnection) -> Any:
    """Hear one message."""
    async with asyncio.timeout(3):
        return json.loads(await connection.recv())


async def begin(connection: ClientConnection) -> None:
    """Begin as the protocol wants it."""
    await say(connection, type="connection_init")
    assert await hear(connection) == {"type": "connection_ack"}


async def closed_with(connection: ClientConnection) -> int:
    """Hear until the socket closes; its code."""
    try:
        async with asyncio.timeout(3):
            while True:
                await connection.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


async def test_changes_come_over_a_socket(line: Line) -> None:
    async with line.socket() as connection:
        await begin(connection)
        await say(connection, type="subscribe", id="a", payload=CHANGES)
        await say(connection, type="ping")
        assert await hear(connection) == {"type": "pong"}

        await line.happens()

        assert await hear(connection) == {
            "type": "next",
            "id": "a",
            "payload": {"data": {"networkChanged": {"kind": "SESSIONS"}}},
        }
        await say(connection, type="complete", id="a")
        await say(connection, type="subscribe", id="a", payload=CHANGES)
        await say(connection, type="ping")
        while (message := await hear(connection))["type"] != "pong":
            assert message["type"] == "next"


async def test_from_one_address_so_many_lines_are_open_and_one_that_closes_makes_room(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A-55, F-84: sockets and the lines of open pages count together; a page itself is always served."""
    monkeypatch.setattr(gates, "MOST_LINES", 2)
    listen = {"accept": "text/event-stream"}
    async with httpx2.AsyncClient(base_url=f"http://{line.host}") as client:
        async with (
            line.socket() as connection,
            client.stream("POST", "/graphql", json=CHANGES, headers=listen) as events,
        ):
            await begin(connection)
            page = await client.get("/inloggen")
            along_live = await client.get("/live?network=kring", headers=listen)
            along_graphql = await client.post("/graphql", json=CHANGES, headers=listen)
            with pytest.raises(InvalidStatus):
                async with line.socket():
                    pass

        async with line.socket() as connection:
            await begin(connection)

    assert (events.status_code, page.status_code) == (200, 200)
    assert [answer.status_code for answer in (along_live, along_graphql)] == [503, 503]
    assert along_live.json()["code"] == "TOO_MANY_OPEN_PAGES"
    assert along_live.headers["retry-after"] == "60"


def test_lines_are_counted_by_the_address_they_go_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A-55."""
    monkeypatch.setattr(gates, "MOST_LINES", 1)
    doorstep = gates.Gates(requests_per_minute=0)

    gates.come_from("192.0.2.1")
    with doorstep.line() as first, doorstep.line() as second:
        gates.come_from("192.0.2.2")
        with doorstep.line() as elsewhere:
            gates.come_from("192.0.2.1")

    with doorstep.line() as again:
        assert (first, second, elsewhere, again) == (True, False, True, True)


async def test_a_socket_that_does_not_begin_is_closed(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """A-55 (CVE-2026-35526): connection_init within its time."""
    monkeypatch.setattr(sockets, "SECONDS_TO_BEGIN", 0.1)
    async with line.socket() as connection:
        assert await closed_with(connection) == 4408


async def test_nothing_is_answered_before_the_beginning(line: Line) -> None:
    """A-55 (CVE-2026-35523)."""
    async with line.socket() as connection:
        await say(connection, type="subscribe", id="a", payload=CHANGES)

        assert await closed_with(connection) == 4401
    assert line.place.app.state.hub.watchers == 0


async def test_a_socket_carries_ten_subscriptions(line: Line) -> None:
    """A-55: the eleventh is refused, and ten go on."""
    async with line.socket() as connection:
        await begin(connection)
        for number in range(MOST_SUBSCRIPTIONS + 1):
            await say(connection, type="subscribe", id=str(number), payload=CHANGES)

        refused = await hear(connection)

        assert (refused["type"], refused["id"], refused["payload"][0]["extensions"]["code"]) == (
            "error",
            "10",
            "TOO_MUCH",
        )
        await line.happens()
        assert {(await hear(connection))["id"] for _ in range(MOST_SUBSCRIPTIONS)} <= {str(n) for n in range(10)}


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([{"type": "connection_init"}, {"type": "connection_init"}], 4429),
        ([{"type": "connection_init"}, SUBSCRIBE, SUBSCRIBE], 4409),
        ([{"type": "connection_init"}, {"type": "start"}], 4400),
        ([{"type": "connection_init"}, {"type": "subscribe", "payload": CHANGES}], 4400),
        ([{"type": "connection_init"}, {"type": "subscribe", "id": "a"}], 4400),
        ([{"type": "connection_init"}, {"type": "subscribe", "id": "a", "payload": {"query": "x" * 17_000}}], 4400),
        ([["connection_init"]], 4400),
    ],
)
async def test_a_socket_that_does_not_keep_to_the_protocol_is_closed(
    line: Line, messages: list[Any], code: int
) -> None:
    """A-55: graphql-transport-ws, PROTOCOL.md."""
    async with line.socket() as connection:
        for message in messages:
            await connection.send(json.dumps(message))

        assert await closed_with(connection) == code


@pytest.mark.parametrize("message", ["no json", b"\x00\x01", "[" * 5000])
async def test_what_is_no_json_closes_a_socket(line: Line, message: str | bytes) -> None:
    """A-55."""
    async with line.socket() as connection:
        await connection.send(message)

        assert await closed_with(connection) == 4400


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "{ __typename }"}, "BAD_USER_INPUT"),
        ({"query": "mutation { signOut(input: {}) { __typename } }"}, "BAD_USER_INPUT"),
        ({"query": "subscription {"}, "GRAPHQL_PARSE_FAILED"),
        (
            {"query": TWICE},
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ({"query": 'subscription { networkChanged(slug: "geen") { kind } }'}, "BAD_USER_INPUT"),
        ({"documentId": "unknown"}, "BAD_REQUEST"),
        ({}, "BAD_REQUEST"),
    ],
)
async def test_what_is_no_subscription_is_refused_and_the_socket_stays(line: Line, payload: Any, code: str) -> None:
    """A-55: queries and mutations go by POST, where cookies and origin are looked at each time."""
    async with line.socket() as connection:
        await begin(connection)
        await say(connection, type="subscribe", id="a", payload=payload)

        refused = await hear(connection)

        assert (refused["type"], refused["id"]) == ("error", "a")
        assert refused["payload"][0]["extensions"]["code"] == code
        await say(connection, type="ping")
        assert await hear(connection) == {"type": "pong"}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
async def test_another_sites_page_gets_no_socket(line: Line, origin: str) -> None:
    """A-55, A-59: cross-site WebSocket hijacking."""
    with pytest.raises(InvalidStatus) as refused:
        async with line.socket(origin=origin):
            pass

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("protocol", ["graphql-ws", "chat"])
async def test_another_protocol_is_not_spoken(line: Line, protocol: str) -> None:
    async with connect(
        f"ws://{line.host}/graphql", additional_headers={"sec-websocket-protocol": protocol}
    ) as connection:
        assert await closed_with(connection) == 4406


async def test_a_socket_that_goes_away_leaves_nothing_behind(line: Line) -> None:
    async with line.socket() as connection:
        await begin(connection)
        await say(connection, type="subscribe", id="a", payload=CHANGES)
        await say(connection, type="ping")
        await hear(connection)
        assert line.place.app.state.hub.watchers == 1

    async with asyncio.timeout(3):
        while line.place.app.state.hub.watchers:
            await asyncio.sleep(0.01)


async def test_changes_come_as_server_sent_events(line: Line) -> None:
    """graphql-sse, distinct connections mode."""
    async with (
        httpx2.AsyncClient(base_url=f"http://{line.host}", timeout=3) as client,
        client.stream("POST", "/graphql", json=CHANGES, headers={"accept": "text/event-stream"}) as stream,
    ):
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["cache-control"] == "no-store"
        lines = stream.aiter_lines()
        assert await anext(lines) == ":"
        await line.happens()

        heard = [await anext(lines) for _ in range(4)]

    assert [text for text in heard if text][:2] == [
        "event: next",
        'data: {"data":{"networkChanged":{"kind":"SESSIONS"}}}',
    ]


async def test_a_stream_completes_when_its_session_ends(line: Line) -> None:
    """A-15."""
    visitor = await line.place.signed_in("Anna")
    cookie = f"__Host-session={visitor.client.cookies['__Host-session']}"
    async with (
        httpx2.AsyncClient(base_url=f"http://{line.host}", timeout=3) as client,
        client.stream(
            "POST", "/graphql", json=CHANGES, headers={"accept": "text/event-stream", "cookie": cookie}
        ) as stream,
    ):
        lines = stream.aiter_lines()
        assert await anext(lines) == ":"
        await visitor.do("signOut", "... on SignedOut { everywhere }")
        await line.place.tell()

        rest = [text async for text in lines if text]

    assert rest == ["event: complete", "data:"]


@pytest.mark.parametrize(
    "query", ["subscription {", "{ __typename }", 'subscription { networkChanged(slug: "geen") { kind } }']
)
async def test_a_stream_that_cannot_begin_is_a_plain_refusal(line: Line, query: str) -> None:
    async with httpx2.AsyncClient(base_url=f"http://{line.host}", timeout=3) as client:
        refused = await client.post("/graphql", json={"query": query}, headers={"accept": "text/event-stream"})

    assert refused.status_code == 400
    assert refused.json()["errors"]


async def test_a_quiet_stream_gives_signs_of_life(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that proxies between do not close it."""
    monkeypatch.setattr("services.gateway.graphql.http.SIGN_OF_LIFE_SECONDS", 0.05)
    async with (
        httpx2.AsyncClient(base_url=f"http://{line.host}", timeout=3) as client,
        client.stream("POST", "/graphql", json=CHANGES, headers={"accept": "text/event-stream"}) as stream,
    ):
        lines = stream.aiter_lines()
        heard = [await anext(lines) for _ in range(6)]

    assert heard == [":", "", ":", "", ":", ""]
