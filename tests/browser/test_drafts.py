"""What somebody typed in a long form outlives a reload and a sign-in that ended, in this tab, and nobody else sees it (C097)."""

import re
from html import escape
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NETWORK, Site
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
FORM = f"{NETWORK}/vragen/nieuw"
TITLE, WHY = "Wat is je vraag?", "Waarom is dit belangrijk?"
BACK = "We hebben teruggezet wat je typte."
KEPT = "Object.keys(sessionStorage).filter((one) => one.startsWith('leerkring-draft:')).length"


@pytest.fixture
def typing(site: Site) -> Page:
    """Daan, who typed a part of a question."""
    page = site.open("Daan")
    page.goto(FORM)
    page.get_by_label(TITLE).fill("Wat helpt bij slapen?")
    page.get_by_label(WHY).fill("Kinderen liggen lang wakker.")
    return page


def kept(page: Page) -> int:
    """How many forms this tab keeps words of."""
    number: int = page.evaluate(KEPT)
    return number


def wait_until_kept(page: Page, number: int) -> None:
    """Wait until this tab keeps words of so many forms: a page is there a moment before what came of the last one is settled."""
    for _ in range(100):
        if kept(page) == number:
            return
        page.wait_for_timeout(50)
    assert kept(page) == number


def test_c097_what_was_typed_comes_back_after_a_reload_with_one_sentence(typing: Page) -> None:
    typing.reload()

    expect(typing.get_by_label(TITLE)).to_have_value("Wat helpt bij slapen?")
    expect(typing.get_by_label(WHY)).to_have_value("Kinderen liggen lang wakker.")
    expect(typing.get_by_text(BACK)).to_have_count(1)
    assert violations(typing) == []


def test_it_goes_when_its_writer_throws_it_away(typing: Page) -> None:
    typing.reload()

    typing.get_by_role("button", name="Gooi het weg").click()

    expect(typing.get_by_label(TITLE)).to_have_value("")
    expect(typing.get_by_label(TITLE)).to_be_focused()
    assert kept(typing) == 0
    typing.reload()
    expect(typing.get_by_label(TITLE)).to_have_value("")
    expect(typing.get_by_text(BACK)).to_have_count(0)


def test_it_stays_while_something_is_wrong_and_goes_once_it_was_sent(typing: Page) -> None:
    typing.get_by_role("button", name="Stel de vraag voor").click()
    expect(typing.locator("#fouten")).to_be_visible()
    assert kept(typing) == 1

    typing.get_by_label("Wie merkt hier iets van?").fill("Kinderen en groepsleiders.")
    typing.get_by_label("Waar komt de vraag vandaan?").fill("Uit onze eigen groep.")
    for group in ("Welk onderwerp past het beste?", "Wat is er nodig?"):
        typing.get_by_role("group", name=group).get_by_role("radio").first.check()
    typing.get_by_role("button", name="Stel de vraag voor").click()

    expect(typing.locator("#gedaan")).to_be_visible()
    wait_until_kept(typing, 0)


def test_c097_it_stays_while_nobody_answers_and_goes_once_the_same_was_sent_again(site: Site, typing: Page) -> None:
    typing.get_by_label("Wie merkt hier iets van?").fill("Kinderen en groepsleiders.")
    typing.get_by_label("Waar komt de vraag vandaan?").fill("Uit onze eigen groep.")
    for group in ("Welk onderwerp past het beste?", "Wat is er nodig?"):
        typing.get_by_role("group", name=group).get_by_role("radio").first.check()
    frame = typing.request.get(FORM).text()
    away = [True, True]

    def answer(route: Route) -> None:
        if route.request.method == "POST" and away:
            away.pop()
            route.fulfill(status=503, content_type="text/html", body=later(frame, route))
        else:
            route.continue_()

    typing.route("**/vragen/nieuw", answer)
    typing.get_by_role("button", name="Stel de vraag voor").click()
    once = typing.get_by_role("button", name="Probeer het nog eens")
    expect(once).to_be_visible()
    wait_until_kept(typing, 1)

    with typing.expect_navigation():
        once.click()
    with typing.expect_navigation():
        once.click()

    expect(typing.locator("#gedaan")).to_be_visible()
    typing.goto(FORM)
    wait_until_kept(typing, 0)
    expect(typing.get_by_label(TITLE)).to_have_value("")
    assert away == []
    site.complaints.clear()  # what nobody answered, on purpose


def later(frame: str, route: Route) -> str:
    """A page as frame/error.html writes it, that asks to send the same once more."""
    sent = parse_qsl(route.request.post_data or "", keep_blank_values=True)
    fields = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in sent)
    address = urlsplit(route.request.url).path
    form = f'<form method="post" action="{address}">{fields}<button>Probeer het nog eens</button></form>'
    return re.sub(r'<main id="inhoud".*</main>', lambda _: f"<main data-mishap>{form}</main>", frame, flags=re.DOTALL)


def test_it_outlives_a_sign_in_that_ended_and_comes_back_to_its_writer(site: Site, typing: Page) -> None:
    cookies = typing.context.cookies()
    typing.context.clear_cookies()
    typing.get_by_role("button", name="Stel de vraag voor").click()
    expect(typing.get_by_role("heading", level=1)).not_to_have_text("Stel een vraag voor")
    assert kept(typing) == 1

    typing.context.add_cookies([{**one} for one in cookies])  # type: ignore[typeddict-item]  # what a context gives, it takes
    typing.goto(FORM)

    expect(typing.get_by_label(TITLE)).to_have_value("Wat helpt bij slapen?")


def test_signing_out_and_leaving_at_once_take_it_away(site: Site, typing: Page) -> None:
    typing.goto("/ik")
    assert kept(typing) == 1

    typing.route("**/uitloggen", lambda route: route.fulfill(status=204))  # others go on with this sign-in
    typing.get_by_role("button", name="Log uit", exact=True).click()
    after_signing_out = kept(typing)
    typing.goto(FORM)
    typing.get_by_label(TITLE).fill("Nog eens")
    before_leaving = kept(typing)
    typing.evaluate(
        "document.body.append(Object.assign(document.createElement('a'), { href: '/huisregels', id: 'weg' }))"
    )
    typing.locator("#weg").evaluate("(link) => link.setAttribute('data-leave', '')")
    typing.keyboard.press("Escape")
    typing.keyboard.press("Escape")
    typing.wait_for_url("**/huisregels")

    assert (after_signing_out, before_leaving, kept(typing)) == (0, 1, 0)


def test_whoever_comes_after_in_the_same_tab_sees_nothing_of_it(site: Site, typing: Page) -> None:
    fatima = site.open("Fatima").context.cookies()
    typing.context.clear_cookies()
    typing.context.add_cookies([{**one} for one in fatima])  # type: ignore[typeddict-item]  # what a context gives, it takes

    typing.goto(FORM)

    expect(typing.get_by_label(TITLE)).to_have_value("")
    expect(typing.get_by_text(BACK)).to_have_count(0)
    assert kept(typing) == 0


def test_the_version_that_was_seen_goes_along_so_that_newer_text_is_not_written_over(site: Site) -> None:
    daan = site.open("Daan")
    daan.goto(FORM)
    daan.evaluate(
        """() => {
            const form = document.querySelector("form[data-draft]");
            const seen = Object.assign(document.createElement("input"), { type: "hidden", name: "version", value: "3" });
            form.append(seen);
            const field = form.querySelector("textarea");
            field.value = "Mijn woorden";
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )

    drafts: list[dict[str, object]] = daan.evaluate(
        "Object.values(sessionStorage).map((one) => JSON.parse(one)).filter((one) => one.values)"
    )

    assert [one["version"] for one in drafts] == ["3"]
