"""Who comes: answers until a session starts, seats that are never given twice, and no perspective that is missing by accident."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.agenda.handlers import when_seats_are_due, when_somebody_may_be_missing, when_who_came_is_long_ago
from services.agenda.sessions.models.coming import AccessNeeds
from shared.api.agenda.changing import MoveSession
from shared.api.agenda.coming import (
    AnswerSession,
    AskPerspective,
    ComingAsked,
    ComingLetter,
    ComingLetterAsked,
    ComingView,
    NetworkNeed,
    PersonComing,
    PerspectiveNeed,
    SeriesAnswered,
    SetSeats,
)
from shared.api.agenda.sessions import SessionView
from shared.api.my_data import DataGroup
from shared.api.page import Page
from shared.bus.clock import Period
from shared.database import new_id
from shared.errors import Unavailable
from shared.events.agenda.coming import (
    PerspectiveAsked,
    SessionAnswered,
    SessionCameNear,
    SessionSeatGiven,
    SessionSeatsSet,
)
from shared.events.base import Event
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, activated, hear, join, leave, planned
from tests.workplace import Workplace


async def first_session(place: Workplace, cast: Cast) -> SessionView:
    """The first session of a year."""
    return (await planned(place, cast.network_id, cast.coordinator)).sessions[0]


async def says(place: Workplace, session: SessionView, person_id: UUID, answer: str, **more: Any) -> None:
    """Somebody answers."""
    await place.ask(
        "POST",
        f"/sessions/{session.id}:answer",
        SessionView,
        person_id=person_id,
        body=AnswerSession.model_validate({"answer": answer, **more}),
    )


async def coming(place: Workplace, session: SessionView, person_id: UUID, **minimums: int) -> ComingView:
    """Who comes, as somebody sees it."""
    needs = [
        NetworkNeed(network_id=session.network_id, perspective=name, minimum=count) for name, count in minimums.items()
    ]
    found = await place.ask(
        "POST",
        "/sessions:coming",
        list[ComingView],
        person_id=person_id,
        body=ComingAsked(session_ids=[session.id], needs=needs),
    )
    assert len(found) == 1
    view: ComingView = found[0]
    return view


async def has_seats(place: Workplace, session: SessionView, cast: Cast, capacity: int | None, **kept: int) -> None:
    """The coordinator says how many seats there are."""
    body = SetSeats(
        capacity=capacity, kept=[PerspectiveNeed(perspective=name, minimum=count) for name, count in kept.items()]
    )
    await place.ask("POST", f"/sessions/{session.id}:set-seats", SessionView, person_id=cast.coordinator, body=body)


async def refused(place: Workplace, session: SessionView, person_id: UUID, answer: str, **more: Any) -> str:
    """The code of what an answer is refused with."""
    body = AnswerSession.model_validate({"answer": answer, **more})
    return (await place.refusal("POST", f"/sessions/{session.id}:answer", person_id=person_id, body=body)).code


async def the_clock_comes(place: Workplace) -> None:
    """The clock looks after the seats."""
    for step in (when_seats_are_due, when_somebody_may_be_missing, when_who_came_is_long_ago):
        await step(place.door, Period(key="1", due_at=place.clock.now()))


async def heard_of(place: Workplace, kind: type[Event]) -> list[Any]:
    """What was announced of one kind."""
    return [event for event in await place.announced() if isinstance(event, kind)]


async def young_people(place: Workplace, cast: Cast, count: int) -> list[UUID]:
    """So many young people who take part."""
    people = [new_id() for _ in range(count)]
    for person_id in people:
        await join(place, cast.network_id, person_id, perspective="YOUNG_PERSON")
    return people


async def test_an_answer_can_change_until_the_session_starts_and_tells_nobody_who_it_was(
    place: Workplace, cast: Cast
) -> None:
    session = await first_session(place, cast)

    await says(place, session, cast.member, "COMING", companions=1, with_support_person=True)
    seen = await coming(place, session, cast.member)
    assert seen.my_answer is not None
    assert (seen.my_answer.answer, seen.my_answer.companions, seen.my_answer.with_support_person) == ("COMING", 1, True)

    await says(place, session, cast.member, "NOT_COMING")
    seen = await coming(place, session, cast.member)
    assert seen.my_answer is not None
    assert (seen.my_answer.answer, seen.my_answer.companions, seen.my_answer.is_waiting) == ("NOT_COMING", 0, False)
    events = await heard_of(place, SessionAnswered)
    assert [(event.session_id, event.version) for event in events] == [(session.id, 1), (session.id, 2)]
    assert all("person_id" not in type(event).model_fields for event in events)

    place.clock.moment = session.starts_at
    assert await refused(place, session, cast.member, "NOT_COMING") == "ANSWERING_IS_OVER"
    assert not (await coming(place, session, cast.member)).may_answer


async def test_only_members_answer_and_see_who_comes(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)

    assert await refused(place, session, cast.neighbour, "COMING") == "NOT_A_MEMBER"
    assert await refused(place, session, cast.outsider, "COMING") == "NOT_A_MEMBER"
    found = await place.ask(
        "POST",
        "/sessions:coming",
        list[ComingView],
        person_id=cast.neighbour,
        body=ComingAsked(session_ids=[session.id]),
    )
    assert found == []


async def test_a_whole_series_is_answered_at_once_but_for_what_is_over(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    place.clock.moment = series.sessions[0].starts_at

    said = await place.ask(
        "POST",
        f"/series/{series.id}:answer",
        SeriesAnswered,
        person_id=cast.member,
        body=AnswerSession(answer="COMING", access_needs=["CHILDCARE"]),
    )

    assert said.session_ids == [session.id for session in series.sessions[1:]]
    answers = [(await coming(place, session, cast.member)).my_answer for session in series.sessions]
    assert [one and one.answer for one in answers] == [None, *["COMING"] * 5]
    body = AnswerSession(answer="COMING")
    nobody = await place.refusal("POST", f"/series/{series.id}:answer", person_id=cast.neighbour, body=body)
    assert nobody.code == "NOT_A_MEMBER"
    unknown = await place.refusal("POST", f"/series/{new_id()}:answer", person_id=cast.member, body=body)
    assert unknown.code == "NOT_FOUND"


async def test_of_small_groups_members_hear_one_word_together(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    one, two = await young_people(place, cast, 2)
    await join(place, cast.network_id, researcher := new_id(), perspective="RESEARCHER")
    minimums = {"YOUNG_PERSON": 1, "PARENT": 1, "RESEARCHER": 1}
    words = []
    for person_id in (one, researcher, two):
        await says(place, session, person_id, "COMING")
        view = await coming(place, session, cast.member, **minimums)
        words.append(view.small_groups_enough)
        assert [group.perspective for group in view.perspectives] == ["PARENT"]

    assert words == [False, True, True]
    assert (await coming(place, session, cast.coordinator, **minimums)).small_groups_enough is None


async def test_figures_of_few_people_are_for_coordinators_only(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    (young,) = await young_people(place, cast, 1)
    await says(place, session, cast.member, "COMING")
    await says(place, session, young, "MAYBE")
    minimums = {"YOUNG_PERSON": 1, "PARENT": 1, "RESEARCHER": 1}

    member = await coming(place, session, cast.member, **minimums)
    coordinator = await coming(place, session, cast.coordinator, **minimums)

    def figures(view: ComingView) -> list[tuple[Any, ...]]:
        return [(one.perspective, one.is_enough, one.members, one.coming, one.maybe) for one in view.perspectives]

    assert member.small_groups_enough is None  # one young person: any word would be theirs
    assert figures(member) == [
        ("PARENT", True, 3, 1, 0),
        ("RESEARCHER", False, None, None, None),
    ]
    assert figures(coordinator) == [
        ("YOUNG_PERSON", False, 1, 0, 1),
        ("PARENT", True, 3, 1, 0),
        ("RESEARCHER", False, 0, 0, 0),
    ]
    assert (member.seats, member.may_manage, coordinator.may_manage) == (None, False, True)


async def test_who_waits_gets_the_seat_that_comes_free_and_hears_of_it(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    await has_seats(place, session, cast, 1)
    await says(place, session, cast.member, "COMING")
    assert (await coming(place, session, cast.second_member)).is_full

    await says(place, session, cast.second_member, "COMING")
    waiting = (await coming(place, session, cast.second_member)).my_answer
    assert waiting is not None
    assert waiting.is_waiting

    await says(place, session, cast.member, "NOT_COMING")
    seated = (await coming(place, session, cast.second_member)).my_answer
    assert seated is not None
    assert not seated.is_waiting
    assert [event.person_id for event in await heard_of(place, SessionSeatGiven)] == [cast.second_member]
    assert len(await heard_of(place, SessionSeatsSet)) == 1


async def test_a_seat_is_kept_for_a_young_person_and_no_is_possible_when_it_is_full(
    place: Workplace, cast: Cast
) -> None:
    session = await first_session(place, cast)
    (young,) = await young_people(place, cast, 1)
    await has_seats(place, session, cast, 2, YOUNG_PERSON=1)

    await says(place, session, cast.member, "COMING")
    await says(place, session, cast.second_member, "COMING")
    await says(place, session, young, "COMING")
    await says(place, session, cast.coordinator, "NOT_COMING")

    view = await coming(place, session, cast.coordinator)
    assert view.seats is not None
    assert (view.seats.taken, view.seats.held) == (2, 0)
    said = {one.perspective: (one.coming, one.waiting) for one in view.perspectives}
    assert said == {"PARENT": (1, 1), "YOUNG_PERSON": (1, 0)}


async def test_idea_9_seats_that_are_kept_become_free_three_days_before_and_go_to_who_waits(
    place: Workplace, cast: Cast
) -> None:
    session = await first_session(place, cast)
    await has_seats(place, session, cast, 2, YOUNG_PERSON=1)
    free_at = session.starts_at - timedelta(days=3)
    for person_id in (cast.member, cast.second_member):
        await says(place, session, person_id, "COMING")

    place.clock.moment = free_at - timedelta(minutes=1)
    await the_clock_comes(place)
    kept = await coming(place, session, cast.second_member)
    before = await heard_of(place, SessionSeatGiven)
    place.clock.moment = free_at
    full = await coming(place, session, cast.coordinator)
    await the_clock_comes(place)

    assert (before, kept.kept_until) == ([], free_at)
    assert kept.my_answer is not None
    assert kept.my_answer.is_waiting
    assert full.kept_until is None
    assert full.seats is not None
    assert (full.seats.taken, full.seats.held, full.seats.release_days) == (1, 0, 3)
    assert [need.perspective for need in full.seats.kept] == ["YOUNG_PERSON"]
    assert [event.person_id for event in await heard_of(place, SessionSeatGiven)] == [cast.second_member]
    await has_seats(place, session, cast, 2, YOUNG_PERSON=1)  # nobody loses the seat that became free


async def test_until_when_seats_are_kept_tells_a_member_nothing_of_who_has_one(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    (young,) = await young_people(place, cast, 1)
    await has_seats(place, session, cast, 2, YOUNG_PERSON=1)
    free_at = session.starts_at - timedelta(days=3)

    before = (await coming(place, session, cast.member)).kept_until
    await says(place, session, young, "COMING")
    told = [(await coming(place, session, one)).kept_until for one in (cast.member, young, cast.coordinator)]
    place.clock.moment = free_at

    assert [before, *told] == [free_at, free_at, free_at, None]
    assert (await coming(place, session, cast.member)).kept_until is None


async def test_what_was_chosen_about_kept_seats_stands_where_nothing_is_said_of_it(
    place: Workplace, cast: Cast
) -> None:
    session = await first_session(place, cast)
    path = f"/sessions/{session.id}:set-seats"

    async def days(**said: Any) -> int | None:
        kept = [PerspectiveNeed(perspective="YOUNG_PERSON", minimum=1)]
        body = SetSeats(capacity=2, kept=kept, **said)
        await place.ask("POST", path, SessionView, person_id=cast.coordinator, body=body)
        seats = (await coming(place, session, cast.coordinator)).seats
        assert seats is not None
        return seats.release_days

    assert [await days(), await days(release_days=7), await days()] == [3, 7, 7]
    assert [await days(release_days=None), await days()] == [None, None]


@pytest.mark.parametrize(("days", "code"), [(-1, "RELEASE_OUT_OF_RANGE"), (91, "RELEASE_OUT_OF_RANGE")])
async def test_seats_are_kept_until_the_session_where_a_coordinator_wants_that(
    place: Workplace, cast: Cast, days: int, code: str
) -> None:
    session = await first_session(place, cast)
    path = f"/sessions/{session.id}:set-seats"
    kept = [PerspectiveNeed(perspective="YOUNG_PERSON", minimum=1)]
    never = SetSeats(capacity=1, kept=kept, release_days=None)

    await place.ask("POST", path, SessionView, person_id=cast.coordinator, body=never)
    await says(place, session, cast.member, "COMING")
    place.clock.moment = session.starts_at - timedelta(minutes=1)
    await the_clock_comes(place)
    wrong = SetSeats(capacity=1, kept=kept, release_days=days)
    refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=wrong)

    assert (await coming(place, session, cast.member)).kept_until is None
    assert await heard_of(place, SessionSeatGiven) == []
    assert [one.code for one in refusal.problems] == [code]


async def test_nobody_loses_a_seat_and_more_seats_go_to_who_waits(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    await has_seats(place, session, cast, 2)
    await says(place, session, cast.member, "COMING", companions=1)
    await says(place, session, cast.second_member, "COMING")
    body = SetSeats(capacity=1)

    refusal = await place.refusal("POST", f"/sessions/{session.id}:set-seats", person_id=cast.coordinator, body=body)
    assert (refusal.code, [one.code for one in refusal.problems]) == ("SEATS_NOT_POSSIBLE", ["TOO_FEW_SEATS"])
    assert await refused(place, session, cast.member, "COMING", companions=2) == "NO_SEAT_FOR_COMPANION"

    await has_seats(place, session, cast, None)
    assert [event.person_id for event in await heard_of(place, SessionSeatGiven)] == [cast.second_member]


async def test_200_answers_at_once_never_give_more_seats_than_there_are(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    people = [new_id() for _ in range(200)]
    perspectives = ("YOUNG_PERSON", "PARENT", "PROFESSIONAL", "MUNICIPALITY")
    await hear(
        place,
        *(
            activated(cast.network_id, person_id, perspective=perspectives[number % 4])
            for number, person_id in enumerate(people)
        ),
    )
    await has_seats(place, session, cast, 40, YOUNG_PERSON=10, PARENT=10)

    async def insists(person_id: UUID, companions: int) -> None:
        """Answer, and again when the house is too busy to listen."""
        while True:
            try:
                return await says(place, session, person_id, "COMING", companions=companions)
            except Unavailable:
                await asyncio.sleep(0.1)

    await asyncio.gather(*(insists(person_id, number % 3 == 0) for number, person_id in enumerate(people)))

    view = await coming(place, session, cast.coordinator)
    assert view.seats is not None
    assert view.seats.taken + view.seats.held <= 40
    assert view.seats.taken >= 38
    said = {one.perspective: (one.coming or 0) + (one.waiting or 0) for one in view.perspectives}
    assert said == dict.fromkeys(perspectives, 50)
    seated = {one.perspective: one.coming or 0 for one in view.perspectives}
    assert seated["YOUNG_PERSON"] >= 10
    assert seated["PARENT"] >= 10


async def test_needs_are_seen_by_the_person_and_coordinators_and_go_after_the_session(
    place: Workplace, cast: Cast
) -> None:
    session = await first_session(place, cast)
    needs = ["INTERPRETER", "ALLOWANCE"]
    await says(place, session, cast.member, "COMING", access_needs=needs, access_note=" Gebarentaal. ")
    await says(place, session, cast.second_member, "COMING", access_needs=["STEP_FREE"])

    mine = await coming(place, session, cast.member)
    other = await coming(place, session, cast.second_member)
    path = f"/sessions/{session.id}/people"
    page = await place.ask("GET", path, Page[PersonComing], person_id=cast.coordinator, params={"answered": True})
    hidden = await place.refusal("GET", path, person_id=cast.second_member)

    assert (mine.access_needs, mine.access_note) == (needs, "Gebarentaal.")
    assert (other.access_needs, other.access_note) == (["STEP_FREE"], "")
    assert {one.person_id: (one.access_needs, one.access_note) for one in page.items} == {
        cast.member: (needs, "Gebarentaal."),
        cast.second_member: (["STEP_FREE"], ""),
    }
    assert hidden.code == "COORDINATOR_NEEDED"

    place.clock.moment = session.ends_at + timedelta(days=8)
    await the_clock_comes(place)
    left = [(await coming(place, session, one)).access_needs for one in (cast.member, cast.second_member)]
    assert left == [["ALLOWANCE"], []]
    place.clock.moment = session.ends_at + timedelta(days=731)
    await the_clock_comes(place)
    mine = await coming(place, session, cast.member)
    assert (mine.access_needs, mine.my_answer) == ([], None)


async def test_who_leaves_or_is_erased_gives_their_seat_to_who_waits(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    (young,) = await young_people(place, cast, 1)
    await has_seats(place, session, cast, 2)
    await says(place, session, cast.member, "COMING", access_needs=["STEP_FREE"])
    await says(place, session, cast.second_member, "COMING")
    await says(place, session, young, "COMING")
    await says(place, session, cast.coordinator, "COMING")

    await leave(place, cast.network_id, cast.second_member)
    await the_clock_comes(place)
    assert [event.person_id for event in await heard_of(place, SessionSeatGiven)] == [young]

    erasure = PersonErasureRequested(erasure_id=new_id(), person_id=cast.member, version=1, requested_at=MOMENT)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    await the_clock_comes(place)
    given = [event.person_id for event in await heard_of(place, SessionSeatGiven)]
    assert given == [young, cast.coordinator]
    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)
    assert [group.code for group in groups if group.count] == []


async def test_what_who_left_or_is_away_needs_at_sessions_to_come_is_forgotten(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    await says(place, session, cast.member, "COMING", access_needs=["STEP_FREE"])
    await says(place, session, cast.second_member, "COMING", access_needs=["CHILDCARE"])

    await leave(place, cast.network_id, cast.second_member)
    await the_clock_comes(place)

    async with place.door.reading() as reading:
        kept = list((await reading.execute(select(col(AccessNeeds.person_id)))).scalars())
    assert kept == [cast.member]


async def test_coordinators_hear_seven_days_before_once_for_each_date(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    place.clock.moment = session.starts_at - timedelta(days=7, minutes=1)
    await the_clock_comes(place)
    assert await heard_of(place, SessionCameNear) == []

    place.clock.forward(minutes=1)
    await the_clock_comes(place)
    await the_clock_comes(place)
    (event,) = await heard_of(place, SessionCameNear)
    assert (event.session_id, event.coordinator_ids, event.starts_at) == (
        session.id,
        [cast.coordinator],
        session.starts_at,
    )
    near = await place.ask("GET", "/coming/near", list[SessionView], person_id=cast.coordinator)
    assert [one.id for one in near] == [session.id]
    assert await place.ask("GET", "/coming/near", list[SessionView], person_id=cast.member) == []

    later = timedelta(days=3)
    await place.ask(
        "POST",
        f"/sessions/{session.id}:move",
        SessionView,
        person_id=cast.coordinator,
        body=MoveSession(
            starts_at=session.starts_at + later, ends_at=session.ends_at + later, place="Zaal 3", version=1
        ),
    )
    place.clock.forward(days=4)
    await the_clock_comes(place)
    assert [one.starts_at for one in await heard_of(place, SessionCameNear)] == [
        session.starts_at,
        session.starts_at + later,
    ]


async def test_an_answer_from_before_a_session_moved_is_told_as_that(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    await says(place, session, cast.member, "COMING")
    place.clock.forward(hours=1)
    later = timedelta(days=1)
    await place.ask(
        "POST",
        f"/sessions/{session.id}:move",
        SessionView,
        person_id=cast.coordinator,
        body=MoveSession(
            starts_at=session.starts_at + later, ends_at=session.ends_at + later, place="Zaal 3", version=1
        ),
    )

    before = (await coming(place, session, cast.member)).my_answer
    await says(place, session, cast.member, "COMING")
    after = (await coming(place, session, cast.member)).my_answer

    assert before is not None
    assert after is not None
    assert (before.is_outdated, after.is_outdated) == (True, False)


async def test_a_perspective_is_asked_once_and_only_who_has_not_answered(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    first, second, third = await young_people(place, cast, 3)
    await says(place, session, first, "NOT_COMING")
    path, body = f"/sessions/{session.id}:ask-perspective", AskPerspective(perspective="YOUNG_PERSON")

    await place.ask("POST", path, SessionView, person_id=cast.coordinator, body=body)
    again = await place.refusal("POST", path, person_id=cast.coordinator, body=body)
    nobody = await place.refusal(
        "POST", path, person_id=cast.coordinator, body=AskPerspective(perspective="RESEARCHER")
    )
    member = await place.refusal("POST", path, person_id=cast.member, body=body)

    (event,) = await heard_of(place, PerspectiveAsked)
    assert (event.perspective, event.person_ids) == ("YOUNG_PERSON", sorted([second, third]))
    assert (again.code, nobody.code, member.code) == ("ALREADY_ASKED", "NOBODY_TO_ASK", "COORDINATOR_NEEDED")
    view = await coming(place, session, cast.coordinator)
    assert {one.perspective: one.asked_at is not None for one in view.perspectives} == {
        "PARENT": False,
        "YOUNG_PERSON": True,
    }
    assert all(one.asked_at is None for one in (await coming(place, session, cast.member)).perspectives)


async def test_a_letter_about_who_comes_goes_to_whom_it_still_concerns(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    first, second = await young_people(place, cast, 2)
    await has_seats(place, session, cast, 5)
    await says(place, session, first, "COMING")
    everybody = [first, second, cast.member, cast.coordinator, cast.neighbour]

    async def letter(about: str, **minimums: int) -> Any:
        needs = [{"perspective": name, "minimum": count} for name, count in minimums.items()]
        body = ComingLetterAsked.model_validate({"about": about, "reader_ids": everybody, "needs": needs})
        return await place.ask(
            "POST", f"/sessions/{session.id}:coming-letter", ComingLetter, service="notifications", body=body
        )

    seat, asked, missing = (
        await letter("SEAT"),
        await letter("ASKED", YOUNG_PERSON=2, PARENT=1),
        await letter("MISSING", YOUNG_PERSON=2, PARENT=0),
    )

    assert (seat.reader_ids, seat.perspectives) == ([first], {first: "YOUNG_PERSON"})
    assert asked.reader_ids == [second, cast.member, cast.coordinator]
    assert (missing.reader_ids, [tuple(dict(one).values()) for one in missing.missing]) == (
        [cast.coordinator],
        [("YOUNG_PERSON", 1, 2)],
    )
    enough = await place.refusal(
        "POST",
        f"/sessions/{session.id}:coming-letter",
        service="notifications",
        body=ComingLetterAsked(
            about="MISSING", reader_ids=everybody, needs=[PerspectiveNeed(perspective="YOUNG_PERSON", minimum=1)]
        ),
    )
    assert enough.code == "CONFLICT"


async def test_a_series_that_is_undone_takes_what_was_said_of_it_along(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    session = series.sessions[0]
    await has_seats(place, session, cast, 5)
    await says(place, session, cast.member, "COMING", access_needs=["STEP_FREE"])
    body = AskPerspective(perspective="PARENT")
    path = f"/sessions/{session.id}:ask-perspective"
    await place.ask("POST", path, SessionView, person_id=cast.coordinator, body=body)

    await place.ask("POST", f"/series/{series.id}:undo", Any, person_id=cast.coordinator)

    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)
    assert [group.code for group in groups if group.count] == ["member"]
