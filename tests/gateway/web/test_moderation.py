"""Reporting, limiting and objecting, on pages: as somebody who reports, who is reported, and who keeps the network safe (PR-7, C106)."""

import re
from datetime import timedelta

from tests.gateway.web.conftest import SLUG, Village
from tests.gateway.web.test_guardians import carried, mail
from tests.gateway.web.test_joining import after

NETWORK = f"/netwerken/{SLUG}"
KEPT, MINE = f"{NETWORK}/meldingen", f"{NETWORK}/mijn-meldingen"


async def test_pr7_a_report_leads_to_a_limit_that_somebody_else_takes_back(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    await village.town.join(SLUG, "Noor")
    kim, mo = await village.reader("Kim"), await village.reader("Mo")
    sam, noor = await village.reader("Sam"), await village.reader("Noor")
    found = re.search(
        r'href="(/melden/mens/[0-9a-f-]+)\?[^"]*">Meld iets<span[^>]*>: Noor',
        (await sam.get(f"{NETWORK}/mensen")).text,
    )
    assert found

    nothing = await sam.fill(found[1], found[1], 422)
    said = await after(sam, await sam.fill(found[1], found[1], 303, reason="HURTS", words="Ze lachte iemand uit."))
    report = re.search(rf'href="({KEPT}/[0-9a-f-]+)"', (await mo.get(KEPT)).text)
    assert report
    until = (village.town.clock.now() + timedelta(days=5)).date()
    day = f"{until.day}-{until.month}-{until.year}"
    step = {"outcome": "LIMIT", "reason": "Je lachte iemand uit. Dat kwetst."}
    endless = await mo.fill(report[1], report[1], 422, **step)
    done = await after(mo, await mo.fill(report[1], report[1], 303, **step, until_on=day))
    await carried(village)
    letter = await mail(village, noor, "Er is iets besloten over jou")
    own = await noor.get(MINE)
    objection = re.search(rf'action="({MINE}/[0-9a-f-]+)"', own.text)
    assert objection
    await noor.fill(MINE, objection[1], 303, text="Dat was ik niet, vraag het na.")
    answer = re.search(rf'href="({KEPT}/bezwaar/[0-9a-f-]+)"', (await kim.get(KEPT)).text)
    assert answer
    assert "/bezwaar/" not in (await mo.get(KEPT)).text
    await kim.fill(answer[1], answer[1], 303, outcome="RESTORED", reason="Je had gelijk, sorry daarvoor.")

    assert "Kies wat er aan de hand is." in nothing.words
    assert "Dank je voor je melding" in said
    assert "Kies een laatste dag" in endless.words
    assert "Wie meldde, krijgt bericht." in done
    assert "Lezen kan wel." in letter.words
    assert "Je lachte iemand uit." not in letter.words
    assert "Je lachte iemand uit." in own.words
    assert "Sam" not in own.words
    assert "Het is teruggenomen." in (await noor.get(MINE)).words
    assert "Er is iets mee gedaan." in (await sam.get(MINE)).words


async def test_c106_everybody_reads_the_house_rules_and_only_who_keeps_a_network_its_reports(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()

    rules = await stranger.get("/huisregels")
    refused = await sam.get(KEPT, 403)

    assert "Zo schrijf je over iets wat beter moet" in rules.words
    assert "coördinatoren en moderatoren" in refused.words
