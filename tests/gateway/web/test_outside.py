"""Signing in through another house, against a real OpenID Connect provider in this process."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest

from shared.settings import OidcProvider
from tests.gateway.town import Town, town
from tests.gateway.web.conftest import Page, Reader
from tests.servers.oidc import OidcHouse, asked_in, challenge_of, oidc_house

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated")  # of the provider, which uses what Authlib calls old
DEVICES = "/ik/apparaten"
VERIFIED = {"email": "nieuw@voorbeeld.example", "email_verified": True}


@dataclass
class Street:
    """A town with a house next door."""

    town: Town
    house: OidcHouse

    async def reader(self, name: str) -> Reader:
        """Somebody who signed in with their mail."""
        return Reader(await self.town.signed_in(name))

    async def stranger(self) -> Reader:
        """Somebody who did not sign in."""
        return Reader(await self.town.visitor())

    async def back(self, reader: Reader, page: Page, subject: str, status: int, **different: str) -> Page:
        """Sign in next door from a page that leads there, and come back; different: what is changed on the way."""
        home = urlsplit(await self.house.sign_in(address_of(page), subject))
        query = {**dict(parse_qsl(home.query)), **different}
        return await reader.get(urlunsplit(("", "", home.path, urlencode(query), "")), status)


@pytest.fixture(scope="module")
def house() -> Iterator[OidcHouse]:
    """The house next door, and who is known there."""
    users = (
        ("nieuw", VERIFIED),
        ("sam", {"email": "sam@voorbeeld.example", "email_verified": True}),
        ("onzeker", {"email": "ander@voorbeeld.example"}),
    )
    with oidc_house(*users) as house:
        yield house


@pytest.fixture
async def street(tmp_path: Path, house: OidcHouse) -> AsyncIterator[Street]:
    """A town that knows the house next door."""
    house.tokens_asked.clear()
    known = OidcProvider(
        code="school", label="Onze school", issuer=house.issuer, client_id="leerkring", client_secret="geheim"
    )
    async with town(tmp_path, oidc_providers=(known,)) as place:
        yield Street(place, house)


def address_of(page: Page) -> str:
    """Where a page leads by itself."""
    found = re.fullmatch(r"0;url=(\S+)", page.response.headers["refresh"])
    assert found
    return found[1]


async def test_a_new_person_signs_in_and_is_asked_for_a_name_and_then_goes_where_they_wanted(street: Street) -> None:
    reader = await street.stranger()
    entrance = await reader.get("/inloggen?terug=/netwerken")
    going = await reader.post("/inloggen/via/school", 200, **entrance.fields("/inloggen/via/school"))

    first = await street.back(reader, going, "nieuw", 303)
    await reader.fill("/ik", "/ik", display_name="Nienke")
    again = await street.stranger()
    second = await street.back(again, await again.post("/inloggen/via/school", 200, terug="/netwerken"), "nieuw", 303)

    assert "Log in met Onze school" in entrance.words
    assert "Je gaat naar Onze school" in going.words
    assert (first.goes_to, second.goes_to) == ("/ik?welkom=1&terug=/netwerken", "/netwerken?gedaan=ingelogd")
    assert "nieuw@voorbeeld.example" in (await again.get("/ik")).words


async def test_what_is_asked_next_door_is_bound_to_this_visit_with_s256_nonce_and_state(street: Street) -> None:
    reader, other = await street.stranger(), await street.stranger()
    going = await reader.post("/inloggen/via/school", 200, terug="/")
    asked = asked_in(address_of(going))
    others = asked_in(address_of(await other.post("/inloggen/via/school", 200, terug="/")))

    await street.back(reader, going, "nieuw", 303)

    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "https://localhost/inloggen/terug/school"
    assert set(asked["scope"].split()) == {"openid", "email"}
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 43
        assert asked[name] != others[name]
    assert challenge_of(street.house.tokens_asked[0]["code_verifier"]) == asked["code_challenge"]


async def test_an_address_that_has_an_account_signs_in_and_links_first(street: Street) -> None:
    sam, stranger = await street.reader("Sam"), await street.stranger()
    refused = await street.back(stranger, await stranger.post("/inloggen/via/school", 200), "sam", 422)

    linked = await street.back(sam, await sam.post(f"{DEVICES}/koppelen/school", 200), "sam", 303)
    devices = await sam.get(linked.goes_to)
    inside = await street.back(stranger, await stranger.post("/inloggen/via/school", 200), "sam", 303)

    assert "We kennen dit account hier nog niet." in refused.words
    assert linked.goes_to == f"{DEVICES}?gedaan=gekoppeld"
    assert "Onze school Gekoppeld op" in devices.words
    assert inside.goes_to == "/ik?welkom=1"
    assert "sam@voorbeeld.example" in (await stranger.get("/ik")).words


async def test_a_house_that_did_not_verify_an_address_makes_no_account(street: Street) -> None:
    reader = await street.stranger()

    refused = await street.back(reader, await reader.post("/inloggen/via/school", 200), "onzeker", 422)

    assert "We kennen dit account hier nog niet." in refused.words
    assert "__Host-session" not in reader.visitor.client.cookies


async def test_what_is_unlinked_opens_nothing(street: Street) -> None:
    sam, stranger = await street.reader("Sam"), await street.stranger()
    await street.back(sam, await sam.post(f"{DEVICES}/koppelen/school", 200), "sam", 303)
    page = await sam.get(DEVICES)
    unlink = next(
        node.get("action") for node in page.parsed().iter("form") if (node.get("action") or "").endswith("/losmaken")
    )

    done = await sam.post(str(unlink), 303)
    refused = await street.back(stranger, await stranger.post("/inloggen/via/school", 200), "sam", 422)

    assert done.goes_to == f"{DEVICES}?gedaan=account-los"
    assert "We kennen dit account hier nog niet." in refused.words


@pytest.mark.parametrize(
    "different", [{"code": "een-code-van-niemand"}, {"state": "x" * 60}, {"state": ""}, {"code": ""}]
)
async def test_a_return_that_was_changed_on_the_way_signs_nobody_in(street: Street, different: dict[str, str]) -> None:
    reader = await street.stranger()

    refused = await street.back(reader, await reader.post("/inloggen/via/school", 200), "nieuw", 422, **different)

    assert "Inloggen via het andere account lukte niet." in refused.words
    assert "__Host-session" not in reader.visitor.client.cookies


async def test_a16_a_return_in_another_browser_signs_nobody_in(street: Street) -> None:
    attacker, victim = await street.stranger(), await street.stranger()
    going = await attacker.post("/inloggen/via/school", 200)
    await victim.post("/inloggen/via/school", 200)

    refused = await street.back(victim, going, "nieuw", 422)

    assert "Inloggen via het andere account lukte niet." in refused.words
    assert "__Host-session" not in victim.visitor.client.cookies


async def test_a03_a_return_counts_once(street: Street) -> None:
    reader = await street.stranger()
    going = await reader.post("/inloggen/via/school", 200)
    home = urlsplit(await street.house.sign_in(address_of(going), "nieuw"))
    await reader.get(f"{home.path}?{home.query}", 303)
    reader.visitor.client.cookies.delete("__Host-session")

    again = await reader.get(f"{home.path}?{home.query}", 422)

    assert "Inloggen via het andere account lukte niet." in again.words


async def test_who_says_no_next_door_is_back_at_the_entrance(street: Street) -> None:
    reader = await street.stranger()
    await reader.post("/inloggen/via/school", 200)

    refused = await reader.get("/inloggen/terug/school?error=access_denied&state=x", 422)

    assert "Inloggen via het andere account lukte niet." in refused.words
    assert "Wat is je mailadres?" in refused.words


async def test_linking_begins_from_a_page_of_ours_after_a_fresh_sign_in_only(street: Street) -> None:
    sam = await street.reader("Sam")
    elsewhere = await sam.visitor.client.post(
        f"{DEVICES}/koppelen/school", headers={"sec-fetch-site": "cross-site", "accept": "text/html"}
    )
    street.town.clock.forward(minutes=11)

    late = await sam.post(f"{DEVICES}/koppelen/school", 422)

    assert elsewhere.status_code == 403
    assert "Log eerst opnieuw in." in late.words


async def test_a_house_nobody_set_is_not_there_and_one_that_is_silent_is_told(street: Street, tmp_path: Path) -> None:
    reader = await street.stranger()
    silent = OidcProvider(code="stil", label="Stil", issuer="http://localhost:1", client_id="leerkring")

    await reader.post("/inloggen/via/andere", 404)
    await reader.get("/inloggen/terug/andere?code=x&state=y", 404)
    (tmp_path / "stil").mkdir()
    async with town(tmp_path / "stil", oidc_providers=(silent,)) as place:
        lonely = Reader(await place.visitor())
        refused = await lonely.post("/inloggen/via/stil", 422)

    assert "Bij je andere account geeft nu niemand antwoord. Gebruik je mailadres" in refused.words


async def test_a_house_that_calls_itself_otherwise_is_not_believed(street: Street, tmp_path: Path) -> None:
    """The issuer of what it says is the one the operator set, letter by letter."""
    other = OidcProvider(
        code="school", label="School", issuer=street.house.issuer + "/", client_id="leerkring", client_secret="geheim"
    )
    (tmp_path / "anders").mkdir()
    async with town(tmp_path / "anders", oidc_providers=(other,)) as place:
        lane, reader = Street(place, street.house), Reader(await place.visitor())
        refused = await lane.back(reader, await reader.post("/inloggen/via/school", 200), "nieuw", 422)

    assert "Inloggen via het andere account lukte niet." in refused.words
