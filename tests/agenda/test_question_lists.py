"""Lists of questions: newest first, in pages, and nothing twice."""

import json
from base64 import urlsafe_b64encode
from typing import Any
from uuid import UUID

from shared.api.agenda.questions import QuestionView
from shared.api.page import Ids, Page
from shared.database import new_id
from shared.errors import Invalid
from tests.agenda.steps import Cast, opened, proposed
from tests.workplace import Workplace


async def listed(place: Workplace, path: str, person_id: UUID | None, **params: Any) -> list[str]:
    """The titles of a list, over all its pages."""
    titles: list[str] = []
    while True:
        page = await place.ask("GET", path, Page[QuestionView], person_id=person_id, params=params)
        titles += [question.title for question in page.items]
        if page.next_cursor is None:
            return titles
        assert len(page.items) == params["first"]
        params["after"] = page.next_cursor


async def test_a_list_is_newest_first_and_every_question_stands_on_one_page(place: Workplace, cast: Cast) -> None:
    for number in range(5):
        await proposed(place, cast.network_id, cast.member, title=f"Vraag {number}?")
    place.clock.forward(minutes=1)
    for number in range(5, 7):
        await proposed(place, cast.network_id, cast.member, title=f"Vraag {number}?")

    titles = await listed(place, f"/networks/{cast.network_id}/questions", cast.member, first=3)

    assert titles == [f"Vraag {number}?" for number in reversed(range(7))]


async def test_a_list_can_be_narrowed_by_status_and_track(place: Workplace, cast: Cast) -> None:
    old = await proposed(place, cast.network_id, cast.member, title="Oud?")
    await proposed(place, cast.network_id, cast.member, title="Nieuw?")
    await proposed(place, cast.network_id, cast.member, title="Doen?", track="IMPLEMENTATION")
    place.clock.forward(minutes=1)
    await opened(place, old, cast.coordinator)
    path = f"/networks/{cast.network_id}/questions"

    by_status = await listed(place, path, cast.member, first=20, status="PROPOSED")
    by_track = await listed(place, path, cast.member, first=20, track="RESEARCH")
    by_both = await listed(place, path, cast.member, first=20, status="ON_AGENDA", track="IMPLEMENTATION")

    assert by_status == ["Doen?", "Nieuw?"]
    assert by_track == ["Oud?", "Nieuw?"]
    assert by_both == []


async def test_recent_gives_what_was_opened_in_the_networks_of_the_viewer(place: Workplace, cast: Cast) -> None:
    first = await proposed(place, cast.network_id, cast.member, title="Eerst?")
    second = await proposed(place, cast.network_id, cast.member, title="Later?")
    elsewhere = await proposed(place, cast.other_network_id, cast.neighbour, title="Elders?")
    for question, coordinator in (
        (second, cast.coordinator),
        (elsewhere, cast.other_coordinator),
        (first, cast.coordinator),
    ):
        place.clock.forward(minutes=1)
        await opened(place, question, coordinator)

    mine = await listed(place, "/questions/recent", cast.member, first=1)
    of_an_outsider = await listed(place, "/questions/recent", cast.outsider, first=1)

    assert mine == ["Eerst?", "Later?"]
    assert of_an_outsider == []


async def test_a_batch_comes_in_the_order_asked(place: Workplace, cast: Cast) -> None:
    questions = [await proposed(place, cast.network_id, cast.member) for _ in range(3)]
    asked = [questions[2].id, new_id(), questions[0].id, questions[2].id]

    found = await place.ask("POST", "/questions:batch", list[QuestionView], person_id=cast.member, body=Ids(ids=asked))

    assert [question.id for question in found] == [questions[2].id, questions[0].id]


async def test_a_35_a_changed_cursor_gives_nothing_that_its_reader_may_not_see(place: Workplace, cast: Cast) -> None:
    for _ in range(2):
        await proposed(place, cast.network_id, cast.member)
    path = f"/networks/{cast.network_id}/questions"
    page = await place.ask("GET", path, Page[QuestionView], person_id=cast.member, params={"first": 1})

    seen = await place.ask("GET", path, Page[QuestionView], person_id=cast.outsider, params={"after": page.next_cursor})
    refusal = await place.refusal("GET", path, person_id=cast.member, params={"after": "zomaar"})

    assert seen.items == []
    assert isinstance(refusal, Invalid)


async def test_a_35_a_cursor_from_outside_time_is_refused(place: Workplace, cast: Cast) -> None:
    for at in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2027-01-01T00:00:00"):
        after = urlsafe_b64encode(json.dumps([at, str(new_id())]).encode()).decode()

        refusal = await place.refusal("GET", f"/networks/{cast.network_id}/questions", params={"after": after})

        assert isinstance(refusal, Invalid)
