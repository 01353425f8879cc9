"""A question to one fellow member on pages: asked, answered, declined, reported, and kept in its form when it is refused (C058)."""

import re
from datetime import timedelta

from services.network.handlers import when_ten_minutes_have_passed
from shared.bus.clock import Period
from tests.gateway.web.conftest import SLUG, Reader, Village
from tests.gateway.web.test_guardians import mail
from tests.gateway.web.test_taking_part import send

BASE = f"/netwerken/{SLUG}"
PEOPLE, MINE, OURS = f"{BASE}/mensen", f"{BASE}/meedoen", f"{BASE}/onderling"
WORDS, ANSWER = "Hoe begin je een gesprek met een nieuwe groep?", "Begin klein: vraag eerst hoe het gaat."


async def way_to_ask(reader: Reader) -> str:
    """Where the list of people lets one ask somebody."""
    found = re.search(rf'href="({PEOPLE}/[0-9a-f-]+/vraag)"', (await reader.get(f"{PEOPLE}?vragen=alles")).text)
    assert found
    return found[1]


async def way_to_question(reader: Reader) -> str:
    """The newest question on somebody's own page."""
    found = re.search(rf'href="({OURS}/[0-9a-f-]+)"', (await reader.get(OURS)).text)
    assert found
    return found[1]


async def asked(village: Village) -> tuple[Reader, Reader, str]:
    """Kim asked Sam something; both, and where it is read."""
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    await send(sam, MINE, f"{MINE}/vraagbaak")
    address = await way_to_ask(kim)
    await send(kim, address, address, text=WORDS)
    return sam, kim, await way_to_question(sam)


async def test_c058_somebody_asks_and_the_other_finds_it_on_vandaag_and_answers(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    before = (await kim.get(f"{PEOPLE}?vragen=alles")).text
    await send(sam, MINE, f"{MINE}/vraagbaak")
    address = await way_to_ask(kim)

    empty = await kim.fill(address, address, 422, text="")
    flagged = await kim.fill(address, address, 422, text=f"{WORDS} Bel 06-12345678.")
    done = await send(kim, address, address, text=WORDS)
    today = await sam.get("/")
    letter = await mail(village, sam, "Iemand heeft een vraag voor jou")
    question = await way_to_question(sam)
    read = await sam.get(question)
    thanks = await send(sam, question, question, text=ANSWER)
    told = await mail(village, kim, "Er is een antwoord op je vraag")
    answer = await kim.get(question)

    assert "/vraag" not in before
    assert "Schrijf eerst iets" in empty.words
    assert WORDS in flagged.text
    assert "Ik heb alles nagekeken" in flagged.words
    assert "Je vraag is gesteld." in done
    assert WORDS in done
    assert "vraagt iemand jou iets." in today.words
    assert question in letter.text
    assert WORDS not in letter.words
    assert "Kim" not in letter.words
    assert "Een vraag van Kim" in read.words
    assert "Dank je wel." in thanks
    assert ANSWER not in told.words
    assert ANSWER in answer.words
    assert "vraagt iemand jou iets." not in (await sam.get("/")).words


async def test_c058_saying_that_one_cannot_help_is_one_button_and_the_other_can_go_on(village: Village) -> None:
    sam, kim, question = await asked(village)

    said = await send(sam, question, f"{question}/niet")
    read = await kim.get(question)
    letter = await mail(village, kim, "Wie je vroeg, kan je niet helpen")

    assert "Goed dat je het zegt." in said
    assert "Sam kan je hier niet mee helpen." in read.words
    assert "Stel je vraag aan het hele netwerk" in read.words
    assert "iemand anders vragen" in letter.words


async def test_c058_nobody_else_reads_it_and_a_question_that_lapsed_takes_no_answer(village: Village) -> None:
    await village.town.join(SLUG, "Noor")
    _, _, question = await asked(village)
    noor = await village.reader("Noor")
    await noor.get(question, 404)

    village.town.clock.forward(days=31)
    door = village.town.network.door
    await when_ten_minutes_have_passed(door, Period(key="now", due_at=door.now()))
    late = await (await village.reader("Sam")).get(question)

    assert "Er komt geen antwoord meer." in late.words
    assert "Ik kan hier niet mee helpen" not in late.words


async def test_pr_1_a_young_person_sees_no_way_to_ask_and_reads_why(village: Village) -> None:
    await village.town.join(SLUG, "Noor", perspective="YOUNG_PERSON")
    sam, noor = await village.reader("Sam"), await village.reader("Noor")
    await send(sam, MINE, f"{MINE}/vraagbaak")
    address = await way_to_ask(await village.reader("Kim"))

    people = await noor.get(f"{PEOPLE}?vragen=alles")
    typed = await noor.get(address, 403)
    own = await noor.get(MINE)

    assert "/vraag" not in people.text
    assert "Deze persoon kun je hier nu geen vraag stellen." in typed.words
    assert "Je doet mee als jongere." in own.words


async def test_pr_7_who_keeps_the_network_reads_what_was_reported_and_takes_it_away(village: Village) -> None:
    await village.town.join(SLUG, "Mo", role="MODERATOR")
    sam, kim, question = await asked(village)
    mo = await village.reader("Mo")
    report = re.search(r'href="(/melden/onderling-vraag/[0-9a-f-]+)\?', (await sam.get(question)).text)
    assert report

    await mo.get(question, 404)
    form = await sam.get(report[1])
    await sam.fill(report[1], report[1], 303, reason="HURTS")
    kept = re.search(rf'href="({BASE}/meldingen/[0-9a-f-]+)"', (await mo.get(f"{BASE}/meldingen")).text)
    assert kept
    one = await mo.get(kept[1])
    seen = await mo.get(question)
    own = await kim.get(f"{BASE}/meldingen")
    await mo.fill(kept[1], kept[1], 303, outcome="TEXT_TAKEN_AWAY")

    assert "Wie je melding behandelt, leest de vraag en het antwoord." in form.words
    assert f'href="{question}"' in one.text
    assert "verdwijnen dan meteen" in one.words
    assert "Je leest dit omdat er een melding over is." in seen.words
    assert WORDS in seen.words
    assert kept[1] not in own.text
    await mo.get(question, 404)
    gone = await kim.get(question)
    assert "De tekst is weggehaald, na een melding." in gone.words
    assert WORDS not in gone.text


async def test_c058_who_is_limited_keeps_what_they_typed(village: Village) -> None:
    await village.town.join(SLUG, "Noor")
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    noor = await village.reader("Noor")
    await send(sam, MINE, f"{MINE}/vraagbaak")
    address = await way_to_ask(noor)
    person = re.search(
        r'href="(/melden/mens/([0-9a-f-]+))\?[^"]*">Meld iets<span[^>]*>: Noor', (await kim.get(PEOPLE)).text
    )
    assert person
    until = (village.town.clock.now() + timedelta(days=5)).date()
    limit = f"{PEOPLE}/{person[2]}/grens"
    await kim.fill(
        limit,
        limit,
        303,
        outcome="LIMIT",
        reason="Je schreef lelijk.",
        until_on=f"{until.day}-{until.month}-{until.year}",
    )

    refused = await noor.fill(address, address, 422, text=WORDS)

    assert "Je kunt in dit netwerk even niet schrijven." in refused.words
    assert WORDS in refused.text


async def test_the_questions_to_one_another_stand_under_people_with_the_other_things_of_oneself(
    village: Village,
) -> None:
    sam = await village.reader("Sam")

    ours, people = await sam.get(OURS), await sam.get(PEOPLE)

    assert f'<a href="{PEOPLE}" aria-current="true">' in ours.text
    assert "Van jou Mijn deelname Vragen aan elkaar Wat jij meldde" in people.words
    assert "Mensen erbij" not in people.words
    assert "Veiligheid" not in people.words


async def test_a_young_person_is_not_led_to_questions_that_are_not_for_them(village: Village) -> None:
    await village.town.join(SLUG, "Noor", perspective="YOUNG_PERSON")
    noor = await village.reader("Noor")

    people = await noor.get(PEOPLE)

    assert "Van jou Mijn deelname Wat jij meldde" in people.words
    assert OURS not in people.text


async def test_c058_every_refusal_of_a_question_says_why_and_keeps_what_was_typed(village: Village) -> None:
    await village.town.join(SLUG, "Noor")
    sam, kim, noor = [await village.reader(name) for name in ("Sam", "Kim", "Noor")]
    await send(sam, MINE, f"{MINE}/vraagbaak")
    address = await way_to_ask(kim)
    key = (await kim.get(address)).fields(address)["key"]

    empty = await kim.fill(address, address, 422, text=" ")
    long = await kim.fill(address, address, 422, text="x" * 2001)
    contact = await kim.fill(address, address, 422, text="Bel me op 06-12345678.")
    await kim.fill(address, address, 303, text=WORDS)
    twice = await kim.post(address, 422, key=f"{key}x", text="Nog een vraag.")
    await send(sam, MINE, f"{MINE}/vraagbaak/stop")
    closed = await noor.post(address, 422, key="noor", text="Mag ik jou iets vragen?")
    unknown = await noor.post(f"{PEOPLE}/0192aaaa-0000-7000-8000-00000000abcd/vraag", 404, key="k", text=WORDS)

    assert "Schrijf eerst iets, hoogstens 2000 tekens." in empty.words
    for page, words in ((long, "x" * 2001), (contact, "Bel me op 06-12345678.")):
        assert 'id="text-wrong"' in page.text
        assert words in page.text
    assert "Een eerdere vraag van jou aan deze persoon wacht nog op antwoord." in twice.words
    assert "Nog een vraag." in twice.text
    assert "Deze persoon kun je hier nu geen vraag stellen." in closed.words
    assert "Mag ik jou iets vragen?" in closed.text
    assert WORDS in unknown.text


async def test_c058_every_refusal_of_an_answer_says_why_and_keeps_what_was_typed(village: Village) -> None:
    sam, _, question = await asked(village)

    empty = await sam.fill(question, question, 422, text=" ")
    contact = await sam.fill(question, question, 422, text="Mail me op sam@voorbeeld.nl.")
    await sam.fill(question, question, 303, text=ANSWER)
    late = await sam.post(question, 422, key="later", text="Toch iets anders.")
    no_more = await sam.post(f"{question}/niet", 409, key="nooit")

    assert "Schrijf eerst iets, hoogstens 2000 tekens." in empty.words
    assert 'id="text-wrong"' in contact.text
    assert "Mail me op sam@voorbeeld.nl." in contact.text
    assert "Deze vraag is al beantwoord, of de tijd is om." in late.words
    assert "Toch iets anders." in late.text
    assert "Deze vraag is al beantwoord, of de tijd is om." in no_more.words
