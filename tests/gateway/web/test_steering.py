"""Carrying a network in pages: settings, goals, relations, organisations, groups, going on as another one; and administration."""

import re
from pathlib import Path

import pytest

from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from tests.gateway.town import town
from tests.gateway.web.conftest import SLUG, Page, Reader, Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_joining import mail_to

NETWORK = f"/netwerken/{SLUG}"
SETTINGS = f"{NETWORK}/instellingen"
PAGES = ["", "/gegevens", "/doelen", "/verbindingen", "/organisaties", "/werkgroep", "/opvolger"]
NEW = {
    "name": "Nieuwe kring",
    "mission_nl": "Samen leren.",
    "mission_en": "Learn together.",
    "perspectives": ["PROFESSIONAL"],
    "coordinator_name": "Bo",
    "coordinator_email": "bo@voorbeeld.example",
    "coordinator_perspective": "PROFESSIONAL",
}


FILLED = {name: value for name, value in NEW.items() if name != "perspectives"} | {
    "coordinator_perspective": "RESEARCHER"
}


async def administrator(village: Village) -> Reader:
    """Somebody who looks after the platform."""
    body = ChangePlatformRole(email="beheer@voorbeeld.example", role="PLATFORM_ADMIN")
    await village.town.network.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)
    return await village.reader("Beheer")


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_page_of_the_settings_is_whole(village: Village, language: str) -> None:
    kim = await village.reader("Kim")
    await kim.post("/taal", 303, taal=language, terug="/")
    await kim.fill(f"{SETTINGS}/doelen", f"{SETTINGS}/doelen", text="Doel", measure="Maat", due_on="1-1-2026")
    await kim.fill(f"{SETTINGS}/organisaties", f"{SETTINGS}/organisaties", name="Een school")

    for page in PAGES:
        check(await kim.get(SETTINGS + page, accepts=language), language)
    check(await kim.get(NETWORK, accepts=language), language)


async def test_only_coordinators_open_the_settings(village: Village) -> None:
    """C034, A-40: members and administrators of the platform do not."""
    for reader in (await village.reader("Sam"), await administrator(village)):
        for page in PAGES:
            refused = await reader.get(SETTINGS + page, 403)
            assert "Dit kan alleen de coördinator van dit netwerk." in refused.words


async def test_settings_are_changed_and_shown(village: Village) -> None:
    kim = await village.reader("Kim")

    await kim.fill(
        f"{SETTINGS}/gegevens",
        f"{SETTINGS}/gegevens",
        mission_nl="Anders leren.",
        rhythm_months="3",
        perspectives=["YOUNG_PERSON", "PARENT"],
        minimum_PARENT="4",
        themes=["ONDERWIJS"],
        regions=["DRENTHE"],
        status="PAUSED",
    )

    page = await (await village.stranger()).get(NETWORK)
    assert "Anders leren." in page.words
    assert "Dit netwerk is even stil." in page.words
    assert "Er doen nog geen ouders of verzorgers mee." in page.words
    assert "Drenthe" in page.words
    assert "Drie stappen die helpen" not in page.words
    assert "Drie stappen die helpen" in (await kim.get(NETWORK)).words


async def test_a_form_that_is_not_right_comes_back_with_the_words_in_it(village: Village) -> None:
    kim = await village.reader("Kim")

    again = await kim.fill(
        f"{SETTINGS}/gegevens", f"{SETTINGS}/gegevens", 422, name="", rhythm_months="vaak", organiser="Een bureau"
    )

    assert "Vul een naam in." in again.words
    assert "Schrijf een getal van 1 tot en met 24, of laat het leeg." in again.words
    assert again.fields(f"{SETTINGS}/gegevens")["organiser"] == "Een bureau"


async def test_who_was_overtaken_sees_how_it_is_now_and_may_still_go_on(village: Village) -> None:
    kim = await village.reader("Kim")
    page = await kim.get(f"{SETTINGS}/gegevens")
    mine = {**page.fields(f"{SETTINGS}/gegevens"), "mission_nl": "Van mij."}
    await kim.fill(f"{SETTINGS}/gegevens", f"{SETTINGS}/gegevens", mission_nl="Van een ander.")

    overtaken = await kim.post(f"{SETTINGS}/gegevens", 409, **mine)
    await kim.post(f"{SETTINGS}/gegevens", 303, **overtaken.fields(f"{SETTINGS}/gegevens"))

    assert "Zo is het nu" in overtaken.words
    assert "Van een ander." in overtaken.words
    assert "Van mij." in (await kim.get(NETWORK)).words


async def test_br_025_a_passed_day_asks_the_coordinator_what_became_of_a_goal(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.fill(
        f"{SETTINGS}/doelen", f"{SETTINGS}/doelen", text="Geen kind alleen", measure="Aantal", due_on="20 november 2026"
    )

    asking, today = await kim.get(SETTINGS), await kim.get("/")
    address = next(
        href for node in asking.parsed().iter("a") if (href := node.get("href", "")).startswith(f"{SETTINGS}/doelen/")
    )
    nothing_chosen = await kim.post(f"{address}/afsluiten", 422, version="1", lesson="Begin eerder.")
    await kim.fill(address, f"{address}/afsluiten", outcome="PARTLY", lesson="Begin eerder.")

    assert "Wat is ervan gekomen?" in asking.words
    assert "De dag van 1 doel van Kring kring is voorbij. Wat kwam ervan?" in today.words
    assert "is voorbij. Wat kwam ervan?" not in (await kim.get("/")).words
    assert "Kies wat ervan gekomen is." in nothing_chosen.words
    shown = (await (await village.stranger()).get(NETWORK)).words
    assert "Deels gehaald" in shown
    assert "Begin eerder." in shown
    assert "Dit vraagt iets van jou" not in (await kim.get(SETTINGS)).words


async def test_a_goal_gets_another_day_and_a_day_that_cannot_be_read_is_told(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.fill(f"{SETTINGS}/doelen", f"{SETTINGS}/doelen", text="Doel", measure="Maat")
    page = await kim.get(f"{SETTINGS}/doelen")
    address = next(
        href for node in page.parsed().iter("a") if (href := node.get("href", "")).startswith(f"{SETTINGS}/doelen/")
    )

    wrong = await kim.fill(address, address, 422, due_on="ooit")
    await kim.fill(address, address, due_on="31-12-2027")

    assert "Schrijf de dag zo: 31-12-2027." in wrong.words
    assert "31 december 2027" in (await kim.get(NETWORK)).words


async def test_both_networks_show_a_relation_as_a_picture_and_as_a_list(village: Village) -> None:
    await village.town.found("ander")
    kim = await village.reader("Kim")
    await kim.fill(
        f"{SETTINGS}/verbindingen", f"{SETTINGS}/verbindingen", type="SHARES_RESULTS_WITH", words="kring ander"
    )

    here, there = await kim.get(NETWORK), await kim.get("/netwerken/ander")
    shown = await kim.get(f"{SETTINGS}/verbindingen")
    relation = next(node.get("value") for node in shown.parsed().iter("button") if node.get("name") == "relation_id")
    await kim.post(f"{SETTINGS}/verbindingen", 303, relation_id=relation)

    assert "Deelt uitkomsten met Kring ander" in here.words
    assert "Krijgt uitkomsten van Kring kring" in there.words
    for page in (here, there):
        assert page.text.count('class="tie-number"') == 1
    assert "Verbonden met" not in (await kim.get("/netwerken/ander")).words


async def test_an_organisation_has_a_linking_pin_whom_only_members_see(village: Village) -> None:
    kim = await village.reader("Kim")
    page = await kim.get(f"{SETTINGS}/organisaties")
    sam = next(node.get("value") for node in page.parsed().iter("option") if (node.text or "").strip() == "Sam")

    await kim.post(f"{SETTINGS}/organisaties", 303, name="Een school", linking_pin=sam)

    assert "contactpersoon: Sam" in (await kim.get(NETWORK)).words
    assert "Een school" in (await (await village.stranger()).get(NETWORK)).words
    assert "contactpersoon" not in (await (await village.stranger()).get(NETWORK)).words


def sent(page: Page, name: str) -> str:
    """What a hidden field of the first card on a page holds."""
    return next(node.get("value") or "" for node in page.parsed().iter("input") if node.get("name") == name)


async def test_c003_an_organisation_brings_knowledge_in_until_either_side_ends_it(village: Village) -> None:
    kim, sam, page = await village.reader("Kim"), await village.reader("Sam"), f"{SETTINGS}/organisaties"
    pin = next(node for node in (await kim.get(page)).parsed().iter("option") if (node.text or "").strip() == "Sam")
    await kim.post(page, 303, name="Een instituut", linking_pin=pin.get("value"))
    card = await kim.get(page)
    partner = {"partner_id": sent(card, "partner_id"), "version": sent(card, "version"), "broker": "ja"}

    wrong = await kim.post(page, 422, until_on="ooit", linking_pin=pin.get("value") or "", **partner)
    over = await kim.post(page, 422, until_on="1-1-2020", **partner)
    stale = await kim.post(page, 422, until_on="1-2-2027", **{**partner, "version": "0"})
    await kim.post(page, 303, until_on="1-2-2027", **partner)
    named = await kim.get(page)
    network = await (await village.stranger()).get(NETWORK)
    own = next(link.get("href") for link in network.parsed().iter("a") if link.text == "Een instituut")
    for_sam, for_stranger = await sam.get(own), await (await village.stranger()).get(own)
    for seen in (wrong, named, network, for_sam):
        check(seen, "nl")
    await sam.post(own, 303, partner_id=sent(for_sam, "partner_id"))
    too_late = await kim.post(page, 422, partner_id=partner["partner_id"], broker="nee")

    for refused, day in ((wrong, "ooit"), (over, "1-1-2020")):
        assert 'id="until_on-wrong"' in refused.text
        assert 'href="#until_on"' in refused.text
        assert f'value="{day}"' in refused.text
    assert "14-1-2027" in wrong.words
    assert f'<option value="{pin.get("value")}" selected>Sam</option>' in wrong.text
    assert "Kies een dag die nog komt." in over.words
    assert 'value="1-2-2027"' in stale.text
    assert "tot en met 1 februari 2027" in named.words
    assert "Kennismakelaar: brengt hier kennis in." in network.words
    assert "Stop met kennis inbrengen" in for_sam.words
    assert "Brengt kennis in" in for_stranger.words
    assert "Stop met kennis inbrengen" not in for_stranger.words
    assert "Brengt kennis in" not in (await sam.get(own)).words
    assert "brengt hier nu geen kennis in" in too_late.words


async def test_an_organisation_that_takes_part_nowhere_has_no_page(village: Village) -> None:
    page = await (await village.stranger()).get("/organisaties/0197a000-0000-7000-8000-000000000000", 404)

    check(page, "nl")


async def test_everybody_in_a_large_network_can_be_a_linking_pin_and_one_is_not_lost_by_saving(
    village: Village,
) -> None:
    for number in range(101):
        await village.town.join(SLUG, f"Aa{number:03}")
    await village.town.join(SLUG, "Zwaantje")
    kim, page = await village.reader("Kim"), f"{SETTINGS}/organisaties"

    first = await kim.get(page)
    found = await kim.get(f"{page}?zoek=zwaantje")
    nobody = await kim.get(f"{page}?zoek=bestaatniet")
    check(found, "nl")
    zwaantje = next(node.get("value") for node in found.parsed().iter("option") if node.text == "Zwaantje")
    await kim.post(page, 303, name="Een school", linking_pin=zwaantje)
    after = await kim.get(page)
    chosen = [node.text for node in after.parsed().iter("option") if node.get("selected") is not None]

    assert "Zoek een deelnemer" in first.words
    assert not any(node.text == "Zwaantje" for node in first.parsed().iter("option"))
    assert [node.text for node in found.parsed().iter("option")] == ["niemand", "Zwaantje"]
    assert "1 deelnemer gevonden" in found.words
    assert "0 deelnemers gevonden" in nobody.words
    assert chosen == ["Zwaantje", "niemand"]


async def test_a_group_begins_inside_a_network_and_both_show_it(village: Village) -> None:
    """C023."""
    kim = await village.reader("Kim")

    begun = await kim.post(f"{SETTINGS}/werkgroep", 303, **{**NEW, "name": "Werkgroep wonen"})
    group = await kim.get(begun.goes_to)

    assert begun.goes_to.startswith("/netwerken/werkgroep-wonen")
    assert "Hoort bij Kring kring" in group.words
    assert "Heeft als werkgroep Werkgroep wonen" in (await kim.get(NETWORK)).words


async def goes_on_as_new(village: Village, kim: Reader) -> Reader:
    """Kim asks whether the network may go on as the new one, and Bo says yes there; gives Bo."""
    await village.town.join("nieuw", "Bo", role="COORDINATOR")
    bo = await village.reader("Bo")
    asked = await kim.fill(f"{SETTINGS}/opvolger", f"{SETTINGS}/opvolger", successor_slug="nieuw")
    (link,) = [
        href for node in (await bo.get("/")).parsed().iter("a") if "/opvolging/" in (href := node.get("href") or "")
    ]
    page = await bo.get(link)
    check(page, "nl")
    answered = await bo.fill(link, link, answer="yes")
    await village.town.tell()
    assert asked.goes_to == f"{SETTINGS}?gedaan=overgaan-gevraagd"
    assert answered.goes_to == "/netwerken/nieuw/instellingen?gedaan=opvolging-ja"
    return bo


async def test_a_network_that_is_asked_says_no_and_the_other_one_reads_why(village: Village) -> None:
    await village.town.found("nieuw")
    await village.town.join("nieuw", "Bo", role="COORDINATOR")
    kim, bo, sam = [await village.reader(name) for name in ("Kim", "Bo", "Sam")]
    await kim.fill(f"{SETTINGS}/opvolger", f"{SETTINGS}/opvolger", successor_slug="nieuw")
    waits = await kim.get(SETTINGS)
    overview = await bo.get("/netwerken/nieuw/instellingen")
    (link,) = [href for node in overview.parsed().iter("a") if "/opvolging/" in (href := node.get("href") or "")]

    wordless = await bo.fill(link, link, 422, answer="no")
    await bo.fill(link, link, answer="no", words="Wij gaan over iets heel anders.")
    told, today = await kim.get(SETTINGS), await kim.get("/")
    (form,) = [
        node.get("action") for node in told.parsed().iter("form") if (node.get("action") or "").endswith("intrekken")
    ]
    await kim.fill(SETTINGS, form)

    assert "Dat netwerk moet nog ja zeggen." in waits.words
    assert "Een netwerk wil verdergaan als dit netwerk: Kring kring" in overview.words
    assert "in minstens tien letters" in wordless.words
    assert "Wij gaan over iets heel anders." in told.words
    assert "Kring kring kan niet verdergaan als Kring nieuw." in today.words
    assert "Wij gaan over iets heel anders." not in (await kim.get(SETTINGS)).words
    assert "Het gaat verder als" not in (await sam.get(NETWORK)).words
    assert (await bo.get(link, 404)).words
    assert (await sam.get(link, 403)).words


async def test_j22_a_wish_and_its_answer_reach_the_coordinators_by_mail(village: Village) -> None:
    await village.town.found("nieuw")
    await village.town.join("nieuw", "Bo", role="COORDINATOR")
    kim, bo = await village.reader("Kim"), await village.reader("Bo")

    await kim.fill(f"{SETTINGS}/opvolger", f"{SETTINGS}/opvolger", successor_slug="nieuw")
    asked = await mail_to(village, bo, "Een netwerk wacht op jullie antwoord")
    (link,) = set(re.findall(r"/netwerken/nieuw/instellingen/opvolging/[0-9a-f-]+", asked))
    await bo.fill(link, link, answer="no", words="Wij gaan over iets heel anders.")
    answered = await mail_to(village, kim, "Er is antwoord op jullie voorstel")

    assert "Kring kring wil verdergaan als Kring nieuw." in asked
    assert "bo@voorbeeld.example" in asked
    assert "Kring kring kan niet verdergaan als Kring nieuw." in answered
    assert "Wij gaan over iets heel anders." not in answered


async def test_j22_ac1_ac3_a_network_goes_on_as_another_one_and_members_choose(village: Village) -> None:
    await village.town.found("nieuw")
    kim, sam = await village.reader("Kim"), await village.reader("Sam")

    await goes_on_as_new(village, kim)
    old, today = await sam.get(NETWORK), await sam.get("/")
    check(await sam.get(f"{NETWORK}/meegaan"), "nl")
    went = await sam.fill(f"{NETWORK}/meegaan", f"{NETWORK}/meegaan", perspective="PROFESSIONAL")
    await village.town.tell()

    assert "Het gaat verder als: Kring nieuw" in old.words
    assert "Ga mee naar het nieuwe netwerk" in old.words
    assert "Stel een vraag voor" not in old.words + (await sam.get(f"{NETWORK}/vragen")).words
    assert "Kring kring is klaar en gaat verder als Kring nieuw. Ga je mee?" in today.words
    assert "Ga je mee?" not in (await sam.get("/")).words
    assert went.goes_to == "/netwerken/nieuw?gedaan=meegegaan"
    assert "Jij doet mee" in (await sam.get("/netwerken/nieuw")).words
    assert "Ga mee" not in (await (await village.stranger()).get(NETWORK)).words


async def test_j22_ac2_what_was_left_asks_the_successor_for_a_new_owner(village: Village) -> None:
    """The proposed question and the open goal of the old network; nothing disappears."""
    await village.town.found("nieuw")
    kim = await village.reader("Kim")
    await kim.fill(f"{SETTINGS}/doelen", f"{SETTINGS}/doelen", text="Geen kind alleen", measure="Aantal")
    bo = await goes_on_as_new(village, kim)
    today = await bo.get("/")
    asks = await bo.get("/netwerken/nieuw/instellingen")
    forms = [action for node in asks.parsed().iter("form") if (action := node.get("action", "")).endswith("overnemen")]

    for action in forms:
        await bo.fill("/netwerken/nieuw/instellingen", action)

    after = await bo.get("/netwerken/nieuw/instellingen")
    assert len(forms) == 2
    assert "Er wacht werk op een nieuwe eigenaar in Kring nieuw." in today.words
    assert "1 doel, 1 vraag" in today.words
    assert "nieuwe eigenaar" not in (await bo.get("/")).words + (await kim.get("/")).words
    assert "Dit doel vraagt om een nieuwe eigenaar." in asks.words
    assert "Wat helpt een kind om te wennen?" in asks.words
    assert "vraagt om een nieuwe eigenaar" not in after.words
    assert "Geen kind alleen" in (await bo.get("/netwerken/nieuw")).words
    assert "Wat helpt een kind om te wennen?" in (await bo.get("/netwerken/nieuw/vragen?status=PROPOSED")).words


async def test_an_administrator_lets_a_network_begin_and_nobody_else_opens_that_page(village: Village) -> None:
    admin, kim = await administrator(village), await village.reader("Kim")

    refused = await kim.get("/beheer", 403)
    check(await admin.get("/beheer"), "nl")
    empty = await admin.get("/beheer/netwerk")
    wrong = await admin.post("/beheer/netwerk", 422, **{**NEW, "coordinator_email": "nergens", "kind": "network"})
    begun = await admin.post("/beheer/netwerk", 303, **NEW, kind="consortium")

    assert "Dit kan alleen een beheerder van Leerkring." in refused.words
    assert (
        '<option value="PROFESSIONAL" selected>' in empty.text
    )  # nobody is asked as a young person by leaving it as it is
    assert "Dit mailadres kunnen we niet gebruiken." in wrong.words
    assert begun.goes_to == "/netwerken/nieuwe-kring?gedaan=netwerk-begonnen"
    assert "Dit netwerk is in voorbereiding." in (await admin.get(begun.goes_to)).words
    assert "In voorbereiding" in (await admin.get("/beheer")).words


async def test_c020_each_kind_of_network_is_filled_in_differently_and_can_be_changed(village: Village) -> None:
    admin = await administrator(village)
    learning, together = await admin.get("/beheer/netwerk"), await admin.get("/beheer/netwerk?soort=consortium")
    fields = together.fields("/beheer/netwerk")
    check(together, "nl")

    begun = await admin.fill("/beheer/netwerk?soort=consortium", "/beheer/netwerk", 303, **FILLED, rhythm_months="4")
    page = await admin.get(begun.goes_to)

    assert learning.fields("/beheer/netwerk")["rhythm_months"] == "2"
    assert (fields["kind"], fields["rhythm_months"], fields["minimum_PROVIDER_ORGANISATION"]) == (
        "consortium",
        "3",
        "2",
    )
    assert ('value="YOUNG_PERSON" checked' in learning.text, 'value="YOUNG_PERSON" checked' in together.text) == (
        True,
        False,
    )
    assert "Elke 4 maanden" in page.words or "4 maanden" in page.words
    assert "Onderzoekers" in page.words or "onderzoekers" in page.words


async def test_c020_how_often_the_overview_comes_begins_as_the_kind_does_and_a_coordinator_changes_it(
    village: Village,
) -> None:
    admin, kim, sam = await administrator(village), await village.reader("Kim"), await village.reader("Sam")
    advice, learning = await admin.get("/beheer/netwerk?soort=advisory_council"), await admin.get("/beheer/netwerk")

    settings = await kim.get(f"{SETTINGS}/gegevens")
    changed = await kim.fill(f"{SETTINGS}/gegevens", f"{SETTINGS}/gegevens", 303, digest_cadence="BEFORE_SESSION")
    again = await kim.get(f"{SETTINGS}/gegevens")
    await village.town.tell()
    mine = await sam.get("/mail")

    assert advice.fields("/beheer/netwerk")["digest_cadence"] == "BEFORE_SESSION"
    assert learning.fields("/beheer/netwerk")["digest_cadence"] == "WEEKLY"
    assert settings.fields(f"{SETTINGS}/gegevens")["digest_cadence"] == "WEEKLY"
    assert 'value="NEVER"' not in settings.text
    assert changed.goes_to == f"{SETTINGS}?gedaan=netwerk-bewaard"
    assert again.fields(f"{SETTINGS}/gegevens")["digest_cadence"] == "BEFORE_SESSION"
    assert "Dan geldt wat voor dit netwerk staat: alleen voor een bijeenkomst." in mine.words
    assert mine.fields("/mail")["cadence"] == "BEFORE_SESSION"


async def test_c020_who_chose_for_themselves_is_not_told_what_the_network_does(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    await sam.fill("/mail", "/mail", cadence="DAILY")

    await kim.fill(f"{SETTINGS}/gegevens", f"{SETTINGS}/gegevens", 303, digest_cadence="BEFORE_SESSION")
    await village.town.tell()
    mine = await sam.get("/mail")

    assert "Je koos hier nog niets." not in mine.words
    assert mine.fields("/mail")["cadence"] == "DAILY"


async def test_an_administrator_asks_somebody_to_coordinate_where_nobody_does(village: Village) -> None:
    admin, kim = await administrator(village), await village.reader("Kim")
    begun = await admin.post("/beheer/netwerk", 303, **NEW, kind="consortium")
    slug = begun.goes_to.removeprefix("/netwerken/").partition("?")[0]
    page = f"/beheer/netwerk/{slug}/coordinator"

    overview = await admin.get("/beheer")
    check(overview, "nl")
    shown = await admin.get(page)
    check(shown, "nl")
    own = await admin.fill(page, page, 422, coordinator_name="Ik", coordinator_email="beheer@voorbeeld.example")
    done = await admin.fill(page, page, 303, coordinator_name="Els", coordinator_email="els@voorbeeld.example")
    after = await admin.get("/beheer")

    assert "er wacht niets · iemand is gevraagd" in overview.words  # the first coordinator, who did not answer yet
    assert "Er is al iemand gevraagd." in shown.words
    assert "Kies iemand anders als eerste coördinator." in own.words
    assert done.goes_to == "/beheer?gedaan=coordinator-gevraagd"
    assert f'href="{page}"' in after.text
    await kim.get(page, 403)
    await admin.get(f"/beheer/netwerk/{SLUG}/coordinator", 404)


async def test_networks_are_found_by_kind_theme_and_province_without_script(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        await place.found("school", themes=["onderwijs"], regions=["DRENTHE"])
        await place.found("overal", kind="consortium")
        await place.found("zuid", regions=["LIMBURG"])
        reader = Reader(await place.visitor())

        async def found(query: str) -> list[str]:
            page = await reader.get(f"/netwerken?{query}")
            return [name for name in ("school", "overal", "zuid") if f'id="netwerk-{name}"' in page.text]

        assert await found("") == ["school", "overal", "zuid"]
        assert await found("regio=DRENTHE") == ["school", "overal"]
        assert await found("onderwerp=ONDERWIJS") == ["school"]
        assert await found("soort=consortium&regio=LIMBURG") == ["overal"]
        assert await found("soort=%27&regio=MAAN") == ["school", "overal", "zuid"]


async def test_a_network_page_takes_as_many_statements_with_one_goal_and_relation_as_with_ten(village: Village) -> None:
    kim = await village.reader("Kim")
    counted = []

    for number in range(10):
        await village.town.found(f"ander{number}")
        await kim.post(f"{SETTINGS}/doelen", 303, text=f"Doel {number}", measure="Maat")
        await kim.post(f"{SETTINGS}/organisaties", 303, name=f"School {number}")
        await kim.post(f"{SETTINGS}/verbindingen", 303, type="SUPPORTS", to_slug=f"ander{number}")
        if number in {0, 9}:
            for address in (NETWORK, SETTINGS):
                village.town.forget_counts()
                await kim.get(address)
                counted.append(village.town.statements)

    assert counted[:2] == counted[2:]


async def test_every_network_can_be_found_by_a_part_of_its_name_however_many_there_are(village: Village) -> None:
    for number in range(25):
        await village.town.found(f"ver-weg-{number}")
    await village.town.found("zeldzaam")
    kim = await village.reader("Kim")
    page = f"{SETTINGS}/verbindingen"

    asked = await kim.fill(page, page, 200, type="SUPPORTS", words="zeldz")
    nothing = await kim.fill(page, page, 422, type="SUPPORTS", words="bestaat niet")
    empty = await kim.fill(page, page, 422, type="SUPPORTS", words=" ")
    many = await kim.fill(page, page, 200, type="SUPPORTS", words="ver weg")
    chosen = await kim.post(page, 303, type="SUPPORTS", words="zeldz", to_slug="zeldzaam")

    assert "Welk netwerk bedoel je? Kring zeldzaam" in asked.words
    check(asked, "nl")
    assert "Met deze naam vinden we geen ander netwerk." in nothing.words
    assert "Schrijf de naam van het netwerk, of een deel ervan." in empty.words
    assert "Er zijn er nog meer. Schrijf hieronder meer van de naam." in many.words
    assert chosen.goes_to == f"{page}?gedaan=verbonden"
    assert "Kring zeldzaam" in (await kim.get(NETWORK)).words


async def test_j22_only_a_network_that_goes_on_can_be_chosen_as_successor_and_never_itself(village: Village) -> None:
    await village.town.found("nieuw")
    await village.town.found("oud", status="ARCHIVED")
    kim = await village.reader("Kim")

    page = await kim.fill(f"{SETTINGS}/opvolger", f"{SETTINGS}/opvolger", 200, words="kri")
    named = await kim.fill(f"{SETTINGS}/opvolger", f"{SETTINGS}/opvolger", 200, words="Kring nieuw")

    assert "Zoek het netwerk" in (await kim.get(f"{SETTINGS}/opvolger")).words
    assert "Welk netwerk bedoel je? Kring nieuw" in named.words
    offered = [node.get("value") for node in page.parsed().iter("input") if node.get("name") == "successor_slug"]
    assert offered == ["nieuw"]


async def test_c046_a_family_names_only_the_networks_that_are_here_and_its_coordinator_adds_one(
    village: Village,
) -> None:
    await village.town.found("familie", kind="network_family")
    await village.town.join("familie", "Kim", role="COORDINATOR")
    kim, stranger = await village.reader("Kim"), await village.stranger()
    empty = await stranger.get("/netwerken/familie")
    form = "/netwerken/familie/instellingen/werkgroep"

    more = {**FILLED, "coordinator_perspective": "PROFESSIONAL", "regions": ["DRENTHE", "LIMBURG"]}
    added = await kim.fill(form, form, 303, **more)
    page, own = await stranger.get("/netwerken/familie"), await kim.get("/netwerken/familie")

    assert "Van deze groep staat nog geen netwerk op Leerkring." in empty.words
    assert "Onze bron noemt de netwerken van deze groep niet bij hun naam." in empty.words
    assert form not in empty.text
    assert added.goes_to.startswith("/netwerken/nieuwe-kring")
    assert "Op Leerkring staat 1 netwerk van deze groep. Nieuwe kring Drenthe, Limburg · in voorbereiding" in page.words
    assert 'href="/netwerken/nieuwe-kring"' in page.text
    assert form in own.text
    check(own, "nl")
    assert "Netwerken in deze groep" not in (await stranger.get(f"/netwerken/{SLUG}")).words
