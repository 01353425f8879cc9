"""Who sees what through the gateway: traversal, other networks' ids, existence, cursors (A-23 to A-28, A-33 to A-36)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from services.gateway.graphql.ids import global_id, row_id
from shared.database import new_id
from tests.gateway.town import Town, Visitor, session_id, town

pytestmark = pytest.mark.asyncio(loop_scope="module")

MEMBERS_ONLY = """query M($id: ID!) { session(id: $id) { place minutesPlanned viewerMayAddPoint agendaPoints { title }
  network { members { nodes { person { displayName } } } viewerMembership { roles coordinates } } } }"""
SESSIONS = """query S($after: String) { network(slug: "kring") { sessions(first: 2, after: $after) {
  nodes { number } pageInfo { endCursor } } } }"""
QUESTIONS = """query Q($after: String) { network(slug: "kring") { questions(first: 1, after: $after) {
  nodes { title } pageInfo { endCursor } } } }"""

Ids = dict[str, dict[str, str]]


async def settle(place: Town) -> Ids:
    """Two networks with something of every kind in each: Anna and Lid in one, Bas and Buur in the other; their global ids."""
    made: Ids = {}
    for slug, coordinator, member in (("kring", "Anna", "Lid"), ("andere", "Bas", "Buur")):
        network_id = await place.found(slug)
        await place.join(slug, coordinator, role="COORDINATOR")
        await place.join(slug, member)
        sessions = (await place.plan(network_id, coordinator)).sessions
        point = await place.add_point(sessions[0].id, member, f"Punt van {slug}")
        question = await place.propose(network_id, member, f"Wat vraagt {slug}?")
        made[slug] = {
            "Network": global_id("Network", network_id),
            "Session": session_id(sessions[0].id),
            "AgendaPoint": global_id("AgendaPoint", point.id),
            "Question": global_id("Question", question.id),
            "Person": global_id("Person", place.people[member]),
        }
    return made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def settled(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Town, Ids]]:
    """One settled town for all tests here, none of which changes anything in it that another one looks at."""
    async with town(tmp_path_factory.mktemp("town")) as place:
        yield place, await settle(place)


@pytest.fixture(scope="module")
def place(settled: tuple[Town, Ids]) -> Town:
    """The town."""
    return settled[0]


@pytest.fixture(scope="module")
def ids(settled: tuple[Town, Ids]) -> Ids:
    """What stands in it."""
    return settled[1]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitors(settled: tuple[Town, Ids]) -> dict[str, Visitor]:
    """Everybody, and a stranger."""
    place, _ = settled
    return {"stranger": await place.visitor(), **{name: await place.signed_in(name) for name in place.people}}


@pytest.mark.parametrize("who", ["stranger", "Buur"])
async def test_what_is_for_members_is_not_told_to_others(
    place: Town, visitors: dict[str, Visitor], ids: Ids, who: str
) -> None:
    """A-23, A-24: each edge is decided by its owner again, however it is reached."""
    visitor = visitors[who]

    told = await visitor.ask(MEMBERS_ONLY, id=ids["kring"]["Session"])

    assert told["session"] == {
        "place": None,
        "minutesPlanned": None,
        "viewerMayAddPoint": False,
        "agendaPoints": None,
        "network": {"members": None, "viewerMembership": None},
    }


async def test_what_is_for_members_is_told_to_members(place: Town, visitors: dict[str, Visitor], ids: Ids) -> None:
    """A-23: the wall has a door."""
    visitor = visitors["Lid"]

    told = await visitor.ask(MEMBERS_ONLY, id=ids["kring"]["Session"])

    assert told["session"] == {
        "place": "Utrecht",
        "minutesPlanned": 5,
        "viewerMayAddPoint": True,
        "agendaPoints": [{"title": "Punt van kring"}],
        "network": {
            "members": {"nodes": [{"person": {"displayName": "Anna"}}, {"person": {"displayName": "Lid"}}]},
            "viewerMembership": {"roles": [], "coordinates": False},
        },
    }


async def test_a_long_way_round_shows_no_more(place: Town, visitors: dict[str, Visitor], ids: Ids) -> None:
    """A-24: from one's own session over the network to everything else, and nowhere into another network."""
    visitor = visitors["Lid"]

    told = await visitor.ask(
        """query T($id: ID!) { session(id: $id) { network { sessions(first: 1) { nodes { network {
        questions { nodes { title network { name } } } viewerMembership { network { slug } } } } } } } }""",
        id=ids["andere"]["Session"],
    )

    around = told["session"]["network"]["sessions"]["nodes"][0]["network"]
    assert around == {"questions": {"nodes": []}, "viewerMembership": None}


@pytest.mark.parametrize("kind", ["AgendaPoint", "Question", "Person"])
@pytest.mark.parametrize("who", ["stranger", "Buur"])
async def test_what_one_may_not_know_is_not_there_word_for_word(
    place: Town, visitors: dict[str, Visitor], ids: Ids, who: str, kind: str
) -> None:
    """A-23, A-34: the answer is the same as for an id that never was."""
    visitor = visitors[who]
    query = "query N($id: ID!) { node(id: $id) { id } }"

    hidden = await visitor.send({"query": query, "variables": {"id": ids["kring"][kind]}})
    never = await visitor.send({"query": query, "variables": {"id": global_id(kind, new_id())}})

    assert hidden.json() == never.json() == {"data": {"node": None}}


@pytest.mark.parametrize(
    ("mutation", "selection", "input_"),
    [
        ("addAgendaPoint", "", {"sessionId": "Session", "title": "Wonen", "purpose": "EXPLORE", "minutes": 5}),
        ("removeAgendaPoint", "", {"agendaPointId": "AgendaPoint", "version": 1}),
        ("openQuestion", "", {"questionId": "Question", "version": 1}),
        ("withdrawQuestion", "", {"questionId": "Question", "version": 1}),
        ("chooseDigest", "", {"networkId": "Network", "cadence": "DAILY"}),
    ],
)
@pytest.mark.parametrize("who", ["stranger", "Buur"])
async def test_nobody_changes_what_is_another_networks(
    place: Town, visitors: dict[str, Visitor], ids: Ids, who: str, mutation: str, selection: str, input_: dict[str, Any]
) -> None:
    """A-23, A-26: a refusal, and nothing was announced."""
    visitor = visitors[who]
    before = [len(await service.announced()) for service in place.services]
    own = ids["kring"]

    done = await visitor.do(mutation, selection, **{name: own.get(value, value) for name, value in input_.items()})

    assert done["__typename"] == "Refusal"
    assert done["code"] in {"NOT_SIGNED_IN", "NOT_FOUND", "NOT_A_MEMBER", "NOT_ALLOWED"}
    assert [len(await service.announced()) for service in place.services] == before


async def test_a_member_is_no_coordinator(place: Town, visitors: dict[str, Visitor], ids: Ids) -> None:
    """A-26 (CVE-2026-40869): known, but not for them."""
    visitor = visitors["Lid"]

    done = await visitor.do("openQuestion", "... on Question { id }", questionId=ids["kring"]["Question"], version=1)

    assert done["__typename"] == "Refusal"
    assert done["code"] != "NOT_FOUND"


@pytest.mark.parametrize("kind", ["Network", "Session", "AgendaPoint", "Question", "Person"])
@pytest.mark.parametrize("field", ["session", "question", "mail"])
async def test_an_id_of_another_kind_is_not_found(
    place: Town, visitors: dict[str, Visitor], ids: Ids, kind: str, field: str
) -> None:
    """A-28."""
    if kind.lower() == field:
        kind = "Network"
    visitor = visitors["Lid"]
    disguised = global_id(field.capitalize(), new_id())

    query = f"query F($id: ID!) {{ {field}(id: $id) {{ id }} }}"

    assert await visitor.ask(query, id=ids["kring"][kind]) == {field: None}
    assert await visitor.ask(query, id=disguised) == {field: None}


@pytest.mark.parametrize(
    "nonsense", ["", "x", "U2Vzc2lvbg==", "U2Vzc2lvbjo=", "é", "A" * 5000, "U2Vzc2lvbjpub3BlCg==", "../../people/me"]
)
async def test_what_is_no_id_is_not_found(place: Town, visitors: dict[str, Visitor], nonsense: str) -> None:
    """A-28: never an error, and never a path of an owner."""
    visitor = visitors["stranger"]
    place.forget_counts()

    told = await visitor.ask(
        "query F($id: ID!) { session(id: $id) { id } question(id: $id) { id } node(id: $id) { id } mail(id: $id) { id } }",
        id=nonsense,
    )

    assert told == {"session": None, "question": None, "node": None, "mail": None}
    assert place.asking.calls == 0


@pytest.mark.parametrize(
    "slug", ["", "../people/me", "kring%2F..", "KRING", "kring ", "kring?x=1", "a" * 500, "kring\n"]
)
async def test_a_slug_never_becomes_another_path(
    place: Town, visitors: dict[str, Visitor], ids: Ids, slug: str
) -> None:
    """A-80: what is put into an address of an owner is checked first."""
    visitor = visitors["stranger"]
    place.forget_counts()

    assert await visitor.ask("query N($slug: String!) { network(slug: $slug) { id } }", slug=slug) == {"network": None}
    assert place.asking.calls == 0


async def test_an_input_names_things_of_one_network_only(place: Town, visitors: dict[str, Visitor], ids: Ids) -> None:
    """A-27: the id of one network's session with the rights of another gets nobody in."""
    visitor = visitors["Bas"]

    done = await visitor.do(
        "addAgendaPoint",
        "... on AgendaPoint { id }",
        sessionId=ids["kring"]["Session"],
        title="Van buiten",
        purpose="INFORM",
        minutes=5,
    )

    assert done["__typename"] == "Refusal"


@pytest.mark.parametrize(
    "extra", [{"ownerId": "x"}, {"id": "x"}, {"networkId": "x"}, {"roles": ["COORDINATOR"]}, {"viewerMayRemove": True}]
)
async def test_an_input_takes_no_field_it_does_not_have(
    place: Town, visitors: dict[str, Visitor], ids: Ids, extra: dict[str, Any]
) -> None:
    """A-36: mass assignment."""
    visitor = visitors["Lid"]
    input_ = {
        "sessionId": ids["kring"]["Session"],
        "title": "Wonen",
        "purpose": "INFORM",
        "minutes": 5,
        **extra,
    }

    told = await visitor.told(
        "mutation A($input: AddAgendaPointInput!) { addAgendaPoint(input: $input) { __typename } }", input=input_
    )

    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "data" not in told


@pytest.mark.parametrize(
    "cursor", ["", "x", "W10", "WzEsMl0", "bnVsbA", "é", "A" * 5000, "W251bGwsLTFd", "W251bGwsIjEiXQ", "WyJ4IiwwXQ"]
)
async def test_a_cursor_that_is_none_of_ours_is_refused(
    place: Town, visitors: dict[str, Visitor], ids: Ids, cursor: str
) -> None:
    """A-35: typed, whether the gateway or the owner finds out."""
    visitor = visitors["stranger"]

    told = await visitor.told(SESSIONS, after=cursor)

    assert told["data"]["network"]["sessions"] is None
    assert told["errors"][0]["path"] == ["network", "sessions"]
    assert told["errors"][0]["extensions"]["code"] in {"BAD_USER_INPUT", "CURSOR_UNREADABLE"}


async def test_the_cursor_of_a_member_opens_nothing_to_a_stranger(
    place: Town, visitors: dict[str, Visitor], ids: Ids
) -> None:
    """A-35: a cursor says where, never who."""
    for number in range(3):
        network_id = row_id(ids["kring"]["Network"], "Network")
        assert network_id is not None
        await place.propose(network_id, "Lid", f"Vraag {number}?")
    member = visitors["Lid"]
    after = (await member.ask(QUESTIONS))["network"]["questions"]["pageInfo"]["endCursor"]

    assert (await member.ask(QUESTIONS, after=after))["network"]["questions"]["nodes"] != []
    stranger = visitors["stranger"]
    assert (await stranger.ask(QUESTIONS, after=after))["network"]["questions"]["nodes"] == []


async def test_who_left_sees_nothing_of_it_any_more(place: Town, visitors: dict[str, Visitor], ids: Ids) -> None:
    """A-32, A-33: also through a session and an id that were fine a moment ago."""
    await place.join("kring", "Gast")
    visitor = await place.signed_in("Gast")
    before = await visitor.ask(MEMBERS_ONLY, id=ids["kring"]["Session"])

    await place.leave("kring", "Gast")
    after = await visitor.ask(MEMBERS_ONLY, id=ids["kring"]["Session"])

    assert before["session"]["agendaPoints"] == [{"title": "Punt van kring"}]
    assert after["session"]["agendaPoints"] is None
    assert after["session"]["network"] == {"members": None, "viewerMembership": None}


async def test_the_same_refusal_whether_it_exists_or_not(place: Town, visitors: dict[str, Visitor], ids: Ids) -> None:
    """A-34: changing what one may not know about, and what never was, is refused in the same words."""
    visitor = visitors["Buur"]
    hidden = await visitor.do("openQuestion", "", questionId=ids["kring"]["Question"], version=1)
    never = await visitor.do("openQuestion", "", questionId=global_id("Question", new_id()), version=1)
    no_id = await visitor.do("openQuestion", "", questionId="x", version=1)

    assert hidden == never == no_id
    assert never["code"] == "NOT_FOUND"
