"""The same key with the same input does a thing once, and the answer is not kept longer than a day (A-44)."""

import pytest

from shared.api.agenda.questions import QuestionView
from shared.bus.clock import Period
from shared.errors import Invalid
from shared.service import HOUSE_SCHEDULE
from tests.agenda.steps import Cast, proposal
from tests.workplace import Workplace


async def proposed_with_key(place: Workplace, cast: Cast, title: str = "Wat werkt?") -> QuestionView:
    """The question that was proposed under one key."""
    answer = await place.ask(
        "POST",
        "/questions",
        QuestionView,
        person_id=cast.member,
        body=proposal(cast.network_id, title=title),
        key="een",
    )
    assert isinstance(answer, QuestionView)
    return answer


async def keys_are_forgotten(place: Workplace) -> None:
    """The clock says that it is time to forget."""
    await HOUSE_SCHEDULE[0].run(place.door, Period(key="1", due_at=place.clock.now()))


async def test_the_same_key_proposes_once(place: Workplace, cast: Cast) -> None:
    first = await proposed_with_key(place, cast)
    second = await proposed_with_key(place, cast)

    assert first == second
    assert len(await place.announced()) == 1


@pytest.mark.parametrize("key", ["", "x" * 201, "twee\tdelen", "é", " voor", "achter "])
async def test_a_key_that_not_every_database_keeps_is_refused(place: Workplace, cast: Cast, key: str) -> None:
    refusal = await place.refusal("POST", "/questions", person_id=cast.member, body=proposal(cast.network_id), key=key)

    assert (type(refusal), refusal.code) == (Invalid, "KEY_NOT_USABLE")
    assert await place.announced() == []


@pytest.mark.parametrize("key", ["x", "met een spatie", "~" * 200])
async def test_every_usable_key_is_kept_whole(place: Workplace, cast: Cast, key: str) -> None:
    body = proposal(cast.network_id)

    answers = [
        await place.ask("POST", "/questions", QuestionView, person_id=cast.member, body=body, key=key) for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert len(await place.announced()) == 1


async def test_an_answer_is_kept_for_a_day_and_then_forgotten(place: Workplace, cast: Cast) -> None:
    first = await proposed_with_key(place, cast)

    place.clock.forward(hours=24)
    await keys_are_forgotten(place)
    after_a_day = await proposed_with_key(place, cast)
    place.clock.forward(seconds=1)
    await keys_are_forgotten(place)
    later = await proposed_with_key(place, cast)

    assert after_a_day == first
    assert later.id != first.id
