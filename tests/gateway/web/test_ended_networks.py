"""The pages of a network that has ended: they read on, and invite nobody to begin what would be refused (DOMAIN 6, J22)."""

import pytest

from tests.gateway.web.conftest import SLUG, Reader, Village
from tests.gateway.web.test_every_page import check

NETWORK = f"/netwerken/{SLUG}"
SETTINGS = f"{NETWORK}/instellingen"
OVER = {
    "nl": "Dit netwerk is gestopt. Je kunt hier alles nog lezen, maar niets nieuws beginnen.",
    "en": "This network has ended. You can still read everything here, but begin nothing new.",
}
READ = ["/bijeenkomsten", "/datumprikkers", "/agendapunten", "/instellingen", "/instellingen/doelen"]
BEGINNING = ["/bijeenkomsten/plannen", "/bijeenkomsten/plannen/lastige-periodes", "/bijeenkomsten/nieuw"]
BEGINNING += ["/datumprikkers/nieuw", "/vragen/nieuw"]
INVITING = ["/plannen", "/nieuw", 'name="title"', "/bevestigen", "/werkgroep", 'name="measure"', "/terugdraaien"]


async def closed(village: Village, kim: Reader) -> None:
    """The coordinator closes the network, with an idea for a session and a point that wait."""
    idea = {"on": "1-3-2027", "starts": "10.00", "ends": "12.00", "place": "Utrecht"}
    await kim.fill(f"{NETWORK}/bijeenkomsten/nieuw", f"{NETWORK}/bijeenkomsten/nieuw", type="REGULAR", **idea)
    point = {"title": "Wonen dichtbij", "purpose": "EXPLORE", "minutes": "10"}
    await (await village.reader("Sam")).fill(f"{NETWORK}/agendapunten", f"{NETWORK}/agendapunten", **point)
    await kim.fill(f"{SETTINGS}/gegevens", f"{SETTINGS}/gegevens", status="ARCHIVED")
    await village.town.tell()


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_what_can_be_read_says_that_nothing_begins_and_shows_no_way_to(village: Village, language: str) -> None:
    kim = await village.reader("Kim")
    before = [await kim.get(NETWORK + page) for page in READ]
    await closed(village, kim)
    await kim.post("/taal", 303, taal=language, terug="/")

    pages = [await kim.get(NETWORK + page, accepts=language) for page in READ]

    assert all(any(invites in page.text for invites in INVITING) for page in before)
    for page in pages:
        check(page, language)
        assert OVER[language] in page.words
        assert [invites for invites in INVITING if invites in page.text] == []
    assert "/weggooien" in pages[0].text  # an idea can still go
    question = await kim.get(f"/vragen/{village.proposed.id}", accepts=language)
    assert "/openen" not in question.text


async def test_who_goes_to_begin_something_hears_first_that_it_cannot_be(village: Village) -> None:
    kim = await village.reader("Kim")
    for page in BEGINNING:
        await kim.get(NETWORK + page)
    await closed(village, kim)

    refused = [await kim.get(NETWORK + page, 403) for page in BEGINNING]

    assert all(OVER["nl"] in page.words for page in refused)


async def test_what_somebody_typed_before_the_network_ended_stays_when_it_is_refused(village: Village) -> None:
    kim = await village.reader("Kim")
    await closed(village, kim)
    plan = {"on": "1-4-2027", "starts": "10.00", "ends": "12.00", "place": "Zaal De Linde", "type": "REGULAR"}
    poll = {"dates": "1-4-2027", "starts": "10.00", "ends": "12.00", "words": "Kom je ook?", "answer_until": "1-3-2027"}
    block = {"words": "Verhuizing", "from_on": "1-4-2027", "until_on": "2-4-2027"}

    refused = [
        await kim.post(f"{NETWORK}/bijeenkomsten/nieuw", 422, key="a", **plan),
        await kim.post(f"{NETWORK}/datumprikkers/nieuw", 422, key="b", **poll, perspectives="PROFESSIONAL"),
        await kim.post(f"{NETWORK}/bijeenkomsten/plannen/lastige-periodes", 422, key="c", **block),
    ]

    for page, typed in zip(refused, ("Zaal De Linde", "Kom je ook?", "Verhuizing"), strict=True):
        assert OVER["nl"] in page.words
        assert typed in page.text


async def test_a_network_that_has_ended_asks_its_coordinator_for_nothing(village: Village) -> None:
    """C097: nobody is asked for what would be refused."""
    kim = await village.reader("Kim")
    before = await kim.get("/")
    await closed(village, kim)
    village.town.clock.forward(days=400)  # nothing stands in its calendar any more

    after = await (await village.reader("Kim")).get("/")

    assert "Wat helpt een kind om te wennen?" in before.words
    for asked in ("Wat helpt een kind om te wennen?", "Wonen dichtbij", "heeft nog geen volgende bijeenkomst"):
        assert asked not in after.words
