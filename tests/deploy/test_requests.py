"""What happens around every request to a service: limits, ids, and faults that tell nothing."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Annotated

import httpx2
import pytest
import structlog
from fastapi import Body, FastAPI, Request
from pydantic import RootModel
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from shared.access import PassOffice, new_key
from shared.asking import KEPT_OPEN_SECONDS, Asking
from shared.bus.work import SystemClock
from shared.errors import Invalid, NotFound, Unavailable
from shared.telemetry import current_request_id, current_traceparent
from shared.web.limits import KEEP_ALIVE_SECONDS, MOST_BODY_BYTES, MOST_HEADER_BYTES
from shared.web.problems import answer_problems
from shared.web.requests import Around

SECRET = "anna@voorbeeld.nl"
FAULTS = {
    "bug": ValueError(SECRET),
    "database": OperationalError("SELECT", {"email": SECRET}, Exception(SECRET)),
    "pool": PoolTimeout(SECRET),
    "stale": StaleDataError(SECRET),
    "gone": NotFound(),
}
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def app_with(*, believes_ids: bool) -> FastAPI:
    """An app whose routes fall in every way, with what the house puts around them."""
    app = FastAPI()

    @app.get("/falls/{how}")
    async def falls(how: str) -> None:
        raise FAULTS[how]

    @app.post("/reads")
    async def reads(request: Request) -> int:
        return len(await request.body())

    @app.post("/counts")
    async def counts(numbers: Annotated[list[int], Body(embed=True)]) -> int:
        return len(numbers)

    @app.get("/who")
    async def who() -> list[str | None]:
        return [current_request_id(), current_traceparent()]

    answer_problems(app)
    app.add_middleware(Around, service="test", believes_ids=believes_ids, private=True)
    return app


def client_of(app: FastAPI) -> httpx2.AsyncClient:
    """A client that sees every error an app lets through."""
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=app, raise_app_exceptions=True), base_url="http://test"
    )


@pytest.fixture
async def inside() -> AsyncIterator[httpx2.AsyncClient]:
    """Asks as another house."""
    async with client_of(app_with(believes_ids=True)) as client:
        yield client


@pytest.fixture
async def outside() -> AsyncIterator[httpx2.AsyncClient]:
    """Asks as somebody from outside."""
    async with client_of(app_with(believes_ids=False)) as client:
        yield client


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Logs, as the standard library sees them."""
    structlog.configure(
        processors=[structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    with caplog.at_level(logging.WARNING):
        yield caplog


@pytest.mark.parametrize(
    ("how", "status", "code"),
    [
        ("bug", 500, "FAULT"),
        ("database", 503, "UNAVAILABLE"),
        ("pool", 503, "UNAVAILABLE"),
        ("stale", 409, "STALE_VERSION"),
        ("gone", 404, "NOT_FOUND"),
    ],
)
async def test_a_fault_is_a_problem_without_its_text(
    inside: httpx2.AsyncClient, how: str, status: int, code: str
) -> None:
    """A-54, F-70, F-73: masked, with a number by which it can be found in the logs; 503 says when to come back."""
    response = await inside.get(f"/falls/{how}")

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == code
    assert SECRET not in response.text
    assert ("retry-after" in response.headers) == (status == 503)
    if status == 500:
        assert response.json()["instance"] == f"urn:request:{response.headers['x-request-id']}"


async def test_a_fault_is_written_down_under_the_number_that_was_answered(
    inside: httpx2.AsyncClient, lines: pytest.LogCaptureFixture
) -> None:
    response = await inside.get("/falls/bug", headers={"x-request-id": "abcdefgh-1"})

    assert response.headers["x-request-id"] == "abcdefgh-1"
    assert [(record.getMessage(), record.exc_info is not None) for record in lines.records] == [
        ("request failed", True)
    ]
    assert lines.records[0].__dict__["route"] == "/falls/{how}"


async def test_a_body_over_the_limit_is_refused(inside: httpx2.AsyncClient) -> None:
    """A-52: also when it does not say beforehand how long it is."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"x" * 1024

    within = await inside.post("/reads", content=b"x" * MOST_BODY_BYTES)
    over = await inside.post("/reads", content=b"x" * (MOST_BODY_BYTES + 1))
    streamed = await inside.post("/reads", content=endless())

    assert within.json() == MOST_BODY_BYTES
    assert (over.status_code, streamed.status_code) == (413, 413)
    for refused in (over, streamed):
        assert refused.headers["content-type"] == "application/problem+json"
        assert (refused.json()["status"], refused.json()["code"]) == (413, "TOO_MUCH")


async def test_headers_over_the_limit_are_refused(inside: httpx2.AsyncClient) -> None:
    """A-56: a Range with ten thousand ranges never reaches what would read it."""
    response = await inside.get("/who", headers={"range": "bytes=" + "0-1," * (MOST_HEADER_BYTES // 4)})

    assert (response.status_code, response.json()["code"]) == (431, "HEADERS_TOO_LARGE")


async def test_an_answer_is_for_the_asker_alone(inside: httpx2.AsyncClient) -> None:
    """A-60: nothing in between keeps it or guesses at its type."""
    for path in ("/who", "/falls/bug", "/nowhere"):
        response = await inside.get(path)

        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_houses_carry_one_request_id_and_one_trace(inside: httpx2.AsyncClient) -> None:
    response = await inside.get("/who", headers={"x-request-id": "0f8fad5b-d9cb", "traceparent": TRACE})

    assert response.json() == ["0f8fad5b-d9cb", TRACE]


@pytest.mark.parametrize("id_", ["short", "with spaces in it", "x" * 65, "line\\nbreak"])
async def test_an_id_that_could_forge_a_log_line_is_replaced(inside: httpx2.AsyncClient, id_: str) -> None:
    response = await inside.get("/who", headers={"x-request-id": id_})

    assert response.json()[0] not in (None, id_)


async def test_somebody_outside_does_not_choose_the_id(outside: httpx2.AsyncClient) -> None:
    first = (await outside.get("/who", headers={"x-request-id": "0f8fad5b-d9cb", "traceparent": TRACE})).json()
    second = (await outside.get("/who")).json()

    assert "0f8fad5b-d9cb" not in first
    assert TRACE not in first
    assert first != second


def test_the_logs_of_a_fault_hold_no_text_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A-85: the kind of an error and where it was, but not what a database quotes in it."""
    from shared.telemetry import write_logs

    write_logs(level="INFO", form="json")
    try:
        raise FAULTS["database"]
    except OperationalError:
        structlog.get_logger("leerkring.test").exception("something fell", worker="relay")
    logging.getLogger("somebody.else").warning("from a library")
    fault, library = [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    assert (fault["event"], fault["worker"], fault["error"]) == ("something fell", "relay", "OperationalError")
    assert fault["at"][-1].startswith("tests/deploy/test_requests.py:")
    assert SECRET not in json.dumps(fault)
    assert (library["event"], library["logger"]) == ("from a library", "somebody.else")


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/counts", b'{"numbers":[' + b"9" * 5000 + b"]}", 400, "BAD_REQUEST"),
        ("POST", "/counts", b'{"numbers":["\xff"]}', 400, "BAD_REQUEST"),
        ("POST", "/counts", b'{"numbers":[1e400]}', 400, "INVALID"),
        ("DELETE", "/who", b"", 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_a_problem_names_the_status_it_is_answered_with(
    inside: httpx2.AsyncClient, method: str, path: str, body: bytes, status: int, code: str
) -> None:
    response = await inside.request(method, path, content=body, headers={"content-type": "application/json"})

    assert (response.status_code, response.json()["status"], response.json()["code"]) == (status, status, code)
    assert ("allow" in response.headers) == (status == 405)


@pytest.mark.parametrize("words", ["é" * MOST_BODY_BYTES, "a"])
async def test_what_is_too_large_is_refused_and_does_not_look_like_an_owner_that_is_away(words: str) -> None:
    asking = Asking({"test": app_with(believes_ids=True)}, PassOffice("gateway", new_key(), {}), SystemClock().now)

    async def read() -> int:
        return int(await asking.ask("test", "POST", "/reads", int, body=RootModel[str](words)))

    if len(words) == 1:
        assert await read() == len('"a"')
    else:
        with pytest.raises(Invalid):
            await read()


def test_who_asks_lets_go_of_a_quiet_connection_before_who_answers_does() -> None:
    """A POST that meets a closing connection is not sent again, and would look like an owner that is away."""
    assert KEPT_OPEN_SECONDS <= KEEP_ALIVE_SECONDS - 5


@pytest.mark.parametrize("answer", [b"[]", b'"down"', b'{"code":"X"}', b"<html>", b'{"problems":["x"]}'])
async def test_an_error_that_is_no_problem_of_ours_is_an_owner_that_is_away(answer: bytes) -> None:
    async def between(scope: object, receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
        await send({"type": "http.response.start", "status": 502, "headers": []})
        await send({"type": "http.response.body", "body": answer})

    asking = Asking({"test": between}, PassOffice("gateway", new_key(), {}), SystemClock().now)

    with pytest.raises(Unavailable):
        await asking.ask("test", "GET", "/who", list[str])
