"""The main job as people do it: with the keyboard alone, without JavaScript, and with open pages that follow."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect

from services.gateway.web.addresses import global_id
from tests.browser.conftest import NARROW, NETWORK, Site

pytestmark = pytest.mark.browser
LOOKED_AT = """is => { Object.defineProperty(document, 'hidden', {value: !is, configurable: true});
    document.dispatchEvent(new Event('visibilitychange')); }"""
DAYS_OF_2027 = ["14 januari", "11 maart", "13 mei", "8 juli", "9 september", "11 november"]


def tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached within {most} presses of Tab")


def test_j03_a_coordinator_signs_in_and_plans_2027_with_the_keyboard_alone(site: Site) -> None:
    page = site.open()
    page.goto("/")
    tab_to(page, page.get_by_role("link", name="Log in met je mailadres"))
    page.keyboard.press("Enter")

    tab_to(page, page.get_by_label("Wat is je mailadres?"))
    before = len(site.shape.mails("sanne@voorbeeld.example"))
    page.keyboard.type("sanne@voorbeeld.example")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kijk in je mail").wait_for()
    tab_to(page, page.get_by_label("Welke code staat in de mail?"))
    page.keyboard.type(site.shape.code_for("sanne@voorbeeld.example", before))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dag Voorbeeld Sanne").wait_for()
    expect(page.get_by_text("Je bent ingelogd.")).to_be_visible()
    site.cookies["Sanne"] = next(
        str(cookie["value"]) for cookie in page.context.cookies() if cookie["name"] == "__Host-session"
    )

    tab_to(page, page.get_by_role("link", name="Plan een reeks"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Waar?"))
    page.keyboard.type("Utrecht")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kijk de data na").wait_for()
    dates = page.locator(".dates label strong").all_inner_texts()
    assert dates == [f"Donderdag {day} 2027" for day in DAYS_OF_2027]

    tab_to(page, page.get_by_role("button", name="Bevestig deze bijeenkomsten"))
    page.keyboard.press("Enter")
    page.get_by_text("De bijeenkomsten zijn gepland.").wait_for()
    titles = page.locator("#data .line-title").all_inner_texts()
    assert titles == [f"Donderdag {day} 2027, 13.30 tot 16.00 uur" for day in DAYS_OF_2027]
    assert page.url.endswith(f"{NETWORK}/bijeenkomsten")


def test_j03_the_same_job_without_javascript_on_a_phone(site: Site) -> None:
    daan = site.open("Daan", scripts=False, size=NARROW)
    sanne = site.open("Sanne", scripts=False, size=NARROW)

    sanne.goto(f"{NETWORK}/bijeenkomsten/plannen")
    sanne.get_by_label("Eerste dag").fill("1 januari 2028")
    sanne.get_by_label("Laatste dag").fill("31-12-2028")
    sanne.get_by_label("Van", exact=True).fill("half twee")
    sanne.get_by_role("button", name="Bekijk de data").click()
    expect(sanne.get_by_role("alert")).to_contain_text("Schrijf de tijd zo: 13.30")
    sanne.get_by_label("Van", exact=True).fill("13.30")
    sanne.get_by_role("button", name="Bekijk de data").click()
    sanne.get_by_role("link", name="Bekijk liever precies het ritme dat je koos").click()
    expect(sanne.get_by_text("Kan niet: zomervakantie in regio Midden.")).to_be_visible()
    sanne.get_by_role("button", name="Bevestig deze bijeenkomsten").click()
    expect(sanne.get_by_text("De bijeenkomsten zijn gepland.")).to_be_visible()
    assert sanne.get_by_text("2028, 13.30").count() == 5

    daan.goto(f"{NETWORK}/bijeenkomsten")
    daan.get_by_role("link", name="Donderdag 13 januari 2028").click()
    daan.get_by_label("Waar gaat het over?").fill("Ervaringen met logeren")
    daan.get_by_role("radio", name="Samen uitzoeken").check()
    daan.get_by_role("button", name="Zet op de agenda").click()
    expect(daan.get_by_text("Je punt staat op de agenda.")).to_be_visible()
    expect(daan.get_by_role("heading", name="Ervaringen met logeren")).to_be_visible()

    daan.get_by_role("link", name="Vragen").click()
    daan.get_by_role("link", name="Stel een vraag voor").click()
    daan.get_by_label("Wat is je vraag?").fill("Hoe slaapt een kind de eerste nacht goed?")
    daan.get_by_role("button", name="Stel de vraag voor").click()
    expect(daan.get_by_role("alert")).to_contain_text("Vertel waarom dit belangrijk is.")
    expect(daan.get_by_label("Wat is je vraag?")).to_have_value("Hoe slaapt een kind de eerste nacht goed?")
    daan.get_by_label("Waarom is dit belangrijk?").fill("De eerste nacht is spannend.")
    daan.get_by_label("Wie merkt hier iets van?").fill("Het kind, en wie er werkt.")
    daan.get_by_label("Waar komt de vraag vandaan?").fill("Een gesprek in de groep.")
    daan.get_by_role("radio", name="Samenwerken").check()
    daan.get_by_role("button", name="Stel de vraag voor").click()
    expect(daan.get_by_text("Je vraag is voorgesteld.")).to_be_visible()
    question = daan.url.partition("?")[0]

    sanne.goto("/")
    expect(sanne.get_by_text("Er wachten voorgestelde vragen op jou")).to_be_visible()
    sanne.goto(question)
    sanne.get_by_role("button", name="Zet op de kennisagenda").click()
    expect(sanne.get_by_text("De vraag staat nu op de kennisagenda.")).to_be_visible()


def test_an_open_page_of_somebody_else_changes_by_itself_and_leaves_what_is_being_typed_alone(
    site: Site, planned: str
) -> None:
    daan, yara = site.open("Daan"), site.open("Yara")
    daan.goto(planned)
    daan.get_by_label("Waar gaat het over?").fill("Half getypt")
    daan.get_by_label("Waar gaat het over?").focus()
    assert daan.title().startswith("Bijeenkomst van")
    # Words in the live region are gone again after a moment, so they are written down where a locator can wait for them.
    daan.evaluate(
        """() => { const words = document.getElementById('live-words'), page = document.documentElement;
            new MutationObserver(() => { page.dataset.said = (page.dataset.said ?? '') + words.textContent; })
                .observe(words, {childList: true}); }"""
    )

    yara.goto(planned)
    yara.get_by_label("Waar gaat het over?").fill("Vers van de pers")
    yara.get_by_role("radio", name="Vertellen").check()
    yara.get_by_role("button", name="Zet op de agenda").click()
    yara.get_by_text("Je punt staat op de agenda.").wait_for()

    line = daan.locator("li", has_text="Vers van de pers")
    line.wait_for()
    assert "glow" in (line.get_attribute("class") or "")
    assert daan.get_by_label("Waar gaat het over?").input_value() == "Half getypt"
    assert daan.evaluate("document.activeElement.id") == "title"
    expect(daan.locator("html")).to_have_attribute("data-said", re.compile("De agenda is bijgewerkt."))
    expect(line).not_to_have_class(re.compile("glow"), timeout=5000)


def test_c092_what_somebody_opened_to_read_stays_open_when_the_page_changes_by_itself(site: Site, planned: str) -> None:
    daan, yara = site.open("Daan"), site.asking_as("Yara")
    session = global_id("Session", UUID(planned.rpartition("/")[2]))
    point = {"sessionId": session, "purpose": "INFORM", "minutes": 1}
    heavy = {"note": "Zware woorden.", "contentNote": "Gaat over geweld."}
    yara.do("addAgendaPoint", "AgendaPoint { id }", **point, **heavy, title="Wie wil, leest dit")
    daan.goto(planned)
    daan.locator("li", has_text="Wie wil, leest dit").get_by_text("Ik wil dit lezen").click()
    daan.get_by_text("Zware woorden.").wait_for()

    yara.do("addAgendaPoint", "AgendaPoint { id }", **point, title="Iets heel anders")
    daan.locator("li", has_text="Iets heel anders").wait_for()

    expect(daan.get_by_text("Zware woorden.")).to_be_visible()


def test_an_open_list_of_questions_follows_what_the_coordinator_does(site: Site, planned: str) -> None:
    stranger, yara = site.open(), site.open("Yara")
    stranger.goto("/netwerken/kwaliteit-en-blijvend-leren/vragen")
    assert stranger.get_by_text("Wat helpt een kind om te wennen?").count() == 0

    yara.goto("/netwerken/kwaliteit-en-blijvend-leren/vragen?status=PROPOSED")
    yara.get_by_role("link", name="Wat helpt een kind om te wennen?").click()
    yara.get_by_role("button", name="Zet op de kennisagenda").click()
    yara.get_by_text("De vraag staat nu op de kennisagenda.").wait_for()

    stranger.get_by_text("Wat helpt een kind om te wennen?").wait_for()


def test_a_page_that_was_away_catches_up_when_it_comes_back(site: Site, planned: str) -> None:
    daan, yara = site.open("Daan"), site.open("Yara")
    daan.goto(planned)
    daan.context.set_offline(True)
    daan.evaluate(LOOKED_AT, False)

    yara.goto(planned)
    yara.get_by_label("Waar gaat het over?").fill("Terwijl jij weg was")
    yara.get_by_role("radio", name="Besluiten").check()
    yara.get_by_role("button", name="Zet op de agenda").click()
    yara.get_by_text("Je punt staat op de agenda.").wait_for()
    assert daan.get_by_role("heading", name="Terwijl jij weg was").count() == 0
    daan.context.set_offline(False)
    daan.evaluate(LOOKED_AT, True)

    daan.get_by_role("heading", name="Terwijl jij weg was").wait_for()
