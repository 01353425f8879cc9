"""The pass of a change is for that one request, and counts once (A-30), on both databases and on however many processes."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from services.agenda.main import SERVICE
from shared.access import PassOffice
from shared.api.agenda.questions import QuestionView
from shared.asking import Part, alone
from shared.bus.clock import Period
from shared.bus.work import Door
from shared.database import Database
from shared.service import HOUSE_SCHEDULE
from shared.web.desk import Desk
from shared.web.used_passes import KEPT, used_pass_table
from tests.agenda.steps import Cast, join, proposal, proposed
from tests.passes import Show, once_written, passes, send
from tests.workplace import Workplace, as_json

PATH = "/questions"
LATEST = timedelta(seconds=70)
"""How long after it was used a pass counts that was signed by a clock 5 s ahead: 60 s and 5 s after what stands in it."""


def kept(place: Workplace, cast: Cast) -> Show:
    """One pass of a member for one change."""
    return once_written(passes(place, "gateway", cast.member))


async def used(place: Workplace) -> int:
    """How many passes are known to have been used."""
    async with place.door.reading() as session:
        table = used_pass_table(place.door.database.metadata)
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


Other = Callable[[Workplace, Cast], Show]


def written_for(method: str, path: str, content: Callable[[bytes], bytes]) -> Other:
    """A pass that was written for another request than it is shown for."""

    def other(place: Workplace, cast: Cast) -> Show:
        show = passes(place, "gateway", cast.member)
        return lambda _method, _path, given: show(method, path, content(given))

    return other


def same(content: bytes) -> bytes:
    """The body as it is."""
    return content


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda place, cast: passes(place, "gateway", cast.member, audience="network"), id="audience"),
        pytest.param(written_for("PUT", PATH, same), id="method"),
        pytest.param(written_for("POST", "/series", same), id="path"),
        pytest.param(written_for("POST", PATH, lambda content: content + b" "), id="body"),
        pytest.param(written_for("POST", PATH, lambda _content: b""), id="no-body"),
        pytest.param(written_for("GET", PATH, same), id="for-questions"),
        pytest.param(
            lambda place, cast: passes(place, "gateway", cast.member, ahead=timedelta(seconds=-66)), id="expired"
        ),
        pytest.param(
            lambda place, cast: passes(place, "gateway", cast.member, ahead=timedelta(seconds=6)), id="to-come"
        ),
    ],
)
async def test_a30_a_change_with_the_pass_of_another_request_is_refused(
    place: Workplace, cast: Cast, other: Other
) -> None:
    place.statements.clear()

    response = await send(place.app, "POST", PATH, other(place, cast), as_json(proposal(cast.network_id)))

    assert (response.status_code, response.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert place.statements == []


async def test_a30_a_change_takes_nothing_from_a_query(place: Workplace, cast: Cast) -> None:
    response = await send(place.app, "POST", PATH + "?x=1", kept(place, cast), as_json(proposal(cast.network_id)))

    assert response.status_code == 401
    assert await place.announced() == []


async def test_a30_a_pass_for_a_change_opens_nothing_else(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    show = kept(place, cast)
    show("POST", PATH, b"{}")

    one = await send(place.app, "GET", f"/questions/{question.id}", show)
    many = await send(place.app, "POST", "/questions:batch", show, {"ids": []})
    together = await send(
        place.app, "POST", "/together", show, [{"method": "GET", "path": f"/questions/{question.id}"}]
    )

    assert [response.status_code for response in (one, many, together)] == [401] * 3


@pytest.mark.parametrize("keys", [(None, None), ("een", "een"), ("een", "twee"), ("een", None), (None, "een")])
async def test_a30_the_same_pass_changes_once(
    place: Workplace, cast: Cast, keys: tuple[str | None, str | None]
) -> None:
    show, body = kept(place, cast), as_json(proposal(cast.network_id))

    first, second = [await send(place.app, "POST", PATH, show, body, key=key) for key in keys]

    assert (first.status_code, second.status_code) == (201, 401)
    assert len(await place.announced()) == 1


async def test_a30_the_same_pass_at_the_same_moment_changes_once(place: Workplace, cast: Cast) -> None:
    show, body = kept(place, cast), as_json(proposal(cast.network_id))

    responses = await asyncio.gather(
        *(send(place.app, "POST", PATH, show, body, key=key) for key in (None, "een", "een", "twee", None))
    )

    assert Counter(response.status_code for response in responses) == {201: 1, 401: 4}
    assert len(await place.announced()) == 1


async def test_a30_what_was_refused_is_not_done_later_by_the_same_pass(place: Workplace, cast: Cast) -> None:
    show, body = once_written(passes(place, "gateway", cast.outsider)), as_json(proposal(cast.network_id))
    refused = await send(place.app, "POST", PATH, show, body)
    await join(place, cast.network_id, cast.outsider)

    later = await send(place.app, "POST", PATH, show, body)
    anew = await send(place.app, "POST", PATH, passes(place, "gateway", cast.outsider), body)

    assert [response.status_code for response in (refused, later, anew)] == [403, 401, 201]


async def test_a30_another_process_knows_that_a_pass_was_used(place: Workplace, cast: Cast) -> None:
    show, body = kept(place, cast), as_json(proposal(cast.network_id))
    keys = place.app.state.test_keys
    database = Database(place.door.database.url, SERVICE.tables())
    other = SERVICE.app()
    door = Door(**{**place.door.__dict__, "database": database})
    other.state.desk = Desk(door=door, office=PassOffice("agenda", keys["agenda"], keys))

    try:
        responses = await asyncio.gather(*(send(app, "POST", PATH, show, body) for app in (place.app, other) * 3))
    finally:
        await database.close()

    assert Counter(response.status_code for response in responses) == {201: 1, 401: 5}
    assert len(await place.announced()) == 1


async def test_who_asks_again_under_the_same_key_is_answered_with_a_new_pass(place: Workplace, cast: Cast) -> None:
    body = as_json(proposal(cast.network_id))
    first, again = kept(place, cast), kept(place, cast)

    answers = [await send(place.app, "POST", PATH, show, body, key="een") for show in (first, again, again)]

    assert [answer.status_code for answer in answers] == [201, 201, 401]
    assert answers[0].content == answers[1].content
    assert len(await place.announced()) == 1


async def test_a30_a_change_among_questions_has_a_pass_of_its_own(place: Workplace, cast: Cast) -> None:
    asking = place.asking_as("gateway")
    body = proposal(cast.network_id, title="Wat werkt in Súdwest-Fryslân – en hoe?")
    parts = [Part("POST", PATH, QuestionView, body), Part("GET", f"/networks/{cast.network_id}/questions", Any)]

    made, _ = await asking.ask_together("agenda", parts, person_id=cast.member)

    assert made.title == body.title
    assert len(await place.announced()) == 1


async def test_a30_a_change_among_questions_does_not_go_by_their_pass_and_not_twice(
    place: Workplace, cast: Cast
) -> None:
    body = as_json(proposal(cast.network_id))
    question: dict[str, Any] = {"method": "POST", "path": PATH, "body": body}
    own = passes(place, "gateway", cast.member)("POST", PATH, alone(body))
    asked = [question, {**question, "pass": own}, {**question, "pass": own}]

    response = await send(place.app, "POST", "/together", passes(place, "gateway", cast.member), asked)

    assert [status for status, _ in json.loads(response.content.partition(b"\n")[0])] == [401, 201, 401]
    assert len(await place.announced()) == 1


async def test_a_used_pass_is_known_for_as_long_as_it_counts_and_then_forgotten(place: Workplace, cast: Cast) -> None:
    show = once_written(passes(place, "gateway", cast.member, ahead=timedelta(seconds=5)))
    body = as_json(proposal(cast.network_id))
    await send(place.app, "POST", PATH, show, body)
    period = Period(key="1", due_at=place.clock.now())

    place.clock.moment += LATEST
    await HOUSE_SCHEDULE[0].run(place.door, period)
    known = await used(place)
    place.clock.moment += KEPT - LATEST + timedelta(seconds=1)
    await HOUSE_SCHEDULE[0].run(place.door, period)

    assert (known, await used(place)) == (1, 0)
    assert (await send(place.app, "POST", PATH, show, body)).status_code == 401
