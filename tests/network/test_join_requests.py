"""Asking to take part: one question, one open request, an answer by mail, nothing told to others (A-10, A-23, A-34)."""

from uuid import UUID

import pytest

from services.network.handlers import when_night_falls, when_ten_minutes_have_passed
from shared.api.network.joining import (
    AnsweredView,
    AnswerJoinRequest,
    AskAtTheDoor,
    JoiningView,
    JoinLetter,
    JoinLetterAsked,
    JoinRequestView,
    RequestToJoin,
    WaitingRequestView,
)
from shared.api.network.memberships import MembershipView
from shared.api.page import Page
from shared.bus.clock import Period
from shared.events.network import MembershipActivated, MembershipRequestAnswered, MembershipRequested
from tests.network.steps import a_network, join, load, sign_in, stored
from tests.workplace import Workplace

WHY = "Ik werk zelf in een groep en wil van anderen leren."
NO = "Fijn dat je wilt meedoen. We zijn nu met genoeg mensen uit de zorg."


async def ask(place: Workplace, network_id: UUID, person_id: UUID, why: str = WHY) -> JoinRequestView:
    """Ask to take part as a professional."""
    body = RequestToJoin(perspective="PROFESSIONAL", answer=why, age="FROM_16")
    path = f"/networks/{network_id}/join-requests"
    given: JoinRequestView = await place.ask("POST", path, JoinRequestView, person_id=person_id, body=body)
    return given


async def answer(
    place: Workplace, request: JoinRequestView, by: UUID, *, accepts: bool, message: str = ""
) -> AnsweredView:
    """A coordinator answers."""
    body = AnswerJoinRequest(accepts=accepts, message=message, version=1)
    path = f"/join-requests/{request.id}:answer"
    given: AnsweredView = await place.ask("POST", path, AnsweredView, person_id=by, body=body)
    return given


async def letter(place: Workplace, request: JoinRequestView, about: str, to: UUID | None = None) -> JoinLetter:
    """What notifications may mail."""
    body = JoinLetterAsked.model_validate({"about": about, "person_id": to})
    path = f"/join-requests/{request.id}:letter"
    given: JoinLetter = await place.ask("POST", path, JoinLetter, service="notifications", body=body)
    return given


async def a_request(place: Workplace) -> tuple[MembershipView, UUID, JoinRequestView]:
    """A network with a coordinator, and somebody who asks to take part."""
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    noor = (await sign_in(place, "noor@voorbeeld.example")).person_id
    return sanne, noor, await ask(place, sanne.network_id, noor)


async def test_who_asks_waits_for_a_coordinator_who_lets_them_in(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)
    path = f"/networks/{sanne.network_id}/join-requests"

    waiting = await place.ask("GET", path, Page[WaitingRequestView], person_id=sanne.person_id)
    await answer(place, request, sanne.person_id, accepts=True)
    again = await answer(place, request, sanne.person_id, accepts=True)

    assert [(row.person_id, row.answer, row.perspective) for row in waiting.items] == [(noor, WHY, "PROFESSIONAL")]
    (mine,) = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=noor)
    assert (mine.network_id, mine.perspective, mine.roles) == (sanne.network_id, "PROFESSIONAL", [])
    assert again.status == "ACCEPTED"
    told = await place.announced()
    (asked,) = [event for event in told if isinstance(event, MembershipRequested)]
    assert asked.coordinator_ids == [sanne.person_id]
    assert [type(event) for event in told[-2:]] == [MembershipActivated, MembershipRequestAnswered]
    assert all(WHY not in event.to_json().decode() for event in told)


async def test_asking_twice_gives_the_request_that_waits(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)

    again = await ask(place, sanne.network_id, noor, "Toch nog eens.")

    assert again == request
    assert len(await stored(place, "join_request")) == 1


async def test_a_no_takes_a_few_kind_words_and_they_are_mailed_to_who_asked_only(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)
    body = AnswerJoinRequest(accepts=False, message="nee", version=1)
    path = f"/join-requests/{request.id}:answer"

    refused = await place.refusal("POST", path, person_id=sanne.person_id, body=body)
    await answer(place, request, sanne.person_id, accepts=False, message=NO)
    mail = await letter(place, request, "ANSWER")

    assert (refused.code, refused.problems[0].field) == ("MESSAGE_MISSING", "message")
    assert (mail.address, mail.message, mail.status) == ("noor@voorbeeld.example", NO, "DECLINED")
    assert await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=noor) == []
    assert all(NO not in event.to_json().decode() for event in await place.announced())


async def test_the_receipt_goes_to_who_asked_and_the_news_to_who_coordinates_now(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)

    receipt, news = await letter(place, request, "RECEIPT"), await letter(place, request, "NEWS", sanne.person_id)
    body = JoinLetterAsked(about="NEWS", person_id=noor)
    path = f"/join-requests/{request.id}:letter"
    to_another = await place.refusal("POST", path, service="notifications", body=body)
    too_early = await place.refusal("POST", path, service="notifications", body=JoinLetterAsked(about="ANSWER"))

    assert (receipt.address, news.address) == ("noor@voorbeeld.example", "sanne@voorbeeld.example")
    assert (to_another.code, too_early.code) == ("REQUEST_OVER", "REQUEST_OVER")


async def test_a_request_nobody_answers_lapses_after_thirty_days_and_is_forgotten_after_thirty_more(
    place: Workplace,
) -> None:
    sanne, _noor, request = await a_request(place)
    period = Period(key="now", due_at=place.clock.now())

    place.clock.forward(days=29, hours=23)
    await when_ten_minutes_have_passed(place.door, period)
    before = (await stored(place, "join_request"))[0].status
    place.clock.forward(hours=2)
    await when_ten_minutes_have_passed(place.door, period)

    assert (before, (await stored(place, "join_request"))[0].status) == ("OPEN", "LAPSED")
    last = (await place.announced())[-1]
    assert isinstance(last, MembershipRequestAnswered)
    assert (last.status, (await letter(place, request, "ANSWER")).status) == ("LAPSED", "LAPSED")
    body = AnswerJoinRequest(accepts=True, version=1)
    late = await place.refusal("POST", f"/join-requests/{request.id}:answer", person_id=sanne.person_id, body=body)
    assert late.code == "REQUEST_OVER"
    place.clock.forward(days=31)
    await when_night_falls(place.door, period)
    assert await stored(place, "join_request") == []


async def test_who_asked_can_take_it_back_and_nobody_else_can(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)
    path = f"/join-requests/{request.id}:withdraw"

    by_another = await place.refusal("POST", path, person_id=sanne.person_id)
    await place.ask("POST", path, JoinRequestView, person_id=noor)
    given = await place.ask("POST", path, JoinRequestView, person_id=noor)
    body = AnswerJoinRequest(accepts=True, version=1)
    answered = await place.refusal("POST", f"/join-requests/{request.id}:answer", person_id=sanne.person_id, body=body)

    assert by_another.code == "NOT_FOUND"
    assert (given.status, answered.code) == ("WITHDRAWN", "REQUEST_OVER")


async def test_a23_requests_are_for_coordinators_of_that_network_only(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)
    await load(place, a_network("andere"))
    daan = await join(place, "kring", "Daan")
    bo = await join(place, "andere", "Bo", role="COORDINATOR")
    body = AnswerJoinRequest(accepts=True, version=1)

    for person_id, code in ((daan.person_id, "COORDINATOR_NEEDED"), (bo.person_id, "NOT_FOUND"), (noor, "NOT_FOUND")):
        seen = await place.refusal("GET", f"/networks/{sanne.network_id}/join-requests", person_id=person_id)
        done = await place.refusal("POST", f"/join-requests/{request.id}:answer", person_id=person_id, body=body)
        assert (seen.code, done.code) == (code, code)


@pytest.mark.parametrize(
    ("perspective", "why", "code"),
    [
        ("RESEARCHER", WHY, "WRONG_PERSPECTIVE"),
        ("PROFESSIONAL", "  ", "ANSWER_MISSING"),
        ("PROFESSIONAL", "x" * 1001, "ANSWER_MISSING"),
    ],
)
async def test_a_request_names_a_perspective_of_the_network_and_answers_its_question(
    place: Workplace, perspective: str, why: str, code: str
) -> None:
    loaded = await load(place, a_network())
    noor = (await sign_in(place, "noor@voorbeeld.example")).person_id
    body = RequestToJoin.model_validate({"perspective": perspective, "answer": why})
    (network,) = await stored(place, "network")

    refused = await place.refusal("POST", f"/networks/{network.id}/join-requests", person_id=noor, body=body)

    assert loaded is not None
    assert refused.code == code


async def test_who_takes_part_has_nothing_to_ask_and_nobody_asks_one_network_again_and_again(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)
    body = RequestToJoin(perspective="PROFESSIONAL", answer=WHY, age="FROM_16")
    path = f"/networks/{sanne.network_id}/join-requests"
    for _ in range(2):
        await place.ask("POST", f"/join-requests/{request.id}:withdraw", JoinRequestView, person_id=noor)
        request = await ask(place, sanne.network_id, noor)
    await place.ask("POST", f"/join-requests/{request.id}:withdraw", JoinRequestView, person_id=noor)

    again = await place.refusal("POST", path, person_id=noor, body=body)
    member = await place.refusal("POST", path, person_id=sanne.person_id, body=body)

    assert (again.code, member.code) == ("ASKED_TOO_OFTEN", "TAKES_PART_ALREADY")


async def test_a_network_asks_its_own_question_at_the_door(place: Workplace) -> None:
    sanne, noor, request = await a_request(place)
    path = f"/networks/{sanne.network_id}/joining"
    question = AskAtTheDoor(question="Wat hoop je hier te leren?")

    before = await place.ask("GET", path, JoiningView, person_id=noor)
    refused = await place.refusal("POST", f"{path}:ask", person_id=noor, body=question)
    await place.ask("POST", f"{path}:ask", JoiningView, person_id=sanne.person_id, body=question)
    after = await place.ask("GET", path, JoiningView, person_id=noor)

    assert (before.question, before.request) == (None, request)
    assert (refused.code, after.question) == ("NOT_FOUND", "Wat hoop je hier te leren?")
