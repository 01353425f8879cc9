"""Making an agenda in a real browser: by keyboard, by dragging, and with a sum that follows what is typed."""

import pytest
from playwright.sync_api import Locator, Page, expect

from services.gateway.web.addresses import plain_id
from tests.browser.conftest import NARROWEST, Site

pytestmark = pytest.mark.browser
SLUG = "kwaliteit-en-blijvend-leren"
POINTS = ("De nacht", "Een eigen sleutel", "Samen eten")


@pytest.fixture
def agenda(whole_site: Site) -> str:
    """The address at which the agenda of a session of two hours is made, with three points of twenty minutes."""
    browser = whole_site.asking_as("Yara")
    network = browser.ask(f'{{ network(slug: "{SLUG}") {{ id }} }}')["network"]["id"]
    rule = {
        "everyWeeks": 1,
        "weekday": 6,
        "starts": "18:00:00",
        "ends": "20:00:00",
        "fromOn": "2026-12-05",
        "untilOn": "2026-12-12",
    }
    year = browser.ask(f'{{ network(slug: "{SLUG}") {{ sessions(first: 50) {{ nodes {{ id startsAt }} }} }} }}')
    known = [one["id"] for one in year["network"]["sessions"]["nodes"] if one["startsAt"][:10] == "2026-12-06"]
    if not known:
        series = browser.do("planSeries", "Series { sessions { id } }", networkId=network, rule=rule, place="Utrecht")
        known = [series["sessions"][0]["id"]]
        for title in POINTS:
            facts = {"sessionId": known[0], "title": title, "purpose": "EXPLORE", "minutes": 20}
            browser.do("addAgendaPoint", "AgendaPoint { id }", **facts)
    return f"/bijeenkomsten/{plain_id(known[0])}/agenda"


def titles(page: Page) -> list[str]:
    """The points, in order."""
    return page.locator(".arranged .point-title").all_inner_texts()


def button(page: Page, name: str, title: str) -> Locator:
    """The button that moves a point."""
    return page.locator(".arranged > li", has_text=title).locator(f"[data-{name}]")


def test_a_point_moves_by_keyboard_says_where_it_is_and_is_kept_when_saved(whole_site: Site, agenda: str) -> None:
    page = whole_site.open("Yara")
    page.goto(agenda)
    first, second, third = titles(page)

    button(page, "down", first).focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_have_text(f"“{first}” staat nu op plek 2 van 3.")
    expect(button(page, "down", first)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_have_text(f"“{first}” staat nu op plek 3 van 3.")
    expect(button(page, "up", first)).to_be_focused()
    page.get_by_role("button", name="Bewaar de agenda").last.click()

    page.get_by_text("De agenda is bewaard.").wait_for()
    assert titles(page) == [second, third, first]


def test_the_sum_follows_what_is_typed_and_says_when_it_is_too_long(whole_site: Site, agenda: str) -> None:
    page = whole_site.open("Yara", size=NARROWEST)
    page.goto(agenda)
    length = 120

    minutes = page.locator("[data-minutes]").first
    minutes.fill("200")

    expect(page.locator("[data-room-words]")).to_have_text(
        f"De agenda is te lang: 240 van de {length} minuten. Zo kun je hem niet publiceren."
    )
    expect(page.get_by_role("row", name="Te veel")).to_contain_text("120")
    minutes.fill("20")
    expect(page.locator("[data-room-words]")).to_have_text(f"60 van de {length} minuten zijn gevuld.")


def test_a_point_can_be_dragged(whole_site: Site, agenda: str) -> None:
    page = whole_site.open("Yara")
    page.goto(agenda)
    first, second, third = titles(page)

    page.locator(".arranged > li").nth(1).locator(".point-title").hover()
    page.mouse.down()
    for _ in range(2):  # the first move begins to drag, the second is over the other
        page.locator(".arranged > li").nth(0).hover(position={"x": 40, "y": 4})
    page.mouse.up()

    expect(page.locator("[data-said]")).to_have_text(f"“{second}” staat nu op plek 1 van 3.")
    assert titles(page) == [second, first, third]
