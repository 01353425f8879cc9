"""What the routes of a service stand on, and who stands before them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError

from shared.access import PassOffice, Viewer
from shared.bus.work import Door
from shared.database import Session
from shared.errors import NotSignedIn
from shared.web.refused import Refused

Guards = Callable[[Session, UUID], Awaitable[bool]]
"""Whether a person's telephone, mail and home are never shown to others, whatever they say (PR-6)."""
_READING: ContextVar[Session | None] = ContextVar("reading", default=None)


@dataclass(frozen=True)
class Desk:
    """What the routes of one service stand on."""

    door: Door
    office: PassOffice
    refused: Refused = field(default_factory=Refused)
    guards: Guards | None = None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session that only reads: of this question alone, or the one that several questions share."""
        shared = _READING.get()
        if shared is None:
            async with self.door.reading() as session:
                yield session
            return
        try:
            yield shared
        except SQLAlchemyError:
            await shared.rollback()  # a statement that failed leaves the others a session that works
            raise

    @asynccontextmanager
    async def sharing(self) -> AsyncIterator[None]:
        """Inside, all questions read through one session, one after the other.

        Not one state: on PostgreSQL each statement sees what was committed before it, on SQLite what was before the first.
        """
        async with self.door.reading() as session:
            token = _READING.set(session)
            try:
                yield
            finally:
                _READING.reset(token)


async def viewer_of(request: Request) -> Viewer:
    """Read the pass. Raises NotSignedIn without a valid one: also on loopback (A-31)."""
    desk: Desk = request.app.state.desk
    return desk.office.check(_shown(request), audience=desk.door.service, now=desk.door.now())


def _shown(request: Request) -> str:
    header = request.headers.get("authorization", "")
    if not header.startswith("Bearer "):
        raise NotSignedIn
    return header.removeprefix("Bearer ")


class Asked(NamedTuple):
    """What a route is filled with: the request, who asks, and what time it is. jti: of the pass, where it counts once."""

    request: Request
    viewer: Viewer
    now: datetime
    jti: UUID | None = None


class PassFirst(APIRoute):
    """Reads the pass before anything else of a request, so that nobody without one learns what a question should be like.

    A dependency would do the same; each costs as much as a small statement.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI handles it, with who asks kept beside the request."""
        handle = super().get_route_handler()

        async def handle_with_pass(request: Request) -> Response:
            viewer = await viewer_of(request)
            request.state.asked = Asked(request, viewer, request.app.state.desk.door.now())
            return await handle(request)

        return handle_with_pass


class PassForThis(APIRoute):
    """Reads the pass of a change before anything else, and its body too: a pass for another request is none (A-30)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI handles it, with who asks and the number of the pass kept beside the request."""
        handle = super().get_route_handler()

        async def handle_with_pass(request: Request) -> Response:
            desk: Desk = request.app.state.desk
            now = desk.door.now()
            shown = desk.office.check_change(_shown(request), audience=desk.door.service, now=now)
            # A change takes nothing from a query, so there is none to bind.
            if request.scope["query_string"] or not shown.fits(
                request.method, request.scope["path"], await request.body()
            ):
                raise NotSignedIn
            request.state.asked = Asked(request, shown.viewer, now, shown.jti)
            return await handle(request)

        return handle_with_pass


Asker = Annotated[Viewer, Depends(viewer_of)]
