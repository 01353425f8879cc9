"""The day itself in a real browser: who leads runs it, everybody follows live, and notes outlive a lost connection (J12)."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError

from services.gateway.web.addresses import plain_id
from tests.browser.conftest import NARROW, NARROWEST, Site
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
SLUG = "kwaliteit-en-blijvend-leren"
TODAY = "2026-11-21"
POINTS = ("De nacht", "Een eigen sleutel")


@pytest.fixture(scope="module")
def day(whole_site: Site) -> str:
    """The address of the day of a session that is today, with two points on its agenda."""
    browser = whole_site.asking_as("Yara")
    network = browser.ask(f'{{ network(slug: "{SLUG}") {{ id }} }}')["network"]["id"]
    rule = {
        "everyWeeks": 1,
        "weekday": 5,
        "starts": "15:00:00",
        "ends": "17:00:00",
        "fromOn": TODAY,
        "untilOn": "2026-11-22",
    }
    series = browser.do("planSeries", "Series { sessions { id } }", networkId=network, rule=rule, place="Utrecht")
    session = series["sessions"][0]["id"]
    for title in POINTS:
        browser.do(
            "addAgendaPoint", "AgendaPoint { id }", sessionId=session, title=title, purpose="EXPLORE", minutes=20
        )
    browser.do("startSession", "SessionDay { isRunning }", sessionId=session)
    return f"/bijeenkomsten/{plain_id(session)}/vandaag"


def notes_on(site: Site, address: str) -> dict[str, tuple[str, int]]:
    """What the house has, by agenda point: the words and how often they were written."""
    browser = site.shape.browser()
    browser.cookies["__Host-session"] = site.cookies["Yara"]
    session = browser.ask(f'{{ network(slug: "{SLUG}") {{ sessions(first: 50) {{ nodes {{ id }} }} }} }}')
    (known,) = [
        one["id"] for one in session["network"]["sessions"]["nodes"] if plain_id(one["id"]) == address.split("/")[2]
    ]
    found = browser.ask(f'{{ sessionDay(sessionId: "{known}") {{ notes {{ agendaPointId words version }} }} }}')
    return {
        plain_id(one["agendaPointId"]) if one["agendaPointId"] else "": (one["words"], one["version"])
        for one in found["sessionDay"]["notes"]
    }


def of_point(page: Page, title: str) -> str:
    """The note that stands at this point, opened: its plain id."""
    note = page.locator("details[data-note-of]", has_text=title)
    if note.get_attribute("open") is None:
        note.locator("summary").click()
    return note.get_attribute("data-note-of") or ""


def test_who_leads_goes_on_and_everybody_else_sees_it_without_doing_anything(site: Site, day: str) -> None:
    leads, follows = site.open("Yara", size=NARROW), site.open("Daan", size=NARROW)
    leads.goto(day)
    follows.goto(day)
    expect(follows.locator("#nu-kop")).to_have_text(POINTS[0])
    expect(follows.get_by_role("button", name="Volgende punt")).to_have_count(0)

    leads.get_by_role("button", name="Volgende punt").click()

    expect(follows.locator("#nu-kop")).to_have_text(POINTS[1])
    expect(leads.locator(f"details[data-note-of]:has-text('{POINTS[1]}')")).to_have_attribute("open", "")
    leads.get_by_role("button", name="Vorige punt").click()
    expect(follows.locator("#nu-kop")).to_have_text(POINTS[0])
    expect(follows.get_by_role("timer")).to_contain_text("nog")


def test_no_more_time_is_left_than_a_point_takes_also_where_a_page_came_late(site: Site, day: str) -> None:
    page = site.open("Daan", size=NARROW)

    def late(route: Route) -> None:
        answer = route.fetch()
        body = re.sub(r'data-now="[^"]+"', 'data-now="2026-11-20T00:00:00+00:00"', answer.text())
        route.fulfill(response=answer, body=body)

    page.route(f"**{day}", late)
    page.goto(day)

    expect(page.locator("[data-readable]")).to_be_attached()
    expect(page.get_by_role("timer")).to_have_text("nog 20 minuten")


def test_a_turn_is_asked_on_a_phone_and_given_by_who_leads(site: Site, day: str) -> None:
    leads, asks = site.open("Yara"), site.open("Daan", size=NARROW)
    leads.goto(day)
    asks.goto(day)

    asks.get_by_role("button", name="Ik wil iets zeggen").click()
    expect(asks.get_by_role("button", name="Toch niet")).to_be_visible()
    expect(leads.locator("#beurten")).to_contain_text("Voorbeeld Daan")
    leads.get_by_role("button", name="Geef de volgende het woord").click()

    expect(asks.locator(".speaking")).to_contain_text("Jij")
    leads.get_by_role("button", name="Klaar").click()
    expect(asks.get_by_text("Niemand wacht op een beurt.")).to_be_visible()


def test_everything_works_without_a_script(site: Site, day: str) -> None:
    page = site.open("Yara", scripts=False)
    page.goto(day)

    point = of_point(page, POINTS[0])
    page.locator(f"#notitie-{point}").fill("Zonder script geschreven.")
    page.locator(f"#bij-{point}").get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Je notitie is bewaard.")).to_be_visible()
    page.get_by_label("Zet iets op de parkeerplaats, in één zin").fill("Wie betaalt de taxi?")
    page.get_by_role("button", name="Parkeer").click()

    expect(page.locator("#parkeerplaats")).to_contain_text("Wie betaalt de taxi?")
    assert notes_on(site, day)[point][0] == "Zonder script geschreven."


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["Yara", "Daan"])
def test_while_it_runs_no_page_has_a_violation_or_a_line_beside_the_screen(
    site: Site, day: str, name: str, dark: bool
) -> None:
    page = site.open(name, size=NARROWEST, dark=dark)
    wrong: list[str] = []

    for address in (day, f"{day}/groepjes"):
        page.goto(address)
        for folded in page.locator("details").all():
            folded.evaluate("one => { one.open = true; }")
        wrong += violations(page)
        if page.evaluate("document.documentElement.scrollWidth") > NARROWEST[0]:
            wrong.append(f"{address} is too wide")

    assert wrong == []


def ready(page: Page, day: str) -> BrowserContext:
    """Open the page, and wait until it can be read without a connection."""
    page.goto(day)
    expect(page.locator("[data-readable]")).to_have_count(1)
    return page.context


def test_what_is_typed_without_a_connection_is_kept_through_a_reload_and_sent_once(site: Site, day: str) -> None:
    page = site.open("Yara", size=NARROW)
    context = ready(page, day)
    point = of_point(page, POINTS[1])
    before = notes_on(site, day).get(point, ("", 0))[1]

    context.set_offline(True)
    page.locator(f"#notitie-{point}").fill("Iemand vertelt over de sleutel.")
    expect(page.locator(f"#bij-{point} [data-state]")).to_contain_text("Staat op dit apparaat")
    page.reload()
    expect(page.locator("#nu-kop")).to_be_visible()
    expect(page.get_by_text("Geen verbinding.")).to_be_visible()
    expect(page.locator(f"#notitie-{point}")).to_have_value("Iemand vertelt over de sleutel.")
    context.set_offline(False)

    expect(page.locator(f"#bij-{point} [data-state]")).to_have_text("Bewaard.", timeout=20_000)
    assert notes_on(site, day)[point] == ("Iemand vertelt over de sleutel.", before + 1)
    page.reload()
    expect(page.locator(f"#notitie-{point}")).to_have_value("Iemand vertelt over de sleutel.")
    assert notes_on(site, day)[point][1] == before + 1


def test_a_press_that_does_not_arrive_is_said_where_everybody_sees_it_until_the_next_one(site: Site, day: str) -> None:
    page = site.open("Daan", size=NARROWEST)
    context = ready(page, day)
    words = page.locator("#live-words")

    context.set_offline(True)
    page.get_by_role("button", name="Ik wil iets zeggen").click()
    expect(words).to_have_class(re.compile("lost"))
    expect(words).to_contain_text("Dat lukte niet. Je bent misschien even niet verbonden.")
    assert violations(page) == []
    context.set_offline(False)
    page.get_by_role("button", name="Ik wil iets zeggen").click()

    expect(page.get_by_role("button", name="Toch niet")).to_be_visible()
    expect(words).to_have_class("hidden-words")
    page.get_by_role("button", name="Toch niet").click()
    expect(page.get_by_text("Niemand wacht op een beurt.")).to_be_visible()
    site.complaints.clear()  # the press that was lost on purpose


def test_a_note_whose_answer_was_lost_is_sent_again_and_written_once(site: Site, day: str) -> None:
    page = site.open("Yara")
    ready(page, day)
    point = of_point(page, POINTS[0])
    before = notes_on(site, day).get(point, ("", 0))[1]
    lost: list[str] = []

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]  # it reaches the house, and the answer does not come back
        lost.append("once")
        route.abort()  # type: ignore[attr-defined]  # as above

    page.route("**/vandaag/notities", lose, times=1)
    page.locator(f"#notitie-{point}").fill("Twee keer gestuurd.")
    page.locator(f"#bij-{point}").get_by_role("button", name="Bewaar").click()

    expect(page.locator(f"#bij-{point} [data-state]")).to_have_text("Bewaard.", timeout=20_000)
    assert lost == ["once"]
    assert notes_on(site, day)[point] == ("Twee keer gestuurd.", before + 1)
    site.complaints.clear()  # the answer that was lost on purpose


def test_where_two_wrote_both_texts_are_shown_and_none_is_lost(site: Site, day: str) -> None:
    first, second = site.open("Yara"), site.open("Yara")
    ready(first, day)
    ready(second, day)
    for page in (first, second):
        point = of_point(page, POINTS[1])

    first.locator(f"#notitie-{point}").fill("Van de ene laptop.")
    expect(first.locator(f"#bij-{point} [data-state]")).to_have_text("Bewaard.")
    second.locator(f"#notitie-{point}").fill("Van de andere.")
    both = second.locator(f"#bij-{point} [data-conflict]")
    expect(both).to_contain_text("Van de ene laptop.")
    second.reload()
    expect(both).to_contain_text("Van de ene laptop.")
    both.get_by_role("button", name="Zet ze onder elkaar").click()

    expect(second.locator(f"#bij-{point} [data-state]")).to_have_text("Bewaard.")
    assert notes_on(site, day)[point][0] == "Van de ene laptop.\n\nVan de andere."


def notes_kept(page: Page) -> list[str]:
    """The notes that this device keeps."""
    names: list[str] = page.evaluate("Object.keys(localStorage)")
    return [name for name in names if name.startswith("leerkring-note:")]


def pages_kept(page: Page) -> list[str]:
    """The pages of a day that this device keeps."""
    script = """async () => (await caches.has("leerkring-day"))
        ? (await (await caches.open("leerkring-day")).keys()).map((one) => new URL(one.url).pathname) : []"""
    paths: list[str] = page.evaluate(script)
    return [path for path in paths if not path.startswith("/static/")]


def hand_over(site: Site, context: BrowserContext, name: str | None) -> None:
    """From here on somebody else is signed in in this browser, or nobody, without any page that says so."""
    if name is None:
        context.clear_cookies()
        return
    (carried,) = [one for one in context.cookies() if one.get("name") == "__Host-session"]
    context.add_cookies([{**carried, "value": site.cookie(name)}])  # type: ignore[typeddict-item]  # as it came


def leave_unsent(page: Page, day: str, text: str) -> str:
    """Write a note that does not reach the house: the plain id of its point."""
    context = ready(page, day)
    point = of_point(page, POINTS[0])
    context.set_offline(True)
    page.locator(f"#notitie-{point}").fill(text)
    expect(page.locator(f"#bij-{point} [data-state]")).to_contain_text("Staat op dit apparaat")
    assert (len(notes_kept(page)), pages_kept(page)) == (1, [day])
    return point


def close_unconnected(page: Page) -> None:
    """Close a page that has no connection. While it closes the browser already takes it for connected, and it would still send."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no connection')); }")
    page.close()


@pytest.mark.parametrize("other", ["Daan", None])
def test_whoever_uses_the_device_next_finds_nothing_of_who_was_here(site: Site, day: str, other: str | None) -> None:
    first = site.open("Yara")
    context = first.context
    leave_unsent(first, day, "Alleen voor wie het opschrijft.")
    close_unconnected(first)
    context.set_offline(False)
    hand_over(site, context, other)

    second = context.new_page()
    second.goto("/netwerken")
    expect(second.locator("#page")).to_have_attribute("data-who", re.compile("^.+$" if other else "^$"))

    second.wait_for_timeout(500)
    assert (notes_kept(second), pages_kept(second)) == ([], [])
    context.set_offline(True)
    with pytest.raises(PlaywrightError, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        second.goto(day)


def test_a_page_that_came_too_late_is_shown_to_nobody_else(site: Site, day: str) -> None:
    first = site.open("Yara")
    context = first.context
    ready(first, day)
    first.evaluate("localStorage.setItem('leerkring-who', '0123456789abcdef')")  # somebody else came in meanwhile

    context.set_offline(True)
    with suppress(PlaywrightError):  # it is left while it comes in
        first.goto(day)

    expect(first.locator("#nu-kop")).to_have_count(0)
    context.set_offline(False)
    first.goto("/netwerken")
    assert pages_kept(first) == []


def test_an_open_page_sends_no_note_under_the_name_of_somebody_else(site: Site, day: str) -> None:
    page = site.open("Yara")
    point = leave_unsent(page, day, "Van Yara, en van niemand anders.")
    before = notes_on(site, day)
    hand_over(site, page.context, "Els")
    other = page.context.new_page()
    state = page.locator(f"#bij-{point} [data-state]")

    page.context.set_offline(False)
    expect(state).to_contain_text("nu iemand anders ingelogd", timeout=20_000)
    other.goto("/netwerken")

    assert notes_on(site, day) == before
    assert notes_kept(page) == []
    expect(page.locator(f"#notitie-{point}")).to_have_value("Van Yara, en van niemand anders.")
    hand_over(site, page.context, "Yara")
    page.locator(f"#bij-{point}").get_by_role("button", name="Bewaar").click()
    expect(state).to_have_text("Bewaard.", timeout=20_000)
    assert notes_on(site, day)[point][0] == "Van Yara, en van niemand anders."


def test_a_kept_page_is_read_for_a_day_and_a_note_waits_for_a_week(site: Site, day: str) -> None:
    first = site.open("Yara")
    context = first.context
    point = leave_unsent(first, day, "Van vorige week.")
    before = notes_on(site, day).get(point, ("", 0))
    close_unconnected(first)
    context.set_offline(False)
    page = context.new_page()
    page.goto("/netwerken")
    page.evaluate(
        """async (day) => {
            for (const name of Object.keys(localStorage).filter((one) => one.startsWith("leerkring-note:"))) {
                const note = JSON.parse(localStorage.getItem(name));
                localStorage.setItem(name, JSON.stringify({ ...note, at: note.at - 7 * 24 * 3600 * 1000 }));
            }
            const cache = await caches.open("leerkring-day");
            const found = await cache.match(day);
            const headers = new Headers(found.headers);
            headers.set("Leerkring-Kept", Number(headers.get("Leerkring-Kept")) - 24 * 3600 * 1000);
            await cache.put(day, new Response(await found.text(), { headers }));
        }""",
        day,
    )
    assert (len(notes_kept(page)), pages_kept(page)) == (1, [day])
    context.set_offline(True)

    with pytest.raises(PlaywrightError):
        page.goto(day)
    context.set_offline(False)
    page.goto(day)

    of_point(page, POINTS[0])
    expect(page.locator(f"#bij-{point} [data-state]")).to_contain_text("meer dan 7 dagen geleden")
    expect(page.locator(f"#notitie-{point}")).to_have_value(before[0])
    assert notes_kept(page) == []
    assert notes_on(site, day).get(point, ("", 0)) == before


def test_signing_out_leaves_nothing_on_the_device(site: Site, day: str) -> None:
    page = site.open("Els")
    context = ready(page, day)
    point = of_point(page, POINTS[0])
    context.set_offline(True)
    page.locator(f"#notitie-{point}").fill("Nog niet verstuurd.")
    page.route("**/vandaag/notities", lambda route: route.abort())
    context.set_offline(False)
    assert len(notes_kept(page)) == 1

    page.goto("/ik")
    page.get_by_role("button", name="Log uit").first.click()
    page.wait_for_url("**/")

    del site.cookies["Els"]
    left = page.evaluate("(async () => [Object.keys(localStorage).length, (await caches.keys()).length])()")
    assert left == [0, 0]
    site.complaints.clear()  # what was not sent, on purpose
