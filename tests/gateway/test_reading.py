"""What can be asked, through the real services: each owner is asked once per level, and nothing grows with the rows."""

from typing import Any

import pytest

from services.gateway.graphql.ids import global_id
from shared.database import new_id
from tests.benchmarks.session_query import QUERY as SESSION_PAGE
from tests.gateway.town import Town, session_id

START = """{ viewer {
  person { displayName } email language
  memberships { roles perspective since network { slug name } }
  upcomingSessions(first: 3) { startsAt network { slug } }
  recentQuestions(first: 3) { title network { slug } }
  digests { cadence isDefault paused network { slug } }
} }"""

NETWORK = """query N($slug: String!) { network(slug: $slug) {
  name perspectives { code present count } viewerMembership { roles network { name } }
  members(first: 50) { nodes { person { displayName } } }
  sessions(first: 5) { nodes { number startsAt agendaPoints { title owner { person { displayName } } } } pageInfo { hasNextPage } }
  questions(first: 5) { nodes { title proposedBy { person { displayName } } } }
} }"""


async def counted(place: Town, visitor: Any, query: str, **variables: Any) -> tuple[int, int]:
    """Internal calls and SQL statements of one query whose session is remembered."""
    await visitor.ask(query, **variables)
    place.forget_counts()
    await visitor.ask(query, **variables)
    return place.asking.calls, place.statements


async def kring(place: Town, members: int = 2) -> Any:
    """A network with a coordinator, members, and a planned year."""
    network_id = await place.found("kring")
    await place.join("kring", "Anna", role="COORDINATOR")
    for number in range(members):
        await place.join("kring", f"Lid{number}")
    return network_id, (await place.plan(network_id, "Anna")).sessions


async def test_the_session_page_asks_each_owner_once(place: Town) -> None:
    """Foundation 6 (c): a session, its network, 20 agenda points with their owners, 30 members."""
    _, sessions = await kring(place, 2)
    visitor = await place.signed_in("Anna")
    await place.add_point(sessions[0].id, "Lid0", "Punt")
    small = await counted(place, visitor, SESSION_PAGE, id=session_id(sessions[0].id))
    for number in range(2, 34):
        await place.join("kring", f"Lid{number}")
    for number in range(19):
        await place.add_point(sessions[0].id, f"Lid{number}", f"Punt {number}")

    large = await counted(place, visitor, SESSION_PAGE, id=session_id(sessions[0].id))
    page = (await visitor.ask(SESSION_PAGE, id=session_id(sessions[0].id)))["session"]

    assert large == small
    assert large[0] == 2
    assert len(page["agendaPoints"]) == 20
    assert {point["owner"]["person"]["displayName"] for point in page["agendaPoints"]} == {
        f"Lid{number}" for number in range(19)
    }
    assert len(page["network"]["members"]["edges"]) == 30
    assert page["network"]["members"]["pageInfo"]["hasNextPage"] is True


async def test_a_list_of_members_begins_with_who_is_asked_for_and_is_empty_for_anybody_else(place: Town) -> None:
    await place.found("kring")
    people = [await place.join("kring", name) for name in ("Anna", "Bram", "Chris", "Daan")]
    visitor = await place.signed_in("Anna")
    query = """query M($who: ID!, $after: String) { network(slug: "kring") { members(first: 2, after: $after, startingWith: $who) {
      nodes { person { displayName } } pageInfo { endCursor } } } }"""

    async def names(who: str) -> list[str]:
        found = (await visitor.ask(query, who=who))["network"]["members"]
        return [node["person"]["displayName"] for node in found["nodes"]]

    assert await names(global_id("Person", people[1])) == ["Bram", "Chris"]
    assert await names(global_id("Person", people[3])) == ["Daan"]
    for nobody in (global_id("Person", new_id()), global_id("Network", people[1]), "x"):
        assert await names(nobody) == []


async def test_the_start_page_asks_each_owner_once_per_level(place: Town) -> None:
    """DESIGN 3: three owners at the first level, network for what hangs below them."""
    network_id, _ = await kring(place)
    await place.propose(network_id, "Lid0", "Wat helpt?")
    visitor = await place.signed_in("Anna")

    assert (await counted(place, visitor, START))[0] == 4
    viewer = (await visitor.ask(START))["viewer"]

    assert viewer["memberships"][0]["network"] == {"slug": "kring", "name": "Kring kring"}
    assert [session["network"]["slug"] for session in viewer["upcomingSessions"]] == ["kring"] * 3
    assert viewer["digests"] == [
        {"cadence": "WEEKLY", "isDefault": True, "paused": False, "network": {"slug": "kring"}}
    ]


async def test_the_network_page_asks_each_owner_once_per_level(place: Town) -> None:
    """DESIGN 3: network for the id; both owners; both again for agendas and proposers; network for who owns the points."""
    network_id, sessions = await kring(place)
    await place.add_point(sessions[0].id, "Lid0", "Wonen")
    await place.propose(network_id, "Lid1", "Wat helpt?")
    visitor = await place.signed_in("Anna")

    assert (await counted(place, visitor, NETWORK, slug="kring"))[0] == 6
    network = (await visitor.ask(NETWORK, slug="kring"))["network"]

    assert [node["person"]["displayName"] for node in network["members"]["nodes"]] == ["Anna", "Lid0", "Lid1"]
    assert network["viewerMembership"] == {"roles": ["COORDINATOR"], "network": {"name": "Kring kring"}}
    assert network["sessions"]["nodes"][0]["agendaPoints"] == [
        {"title": "Wonen", "owner": {"person": {"displayName": "Lid0"}}}
    ]
    assert network["questions"]["nodes"] == [{"title": "Wat helpt?", "proposedBy": {"person": {"displayName": "Lid1"}}}]
    assert network["sessions"]["pageInfo"] == {"hasNextPage": True}


@pytest.mark.parametrize(
    "query",
    [
        "{ networks { nodes { name perspectives { code present count } viewerMembership { roles } } } }",
        "{ viewer { memberships { network { name perspectives { present } } } digests { network { name } } } }",
    ],
)
async def test_a_list_of_networks_costs_the_same_with_one_and_with_three(place: Town, query: str) -> None:
    """STYLE 16: no call and no statement per row."""
    await kring(place)
    visitor = await place.signed_in("Anna")
    one = await counted(place, visitor, query)
    for slug in ("tweede", "derde"):
        await place.found(slug)
        await place.join(slug, "Anna")

    assert await counted(place, visitor, query) == one


async def test_a_page_of_sessions_costs_the_same_with_one_and_with_five(place: Town) -> None:
    """STYLE 16."""
    await kring(place)
    visitor = await place.signed_in("Anna")
    query = """query S($first: Int) { network(slug: "kring") { sessions(first: $first) { nodes { place network { name } } } } }"""

    assert await counted(place, visitor, query, first=1) == await counted(place, visitor, query, first=5)


async def test_every_kind_of_node_is_found_by_its_id(place: Town) -> None:
    network_id, sessions = await kring(place)
    point = await place.add_point(sessions[0].id, "Lid0", "Wonen")
    question = await place.propose(network_id, "Lid0", "Wat helpt?")
    visitor = await place.signed_in("Lid0")
    membership = (await visitor.ask("{ viewer { memberships { id } } }"))["viewer"]["memberships"][0]["id"]
    ids = {
        "Network": global_id("Network", network_id),
        "Session": session_id(sessions[0].id),
        "AgendaPoint": global_id("AgendaPoint", point.id),
        "Question": global_id("Question", question.id),
        "Person": global_id("Person", place.people["Lid0"]),
        "Membership": membership,
    }

    found = {
        kind: (await visitor.ask("query N($id: ID!) { node(id: $id) { __typename id } }", id=id_))["node"]
        for kind, id_ in ids.items()
    }

    assert found == {kind: {"__typename": kind, "id": id_} for kind, id_ in ids.items()}


async def test_aliases_of_a_list_each_get_their_own_page(place: Town) -> None:
    """Two pages of the same list, and one object under two names, in one query."""
    _, sessions = await kring(place)
    visitor = await place.signed_in("Anna")

    told = await visitor.ask(
        """query A($id: ID!) { network(slug: "kring") { one: sessions(first: 1) { nodes { number } }
        three: sessions(first: 3) { nodes { number } } } session(id: $id) { a: network { slug } b: network { name } } }""",
        id=session_id(sessions[0].id),
    )

    assert told["network"] == {
        "one": {"nodes": [{"number": 1}]},
        "three": {"nodes": [{"number": 1}, {"number": 2}, {"number": 3}]},
    }
    assert told["session"] == {"a": {"slug": "kring"}, "b": {"name": "Kring kring"}}


async def test_sessions_are_asked_between_two_moments(place: Town) -> None:
    """BR of the calendar: any offset in, UTC out."""
    await kring(place)
    visitor = await place.visitor()

    told = await visitor.ask(
        """{ network(slug: "kring") { sessions(from: "2027-03-01T00:00:00+01:00", until: "2027-06-01T00:00:00+02:00")
        { nodes { startsAt } } } }"""
    )

    assert [node["startsAt"] for node in told["network"]["sessions"]["nodes"]] == [
        "2027-03-11T12:30:00+00:00",
        "2027-05-13T11:30:00+00:00",
    ]


@pytest.mark.parametrize("moment", ["2027-03-01T00:00:00", "gisteren", "", "2027-13-01T00:00:00Z"])
async def test_a_moment_without_an_offset_is_refused(place: Town, moment: str) -> None:
    visitor = await place.visitor()

    told = await visitor.told(
        'query S($from: DateTime) { network(slug: "kring") { sessions(from: $from) { nodes { id } } } }',
        **{"from": moment},
    )

    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def walk(visitor: Any, query: str, *path: str, first: int, **variables: Any) -> list[Any]:
    """Walk a connection to its end, page by page; gives every node."""
    found: list[Any] = []
    after = None
    for _ in range(30):
        told = await visitor.ask(query, first=first, after=after, **variables)
        for name in path:
            told = told[name]
        found += [edge["node"] for edge in told["edges"]]
        if not told["pageInfo"]["hasNextPage"]:
            return found
        after = told["pageInfo"]["endCursor"]
    raise AssertionError("this list does not end")


@pytest.mark.parametrize("first", [1, 2, 5, 6, 100])
async def test_a_list_is_walked_page_by_page_without_a_gap(place: Town, first: int) -> None:
    await kring(place)
    visitor = await place.visitor()
    query = """query S($first: Int, $after: String) { network(slug: "kring") { sessions(first: $first, after: $after)
    { edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""

    found = await walk(visitor, query, "network", "sessions", first=first)

    assert [node["number"] for node in found] == [1, 2, 3, 4, 5, 6]


async def test_a_list_goes_on_after_any_of_its_rows(place: Town) -> None:
    """Relay: every edge has a cursor of its own."""
    await kring(place)
    visitor = await place.visitor()
    query = """query S($first: Int, $after: String) { network(slug: "kring") { sessions(first: $first, after: $after)
    { edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage } } } }"""
    first_page = (await visitor.ask(query, first=4, after=None))["network"]["sessions"]
    followers = {}

    for edge in first_page["edges"]:
        page = (await visitor.ask(query, first=2, after=edge["cursor"]))["network"]["sessions"]
        followers[edge["node"]["number"]] = [follower["node"]["number"] for follower in page["edges"]]
        assert page["pageInfo"]["hasPreviousPage"] is True

    assert first_page["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False}
    assert followers == {1: [2, 3], 2: [3, 4], 3: [4, 5], 4: [5, 6]}


async def test_the_mailbox_is_shown_where_mails_stay_here(place: Town) -> None:
    visitor = await place.visitor()

    assert await visitor.ask("{ mailbox { nodes { id subject to kind at } } }") == {"mailbox": {"nodes": []}}
    assert await visitor.ask("query M($id: ID!) { mail(id: $id) { text } }", id=global_id("Mail", new_id())) == {
        "mail": None
    }
