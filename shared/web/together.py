"""Several questions in one call: each is answered as if it had come alone, by its own route and with the same pass.

What changes something has a pass of its own. They are answered one after the other and read through one session: that costs
the database one connection, whatever the number of questions.
"""

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from shared.asking import TOGETHER, alone, straight
from shared.web.desk import Asker, Desk

CARRIED = ("authorization", "x-request-id", "traceparent")


class One(BaseModel):
    """One of the questions: what would have been its own request."""

    model_config = ConfigDict(extra="forbid")

    method: Literal["GET", "POST"]
    path: Annotated[str, Field(pattern=r"^/[A-Za-z0-9:/._-]+$", max_length=300)]
    query: Annotated[str, Field(max_length=2000)] = ""
    key: str | None = None
    body: Any = None
    own_pass: Annotated[str | None, Field(alias="pass")] = None


def together_routes() -> APIRouter:
    """POST /together: a list of questions; the first line of the answer gives status and length of each, then they follow.

    Who may is decided by the route of each question, which sees the pass of the whole call.
    """
    routes = APIRouter(include_in_schema=False)

    @routes.post(TOGETHER)
    async def together(
        asked: Annotated[list[One], Field(min_length=1, max_length=100)], request: Request, _asker: Asker
    ) -> Response:
        carried = {name: request.headers[name] for name in CARRIED if name in request.headers}
        desk: Desk = request.app.state.desk
        async with desk.sharing():
            answers = [await _alone(request, one, carried) for one in asked]
        frame = json.dumps([[status, len(content)] for status, content in answers]).encode()
        return Response(
            frame + b"\n" + b"".join(content for _, content in answers), media_type="application/octet-stream"
        )

    return routes


async def _alone(request: Request, one: One, carried: dict[str, str]) -> tuple[int, bytes]:
    if one.path == TOGETHER:
        return 404, b""
    headers = dict(carried)
    if one.own_pass is not None:
        headers["authorization"] = f"Bearer {one.own_pass}"
    if one.body is not None:
        headers["content-type"] = "application/json"
    if one.key is not None:
        headers["idempotency-key"] = one.key
    return await straight(request.app, one.method, one.path, one.query, headers, alone(one.body))
