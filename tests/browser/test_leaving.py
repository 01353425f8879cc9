"""Away at once from a page where a young person may be, in a real browser (C092)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NARROW, Site
from tests.browser.test_accessibility import KBL

pytestmark = pytest.mark.browser
ELSEWHERE = "https://www.buienradar.nl/"


def _escape_twice(page: Page) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")


def _follow(page: Page) -> None:
    page.get_by_role("link", name="Snel weg").click()


def opened(site: Site, *, scripts: bool = True) -> Page:
    """The page of a network for young people, come to from the list of networks; the other site is a page of this test."""
    page = site.open(size=NARROW, scripts=scripts)

    def other(route: Route) -> None:
        assert "referer" not in route.request.headers
        route.fulfill(content_type="text/html", body="<h1>Het weer</h1>")

    page.route(f"{ELSEWHERE}**", other)
    page.goto("/netwerken")
    page.goto(KBL)
    return page


@pytest.mark.parametrize("way", [_follow, _escape_twice])
def test_c092_who_leaves_quickly_does_not_come_back_to_the_page_they_left(
    site: Site, way: Callable[[Page], None]
) -> None:
    page = opened(site)
    page.mouse.wheel(0, 3000)
    expect(page.get_by_role("link", name="Snel weg")).to_be_in_viewport(ratio=1)

    way(page)
    expect(page.get_by_role("heading", name="Het weer")).to_be_visible()
    page.go_back()

    expect(page).to_have_url(re.compile("/netwerken$"))


def test_c092_one_escape_leaves_nothing(site: Site) -> None:
    page = opened(site)

    page.keyboard.press("Escape")

    expect(page).to_have_url(re.compile(f"{KBL}$"))
    expect(page.get_by_role("link", name="Snel weg")).to_be_visible()


def test_c092_the_way_out_works_without_scripts(site: Site) -> None:
    page = opened(site, scripts=False)

    _follow(page)

    expect(page.get_by_role("heading", name="Het weer")).to_be_visible()
