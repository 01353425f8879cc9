"""Questions on a page: proposed, opened by the coordinator, taken back, filtered."""

import re

from shared.api.agenda.questions import ChangeQuestion
from tests.gateway.web.conftest import SLUG, Village

NEW = f"/netwerken/{SLUG}/vragen/nieuw"
FILLED = {
    "title": "Hoe blijft een kind op school?",
    "why": "Veel kinderen wisselen.",
    "who_notices": "Kinderen en leraren.",
    "origin": "Een gesprek met een leraar.",
    "theme": "ONDERWIJS",
    "track": "IMPLEMENTATION",
}


async def test_a_member_proposes_a_question_once_however_often_the_form_is_sent(village: Village) -> None:
    sam = await village.reader("Sam")
    fields = {**(await sam.get(NEW)).fields(NEW), **FILLED}

    sent = [await sam.post(NEW, 303, **fields) for _ in range(2)]
    page = await sam.get(sent[0].goes_to)
    listed = await sam.get(f"/netwerken/{SLUG}/vragen?status=PROPOSED&track=IMPLEMENTATION")

    assert sent[0].goes_to == sent[1].goes_to
    assert "Je vraag is voorgesteld." in page.words
    assert "Voorgesteld In de praktijk brengen Onderwijs Hoe blijft een kind op school?" in page.words
    assert "Voorgesteld door Sam, professional op 21 november 2026." in page.words
    assert listed.text.count("Hoe blijft een kind op school?") == 1
    assert "Wat helpt een kind om te wennen?" not in listed.words


async def test_every_missing_part_of_br_001_is_told_at_once_and_what_was_typed_stays(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.fill(NEW, NEW, 422, title="Geen vraag", origin="Zelf gezien")

    assert [line.strip() for line in page.text.splitlines() if '<li><a href="#' in line] == [
        '<li><a href="#title">Maak er een vraag van: zet er een vraagteken achter.</a></li>',
        '<li><a href="#why">Vertel waarom dit belangrijk is.</a></li>',
        '<li><a href="#who_notices">Vertel wie hier iets van merkt.</a></li>',
        '<li><a href="#theme">Kies het onderwerp dat het beste past.</a></li>',
    ]
    again = page.fields(NEW)
    assert (again["title"], again["origin"]) == ("Geen vraag", "Zelf gezien")
    for field in ("title", "why", "who_notices", "theme"):
        assert f'id="{field}-wrong"' in page.text
        assert f'id="{field}"' in page.text


async def test_the_coordinator_is_asked_to_open_a_question_and_then_everybody_can_read_it(village: Village) -> None:
    kim, stranger = await village.reader("Kim"), await village.stranger()
    address = f"/vragen/{village.proposed.id}"

    today = await kim.get("/")
    opened = await kim.fill(address, f"{address}/openen")
    done = await kim.get(opened.goes_to)
    public = await stranger.get(address)

    assert "Er wacht een voorgestelde vraag op jou: “Wat helpt een kind om te wennen?”" in today.words
    assert "De vraag staat nu op de kennisagenda." in done.words
    assert "Zet op de kennisagenda" not in done.words
    assert "Wat helpt een kind om te wennen?" in public.words
    assert "Voorgesteld op 21 november 2026." in public.words
    assert "Voorgesteld door" not in public.words
    assert "Er wacht" not in (await kim.get("/")).words


async def test_an_older_version_is_refused_and_the_newer_text_is_shown(village: Village) -> None:
    kim = await village.reader("Kim")
    address = f"/vragen/{village.proposed.id}"

    late = await kim.fill(address, f"{address}/openen", 409, version="0")

    assert "Iemand anders heeft dit intussen veranderd. Hieronder staat hoe het nu is." in late.words
    assert "Wat helpt een kind om te wennen?" in late.words
    assert late.fields(f"{address}/openen")["version"] == "1"


async def test_a_question_that_was_taken_back_meanwhile_cannot_be_opened(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    address = f"/vragen/{village.proposed.id}"
    page = await kim.get(address)
    await sam.fill(f"{address}/intrekken", f"{address}/intrekken")

    late = await kim.post(f"{address}/openen", 409, **page.fields(f"{address}/openen"))

    assert "Deze vraag is al ingetrokken." in late.words


async def test_taking_a_question_back_is_asked_first(village: Village) -> None:
    sam = await village.reader("Sam")
    address = f"/vragen/{village.proposed.id}"

    asked = await sam.get(f"{address}/intrekken")
    unchanged = await sam.get(address)
    done = await sam.post(f"{address}/intrekken", 303, **asked.fields(f"{address}/intrekken"))

    assert "Dit kun je niet terugdraaien." in asked.words
    assert "Voorgesteld" in unchanged.words
    assert "De vraag is ingetrokken." in (await sam.get(done.goes_to)).words


async def test_who_may_not_withdraw_a_question_is_told_so(village: Village) -> None:
    kim = await village.reader("Kim")

    page = await kim.get(f"/vragen/{village.proposed.id}/intrekken", 403)

    assert "Dit mag je hier niet doen." in page.words


async def test_a_stranger_finds_only_what_stands_on_the_agenda(village: Village) -> None:
    stranger = await village.stranger()

    before = await stranger.get(f"/netwerken/{SLUG}/vragen")
    body = ChangeQuestion(version=village.proposed.version)
    await village.town.agenda.ask(
        "POST", f"/questions/{village.proposed.id}:open", person_id=village.town.people["Kim"], body=body
    )
    after = await stranger.get(f"/netwerken/{SLUG}/vragen")

    assert "Er staan nog geen vragen op de kennisagenda." in before.words
    assert "Wat helpt een kind om te wennen?" in after.words


async def test_c092_heavy_words_stand_behind_a_note_with_help_beside_it_until_that_is_taken_away(
    village: Village,
) -> None:
    kim, lid = await village.reader("Kim"), await village.reader("Sam")
    address = f"/vragen/{village.proposed.id}"
    heading = "Let op, dit kan je raken: Gaat over geweld in een gezin."

    too_long = await lid.fill(address, f"{address}/waarschuwing", 422, content_note="x" * 141)
    await lid.fill(address, f"{address}/waarschuwing", content_note="Gaat over geweld in een gezin.")
    seen = await kim.get(address)
    await lid.fill(address, f"{address}/waarschuwing", content_note="")
    after = await kim.get(address)

    assert "Niet gelukt" in too_long.title or "te lang" in too_long.words
    assert heading in seen.words
    assert "Gaat het niet goed met je?" in seen.words
    assert re.search(r"<details[^>]*><summary>Ik wil dit lezen</summary>\s*<dl", seen.text)
    assert 'href="#vooraf-verder"' in seen.text
    assert 'id="vooraf-verder"' in seen.text
    assert "Let op, dit kan je raken" not in after.words
