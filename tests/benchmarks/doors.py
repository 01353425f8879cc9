"""How an app is asked straight over ASGI, one request at a time, with cookies; and the bare app that answers with ready bytes."""

import gc
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from time import perf_counter
from typing import Any

from starlette.responses import Response

from shared.asking import App
from tests.benchmarks.figures import percentile

HOST = "inside"
WARM = 5

Ask = Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    content: bytes

    @property
    def kind(self) -> str:
        """The media type."""
        return next(value.decode() for name, value in self.headers if name == b"content-type")

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that it sets; one that it takes away is empty."""
        jar = SimpleCookie()
        for name, value in self.headers:
            if name == b"set-cookie":
                jar.load(value.decode())
        return {name: morsel.value for name, morsel in jar.items()}


async def knock(app: App, method: str, path: str, payload: bytes = b"", query: str = "", **headers: str) -> Answer:
    """Ask an app; an answer that is no 2xx fails. headers: with _ for -."""
    sent = False
    status, given, chunks = 500, [], []

    async def receive() -> dict[str, Any]:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": payload, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, given
        if message["type"] == "http.response.start":
            status, given = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            chunks.append(message.get("body", b""))

    written = {"host": HOST, "content-type": "application/json", "content-length": str(len(payload)), **headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "https",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "client": ("127.0.0.1", 0),
        "server": (HOST, 443),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in written.items()],
    }
    await app(scope, receive, send)
    answer = Answer(status, given, b"".join(chunks))
    if not 200 <= answer.status < 300:
        raise RuntimeError(f"{method} {path} answered {answer.status}: {answer.content[:300]!r}")
    return answer


def bytes_app(answer: Answer) -> App:
    """A bare app that has an answer ready."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await Response(answer.content, media_type=answer.kind)(scope, receive, send)

    return app


async def milliseconds(ask: Ask) -> float:
    """How long one request takes."""
    began = perf_counter()
    await ask()
    return (perf_counter() - began) * 1000


async def beside(ours: Ask, reference: Ask, *, runs: int, visits: int) -> tuple[list[float], list[float]]:
    """The medians in milliseconds of each run, of ours and of the reference, asked in turns."""
    medians: tuple[list[float], list[float]] = ([], [])
    for _ in range(WARM):
        await ours()
        await reference()
    for _ in range(runs):
        gc.collect()
        taken = [(await milliseconds(ours), await milliseconds(reference)) for _ in range(visits)]
        for medians_of, values in zip(medians, zip(*taken, strict=True), strict=True):
            medians_of.append(percentile(values, 0.5))
    return medians
