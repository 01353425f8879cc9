"""Away at once from every page where a young person may be (C092)."""

from tests.gateway.web.conftest import SLUG, Village

NETWORK = f"/netwerken/{SLUG}"
LINK = 'href="/snel-weg" data-leave'


async def test_c092_every_page_of_a_network_for_young_people_has_one_way_out(village: Village) -> None:
    await village.town.found("geen-jongeren", perspectives=[{"code": "PROFESSIONAL", "minimum": 1}])
    sam, stranger = await village.reader("Sam"), await village.stranger()

    pages = [
        await sam.get(address) for address in (NETWORK, f"{NETWORK}/meedoen", f"{NETWORK}/mensen", village.session)
    ]
    elsewhere = [await stranger.get(address) for address in ("/", "/netwerken/geen-jongeren")]

    assert [page.text.count(LINK) for page in pages] == [1, 1, 1, 1]
    assert [page.text.count(LINK) for page in elsewhere] == [0, 0]


async def test_c092_the_way_out_asks_nobody_who_it_is_and_says_nothing_to_the_other_site(village: Village) -> None:
    stranger = await village.stranger()

    answer = await stranger.visitor.client.get("/snel-weg")

    assert (answer.status_code, answer.headers["location"]) == (303, "https://www.buienradar.nl/")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


async def test_c092_where_heavy_words_stand_there_is_a_way_out_too(village: Village) -> None:
    network_id = await village.town.found("geen-jongeren", perspectives=[{"code": "PROFESSIONAL", "minimum": 1}])
    await village.town.join("geen-jongeren", "Els")
    question = await village.town.propose(network_id, "Els", "Wat helpt een gezin?")
    els, address = await village.reader("Els"), f"/vragen/{question.id}"

    before = await els.get(address)
    await els.fill(address, f"{address}/waarschuwing", content_note="Gaat over geweld.")
    after = await els.get(address)

    assert (before.text.count(LINK), after.text.count(LINK)) == (0, 1)
