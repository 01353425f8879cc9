"""The door for requests: routes that declare who may, open one transaction or one reading, and answer."""

import inspect
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, get_type_hints

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter
from sqlalchemy.exc import IntegrityError

from shared.access import Viewer, changes
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotAllowed, NotSignedIn, Refusal
from shared.web.contact_details import found_in, refuse
from shared.web.desk import Asked, Desk, PassFirst, PassForThis
from shared.web.keys import check_key, earlier_answer, input_hash, remember_answer
from shared.web.used_passes import change_once, use_up

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Who:
    """Who may call a route at all; what they may do there is decided in the noun's domain.

    person: somebody signed in. services: houses that may ask for themselves. anyone: every valid pass, also a stranger's.
    """

    person: bool = False
    services: tuple[str, ...] = ()
    anyone: bool = False

    def check(self, viewer: Viewer) -> None:
        """Raise NotSignedIn or NotAllowed for a viewer who may not call."""
        if self.anyone or (self.person and viewer.is_person):
            return
        if viewer.service in self.services:
            return
        if self.person and viewer.service == "gateway":
            raise NotSignedIn
        raise NotAllowed


ANYONE = Who(anyone=True)
PERSON = Who(person=True)


def only(*services: str) -> Who:
    """Only these houses, asking for themselves."""
    return Who(services=services)


Now = datetime
"""What time it is, for a question whose answer depends on it."""
FILLED = ("request", "viewer", "now")


class Edge(APIRouter):
    """Routes of one noun.

    ``@edge.change("/questions", who=PERSON)`` gives the function a ``work: Work`` in one transaction that is committed
    before the answer leaves, done once per Idempotency-Key; ``@edge.read(…)`` gives it a ``session: Session``.
    Both may also take ``request: Request``, ``viewer: Viewer`` and ``now: Now``. The other parameters are FastAPI's.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(route_class=PassFirst, **settings)

    def change(
        self, path: str, *, who: Who, status_code: int = 200
    ) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
        """A POST that changes something. Raises ValueError for a path that says it only looks (``access.LOOKS``)."""
        if not changes("POST", path):
            raise ValueError(f"{path} ends as what only looks does: access.LOOKS says how")

        def declare(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
            answer: TypeAdapter[Any] = TypeAdapter(get_type_hints(function)["return"])
            wanted = _wanted(function)

            @wraps(function)
            async def route(*args: Any, request: Request, **kwargs: Any) -> Any:
                asked: Asked = request.state.asked
                with _noticed(asked, path, kwargs):
                    who.check(asked.viewer)
                    return await answered(*args, by=asked, **kwargs)

            async def answered(*args: Any, by: Asked, **kwargs: Any) -> Any:
                desk: Desk = by.request.app.state.desk
                door = desk.door
                change = _looked_through(desk, by.viewer, function, list(kwargs.values()))
                kwargs.update((name, getattr(by, name)) for name in wanted)
                key = by.request.headers.get("idempotency-key")
                if key is None:
                    return await change_once(door, by, lambda work: change(*args, work=work, **kwargs))  # type: ignore[arg-type]  # the wrapper adds what the signature below takes away
                check_key(key)
                asked = input_hash(by.request.method, by.request.url.path, await by.request.body())
                metadata = door.database.metadata

                async def once(work: Work) -> bytes:
                    earlier = await earlier_answer(
                        work.session, metadata, person_id=by.viewer.person_id, key=key, asked=asked
                    )
                    if earlier is not None:
                        return earlier
                    given = answer.dump_json(await change(*args, work=work, **kwargs))  # type: ignore[arg-type]  # as above
                    await remember_answer(
                        work.session,
                        metadata,
                        person_id=by.viewer.person_id,
                        key=key,
                        asked=asked,
                        answer=given,
                        now=work.now,
                    )
                    return given

                try:
                    content = await change_once(door, by, once)
                except IntegrityError:  # two at the same moment: the other one won, its answer stands
                    content = await change_once(door, by, once)
                return Response(content, media_type="application/json", status_code=status_code)

            _resign(route, function, hidden=("work", *FILLED))
            self._add(path, route, who, status_code, is_change=True)
            return function

        return declare

    def read(
        self, path: str, *, who: Who, method: str = "GET"
    ) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
        """A question that changes nothing; POST where the question is too long or too private for an address.

        Raises ValueError for a POST whose path does not say that it only looks (``access.LOOKS``).
        """
        if changes(method, path):
            raise ValueError(f"{path} does not end as what only looks does: access.LOOKS says how")

        def declare(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
            wanted = _wanted(function)

            @wraps(function)
            async def route(*args: Any, request: Request, **kwargs: Any) -> Any:
                asked: Asked = request.state.asked
                who.check(asked.viewer)
                kwargs.update((name, getattr(asked, name)) for name in wanted)
                async with request.app.state.desk.reading() as session:
                    return await function(*args, session=session, **kwargs)

            _resign(route, function, hidden=("session", *FILLED))
            self.add_api_route(path, route, methods=[method], openapi_extra=_declared(who))
            return function

        return declare

    def act(
        self, path: str, *, who: Who, status_code: int = 200
    ) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
        """A POST that asks others or takes several transactions; gets the ``door: Door`` and opens them itself.

        Its pass counts once, unless its path says that it only looks (``access.LOOKS``).
        """
        is_change = changes("POST", path)

        def declare(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
            wanted = _wanted(function)

            @wraps(function)
            async def route(*args: Any, request: Request, **kwargs: Any) -> Any:
                asked: Asked = request.state.asked
                with _noticed(asked, path, kwargs):
                    who.check(asked.viewer)
                    if is_change:
                        await use_up(request.app.state.desk.door, asked)
                    filled = {name: getattr(asked, name) for name in wanted}
                    return await function(*args, door=request.app.state.desk.door, **kwargs, **filled)

            _resign(route, function, hidden=("door", *FILLED))
            self._add(path, route, who, status_code, is_change=is_change)
            return function

        return declare

    def _add(self, path: str, route: Callable[..., Any], who: Who, status_code: int, *, is_change: bool) -> None:
        kind = PassForThis if is_change else None
        told = _declared(who)
        self.add_api_route(
            path, route, methods=["POST"], status_code=status_code, openapi_extra=told, route_class_override=kind
        )


@contextmanager
def _noticed(asked: Asked, path: str, given: Mapping[str, Any]) -> Iterator[None]:
    """What is refused inside is handed to the log; what is not refused costs nothing."""
    try:
        yield
    except Refusal as refusal:
        desk: Desk = asked.request.app.state.desk
        desk.refused.keep(desk.door, asked.viewer, refusal, path, given)
        raise


def _looked_through(
    desk: Desk, viewer: Viewer, function: Callable[P, Awaitable[R]], given: list[Any]
) -> Callable[P, Awaitable[R]]:
    """A change that is refused at its end, and undone, where contact details stand in words that others will read.

    At its end, so that who may not do it, and what else is wrong, is said first, and so that what stood there already is not
    refused to who changes other words; where nothing stands it costs nothing more.
    """
    found, may_stand = found_in(given)
    if not found or viewer.person_id is None:
        return function
    person_id = viewer.person_id

    async def looked(*args: P.args, **kwargs: P.kwargs) -> R:
        done = await function(*args, **kwargs)
        work: Work = kwargs["work"]  # type: ignore[assignment]  # the door fills it
        new = found_in(given, besides=work.stood)[0] if work.stood else found
        is_guarded = desk.guards is not None and await desk.guards(work.session, person_id)
        refuse(new, may_stand=may_stand, is_guarded=is_guarded)
        return done

    return looked


def _wanted(function: Callable[..., Any]) -> list[str]:
    return [name for name in FILLED if name in inspect.signature(function).parameters]


def _declared(who: Who) -> dict[str, Any]:
    return {"x-who-may": "anyone" if who.anyone else [*(["person"] if who.person else []), *who.services]}


def _resign(route: Callable[..., Any], function: Callable[..., Any], *, hidden: tuple[str, ...]) -> None:
    hints = get_type_hints(function, include_extras=True)
    parameters = [
        parameter.replace(annotation=hints.get(name, parameter.annotation), kind=inspect.Parameter.KEYWORD_ONLY)
        for name, parameter in inspect.signature(function).parameters.items()
        if name not in hidden
    ]
    parameters.append(inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request))
    route.__signature__ = inspect.Signature(parameters, return_annotation=hints["return"])  # type: ignore[attr-defined]  # inspect reads it
    del route.__wrapped__  # type: ignore[attr-defined]  # else FastAPI would read the annotations of the wrapped function


__all__ = ["ANYONE", "PERSON", "Edge", "Now", "Session", "Viewer", "Who", "Work", "only"]
