"""One Leerkring and one Chromium per worker; a fresh browser context per person and test."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright

from deploy.operator import operator
from deploy.seed import load_reference
from services.gateway.web.addresses import plain_id
from shared.settings import read_settings
from tests.browser.held import Held, hold_sessions
from tests.journeys.browser import Browser
from tests.journeys.shapes import Shape, in_one_process

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SLUG = "praktijkleernetwerk-kleinschaligheid"
NETWORK = f"/netwerken/{SLUG}"
WIDE, NARROW = (1280, 800), (360, 740)
NARROWEST = (320, 640)
"""What 1280 pixels are at four times the size (WCAG 1.4.10)."""


def member(
    name: str, perspective: str = "PROFESSIONAL", role: str | None = None, network: str = SLUG
) -> dict[str, str | list[str]]:
    """Somebody who takes part, as the operator writes it down."""
    return {
        "network_slug": network,
        "email": f"{name.lower()}@voorbeeld.example",
        "display_name": f"Voorbeeld {name}",
        "perspective": perspective,
        "roles": [role] if role else [],
    }


PEOPLE = [
    member("Sanne", "POLICY_OFFICER", "COORDINATOR"),
    *(member(name) for name in ("Daan", "Fatima", "Bram")),
    *(member(name, "BEHAVIOURAL_SCIENTIST") for name in ("Noor", "Ruben")),
    member("Yara", "PROVIDER_ORGANISATION", "COORDINATOR", "kwaliteit-en-blijvend-leren"),
    member("Daan", network="kwaliteit-en-blijvend-leren"),
    member("Hulp", role="SUPPORT_PERSON", network="kwaliteit-en-blijvend-leren"),
    member("Els", role="SECRETARY", network="kwaliteit-en-blijvend-leren"),
]


@dataclass
class Site:
    """Leerkring at work, a Chromium before it, and what went wrong in any page."""

    shape: Shape
    chromium: Chromium
    cookies: dict[str, str] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(
        self,
        name: str | None = None,
        *,
        size: tuple[int, int] = WIDE,
        scripts: bool = True,
        dark: bool = False,
        calm: bool = False,
        locale: str = "nl-NL",
    ) -> Page:
        """A page in a browser of its own. name: who signed in there, or None for a stranger."""
        context = self.chromium.new_context(
            base_url=self.shape.address,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
            locale=locale,
        )
        context.set_default_timeout(8000)
        self.contexts.append(context)
        if name is not None:
            context.add_cookies(
                [
                    {
                        "name": "__Host-session",
                        "value": self.cookie(name),
                        "url": self.shape.address.replace("http:", "https:"),
                        "secure": True,
                        "httpOnly": True,
                        "sameSite": "Lax",
                    }
                ]
            )
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def cookie(self, name: str) -> str:
        """What says who this is. They signed in once for all tests: an address gets three such mails in a quarter of an hour (A-11)."""
        if name not in self.cookies:
            browser = self.shape.sign_in(f"{name.lower()}@voorbeeld.example")
            self.cookies[name] = browser.cookies["__Host-session"]
        return self.cookies[name]

    def asking_as(self, name: str) -> Browser:
        """Ask GraphQL as who signed in."""
        browser = self.shape.browser()
        browser.cookies["__Host-session"] = self.cookie(name)
        return browser

    def _heard(self, message: ConsoleMessage) -> None:
        expected = "status of 4" in message.text or "ERR_INTERNET_DISCONNECTED" in message.text
        if message.type == "error" and not expected:
            self.complaints.append(message.text)


@pytest.fixture(scope="package")
def whole_site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """Leerkring with its reference content and a few people, and the browser; for all tests of this package.

    Not for the whole run: while Playwright is open, its event loop keeps others of this thread from running.
    """
    with in_one_process(tmp_path_factory.mktemp("site"), SATURDAY) as shape:
        asyncio.run(_fill(shape))
        shape.let_take_part(PEOPLE)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            yield Site(shape, browser)
            browser.close()


async def _fill(shape: Shape) -> None:
    async with operator(read_settings(**shape.operator_settings)) as services:
        await load_reference(services)
        for who, role in (("beheer", "PLATFORM_ADMIN"), ("privacy", "PRIVACY_OFFICER")):
            await services.tell("network", "/platform-roles:grant", email=f"{who}@voorbeeld.example", role=role)


@pytest.fixture
def site(whole_site: Site) -> Iterator[Site]:
    """The site with all browsers closed after the test; a page that complained in its console fails the test."""
    yield whole_site
    for context in whole_site.contexts:
        context.close()
    whole_site.contexts.clear()
    complaints, whole_site.complaints = whole_site.complaints, []
    assert complaints == []


@pytest.fixture(scope="package")
def held(whole_site: Site) -> Held:
    """Sessions that were held; in a thread of its own, for the event loop of Playwright has this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(lambda: asyncio.run(hold_sessions(whole_site.shape))).result()


@pytest.fixture(scope="package")
def planned(whole_site: Site) -> str:
    """The address of a session that stands; planned once for all tests that only need one."""
    browser = whole_site.asking_as("Yara")
    network = browser.ask('{ network(slug: "kwaliteit-en-blijvend-leren") { id } }')["network"]["id"]
    rule = {
        "everyMonths": 3,
        "nth": 1,
        "weekday": 1,
        "starts": "10:00:00",
        "ends": "12:30:00",
        "fromOn": "2027-01-01",
        "untilOn": "2027-12-31",
    }
    series = browser.do("planSeries", "Series { sessions { id } }", networkId=network, rule=rule, place="Utrecht")
    session = series["sessions"][0]["id"]
    for title in ("Een eigen sleutel", "De nacht"):
        browser.do(
            "addAgendaPoint", "AgendaPoint { id }", sessionId=session, title=title, purpose="EXPLORE", minutes=20
        )
    browser.do(
        "proposeQuestion",
        "Question { id }",
        networkId=network,
        title="Wat helpt een kind om te wennen?",
        why="Veel kinderen verhuizen.",
        whoNotices="Kinderen en hun ouders.",
        origin="Een gesprek.",
        theme="SAMENWERKEN",
    )
    return f"/bijeenkomsten/{plain_id(session)}"
