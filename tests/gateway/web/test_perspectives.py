"""Several perspectives, on pages: a coordinator gives them, and who has them chooses from which they speak (DOMAIN 2)."""

from tests.gateway.web.conftest import Reader, Village
from tests.gateway.web.test_date_polls import opened
from tests.gateway.web.test_taking_part import BASE, MINE, address_of, send

SAVED = "De kanten zijn bewaard. De persoon ziet het bij Mijn deelname en kiest zelf."


async def give_both(kim: Reader, address: str) -> str:
    """The coordinator lets somebody speak from two perspectives; what the page after it says."""
    sent = await kim.fill(address, f"{address}/kanten", 303, perspectives=["PROFESSIONAL", "YOUNG_PERSON"])
    return (await kim.get(sent.goes_to)).words


async def test_a_coordinator_gives_a_second_side_and_the_member_speaks_from_it(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    address = await address_of(village, "Sam")
    before = await sam.get(MINE)
    offered = await kim.get(address)

    given = await give_both(kim, address)
    mine = await sam.get(MINE)
    spoken = await send(sam, MINE, f"{MINE}/kant", perspective="YOUNG_PERSON")
    log = await kim.get(f"{BASE}/logboek")

    assert "Jouw kanten" not in before.words
    assert "Vanuit welke kanten mag Sam spreken?" in offered.words
    assert offered.fields(f"{address}/kanten")["perspectives"] == "PROFESSIONAL"
    assert SAVED in given
    assert "Vanuit welke kant spreek je nu?" in mine.words
    assert mine.fields(f"{MINE}/kant")["perspective"] == "PROFESSIONAL"
    assert "Je spreekt nu vanuit deze kant. Je telt daar mee, en nergens anders in dit netwerk." in spoken
    assert "vanuit de kant: jongere." in spoken
    assert "Iemand ook vanuit een andere kant laten spreken: jongere" in log.words
    assert "Vanuit een andere eigen kant gaan spreken: jongere" in log.words


async def test_what_cannot_be_is_said_beside_the_form_and_the_roles_stay_as_they_are(village: Village) -> None:
    kim = await village.reader("Kim")
    address = await address_of(village, "Sam")
    await send(kim, address, address, roles="DEPUTY", until_DEPUTY="31-12-2027")

    page = await kim.fill(address, f"{address}/kanten", 422, perspectives=[])

    assert "Kies minstens één kant. Iemand doet altijd vanuit een kant mee." in page.words
    roles = page.fields(address)
    assert (roles["roles"], roles["until_DEPUTY"]) == ("DEPUTY", "31-12-2027")


async def test_who_looked_at_an_older_state_reads_that_it_changed(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    address = await address_of(village, "Sam")
    await give_both(kim, address)
    seen = (await sam.get(MINE)).fields(f"{MINE}/kant")
    await send(kim, address, address, roles="SECRETARY", until_SECRETARY="")

    late = await sam.post(f"{MINE}/kant", 422, **{**seen, "perspective": "YOUNG_PERSON"})
    not_theirs = await sam.fill(MINE, f"{MINE}/kant", 422, perspective="PARENT")

    assert "intussen" in late.words
    assert "vanuit de kant: professional." in late.words
    assert "Kies" in not_theirs.words


async def test_a26_nobody_gives_themselves_a_side_on_a_page(village: Village) -> None:
    sam = await village.reader("Sam")
    address = await address_of(village, "Sam")

    closed = await sam.post(f"{address}/kanten", 403, key="k", perspectives="PROFESSIONAL")
    none = await sam.post(f"{MINE}/kant", 422, key="k2", perspective="YOUNG_PERSON", version="1")

    assert "Dit kan alleen de coördinator van dit netwerk." in closed.words
    assert "Jouw kanten" not in none.words


async def test_who_answered_a_poll_reads_from_which_side_and_may_not_change_that(village: Village) -> None:
    """DOMAIN 2: in one round one speaks from one perspective."""
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    poll = await opened(village)
    asked, alone = await kim.get(poll), await sam.get(poll)
    address = await address_of(village, "Sam")
    await give_both(kim, address)

    before = await sam.get(poll)
    await sam.fill(poll, poll, 303, all="YES")
    await send(sam, MINE, f"{MINE}/kant", perspective="YOUNG_PERSON")
    after = await sam.get(poll)

    assert all("Je antwoordt vanuit de kant" not in page.words for page in (asked, alone))
    assert "Je antwoordt vanuit de kant: professional. Dat blijft zo tot de datumprikker sluit." in before.words
    assert f'href="{MINE}#kant"' in before.text
    assert "Je antwoordt vanuit de kant: professional." in after.words
    assert f'href="{MINE}#kant"' not in after.text


async def test_somebody_reads_in_their_own_data_from_which_other_sides_they_may_speak(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    address = await address_of(village, "Sam")
    before = await sam.get("/ik/gegevens")
    await give_both(kim, address)

    page = await sam.get("/ik/gegevens")

    assert "Vanuit welke kanten je ook mag spreken" not in before.words
    assert "Vanuit welke kanten je ook mag spreken: Jongere" in page.words
