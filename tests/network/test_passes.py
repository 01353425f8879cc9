"""The pass of what takes several transactions counts once too, also between houses (A-30); what only looks is asked again."""

import asyncio
from collections import Counter

import pytest

from shared.bus.work import Work
from shared.web.edge import ANYONE, Edge, Session
from tests.network.steps import ask_to_sign_in, sign_in
from tests.passes import once_written, passes, send
from tests.workplace import Workplace


async def test_a30_a_house_does_something_once_with_the_same_pass(place: Workplace) -> None:
    path = f"/sign-ins/{(await ask_to_sign_in(place, 'sanne@voorbeeld.example')).sign_in_id}:mint"
    show = once_written(passes(place, "notifications"))

    first, again = [await send(place.app, "POST", path, show) for _ in range(2)]
    anew = await send(place.app, "POST", path, passes(place, "notifications"))

    assert [response.status_code for response in (first, again, anew)] == [200, 401, 200]
    assert first.json()["token"] != anew.json()["token"]


async def test_a30_a_house_does_something_once_with_the_same_pass_at_the_same_moment(place: Workplace) -> None:
    path = f"/sign-ins/{(await ask_to_sign_in(place, 'sanne@voorbeeld.example')).sign_in_id}:mint"
    show = once_written(passes(place, "notifications"))

    responses = await asyncio.gather(*(send(place.app, "POST", path, show) for _ in range(4)))

    assert Counter(response.status_code for response in responses) == {200: 1, 401: 3}


async def test_a30_what_was_refused_is_not_done_later_by_the_same_pass(place: Workplace) -> None:
    path = f"/sign-ins/{(await ask_to_sign_in(place, 'sanne@voorbeeld.example')).sign_in_id}:mint"
    place.clock.forward(minutes=11)
    show = once_written(passes(place, "notifications"))

    refused, again = [await send(place.app, "POST", path, show) for _ in range(2)]

    assert refused.status_code not in {200, 401}
    assert again.status_code == 401


async def test_what_only_looks_is_asked_again_with_the_same_pass_and_writes_nothing(sqlite_place: Workplace) -> None:
    body = {"token": (await sign_in(sqlite_place, "sanne@voorbeeld.example")).token}
    show = once_written(passes(sqlite_place, "gateway"))
    sqlite_place.statements.clear()

    answers = [await send(sqlite_place.app, "POST", "/auth-sessions:resolve", show, body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert not [statement for statement in sqlite_place.statements if statement.startswith("INSERT")]


def test_a_route_that_says_something_else_than_it_does_is_not_made() -> None:
    edge = Edge()

    async def look(session: Session) -> None: ...

    async def change(work: Work) -> None: ...

    with pytest.raises(ValueError, match="/things:keep does not end as what only looks does"):
        edge.read("/things:keep", who=ANYONE, method="POST")(look)
    with pytest.raises(ValueError, match="/things:batch ends as what only looks does"):
        edge.change("/things:batch", who=ANYONE)(change)
    assert edge.routes == []
