"""The line along which an open page hears that a part of it changed; the page then asks for that part again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.gateway.graphql.execute import subscribe
from services.gateway.web.documents import document
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
AGAIN_AFTER_MILLISECONDS = 3000
MOST_WAITING = 100


@pages.get("/live", response_class=EventSourceResponse)
async def live(
    visit: Here, network: Annotated[list[str], Query(min_length=1, max_length=5)]
) -> AsyncIterator[ServerSentEvent]:
    """Tell which kind of thing changed in these networks, as long as the page is open."""
    changes: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue(MOST_WAITING)
    listeners = [asyncio.create_task(_listen(visit, slug, changes)) for slug in network]
    try:
        yield ServerSentEvent(comment="open", retry=AGAIN_AFTER_MILLISECONDS)
        while not (changes.empty() and all(listener.done() for listener in listeners)):
            change = await changes.get()
            if change is not None:
                yield ServerSentEvent(event="change", data={"kind": change["kind"], "node": change["nodeId"]})
    finally:
        for listener in listeners:
            listener.cancel()
        await asyncio.gather(*listeners, return_exceptions=True)


async def _listen(visit: Visit, slug: str, changes: "asyncio.Queue[dict[str, Any] | None]") -> None:
    try:
        text = document("open_pages/changes.graphql").text
        async with aclosing(subscribe(text, {"slug": slug}, visit.context)) as heard:
            async for executed in heard:
                if executed.data is not None and not changes.full():
                    changes.put_nowait(executed.data["networkChanged"])
    finally:
        if not changes.full():
            changes.put_nowait(None)
