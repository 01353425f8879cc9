"""Who is limited reads on and writes nothing in that network, until the day that network told (PR-7, C103)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.agenda.handlers import HANDLERS, when_limits_are_long_over
from shared.api.agenda.arranging import ProposeAgendaPoint
from shared.api.agenda.documents import AddDocument
from shared.api.agenda.sessions import AddAgendaPoint
from shared.api.page import Shape
from shared.bus.clock import Period
from shared.database import new_id
from shared.errors import Refusal
from shared.events.base import Event
from shared.events.moderation import RestrictionDecided, RestrictionLifted
from shared.events.network import NetworkSucceeded
from tests.agenda.minutes import answered, closed, commented, shared_with_action
from tests.agenda.steps import Cast, activated, agenda_of, membership, planned, proposal, proposed
from tests.workplace import Workplace


def decided(place: Workplace, cast: Cast, *, days: int | None) -> RestrictionDecided:
    """What network tells of a warning, or of a limit of some days."""
    now = place.clock.now()
    return RestrictionDecided(
        restriction_id=new_id(),
        membership_id=new_id(),
        network_id=cast.network_id,
        person_id=cast.member,
        kind="WARNING" if days is None else "LIMIT",
        until_at=None if days is None else now + timedelta(days=days),
        at=now,
        version=1,
    )


def lifted(event: RestrictionDecided) -> RestrictionLifted:
    """What network tells when it is lifted."""
    told = {name: getattr(event, name) for name in ("restriction_id", "membership_id", "network_id", "person_id", "at")}
    return RestrictionLifted(**told, version=2)


async def hear(place: Workplace, *events: Event) -> None:
    """Let agenda hear events of network, in this order."""
    async with place.door.work() as work:
        for event in events:
            await HANDLERS[type(event)](work, event)


async def test_who_is_limited_reads_on_and_writes_nothing_until_the_day_is_over(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    session = series.sessions[0].id
    point: dict[str, Any] = {"title": "Wonen dichtbij", "purpose": "DECIDE", "minutes": 10}
    texts: list[tuple[str, Shape]] = [
        ("/questions", proposal(cast.network_id)),
        (f"/sessions/{session}/agenda-points", AddAgendaPoint(**point)),
        (f"/networks/{cast.network_id}/agenda-points", ProposeAgendaPoint(**point)),
        (f"/sessions/{session}/documents", AddDocument(title="Brief", url="https://voorbeeld.example/brief")),
    ]

    await hear(place, decided(place, cast, days=7))

    for path, body in texts:
        refused = await place.refusal("POST", path, person_id=cast.member, body=body)
        assert (path, refused.code) == (path, "WRITING_LIMITED")
    last = (place.clock.now() + timedelta(days=7) - timedelta(seconds=1)).date().isoformat()
    assert last in refused.message
    assert await agenda_of(place, session, cast.member) == []
    await proposed(place, cast.network_id, cast.second_member)
    place.clock.forward(days=7)
    await proposed(place, cast.network_id, cast.member)


async def test_who_is_limited_closes_an_action_without_words_and_answers_no_comment(
    place: Workplace, cast: Cast
) -> None:
    session, action = await shared_with_action(place, cast)
    (comment,) = (await commented(place, session.id, cast.second_member)).comments or []
    by_coordinator = decided(place, cast, days=7).model_copy(update={"person_id": cast.coordinator})
    await hear(place, decided(place, cast, days=7), by_coordinator)

    for asking in (
        closed(place, action, cast.member, answer="Gedaan."),
        closed(place, action, cast.member, "drop", answer="Toch niet."),
        answered(place, comment.id, cast.coordinator),
    ):
        with pytest.raises(Refusal) as refused:
            await asking
        assert refused.value.code == "WRITING_LIMITED"
    assert (await closed(place, action, cast.member)).status == "DONE"


async def test_a_warning_limits_nothing_and_another_network_does_not_notice(place: Workplace, cast: Cast) -> None:
    await hear(place, decided(place, cast, days=None))

    await proposed(place, cast.network_id, cast.member)

    elsewhere = decided(place, cast, days=7).model_copy(update={"network_id": cast.other_network_id})
    await hear(place, elsewhere)
    await proposed(place, cast.network_id, cast.member)


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the wrong way round"])
async def test_a_limit_that_is_lifted_is_over_in_whatever_order_it_was_heard(
    place: Workplace, cast: Cast, turned: bool
) -> None:
    event = decided(place, cast, days=7)
    news: list[RestrictionDecided | RestrictionLifted] = [event, lifted(event)]

    await hear(place, *(reversed(news) if turned else news))

    place.clock.forward(seconds=1)
    await proposed(place, cast.network_id, cast.member)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)], ids=str)
async def test_a_limit_that_went_along_holds_once_in_whatever_order_the_news_of_moving_comes(
    place: Workplace, cast: Cast, order: tuple[int, ...]
) -> None:
    first = decided(place, cast, days=7)
    carried = first.model_copy(
        update={
            "restriction_id": new_id(),
            "membership_id": membership(cast.other_network_id, cast.member),
            "network_id": cast.other_network_id,
        }
    )
    news: list[Event] = [
        first,
        carried,
        NetworkSucceeded(
            version=2,
            network_id=cast.network_id,
            successor_id=cast.other_network_id,
            kind="learning_network",
            status="SUCCEEDED",
        ),
        activated(cast.other_network_id, cast.member),
    ]

    await hear(place, *(news[which] for which in order), carried)

    body = proposal(cast.other_network_id)
    refused = await place.refusal("POST", "/questions", person_id=cast.member, body=body)
    assert refused.code == "WRITING_LIMITED"
    assert await _limits(place) == [cast.member, cast.member]


async def test_a_limit_that_is_long_over_is_forgotten(place: Workplace, cast: Cast) -> None:
    await hear(place, decided(place, cast, days=7))

    place.clock.forward(days=44)
    await when_limits_are_long_over(place.door, Period(key="now", due_at=place.clock.now()))

    assert await _limits(place) == []


async def _limits(place: Workplace) -> list[UUID]:
    table = place.door.database.metadata.tables["writing_limit"]
    async with place.door.reading() as session:
        return list((await session.scalars(table.select().with_only_columns(table.c.person_id))).all())
