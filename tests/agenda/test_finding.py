"""What of agenda is found by whom: as it stands now, in the transaction that changed it (A-23, A-33, A-34)."""

from uuid import UUID

from services.agenda.main import SERVICE
from shared.api.agenda.questions import ChangeQuestion, LoadQuestion
from shared.api.agenda.sessions import RemoveAgendaPoint
from shared.api.search import FoundPage, Search
from shared.errors import Invalid
from shared.search.index import reindex
from tests.agenda.steps import Cast, added, join, leave, opened, planned, proposal, proposed
from tests.workplace import Workplace


async def look(place: Workplace, words: str, person_id: UUID | None = None, **how: object) -> FoundPage:
    """What somebody finds."""
    asked = Search.model_validate({"words": words, **how})
    answer: FoundPage = await place.ask("POST", "/search", FoundPage, person_id=person_id, body=asked)
    return answer


async def titles(place: Workplace, words: str, person_id: UUID | None = None, **how: object) -> list[str]:
    """The titles of what somebody finds."""
    page = await look(place, words, person_id, **how)
    return ["".join(piece.text for piece in found.title) for found in page.items]


async def test_a_proposed_question_is_found_by_members_and_one_on_the_agenda_by_everybody(
    place: Workplace, cast: Cast
) -> None:
    question = await proposed(place, cast.network_id, cast.member, title="Wat helpt thuiszitters?")

    before = {name: await titles(place, "thuiszitter", getattr(cast, name)) for name in ("second_member", "neighbour")}
    stranger_before = await titles(place, "thuiszitter")
    await opened(place, question, cast.coordinator)

    assert before == {"second_member": [question.title], "neighbour": []}
    assert stranger_before == []
    assert await titles(place, "thuiszitter") == [question.title]
    assert await titles(place, "thuiszitter", cast.neighbour) == [question.title]


async def test_a_question_that_was_taken_back_is_found_by_nobody(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member, title="Wat helpt thuiszitters?")

    await place.ask("POST", f"/questions/{question.id}:withdraw", person_id=cast.member, body=ChangeQuestion(version=1))

    assert await titles(place, "thuiszitter", cast.member) == []
    assert await titles(place, "thuiszitter", cast.coordinator) == []


async def test_a_question_is_found_by_why_it_is_asked_and_shows_where(place: Workplace, cast: Cast) -> None:
    await proposed(place, cast.network_id, cast.member, why="Na een uithuisplaatsing weet niemand wat er kan.")

    (found,) = (await look(place, "plaatsing", cast.member)).items

    assert [piece.text for piece in found.excerpt if piece.is_found] == ["uithuisplaatsing"]
    assert (found.kind, found.network_id) == ("question", cast.network_id)


async def test_reference_content_is_found_by_members_of_its_network(place: Workplace, cast: Cast) -> None:
    content = LoadQuestion(reference="GAP-1", **dict(proposal(cast.network_id, title="Wat weten we van wonen?")))
    await place.ask("POST", "/questions:load", service="operator", body=content)

    assert await titles(place, "wonen weten", cast.member) == ["Wat weten we van wonen?"]
    assert await titles(place, "wonen weten", cast.outsider) == []


async def test_a_session_is_found_by_its_date_in_both_languages_and_never_by_its_place(
    place: Workplace, cast: Cast
) -> None:
    await planned(place, cast.network_id, cast.coordinator)

    assert await titles(place, "11 maart 2027") == ["Bijeenkomst 2"]
    assert await titles(place, "March 11") == ["Bijeenkomst 2"]
    assert await titles(place, "zwolle", cast.member) == []
    assert await titles(place, "zwolle") == []


async def test_an_agenda_point_is_found_by_members_until_it_is_taken_off(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    point = await added(place, series.sessions[0].id, cast.member, title="Terugblik op de proef")

    seen = await titles(place, "terugblik", cast.second_member)
    unseen = await titles(place, "terugblik", cast.neighbour)
    remove = RemoveAgendaPoint(version=point.version)
    await place.ask("POST", f"/agenda-points/{point.id}:remove", person_id=cast.member, body=remove)

    assert seen == ["Terugblik op de proef"]
    assert unseen == []
    assert await titles(place, "terugblik", cast.second_member) == []


async def test_a_33_who_leaves_finds_nothing_of_the_network_any_more(place: Workplace, cast: Cast) -> None:
    await proposed(place, cast.network_id, cast.member, title="Wat helpt thuiszitters?")
    await join(place, cast.network_id, cast.outsider)
    while_taking_part = await titles(place, "thuiszitter", cast.outsider)

    await leave(place, cast.network_id, cast.outsider)

    assert while_taking_part == ["Wat helpt thuiszitters?"]
    assert await titles(place, "thuiszitter", cast.outsider) == []


async def test_pages_are_as_long_as_asked_and_go_on_from_any_hit(place: Workplace, cast: Cast) -> None:
    for number in range(5):
        await proposed(place, cast.network_id, cast.member, title=f"Wat helpt thuiszitter {number}?")
    everything = await look(place, "thuiszitter", cast.member)

    first = await look(place, "thuiszitter", cast.member, first=2)
    rest = await look(place, "thuiszitter", cast.member, after=everything.items[2].cursor)

    assert first.items == everything.items[:2]
    assert first.next_cursor == everything.items[1].cursor
    assert rest.items == everything.items[3:]
    assert rest.next_cursor is None


async def test_only_asked_kinds_are_found_and_a_strange_cursor_is_refused(place: Workplace, cast: Cast) -> None:
    await planned(place, cast.network_id, cast.coordinator)

    assert await titles(place, "bijeenkomst", kinds=["question"]) == []
    assert await titles(place, "bijeenkomst", kinds=["network"]) == []
    assert len(await titles(place, "bijeenkomst", kinds=["session"])) == 6
    body = Search(words="bijeenkomst", after="geen")
    assert isinstance(await place.refusal("POST", "/search", body=body), Invalid)


async def test_written_anew_the_index_finds_the_same(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member, title="Wat helpt thuiszitters in maart?")
    await opened(place, question, cast.coordinator)
    withdrawn = await proposed(place, cast.network_id, cast.member, title="Wat was er in maart?")
    path = f"/questions/{withdrawn.id}:withdraw"
    await place.ask("POST", path, person_id=cast.member, body=ChangeQuestion(version=1))
    series = await planned(place, cast.network_id, cast.coordinator)
    await added(place, series.sessions[0].id, cast.member, title="Plan voor maart")
    before = await look(place, "maart", cast.member)

    written = await reindex(place.door.database, SERVICE.finds)

    assert written == 8
    assert len(before.items) == 3
    assert await look(place, "maart", cast.member) == before
