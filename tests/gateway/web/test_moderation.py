"""Reporting, limiting and objecting, on pages: as somebody who reports, who is reported, and who keeps the network safe (PR-7, C106)."""

import re
from datetime import timedelta

from services.gateway.web.formatting import long_date
from services.gateway.web.language import Language
from shared.api.agenda.arranging import ChangeAgendaPoint
from shared.api.agenda.sessions import AgendaPointView
from tests.gateway.web.conftest import SLUG, Reader, Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_guardians import carried, mail
from tests.gateway.web.test_joining import after
from tests.gateway.web.test_minutes import begun, shared

NETWORK = f"/netwerken/{SLUG}"
KEPT, MINE = f"{NETWORK}/meldingen", f"{NETWORK}/mijn-meldingen"


def text_of(objection: str) -> str:
    """The field with the words of an objection that is sent to this address."""
    return f"text-{objection.rpartition('/')[2]}"


async def reporting(village: Village) -> tuple[Reader, Reader]:
    """A moderator, Mo, to whom Sam reported Noor's behaviour."""
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    await village.town.join(SLUG, "Noor")
    mo, sam = await village.reader("Mo"), await village.reader("Sam")
    found = re.search(
        r'href="(/melden/mens/[0-9a-f-]+)\?[^"]*">Meld iets<span[^>]*>: Noor',
        (await sam.get(f"{NETWORK}/mensen")).text,
    )
    assert found
    await sam.fill(found[1], found[1], 303, reason="HURTS")
    return mo, sam


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
    await noor.fill(MINE, objection[1], 303, **{text_of(objection[1]): "Dat was ik niet, vraag het na."})
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
    assert "coördinatoren en meelezers" in refused.words


async def test_pr7_a_report_about_minutes_or_a_point_stays_hidden_from_who_wrote_it(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    point = await village.town.add_point(village.series.sessions[0].id, "Mo", "Iets van Mo")
    told = {name: getattr(point, name) for name in ("title", "note", "purpose", "minutes", "version")}
    given_away = ChangeAgendaPoint(**told, owner_id=village.town.people["Kim"])
    await village.town.agenda.ask(
        "POST",
        f"/agenda-points/{point.id}:change",
        AgendaPointView,
        person_id=village.town.people["Kim"],
        body=given_away,
    )
    kim = await shared(village)
    mo, sam = await village.reader("Mo"), await village.reader("Sam")
    about = village.session.replace("/bijeenkomsten/", "/melden/verslag/")
    seen: list[list[int]] = []

    asked = await sam.get(about)
    for address in (about, f"/melden/agendapunt/{point.id}"):
        await sam.fill(address, address, 303, reason="PRIVATE")
        kept = [await one.get(KEPT) for one in (kim, mo)]
        seen.append([page.text.count(f'href="{KEPT}/') for page in kept])

    assert "Weten wij wie dit schreef? Dan krijgt die je melding niet." in asked.words
    assert "Degene over wie het gaat, krijgt je melding niet" not in asked.words
    assert seen == [[0, 1], [1, 1]]


async def test_pr7_a_report_about_words_of_several_people_goes_to_none_of_them(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="COORDINATOR")
    await village.town.join(SLUG, "Ada", role="MODERATOR")
    await village.town.join(SLUG, "Noor")
    change = f"/agendapunten/{village.point.id}/veranderen"
    await (await village.reader("Kim")).fill(change, change, 303, title="Iets lelijks over Noor")
    await (await village.reader("Mo")).fill(change, change, 303, title="Iets over Noor")  # Kim wrote it too
    kim, write = await begun(village), f"{village.session}/verslag/schrijven"
    mo, ada, noor = [await village.reader(name) for name in ("Mo", "Ada", "Noor")]
    for writer, text in ((mo, "Iets lelijks over Noor."), (kim, "Iets lelijks over Noor, zei men.")):
        await writer.fill(write, write, **{f"part-{village.point.id}": text})
    share = f"{village.session}/verslag/delen"
    await kim.fill(share, share)

    for about in (
        village.session.replace("/bijeenkomsten/", "/melden/verslag/"),
        f"/melden/agendapunt/{village.point.id}",
    ):
        await noor.fill(about, about, 303, reason="HURTS")
    kept = [await one.get(KEPT) for one in (kim, mo, ada)]

    assert [page.text.count(f'href="{KEPT}/') for page in kept] == [0, 0, 2]
    assert "Een agendapunt · Sam" not in kept[2].words


async def test_what_was_typed_stays_for_who_answers_a_moment_after_somebody_else(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    await village.town.join(SLUG, "Noor")
    kim, mo, sam, noor = [await village.reader(name) for name in ("Kim", "Mo", "Sam", "Noor")]
    about = f"/melden/agendapunt/{village.point.id}"
    await noor.fill(about, about, 303, reason="HURTS")
    report = re.search(rf'href="({KEPT}/[0-9a-f-]+)"', (await mo.get(KEPT)).text)
    assert report
    to_mo, to_kim = await mo.get(report[1]), await kim.get(report[1])
    late = (await mo.get(report[1])).fields(report[1])
    day = (village.town.clock.now() + timedelta(days=5)).date()
    limit = {"outcome": "LIMIT", "reason": "Dat kwetst.", "until_on": f"{day.day}-{day.month}-{day.year}"}
    await kim.fill(report[1], report[1], 303, **limit)

    gone = await mo.post(report[1], 403, **{**late, "outcome": "WARN", "reason": "Een lange, goede reden."})
    objection = re.search(rf'action="({MINE}/[0-9a-f-]+)"', (await sam.get(MINE)).text)
    assert objection
    await sam.fill(MINE, objection[1], 303, **{text_of(objection[1]): "Dat was ik niet."})
    answer = objection[1].replace(MINE, f"{KEPT}/bezwaar")
    again = (await mo.get(answer)).fields(answer)
    await mo.fill(answer, answer, 303, outcome="UPHELD", reason="Het blijft zo.")
    twice = await mo.post(answer, 403, **{**again, "key": "", "outcome": "UPHELD", "reason": "Nog een antwoord."})

    assert "Iemand anders gaf hier al antwoord op." in gone.words
    assert "Een lange, goede reden." in gone.words
    assert "Dit bezwaar is er niet meer, of het is al beantwoord." in twice.words
    assert "Nog een antwoord." in twice.words
    change = f'href="/agendapunten/{village.point.id}/veranderen"'
    assert (change in to_mo.text, change in to_kim.text) == (False, True)
    assert "Moet de tekst weg? Vraag een coördinator." in to_mo.words


async def test_an_answer_that_is_too_long_is_said_at_its_field_and_pressing_twice_is_one_answer(
    village: Village,
) -> None:
    mo, sam = await reporting(village)
    report = re.search(rf'href="({KEPT}/[0-9a-f-]+)"', (await mo.get(KEPT)).text)
    assert report
    about = f"/melden/agendapunt/{village.point.id}"

    long = await mo.fill(report[1], report[1], 422, outcome="NOTHING_NEEDED", reason="a" * 2500)
    answer = {**long.fields(report[1]), "outcome": "WARN", "reason": "Dat kwetst iemand."}
    twice = [(await mo.post(report[1], 303, **answer)).goes_to for _ in range(2)]
    elsewhere = await sam.post(about, 422, terug="javascript:alert(1)", opmerking="x")

    assert "Dit is te lang: 2000 tekens is het meest." in long.words
    assert long.text.count('class="field wrong"') == 1
    assert len(set(twice)) == 1
    assert "javascript:" not in elsewhere.text


async def test_what_is_over_beside_a_limit_in_force_does_not_say_that_one_can_write(village: Village) -> None:
    kim = await village.reader("Kim")
    found = re.search(
        r'href="/melden/mens/([0-9a-f-]+)\?[^"]*">Meld iets<span[^>]*>: Sam', (await kim.get(f"{NETWORK}/mensen")).text
    )
    assert found
    step = f"{NETWORK}/mensen/{found[1]}/grens"
    for days in (2, 8):
        kim = await village.reader("Kim")
        until = (village.town.clock.now() + timedelta(days=days)).date()
        last = f"{until.day}-{until.month}-{until.year}"
        await kim.fill(step, step, 303, outcome="LIMIT", reason="Dat kwetst echt.", until_on=last)
        village.town.clock.forward(days=4)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    objection = re.search(rf'action="({MINE}/[0-9a-f-]+)"', (await sam.get(MINE)).text)
    assert objection
    await sam.fill(MINE, objection[1], 303, **{text_of(objection[1]): "Dat was ik niet hoor."})
    answer = objection[1].replace(MINE, f"{KEPT}/bezwaar")
    await kim.fill(answer, answer, 303, outcome="UPHELD", reason="Het blijft gewoon zo.")
    await carried(village)

    own = (await sam.get(MINE)).words
    letters = [
        await mail(village, sam, "Er is antwoord op je bezwaar"),
        await mail(village, sam, "Er is iets besloten"),
    ]

    assert "Je kunt hier lezen, maar niet schrijven" in own
    assert "Dit is voorbij." in own
    assert "Je kunt weer schrijven." not in own
    assert not any("Iemand anders dan wie dit besloot" in told for told in (own, *(one.words for one in letters)))


async def test_each_objection_has_a_form_of_its_own(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    mo, sam = await village.reader("Mo"), await village.reader("Sam")
    found = re.search(
        r'href="/melden/mens/([0-9a-f-]+)\?[^"]*">Meld iets<span[^>]*>: Sam', (await mo.get(f"{NETWORK}/mensen")).text
    )
    assert found
    step = f"{NETWORK}/mensen/{found[1]}/grens"
    for reason in ("Dat kwetst.", "Dat kwetste weer."):
        await mo.fill(step, step, 303, outcome="WARN", reason=reason)
    page = await sam.get(MINE)
    first, second = re.findall(rf'action="({MINE}/[0-9a-f-]+)"', page.text)

    empty = await sam.fill(MINE, first, 422, **{text_of(first): ""})

    keys = [page.fields(each)["key"] for each in (first, second)]
    assert keys[0] != keys[1]
    assert empty.text.count('class="field wrong"') == 1
    assert f'href="#{text_of(first)}"' in empty.text
    assert empty.text.count(f'id="{text_of(first)}"') == empty.text.count(f'id="{text_of(second)}"') == 1


async def test_pr7_who_is_limited_reads_where_a_form_would_stand_from_which_day_they_can_write(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    session, point = village.session, f"{NETWORK}/agendapunten"
    question = f"{NETWORK}/vragen/nieuw"
    found = re.search(
        r'href="/melden/mens/([0-9a-f-]+)\?[^"]*">Meld iets<span[^>]*>: Sam', (await kim.get(f"{NETWORK}/mensen")).text
    )
    assert found
    step = f"{NETWORK}/mensen/{found[1]}/grens"
    until = (village.town.clock.now() + timedelta(days=5)).date()
    again = f"Vanaf {long_date(until + timedelta(days=1), Language.DUTCH)} kun je weer schrijven, vanzelf."
    last = f"{until.day}-{until.month}-{until.year}"
    before = [await sam.get(address) for address in (session, question, point)]
    await kim.fill(step, step, 303, outcome="LIMIT", reason="Dat kwetst echt.", until_on=last)
    await carried(village)

    pages = [await sam.get(address) for address in (session, question, point)]

    for page in pages:
        assert again in page.words, page.words
        assert 'name="title"' not in page.text
        check(page, "nl")
    for page in (*before, await kim.get(session)):
        assert "kun je weer schrijven" not in page.words
        assert 'name="title"' in page.text
    assert "Waar wil jij het over hebben" not in (await sam.get("/")).words
