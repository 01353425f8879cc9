"""How one house asks another: HTTP between processes, straight into the owner's app within one."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, overload
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from shared.access import PassOffice, changes
from shared.errors import Invalid, Problem, Refusal, Unavailable, refusal_from
from shared.telemetry import current_request_id, current_traceparent

if TYPE_CHECKING:
    import aiohttp

Answer = TypeVar("Answer")
App = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Any]], Callable[[MutableMapping[str, Any]], Awaitable[None]]],
    Awaitable[None],
]
DEADLINE_SECONDS = 3.0
KEPT_OPEN_SECONDS = 20.0
"""How long a connection without questions is kept: shorter than an owner keeps it, lest a question meets its closing."""
TOGETHER = "/together"
TOO_LARGE = (413, 414, 431)
_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """One of several questions that go to the same owner in one call; as in ``Asking.ask``."""

    method: str
    path: str
    answer: Any
    body: BaseModel | None = None
    params: dict[str, Any] = field(default_factory=dict)
    key: str | None = None


class Asking:
    """Asks the owners.

    owners: for each service its base address (``http://…``) or, in one process, its ASGI app.
    office: signs the pass that says for whom we ask. now: the clock. deadline: seconds an owner has, unless a question says.
    """

    def __init__(
        self,
        owners: dict[str, str | App],
        office: PassOffice,
        now: Callable[[], Any],
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self.owners = owners
        self.deadline = deadline
        self.office = office
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
        deadline: float | None = None,
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
        deadline: float | None = None,
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
        deadline: float | None = None,
    ) -> Any:
        """Ask one question.

        answer: the type to read the answer as. person_id: for whom (None: for nobody, or for this house itself).
        body: a Pydantic model. key: an idempotency key, so that asking twice does it once. deadline: seconds.
        Raises the owner's Refusal, or Unavailable when it does not answer in time.
        """
        payload = b"" if body is None else body.model_dump_json().encode()
        status, content = await self._call(service, method, path, _query(params), payload, person_id, key, deadline)
        return _read(status, content, answer)

    async def ask_together(
        self,
        service: str,
        parts: Sequence[Part],
        *,
        person_id: UUID | None = None,
        deadline: float | None = None,
    ) -> list[Any]:
        """Ask one owner several questions in one call; at most 100.

        The answers come in the order of the questions, each an answer or the Refusal it met. They are not one transaction.
        Raises Unavailable when the owner does not answer in time.
        """
        payload = json.dumps([self._asked(service, part, person_id) for part in parts], ensure_ascii=False).encode()
        status, content = await self._call(service, "POST", TOGETHER, "", payload, person_id, None, deadline)
        if status >= 400:
            raise _refusal(status, content)
        frame, _, contents = content.partition(b"\n")
        answers: list[Any] = []
        start = 0
        for part, (one_status, length) in zip(parts, json.loads(frame), strict=True):
            try:
                answers.append(_read(one_status, contents[start : start + length], part.answer))
            except Refusal as refusal:
                answers.append(refusal)
            start += length
        return answers

    def _asked(self, service: str, part: Part, person_id: UUID | None) -> dict[str, Any]:
        body = None if part.body is None else part.body.model_dump(mode="json")
        asked = {"method": part.method, "path": part.path, "query": _query(part.params), "key": part.key, "body": body}
        if changes(part.method, part.path):
            asked["pass"] = self._pass(service, part.method, part.path, alone(body), person_id)
        return asked

    def _pass(self, service: str, method: str, path: str, payload: bytes, person_id: UUID | None) -> str:
        return self.office.sign_for(method, path, payload, audience=service, person_id=person_id, now=self._now())

    async def _call(
        self,
        service: str,
        method: str,
        path: str,
        query: str,
        payload: bytes,
        person_id: UUID | None,
        key: str | None,
        deadline: float | None,
    ) -> tuple[int, bytes]:
        self.calls += 1
        deadline = deadline or self.deadline
        owner = self.owners.get(service)
        if owner is None:
            raise Unavailable(f"{service} has no address here")
        headers = {"authorization": "Bearer " + self._pass(service, method, path, payload, person_id)}
        if payload:
            headers["content-type"] = "application/json"
        if key is not None:
            headers["idempotency-key"] = key
        if request_id := current_request_id():
            headers["x-request-id"] = request_id
        if traceparent := current_traceparent():
            headers["traceparent"] = traceparent
        if isinstance(owner, str):
            return await self._over_http(owner, method, path, query, headers, payload, deadline)
        try:
            async with asyncio.timeout(deadline):
                return await straight(owner, method, path, query, headers, payload)
        except TimeoutError as error:
            raise Unavailable from error
        except Exception as error:
            log.exception("%s failed at %s", service, path)
            raise Unavailable from error

    async def _over_http(
        self, base: str, method: str, path: str, query: str, headers: dict[str, str], payload: bytes, deadline: float
    ) -> tuple[int, bytes]:
        import aiohttp  # half a second that one process, which asks straight, need not wait for

        if self._http is None:
            self._http = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=KEPT_OPEN_SECONDS)
            )
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


def alone(body: Any) -> bytes:
    """A body that goes together with others as its route will read it; what is no text is for the route to refuse."""
    return b"" if body is None else json.dumps(body, ensure_ascii=False).encode(errors="surrogatepass")


async def straight(
    app: App, method: str, path: str, query: str, headers: dict[str, str], payload: bytes
) -> tuple[int, bytes]:
    """Ask an ASGI app of this process; gives its status and its answer."""
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


def _query(params: dict[str, Any] | None) -> str:
    if not params:
        return ""
    return urlencode([(name, _plain(value)) for name, value in params.items() if value is not None], doseq=True)


def _read(status: int, content: bytes, answer: Any) -> Any:
    if status >= 400:
        raise _refusal(status, content)
    if answer is None:
        return None
    adapter = _ADAPTERS.get(answer)
    if adapter is None:
        adapter = _ADAPTERS[answer] = TypeAdapter(answer)
    return adapter.validate_json(content, extra="ignore")  # an owner that was upgraded first may say more than we know


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _refusal(status: int, content: bytes) -> Refusal:
    try:
        document = json.loads(content)
        problems = tuple(Problem(item["field"], item["code"], item["message"]) for item in document.get("problems", []))
        return refusal_from(status, document["code"], document["detail"], problems)
    except (ValueError, KeyError, TypeError, AttributeError):  # somebody in between answered, or the server itself
        return Invalid() if status in TOO_LARGE else Unavailable()
