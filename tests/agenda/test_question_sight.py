"""Who sees which questions: on the agenda everybody, proposed its members, withdrawn its coordinators (A-23, A-24)."""

from uuid import UUID

from services.agenda.members.domain import Standing
from services.agenda.questions.domain import QuestionFacts, may_see
from shared.api.agenda.questions import ChangeQuestion, QuestionView
from shared.api.page import Ids, Page
from shared.errors import NotFound
from tests.agenda.steps import Cast, opened, proposed
from tests.workplace import Workplace


async def test_a_24_who_proposed_a_question_is_told_to_members_only(place: Workplace, cast: Cast) -> None:
    question = await opened(place, await proposed(place, cast.network_id, cast.member), cast.coordinator)
    path = f"/questions/{question.id}"

    told = {
        person: (await place.ask("GET", path, QuestionView, person_id=getattr(cast, person))).proposed_by
        for person in ("second_member", "coordinator", "neighbour", "outsider", "former_coordinator")
    }
    told["stranger"] = (await place.ask("GET", path, QuestionView)).proposed_by

    assert told == {
        "second_member": cast.member,
        "coordinator": cast.member,
        "neighbour": None,
        "outsider": None,
        "former_coordinator": None,
        "stranger": None,
    }


async def test_every_list_shows_exactly_what_may_be_seen(place: Workplace, cast: Cast) -> None:
    proposed_one = await proposed(place, cast.network_id, cast.member, title="Voorgesteld?")
    on_agenda = await proposed(place, cast.network_id, cast.member, title="Op de agenda?")
    withdrawn = await proposed(place, cast.network_id, cast.member, title="Ingetrokken?")
    await opened(place, on_agenda, cast.coordinator)
    await place.ask(
        "POST", f"/questions/{withdrawn.id}:withdraw", person_id=cast.member, body=ChangeQuestion(version=1)
    )
    ids = {question.id for question in (proposed_one, on_agenda, withdrawn)}
    may_know = {
        None: {on_agenda.id},
        cast.outsider: {on_agenda.id},
        cast.neighbour: {on_agenda.id},
        cast.other_coordinator: {on_agenda.id},
        cast.former_coordinator: {on_agenda.id},
        cast.second_member: {on_agenda.id, proposed_one.id},
        cast.member: ids,
        cast.coordinator: ids,
    }

    for person_id, expected in may_know.items():
        page = await place.ask("GET", f"/networks/{cast.network_id}/questions", Page[QuestionView], person_id=person_id)
        batch = await place.ask(
            "POST", "/questions:batch", list[QuestionView], person_id=person_id, body=Ids(ids=list(ids))
        )
        single = {question_id for question_id in ids if await _is_found(place, question_id, person_id)}
        assert {question.id for question in page.items} == expected
        assert {question.id for question in batch} == expected
        assert single == expected


async def _is_found(place: Workplace, question_id: UUID, person_id: UUID | None) -> bool:
    try:
        await place.ask("GET", f"/questions/{question_id}", QuestionView, person_id=person_id)
    except NotFound:
        return False
    return True


async def test_the_rule_in_the_domain_says_the_same_as_the_filter_in_the_sql(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    for status in ("PROPOSED", "ON_AGENDA", "WITHDRAWN"):
        if status == "ON_AGENDA":
            question = await opened(place, question, cast.coordinator)
        if status == "WITHDRAWN":
            question = await place.ask(
                "POST",
                f"/questions/{question.id}:withdraw",
                QuestionView,
                person_id=cast.member,
                body=ChangeQuestion(version=2),
            )
        facts = QuestionFacts(
            **question.model_dump(exclude={"may_open", "may_withdraw", "may_note_content", "writers"}),
            status_at=question.proposed_at,
        )
        for person_id, standing in (
            (None, Standing.STRANGER),
            (cast.outsider, Standing.STRANGER),
            (cast.second_member, Standing.MEMBER),
            (cast.member, Standing.MEMBER),
            (cast.coordinator, Standing.COORDINATOR),
        ):
            found = await _is_found(place, question.id, person_id)
            assert found is may_see(facts, standing, person_id)
