"""The page on which somebody gives a program access: the token is shown once."""

import re

from tests.gateway.web.conftest import Village

PAGE = "/ik/apparaten/programmas"


async def test_a_token_is_shown_once_and_can_be_taken_back(village: Village) -> None:
    reader = await village.reader("Sam")

    made = await reader.fill(PAGE, PAGE, 200, name="Onze kalender", scope="READ", days="30")
    found = re.search(r"leerkring_[A-Za-z0-9_-]{43}", made.text)
    after = await reader.get(PAGE)
    revoke = next(
        node.get("action") for node in after.parsed().iter("form") if (node.get("action") or "").endswith("/intrekken")
    )
    done = await reader.post(str(revoke), 303)

    assert found
    assert "We laten hem maar één keer zien" in made.words
    assert made.response.headers["cache-control"] == "no-store"
    assert found[0] not in after.text
    assert "Onze kalender Mag alleen lezen." in after.words
    assert done.goes_to == f"{PAGE}?gedaan=code-ingetrokken"
    assert "Je hebt nog geen toegangscode." in (await reader.get(PAGE)).words


async def test_a_token_without_a_name_is_asked_for_one(village: Village) -> None:
    reader = await village.reader("Sam")

    refused = await reader.fill(PAGE, PAGE, 422, name="", scope="READ_WRITE", days="365")

    assert "Geef de toegangscode een naam waaraan je het programma herkent." in refused.words
    assert refused.fields(PAGE)["scope"] == ["READ_WRITE"] or refused.fields(PAGE)["scope"] == "READ_WRITE"


async def test_who_signed_in_longer_ago_is_asked_to_do_it_again(village: Village) -> None:
    reader = await village.reader("Sam")
    village.town.clock.forward(minutes=11)

    page = await reader.get(PAGE)

    assert 'href="/inloggen?terug=/ik/apparaten/programmas"' in page.text
    assert "Maak een toegangscode" not in page.words
