"""Calendars: secret addresses, who reads what behind them, and when they are over (J16, A-21, A-22)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.agenda.calendars.models import CalendarFeed
from services.agenda.handlers import when_person_erasure_requested
from services.agenda.sessions.models.coming import GivenAnswer
from shared.api.agenda.calendars import (
    AnswerFor,
    AnswerOf,
    CalendarEntry,
    CalendarFeedContents,
    CalendarFeedMade,
    CalendarFeedView,
    ReadCalendarFeed,
    ResetCalendarFeed,
    SessionLetter,
    SessionLetterAsked,
    SessionSets,
    SessionSetsAsked,
    TheirAnswer,
)
from shared.api.agenda.changing import MoveSession
from shared.api.agenda.coming import AnswerSession, ComingAsked, ComingView
from shared.audit.table import ENTRY
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, activated, hear, join, leave, planned, set_status
from tests.agenda.test_changing import move
from tests.workplace import Workplace


async def made(place: Workplace, person_id: UUID, **asked: Any) -> CalendarFeedMade:
    """A new address."""
    body = ResetCalendarFeed(**{"language": "nl", **asked})
    answer = await place.ask("POST", "/calendar-feeds:reset", CalendarFeedMade, person_id=person_id, body=body)
    assert isinstance(answer, CalendarFeedMade)
    return answer


async def behind(place: Workplace, token: str) -> CalendarFeedContents:
    """What stands behind an address."""
    answer = await place.ask("POST", "/calendar-feeds:read", CalendarFeedContents, body=ReadCalendarFeed(token=token))
    assert isinstance(answer, CalendarFeedContents)
    return answer


async def feeds(place: Workplace, person_id: UUID) -> list[CalendarFeedView]:
    """The feeds of a person, as they see them."""
    found = await place.ask("GET", "/calendar-feeds/mine", list[CalendarFeedView], person_id=person_id)
    return list(found)


async def test_j16_a_feed_holds_the_sessions_of_all_networks_with_their_places(place: Workplace, cast: Cast) -> None:
    here = await planned(place, cast.network_id, cast.coordinator)
    there = await planned(place, cast.other_network_id, cast.other_coordinator, weekday=4)
    await join(place, cast.other_network_id, cast.member)

    contents = await behind(place, (await made(place, cast.member)).token)

    expected = sorted([*here.sessions, *there.sessions], key=lambda session: session.starts_at)
    assert [entry.id for entry in contents.entries] == [session.id for session in expected]
    assert {entry.place for entry in contents.entries} == {"Zaal 3, Zwolle"}
    assert {entry.revised_at for entry in contents.entries} == {place.clock.now()}
    assert (contents.is_over, contents.language, contents.network_id) == (False, "nl", None)


async def test_j16_a_feed_of_one_network_holds_nothing_else(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    there = await planned(place, cast.other_network_id, cast.other_coordinator)
    await join(place, cast.other_network_id, cast.member)

    contents = await behind(place, (await made(place, cast.member, network_id=cast.other_network_id)).token)

    assert [entry.id for entry in contents.entries] == [session.id for session in there.sessions]


async def test_j16_a_cancelled_session_stays_and_says_so(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    await set_status(place, series.sessions[0].id, "CANCELLED")
    await set_status(place, series.sessions[1].id, "DRAFT")

    contents = await behind(place, (await made(place, cast.member)).token)

    assert [entry.status for entry in contents.entries] == ["CANCELLED", *("CONFIRMED",) * 4]


async def test_a_22_who_leaves_a_network_reads_nothing_of_it_any_more(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    whole, of_network = await made(place, cast.member), await made(place, cast.member, network_id=cast.network_id)

    await leave(place, cast.network_id, cast.member)

    assert [(await behind(place, feed.token)).entries for feed in (whole, of_network)] == [[], []]


async def test_j16_a_new_address_ends_the_one_before_and_no_other(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    first, of_network = await made(place, cast.member), await made(place, cast.member, network_id=cast.network_id)
    of_another = await made(place, cast.second_member)

    second = await made(place, cast.member)

    over = await behind(place, first.token)
    assert (over.is_over, over.entries, over.network_id) == (True, [], None)
    assert [len((await behind(place, feed.token)).entries) for feed in (second, of_network, of_another)] == [6, 6, 6]
    assert [feed.id for feed in await feeds(place, cast.member)] == [second.feed.id, of_network.feed.id]


async def test_a_21_only_the_hash_of_an_address_is_kept_and_the_log_tells_no_network(
    place: Workplace, cast: Cast
) -> None:
    one = await made(place, cast.member, network_id=cast.network_id)

    async with place.door.reading() as session:
        (row,) = (await session.execute(select(col(CalendarFeed.token_hash)))).all()
        (noted,) = (await session.execute(select(ENTRY.c.verb, ENTRY.c.subject, ENTRY.c.network_id))).all()
    assert (len(one.token), len(row.token_hash)) == (43, 32)
    assert one.token.encode() not in row.token_hash
    assert tuple(noted) == ("calendar-feed.reset", one.feed.id, None)


@pytest.mark.parametrize("token", ["x" * 43, "A" * 16])
async def test_a_21_an_address_that_never_was_is_not_found(place: Workplace, cast: Cast, token: str) -> None:
    refusal = await place.refusal("POST", "/calendar-feeds:read", body=ReadCalendarFeed(token=token))

    assert refusal.code == "NOT_FOUND"


async def test_a_21_what_young_people_fetch_says_little_unless_they_choose_otherwise(
    place: Workplace, cast: Cast
) -> None:
    young = activated(cast.network_id, cast.outsider).model_copy(update={"perspective": "YOUNG_PERSON"})
    await hear(place, young)

    asked = [await made(place, cast.outsider), await made(place, cast.outsider, is_neutral=False)]
    asked += [await made(place, cast.member), await made(place, cast.member, is_neutral=True)]

    assert [one.feed.is_neutral for one in asked] == [True, False, False, True]


async def test_a_21_people_see_on_which_day_their_address_was_last_used(place: Workplace, cast: Cast) -> None:
    one = await made(place, cast.member)
    before = await feeds(place, cast.member)
    await behind(place, one.token)
    place.clock.forward(days=1)
    await behind(place, one.token)
    place.statements.clear()
    await behind(place, one.token)

    assert [feed.used_on for feed in before] == [None]
    assert [feed.used_on for feed in await feeds(place, cast.member)] == [date(2026, 11, 22)]
    assert not any(statement.startswith("UPDATE") for statement in place.statements)


async def test_j20_an_erased_person_leaves_an_address_that_is_over(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    one = await made(place, cast.member)
    async with place.door.work() as work:
        await when_person_erasure_requested(
            work,
            PersonErasureRequested(erasure_id=cast.network_id, person_id=cast.member, requested_at=MOMENT, version=1),
        )

    contents = await behind(place, one.token)
    assert (contents.is_over, contents.entries) == (True, [])
    async with place.door.reading() as session:
        kept = (await session.execute(select(CalendarFeed.__table__))).mappings().one()  # type: ignore[attr-defined]  # SQLModel gives every table one
    assert (kept["person_id"], kept["network_id"], kept["used_on"]) == (None, None, None)


async def test_j16_one_session_is_for_everybody_and_its_place_for_members(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]

    path = f"/sessions/{session.id}/calendar-entry"
    mine = await place.ask("GET", path, CalendarEntry, person_id=cast.member)
    anybodys = await place.ask("GET", path, CalendarEntry)

    assert (mine.place, anybodys.place) == ("Zaal 3, Zwolle", "")
    assert mine.model_copy(update={"place": ""}) == anybodys


async def test_a_feed_takes_the_same_statements_for_one_network_and_for_three(place: Workplace, cast: Cast) -> None:
    one = await made(place, cast.member)
    await planned(place, cast.network_id, cast.coordinator)
    await behind(place, one.token)
    place.statements.clear()
    await behind(place, one.token)
    few = len(place.statements)
    await join(place, cast.other_network_id, cast.member)
    await planned(place, cast.other_network_id, cast.other_coordinator)
    place.statements.clear()
    contents = await behind(place, one.token)

    assert (len(place.statements), len(contents.entries)) == (few, 12)


async def told(place: Workplace, path: str, shape: Any, body: Any) -> Any:
    """What notifications is told."""
    return await place.ask("POST", path, shape, service="notifications", body=body)


async def test_an_answer_on_the_word_of_a_mail_keeps_who_comes_along(place: Workplace, cast: Cast) -> None:
    session_id = (await planned(place, cast.network_id, cast.coordinator)).sessions[0].id
    with_two = AnswerSession(answer="COMING", companions=2)
    await place.ask("POST", f"/sessions/{session_id}:answer", Any, person_id=cast.member, body=with_two)

    yes, no = [
        await told(
            place, f"/sessions/{session_id}:answer-for", TheirAnswer, AnswerFor(person_id=cast.member, answer=answer)
        )
        for answer in ("COMING", "NOT_COMING")
    ]
    seen = await told(place, f"/sessions/{session_id}:answer-of", TheirAnswer, AnswerOf(person_id=cast.member))

    async with place.door.reading() as session:
        rows = list(await session.execute(select(col(GivenAnswer.answer), col(GivenAnswer.companions))))
    assert (yes.answer, no.answer, seen.answer, seen.takes_answers) == ("COMING", "NOT_COMING", "NOT_COMING", True)
    assert rows == [("NOT_COMING", 0)]


async def test_a_22_who_takes_no_part_is_answered_for_by_nobody(place: Workplace, cast: Cast) -> None:
    session_id = (await planned(place, cast.network_id, cast.coordinator)).sessions[0].id

    for path, body in (
        ("answer-of", AnswerOf(person_id=cast.other_coordinator)),
        ("answer-for", AnswerFor(person_id=cast.other_coordinator, answer="COMING")),
    ):
        refusal = await place.refusal("POST", f"/sessions/{session_id}:{path}", service="notifications", body=body)
        assert refusal.code in {"NOT_FOUND", "NOT_A_MEMBER"}


async def test_a_reminder_tells_what_stands_and_what_its_readers_said(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    answer = AnswerFor(person_id=cast.member, answer="MAYBE")
    await told(place, f"/sessions/{session.id}:answer-for", TheirAnswer, answer)
    asked = SessionLetterAsked(reader_ids=[cast.member, cast.coordinator, cast.other_coordinator])

    letter = await told(place, f"/sessions/{session.id}:letter", SessionLetter, asked)

    assert (letter.network_id, letter.starts_at, letter.place) == (cast.network_id, session.starts_at, "Zaal 3, Zwolle")
    assert {one.person_id: one.answer for one in letter.readers} == {cast.member: "MAYBE", cast.coordinator: None}


async def test_what_was_said_of_an_earlier_date_is_asked_again(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    path = f"/sessions/{session.id}:answer-for"
    await told(place, path, TheirAnswer, AnswerFor(person_id=cast.member, answer="COMING"))
    place.clock.forward(minutes=5)
    later = [moment + timedelta(days=1) for moment in (session.starts_at, session.ends_at)]
    body = MoveSession(starts_at=later[0], ends_at=later[1], place=session.place or "", version=session.version)
    await place.ask("POST", f"/sessions/{session.id}:move", Any, person_id=cast.coordinator, body=body)

    seen = await told(place, f"/sessions/{session.id}:answer-of", TheirAnswer, AnswerOf(person_id=cast.member))
    again = await told(place, path, TheirAnswer, AnswerFor(person_id=cast.member, answer="MAYBE"))

    assert (seen.starts_at, seen.answer, again.answer) == (later[0], None, "MAYBE")


async def test_invitations_tell_of_a_network_what_is_still_to_come_and_of_a_series_all(
    place: Workplace, cast: Cast
) -> None:
    here = await planned(place, cast.network_id, cast.coordinator)
    await planned(place, cast.other_network_id, cast.other_coordinator)
    asked = SessionSetsAsked(reader_ids=[cast.member, cast.other_coordinator])

    of_network, of_series = [
        await told(place, f"/session-sets/{about_id}:letter", SessionSets, asked)
        for about_id in (cast.network_id, here.id)
    ]
    place.clock.moment = here.sessions[-1].ends_at
    refusal = await place.refusal(
        "POST", f"/session-sets/{cast.network_id}:letter", service="notifications", body=asked
    )

    assert of_network == of_series
    assert [(one.id, one.is_series, len(one.sessions)) for one in of_network.sets] == [
        (here.id, True, len(here.sessions))
    ]
    assert of_network.reader_ids == [cast.member]
    assert refusal.code == "NOT_FOUND"


async def test_another_place_leaves_what_was_said_of_the_date(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    session = await move(place, cast, session, days=1)
    place.clock.forward(minutes=5)
    await told(
        place, f"/sessions/{session.id}:answer-for", TheirAnswer, AnswerFor(person_id=cast.member, answer="COMING")
    )
    place.clock.forward(minutes=5)

    await move(place, cast, session, place="Utrecht")

    seen = await told(place, f"/sessions/{session.id}:answer-of", TheirAnswer, AnswerOf(person_id=cast.member))
    (coming,) = await place.ask(
        "POST",
        "/sessions:coming",
        list[ComingView],
        person_id=cast.member,
        body=ComingAsked(session_ids=[session.id], needs=[]),
    )
    assert (seen.answer, coming.my_answer.is_outdated) == ("COMING", False)


async def test_wish_6_the_time_of_a_session_somebody_does_not_come_to_stays_free_in_their_feed(
    place: Workplace, cast: Cast
) -> None:
    first, second, third, *_ = (await planned(place, cast.network_id, cast.coordinator)).sessions
    token = (await made(place, cast.member)).token
    for session, answer in ((first, "NOT_COMING"), (second, "MAYBE"), (third, "NOT_COMING")):
        await place.ask(
            "POST",
            f"/sessions/{session.id}:answer",
            Any,
            person_id=cast.member,
            body=AnswerSession.model_validate({"answer": answer}),
        )
    place.clock.forward(minutes=1)
    await move(place, cast, third, days=1)

    entries = (await behind(place, token)).entries
    others = (await behind(place, (await made(place, cast.second_member)).token)).entries

    assert [entry.id for entry in entries if entry.is_free] == [first.id]
    assert not any(entry.is_free for entry in others)
