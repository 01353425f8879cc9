"""J22: the page on which the successor of a network gives an action that was left a new owner and day."""

from tests.gateway.web.conftest import Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_minutes import shared
from tests.gateway.web.test_steering import goes_on_as_new


async def test_an_action_that_was_left_goes_on_in_the_successor_with_a_new_owner(village: Village) -> None:
    await village.town.found("nieuw")
    kim = await shared(village)
    bo = await goes_on_as_new(village, kim)

    asks = await bo.get("/netwerken/nieuw/instellingen")
    address = asks.text.split('href="/netwerken/nieuw/instellingen/afspraken/')[1].split('"')[0]
    address = f"/netwerken/nieuw/instellingen/afspraken/{address}"
    page = await bo.get(address)
    nobody = await bo.fill(address, address, 422, due_on="1-6-2027")
    unclear = await bo.fill(address, address, 422, due_on="ooit")
    owner = next(line for line in page.text.splitlines() if ">Bo</option>" in line).split('value="')[1].split('"')[0]
    await bo.fill(address, address, owner=owner, due_on="1-6-2027")
    after = await bo.get("/netwerken/nieuw/instellingen")
    mine = await bo.get("/acties")
    action = await bo.get(f"/acties/{address.rpartition('/')[2]}")

    for each in (asks, page, nobody, unclear, after, mine, action):
        check(each, "nl")
    assert "Kies wie het doet." in nobody.words
    assert "Kies wie het doet." in unclear.words
    assert "Deze afspraak vraagt om een nieuwe eigenaar." in asks.words
    assert 'id="owner-wrong"' in nobody.text
    assert "Schrijf de datum zo" in unclear.words
    assert "het huis bellen" not in after.words
    assert "het huis bellen" in mine.words
    assert "overgenomen van een netwerk dat hier verdergaat" in action.words
    await bo.get(address, 404)
