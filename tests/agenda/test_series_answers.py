"""An answer for a whole series holds for what is confirmed in it later too (wish 6)."""

from typing import Any
from uuid import UUID

import pytest

from shared.api.agenda.calendars import SessionSets, SessionSetsAsked
from shared.api.agenda.coming import AnswerSession, SeriesAnswered, SetSeats
from shared.api.agenda.drafts import Drafts, DraftsDiscarded
from shared.api.agenda.series_changes import SessionsChanged
from shared.api.agenda.sessions import SeriesView, SessionView
from shared.api.my_data import DataGroup
from shared.api.page import Page
from shared.database import new_id
from shared.events.agenda.coming import SessionAnswered, SessionSeatGiven
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, hear, join, leave
from tests.agenda.test_coming import coming, has_seats, heard_of, says, the_clock_comes, young_people
from tests.agenda.test_drafts import confirmed, draft_series
from tests.workplace import Workplace


async def begun(place: Workplace, cast: Cast) -> tuple[SeriesView, list[SessionView]]:
    """A series of which the first session takes place, and the others are drafts."""
    series = await draft_series(place, cast)
    await confirmed(place, cast, series.sessions[0].id)
    return series, list(series.sessions[1:])


async def for_all(place: Workplace, series: SeriesView, person_id: UUID, answer: str, **more: Any) -> None:
    """Somebody says the same of the whole series."""
    body = AnswerSession.model_validate({"answer": answer, **more})
    await place.ask("POST", f"/series/{series.id}:answer", SeriesAnswered, person_id=person_id, body=body)


async def answer_of(place: Workplace, session: SessionView, person_id: UUID) -> tuple[str, bool] | None:
    """What somebody said of a session, and whether they wait for a seat there."""
    mine = (await coming(place, session, person_id)).my_answer
    return None if mine is None else (mine.answer, mine.is_waiting)


async def held(place: Workplace, person_id: UUID) -> int:
    """Of how many series stands what somebody said of the whole of it."""
    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=person_id)
    return sum(group.count for group in groups if group.code == "series_answer")


async def test_wish_6_what_somebody_said_of_a_series_holds_for_a_draft_that_is_confirmed_later(
    place: Workplace, cast: Cast
) -> None:
    series, (draft, *_) = await begun(place, cast)
    await for_all(place, series, cast.member, "COMING", companions=1, access_needs=["INTERPRETER"], access_note="Fries")
    await for_all(place, series, cast.second_member, "NOT_COMING")
    await says(place, series.sessions[0], cast.coordinator, "COMING")
    before = len(await heard_of(place, SessionAnswered))

    await confirmed(place, cast, draft.id)

    mine = await coming(place, draft, cast.member)
    assert mine.my_answer is not None
    assert (mine.my_answer.answer, mine.my_answer.companions, mine.my_answer.is_waiting) == ("COMING", 1, False)
    assert (mine.access_needs, mine.access_note) == (["INTERPRETER"], "Fries")
    assert await answer_of(place, draft, cast.second_member) == ("NOT_COMING", False)
    assert await answer_of(place, draft, cast.coordinator) is None
    told = (await heard_of(place, SessionAnswered))[before:]
    assert [(event.session_id, event.version) for event in told] == [(draft.id, 1)]
    assert await heard_of(place, SessionSeatGiven) == []
    sets = await place.ask(
        "POST",
        f"/session-sets/{series.id}:letter",
        SessionSets,
        service="notifications",
        body=SessionSetsAsked(reader_ids=[cast.member, cast.second_member]),
    )
    assert [one.comer_ids for one in sets.sets[0].sessions] == [[cast.member], [cast.member]]


async def test_who_said_so_of_all_can_always_decline_and_the_last_word_counts(place: Workplace, cast: Cast) -> None:
    series, (second, third, *_) = await begun(place, cast)
    await for_all(place, series, cast.member, "COMING", companions=2, with_support_person=True)
    await confirmed(place, cast, second.id)

    await says(place, second, cast.member, "NOT_COMING")
    await for_all(place, series, cast.second_member, "COMING")
    await for_all(place, series, cast.second_member, "MAYBE")
    await confirmed(place, cast, third.id)

    assert await answer_of(place, second, cast.member) == ("NOT_COMING", False)
    assert await answer_of(place, third, cast.member) == ("COMING", False)
    assert await answer_of(place, second, cast.second_member) == ("MAYBE", False)
    assert await answer_of(place, third, cast.second_member) == ("MAYBE", False)


async def test_nobody_gets_a_seat_that_is_not_there_and_who_said_it_first_comes_first(
    place: Workplace, cast: Cast
) -> None:
    series, (draft, *_) = await begun(place, cast)
    (young,) = await young_people(place, cast, 1)
    for person_id in (cast.member, cast.second_member, cast.coordinator, young):
        place.clock.forward(minutes=1)
        await for_all(place, series, person_id, "COMING")
    await has_seats(place, draft, cast, 3, YOUNG_PERSON=1)

    await confirmed(place, cast, draft.id)

    people = (cast.member, cast.second_member, cast.coordinator, young)
    assert [await answer_of(place, draft, person_id) for person_id in people] == [
        ("COMING", False),
        ("COMING", False),
        ("COMING", True),
        ("COMING", False),
    ]
    assert await heard_of(place, SessionSeatGiven) == []
    await says(place, draft, cast.member, "NOT_COMING")
    assert await answer_of(place, draft, cast.coordinator) == ("COMING", False)
    assert [event.person_id for event in await heard_of(place, SessionSeatGiven)] == [cast.coordinator]


async def test_only_coordinators_set_the_seats_of_a_draft_and_they_stay_when_it_is_a_draft_again(
    place: Workplace, cast: Cast
) -> None:
    series, (draft, *_) = await begun(place, cast)
    await has_seats(place, draft, cast, 1)
    await for_all(place, series, cast.member, "COMING")
    await for_all(place, series, cast.second_member, "COMING")

    changed = await confirmed(place, cast, draft.id)
    await place.ask("POST", f"/session-changes/{changed.change_id}:undo", SessionsChanged, person_id=cast.coordinator)
    as_draft = await coming(place, draft, cast.coordinator)
    await for_all(place, series, cast.member, "NOT_COMING")
    await confirmed(place, cast, draft.id)

    assert as_draft.seats is not None
    assert (as_draft.seats.capacity, as_draft.seats.taken, as_draft.may_manage) == (1, 0, True)
    assert await answer_of(place, draft, cast.member) == ("NOT_COMING", False)
    assert await answer_of(place, draft, cast.second_member) == ("COMING", False)
    path = f"/sessions/{series.sessions[2].id}:set-seats"
    refusal = await place.refusal("POST", path, person_id=cast.member, body=SetSeats(capacity=3, kept=[]))
    assert refusal.code == "NOT_FOUND"


async def test_what_was_answered_by_itself_meanwhile_and_who_left_or_came_back_is_left_alone(
    place: Workplace, cast: Cast
) -> None:
    series, (draft, *_) = await begun(place, cast)
    gone, back = new_id(), new_id()
    for person_id in (gone, back):
        await join(place, cast.network_id, person_id)
        await for_all(place, series, person_id, "COMING")
        await leave(place, cast.network_id, person_id)
    await the_clock_comes(place)
    await join(place, cast.network_id, back, version=3)

    await confirmed(place, cast, draft.id)

    assert await answer_of(place, draft, back) is None
    assert (await held(place, gone), await held(place, back)) == (0, 0)


async def test_needs_that_were_named_at_one_session_only_are_not_taken_along(place: Workplace, cast: Cast) -> None:
    series, (draft, *_) = await begun(place, cast)
    await for_all(place, series, cast.member, "COMING")
    await says(place, series.sessions[0], cast.member, "COMING", access_needs=["CHILDCARE"])

    await confirmed(place, cast, draft.id)

    assert (await coming(place, draft, cast.member)).access_needs == []


@pytest.mark.parametrize("how", ["undone", "discarded", "over", "erased"])
async def test_what_was_said_of_a_series_goes_with_it_and_with_who_said_it(
    place: Workplace, cast: Cast, how: str
) -> None:
    series, drafts = await begun(place, cast)
    await for_all(place, series, cast.member, "COMING")
    kept = await held(place, cast.member)

    if how == "undone":
        await place.ask("POST", f"/series/{series.id}:undo", Any, person_id=cast.coordinator)
    elif how == "discarded":
        page = await place.ask(
            "GET",
            f"/networks/{cast.network_id}/sessions",
            Page[SessionView],
            person_id=cast.coordinator,
            params={"first": 1},
        )
        assert page.items[0].id == series.sessions[0].id
        body = Drafts(session_ids=[one.id for one in drafts])
        await place.ask("POST", "/drafts:discard", DraftsDiscarded, person_id=cast.coordinator, body=body)
        place.clock.moment = series.sessions[0].starts_at
        await the_clock_comes(place)
    elif how == "over":
        place.clock.moment = series.sessions[-1].starts_at
        await the_clock_comes(place)
    else:
        erasure = PersonErasureRequested(erasure_id=new_id(), person_id=cast.member, version=1, requested_at=MOMENT)
        await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too

    assert (kept, await held(place, cast.member)) == (1, 0)
