"""Agenda points on a page: put on, shown, taken off, put back."""

import re
from datetime import timedelta

from tests.gateway.web.conftest import SLUG, Village


async def test_a_member_puts_a_point_on_the_agenda_once_however_often_the_form_is_sent(village: Village) -> None:
    sam = await village.reader("Sam")
    form = (await sam.get(village.session)).fields(f"{village.session}/agendapunten")
    filled = {**form, "title": "De nacht", "purpose": "DECIDE", "minutes": "25", "note": "Wie blijft er?\r\nEn hoe?"}

    sent = [await sam.post(f"{village.session}/agendapunten", 303, **filled) for _ in range(2)]
    page = await sam.get(sent[0].goes_to)

    assert sent[0].goes_to == sent[1].goes_to == f"{village.session}?gedaan=punt-erop"
    assert page.text.count("<h3>De nacht</h3>") == 1
    assert "Je punt staat op de agenda." in page.words
    assert "Besluiten voorgesteld 25 minuten Wie blijft er? En hoe? Van Sam, professional" in page.words
    assert "65 van de 150 minuten zijn gevuld. Er zijn nog 85 minuten over." in page.words


async def test_an_empty_form_is_refused_at_every_field_at_once(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.fill(village.session, f"{village.session}/agendapunten", 422, minutes="veel", note="Blijft staan")

    assert [line for line in page.text.splitlines() if '<li><a href="#' in line] == [
        '    <li><a href="#title">Schrijf in één zin waar het om gaat.</a></li>',
        '    <li><a href="#purpose">Kies wat je ermee wilt.</a></li>',
        '    <li><a href="#minutes">Schrijf het aantal minuten als getal, bijvoorbeeld 20.</a></li>',
    ]
    again = page.fields(f"{village.session}/agendapunten")
    assert (again["minutes"], again["note"]) == ("veel", "Blijft staan")
    assert page.text.index('role="alert"') < page.text.index("<h1")


async def test_a_point_that_does_not_fit_is_refused_with_its_words_kept(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.fill(
        village.session, f"{village.session}/agendapunten", 422, title="Lang", purpose="INFORM", minutes="120"
    )

    assert "Dit past niet meer in de bijeenkomst." in page.words
    assert page.fields(f"{village.session}/agendapunten")["title"] == "Lang"
    assert page.fields(f"{village.session}/agendapunten")["purpose"] == "INFORM"


async def test_taking_a_point_off_is_asked_first_and_can_be_undone(village: Village) -> None:
    sam = await village.reader("Sam")
    remove = f"{village.session}/agendapunten/{village.point.id}/weghalen"

    asked = await sam.get(remove)
    still_there = await sam.get(village.session)
    gone = await sam.post(remove, 200, **asked.fields(remove))
    again = await sam.post(remove, 200, **asked.fields(remove))  # a reload of the answer
    without = await sam.get(village.session)
    back = await sam.post(f"{village.session}/agendapunten", 303, **gone.fields(f"{village.session}/agendapunten"))
    restored = await sam.get(back.goes_to)

    assert "Wil je dit punt weghalen?" in asked.words
    assert "Een eigen sleutel" in still_there.words
    assert "Zet het punt terug" in gone.words
    assert "Zet het punt terug" in again.words
    assert "Een eigen sleutel" not in without.words
    assert "Een eigen sleutel" in restored.words


async def test_a_point_of_somebody_else_cannot_be_taken_off(village: Village) -> None:
    await village.town.join(SLUG, "Bo")
    bo = await village.reader("Bo")
    remove = f"{village.session}/agendapunten/{village.point.id}/weghalen"

    session = await bo.get(village.session)
    refused = await bo.post(remove, 409, version="1")

    assert "Haal weg" not in session.words
    assert "Haal het punt weg" not in refused.words
    assert "Alleen wie dit punt inbrengt, of wie de agenda maakt, kan dit." in refused.words


async def test_who_arranges_takes_off_the_point_of_another_only_with_a_reason_that_they_read(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    remove = f"{village.session}/agendapunten/{village.point.id}/weghalen"
    asked = await kim.get(remove)

    silent = await kim.post(remove, 422, **asked.fields(remove))
    gone = await kim.post(remove, 303, **silent.fields(remove) | {"reason": "Dit hoort bij de gemeente."})
    session = await kim.get(gone.goes_to)
    today = await sam.get("/")

    assert "Iemand anders stelde dit punt voor." in asked.words
    assert "Waarom haal je het weg?" in silent.words
    assert "Je antwoord is bewaard. Wie het punt voorstelde, krijgt bericht." in session.words
    assert "Dit hoort bij de gemeente." in today.words


async def test_no_point_is_taken_off_once_the_session_has_begun(village: Village) -> None:
    begin = village.series.sessions[0].starts_at
    village.town.clock.moment = begin - timedelta(hours=1)
    sam = await village.reader("Sam")
    remove = f"{village.session}/agendapunten/{village.point.id}/weghalen"
    form = (await sam.get(remove)).fields(remove)
    before = await sam.get(village.session)
    village.town.clock.moment = begin

    session = await sam.get(village.session)
    asked = await sam.get(remove)
    refused = await sam.post(remove, 409, **form)

    assert "Haal weg" in before.words
    assert "Haal weg" not in session.words
    for page in (asked, refused):
        assert "Dit punt blijft staan" in page.words
        assert "Haal het punt weg" not in page.words
        assert "Deze bijeenkomst is begonnen of al geweest. De agenda kan niet meer veranderen." in page.words


async def test_a_stranger_sees_when_a_network_meets_but_not_where_nor_what_about(village: Village) -> None:
    stranger = await village.stranger()

    page = await stranger.get(village.session)

    assert "Donderdag 14 januari 2027" in page.words
    assert "13.30 tot 16.00 uur" in page.words
    assert "Alleen deelnemers van dit netwerk zien waar en waarover het gaat." in page.words
    assert "Utrecht" not in page.words
    assert "Een eigen sleutel" not in page.words


async def test_c092_heavy_words_at_a_point_stand_folded_behind_a_note_that_can_be_changed(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    form = {"title": "Afscheid", "purpose": "EXPLORE", "minutes": "5", "note": "Een kind overleed."}
    adding = f"{village.session}/agendapunten"

    await sam.fill(village.session, adding, **form, content_note="Gaat over verlies.")
    seen = await kim.get(village.session)
    changing = re.search(
        r'href="(/agendapunten/[^"]+/veranderen)"[^>]*>Verander<span class="hidden-words">: Afscheid', seen.text
    )
    assert changing is not None
    stands = (await sam.get(changing[1])).fields(changing[1])
    await sam.fill(changing[1], changing[1], **form, content_note="")
    after = await kim.get(village.session)

    folded = (
        r"<details><summary><strong>Let op, dit kan je raken:</strong> Gaat over verlies\."
        r".*?<p class=\"words\">Een kind overleed\.</p>.*?0800-0113.*?</details>"
    )
    assert re.search(folded, seen.text, re.DOTALL)
    assert stands["content_note"] == "Gaat over verlies."
    assert "Let op, dit kan je raken" not in after.words
    assert "Een kind overleed." in after.words
