"""The line along which an open page hears that a part of it changed; the page then asks for that part again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import AwareDatetime

from services.gateway.graphql.execute import subscribe
from services.gateway.web.documents import document
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
AGAIN_AFTER_MILLISECONDS = 3000


@pages.get("/live", response_class=EventSourceResponse)
async def live(
    visit: Here,
    network: Annotated[list[str], Query(min_length=1, max_length=5)],
    since: Annotated[AwareDatetime | None, Query()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Tell which kind of thing changed in these networks since the page was asked for, as long as it is open.

    What a slow page was not told yet is a set of kinds, so it never grows beyond their number.
    """
    waiting: dict[str, None] = {}
    bell = asyncio.Event()
    listeners = [asyncio.create_task(_listen(visit, slug, since, waiting, bell)) for slug in network]
    try:
        yield ServerSentEvent(comment="open", retry=AGAIN_AFTER_MILLISECONDS)
        while not all(listener.done() for listener in listeners):
            await bell.wait()
            bell.clear()
            while waiting:
                kind = next(iter(waiting))
                del waiting[kind]
                yield ServerSentEvent(event="change", data={"kind": kind})
    finally:
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)


async def _listen(
    visit: Visit, slug: str, since: datetime | None, waiting: dict[str, None], bell: asyncio.Event
) -> None:
    text = document("open_pages/changes.graphql").text
    asked = {"slug": slug, "since": since.isoformat() if since else None}
    try:
        async with aclosing(subscribe(text, asked, visit.context)) as heard:
            async for executed in heard:
                if executed.data is not None:
                    waiting[executed.data["networkChanged"]["kind"]] = None
                    bell.set()
    finally:
        asyncio.get_running_loop().call_soon(bell.set)  # once this task is done, so that the page's line may end too
