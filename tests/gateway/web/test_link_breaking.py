"""Knowing who is behind a schuilnaam, on pages: two people, a reason, and the owner who reads it (PR-5)."""

import re

from tests.gateway.web.conftest import SLUG, Village
from tests.gateway.web.test_guardians import carried, mail
from tests.gateway.web.test_joining import after

ASKED = f"/netwerken/{SLUG}/schuilnamen"


async def test_pr5_two_people_look_and_the_owner_gets_a_mail_and_reads_it_in_their_log(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    await village.town.join(SLUG, "Noor", perspective="YOUNG_PERSON")
    kim, mo, noor = await village.reader("Kim"), await village.reader("Mo"), await village.reader("Noor")
    await noor.fill("/ik", "/ik", 303, display_name="Stille Vos", hides="yes")
    people = await kim.get(f"/netwerken/{SLUG}/mensen")
    person = re.search(
        rf'href="/netwerken/{SLUG}/mensen/([0-9a-f-]+)"[^>]*>(?:(?!</a>).)*Stille Vos', people.text, re.DOTALL
    )
    assert person
    page = f"{ASKED}/{person[1]}"

    short = await kim.fill(page, page, 422, reason="x")
    sent = await kim.fill(page, page, 303, reason="Dit lid schreef dat het niet meer verder wil.")
    said = await after(kim, sent)
    today, calm = await mo.get("/"), await kim.get("/")
    call = await mail(village, kim, "Iemand vraagt jou om mee te beslissen")
    answer = re.search(rf'action="({ASKED}/[^"]+/antwoord)"', (await mo.get(ASKED)).text)
    assert answer
    agreed = await mo.fill(ASKED, answer[1], 303, antwoord="ja")
    look = re.search(rf'action="({ASKED}/[^"]+/kijk)"', (await kim.get(ASKED)).text)
    assert look
    opened = await kim.fill(ASKED, look[1], 200)
    await carried(village)
    letter = await mail(village, kim, "Bericht over je schuilnaam")

    assert "Schrijf" in short.words or "waarom" in short.words.lower()
    assert "Een tweede coördinator of meelezer moet het ermee eens zijn." in said
    assert f'action="{ASKED}/' not in (await kim.get(ASKED)).text.partition("wacht op een tweede persoon")[2]
    assert (
        "Iemand in Kring kring is misschien in ernstig gevaar. Vind jij ook dat we moeten weten wie dat is?"
        in today.words
    )
    assert f'href="{ASKED}">Lees waarom en beslis mee</a>' in today.text
    assert "ernstig gevaar" not in calm.words
    assert f"/netwerken/{SLUG}/schuilnamen" in call.text
    assert not {"Stille Vos", "niet meer verder"} & set(call.words.split("\n"))
    assert "Jullie zijn het eens." in await after(mo, agreed)
    assert "noor@voorbeeld.example" in opened.words
    assert "Stille Vos" not in opened.words
    assert "Stille Vos" not in letter.words
    assert "Bekeken wie er achter een schuilnaam zit Door iemand anders" in (await noor.get("/ik/logboek")).words


async def test_pr5_who_may_ask_finds_it_where_they_look_and_nobody_else_does(village: Village) -> None:
    """On the page of the person, in the help block, and, for a moderator who opens no such page, beside what was asked."""
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    await village.town.join(SLUG, "Noor", perspective="YOUNG_PERSON")
    kim, mo, sam = await village.reader("Kim"), await village.reader("Mo"), await village.reader("Sam")
    network = f"/netwerken/{SLUG}"

    listed = re.search(rf'href="({ASKED}/[0-9a-f-]+)">Noor', (await mo.get(ASKED)).text)
    person = re.search(
        rf'href="({network}/mensen/[0-9a-f-]+)"[^>]*>Verander', (await kim.get(f"{network}/mensen")).text
    )
    assert listed
    assert person

    assert "Waarom is dit nodig?" in (await mo.get(listed[1])).words
    assert f'href="{ASKED}/' in (await kim.get(person[1])).text
    for keeper in (kim, mo):
        assert f'href="{ASKED}"' in (await keeper.get(network)).text
    assert "/schuilnamen" not in (await sam.get(network)).text


async def test_pr5_others_are_told_that_this_is_not_for_them(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()

    refused = await sam.get(ASKED, 403)

    assert "alleen voor coördinatoren en meelezers" in refused.words
    assert (await stranger.get(ASKED, 303)).goes_to == f"/inloggen?terug={ASKED}"
