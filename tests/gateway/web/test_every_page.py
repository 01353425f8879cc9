"""Every page, for everybody who may open it, in both languages: whole, titled, and as the standard has HTML."""

from itertools import pairwise
from uuid import uuid4

import pytest

from tests.gateway.web.conftest import SLUG, Page, Village

NETWORK = f"/netwerken/{SLUG}"
RULE = "every=2&nth=2&weekday=3&starts=13.30&ends=16.00&from_on=1-1-2028&until_on=31-12-2028&place="

POLL = "dates=14-1-2028%0A11-2-2028+15.30+tot+18.00&starts=13.30&ends=16.00&answer_until=1-1-2028&perspectives=PROFESSIONAL"


def addresses(village: Village) -> dict[str, list[str]]:
    """The pages for a stranger, for a member beside those, and for a coordinator beside those."""
    question = f"/vragen/{village.proposed.id}"
    for_all = ["/", "/netwerken", NETWORK, f"{NETWORK}/bijeenkomsten", f"{NETWORK}/bijeenkomsten?geweest=1"]
    for_all += [village.session, f"{NETWORK}/vragen", "/inloggen", "/inloggen/code", "/inloggen/link/0123456789abcdef"]
    for_all += ["/mailadres-stoppen/0123456789abcdef"]
    for_all += ["/postvak"]
    for_all += [
        "/zoeken",
        "/zoeken?q=kring",
        "/zoeken?q=bestaat+niet&soort=PERSON",
        "/zoeken?q=bijeenkomst&soort=SESSION",
    ]
    for_members = [
        "/ik",
        "/ik?welkom=1",
        "/ik/apparaten",
        "/ik/logboek",
        "/ik/apparaten/programmas",
        "/ik/mailadres",
        "/ik/mailadres/0123456789abcdef",
        "/mail",
        "/ik/eigen-agenda",
        f"{NETWORK}/vragen/nieuw",
        f"{NETWORK}/vragen?status=PROPOSED",
    ]
    for_members += [f"{NETWORK}/datumprikkers", f"{village.session}/kom-je"]
    for_members += [f"{village.session}/vandaag", f"{village.session}/vandaag/groepjes"]
    for_members += [f"{NETWORK}/mensen", f"{NETWORK}/meedoen", f"{NETWORK}/meedoen/vraag?kant=PROFESSIONAL"]
    for_members += [question, f"{village.session}/agendapunten/{village.point.id}/weghalen"]
    for_coordinators = [f"{NETWORK}/bijeenkomsten/plannen", f"{NETWORK}/bijeenkomsten/plannen/nakijken?{RULE}"]
    for_coordinators += [
        f"{NETWORK}/bijeenkomsten/plannen/nakijken?{RULE}&keuze=ritme",
        f"{NETWORK}/bijeenkomsten/plannen/lastige-periodes",
    ]
    for_coordinators += [
        f"{NETWORK}/datumprikkers/nieuw",
        f"{village.session}/wie-komt",
        f"{NETWORK}/datumprikkers/nieuw/nakijken?{POLL}",
        f"{NETWORK}/logboek",
        f"{NETWORK}/wie-horen-we",
        f"{NETWORK}/aanmeldingen",
        f"{NETWORK}/uitnodigingen",
        f"{NETWORK}/uitnodigingen/lijst",
    ]
    return {
        "stranger": for_all,
        "Sam": [*for_all, *for_members, f"{question}/intrekken", f"{NETWORK}/meedoen/weg"],
        "Kim": [*for_all, *for_members, *for_coordinators, f"{NETWORK}/meedoen/rol/coordinator"],
    }


def check(page: Page, language: str) -> None:
    """What holds for every page."""
    tree = page.parsed()
    headings = [int(node.tag[1]) for node in tree.iter() if node.tag in {"h1", "h2", "h3", "h4"}]
    ids = [node.get("id") for node in tree.iter() if node.get("id")]

    assert f'<html lang="{language}">' in page.text
    assert page.title.endswith(" · Leerkring")
    assert headings.count(1) == 1
    assert all(deeper - higher <= 1 for higher, deeper in pairwise(headings) if deeper > higher)
    assert len(ids) == len(set(ids))
    assert {"header", "main", "footer", "nav"} <= {node.tag for node in tree.iter()}
    assert 'href="#inhoud"' in page.text
    assert "None" not in page.words


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_page_is_whole_for_everybody_who_may_open_it(village: Village, language: str) -> None:
    for who, wanted in addresses(village).items():
        reader = await village.stranger() if who == "stranger" else await village.reader(who)
        await reader.post("/taal", 303, taal=language, terug="/")

        pages = [await reader.get(address, accepts=language) for address in wanted]

        for page in pages:
            check(page, language)


async def test_what_is_not_there_and_what_one_may_not_see_look_the_same(village: Village) -> None:
    stranger = await village.stranger()

    not_there = await stranger.get(f"/vragen/{uuid4()}", 404)
    not_for_strangers = await stranger.get(f"/vragen/{village.proposed.id}", 404)
    no_network = await stranger.get("/netwerken/bestaat-niet", 404)
    no_page = await stranger.get("/nergens", 404)

    def without_address(page: Page) -> str:
        return page.text.replace(str(page.response.url.path), "")

    assert without_address(not_there) == without_address(not_for_strangers)
    for page in (not_there, no_network, no_page):
        assert "Deze pagina is er niet" in page.words
        check(page, "nl")


async def test_a_page_for_people_asks_a_stranger_to_sign_in_and_comes_back(village: Village) -> None:
    stranger = await village.stranger()

    refused = await stranger.get(f"{NETWORK}/vragen/nieuw", 303)
    entrance = await stranger.get(refused.goes_to)

    assert refused.goes_to == f"/inloggen?terug={NETWORK}/vragen/nieuw"
    assert entrance.fields("/inloggen")["terug"] == f"{NETWORK}/vragen/nieuw"


async def test_a_page_for_members_tells_others_why_not(village: Village) -> None:
    await village.town.found("andere")
    await village.town.join("andere", "Bo")
    bo = await village.reader("Bo")

    refused = await bo.get(f"{NETWORK}/vragen/nieuw", 403)
    not_planning = await (await village.reader("Sam")).get(f"{NETWORK}/bijeenkomsten/plannen", 403)

    assert "Dit is alleen voor deelnemers van dit netwerk." in refused.words
    assert "Dit kan alleen de coördinator van dit netwerk." in not_planning.words


async def test_the_words_of_a_network_are_never_translated_but_its_aim_has_two_languages(village: Village) -> None:
    stranger = await village.stranger()

    dutch = await stranger.get(NETWORK)
    english = await stranger.get(NETWORK, accepts="en-GB,en;q=0.9,nl;q=0.1")

    assert "Kring kring" in dutch.words
    assert "Kring kring" in english.words
    assert "Samen leren." in dutch.words
    assert "Learn together." in english.words
