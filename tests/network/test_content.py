"""The reference content: real networks and open questions, each with its source, and demo people who say so themselves."""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from shared.api.agenda.questions import LoadQuestion
from shared.api.network.memberships import ActivateMembership, BalanceView, MembershipView
from shared.api.network.networks import Loaded, LoadNetwork, NetworkView
from shared.api.page import Page
from tests.workplace import Workplace

CONTENT = Path(__file__).parents[2] / "deploy" / "content"
PRACTICE = "praktijkleernetwerk-kleinschaligheid"
QUALITY = "kwaliteit-en-blijvend-leren"
TEXTS = {
    "000": "Wat hebben we bereikt?",
    "001": "iHUB",
    "002": "Manifest",
    "003": "Geen gesloten jeugdhulp meer in 2030",
    "004": "Nederlands Jeugdinstituut",
}


def content(name: str, of: str) -> list[dict[str, Any]]:
    """The items of one content file."""
    items: list[dict[str, Any]] = yaml.safe_load((CONTENT / f"{name}.yaml").read_text())[of]
    return items


NETWORKS = content("networks", "networks")
QUESTIONS = content("questions", "questions")
MEMBERSHIPS = content("demo", "memberships")


def described(network: dict[str, Any]) -> LoadNetwork:
    """What is loaded of a network: everything but where it was found."""
    return LoadNetwork.model_validate({name: value for name, value in network.items() if name != "lines"})


async def test_all_networks_load_and_loading_them_again_changes_nothing(place: Workplace) -> None:
    first = [
        await place.ask("POST", "/networks:load", Loaded, service="operator", body=described(network))
        for network in NETWORKS
    ]
    again = [
        await place.ask("POST", "/networks:load", Loaded, service="operator", body=described(network))
        for network in NETWORKS
    ]

    shown = await place.ask("GET", "/networks", Page[NetworkView])
    assert len(shown.items) == len(NETWORKS) == 21
    assert [loaded.changed for loaded in first] == [True] * 21
    assert [loaded.changed for loaded in again] == [False] * 21
    assert len(await place.announced()) == 22, "21 networks, and that K-EET goes on as another one"


def test_k_eet_went_on_as_another_network_and_all_others_are_active() -> None:
    statuses = {network["slug"]: described(network).status for network in NETWORKS}

    assert statuses.pop("k-eet") == "SUCCEEDED"
    assert set(statuses.values()) == {"ACTIVE"}
    assert [relation.to_slug for relation in described(by_slug("k-eet")).relations] == ["eetstoornissennetwerk"]


def by_slug(slug: str) -> dict[str, Any]:
    """One network of the content."""
    return next(network for network in NETWORKS if network["slug"] == slug)


def test_the_practice_network_meets_every_two_months_and_names_only_the_groups_its_source_names() -> None:
    practice = described(by_slug(PRACTICE))

    assert practice.rhythm_months == 2
    assert [asked.code for asked in practice.perspectives] == [
        "PROFESSIONAL",
        "BEHAVIOURAL_SCIENTIST",
        "POLICY_OFFICER",
    ]
    assert {network["slug"] for network in NETWORKS if network.get("rhythm_months")} == {PRACTICE}


def test_a_relation_to_a_network_carries_the_name_of_that_network() -> None:
    names = {network["slug"]: network["name"] for network in NETWORKS}
    relations = [relation for network in NETWORKS for relation in described(network).relations]

    assert {relation.to_slug for relation in relations} - set(names) == {
        "onderzoeks-en-implementatieagenda",
        "ihub",
        "een-thuis-voor-noordje",
    }
    for relation in relations:
        assert relation.to_name == names.get(relation.to_slug, relation.to_name)


def test_every_network_says_where_its_facts_come_from() -> None:
    for network in NETWORKS:
        assert described(network).source
        assert network["lines"]
        assert all(re.fullmatch(r"00[0-4]:[0-9]+(-[0-9]+)?", line) for line in network["lines"]), network["slug"]


def test_there_are_fifty_six_questions_each_of_a_network_that_exists() -> None:
    assert [question["reference"] for question in QUESTIONS] == [f"GAP-{number:03}" for number in range(1, 57)]
    assert {question["network"] for question in QUESTIONS} <= {network["slug"] for network in NETWORKS}
    assert Counter(question["network"] for question in QUESTIONS)[QUALITY] == 12
    assert len({question["title"] for question in QUESTIONS}) == 56


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["reference"]))
def test_a_question_is_whole_short_and_says_where_it_comes_from(question: dict[str, Any]) -> None:
    fields = {"title", "why", "who_notices", "origin", "theme", "track", "reference"}
    loaded = LoadQuestion(network_id=uuid4(), **{name: question[name] for name in fields})

    assert set(question) == fields | {"network", "route", "basis", "lines"}
    assert loaded.title.endswith("?")
    assert len(loaded.title) <= 200
    assert len(loaded.why.split()) >= 10
    assert len(loaded.who_notices.split()) >= 5
    assert TEXTS[question["lines"].partition(":")[0]] in loaded.origin
    assert question["track"] == ("RESEARCH" if question["route"] in {"RESEARCH", "DECISION"} else "IMPLEMENTATION")
    for sentence in re.split(r"(?<=[.?!]) ", f"{loaded.why} {loaded.who_notices}"):
        assert len(sentence.split()) <= 20, f"too long for plain Dutch: {sentence}"


@pytest.mark.parametrize(
    "word", ["cliënt", "casus", "uithuisgeplaatst", "probleemjongere", "laagdrempelig", "borgen", "\u2014"]
)
def test_words_that_hurt_or_hide_are_not_used(word: str) -> None:
    texts = [question[field] for question in QUESTIONS for field in ("title", "why", "who_notices")]
    texts += [network["mission_nl"] for network in NETWORKS]

    assert [text for text in texts if word in text.lower()] == []


def test_each_content_file_begins_with_where_it_comes_from() -> None:
    for path in CONTENT.glob("*.yaml"):
        header = path.read_text().split("\n\n")[0]
        assert header.startswith("#")
        assert len(header) > 100


def test_demo_people_say_that_they_are_made_up() -> None:
    for membership in MEMBERSHIPS:
        asked = ActivateMembership.model_validate(membership)
        assert asked.display_name.startswith("Voorbeeld ")
        assert asked.email.endswith("@voorbeeld.example")
    names = {membership["email"]: membership["display_name"] for membership in MEMBERSHIPS}
    assert all(names[membership["email"]] == membership["display_name"] for membership in MEMBERSHIPS)


@pytest.mark.parametrize(("slug", "members"), [(PRACTICE, 10), (QUALITY, 13)])
async def test_the_demo_fills_both_main_networks_from_every_perspective(
    sqlite_place: Workplace, slug: str, members: int
) -> None:
    network = await sqlite_place.ask(
        "POST", "/networks:load", Loaded, service="operator", body=described(by_slug(slug))
    )
    own = [membership for membership in MEMBERSHIPS if membership["network_slug"] == slug]

    joined = [
        await sqlite_place.ask(
            "POST",
            "/memberships:activate",
            MembershipView,
            service="operator",
            body=ActivateMembership.model_validate(membership),
        )
        for membership in own
    ]

    balance = await sqlite_place.ask("GET", f"/networks/{network.id}/balance", list[BalanceView])
    assert len({membership.person_id for membership in joined}) == members
    assert ["COORDINATOR" in membership.roles for membership in joined].count(True) == 1
    assert all(perspective.present for perspective in balance)
