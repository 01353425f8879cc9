"""(h) Signing in: asking, the code of the mail, and completing, beside a bare server that stores a session and signs a cookie."""

import hmac
import json
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from starlette.responses import Response

from services.gateway.web.documents import document
from shared.api.network.people import SignInSecret
from shared.asking import App
from tests.benchmarks.doors import Answer, knock, milliseconds
from tests.benchmarks.figures import Figure, percentile
from tests.gateway.crowd import Circle, Somebody
from tests.gateway.town import Town

SIGN_INS = 50
"""People who sign in during one run."""
STEPS = ("ask for a mail", "make the code", "complete")


async def signing_in(place: Town, crowd: Sequence[Circle], runs: int) -> list[Figure]:
    """The medians of each run: of the three steps, and of all together."""
    people = _people(crowd)
    ours: dict[str, list[float]] = {step: [] for step in (*STEPS, "all three")}
    bare: list[float] = []
    directory = place.network.door.settings.var
    with closing(_sessions(directory / "bare.db")) as store:
        app = _bare(store)
        for _ in range(runs):
            taken = []
            reference = []
            for somebody in islice(people, SIGN_INS):
                taken.append(await _one(place, somebody))
                reference.append(await milliseconds(lambda: knock(app, "POST", "/")))
            for number, step in enumerate(STEPS):
                ours[step].append(percentile([one[number] for one in taken], 0.5))
            ours["all three"].append(percentile([sum(one) for one in taken], 0.5))
            bare.append(percentile(reference, 0.5))
    against = "a bare server: one row committed, a signed cookie"
    return [Figure("h", f"sign-in, p50, {step}", "ms", values, against, bare) for step, values in ours.items()]


async def _one(place: Town, somebody: Somebody) -> tuple[float, float, float]:
    """Somebody signs in from an address of their own; milliseconds of each step."""
    come_from = f"10.{somebody.number >> 16 & 255}.{somebody.number >> 8 & 255}.{somebody.number & 255}"
    answers: list[Any] = []

    async def change(name: str, cookies: dict[str, str], **input_: Any) -> None:
        payload = json.dumps({"query": document(f"entrance/{name}.graphql").text, "variables": {"input": input_}})
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        answers.append(
            await knock(place.app, "POST", "/graphql", payload.encode(), cookie=cookie, x_forwarded_for=come_from)
        )

    async def mint(sign_in_id: str) -> None:
        path = f"/sign-ins/{sign_in_id}:mint"
        answers.append(await place.network.ask("POST", path, SignInSecret, service="notifications"))

    first = await milliseconds(lambda: change("request", {}, email=somebody.email))
    asked: Answer = answers[0]
    second = await milliseconds(lambda: mint(asked.cookies["__Host-sign-in"]))
    secret: SignInSecret = answers[1]
    third = await milliseconds(lambda: change("complete", asked.cookies, code=secret.code))
    completed: Answer = answers[2]
    assert completed.cookies["__Host-session"], completed.content
    return first, second, third


def _people(crowd: Sequence[Circle]) -> Iterator[Somebody]:
    """Everybody but the first three of each network, spread over the networks."""
    place = 3
    while True:
        for circle in crowd[1:]:
            yield circle.people[place]
        place += 1


def _sessions(path: Path) -> sqlite3.Connection:
    """A store with one table, as durable as ours."""
    store = sqlite3.connect(path, isolation_level=None)
    for line in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL"):
        store.execute(line)
    store.execute("CREATE TABLE session (id BLOB PRIMARY KEY, person TEXT, at TEXT)")
    return store


def _bare(store: sqlite3.Connection) -> App:
    """One INSERT in a transaction of its own, and a cookie signed with HMAC-SHA256."""
    key = secrets.token_bytes(32)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        token = secrets.token_bytes(32)
        store.execute("INSERT INTO session VALUES (?, ?, ?)", (token, "iemand", "2026-11-21"))
        response = Response(b'{"data":{}}', media_type="application/json")
        response.set_cookie("session", f"{token.hex()}.{hmac.digest(key, token, sha256).hex()}", secure=True)
        await response(scope, receive, send)

    return app
