"""What notifications may say in a digest, now, and to whom (BR-061, BR-062)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.api.agenda.questions import ChangeQuestion, QuestionNews, QuestionNewsAsked
from shared.api.agenda.sessions import AddAgendaPoint, AgendaPointView, RemoveAgendaPoint, SessionNews, SessionNewsAsked
from shared.database import new_id
from tests.agenda.steps import Cast, added, leave, opened, planned, proposed, set_status
from tests.workplace import Workplace


async def questions(place: Workplace, **asked: Any) -> QuestionNews:
    """Ask for news of questions."""
    answer = await place.ask(
        "POST", "/questions:news", QuestionNews, service="notifications", body=QuestionNewsAsked(**asked)
    )
    assert isinstance(answer, QuestionNews)
    return answer


async def sessions(place: Workplace, **asked: Any) -> SessionNews:
    """Ask for news of sessions."""
    answer = await place.ask(
        "POST", "/sessions:news", SessionNews, service="notifications", body=SessionNewsAsked(**asked)
    )
    assert isinstance(answer, SessionNews)
    return answer


async def test_br_062_only_what_stands_on_the_agenda_is_said(place: Workplace, cast: Cast) -> None:
    made = [await proposed(place, cast.network_id, cast.member, title=f"Vraag {number}?") for number in range(3)]
    for question in made[:2]:
        await opened(place, question, cast.coordinator)
    await place.ask("POST", f"/questions/{made[1].id}:withdraw", person_id=cast.member, body=ChangeQuestion(version=2))

    news = await questions(
        place,
        network_id=cast.network_id,
        question_ids=[question.id for question in made] + [new_id()],
        reader_ids=[cast.member],
    )

    assert [question.title for question in news.questions] == ["Vraag 0?"]
    assert news.questions[0].proposed_by == cast.member
    assert (news.questions[0].may_open, news.questions[0].may_withdraw) == (False, False)


async def test_br_062_only_who_takes_part_now_is_a_reader(place: Workplace, cast: Cast) -> None:
    await leave(place, cast.network_id, cast.second_member)
    asked = [cast.outsider, cast.coordinator, cast.second_member, cast.neighbour, cast.member]

    of_questions = await questions(place, network_id=cast.network_id, question_ids=[], reader_ids=asked)
    of_sessions = await sessions(place, network_id=cast.network_id, agenda_point_ids=[], reader_ids=asked)

    assert of_questions.reader_ids == [cast.coordinator, cast.member]
    assert of_sessions.reader_ids == [cast.coordinator, cast.member]


async def test_without_a_reader_nothing_is_said(place: Workplace, cast: Cast) -> None:
    question = await opened(place, await proposed(place, cast.network_id, cast.member), cast.coordinator)
    series = await planned(place, cast.network_id, cast.coordinator)
    point = await added(place, series.sessions[0].id, cast.member)

    of_questions = await questions(
        place, network_id=cast.network_id, question_ids=[question.id], reader_ids=[cast.neighbour]
    )
    of_sessions = await sessions(
        place, network_id=cast.network_id, agenda_point_ids=[point.id], reader_ids=[cast.neighbour]
    )

    assert of_questions == QuestionNews(questions=[], reader_ids=[])
    assert of_sessions == SessionNews(agenda_points=[], sessions=[], upcoming=[], reader_ids=[])


async def test_a_27_a_network_with_the_rows_of_another_gives_nothing(place: Workplace, cast: Cast) -> None:
    question = await opened(place, await proposed(place, cast.network_id, cast.member), cast.coordinator)
    series = await planned(place, cast.network_id, cast.coordinator)
    point = await added(place, series.sessions[0].id, cast.member)
    asked = {"network_id": cast.other_network_id, "reader_ids": [cast.neighbour]}

    of_questions = await questions(place, question_ids=[question.id], **asked)
    of_sessions = await sessions(place, agenda_point_ids=[point.id], **asked)

    assert (of_questions.questions, of_questions.reader_ids) == ([], [cast.neighbour])
    assert of_sessions == SessionNews(agenda_points=[], sessions=[], upcoming=[], reader_ids=[cast.neighbour])


async def test_br_061_points_come_with_their_sessions_and_the_next_dates(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    later = await added(place, series.sessions[4].id, cast.member, title="Later")
    first = await added(place, series.sessions[0].id, cast.member, title="Eerst")
    gone = await added(place, series.sessions[2].id, cast.member, title="Weg")
    await place.ask(
        "POST", f"/agenda-points/{gone.id}:remove", person_id=cast.member, body=RemoveAgendaPoint(version=1)
    )

    news = await sessions(
        place,
        network_id=cast.network_id,
        agenda_point_ids=[later.id, gone.id, first.id],
        reader_ids=[cast.member],
        upcoming=2,
    )

    assert [point.title for point in news.agenda_points] == ["Eerst", "Later"]
    assert [session.number for session in news.sessions] == [1, 5]
    assert [(session.number, session.place) for session in news.upcoming] == [
        (1, "Zaal 3, Zwolle"),
        (2, "Zaal 3, Zwolle"),
    ]
    assert {point.may_remove for point in news.agenda_points} == {False}


async def test_br_062_a_session_that_is_cancelled_is_no_news(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator, until_on=date(2027, 4, 1))
    point = await added(place, series.sessions[0].id, cast.member)
    await set_status(place, series.sessions[0].id, "CANCELLED")

    news = await sessions(place, network_id=cast.network_id, agenda_point_ids=[point.id], reader_ids=[cast.member])

    assert (news.agenda_points, news.sessions) == ([], [])
    assert [session.number for session in news.upcoming] == [2]


async def test_the_next_dates_begin_now(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)
    place.clock.moment = datetime(2027, 8, 1, tzinfo=UTC)

    news = await sessions(place, network_id=cast.network_id, agenda_point_ids=[], reader_ids=[cast.member])

    assert [session.number for session in news.upcoming] == [5, 6]


@pytest.mark.parametrize("service", ["gateway", "network", "operator", "agenda"])
async def test_only_notifications_may_ask_for_news(place: Workplace, cast: Cast, service: str) -> None:
    body = QuestionNewsAsked(network_id=cast.network_id, question_ids=[], reader_ids=[cast.member])

    refusal = await place.refusal("POST", "/questions:news", service=service, body=body)

    assert refusal.code == "NOT_ALLOWED"


async def test_c092_of_words_behind_a_content_note_mails_get_the_title_only(place: Workplace, cast: Cast) -> None:
    asked = await proposed(place, cast.network_id, cast.member, title="Wat helpt?", content_note="Gaat over geweld.")
    await opened(place, asked, cast.coordinator)
    series = await planned(place, cast.network_id, cast.coordinator)
    body = AddAgendaPoint(title="Afscheid", note="Zwaar.", purpose="EXPLORE", minutes=5, content_note="Over verlies.")
    path = f"/sessions/{series.sessions[0].id}/agenda-points"
    point = await place.ask("POST", path, AgendaPointView, person_id=cast.member, body=body)
    readers: dict[str, Any] = {"network_id": cast.network_id, "reader_ids": [cast.second_member]}

    (question,) = (await questions(place, question_ids=[asked.id], **readers)).questions
    (told,) = (await sessions(place, agenda_point_ids=[point.id], **readers)).agenda_points

    assert (question.title, question.why, question.who_notices, question.origin) == ("Wat helpt?", "", "", "")
    assert (told.title, told.note) == ("Afscheid", "")
