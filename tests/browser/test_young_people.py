"""Under 16, and without a mail address, in a real browser: each page on the way, wide and narrow (J01, J02)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROWEST, WIDE, Site
from tests.browser.test_accessibility import KBL, violations
from tests.servers.processes import wait_for

pytestmark = pytest.mark.browser
See = Callable[[Page, str], None]


def link_for(site: Site, address: str, path: str) -> str:
    """The newest link of this kind in the mails to an address."""
    found: list[str] = []

    def has_come() -> bool:
        found[:] = [
            one for mail in site.shape.mails(address) for one in re.findall(rf"{path}[A-Za-z0-9_-]+", mail.text)
        ]
        return bool(found)

    assert wait_for(has_come, 20, step=0.2), address
    return found[-1]


def walk(site: Site, name: str, size: tuple[int, int], see: See) -> None:
    """Be invited under 16, wait, be allowed; have somebody without a mail address helped."""
    young, parent = f"{name.lower()}@voorbeeld.example", f"ouder-{name.lower()}@voorbeeld.example"
    yara = site.open("Yara", size=size)
    yara.goto(f"{KBL}/uitnodigingen")
    form = yara.locator("form", has=yara.get_by_role("button", name="Stuur de uitnodiging"))
    form.locator('[name="email"]').fill(young)
    form.locator('[name="perspective"]').select_option("YOUNG_PERSON")
    form.get_by_role("button").click()
    expect(yara.get_by_role("status").first).to_contain_text("uitnodiging")

    invitation = link_for(site, young, "/uitnodiging/")
    page = site.open(name, size=size)
    page.goto(invitation)
    see(page, "invitation")
    page.get_by_label("Nee, ik ben 12, 13, 14 of 15").check()
    page.get_by_role("button", name="Ja, ik doe mee").click()
    expect(page.get_by_role("heading", name="Samen met een ouder of voogd")).to_be_visible()
    see(page, "guardian")
    page.get_by_label("Voorbeeld Hulp").check()
    page.get_by_label("Wat is het mailadres van je ouder of voogd?").fill(parent)
    page.get_by_role("button", name="Vraag toestemming").click()
    expect(page.get_by_text("Je ouder of voogd moet nog ja zeggen.")).to_be_visible()
    see(page, "waiting")

    guardian = site.open(size=size)
    guardian.goto(link_for(site, parent, "/toestemming/"))
    see(guardian, "permission")
    guardian.get_by_label("Ja, ik geef toestemming").check()
    guardian.get_by_role("button", name="Geef dit antwoord").click()
    expect(guardian.get_by_role("heading", name="Dank je wel")).to_be_visible()
    see(guardian, "permission-given")
    page.goto(f"{KBL}/meedoen")
    expect(page.get_by_role("button", name="Ik ben 16 geworden")).to_be_visible()
    see(page, "mine-under-16")
    helped(site, yara, name, see)


def helped(site: Site, yara: Page, name: str, see: See) -> None:
    """Add somebody without a mail address, and offer them an account."""
    yara.goto(f"{KBL}/geholpen")
    see(yara, "helped-empty")
    yara.get_by_label("Kies samen een schuilnaam").fill(f"Vos {name}")
    yara.get_by_label("Jongere").check()
    yara.get_by_label("16 of ouder").check()
    yara.get_by_role("button", name="Laat meedoen").click()
    expect(yara.get_by_text(f"Vos {name}, jongere")).to_be_visible()
    card = yara.locator("li.card", has_text=f"Vos {name}")
    card.get_by_text("Geef een eigen account").click()
    card.get_by_text(re.compile("^Stop")).first.click()
    see(yara, "helped")
    card.get_by_role("textbox").fill(f"vos-{name.lower()}@voorbeeld.example")
    card.get_by_role("button", name="Stuur een link").click()
    stranger = site.open()
    stranger.goto(link_for(site, f"vos-{name.lower()}@voorbeeld.example", "/eigen-account/"))
    see(stranger, "account")


@pytest.mark.parametrize(("name", "size"), [("Jongste", WIDE), ("Jongere", NARROWEST)], ids=["wide", "narrow"])
def test_j02_no_page_on_the_way_has_a_violation_or_a_line_beside_the_screen(
    site: Site, name: str, size: tuple[int, int]
) -> None:
    wrong: list[str] = []
    seen: list[str] = []

    def see(page: Page, what: str) -> None:
        wrong.extend(violations(page))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > (page.viewport_size or {"width": WIDE[0]})["width"]:
            wrong.append(f"{what} is {width} pixels wide")
        seen.append(what)

    walk(site, name, size, see)

    assert wrong == []
    assert len(seen) == 9
