"""Changing my mail address on pages, with the mails in the local mailbox (A-13)."""

import re

from tests.gateway.web.conftest import Reader, Village

PAGE = "/ik/mailadres"


async def mails(village: Village, reader: Reader) -> dict[str, str]:
    """The text of each mail in the mailbox, by its subject."""
    await village.deliver()
    box = await reader.get("/postvak")
    found: dict[str, str] = {}
    for path in dict.fromkeys(re.findall(r"/postvak/[0-9a-f-]{36}", box.text)):
        page = await reader.get(path)
        found.setdefault(page.title.removesuffix(" · Leerkring"), page.text)
    return found


def path_in(text: str, start: str) -> str:
    """The path of the link in a mail."""
    found = re.search(re.escape(start) + r"/[A-Za-z0-9_-]{20,}", text)
    assert found
    return found[0]


async def test_a13_a_new_address_is_confirmed_with_the_link_that_was_mailed_there(village: Village) -> None:
    reader = await village.reader("Sam")
    await reader.fill(PAGE, PAGE, email="sam.nieuw@voorbeeld.example")
    waiting = await reader.get(PAGE)
    texts = await mails(village, reader)
    link = path_in(texts["Bevestig je nieuwe mailadres voor Leerkring"], PAGE)

    look = await reader.get(link)
    done = await reader.post(link, 303, **look.fields(link))
    after = await reader.get(done.goes_to)

    assert "Kijk in de mail van sam.nieuw@voorbeeld.example." in waiting.words
    assert "Je mail gaat nu naar sam@voorbeeld.example." in waiting.words
    assert "Er is een ander mailadres gevraagd voor je account bij Leerkring" in texts
    assert done.goes_to == f"{PAGE}?gedaan=adres-veranderd"
    assert "Je mail gaat nu naar sam.nieuw@voorbeeld.example." in after.words
    assert "Je mailadres bij Leerkring is veranderd" in await mails(village, reader)


async def test_a13_the_old_address_undoes_it_without_signing_in(village: Village) -> None:
    reader, stranger = await village.reader("Sam"), await village.stranger()
    await reader.fill(PAGE, PAGE, email="dief@voorbeeld.example")
    texts = await mails(village, reader)
    link = path_in(texts["Bevestig je nieuwe mailadres voor Leerkring"], PAGE)
    await reader.post(link, 303)
    undo = path_in((await mails(village, stranger))["Je mailadres bij Leerkring is veranderd"], "/mailadres-stoppen")

    looks = [await stranger.get(undo) for _ in range(2)]
    done = await stranger.post(undo, 200, **looks[0].fields(undo))
    again = await stranger.post(undo, 422)

    assert "Houd mijn oude adres en log overal uit" in looks[1].words
    assert looks[0].response.headers["referrer-policy"] == "no-referrer"
    assert "Je oude mailadres geldt weer" in done.words
    assert "Deze link werkt niet meer" in again.words
    await village.town.tell()
    await reader.get(PAGE, 303)


async def test_a13_who_signed_in_longer_ago_is_asked_to_do_it_again(village: Village) -> None:
    reader = await village.reader("Sam")
    form = (await reader.get(PAGE)).fields(PAGE)
    village.town.clock.forward(minutes=11)

    page = await reader.get(PAGE)
    refused = await reader.post(PAGE, 422, **{**form, "email": "sam.nieuw@voorbeeld.example"})

    assert "Om dit te veranderen, log je eerst opnieuw in." in page.words
    assert 'href="/inloggen?terug=/ik/mailadres"' in page.text
    assert "Log eerst opnieuw in. Dit kan tot tien minuten na het inloggen." in refused.words


async def test_an_address_that_is_none_is_told_at_the_field(village: Village) -> None:
    reader = await village.reader("Sam")

    refused = await reader.fill(PAGE, PAGE, 422, email="geen adres")

    assert "Dit mailadres kunnen we niet gebruiken." in refused.words
    assert refused.fields(PAGE)["email"] == "geen adres"


async def test_the_link_asks_a_stranger_to_sign_in_and_says_when_it_is_over(village: Village) -> None:
    stranger, reader = await village.stranger(), await village.reader("Sam")
    unknown = f"{PAGE}/een-link-die-nooit-gemaakt-is-00000"

    asked = await stranger.get(unknown, 303)
    refused = await reader.post(unknown, 422)

    assert asked.goes_to == f"/inloggen?terug={unknown}"
    assert "Vraag een nieuwe link aan" in refused.words
