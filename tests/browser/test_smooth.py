"""With script the pages are smoother, and nothing is lost by it; and nothing runs that should not."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
KBL = "/netwerken/kwaliteit-en-blijvend-leren"


def test_after_a_refused_form_the_focus_is_on_what_is_wrong_and_its_links_lead_to_the_fields(
    site: Site, planned: str
) -> None:
    page = site.open("Yara")
    page.goto(planned)
    page.get_by_label("Wil je er iets bij vertellen?").fill("Blijft staan")

    page.get_by_role("button", name="Zet op de agenda").click()
    page.get_by_role("alert").wait_for()
    expect(page.locator("#fouten")).to_be_focused()
    page.get_by_role("link", name="Schrijf in één zin waar het om gaat.").click()

    assert page.evaluate("document.activeElement.id") == "title"
    assert page.get_by_label("Wil je er iets bij vertellen?").input_value() == "Blijft staan"
    assert page.title().startswith("Niet gelukt: ")
    assert page.get_by_label("Waar gaat het over?").get_attribute("aria-invalid") == "true"


def test_after_a_form_that_worked_the_message_has_the_focus_and_going_back_works(site: Site) -> None:
    page = site.open("Yara")
    page.goto("/")
    page.goto("/mail")

    page.get_by_label("Elke dag om 7.30 uur").check()
    page.get_by_role("button", name="Bewaar je keuze").click()
    page.get_by_text("Je keuze is bewaard.").wait_for()
    expect(page.locator("#gedaan")).to_be_focused()
    assert page.url.endswith("/mail")
    expect(page.get_by_label("Elke dag om 7.30 uur")).to_be_checked()
    page.reload()
    expect(page.get_by_text("Je keuze is bewaard.")).to_have_count(0)
    page.goto("/")
    page.go_back()

    expect(page.get_by_role("heading", name="Hoe vaak wil je mail?")).to_be_visible()


def test_a_filter_changes_the_list_and_its_address_and_leaves_the_focus_where_it_was(site: Site, planned: str) -> None:
    page = site.open("Yara")
    page.goto(f"{KBL}/vragen")
    assert planned

    page.get_by_label("Hoe ver is de vraag?").select_option("WITHDRAWN")
    page.get_by_role("button", name="Laat zien").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**status=WITHDRAWN*")
    expect(page.get_by_text("Wat helpt een kind om te wennen?")).to_have_count(0)

    assert page.evaluate("document.activeElement.textContent.trim()") == "Laat zien"
    expect(page.locator("#live-words")).to_contain_text("Geen vragen gevonden.")
    page.reload()
    expect(page.get_by_label("Hoe ver is de vraag?")).to_have_value("WITHDRAWN")


def test_a_visitor_skips_to_the_content_with_the_first_key(site: Site) -> None:
    page = site.open()
    page.goto("/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_another_language_is_one_button_away_and_stays(site: Site) -> None:
    page = site.open()
    page.goto("/netwerken")

    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Networks", exact=True).wait_for()
    page.goto("/")

    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.get_by_role("heading", level=1).inner_text().startswith("Learning together")


MEAN = [
    "<img src=x onerror=window.hit=1>",
    '"><script>window.hit=1</script>',
    "{{ 7 * 7 }} ${7*7} <svg/onload=window.hit=1>",
    "</textarea><iframe srcdoc='<script>parent.hit=1</script>'>",
    "<a href=javascript:window.hit=1>",
]


def test_words_that_want_to_be_markup_stay_words_everywhere_a_63(site: Site, planned: str) -> None:
    title, note = " ".join(MEAN[:3]), "\n".join(MEAN)
    page = site.open("Yara")
    page.goto(planned)

    page.get_by_label("Waar gaat het over?").fill(title)
    page.get_by_label("Wil je er iets bij vertellen?").fill(note)
    page.get_by_role("button", name="Zet op de agenda").click()  # refused: everything comes back into the form
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Waar gaat het over?").input_value() == title
    assert page.get_by_label("Wil je er iets bij vertellen?").input_value() == note
    page.get_by_role("radio", name="Vertellen").check()
    page.get_by_label("Hoeveel minuten heb je nodig?").fill("1")
    page.get_by_role("button", name="Zet op de agenda").click()
    page.get_by_text("Je punt staat op de agenda.").wait_for()
    shown = page.get_by_role("heading", name=title, exact=True)
    expect(shown).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    page.goto(planned)
    page.locator("li", has=shown).get_by_role("link", name="Haal weg").click()
    page.get_by_role("button", name="Haal het punt weg").click()
    page.get_by_role("heading", name="Het punt is weggehaald").wait_for()

    assert page.evaluate("window.hit") is None


def test_a_mail_in_the_mailbox_is_shown_in_a_frame_and_its_link_opens_the_whole_page(site: Site) -> None:
    page = site.open()
    site.shape.sign_in("fatima@voorbeeld.example")
    page.goto("/postvak")
    page.get_by_role("link", name="Je code").first.click()

    letter = page.frame_locator("iframe")
    expect(letter.get_by_role("link").first).to_be_visible()
    letter.get_by_role("link", name="Log in").first.click()

    page.get_by_role("heading", name="Nog één klik").wait_for()


def test_what_is_found_comes_while_typing_is_said_aloud_and_leaves_the_cursor_where_it_is(site: Site) -> None:
    page = site.open("Yara")
    page.goto("/")

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "zoek"
    page.keyboard.type("yara")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken?q=yara*")
    box = page.get_by_label("Waar zoek je naar?")
    box.fill("")
    box.press_sequentially("kleinsch")

    expect(page.locator("#gevonden mark").first).to_be_visible()
    expect(page.locator("#live-words")).to_contain_text("‘kleinsch’")
    assert page.evaluate("document.activeElement.id") == "zoek"
    assert "q=kleinsch" in page.url
    box.press("/")
    assert box.input_value() == "kleinsch/"


def test_the_key_to_the_search_box_can_be_turned_off(site: Site) -> None:
    """WCAG 2.1.4: a shortcut of one key can be turned off."""
    page = site.open("Yara")
    page.goto("/zoeken")

    page.get_by_role("button", name="Zet deze toets uit").click()
    page.goto("/netwerken")
    page.keyboard.press("/")
    off = page.evaluate("document.activeElement.id")
    page.goto("/zoeken")
    page.get_by_role("button", name="Zet deze toets aan").click()
    page.goto("/netwerken")
    page.keyboard.press("/")

    assert off != "zoek"
    assert page.evaluate("document.activeElement.id") == "zoek"


def test_item_8_what_is_found_shows_under_the_box_while_typing_and_is_chosen_by_keys_alone(site: Site) -> None:
    page = site.open("Yara")
    page.goto("/netwerken")
    loaded = page.locator("script[src*='suggest']").count()
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Zoek in Leerkring")
    expect(box).to_be_focused()
    page.keyboard.type("kleinsch")
    lines = page.get_by_role("listbox", name="Wat we vonden").get_by_role("option")
    expect(lines.first).to_be_visible()
    expect(page.locator("#live-words")).to_contain_text("‘kleinsch’")
    here = page.url

    page.keyboard.press("ArrowDown")
    expect(lines.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == lines.first.get_attribute("id")
    assert violations(page) == []
    page.keyboard.press("ArrowUp")
    expect(lines.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(lines).to_have_count(0)
    assert (box.get_attribute("aria-expanded"), box.input_value(), page.url) == ("false", "kleinsch", here)
    page.keyboard.type("a")
    expect(lines.first).to_be_visible()
    address = lines.first.get_attribute("data-address")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{address}")
    assert loaded == 0


def test_item_8_nothing_is_chosen_by_itself_enter_searches_as_ever_and_leaving_the_box_closes_it(site: Site) -> None:
    page = site.open("Yara")
    page.goto("/netwerken")
    page.locator("#zoek").focus()
    page.keyboard.type("kleinsch")
    lines = page.locator("#zoek-gevonden li")
    expect(lines.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(lines).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    page.keyboard.type("a")
    expect(lines.first).to_be_visible()
    assert page.locator("[aria-selected=true]").count() == 0

    page.keyboard.press("Enter")

    page.wait_for_url("**/zoeken?q=kleinscha*")


def test_item_8_escape_twice_still_leaves_a_page_where_that_is_offered(site: Site) -> None:
    """The first Escape closes the list only; after that two leave, as everywhere."""
    page = site.open("Yara")
    page.goto(KBL)
    page.locator("#zoek").focus()
    page.keyboard.type("kleinsch")
    expect(page.locator("#zoek-gevonden li").first).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.locator("#zoek-gevonden li")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
