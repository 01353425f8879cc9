"""How one house asks another: HTTP between processes, straight into the owner's app within one."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeVar, overload
from urllib.parse import urlencode
from uuid import UUID

import aiohttp
from pydantic import TypeAdapter

from shared.access import PassOffice
from shared.errors import Problem, Refusal, Unavailable, refusal_from
from shared.telemetry import current_request_id, current_traceparent

Answer = TypeVar("Answer")
App = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Any]], Callable[[MutableMapping[str, Any]], Awaitable[None]]],
    Awaitable[None],
]
DEADLINE_SECONDS = 3.0
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


class Asking:
    """Asks the owners.

    owners: for each service its base address (``http://…``) or, in one process, its ASGI app.
    office: signs the pass that says for whom we ask. now: the clock.
    """

    def __init__(self, owners: dict[str, str | App], office: PassOffice, now: Callable[[], Any]) -> None:
        self.owners = owners
        self._office = office
        self._now = now
        self._http: aiohttp.ClientSession | None = None
        self.calls = 0
        """How many questions were asked; benchmarks and tests read it."""

    @overload
    async def ask(
        self,
        service: str,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        person_id: UUID | None = None,
        body: Any = None,
        params: dict[str, Any] | None = None,
        key: str | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> Answer: ...

    @overload
    async def ask(
        self,
        service: str,
        method: str,
        path: str,
        answer: Any,
        *,
        person_id: UUID | None = None,
        body: Any = None,
        params: dict[str, Any] | None = None,
        key: str | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> Any: ...

    async def ask(
        self,
        service: str,
        method: str,
        path: str,
        answer: Any,
        *,
        person_id: UUID | None = None,
        body: Any = None,
        params: dict[str, Any] | None = None,
        key: str | None = None,
        deadline: float = DEADLINE_SECONDS,
    ) -> Any:
        """Ask one question.

        answer: the type to read the answer as. person_id: for whom (None: for nobody, or for this house itself).
        body: a Pydantic model. key: an idempotency key, so that asking twice does it once. deadline: seconds.
        Raises the owner's Refusal, or Unavailable when it does not answer in time.
        """
        self.calls += 1
        owner = self.owners.get(service)
        if owner is None:
            raise Unavailable(f"{service} has no address here")
        headers = {
            "authorization": "Bearer " + self._office.sign(audience=service, person_id=person_id, now=self._now())
        }
        if key:
            headers["idempotency-key"] = key
        if request_id := current_request_id():
            headers["x-request-id"] = request_id
        if traceparent := current_traceparent():
            headers["traceparent"] = traceparent
        payload = b""
        if body is not None:
            headers["content-type"] = "application/json"
            payload = body.model_dump_json().encode()
        query = urlencode(
            [(name, _plain(value)) for name, value in (params or {}).items() if value is not None], doseq=True
        )
        if isinstance(owner, str):
            status, content = await self._over_http(owner, method, path, query, headers, payload, deadline)
        else:
            status, content = await _straight(owner, method, path, query, headers, payload)
        if status >= 400:
            raise _refusal(status, content)
        if answer is None:
            return None
        adapter = _ADAPTERS.get(answer)
        if adapter is None:
            adapter = _ADAPTERS[answer] = TypeAdapter(answer)
        return adapter.validate_json(content)

    async def _over_http(
        self, base: str, method: str, path: str, query: str, headers: dict[str, str], payload: bytes, deadline: float
    ) -> tuple[int, bytes]:
        if self._http is None:
            self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=30))
        url = base.rstrip("/") + path + (f"?{query}" if query else "")
        try:
            async with self._http.request(
                method,
                url,
                data=payload or None,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=deadline),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable from error

    async def close(self) -> None:
        """Let go of the connections."""
        if self._http is not None:
            await self._http.close()


async def _straight(
    app: App, method: str, path: str, query: str, headers: dict[str, str], payload: bytes
) -> tuple[int, bytes]:
    status = 500
    chunks: list[bytes] = []
    asked = False

    async def receive() -> MutableMapping[str, Any]:
        nonlocal asked
        if asked:
            return {"type": "http.disconnect"}
        asked = True
        return {"type": "http.request", "body": payload, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        elif message["type"] == "http.response.body":
            chunks.append(message.get("body", b""))

    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "client": ("127.0.0.1", 0),
        "server": ("inside", 80),
        "headers": [(b"host", b"inside"), (b"content-length", str(len(payload)).encode())]
        + [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await app(scope, receive, send)
    return status, b"".join(chunks)


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _refusal(status: int, content: bytes) -> Refusal:
    try:
        document = json.loads(content)
        problems = tuple(Problem(item["field"], item["code"], item["message"]) for item in document.get("problems", []))
        return refusal_from(status, document["code"], document["detail"], problems)
    except (ValueError, KeyError, TypeError):
        return Unavailable()
