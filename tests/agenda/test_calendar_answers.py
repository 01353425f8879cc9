"""What the answer of a calendar changes, and that of a link for a whole series: nothing of what was said since, or elsewhere."""

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.agenda.sessions.models.coming import GivenAnswer
from shared.api.agenda.calendars import (
    AnswerFor,
    SeriesAnswersFor,
    SeriesAnswersOf,
    SessionAnswerGiven,
    TheirAnswer,
    TheirSeriesAnswers,
)
from shared.api.agenda.changing import CancelSession
from shared.api.agenda.coming import AnswerSession, SessionAnswer
from shared.events.agenda.coming import SessionAnswered
from tests.agenda.steps import Cast, planned
from tests.agenda.test_calendars import told
from tests.agenda.test_changing import move
from tests.workplace import Workplace


async def test_what_a_calendar_said_before_changes_nothing_of_what_was_said_since(place: Workplace, cast: Cast) -> None:
    session_id = (await planned(place, cast.network_id, cast.coordinator)).sessions[0].id
    path, person_id = f"/sessions/{session_id}:answer-for", cast.member
    place.clock.forward(minutes=5)
    at = place.clock.now()
    place.clock.forward(minutes=5)

    async def said(answer: SessionAnswer, stamped_at: datetime | None = None) -> tuple[bool, str | None]:
        body = AnswerFor(person_id=person_id, answer=answer, stamped_at=stamped_at)
        their: TheirAnswer = await told(place, path, TheirAnswer, body)
        return their.is_taken, their.answer

    first = [await said("MAYBE", at), await said("COMING", at + timedelta(minutes=1))]
    with_two = AnswerSession(answer="COMING", companions=2)
    place.clock.forward(minutes=1)
    await place.ask("POST", f"/sessions/{session_id}:answer", Any, person_id=person_id, body=with_two)
    late = [await said("NOT_COMING", at), await said("NOT_COMING", place.clock.now() - timedelta(seconds=1))]
    ahead = await said("NOT_COMING", place.clock.now() + timedelta(days=9))
    before = len(await place.announced())
    again = await said("NOT_COMING", place.clock.now() + timedelta(days=9))
    announced = len(await place.announced()) - before
    place.clock.forward(minutes=1)
    by_link = await said("COMING")

    assert first == [(True, "MAYBE"), (True, "COMING")]
    assert late == [(False, "COMING"), (False, "COMING")]
    assert (ahead, again, announced, by_link) == ((True, "NOT_COMING"), (True, "NOT_COMING"), 0, (True, "COMING"))


async def test_a_session_is_held_before_what_its_person_said_is_read(place: Workplace, cast: Cast) -> None:
    session_id = (await planned(place, cast.network_id, cast.coordinator)).sessions[0].id
    body = AnswerFor(person_id=cast.member, answer="COMING")
    place.statements.clear()

    await told(place, f"/sessions/{session_id}:answer-for", TheirAnswer, body)

    read = [found[1] for one in place.statements if (found := re.search(r"FROM (session|session_answer)\b", one))]
    assert read.index("session") < read.index("session_answer")


async def said_of(place: Workplace, series_id: UUID | None, person_id: UUID) -> TheirSeriesAnswers:
    """What the holder of a link for a whole series is shown."""
    seen = await told(place, f"/series/{series_id}:answer-of", TheirSeriesAnswers, SeriesAnswersOf(person_id=person_id))
    assert isinstance(seen, TheirSeriesAnswers)
    return seen


async def test_somebody_answers_for_the_sessions_of_a_series_at_once_and_only_for_those(
    place: Workplace, cast: Cast
) -> None:
    year = await planned(place, cast.network_id, cast.coordinator)
    other = await planned(place, cast.network_id, cast.coordinator, weekday=4, until_on="2027-02-28")
    first, second, third, *_ = year.sessions
    with_two = AnswerSession(answer="COMING", companions=2)
    await place.ask("POST", f"/sessions/{first.id}:answer", Any, person_id=cast.member, body=with_two)
    path = f"/series/{year.id}:answer-for"
    given = {first.id: "COMING", second.id: "NOT_COMING", other.sessions[0].id: "COMING"}
    answers = [SessionAnswerGiven.model_validate({"session_id": id_, "answer": one}) for id_, one in given.items()]
    count = len(await place.announced())

    said = await told(place, path, TheirSeriesAnswers, SeriesAnswersFor(person_id=cast.member, answers=answers))
    heard = (await place.announced())[count:]
    again = await told(place, path, TheirSeriesAnswers, SeriesAnswersFor(person_id=cast.member, answers=answers))

    async with place.door.reading() as session:
        rows = await session.execute(select(col(GivenAnswer.session_id), col(GivenAnswer.companions)))
        stored = {row.session_id: row.companions for row in rows}
    assert [one.answer for one in said.sessions][:3] == ["COMING", "NOT_COMING", None]
    assert [one.id for one in said.sessions] == [one.id for one in year.sessions]
    assert stored == {first.id: 2, second.id: 0}
    assert [event.session_id for event in heard if isinstance(event, SessionAnswered)] == [second.id]
    assert again == said
    assert third.id not in stored


async def test_what_was_said_before_a_session_of_the_series_moved_or_went_off_is_asked_again_or_not_at_all(
    place: Workplace, cast: Cast
) -> None:
    year = await planned(place, cast.network_id, cast.coordinator)
    first, second, *rest = year.sessions
    answers = [SessionAnswerGiven(session_id=one.id, answer="COMING") for one in year.sessions]
    body = SeriesAnswersFor(person_id=cast.member, answers=answers)
    await told(place, f"/series/{year.id}:answer-for", TheirSeriesAnswers, body)
    place.clock.forward(minutes=5)
    await move(place, cast, first, days=1)
    await place.ask(
        "POST",
        f"/sessions/{second.id}:cancel",
        Any,
        person_id=cast.coordinator,
        body=CancelSession(reason="Ziek.", version=second.version),
    )

    asked = await said_of(place, year.id, cast.member)
    said = await told(place, f"/series/{year.id}:answer-for", TheirSeriesAnswers, body)

    assert [one.answer for one in asked.sessions] == [None, *["COMING"] * len(rest)]
    assert {one.answer for one in said.sessions} == {"COMING"}
    assert second.id not in {one.id for one in said.sessions}


async def test_a_22_for_who_is_expected_at_none_of_a_series_there_is_nothing_to_answer(
    place: Workplace, cast: Cast
) -> None:
    year = await planned(place, cast.network_id, cast.coordinator)
    answers = [SessionAnswerGiven(session_id=year.sessions[0].id, answer="COMING")]

    refused = [
        await place.refusal("POST", f"/series/{year.id}:{path}", service="notifications", body=body)
        for path, body in (
            ("answer-of", SeriesAnswersOf(person_id=cast.other_coordinator)),
            ("answer-for", SeriesAnswersFor(person_id=cast.other_coordinator, answers=answers)),
        )
    ]
    place.clock.forward(days=900)
    over = await place.refusal(
        "POST", f"/series/{year.id}:answer-of", service="notifications", body=SeriesAnswersOf(person_id=cast.member)
    )

    assert {one.code for one in (*refused, over)} <= {"NOT_FOUND", "NOT_A_MEMBER"}
