"""What is told when something goes wrong: time that runs out (A-53), secrets in errors (A-54), owners that are away (F-82, F-83)."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import pytest

from services.gateway.graphql import limits
from services.gateway.owners import switchboard
from shared.asking import DEADLINE_SECONDS
from tests.gateway.town import Town, Visitor, lone_gateway, session_id

SESSION = """query S($id: ID!) { session(id: $id) { number agendaPoints { title owner { person { displayName } } }
  network { name members { nodes { person { displayName } } } } } viewer { email upcomingSessions { id } digests { cadence } } }"""


async def hangs(_scope: Any, receive: Any, _send: Any) -> None:
    """An owner that takes a question and never answers."""
    await receive()
    await asyncio.sleep(60)


async def breaks(_scope: Any, _receive: Any, _send: Any) -> None:
    """An owner that breaks, with a secret in its error."""
    raise RuntimeError("password=hunter2 for jan@voorbeeld.example")


@asynccontextmanager
async def frozen_server() -> AsyncIterator[tuple[str, list[Any]]]:
    """A server that takes connections and says nothing, as a stopped process does; its address, and who is connected."""
    connected: list[Any] = []

    async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(writer)
        try:
            while await reader.read(1000):
                pass
        finally:
            connected.remove(writer)
            writer.close()

    server = await asyncio.start_server(silence, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", connected
    finally:
        server.close()


def nobody_there() -> str:
    """An address at which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"


@pytest.fixture
async def with_session(place: Town) -> tuple[Visitor, str]:
    """A member who looks at a session with a point on its agenda."""
    network_id = await place.found("kring")
    await place.join("kring", "Anna", role="COORDINATOR")
    series = await place.plan(network_id, "Anna")
    await place.add_point(series.sessions[0].id, "Anna", "Wonen")
    return await place.signed_in("Anna"), session_id(series.sessions[0].id)


async def test_a_question_that_takes_too_long_is_ended_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A-53: the operation ends, and what it waits for is let go."""
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    let_go = asyncio.Event()

    async def slow(_scope: Any, _receive: Any, _send: Any) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            let_go.set()
            raise

    async with lone_gateway({"network": slow}, env="test") as visitor:
        began = monotonic()
        told = await visitor.told('{ network(slug: "kring") { name } }')

    assert monotonic() - began < 2
    assert told["data"] == {"network": None}
    assert told["errors"][0]["extensions"] == {"code": "TOOK_TOO_LONG"}
    assert let_go.is_set()


async def test_what_was_ready_in_time_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A-53: the part that was answered stands."""
    monkeypatch.setattr(limits, "SECONDS", 0.2)

    async with lone_gateway({"network": hangs}, env="test") as visitor:
        told = await visitor.told('{ __typename network(slug: "kring") { name } node(id: "x") { id } }')

    assert told["data"] == {"__typename": "Query", "network": None, "node": None}
    assert [error["path"] for error in told["errors"]] == [["network"]]


async def test_an_owner_that_breaks_tells_nothing_about_itself(caplog: pytest.LogCaptureFixture) -> None:
    """A-54."""
    caplog.set_level(logging.CRITICAL)

    async with lone_gateway({"network": breaks}, env="production") as visitor:
        response = await visitor.send({"query": '{ network(slug: "kring") { name } }'})

    assert "hunter2" not in response.text
    assert response.json()["errors"] == [
        {
            "message": "A part of the platform does not answer; try again in a moment.",
            "extensions": {"code": "UNAVAILABLE"},
            "locations": [{"line": 1, "column": 3}],
            "path": ["network"],
        }
    ]


async def test_a_resolver_that_breaks_tells_a_number_only(
    place: Town, with_session: tuple[Visitor, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A-54: the number stands in the log beside the error."""
    visitor, session = with_session

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError("SELECT secret FROM person")

    monkeypatch.setattr("services.gateway.graphql.sessions.agenda_points_of", broken)
    response = await visitor.send({"query": SESSION, "variables": {"id": session}})

    error = response.json()["errors"][0]
    assert "SELECT" not in response.text
    assert error["message"] == "Something went wrong here. It was written down under this number."
    assert error["path"] == ["session", "agendaPoints"]
    assert error["extensions"]["code"] == "INTERNAL_ERROR"
    assert error["extensions"]["id"] in caplog.text


@pytest.mark.parametrize(
    ("away", "answered", "failed"),
    [
        (
            "agenda",
            {
                "viewer": {
                    "email": "anna@voorbeeld.example",
                    "upcomingSessions": None,
                    "digests": [{"cadence": "WEEKLY"}],
                }
            },
            {"session", "viewer.upcomingSessions"},
        ),
        (
            "notifications",
            {"session": {"number": 1}, "viewer": {"email": "anna@voorbeeld.example", "digests": None}},
            {"viewer.digests"},
        ),
        (
            "network",
            {
                "session": {"number": 1, "network": None, "agendaPoints": [{"title": "Wonen", "owner": None}]},
                "viewer": None,
            },
            {"session.network", "session.agendaPoints.owner", "viewer"},
        ),
    ],
)
async def test_one_owner_that_is_away_does_not_blank_the_page(
    place: Town, with_session: tuple[Visitor, str], away: str, answered: dict[str, Any], failed: set[str]
) -> None:
    """F-82: partial data within 2 s, and a typed error at each place that misses something."""
    visitor, session = with_session
    await visitor.ask(SESSION, id=session)
    place.asking.owners[away] = nobody_there()

    began = monotonic()
    told = await visitor.told(SESSION, id=session)

    assert monotonic() - began < 2
    assert {".".join(part for part in error["path"] if isinstance(part, str)) for error in told["errors"]} == failed
    assert {error["extensions"]["code"] for error in told["errors"]} == {"UNAVAILABLE"}
    for name, part in answered.items():
        if part is None:
            assert told["data"][name] is None
        else:
            assert {key: told["data"][name][key] for key in part} == part


async def test_an_owner_that_stays_away_is_left_alone_for_a_moment(
    place: Town, with_session: tuple[Visitor, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """F-82: the circuit opens after three silences, and closes with the first answer."""
    visitor, session = with_session
    agenda = place.asking.owners["agenda"]
    place.asking.owners["agenda"] = nobody_there()
    for _ in range(switchboard.FAILURES):
        await visitor.told(SESSION, id=session)
    place.asking.owners["agenda"] = agenda
    place.forget_counts()

    told = await visitor.told("query S($id: ID!) { session(id: $id) { number } }", id=session)

    assert told["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert place.asking.calls == 0
    monkeypatch.setattr(switchboard, "PAUSE_SECONDS", 0.0)
    place.app.state.gateway.switchboard._circuits["agenda"]._open_until = 0.0
    assert await visitor.ask("query S($id: ID!) { session(id: $id) { number } }", id=session) == {
        "session": {"number": 1}
    }


async def test_a_change_while_its_owner_is_away_is_a_typed_refusal(
    place: Town, with_session: tuple[Visitor, str]
) -> None:
    """F-82: no error, a member of the union."""
    visitor, session = with_session
    place.asking.owners["agenda"] = nobody_there()

    done = await visitor.do("addAgendaPoint", "... on AgendaPoint { id }", sessionId=session, title="Wonen", minutes=5)

    assert done["code"] == "UNAVAILABLE"


async def test_nobody_is_taken_for_a_stranger_while_nobody_can_say_who_they_are(
    place: Town, with_session: tuple[Visitor, str]
) -> None:
    """F-82: a member is not told to sign in again because network is away."""
    visitor, session = with_session
    place.app.state.gateway.remembered._known.clear()
    place.asking.owners["network"] = nobody_there()

    told = await visitor.told("{ viewer { email } }")
    done = await visitor.do("addAgendaPoint", "... on AgendaPoint { id }", sessionId=session, title="Wonen", minutes=5)

    assert told["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert done["code"] == "UNAVAILABLE"


async def test_a_frozen_owner_is_waited_for_three_seconds_and_no_line_stays_open(
    place: Town, with_session: tuple[Visitor, str]
) -> None:
    """F-83."""
    visitor, session = with_session
    async with frozen_server() as (address, connected):
        place.asking.owners["agenda"] = address
        place.asking.deadline = DEADLINE_SECONDS
        began = monotonic()

        told = await visitor.told(SESSION, id=session)

        assert 2.5 < monotonic() - began < 4.5
        assert told["data"]["session"] is None
        assert told["data"]["viewer"]["email"] == "anna@voorbeeld.example"
        await asyncio.sleep(0.05)
        assert connected == []


async def test_a_frozen_owner_in_this_process_is_waited_for_three_seconds(
    place: Town, with_session: tuple[Visitor, str]
) -> None:
    """F-83: the deadline holds without a wire, too."""
    visitor, session = with_session
    place.asking.owners["agenda"] = hangs
    place.asking.deadline = DEADLINE_SECONDS
    began = monotonic()

    told = await visitor.told(SESSION, id=session)

    assert 2.5 < monotonic() - began < 4.5
    assert told["data"]["session"] is None
