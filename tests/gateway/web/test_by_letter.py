"""Somebody who cannot sign in asks by letter or telephone to be erased: what the officer and the person see (J20)."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from services.network.people.models.accounts import Person
from shared.bus.work import Work
from tests.gateway.web.conftest import Page, Reader, Village
from tests.gateway.web.test_my_data import go_on

FORM = "/beheer/wissen/aanvragen"
ASKED = {"email": "sam@voorbeeld.example", "checked": "DOCUMENT", "confirmation": "wissen"}


async def officer(village: Village) -> Reader:
    """Kim, who watches over privacy and signed in just now."""
    await village.town.grant("Kim", "PRIVACY_OFFICER")
    return await village.reader("Kim")


async def ask_for(kim: Reader) -> tuple[str, Page]:
    """Kim writes down that Sam asked; gives the reference, and the page on which it stands."""
    sent = await kim.fill(FORM, FORM, 303, **ASKED)
    return sent.goes_to.rpartition("/")[2], await kim.get(sent.goes_to)


async def mail_to_sam(village: Village, reader: Reader) -> Page | None:
    """The mail that tells of it, in the local mailbox."""
    await village.deliver()
    rows = [row for row in (await reader.get("/postvak")).text.split("<li") if "We gaan alles van je wissen" in row]
    assert len(rows) <= 1
    return await reader.get("/postvak/" + rows[0].partition('href="/postvak/')[2].partition('"')[0]) if rows else None


async def _addresses(work: Work) -> set[str | None]:
    return set((await work.session.scalars(select(col(Person.email)))).all())


async def test_j20_by_letter_then_a_mail_then_a_week_then_gone(village: Village) -> None:
    kim = await officer(village)

    reference, receipt = await ask_for(kim)
    mail = await mail_to_sam(village, kim)
    listed = await kim.get("/beheer/wissen")
    village.town.clock.forward(days=7, minutes=-1)
    await go_on(village)
    waits = await kim.get(f"/gegevens/gewist/{reference}")
    village.town.clock.forward(minutes=1)
    await go_on(village)
    done = await kim.get(f"/gegevens/gewist/{reference}")

    assert reference in receipt.words
    assert "We beginnen op zaterdag 28 november 2026, 13.00 uur." in receipt.words
    assert "Het moet volgens de wet klaar zijn op 21 december 2026." in receipt.words
    assert mail is not None
    assert "/ik/gegevens" in mail.text
    assert f"{reference} wacht gevraagd per brief, per telefoon of aan de balie" in listed.words
    assert "We beginnen op" in waits.words
    assert "Alles van je is gewist" in done.words
    assert done.words.count("gedaan") == 7
    assert await village.town.network.door.change(_addresses) == {"kim@voorbeeld.example"}


async def test_j20_by_letter_then_a_mail_then_stopped_by_the_person(village: Village) -> None:
    kim = await officer(village)
    reference, _ = await ask_for(kim)
    assert await mail_to_sam(village, kim) is not None
    sam = await village.reader("Sam")

    mine = await sam.get("/ik/gegevens")
    await sam.post("/ik/gegevens/wissen/stoppen", 303)
    village.town.clock.forward(days=8)
    await go_on(village)

    assert "Op zaterdag 28 november 2026, 13.00 uur wissen we alles wat we van je hebben." in mine.words
    assert "Dit is gevraagd per brief, per telefoon of aan de balie." in mine.words
    again = await village.reader("Kim")
    assert "Op tijd gestopt." in (await again.get("/beheer/wissen")).words
    assert "Je hebt het op tijd gestopt." in (await again.get(f"/gegevens/gewist/{reference}")).words
    assert "sam@voorbeeld.example" in await village.town.network.door.change(_addresses)


async def test_j20_what_is_stopped_before_the_mail_left_is_not_mailed(village: Village) -> None:
    kim, sam = await officer(village), await village.reader("Sam")
    await ask_for(kim)

    await sam.post("/ik/gegevens/wissen/stoppen", 303)

    assert await mail_to_sam(village, kim) is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "niemand@voorbeeld.example"}, "Geen account heeft dit mailadres."),
        ({"email": ""}, "Dit mailadres kunnen we niet gebruiken."),
        ({"email": "kim@voorbeeld.example"}, "Dit is je eigen account."),
        ({"checked": ""}, "Kies hoe je nakeek wie het vraagt."),
        ({"checked": "GELOOFD"}, "Kies hoe je nakeek wie het vraagt."),
        ({"confirmation": "ja"}, "Typ het woord wissen"),
    ],
)
async def test_what_was_typed_stays_where_something_is_wrong(
    village: Village, wrong: dict[str, str], sentence: str
) -> None:
    kim = await officer(village)
    typed = {**ASKED, **wrong}

    page = await kim.fill(FORM, FORM, 422, **typed)

    page.parsed()
    assert sentence in page.words
    assert page.title.startswith("Niet gelukt:")
    kept = {name: value for name, value in page.fields(FORM).items() if name != "key"}
    chosen = {} if "checked" in wrong else {"checked": typed["checked"]}
    assert kept == {"email": typed["email"], "confirmation": typed["confirmation"], **chosen}
    assert "Niemand heeft gevraagd" in (await kim.get("/beheer/wissen")).words


async def test_who_signed_in_longer_ago_signs_in_again_first(village: Village) -> None:
    kim = await officer(village)
    village.town.clock.forward(minutes=11)

    page = await kim.fill(FORM, FORM, 422, **ASKED)

    assert "Log eerst opnieuw in." in page.words
    assert page.fields(FORM)["email"] == ASKED["email"]


async def test_the_page_is_for_privacy_officers_only(village: Village) -> None:
    await village.town.grant("Kim", "PLATFORM_ADMIN")
    kim, stranger = await village.reader("Kim"), await village.stranger()

    await kim.get(FORM, 404)
    await kim.post(FORM, 404, **ASKED)
    asked = await stranger.get(FORM, 303)

    assert asked.goes_to.startswith("/inloggen")


@pytest.mark.parametrize("who", ["Kim", "Sam", None])
async def test_a40_graphql_refuses_who_is_no_privacy_officer(village: Village, who: str | None) -> None:
    visitor = await village.town.signed_in(who) if who else await village.town.visitor()

    answer = await visitor.do("requestErasureFor", "... on Erasure { reference }", **ASKED)

    assert answer["__typename"] == "Refusal"
    assert answer["code"] == ("NOT_THE_PRIVACY_OFFICER" if who else "NOT_SIGNED_IN")


async def test_an_account_for_which_a_request_stands_gives_that_one(village: Village) -> None:
    sam = await village.reader("Sam")
    await sam.fill("/ik/gegevens/wissen", "/ik/gegevens/wissen", 303, confirmation="wissen", when="later")
    kim = await officer(village)

    reference, receipt = await ask_for(kim)

    assert "Voor dit account stond al een verzoek: zelf gevraagd." in receipt.words
    assert reference in (await kim.get("/beheer/wissen")).words
    assert await mail_to_sam(village, kim) is None


async def test_the_officers_log_says_how_they_checked_who_asked(village: Village) -> None:
    kim = await officer(village)
    await ask_for(kim)

    log = await kim.get("/ik/logboek")

    said = "Gevraagd om alles te wissen: voor iemand anders, die een identiteitsbewijs liet zien Door jou"
    assert said in log.words
