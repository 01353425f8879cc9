"""Joining on pages: asking in two steps, being invited by mail, a list of people, a link for several (A-01, A-17, A-18)."""

import re

from services.notifications.handlers.clock import when_mail_is_due
from shared.bus.clock import Period
from tests.gateway.web.conftest import SLUG, Page, Reader, Village

BASE = f"/netwerken/{SLUG}"
DOOR, REQUESTS, INVITATIONS = f"{BASE}/meedoen", f"{BASE}/aanmeldingen", f"{BASE}/uitnodigingen"
WHY = "Ik wil leren van wat andere groepen doen."


async def outsider(village: Village, name: str = "Els") -> Reader:
    """Somebody with an account who takes part in another network only."""
    await village.town.found(f"ander-{name.lower()}")
    await village.town.join(f"ander-{name.lower()}", name)
    return await village.reader(name)


async def after(reader: Reader, sent: Page) -> str:
    """What the page says to which a change leads."""
    return (await reader.get(sent.goes_to)).words


async def mail_to(village: Village, reader: Reader, subject: str) -> str:
    """The address in the newest mail with this subject, in the local mailbox."""
    await village.deliver()
    door = village.town.notifications.door
    await when_mail_is_due(door, Period(key="now", due_at=door.now()))
    box = await reader.get("/postvak")
    link = re.search(rf'<a href="(/postvak/[^"]+)"[^>]*>[^<]*{re.escape(subject)}', box.text)
    assert link, box.words
    mail = await reader.get(link[1])
    return mail.text


async def ask(reader: Reader) -> Page:
    """Ask to take part, in two steps."""
    question = await reader.get(f"{DOOR}/vraag?kant=YOUNG_PERSON")
    return await reader.post(
        f"{DOOR}/vraag", 303, **{**question.fields(f"{DOOR}/vraag"), "answer": WHY, "age": "FROM_16"}
    )


async def test_somebody_asks_to_take_part_in_two_steps_and_is_let_in(village: Village) -> None:
    els, kim = await outsider(village), await village.reader("Kim")
    shown = await els.get(BASE)
    step = await els.get(DOOR)

    said = await after(els, await ask(els))
    waiting = await kim.get(REQUESTS)
    address = re.search(rf'href="({REQUESTS}/[^"]+)"', waiting.text)
    assert address
    done = await kim.fill(address[1], address[1], 303, outcome="ACCEPT", message="")

    assert f'href="{DOOR}"' in shown.text
    assert "Stap 1 van 2" in step.words
    assert "Je vraag is aangekomen" in said
    assert WHY in said
    assert f"Els, jongere {WHY}" in waiting.words
    assert "deze persoon doet nu mee" in await after(kim, done)
    assert "Mijn deelname" in (await els.get(DOOR)).words


async def test_requests_wait_on_the_start_page_of_the_coordinator_and_of_nobody_else(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    before = await kim.get("/")
    for name in ("Els", "Ilse"):
        await ask(await outsider(village, name))

    today = await kim.get("/")
    today.parsed()

    assert "willen meedoen" not in before.words
    assert "2 mensen willen meedoen aan Kring kring." in today.words
    assert f'href="{REQUESTS}"' in today.text
    assert "willen meedoen" not in (await sam.get("/")).words


async def test_a_no_needs_words_and_who_asked_reads_them(village: Village) -> None:
    els, kim = await outsider(village), await village.reader("Kim")
    await ask(els)
    address = re.search(rf'href="({REQUESTS}/[^"]+)"', (await kim.get(REQUESTS)).text)
    assert address

    without = await kim.fill(address[1], address[1], 422, outcome="DECLINE", message="")
    unchosen = await kim.fill(address[1], address[1], 422, message="")
    await kim.fill(address[1], address[1], 303, outcome="DECLINE", message="We zijn nu met genoeg ouders.")

    assert "Schrijf er een paar vriendelijke zinnen bij" in without.words or "Vul" in without.words
    assert "Kies of deze persoon mee mag doen." in unchosen.words
    assert "We zijn nu met genoeg ouders." in (await els.get(DOOR)).words


async def test_without_a_perspective_the_door_says_so_and_a_request_can_be_taken_back(village: Village) -> None:
    els = await outsider(village)

    unchosen = await els.get(f"{DOOR}/vraag?kant=TOVENAAR", 422)
    await ask(els)
    asked = await els.get("/")
    back = await els.fill(DOOR, f"{DOOR}/intrekken", 303)

    assert "Kies eerst vanuit welke kant je meedoet." in unchosen.words
    assert f"Je vroeg of je mee mag doen met Kring {SLUG}." in asked.words
    assert "Je vraag is ingetrokken." in await after(els, back)


async def test_requests_and_invitations_are_for_coordinators(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()
    els = await outsider(village)

    for address in (REQUESTS, INVITATIONS, f"{INVITATIONS}/lijst"):
        assert "Dit kan alleen de coördinator van dit netwerk." in (await sam.get(address, 403)).words
        assert "Dit is alleen voor deelnemers van dit netwerk." in (await els.get(address, 403)).words
        assert (await stranger.get(address, 303)).goes_to == f"/inloggen?terug={address}"


async def test_a18_an_invitation_is_looked_at_by_anybody_and_accepted_by_whom_it_was_sent_to(village: Village) -> None:
    kim, els, noor = await village.reader("Kim"), await outsider(village), await outsider(village, "Noor")
    sent = await kim.fill(INVITATIONS, INVITATIONS, 303, email="noor@voorbeeld.example", perspective="PROFESSIONAL")
    assert "De uitnodiging gaat nu de deur uit." in await after(kim, sent)
    found = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", await mail_to(village, kim, "Je bent uitgenodigd"))
    assert found
    link = found[0]
    stranger = await village.stranger()

    for _ in range(2):
        looked = await stranger.get(link)
    forwarded = await els.fill(link, link, 409, age="FROM_16")
    unasked = await noor.fill(link, link, 422)
    accepted = await noor.fill(link, link, 303, age="FROM_16")
    again = await noor.get(link, 404)

    assert "Kim nodigt je uit." in looked.words
    assert "Leernetwerk Doe je mee met" in looked.words
    assert "Vertel of je 16 jaar of ouder bent." in unasked.words
    assert f'href="/inloggen?terug={link}"' in looked.text
    assert looked.response.headers["referrer-policy"] == "no-referrer"
    assert "Deze uitnodiging ging naar een ander mailadres." in forwarded.words
    assert "noor@voorbeeld.example" not in looked.words + forwarded.words
    assert "Welkom! Je doet nu mee in dit netwerk." in await after(noor, accepted)
    assert "Deze uitnodiging werkt niet meer" in again.words
    assert "Er wacht geen uitnodiging." in (await kim.get(INVITATIONS)).words  # Noor takes part under her own name
    assert "noor@voorbeeld.example" not in (await kim.get(INVITATIONS)).words


async def test_an_invitation_is_sent_again_and_withdrawn(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.fill(INVITATIONS, INVITATIONS, 303, email="noor@voorbeeld.example", perspective="PROFESSIONAL")
    page = await kim.get(INVITATIONS)
    again = re.search(rf'action="({INVITATIONS}/[^"]+/opnieuw)"', page.text)
    assert again

    resent = await kim.fill(INVITATIONS, again[1], 303)
    withdrawn = await kim.fill(INVITATIONS, again[1].replace("opnieuw", "intrekken"), 303)

    assert "noor@voorbeeld.example" in page.words
    assert "Er gaat een nieuwe mail uit." in await after(kim, resent)
    assert "De uitnodiging is ingetrokken en het adres is vergeten." in await after(kim, withdrawn)


async def test_a_list_is_checked_line_by_line_and_sent_after_a_second_yes(village: Village) -> None:
    kim = await village.reader("Kim")
    address = f"{INVITATIONS}/lijst"
    people = "Noor;noor@voorbeeld.example;jongere\nMo;geen adres;jongere\nSam;sam@voorbeeld.example;professional"

    report = await kim.fill(address, address, 200, people=people)
    better = await kim.post(address, 200, **{**report.fields(address), "verbeter": "ja"})
    nothing_yet = await kim.get(INVITATIONS)
    done = await kim.post(address, 303, **{**report.fields(address), "bevestigd": "ja"})
    tongues = "Bo;bo@voorbeeld.example;jongere;en\nEd;ed@voorbeeld.example;jongere;frans"
    spoken = await kim.fill(address, address, 200, people=tongues)
    empty = await kim.fill(address, address, 422, people="")

    assert "krijgt 1 mens een uitnodiging. 2 regels slaan we over." in report.words
    assert "geen geldig mailadres" in report.words
    assert better.fields(address)["people"] == people
    assert "doet al mee" in report.words
    assert "noor@voorbeeld.example" not in nothing_yet.words
    assert "Noor, noor@voorbeeld.example" in await after(kim, done)
    assert "(jongere, in het Engels) krijgt een uitnodiging" in spoken.words
    assert "de taal is geen nl of en" in spoken.words
    assert "Er staat nog niemand op de lijst." in empty.words


async def test_a_link_is_shown_once_joined_with_and_closed(village: Village) -> None:
    kim, els, noor = await village.reader("Kim"), await outsider(village), await outsider(village, "Noor")
    made = await kim.fill(INVITATIONS, f"{INVITATIONS}/open", 200, cap="1", days="7", perspective="")
    found = re.search(r"/uitnodiging/[A-Za-z0-9_-]+", made.text)
    assert found
    link = found[0]

    unchosen = await els.fill(link, link, 422, age="FROM_16")
    joined = await els.fill(link, link, 303, perspective="YOUNG_PERSON", age="FROM_16")
    full = await noor.get(link, 404)
    page = await kim.get(INVITATIONS)
    closing = re.search(rf'action="({INVITATIONS}/open/[^"]+/sluiten)"', page.text)
    assert closing
    closed = await kim.fill(INVITATIONS, closing[1], 303)
    wrong = await kim.fill(INVITATIONS, f"{INVITATIONS}/open", 422, cap="0", days="7")

    assert "Kies eerst vanuit welke kant je meedoet." in unchosen.words
    assert "Welkom! Je doet nu mee in dit netwerk." in await after(els, joined)
    assert "Deze uitnodiging werkt niet meer" in full.words
    assert "1 van de 1 plekken gebruikt" in page.words
    assert link not in page.text
    assert "De link is gesloten." in await after(kim, closed)
    assert "Kies een aantal van 1 tot en met 500" in wrong.words


async def test_the_question_at_the_door_is_the_networks_own(village: Village) -> None:
    kim, els = await village.reader("Kim"), await outsider(village)
    question = "Wat hoop je hier te leren?"

    saved = await kim.fill(REQUESTS, f"{REQUESTS}/vraag", 303, question=question)
    door = await els.get(f"{DOOR}/vraag?kant=YOUNG_PERSON")

    assert "De vraag is bewaard." in await after(kim, saved)
    assert question in door.words


async def test_who_asks_gets_a_receipt_and_an_answer_by_mail_and_the_coordinator_hears_of_it(village: Village) -> None:
    els, kim = await outsider(village), await village.reader("Kim")
    await ask(els)
    await village.deliver()
    before = await kim.get("/postvak")
    address = re.search(rf'href="({REQUESTS}/[^"]+)"', (await kim.get(REQUESTS)).text)
    assert address

    await kim.fill(address[1], address[1], 303, outcome="DECLINE", message="We zijn nu met genoeg mensen.")
    answer = await mail_to(village, kim, "Er is antwoord op je vraag om mee te doen")

    assert "We hebben je vraag" in before.words
    assert "Iemand wil meedoen" in before.words
    assert WHY not in answer
    assert "els@voorbeeld.example" in answer


async def test_c104_who_is_away_and_asks_to_take_part_is_led_to_the_way_back(village: Village) -> None:
    els, kim = await outsider(village), await village.reader("Kim")
    await ask(els)
    address = re.search(rf'href="({REQUESTS}/[^"]+)"', (await kim.get(REQUESTS)).text)
    assert address
    await kim.fill(address[1], address[1], 303, outcome="ACCEPT", message="")
    await els.fill(DOOR, f"{DOOR}/pauze", 303)

    said = await after(els, await ask(els))

    assert "Je hebt even pauze, en je plek is bewaard." in said
    assert "Ik ben er weer" in said
