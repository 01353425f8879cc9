"""Making an agenda on a page: order, publishing, answers to what was proposed, what was not reached, and the programme."""

import re
from datetime import timedelta

import pytest

from tests.gateway.web.conftest import SLUG, Page, Reader, Village

BACKLOG = f"/netwerken/{SLUG}/agendapunten"


@pytest.fixture
async def kim(village: Village) -> Reader:
    """Who coordinates the network."""
    return await village.reader("Kim")


def placed(page: Page) -> list[str]:
    """The ids of the points in a form, in order."""
    return re.findall(r'name="point" value="([^"]+)"', page.text)


def links(page: Page, end: str) -> list[str]:
    """Where a page leads to, or sends a form to, that ends so."""
    return re.findall(rf'(?:href|action)="([^"]*{end})"', page.text)


async def propose(reader: Reader, address: str, action: str, title: str, minutes: int = 20) -> None:
    """Fill in the form for an agenda point."""
    await reader.fill(address, action, title=title, purpose="EXPLORE", minutes=str(minutes))


async def test_a_point_goes_up_with_a_button_and_the_minutes_are_kept_with_it(village: Village, kim: Reader) -> None:
    sam = await village.reader("Sam")
    await propose(sam, village.session, f"{village.session}/agendapunten", "De nacht", 30)
    address = f"{village.session}/agenda"
    page = await kim.get(address)
    first, second = placed(page)
    fields = page.fields(address) | {"point": [first, second], f"minutes-{first}": "25", "up": second}
    fields.pop("save", None)

    sent = await kim.post(address, 303, **fields)
    after = await kim.get(sent.goes_to)

    assert placed(after) == [second, first]
    assert "55 van de 150 minuten zijn gevuld." in after.words
    assert re.findall(r'<button [^>]*value="([^"]+)"[^>]* data-focus>', after.text) == [second]


async def test_an_agenda_that_is_too_long_says_so_and_is_not_published(village: Village, kim: Reader) -> None:
    address = f"{village.session}/agenda"
    page = await kim.get(address)
    (point,) = placed(page)

    sent = await kim.post(address, 303, **(page.fields(address) | {f"minutes-{point}": "200"}))
    after = await kim.get(sent.goes_to)
    publish = f"{address}/publiceren"
    refused = await kim.post(publish, 422, **(await kim.get(publish)).fields(publish))

    assert "De agenda is 50 minuten te lang. Zo kun je hem niet publiceren." in after.words
    assert "Te veel 50" in after.words
    assert (
        "De agenda is te lang. Geef een punt minder minuten, of verplaats een punt naar een andere keer."
        in refused.words
    )


async def test_what_was_changed_is_kept_on_the_way_to_publishing(village: Village, kim: Reader) -> None:
    address = f"{village.session}/agenda"
    page = await kim.get(address)
    (point,) = placed(page)

    sent = await kim.post(address, 303, **(page.fields(address) | {f"minutes-{point}": "25", "publish": "1"}))
    look = await kim.get(sent.goes_to)

    assert '<button class="button-quiet" name="publish" value="1">Bewaar en publiceer</button>' in page.text
    assert sent.goes_to == f"{address}/publiceren"
    assert "25 van de 150 minuten zijn gevuld." in look.words


async def test_minutes_that_are_no_number_are_asked_again_at_their_field(village: Village, kim: Reader) -> None:
    address = f"{village.session}/agenda"
    page = await kim.get(address)
    (point,) = placed(page)

    again = await kim.post(address, 422, **(page.fields(address) | {f"minutes-{point}": "veel"}))

    assert f'<a href="#minutes-{point}">Schrijf het aantal minuten als getal, bijvoorbeeld 20.</a>' in again.text
    assert again.fields(address)[f"minutes-{point}"] == "veel"


async def test_an_agenda_is_shown_before_it_is_published_and_late_only_with_a_reason(
    village: Village, kim: Reader
) -> None:
    publish = f"{village.session}/agenda/publiceren"
    village.town.clock.moment = village.series.sessions[0].starts_at - timedelta(days=3)
    kim = await village.reader("Kim")

    asked = await kim.get(publish)
    refused = await kim.post(publish, 422, **asked.fields(publish))
    sent = await kim.post(publish, 303, **(refused.fields(publish) | {"short_notice_reason": "De zaal was onzeker."}))
    page = await kim.get(sent.goes_to)

    assert "Als je dit publiceert, krijgt iedereen die meedoet een mail met deze agenda." in asked.words
    assert "Waarom komt de agenda korter dan zeven dagen van tevoren?" in asked.words
    assert '<a href="#short_notice_reason">' in refused.text
    assert "De agenda is gepubliceerd." in page.words
    assert "Programma staat klaar" in page.words
    assert "De reden: De zaal was onzeker." in page.words


async def test_a_decision_without_a_question_is_named_when_publishing(village: Village, kim: Reader) -> None:
    await kim.fill(village.session, f"{village.session}/agendapunten", title="Kiezen", purpose="DECIDE", minutes="10")
    publish = f"{village.session}/agenda/publiceren"

    refused = await kim.post(publish, 422, **(await kim.get(publish)).fields(publish))
    (_, change) = links(await kim.get(f"{village.session}/agenda"), "/veranderen")
    page = await kim.get(change)

    assert "“Kiezen” Een besluit gaat over een vraag" in refused.words
    assert f"{village.proposed.title} (niet op de kennisagenda)</option>" in page.text


async def test_who_does_not_arrange_is_told_so(village: Village) -> None:
    sam = await village.reader("Sam")

    for address in (f"{village.session}/agenda", f"{village.session}/agenda/publiceren"):
        page = await sam.get(address, 403)
        assert "Dit doen de gespreksleider en de coördinator." in page.words


async def test_a_proposed_point_gets_an_answer_that_its_proposer_sees_today(village: Village, kim: Reader) -> None:
    """J: nothing a person contributes vanishes without an answer."""
    sam = await village.reader("Sam")
    await propose(sam, BACKLOG, BACKLOG, "Nieuwe folder")
    stands = await kim.get(BACKLOG)
    (answer,) = links(stands, "/antwoord")

    no_reason = await kim.fill(answer, answer, 422, what="PARK", reason="")
    sent = await kim.fill(answer, answer, what="PARK", reason="We wachten op de drukker.")
    page = await sam.get(BACKLOG)
    today = await sam.get("/")

    assert '<a href="#reason">' in no_reason.text
    assert sent.goes_to == f"{BACKLOG}?gedaan=punt-beantwoord"
    assert "Antwoord: We wachten op de drukker." in page.words
    assert "Je punt “Nieuwe folder” wacht op een volgende bijeenkomst." in today.words
    assert "We wachten op de drukker." in today.words


async def test_a_point_that_waits_comes_on_an_agenda(village: Village, kim: Reader) -> None:
    sam = await village.reader("Sam")
    await propose(sam, BACKLOG, BACKLOG, "Nieuwe folder")
    (answer,) = links(await kim.get(BACKLOG), "/antwoord")

    sent = await kim.fill(answer, answer, what=str(village.series.sessions[1].id), reason="")
    session = await sam.get(f"/bijeenkomsten/{village.series.sessions[1].id}")

    assert sent.goes_to == f"/bijeenkomsten/{village.series.sessions[1].id}/agenda?gedaan=punt-geplaatst"
    assert "Nieuwe folder" in session.words


async def test_who_proposed_a_point_changes_it_and_takes_it_back(village: Village) -> None:
    sam = await village.reader("Sam")
    await propose(sam, BACKLOG, BACKLOG, "Nieuwe folder")
    page = await sam.get(BACKLOG)
    (change,) = links(page, "/veranderen")
    (back,) = links(page, "/terugnemen")

    await sam.fill(change, change, title="Een folder in gewone taal")
    changed = await sam.get(BACKLOG)
    await sam.fill(BACKLOG, back)
    gone = await sam.get(BACKLOG)

    assert "Een folder in gewone taal" in changed.words
    assert "Er wacht niets." in gone.words


async def test_after_a_session_what_was_not_reached_goes_on(village: Village) -> None:
    village.town.clock.moment = village.series.sessions[0].ends_at + timedelta(hours=1)
    kim = await village.reader("Kim")
    address = f"{village.session}/agenda/na-afloop"
    page = await kim.get(address)
    fields = page.fields(address)

    sent = await kim.post(address, 303, **(fields | {"reached": [], "to": "NEXT"}))
    after = await kim.get(sent.goes_to)
    following = await kim.get(f"/bijeenkomsten/{village.series.sessions[1].id}")

    assert "Een eigen sleutel" in page.words
    assert "Een eigen sleutel" not in after.words
    assert "Een eigen sleutel" in following.words


async def test_the_programme_has_times_and_no_names(village: Village) -> None:
    sam = await village.reader("Sam")
    await propose(sam, village.session, f"{village.session}/agendapunten", "De nacht", 30)

    page = await sam.get(f"{village.session}/programma")

    table = page.words[page.words.index("Hoe laat Wat") : page.words.index("Einde") + 5]
    assert table.startswith("Hoe laat Wat 13.30 Een eigen sleutel")
    assert "14.10 De nacht Samen uitzoeken, 30 minuten, professional 16.00 Einde" in table
    assert "Sam" not in table.replace("Samen", "")


async def test_shares_are_shown_to_who_arranges_with_a_hint(village: Village) -> None:
    village.town.clock.moment = village.series.sessions[0].ends_at + timedelta(hours=1)
    kim, sam = await village.reader("Kim"), await village.reader("Sam")

    arranges, member = await kim.get(BACKLOG), await sam.get(BACKLOG)

    assert "Wie kreeg de tijd?" in arranges.words
    assert "Wie kreeg de tijd?" not in member.words


async def test_making_an_agenda_costs_the_same_with_one_point_and_with_five(village: Village, kim: Reader) -> None:
    address, costs = f"{village.session}/agenda", []

    for number in range(3):
        for _ in range(2 * number):
            await propose(kim, village.session, f"{village.session}/agendapunten", f"Punt {number}", 5)
        for _ in range(2):
            village.town.forget_counts()
            await kim.get(address)
        costs.append((village.town.asking.calls, village.town.statements))

    assert costs[0] == costs[1] == costs[2]
