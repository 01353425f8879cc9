"""Everything that is held about me: to read, to take along, to allow, and to have erased (J20)."""

import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import delete

from services.agenda.handlers import when_an_erasure_goes_on as agenda_goes_on
from services.gateway.web.language import Language
from services.gateway.web.my_data.reading import readable
from services.network.handlers import when_an_erasure_goes_on as network_goes_on
from services.notifications.handlers.clock import when_an_erasure_goes_on as notifications_go_on
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from shared.bus.clock import Period
from tests.gateway.web.conftest import Village

GOES_ON = {"network": network_goes_on, "agenda": agenda_goes_on, "notifications": notifications_go_on}


async def go_on(village: Village) -> None:
    """Let every service take erasures as far as they come."""
    for _ in range(4):
        for place in village.town.services:
            await village.deliver()
            for each in village.town.services:  # all was heard: it may be swept away
                async with each.door.work() as work:
                    await work.session.execute(delete(each.door.outbox.table))
            village.town.told.clear()
            await GOES_ON[place.door.service](place.door, Period(key="now", due_at=place.door.now()))


async def test_the_page_tells_in_plain_words_what_every_service_holds(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.get("/ik/gegevens")

    page.parsed()
    for said in ("sam@voorbeeld.example", "Wat helpt een kind om te wennen?", "Een eigen sleutel", "Kring kring"):
        assert said in page.words
    assert "Om in te loggen, en zodat anderen in je netwerk weten hoe ze je noemen." in page.words
    assert "token" not in page.text
    assert str(village.town.people["Sam"]) not in page.text


def test_what_somebody_typed_is_shown_as_it_is_also_when_it_looks_like_data() -> None:
    typed = ["[concept] Hoe kan dit?", "[1, 2", "9999-99-99", "2027-13-01T99:99Z", "true story"]
    groups = [
        {
            "service": "AGENDA",
            "code": "question",
            "count": 1,
            "rows": [{"facts": [{"code": "title", "value": text}]} for text in typed],
        }
    ]

    (held,) = readable(groups, Language.DUTCH, {})

    assert [value for row in held.rows for _, value in row] == typed


async def test_only_who_signed_in_sees_their_data(village: Village) -> None:
    stranger = await village.stranger()

    page = await stranger.get("/ik/gegevens", 303)

    assert page.goes_to.startswith("/inloggen")


async def test_permission_is_given_and_taken_back_with_one_press(village: Village) -> None:
    sam = await village.reader("Sam")

    await sam.post("/ik/gegevens/toestemming", 303, use="OTHER_NETWORKS", allowed="ja")
    given = await sam.get("/ik/gegevens")
    await sam.post("/ik/gegevens/toestemming", 303, use="OTHER_NETWORKS", allowed="nee")
    back = await sam.get("/ik/gegevens")

    assert given.words.count("Dit mag sinds 21 november 2026") == 1
    assert "Dit mag sinds" not in back.words
    assert "Toestemming die je gaf of introk" in back.words


async def test_data_goes_along_by_a_link_that_works_once_and_for_its_owner_only(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    await sam.post("/ik/gegevens/meenemen", 303)
    await village.deliver()
    (mail,) = [row for row in (await kim.get("/postvak")).text.split("<li") if "Je gegevens staan klaar" in row]
    letter = await kim.get("/postvak/" + mail.partition('href="/postvak/')[2].partition('"')[0])
    link = letter.text.partition("/gegevens/")[2][:43]

    refused = await kim.post(f"/gegevens/{link}", 422)
    assert (await sam.get(f"/gegevens/{link}")).words.count("Haal op") == 1
    got = await sam.post(f"/gegevens/{link}", 200)
    again = await sam.post(f"/gegevens/{link}", 422)

    assert "Deze link werkt niet meer" in refused.words
    assert "Deze link werkt niet meer" in again.words
    with ZipFile(BytesIO(got.response.content)) as packed:
        data = json.loads(packed.read("mijn-gegevens.json"))
        page = packed.read("mijn-gegevens.html").decode()
    assert data["held"]["network"]["person"]["rows"][0]["email"] == "sam@voorbeeld.example"
    assert data["held"]["agenda"]["question"]["rows"][0]["title"] == "Wat helpt een kind om te wennen?"
    assert data["missing"] == []
    assert "sam@voorbeeld.example" in page


async def test_J20_erasing_asks_for_a_typed_word(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.fill("/ik/gegevens/wissen", "/ik/gegevens/wissen", 422, confirmation="ja", when="now")

    assert "Typ het woord wissen" in page.words
    assert "sam@voorbeeld.example" in (await sam.get("/ik")).words


async def test_J20_for_a_day_one_may_think_again(village: Village) -> None:
    sam = await village.reader("Sam")
    await sam.fill("/ik/gegevens/wissen", "/ik/gegevens/wissen", 303, confirmation=" Wissen.", when="later")
    waits = await sam.get("/ik/gegevens")
    village.town.clock.forward(hours=7)

    await sam.post("/ik/gegevens/wissen/stoppen", 303)
    village.town.clock.forward(hours=20)
    await go_on(village)

    assert "Op zondag 22 november 2026, 13.00 uur wissen we alles" in waits.words
    again = await village.reader("Sam")
    assert "sam@voorbeeld.example" in (await again.get("/ik/gegevens")).words
    assert "wissen we alles" not in (await again.get("/ik/gegevens")).words


async def test_J20_erased_at_once_one_is_out_and_holds_a_receipt(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")

    asked = await sam.fill("/ik/gegevens/wissen", "/ik/gegevens/wissen", 303, confirmation="wissen", when="now")
    await sam.get("/ik", 303)
    busy = await sam.get(asked.goes_to)
    await go_on(village)
    done = await sam.get(asked.goes_to)

    assert asked.goes_to.startswith("/gegevens/gewist/")
    assert "We wissen je gegevens" in busy.words
    assert busy.words.count("volgt nog") == 5
    assert "Alles van je is gewist" in done.words
    assert done.words.count("gedaan") == 7
    assert "moest volgens de wet klaar zijn op 21 december 2026" in done.words
    mailbox = await kim.get("/postvak")
    assert "Al je gegevens zijn gewist" in mailbox.words
    session = await kim.get(village.session)
    assert "Een eigen sleutel" in session.words
    assert not re.search(r"\bSam\b", session.words)


async def test_J20_erased_at_once_is_asked_within_ten_minutes_after_signing_in_and_later_waits_a_day(
    village: Village,
) -> None:
    """Who takes over an open screen undoes nothing for good."""
    sam = await village.reader("Sam")
    page = "/ik/gegevens/wissen"
    village.town.clock.forward(minutes=11)

    refused = await sam.fill(page, page, 422, confirmation="wissen", when="now")
    waits = await sam.fill(page, page, 303, confirmation="wissen", when="later")

    assert "Log eerst opnieuw in." in refused.words
    assert waits.goes_to == "/ik/gegevens?gedaan=wissen-gevraagd"


async def test_a_reference_nobody_gave_out_shows_nothing(village: Village) -> None:
    stranger = await village.stranger()

    await stranger.get("/gegevens/gewist/AAAA-BBBB-CCCC-DDDD", 404)


async def test_J20_unsubscribe_links_of_an_erased_person_are_gone(village: Village) -> None:
    stranger = await village.stranger()

    page = await stranger.get("/afmelden/" + "x" * 43, 410)

    assert "afmeldlink" in page.words


@pytest.mark.parametrize("is_officer", [True, False])
async def test_privacy_officers_see_every_request_without_a_name(village: Village, is_officer: bool) -> None:
    sam = await village.reader("Sam")
    if is_officer:
        await village.town.network.ask(
            "POST",
            "/platform-roles:grant",
            PlatformRolesView,
            service="operator",
            body=ChangePlatformRole(email="kim@voorbeeld.example", role="PRIVACY_OFFICER"),
        )
    kim = await village.reader("Kim")
    asked = await sam.fill("/ik/gegevens/wissen", "/ik/gegevens/wissen", 303, confirmation="wissen", when="now")

    page = await kim.get("/beheer/wissen", 200 if is_officer else 404)

    if is_officer:
        reference = asked.goes_to.rpartition("/")[2]
        assert reference in page.words
        assert "netwerken en accounts, agenda en vragen, mail" in page.words
        assert "Moet klaar zijn op" in page.words
        assert "Sam" not in page.words
        assert "sam@" not in page.text
