"""Passkeys in a real browser, with Chromium's virtual authenticator: made, used to sign in, removed; and without JavaScript."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import NARROW, Site

pytestmark = pytest.mark.browser
DEVICES = "/ik/apparaten"


def freshly(site: Site, name: str, **look: object) -> Page:
    """A page of somebody who signed in just now."""
    site.cookies.pop(name, None)
    return site.open(name, **look)  # type: ignore[arg-type]  # as open() takes them


def put_in_key(page: Page) -> tuple[CDPSession, str]:
    """Give this page a device with a key store that says yes; gives the line to it and its name."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_a_passkey_is_made_used_without_typing_an_address_and_removed(site: Site) -> None:
    page = freshly(site, "Noor", size=NARROW)
    line, store = put_in_key(page)

    page.goto(DEVICES)
    page.get_by_label("Hoe wil je deze passkey noemen?").fill("Mijn telefoon")
    page.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    expect(page.get_by_text("Je passkey is gemaakt.")).to_be_visible()
    expect(page.get_by_role("heading", name="Mijn telefoon")).to_be_visible()
    (key,) = line.send("WebAuthn.getCredentials", {"authenticatorId": store})["credentials"]
    assert (key["isResidentCredential"], key["rpId"]) == (True, "localhost")

    page.get_by_role("button", name="Log hier uit").click()
    expect(page.get_by_text("Je bent uitgelogd.")).to_be_visible()
    page.goto(f"/inloggen?terug={DEVICES}")
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page.get_by_text("Je bent ingelogd.")).to_be_visible()
    assert page.url.endswith(DEVICES)
    expect(page.get_by_text("Laatst gebruikt:")).to_be_visible()

    page.get_by_role("button", name="Haal weg").click()
    expect(page.get_by_text("De passkey is weg.")).to_be_visible()
    page.get_by_role("button", name="Log hier uit").click()
    page.goto("/inloggen")
    page.get_by_role("button", name="Log in met een passkey").click()
    expect(page.get_by_role("alert").first).to_contain_text("Deze passkey werkt hier niet.")


def test_the_same_device_makes_no_second_passkey_and_says_so(site: Site) -> None:
    page = freshly(site, "Ruben")
    put_in_key(page)
    page.goto(DEVICES)
    page.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    expect(page.get_by_role("heading", name="Chrome op Linux").first).to_be_visible()

    page.get_by_role("button", name="Maak een passkey op dit apparaat").click()

    expect(page.get_by_text("Dit apparaat heeft al een passkey voor Leerkring.")).to_be_visible()


def test_a_passkey_that_is_refused_by_its_owner_leaves_the_mail(site: Site) -> None:
    page = site.open()
    line, store = put_in_key(page)
    line.send("WebAuthn.setUserVerified", {"authenticatorId": store, "isUserVerified": False})
    page.goto("/inloggen")

    page.get_by_role("button", name="Log in met een passkey").click()

    expect(page.get_by_text("Dat is gestopt, of duurde te lang. Probeer het nog eens.")).to_be_visible()
    expect(page.get_by_label("Wat is je mailadres?")).to_be_visible()


def test_without_javascript_the_pages_say_what_to_do_instead(site: Site) -> None:
    stranger, member = site.open(scripts=False), freshly(site, "Fatima", scripts=False)

    stranger.goto("/inloggen")
    member.goto(DEVICES)

    expect(stranger.get_by_text("Dat kan hier nu niet: daarvoor moet JavaScript aanstaan")).to_be_visible()
    expect(stranger.get_by_role("button", name="Log in met een passkey")).to_be_hidden()
    expect(member.get_by_text("Een passkey maken kan hier nu niet")).to_be_visible()
    expect(member.get_by_role("button", name="Maak een passkey op dit apparaat")).to_be_hidden()
