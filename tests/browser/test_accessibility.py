"""Every page in a real browser: no violation of WCAG 2.2 AA, nothing beside the screen at 320 px, in light and in dark."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, NARROWEST, WIDE, Site
from tests.browser.held import SLUG as HELD_IN
from tests.browser.held import Held
from tests.servers.processes import wait_for

pytestmark = pytest.mark.browser
AXE = Axe().axe_script
THAT_DIFFER = ["color-contrast", "target-size", "scrollable-region-focusable"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KBL = "/netwerken/kwaliteit-en-blijvend-leren"
RULE = "every=2&nth=2&weekday=3&starts=13.30&ends=16.00&from_on=1-1-2028&until_on=31-12-2028&place="

POLL = "dates=14-1-2028&starts=13.30&ends=16.00&answer_until=1-1-2028&perspectives=PROFESSIONAL"


def polled(site: Site) -> list[str]:
    """The pages of a poll that is open, and of one that was closed and waits for a choice."""
    found = []
    for closes in (False, True):
        page = site.open("Yara")
        page.goto(f"{KBL}/datumprikkers/nieuw/nakijken?{POLL}")
        page.get_by_role("button", name="Start de datumprikker").click()
        page.get_by_role("button", name="alles ja").click()
        page.get_by_text("Je antwoord is bewaard").wait_for()
        address = page.url.split("?")[0]
        if closes:
            page.get_by_role("button", name="Sluit en kies de data").click()
            page.get_by_role("heading", name="Kies de data").wait_for()
            page.get_by_role("checkbox").first.check()
            page.get_by_role("button", name="Kijk na wat er gebeurt").click()
            page.get_by_role("heading", name="Kijk na wat er gebeurt").wait_for()
            found += [f"{address}/kiezen", page.url]
        found.append(address)
    return found


def by_link(site: Site) -> list[str]:
    """Where the links in mails lead with which somebody answers without signing in."""

    def links() -> set[str]:
        texts = [mail.text for mail in site.shape.mails("daan@voorbeeld.example", containing="/antwoord/")]
        return {found for text in texts for found in re.findall(r"/antwoord/\S+", text)}

    assert wait_for(lambda: bool(links()), 20)
    return sorted(links())[:2]


def arranged(site: Site, session: str) -> list[str]:
    """The pages on which an agenda is made."""
    page = site.open("Yara")
    page.goto(f"{session}/agenda")
    links = [
        page.locator(f'a[href$="{end}"]').first.get_attribute("href") or "" for end in ("/antwoord", "/veranderen")
    ]
    return [f"{session}/agenda", f"{session}/agenda/publiceren", f"{session}/programma", f"{KBL}/agendapunten", *links]


def addresses(site: Site, session: str) -> dict[str | None, list[str]]:
    """Every page, by who can open it."""
    page = site.open("Yara")
    page.goto(session)
    remove = page.get_by_role("link", name="Haal weg").first.get_attribute("href") or ""
    page.goto(f"{KBL}/vragen?status=PROPOSED")
    question = page.locator("#lijst a").first.get_attribute("href") or ""
    page.goto("/postvak")
    mail = page.locator("main li a").first.get_attribute("href") or ""
    plan = f"{KBL}/bijeenkomsten/plannen"
    strangers = ["/", "/netwerken", KBL, "/inloggen", "/inloggen/code", "/inloggen/link/0123456789abcdef", "/nergens"]
    strangers += ["/postvak", mail, f"{KBL}/vragen", session, "/afmelden/onbekende-link-onbekend"]
    coordinators = ["/", "/netwerken", KBL, f"{KBL}/bijeenkomsten", plan, session, remove]
    coordinators += [
        f"{plan}/nakijken?{RULE}",
        f"{plan}/nakijken?{RULE}&keuze=ritme",
        f"{plan}/nakijken?{RULE}&starts=x",
        f"{plan}/lastige-periodes",
        f"{KBL}/vragen",
    ]
    coordinators += [f"{KBL}/datumprikkers", f"{KBL}/datumprikkers/nieuw", f"{KBL}/datumprikkers/nieuw/nakijken?{POLL}"]
    coordinators += polled(site)
    strangers += by_link(site)
    coordinators += [f"{session}/kom-je", f"{session}/wie-komt", f"{session}/herinnering", f"{session}/mail"]
    coordinators += [f"{KBL}/vragen/nieuw", question, f"{question}/intrekken", "/ik", "/ik?welkom=1", "/mail"]
    strangers += ["/zoeken", "/zoeken?q=leren", "/zoeken?q=bestaat+niet&soort=PERSON"]
    coordinators += ["/zoeken?q=leren", "/zoeken?q=yara", "/zoeken?q=bijeenkomst&soort=SESSION"]
    coordinators += [
        "/ik/apparaten",
        "/ik/apparaten/programmas",
        "/ik/mailadres",
        "/ik/mailadres/0123456789abcdef",
        "/mailadres-stoppen/0123456789abcdef",
    ]
    site.cookies.pop("Vertrekker", None)  # gone for good the last time, and a newcomer now
    leaving = site.open("Vertrekker")
    leaving.goto("/ik/gegevens/wissen")
    leaving.get_by_label("Meteen").check()
    leaving.get_by_label("Typ het woord: wissen").fill("wissen")
    leaving.get_by_role("button", name="Wis alles van mij").click()
    leaving.wait_for_url("**/gegevens/gewist/*")
    strangers += [leaving.url]
    coordinators += ["/ik/gegevens", "/ik/gegevens/wissen", "/gegevens/0123456789abcdef0123"]
    page.goto(f"{KBL}/mensen")
    person = page.get_by_role("link", name="Verander rollen of kanten van Voorbeeld Daan").get_attribute("href") or ""
    coordinators += [
        f"{KBL}/mensen",
        person,
        f"{person}/weghalen",
        f"{person}/mandaat",
        f"{KBL}/meedoen",
        f"{KBL}/logboek",
        f"{KBL}/wie-horen-we",
        "/ik/logboek",
    ]
    coordinators += ["/acties", "/acties?klaar=true", f"{KBL}/verslagen"]
    coordinators += [
        "/ik/kalender",
        "/ik/eigen-agenda",
        f"{session}/veranderen",
        f"{session}/veranderen/nakijken?scope=ALL&nth=2&weekday=4",
    ]
    coordinators += [f"{KBL}/bijeenkomsten/nieuw?type=PRE_MEETING", f"{session}/documenten"]
    page.goto(f"{KBL}/bijeenkomsten")
    coordinators += [page.get_by_role("link", name="Vaste agendapunten").first.get_attribute("href") or ""]
    coordinators += [f"{session}/vandaag", f"{session}/vandaag/groepjes"]
    coordinators += arranged(site, session)
    members = [
        f"{KBL}/mensen",
        f"{KBL}/mensen?vragen=alles",
        f"{KBL}/mensen?vragen=ONDERWIJS",
        f"{KBL}/meedoen",
        f"{KBL}/meedoen/weg",
        f"{session}/vandaag",
    ]
    coordinators += [*carried(site), wished(site), f"{KBL}/meedoen/rol/coordinator"]
    invitation, request = joined(site)
    strangers += ["/antwoord/een-link-die-nooit-gemaakt-is", "/antwoord/data/een-link-die-nooit-gemaakt-is"]
    strangers += ["/antwoord/reeks/een-link-die-nooit-gemaakt-is"]
    strangers += ["/toestemming/een-link-die-nooit-gemaakt-is", "/eigen-account/een-link-die-nooit-gemaakt-is"]
    coordinators += [f"{KBL}/geholpen", f"{KBL}/schuilnamen", person.replace("/mensen/", "/schuilnamen/")]
    coordinators += [f"{KBL}/meldingen", f"{person}/grens"]
    to_ask, question = asked(site)
    coordinators += [to_ask]
    members += [f"{KBL}/onderling", question]
    members += [f"{KBL}/mijn-meldingen", "/melden/vraag/01928374-0000-7000-8000-000000000000"]
    strangers += ["/huisregels", invitation, "/uitnodiging/een-link-die-nooit-gemaakt-is"]
    coordinators += [f"{KBL}/aanmeldingen", request, f"{KBL}/uitnodigingen", f"{KBL}/uitnodigingen/lijst"]
    newcomers = [f"{KBL}/meedoen", f"{KBL}/meedoen/vraag?kant=YOUNG_PERSON", f"{KBL}/meedoen/vraag", invitation]
    members += [f"{KBL}/meedoen/vraag?kant=YOUNG_PERSON"]
    overseeing = site.open("Beheer")
    overseeing.goto("/beheer")
    unled = overseeing.locator("#zonder-coordinator a.button").first.get_attribute("href") or ""
    return {
        None: strangers,
        "Yara": coordinators,
        "Nieuweling": newcomers,
        "Daan": members,
        "Karin": [f"{KBL}/meedoen"],
        "Beheer": ["/ik", "/beheer", "/beheer/netwerk", unled],
        "Privacy": ["/ik", "/beheer/wissen", "/beheer/wissen/aanvragen"],
    }


def asked(site: Site) -> tuple[str, str]:
    """Where a fellow member is asked something, and where who was asked reads it."""
    daan, yara = site.open("Daan"), site.open("Yara")
    daan.goto(f"{KBL}/meedoen")
    if daan.get_by_role("button", name="Ja, anderen mogen mij iets vragen").count():
        daan.get_by_role("button", name="Ja, anderen mogen mij iets vragen").click()
        daan.get_by_text("Ja: je staat bij").wait_for()
    yara.goto(f"{KBL}/mensen?vragen=alles")
    to_ask = yara.get_by_role("link", name="Stel een vraag").first.get_attribute("href") or ""
    yara.goto(f"{KBL}/onderling")
    if not yara.locator(".line a.button").count():
        yara.goto(to_ask)
        yara.get_by_label("Wat wil je vragen?").fill("Hoe begin je een gesprek met een nieuwe groep?")
        yara.get_by_role("button", name="Stel deze vraag").click()
        yara.get_by_text("Je vraag is gesteld.").wait_for()
    return to_ask, yara.locator(".line a.button").first.get_attribute("href") or ""


def carried(site: Site) -> list[str]:
    """The pages on which a network is carried, with a goal whose day has passed, a partner and a relation on them."""
    base = f"{KBL}/instellingen"
    page = site.open("Yara")
    page.goto(f"{base}/doelen")
    if not page.get_by_role("link", name="Een goed gesprek").count():
        page.get_by_label("Wat willen jullie bereiken?").fill("Een goed gesprek")
        page.get_by_label("Waaraan zie je dat het lukt?").fill("Mensen die blijven praten")
        page.get_by_label("Voor welke dag?").fill("1-1-2026")
        page.get_by_role("button", name="Zet het doel erbij").click()
        page.get_by_role("status").first.wait_for()
        page.goto(f"{base}/organisaties")
        page.get_by_label("Naam van de organisatie").fill("Voorbeeld Basisschool De Linde")
        page.get_by_label("Contactpersoon").last.select_option(label="Voorbeeld Daan")
        page.get_by_role("button", name="Zet de organisatie erbij").click()
        page.get_by_role("status").first.wait_for()
        page.get_by_role("button", name="Maak kennismakelaar").first.click()
        page.get_by_role("button", name="Stop met kennis inbrengen").first.wait_for()
        page.goto(f"{base}/verbindingen")
        page.get_by_label("… dit netwerk").fill("netwerk")
        page.get_by_role("button", name="Laat de verbinding zien").click()
        page.get_by_role("group", name="Welk netwerk bedoel je?").get_by_role("radio").first.check()
        page.get_by_role("button", name="Laat de verbinding zien").click()
        page.get_by_role("status").first.wait_for()
        page.goto(f"{base}/doelen")
    goal = page.get_by_role("link", name="Een goed gesprek").first.get_attribute("href") or ""
    page.goto(KBL)
    house = page.get_by_role("link", name="Voorbeeld Basisschool De Linde").get_attribute("href") or ""
    ways = ["", "/gegevens", "/doelen", "/verbindingen", "/organisaties", "/werkgroep", "/opvolger"]
    return [*(base + way for way in ways), goal, house, "/netwerken?soort=consortium&onderwerp=ONDERWIJS&regio=DRENTHE"]


def wished(site: Site) -> str:
    """The page on which a network is asked whether another one may go on as it."""
    yara = site.open("Yara")
    yara.goto(f"{KBL}/instellingen")
    link = yara.get_by_role("link", name="Geef antwoord")
    if not link.count():
        page = site.open("Sanne")
        page.goto("/netwerken/praktijkleernetwerk-kleinschaligheid/instellingen/opvolger")
        page.get_by_label("Welk netwerk gaat verder met het werk?").fill("Netwerk Kwaliteit en Blijvend Leren")
        page.get_by_role("button", name="Zoek het netwerk").click()
        page.get_by_role("radio", name="Netwerk Kwaliteit en Blijvend Leren").check()
        page.get_by_role("button", name="Ga verder als dat netwerk").click()
        page.get_by_text("Dat netwerk moet nog ja zeggen").first.wait_for()
        yara.reload()
    return link.first.get_attribute("href") or ""


def joined(site: Site) -> tuple[str, str]:
    """A link for several people, and the page of a request that waits."""
    newcomer, yara = site.open("Nieuweling"), site.open("Yara")
    newcomer.goto(f"{KBL}/meedoen")
    if newcomer.get_by_role("button", name="Verder").count():
        newcomer.get_by_role("radio").first.check()
        newcomer.get_by_role("button", name="Verder").click()
        newcomer.get_by_label("Ja, ik ben 16 of ouder").check()
        newcomer.get_by_label("Waarom wil je meedoen?").fill("Ik wil leren van anderen.")
        newcomer.get_by_role("button", name="Vraag of ik mee mag doen").click()
        newcomer.get_by_role("heading", name="Je vraag is aangekomen").wait_for()
    yara.goto(f"{KBL}/aanmeldingen")
    request = yara.get_by_role("link", name="Antwoord").first.get_attribute("href") or ""
    yara.goto(f"{KBL}/uitnodigingen")
    yara.get_by_label("Voor hoeveel mensen?").fill("5")
    yara.get_by_label("Hoeveel dagen werkt de link?").fill("7")
    yara.get_by_role("button", name="Maak een link").click()
    link = yara.get_by_label("De link").input_value()
    return "/uitnodiging/" + link.rsplit("/", maxsplit=1)[-1], request


def looked_back(held: Held) -> dict[str | None, list[str]]:
    """The pages of sessions that were held, by who can open them."""
    network = f"/netwerken/{HELD_IN}"
    agreed = [*held.agreements, "/acties", "/acties?klaar=true"]
    of_member = [f"{session}{end}" for session in (held.commented, held.established) for end in ("", "/verslag")]
    written = [
        f"{held.written}/verslag{end}" for end in ("", "/schrijven", "/afspraken", "/delen", "/verhaal", "/weghalen")
    ]
    afterwards = [f"{held.written}{end}" for end in ("", "/aanwezigheid", "/agenda/na-afloop", "/programma")]
    return {
        "Gea": ["/", *afterwards, *written, *of_member, f"{held.commented}/verslag/schrijven", network],
        "Hans": ["/", f"{held.commented}/verslag", f"{held.commented}/verslag/versies/1", f"{network}/verslagen"],
        "Piet": ["/", *of_member, f"{held.written}/verslag", *agreed, *held.stories, f"{network}/verslagen"],
    }


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, in a line each. rules: only these, where the others were asked before."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    asked = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(f"axe.run({asked}).then(found => found.violations)")
    return [
        f"{page.url} {one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in found
        for node in one["nodes"]
    ]


def as_it_stands(page: Page, address: str, size: tuple[int, int], rules: list[str] | None = None) -> list[str]:
    """What is wrong with an open page as it stands now: what axe finds, and a width beyond the screen."""
    width = page.evaluate("document.documentElement.scrollWidth")
    beside = [f"{address} is {width} pixels wide"] if width > size[0] else []
    return [*violations(page, rules), *beside]


def test_no_page_has_a_violation_or_a_line_beside_the_screen(site: Site, planned: str, held: Held) -> None:
    """Every page wide and light by every rule, and as it stands narrow and dark by those that can differ there."""
    wrong: list[str] = []
    seen = 0

    for name, wanted in {**addresses(site, planned), **looked_back(held)}.items():
        page = site.open(name, calm=True)
        for address in wanted:
            page.goto(address)
            wrong += as_it_stands(page, address, WIDE)
            page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
            page.emulate_media(color_scheme="dark")
            wrong += as_it_stands(page, address, NARROWEST, THAT_DIFFER)
            page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
            page.emulate_media(color_scheme="light")
            seen += 1

    assert wrong == []
    assert seen >= 145


def test_a_form_that_was_refused_has_no_violation_either(site: Site, planned: str) -> None:
    page = site.open("Yara", size=NARROW)
    page.goto(planned)

    page.get_by_role("button", name="Zet op de agenda").click()
    page.get_by_role("alert").wait_for()

    assert violations(page) == []


def test_every_target_on_a_phone_is_large_enough_for_a_thumb(site: Site, planned: str) -> None:
    page = site.open("Yara", size=NARROW)
    page.goto(planned)

    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, .tabs a, select, input:not([type=hidden])')]
            .map(node => [node.textContent.trim() || node.id, node.closest('.choice') ?? node])
            .filter(([, node]) => node.checkVisibility() && node.getBoundingClientRect().height < 43.9)
            .map(([name]) => name)"""
    )

    assert small == []


def test_the_main_action_on_a_phone_never_hides_what_has_the_focus(site: Site, planned: str) -> None:
    page = site.open("Yara", size=NARROW)
    page.goto(planned)
    hidden: list[str] = []

    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const node = document.activeElement; if (!node || node === document.body) return '';
                const box = node.getBoundingClientRect(); const bar = document.querySelector('.main-action').getBoundingClientRect();
                return node.closest('.main-action') || box.top < bar.top ? '' : (node.id || node.textContent.trim()); }"""
        )
        if found:
            hidden.append(found)

    assert hidden == []


def test_somebody_who_wants_calm_sees_nothing_move(site: Site, planned: str) -> None:
    page = site.open("Yara", calm=True)
    page.goto(planned)

    moving = page.evaluate(
        """() => { document.querySelectorAll('[data-line]').forEach(line => line.classList.add('glow'));
            return document.getAnimations().length; }"""
    )

    assert moving == 0
