"""J22: when a network goes on as another one, its open questions ask the coordinators there for a new owner, and none disappears."""

from uuid import UUID

from shared.api.agenda.questions import ChangeQuestion, QuestionView
from shared.api.page import Page
from shared.database import new_id
from shared.events.agenda.questions import QuestionOpened, QuestionProposed
from tests.agenda.steps import Cast, hear, opened, proposed, succeeded
from tests.workplace import Workplace

QUESTIONS = list[QuestionView]


def left(network_id: UUID) -> str:
    """Where a successor finds what was left."""
    return f"/networks/{network_id}/left-questions"


async def test_open_questions_wait_at_the_successor_and_go_on_there(place: Workplace, cast: Cast) -> None:
    on_agenda = await opened(
        place, await proposed(place, cast.other_network_id, cast.neighbour), cast.other_coordinator
    )
    waiting = await proposed(place, cast.other_network_id, cast.neighbour, title="Wie gaat hiermee verder?")
    gone = await proposed(place, cast.other_network_id, cast.neighbour, title="Is dit nog nodig?")
    await place.ask(
        "POST", f"/questions/{gone.id}:withdraw", QuestionView, person_id=cast.neighbour, body=ChangeQuestion(version=1)
    )
    await hear(place, succeeded(cast.other_network_id, cast.network_id))

    found = await place.ask("GET", left(cast.network_id), QUESTIONS, person_id=cast.coordinator)
    adopted = [
        await place.ask(
            "POST",
            f"{left(cast.network_id)}/{question.id}:adopt",
            QuestionView,
            person_id=cast.coordinator,
            body=ChangeQuestion(version=question.version),
        )
        for question in found
    ]

    here = await place.ask("GET", f"/networks/{cast.network_id}/questions", Page[QuestionView], person_id=cast.member)
    assert [question.id for question in found] == [on_agenda.id, waiting.id]
    assert [(one.network_id, one.status) for one in adopted] == [
        (cast.network_id, "ON_AGENDA"),
        (cast.network_id, "PROPOSED"),
    ]
    assert {one.id for one in here.items} == {on_agenda.id, waiting.id}
    assert await place.ask("GET", left(cast.network_id), QUESTIONS, person_id=cast.coordinator) == []
    told = (await place.announced())[-2:]
    assert [type(event) for event in told] == [QuestionOpened, QuestionProposed]
    assert [(event.subject_id, event.version) for event in told] == [(on_agenda.id, 3), (waiting.id, 2)]


async def test_only_what_was_left_to_this_network_is_taken_over(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.other_network_id, cast.neighbour)
    path = f"{left(cast.network_id)}/{question.id}:adopt"

    nothing_left = await place.refusal("POST", path, person_id=cast.coordinator, body=ChangeQuestion(version=1))
    await hear(place, succeeded(cast.other_network_id, new_id()))
    left_to_another = await place.refusal("POST", path, person_id=cast.coordinator, body=ChangeQuestion(version=1))
    await hear(place, succeeded(cast.other_network_id, cast.network_id, version=3))
    stale = await place.refusal("POST", path, person_id=cast.coordinator, body=ChangeQuestion(version=9))

    assert [one.code for one in (nothing_left, left_to_another, stale)] == ["NOT_FOUND", "NOT_FOUND", "STALE_VERSION"]


async def test_a_succession_heard_twice_or_too_late_ends_in_the_newest(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.other_network_id, cast.neighbour)
    newest, older = succeeded(cast.other_network_id, cast.network_id, version=5), new_id()

    await hear(place, newest, newest, succeeded(cast.other_network_id, older, version=4))

    found = await place.ask("GET", left(cast.network_id), QUESTIONS, person_id=cast.coordinator)
    assert [one.id for one in found] == [question.id]


async def test_a_question_that_was_taken_back_meanwhile_is_not_taken_over(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.other_network_id, cast.neighbour)
    await hear(place, succeeded(cast.other_network_id, cast.network_id))
    await place.ask(
        "POST",
        f"/questions/{question.id}:withdraw",
        QuestionView,
        person_id=cast.neighbour,
        body=ChangeQuestion(version=1),
    )

    refusal = await place.refusal(
        "POST",
        f"{left(cast.network_id)}/{question.id}:adopt",
        person_id=cast.coordinator,
        body=ChangeQuestion(version=2),
    )

    assert refusal.code == "QUESTION_NOT_LEFT"


async def test_j22_nothing_is_taken_over_by_a_network_that_has_ended_itself(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.other_network_id, cast.neighbour)
    await hear(place, succeeded(cast.other_network_id, cast.network_id), succeeded(cast.network_id, new_id()))

    path, body = f"{left(cast.network_id)}/{question.id}:adopt", ChangeQuestion(version=1)
    refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=body)

    assert refusal.code == "NETWORK_IS_OVER"


async def test_what_a_network_in_between_left_lying_waits_at_the_one_that_came_after_it(
    place: Workplace, cast: Cast
) -> None:
    question = await proposed(place, cast.other_network_id, cast.neighbour)
    between = new_id()
    await hear(place, succeeded(cast.other_network_id, between), succeeded(between, cast.network_id))

    found = await place.ask("GET", left(cast.network_id), QUESTIONS, person_id=cast.coordinator)

    assert [one.id for one in found] == [question.id]
