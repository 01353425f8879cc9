"""One search over everything: merged by place, with the thing itself behind each hit, and only for whom it is (A-34, A-35)."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.gateway.town import Town, Visitor, town

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEARCH = """query S($words: String!, $kinds: [SearchKind!], $first: Int = 20, $after: String) {
  search(words: $words, kinds: $kinds, first: $first, after: $after) {
    incomplete
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor kind title { text found } excerpt { text found } network { slug }
      node { __typename
        ... on Network { slug }
        ... on FellowMember { person { displayName } perspective }
        ... on Question { title network { slug } proposedBy { person { displayName } } }
        ... on Session { number startsAt }
        ... on AgendaPoint { title session { number network { slug } } owner { person { displayName } } } } }
    nodes { __typename }
  } }"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town with two networks in which somebody is busy with the same words."""
    async with town(tmp_path_factory.mktemp("town")) as place:
        for slug, coordinator, member in (("kring", "Anna", "Lente"), ("andere", "Bas", "Buur")):
            network_id = await place.found(slug, name=f"Kring lente {slug}")
            await place.join(slug, coordinator, role="COORDINATOR")
            await place.join(slug, member)
            sessions = (await place.plan(network_id, coordinator)).sessions
            await place.add_point(sessions[0].id, member, f"Lente van {slug}")
            await place.propose(network_id, member, f"Wat brengt de lente van {slug}?")
        yield place


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(place: Town) -> Visitor:
    """A coordinator of one of the networks, signed in."""
    return await place.signed_in("Anna")


async def look(visitor: Visitor, words: str, **how: Any) -> Any:
    """What a visitor finds."""
    return (await visitor.ask(SEARCH, words=words, **how))["search"]


def said(edge: Any) -> str:
    """The title of a hit."""
    return "".join(piece["text"] for piece in edge["title"])


async def test_a_member_finds_networks_people_questions_and_points_in_one_order(anna: Visitor) -> None:
    found = await look(anna, "lente")

    assert [(edge["kind"], said(edge)) for edge in found["edges"]] == [
        ("NETWORK", "Kring lente andere"),
        ("NETWORK", "Kring lente kring"),
        ("PERSON", "Lente"),
        ("QUESTION", "Wat brengt de lente van kring?"),
        ("AGENDA_POINT", "Lente van kring"),
    ]
    assert [edge["node"] for edge in found["edges"]] == [
        {"__typename": "Network", "slug": "andere"},
        {"__typename": "Network", "slug": "kring"},
        {"__typename": "FellowMember", "person": {"displayName": "Lente"}, "perspective": "PROFESSIONAL"},
        {
            "__typename": "Question",
            "title": "Wat brengt de lente van kring?",
            "network": {"slug": "kring"},
            "proposedBy": {"person": {"displayName": "Lente"}},
        },
        {
            "__typename": "AgendaPoint",
            "title": "Lente van kring",
            "session": {"number": 1, "network": {"slug": "kring"}},
            "owner": {"person": {"displayName": "Lente"}},
        },
    ]
    assert [edge["network"]["slug"] for edge in found["edges"]] == ["andere", *["kring"] * 4]
    assert [node["__typename"] for node in found["nodes"]] == [edge["node"]["__typename"] for edge in found["edges"]]
    assert found["incomplete"] is False
    assert found["edges"][3]["title"][1] == {"text": "lente", "found": True}


async def test_a_34_a_stranger_finds_what_is_for_everybody_and_nothing_tells_of_more(place: Town) -> None:
    stranger = await place.visitor()

    found = await look(stranger, "lente")
    of_a_session = await look(stranger, "8 juli 2027")

    assert [edge["kind"] for edge in found["edges"]] == ["NETWORK", "NETWORK"]
    assert found["pageInfo"]["hasNextPage"] is False
    assert [edge["node"]["__typename"] for edge in of_a_session["edges"]] == ["Session", "Session"]


async def test_pages_go_on_over_both_owners_and_end_where_everything_was_seen(anna: Visitor) -> None:
    everything = await look(anna, "lente")

    paged: list[Any] = []
    after = None
    while True:
        page = await look(anna, "lente", first=2, after=after)
        paged += page["edges"]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasPreviousPage"] is (len(paged) > 2)
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert paged == everything["edges"]


async def test_only_the_kinds_asked_for_are_found(anna: Visitor) -> None:
    found = await look(anna, "lente", kinds=["PERSON", "QUESTION"])

    assert [edge["kind"] for edge in found["edges"]] == ["PERSON", "QUESTION"]


async def test_nothing_and_too_much_are_answered_with_nothing(place: Town) -> None:
    stranger = await place.visitor()

    for words in ("", "  ?! ", "x" * 5000):
        assert (await look(stranger, words))["edges"] == []


async def test_a_cursor_that_is_none_of_ours_is_refused(place: Town) -> None:
    stranger = await place.visitor()

    for after in ("x", "W251bGwsM10", "WyJ4IiwwXQ"):
        told = await stranger.told(SEARCH, words="lente", after=after)
        assert told["data"]["search"] is None
        assert told["errors"][0]["extensions"]["code"] in {"BAD_USER_INPUT", "CURSOR_UNREADABLE"}


async def test_each_owner_is_asked_once_a_level_however_much_is_found(
    place: Town, anna: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    board = place.app.state.gateway.switchboard
    ask_owner = board._ask_owner

    async def counted(service: str, *args: Any) -> None:
        asked.append(service)
        await ask_owner(service, *args)

    monkeypatch.setattr(board, "_ask_owner", counted)
    await look(anna, "lente")

    assert sorted(asked[:2]) == ["agenda", "network"]
    assert asked.count("agenda") <= 3  # hits; questions and points; the sessions of the points
    assert asked.count("network") <= 4  # hits; networks and people; who proposed and owns; the networks of the sessions


async def test_no_word_that_somebody_typed_is_written_down(
    anna: Visitor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A-85: what people look for tells about them; also what goes wrong on the way is written down without it."""

    async def breaks(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("the index is away")

    caplog.set_level(logging.INFO)
    monkeypatch.setattr("services.agenda.finding.edge.find", breaks)

    found = await look(anna, "geheimewens kring")
    page = await anna.client.get("/zoeken", params={"q": "geheimewens kring"})

    ours = [record for record in caplog.records if record.name != "httpx2"]  # that one is the visitor's own
    assert found["incomplete"] is True
    assert page.status_code == 200
    assert "the index is away" in "".join(str(record.exc_info) for record in ours)
    assert "geheimewens" not in "".join(f"{record.getMessage()} {record.exc_info}" for record in ours)
