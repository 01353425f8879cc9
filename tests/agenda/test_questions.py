"""Questions: proposed whole, opened once by a coordinator, taken back by who proposed them."""

from typing import Any
from uuid import UUID

import pytest

from services.agenda.questions.domain import QuestionIncomplete, words_of
from shared.api.agenda.questions import ChangeQuestion, LoadQuestion, NoteContent, QuestionView
from shared.database import new_id
from shared.errors import Conflict, Invalid, NotAllowed, NotFound, Refusal
from shared.events.agenda.questions import QuestionOpened, QuestionProposed, QuestionWithdrawn
from tests.agenda.steps import Cast, leave, opened, proposal, proposed
from tests.agenda.test_finding import titles
from tests.workplace import Workplace


def codes(refusal: Refusal) -> set[tuple[str, str]]:
    """What is wrong with which field."""
    return {(problem.field, problem.code) for problem in refusal.problems}


def reference_content(network_id: UUID, **changes: Any) -> LoadQuestion:
    """A question as reference content has it."""
    told: dict[str, Any] = {
        "reference": "GAP-001",
        "title": "Wat kan gesloten verblijf vervangen?",
        "why": "",
        "who_notices": "",
        "origin": "Brontekst 001, alinea 10",
        "theme": "alternatief-hulpaanbod",
        "track": "RESEARCH",
        **changes,
    }
    return LoadQuestion(network_id=network_id, **told)


async def test_a_member_proposes_a_question_and_it_is_announced(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member, track="IMPLEMENTATION")

    assert (question.status, question.track, question.version) == ("PROPOSED", "IMPLEMENTATION", 1)
    assert (question.proposed_by, question.proposed_at) == (cast.member, place.clock.now())
    assert (question.may_open, question.may_withdraw) == (False, True)
    assert await place.announced() == [
        QuestionProposed(
            question_id=question.id,
            network_id=cast.network_id,
            status="PROPOSED",
            track="IMPLEMENTATION",
            proposed_by=cast.member,
            at=place.clock.now(),
            version=1,
        )
    ]


async def test_br_001_every_missing_part_is_named_at_once(place: Workplace, cast: Cast) -> None:
    empty = proposal(cast.network_id, title="", why=" ", who_notices="\n", origin="\u200b", theme=None)

    refusal = await place.refusal("POST", "/questions", person_id=cast.member, body=empty)

    assert isinstance(refusal, Invalid)
    assert refusal.code == "QUESTION_INCOMPLETE"
    assert codes(refusal) == {
        ("title", "REQUIRED"),
        ("why", "REQUIRED"),
        ("who_notices", "REQUIRED"),
        ("origin", "REQUIRED"),
        ("theme", "REQUIRED"),
    }
    assert await place.announced() == []


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"title": "Dit is een mening."}, {("title", "TITLE_NEEDS_QUESTION_MARK")}),
        ({"title": "?"}, {("title", "REQUIRED")}),
        ({"title": "\u200d?"}, {("title", "REQUIRED")}),
        ({"title": "a" * 200 + "?"}, {("title", "TITLE_TOO_LONG")}),
        ({"title": "a" * 201}, {("title", "TITLE_TOO_LONG"), ("title", "TITLE_NEEDS_QUESTION_MARK")}),
        ({"why": "a" * 4001}, {("why", "TEXT_TOO_LONG")}),
        ({"title": "Mening", "origin": ""}, {("title", "TITLE_NEEDS_QUESTION_MARK"), ("origin", "REQUIRED")}),
    ],
)
def test_br_001_what_is_wrong_stands_at_its_field(words: dict[str, str], wrong: set[tuple[str, str]]) -> None:
    whole = dict(proposal(new_id()))
    del whole["network_id"]

    with pytest.raises(QuestionIncomplete) as refused:
        words_of(**{**whole, **words})

    assert codes(refused.value) == wrong


async def test_br_001_a_title_of_200_characters_fits_however_it_was_typed(place: Workplace, cast: Cast) -> None:
    title = "e\u0301" * 199 + "?"

    question = await proposed(place, cast.network_id, cast.member, title=title)

    assert question.title == "é" * 199 + "?"


async def test_a_77_words_are_kept_without_what_cannot_be_seen(place: Workplace, cast: Cast) -> None:
    question = await proposed(
        place, cast.network_id, cast.member, title="Wat\u202e  werkt\x00?", why="Regel een\r\n\r\n\r\nregel\u2066 twee"
    )

    assert question.title == "Wat werkt?"
    assert question.why == "Regel een\n\nregel twee"


async def test_a_36_a_field_that_is_not_yours_to_set_is_refused(place: Workplace, cast: Cast) -> None:
    class Greedy(ChangeQuestion):
        status: str = "ON_AGENDA"

    question = await proposed(place, cast.network_id, cast.member)

    refusal = await place.refusal(
        "POST", f"/questions/{question.id}:open", person_id=cast.coordinator, body=Greedy(version=1)
    )

    assert codes(refusal) == {("status", "INVALID")}


async def test_a_coordinator_opens_a_question_and_it_is_announced(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    place.clock.forward(hours=1)

    answer = await opened(place, question, cast.coordinator)

    assert (answer.status, answer.version, answer.opened_at) == ("ON_AGENDA", 2, place.clock.now())
    assert (answer.may_open, answer.may_withdraw) == (False, False)
    assert (await place.announced())[1:] == [
        QuestionOpened(
            question_id=question.id,
            network_id=cast.network_id,
            status="ON_AGENDA",
            track="RESEARCH",
            at=place.clock.now(),
            version=2,
        )
    ]


async def test_opening_twice_is_refused(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    await opened(place, question, cast.coordinator)

    refusal = await place.refusal(
        "POST", f"/questions/{question.id}:open", person_id=cast.coordinator, body=ChangeQuestion(version=2)
    )

    assert (type(refusal), refusal.code) == (Conflict, "ALREADY_ON_AGENDA")
    assert len(await place.announced()) == 2


@pytest.mark.parametrize("change", ["open", "withdraw"])
async def test_a_change_on_an_older_version_is_refused(place: Workplace, cast: Cast, change: str) -> None:
    question = await proposed(place, cast.network_id, cast.coordinator)

    refusal = await place.refusal(
        "POST", f"/questions/{question.id}:{change}", person_id=cast.coordinator, body=ChangeQuestion(version=0)
    )

    assert (type(refusal), refusal.code) == (Conflict, "STALE_VERSION")
    assert len(await place.announced()) == 1


@pytest.mark.parametrize("was_opened", [False, True])
async def test_who_proposed_a_question_may_take_it_back(place: Workplace, cast: Cast, was_opened: bool) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    if was_opened:
        question = await opened(place, question, cast.coordinator)

    answer = await place.ask(
        "POST",
        f"/questions/{question.id}:withdraw",
        QuestionView,
        person_id=cast.member,
        body=ChangeQuestion(version=question.version),
    )

    assert (answer.status, answer.version) == ("WITHDRAWN", question.version + 1)
    assert (answer.may_open, answer.may_withdraw) == (False, False)
    assert (await place.announced())[-1] == QuestionWithdrawn(
        question_id=question.id,
        network_id=cast.network_id,
        status="WITHDRAWN",
        was_on_agenda=was_opened,
        at=place.clock.now(),
        version=question.version + 1,
    )


@pytest.mark.parametrize(("change", "by"), [("open", "coordinator"), ("withdraw", "coordinator")])
async def test_a_question_that_was_taken_back_does_not_move_again(
    place: Workplace, cast: Cast, change: str, by: str
) -> None:
    question = await proposed(place, cast.network_id, cast.coordinator)
    path = f"/questions/{question.id}"
    await place.ask("POST", f"{path}:withdraw", person_id=cast.coordinator, body=ChangeQuestion(version=1))

    refusal = await place.refusal(
        "POST", f"{path}:{change}", person_id=getattr(cast, by), body=ChangeQuestion(version=2)
    )

    assert (type(refusal), refusal.code) == (Conflict, "ALREADY_WITHDRAWN")


async def test_a_coordinator_may_not_take_back_what_somebody_else_proposed(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)

    refusal = await place.refusal(
        "POST", f"/questions/{question.id}:withdraw", person_id=cast.coordinator, body=ChangeQuestion(version=1)
    )

    assert (type(refusal), refusal.code) == (NotAllowed, "NOT_THE_PROPOSER")


async def test_who_left_may_still_take_their_own_question_back(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    await leave(place, cast.network_id, cast.member)

    answer = await place.ask(
        "POST",
        f"/questions/{question.id}:withdraw",
        QuestionView,
        person_id=cast.member,
        body=ChangeQuestion(version=1),
    )

    assert answer.status == "WITHDRAWN"


async def test_loading_the_same_reference_twice_changes_nothing(place: Workplace, cast: Cast) -> None:
    first = await place.ask(
        "POST", "/questions:load", QuestionView, service="operator", body=reference_content(cast.network_id)
    )
    second = await place.ask(
        "POST",
        "/questions:load",
        QuestionView,
        service="operator",
        body=reference_content(cast.network_id, title="Anders?"),
    )

    assert first == second
    assert (first.status, first.proposed_by, first.version) == ("PROPOSED", None, 1)
    assert await place.announced() == [
        QuestionProposed(
            question_id=first.id,
            network_id=cast.network_id,
            status="PROPOSED",
            track="RESEARCH",
            proposed_by=None,
            at=place.clock.now(),
            version=1,
        )
    ]


async def test_loaded_content_tells_where_it_comes_from(place: Workplace, cast: Cast) -> None:
    body = reference_content(cast.network_id, title="Geen vraag", origin="")

    refusal = await place.refusal("POST", "/questions:load", service="operator", body=body)

    assert codes(refusal) == {("title", "TITLE_NEEDS_QUESTION_MARK"), ("origin", "REQUIRED")}


async def test_a_loaded_question_can_be_opened_by_a_coordinator(place: Workplace, cast: Cast) -> None:
    loaded = await place.ask(
        "POST", "/questions:load", QuestionView, service="operator", body=reference_content(cast.network_id)
    )

    answer = await opened(place, loaded, cast.coordinator)

    assert answer.status == "ON_AGENDA"


async def test_an_unknown_question_is_not_found(place: Workplace, cast: Cast) -> None:
    refusals = [
        await place.refusal("GET", f"/questions/{new_id()}", person_id=cast.member),
        await place.refusal(
            "POST", f"/questions/{new_id()}:open", person_id=cast.coordinator, body=ChangeQuestion(version=1)
        ),
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [(NotFound, "NOT_FOUND")] * 2


async def test_c092_who_proposes_and_who_coordinates_say_what_readers_should_know_first(
    place: Workplace, cast: Cast
) -> None:
    question = await proposed(place, cast.network_id, cast.member, content_note="  Gaat over  geweld in een gezin. ")
    path = f"/questions/{question.id}:note-content"

    async def note(person_id: UUID, words: str, version: int) -> QuestionView:
        body = NoteContent(content_note=words, version=version)
        noted: QuestionView = await place.ask("POST", path, QuestionView, person_id=person_id, body=body)
        return noted

    by_coordinator = await note(cast.coordinator, "Gaat over verlies.", 1)
    taken_away = await note(cast.member, "", 2)
    stale = await place.refusal(
        "POST", path, person_id=cast.member, body=NoteContent(content_note="Nog een keer.", version=2)
    )
    too_long = await place.refusal(
        "POST", path, person_id=cast.member, body=NoteContent(content_note="x" * 141, version=3)
    )

    assert (question.content_note, question.may_note_content) == ("Gaat over geweld in een gezin.", True)
    assert by_coordinator.content_note == "Gaat over verlies."
    assert (taken_away.content_note, taken_away.version) == (None, 3)
    assert (stale.code, too_long.code) == ("STALE_VERSION", "CONTENT_NOTE_TOO_LONG")


async def test_c092_words_behind_a_content_note_are_in_no_search_result(place: Workplace, cast: Cast) -> None:
    why = "Omdat een zeldzaamwoord veel losmaakt."
    question = await proposed(place, cast.network_id, cast.member, why=why)

    before = await titles(place, "zeldzaamwoord", cast.member)
    body = NoteContent(content_note="Gaat over verlies.", version=1)
    await place.ask("POST", f"/questions/{question.id}:note-content", QuestionView, person_id=cast.member, body=body)

    assert before == [question.title]
    assert await titles(place, "zeldzaamwoord", cast.member) == []
