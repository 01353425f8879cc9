"""Passes made by hand, for tests that look at the pass itself; whoever only asks does so through a Workplace."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI

from shared.access import PassOffice
from tests.workplace import Workplace

Show = Callable[[str, str, bytes], str]
"""Gives the pass for a request: method, path and body."""


def passes(
    place: Workplace,
    house: str,
    person_id: UUID | None = None,
    *,
    audience: str | None = None,
    key: Any = None,
    ahead: timedelta = timedelta(0),
) -> Show:
    """The passes that a house writes now, or as far ahead of now. key: what it signs with, if not its own."""
    office = PassOffice(house, key or place.app.state.test_keys[house], {})
    now = place.clock.now() + ahead

    def show(method: str, path: str, content: bytes) -> str:
        return office.sign_for(
            method, path, content, audience=audience or place.door.service, person_id=person_id, now=now
        )

    return show


def once_written(show: Show) -> Show:
    """The pass of the first request that it is shown for, also for every later one."""
    written: list[str] = []

    def again(method: str, path: str, content: bytes) -> str:
        written.append(written[0] if written else show(method, path, content))
        return written[0]

    return again


async def send(
    app: FastAPI, method: str, path: str, show: Show | None, body: Any = None, *, key: str | None = None
) -> httpx2.Response:
    """Send a request with the pass that is shown for it, or with none. body: as JSON; bytes as they are."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    if show is not None:
        headers["authorization"] = f"Bearer {show(method, path.partition('?')[0], content)}"
    if key is not None:
        headers["idempotency-key"] = key
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://inside") as client:
        return await client.request(method, path, content=content, headers=headers)
