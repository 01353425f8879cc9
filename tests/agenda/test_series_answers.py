"""An answer for a whole series holds for what is confirmed in it later too (wish 6)."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from services.agenda.calendars.operations import answer_series_by_mail
from services.agenda.sessions.operations.coming import answer_series
from services.agenda.sessions.operations.drafts import confirm_drafts
from shared.access import Viewer
from shared.api.agenda.calendars import SeriesAnswersFor, SessionSets, SessionSetsAsked, TheirSeriesAnswers
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
from tests.agenda.test_calendars import told
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


async def by_link(
    place: Workplace, series: SeriesView, person_id: UUID, whole: str | None, **said: str
) -> TheirSeriesAnswers:
    """Somebody says with the link in their mail whether they come: to the whole series, or to sessions of it by number."""
    answers = [
        {"session_id": series.sessions[int(nth.removeprefix("nth_"))].id, "answer": one} for nth, one in said.items()
    ]
    body = SeriesAnswersFor.model_validate({"person_id": person_id, "answers": answers, "whole_series": whole})
    seen = await told(place, f"/series/{series.id}:answer-for", TheirSeriesAnswers, body)
    assert isinstance(seen, TheirSeriesAnswers)
    return seen


async def test_wish_6_yes_to_all_by_the_link_in_a_mail_holds_for_what_is_confirmed_later(
    place: Workplace, cast: Cast
) -> None:
    series, (second, third, *_) = await begun(place, cast)
    await says(place, series.sessions[0], cast.member, "COMING", companions=2, access_needs=["INTERPRETER"])

    seen = await by_link(place, series, cast.member, "COMING", nth_0="MAYBE")
    await by_link(place, series, cast.second_member, None, nth_0="COMING")
    await confirmed(place, cast, second.id)
    kept = await held(place, cast.member)
    await by_link(place, series, cast.member, "NOT_COMING")
    await confirmed(place, cast, third.id)

    assert [one.answer for one in seen.sessions] == ["MAYBE"]
    assert (kept, await held(place, cast.second_member)) == (1, 0)
    assert await answer_of(place, second, cast.second_member) is None
    assert [await answer_of(place, one, cast.member) for one in (second, third)] == [("NOT_COMING", False)] * 2


async def test_by_link_who_comes_along_with_somebody_stays_as_they_said_it_themselves(
    place: Workplace, cast: Cast
) -> None:
    series, (draft, *_) = await begun(place, cast)
    await for_all(
        place, series, cast.member, "COMING", companions=2, with_support_person=True, access_needs=["CHILDCARE"]
    )
    await says(place, series.sessions[0], cast.member, "COMING", companions=1, access_needs=["CHILDCARE"])

    await by_link(place, series, cast.member, "COMING")
    await confirmed(place, cast, draft.id)

    answers = [(await coming(place, one, cast.member)).my_answer for one in (series.sessions[0], draft)]
    assert [one and (one.companions, one.with_support_person) for one in answers] == [(1, False), (2, True)]
    assert (await coming(place, draft, cast.member)).access_needs == ["CHILDCARE"]


async def test_who_declines_all_that_is_to_come_by_link_takes_back_what_they_said_of_the_series(
    place: Workplace, cast: Cast
) -> None:
    series, (second, third, *_) = await begun(place, cast)
    await confirmed(place, cast, second.id)
    for person_id in (cast.member, cast.second_member):
        await by_link(place, series, person_id, "COMING")

    await by_link(place, series, cast.member, None, nth_0="NOT_COMING")
    some = await held(place, cast.member)
    await by_link(place, series, cast.member, None, nth_1="NOT_COMING")
    await confirmed(place, cast, third.id)

    assert (some, await held(place, cast.member), await held(place, cast.second_member)) == (1, 0, 1)
    assert await answer_of(place, third, cast.member) is None
    assert await answer_of(place, third, cast.second_member) == ("COMING", False)


async def test_who_says_the_same_once_more_keeps_their_turn_for_what_is_confirmed_later(
    place: Workplace, cast: Cast
) -> None:
    series, (draft, *_) = await begun(place, cast)
    await has_seats(place, draft, cast, 1)
    for person_id in (cast.member, cast.second_member, cast.member):
        place.clock.forward(minutes=1)
        await by_link(place, series, person_id, "COMING")

    await confirmed(place, cast, draft.id)

    assert await answer_of(place, draft, cast.member) == ("COMING", False)
    assert await answer_of(place, draft, cast.second_member) == ("COMING", True)


@pytest.mark.parametrize("first", ["answered", "confirmed", "declined by link"])
async def test_a_41_an_answer_for_a_series_in_the_moment_in_which_a_draft_is_confirmed_holds_for_it(
    place: Workplace, cast: Cast, first: str
) -> None:
    series, (draft, *_) = await begun(place, cast)
    if first == "declined by link":
        await for_all(place, series, cast.member, "COMING")
    person_id = cast.coordinator if first == "confirmed" else cast.member

    async with place.door.work(Viewer(service="gateway", person_id=person_id)) as work:
        if first == "answered":
            await answer_series(work, series_id=series.id, person_id=cast.member, answer="COMING")
        elif first == "confirmed":
            await confirm_drafts(work, session_ids=[draft.id])
        else:
            await answer_series_by_mail(
                work,
                series_id=series.id,
                person_id=cast.member,
                whole_series=None,
                answers={series.sessions[0].id: "NOT_COMING"},
            )
        await work.session.flush()
        if first == "confirmed":
            other = asyncio.create_task(for_all(place, series, cast.member, "COMING"))
        else:
            other = asyncio.create_task(_confirmed_meanwhile(place, cast, draft.id))
        await asyncio.sleep(0.3)
        is_done = other.done()
    await other

    assert is_done is False
    assert await answer_of(place, draft, cast.member) == (None if first == "declined by link" else ("COMING", False))


async def _confirmed_meanwhile(place: Workplace, cast: Cast, session_id: UUID) -> None:
    await confirmed(place, cast, session_id)
