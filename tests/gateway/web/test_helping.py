"""Taking part without a mail address, on pages: adding somebody, offering an account, taking it up, stopping (A-01)."""

import re

from tests.gateway.web.conftest import SLUG, Page, Reader, Village
from tests.gateway.web.test_guardians import carried, mail
from tests.gateway.web.test_joining import after

HELPED = f"/netwerken/{SLUG}/geholpen"


async def added(reader: Reader, status: int = 303, **different: str) -> Page:
    """Fill in the form with which somebody without a mail address takes part."""
    given = {"name": "Stille Vos", "perspective": "YOUNG_PERSON", "age": "FROM_16"}
    return await reader.fill(HELPED, HELPED, status, **given | different)


async def test_a_coordinator_adds_somebody_who_is_in_the_list_of_people_and_gets_no_mail(village: Village) -> None:
    kim = await village.reader("Kim")

    sent = await added(kim)
    said = await after(kim, sent)
    people = await kim.get(f"/netwerken/{SLUG}/mensen")
    await carried(village)

    assert "Deze persoon doet nu mee. Jij helpt." in said
    assert "Stille Vos, jongere" in said
    assert "geholpen door Kim" in said
    assert "Stille Vos" in people.words
    assert f'href="{HELPED}"' in people.text
    assert "Stille Vos" not in (await kim.get("/postvak")).words


async def test_what_is_wrong_stands_at_the_field(village: Village) -> None:
    kim = await village.reader("Kim")
    await added(kim)

    taken = await added(kim, 422)
    unchosen = await added(kim, 422, name=" ", age="", perspective="")
    parent = await added(kim, 422, name="Wilde Zwaan", age="FROM_12_TO_15")

    assert "Zo heet al iemand." in taken.words
    assert 'id="name-wrong"' in taken.text
    assert "Kies samen een schuilnaam en vul die in." in unchosen.words
    assert "Vertel of deze persoon 16 jaar of ouder is." in unchosen.words
    assert "Kies vanuit welke kant deze persoon meedoet." in unchosen.words
    assert "steunpersoon" in parent.words


async def test_helping_is_for_coordinators_and_support_persons(village: Village) -> None:
    await village.town.join(SLUG, "Hulp", role="SUPPORT_PERSON")
    sam, hulp, stranger = await village.reader("Sam"), await village.reader("Hulp"), await village.stranger()

    refused = await sam.get(HELPED, 403)
    allowed = await hulp.get(HELPED)

    assert "alleen voor de coördinator en de steunpersonen" in refused.words
    assert "Je helpt nu niemand." in allowed.words
    assert (await stranger.get(HELPED, 303)).goes_to == f"/inloggen?terug={HELPED}"


async def test_somebody_takes_up_an_account_of_their_own_with_the_link_in_a_mail(village: Village) -> None:
    kim, vos = await village.reader("Kim"), await village.stranger()
    await added(kim)
    action = re.search(rf'action="({HELPED}/[^"]+/account)"', (await kim.get(HELPED)).text)
    assert action
    field = f"email-{action[1].split('/')[-2]}"
    wrong = await kim.fill(HELPED, action[1], 422, **{field: "geen adres"})
    sent = await kim.fill(HELPED, action[1], 303, **{field: "vos@voorbeeld.example"})
    assert "Er gaat een mail uit" in await after(kim, sent)
    letter = await mail(village, kim, "Je kunt een eigen account")
    found = re.search(r"/eigen-account/[A-Za-z0-9_-]+", letter.text)
    assert found

    offered = await vos.get(found[0])
    taken = await vos.fill(found[0], found[0], 303)
    again = await vos.get(found[0], 404)

    assert "Schrijf het zo: naam@voorbeeld.nl" in wrong.words
    assert f'id="{field}-wrong"' in wrong.text
    assert 'value="geen adres"' in wrong.text
    assert "<details open>" in wrong.text
    assert "Stille Vos" not in letter.words
    assert "Stille Vos" not in offered.words
    assert offered.response.headers["referrer-policy"] == "no-referrer"
    assert "Je account is klaar." in await after(vos, taken)
    assert "Deze link werkt niet meer" in again.words
    assert "Je helpt nu niemand." in (await kim.get(HELPED)).words


async def test_who_helps_says_in_which_language_each_mail_is(village: Village) -> None:
    kim = await village.reader("Kim")
    await village.town.join(SLUG, "Hulp", role="SUPPORT_PERSON")
    hulp = await village.reader("Hulp")
    child = {"name": "Wilde Zwaan", "age": "FROM_12_TO_15", "guardian_email": "ouder@voorbeeld.example"}
    wrong = await added(hulp, 422, **child | {"guardian_email": "geen adres"}, language="en")
    await added(hulp, 303, **child, language="en")
    asked = await mail(village, kim, "A question for a parent or guardian")
    await added(kim)
    action = re.search(rf'action="({HELPED}/[^"]+/account)"', (await kim.get(HELPED)).text)
    assert action
    id_ = action[1].split("/")[-2]

    await kim.fill(HELPED, action[1], 303, **{f"email-{id_}": "vos@voorbeeld.example", f"language-{id_}": "en"})
    offered = await mail(village, kim, "You can have an account of your own")

    assert '<option value="en" selected>' in wrong.text
    assert "Wilde Zwaan" not in asked.words
    assert "Stille Vos" not in offered.words


async def test_a_helper_stops_for_somebody(village: Village) -> None:
    kim = await village.reader("Kim")
    await added(kim)
    action = re.search(rf'action="({HELPED}/[^"]+/stoppen)"', (await kim.get(HELPED)).text)
    assert action

    done = await kim.fill(HELPED, action[1], 303)

    assert "Deze persoon doet niet meer mee." in await after(kim, done)
    assert "Stille Vos" not in (await kim.get(f"/netwerken/{SLUG}/mensen")).words
