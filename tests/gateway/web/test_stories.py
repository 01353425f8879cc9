"""The pages of what is somebody's in minutes, without a script: a story, its teller's answer, and words taken out (BR-052)."""

import re
from datetime import timedelta

import shared.api.agenda.stories as api
from services.gateway.web.minutes_labels import NAME_TAKEN_OUT, TAKEN_OUT, as_read
from tests.gateway.web.conftest import SLUG, Page, Reader, Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_minutes import shared

WORDS = "Ik sliep die winter in de bus."


def option(page: Page, name: str) -> str:
    """The value of the choice that begins with a name."""
    line = next(line for line in page.text.splitlines() if f">{name} (" in line)
    return line.split('value="')[1].split('"')[0]


async def told(village: Village) -> tuple[Reader, Reader, str]:
    """The coordinator, Sam, and where Sam reads what the coordinator wrote of Sam's story in shared minutes."""
    kim = await shared(village)
    address = f"{village.session}/verslag/verhaal"
    page = await kim.get(address)
    check(page, "nl")
    await kim.fill(address, address, text=WORDS, teller=option(page, "Sam"), about=str(village.point.id))
    sam = await village.reader("Sam")
    today = await sam.get("/")
    check(today, "nl")
    assert "Mag jouw verhaal in het verslag?" in today.words
    return kim, sam, today.text.split('href="/verhalen/')[1].split('"')[0]


async def test_a_story_is_on_the_page_once_its_teller_said_yes_and_goes_when_they_take_it_back(
    village: Village,
) -> None:
    kim, sam, id_ = await told(village)
    minutes, story = f"{village.session}/verslag", f"/verhalen/{id_}"

    asked = await sam.get(story)
    writer = await kim.get(minutes)
    document = f"/netwerken/{SLUG}/verslagen?reeks={village.series.id}"
    mine, theirs = await sam.get(document), await kim.get(document)
    form = {"key": "een", "allows": "yes"}
    yes = await sam.get((await sam.post(story, 303, **form)).goes_to)
    given = await sam.get(minutes)
    compiled = await kim.get(document)
    no = await sam.get((await sam.post(story, 303, key="twee", allows="no")).goes_to)
    gone = await kim.get(minutes)
    late = await sam.post(story, 409, key="drie", allows="yes")
    after = await kim.get(document)

    for each in (asked, writer, mine, theirs, yes, given, compiled, no, gone, late, after):
        check(each, "nl")
    assert "Wacht op jou" in mine.words
    assert "Wacht op toestemming" in theirs.words
    assert all('class="card story no-print"' in page.text for page in (writer, mine, theirs))
    assert WORDS in asked.words
    assert "Wacht op toestemming" in writer.words
    assert "Verteld door Sam." in writer.words
    assert WORDS in given.words
    assert "Verteld door Sam." not in given.words
    assert "Dit is jouw verhaal" in given.words
    assert "Hier is tekst weggehaald op verzoek." in gone.words
    assert all(WORDS not in page.words for page in (no, gone, late, after))
    assert WORDS in compiled.words
    assert "Hier is tekst weggehaald op verzoek." in after.words


async def test_who_writes_takes_a_story_out_and_a_neutral_line_stays(village: Village) -> None:
    kim, _, id_ = await told(village)
    address = f"{village.session}/verslag"

    await kim.fill(address, f"{address}/verhalen/{id_}/weg")
    after = await kim.get(address)

    check(after, "nl")
    assert "Hier vertelde iemand iets van zichzelf. Het staat niet in het verslag." in after.words
    assert WORDS not in after.words


async def test_c092_a_heavy_story_stands_folded_behind_a_note_that_goes_with_it(village: Village) -> None:
    kim, sam = await shared(village), await village.reader("Sam")
    minutes, address = f"{village.session}/verslag", f"{village.session}/verslag/verhaal"
    note = "Gaat over dakloos zijn."
    await kim.fill(address, address, text=WORDS, content_note=note, teller=option(await kim.get(address), "Sam"))
    story = re.search(r'href="(/verhalen/[^"]+)"', (await sam.get("/")).text)
    assert story is not None

    asked = await sam.get(story[1])
    await sam.post(story[1], 303, key="een", allows="yes")
    given = await kim.get(minutes)
    document = f"/netwerken/{SLUG}/verslagen?reeks={village.series.id}"
    printed = await kim.get(document)
    await sam.post(story[1], 303, key="twee", allows="no")
    gone = await kim.get(minutes)

    assert "Wil je hem ook printen? Doe hem dan eerst open." in printed.words
    assert "Wil je hem ook printen?" not in (await kim.get(document)).words
    assert '<span class="quiet no-print">Ik wil dit lezen</span></summary>' in printed.text
    for each in (asked, given, printed):
        check(each, "nl")
        assert re.search(rf"<details><summary>[^\n]*{note}.*?{WORDS}.*?</details>", each.text, re.DOTALL)
    assert note not in gone.words


async def test_who_forgets_the_teller_or_the_words_is_told_so(village: Village) -> None:
    kim = await shared(village)
    address = f"{village.session}/verslag/verhaal"

    nobody = await kim.fill(address, address, 422, text=WORDS)
    silent = await kim.fill(address, address, 422, teller=option(await kim.get(address), "Sam"))

    check(nobody, "nl")
    check(silent, "nl")
    assert "Kies wie dit vertelde." in nobody.words
    assert nobody.fields(address)["text"] == WORDS


async def test_words_are_taken_out_on_request_and_english_readers_read_so(village: Village) -> None:
    kim = await shared(village)
    address = f"{village.session}/verslag/weghalen"

    nothing = await kim.fill(address, address, 422, text="dit staat nergens")
    done = await kim.fill(address, address, text="het huis bellen")
    page = await kim.get(done.goes_to)
    version = await kim.get(f"{village.session}/verslag/versies/1")
    await kim.post("/taal", 303, taal="en")
    english = await kim.get(f"{village.session}/verslag")
    village.town.clock.moment += timedelta(days=20)
    sam = await village.reader("Sam")
    await sam.post("/taal", 303, taal="en")
    following = f"/bijeenkomsten/{village.series.sessions[1].id}"
    owns = [await sam.get(one) for one in ("/", "/acties", following, f"{following}/programma")]

    for each in owns:
        assert "[text was taken out here on request]" in each.words
        assert TAKEN_OUT not in each.text
    for each in (nothing, page, version):
        check(each, "nl")
    assert (TAKEN_OUT, NAME_TAKEN_OUT) == (api.TAKEN_OUT, api.NAME_TAKEN_OUT)
    assert "Kopieer ze precies." in nothing.words
    assert "het huis bellen" not in page.words + version.words
    assert f"Afspraak: {TAKEN_OUT}" in page.words
    assert "Afspraak: [text was taken out here on request]" in english.words
    assert as_read(f"Zie {NAME_TAKEN_OUT}", str.upper) == f"Zie {NAME_TAKEN_OUT.upper()}"


async def test_a_form_for_minutes_that_were_established_meanwhile_keeps_what_was_typed(village: Village) -> None:
    kim = await shared(village)
    write = f"{village.session}/verslag/schrijven"
    form = (await kim.get(write)).fields(write)
    village.town.clock.moment += timedelta(days=11)
    kim = await village.reader("Kim")
    minutes = await kim.get(f"{village.session}/verslag")
    establish = f"{village.session}/verslag/vaststellen"
    await kim.post(establish, 303, **minutes.fields(establish))

    refused = await kim.post(write, 403, **{**form, f"part-{village.point.id}": "Een hele middag <b>werk</b>."})
    tell = {"teller": "", "text": "Een heel verhaal.", "content_note": "Gaat over geweld."}
    story = await kim.post(f"{village.session}/verslag/verhaal", 403, key="x", **tell)

    check(refused, "nl")
    assert "Dit verslag is vastgesteld." in refused.words
    assert "Een hele middag &lt;b&gt;werk&lt;/b&gt;." in refused.text
    assert "Een heel verhaal." in story.words
    assert "Gaat over geweld." in story.words


async def test_a_form_of_somebody_who_may_not_write_any_more_keeps_what_was_typed(village: Village) -> None:
    await shared(village)
    sam = await village.reader("Sam")

    page = await sam.post(
        f"{village.session}/verslag/schrijven", 403, key="x", version="1", **{"part-rest": "Mijn tekst."}
    )

    check(page, "nl")
    assert '<pre class="card" tabindex="0">Mijn tekst.</pre>' in page.text
