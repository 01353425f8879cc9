"""Contact details in a form: told at the field with another way to say it, and let through once somebody looked (PR-6)."""

import re
from typing import Any

import pytest

from services.gateway.graphql.posting import PostedInput, is_posted
from services.gateway.graphql.schema import SCHEMA
from services.gateway.web.contact_refusals import MAY_STAND, NEVER
from services.gateway.web.documents import all_documents
from services.gateway.web.forms import Form
from services.gateway.web.refusals import Fault
from tests.gateway.web.conftest import SLUG, Page, Reader, Village
from tests.gateway.web.test_every_page import check
from tests.gateway.web.test_minutes import shared
from tests.gateway.web.test_stories import option

PHONE = "Bel 030-1234567."
BOX = 'name="contact_details_may_stand"'
FLAGGED = "Zo te zien staat hier een telefoonnummer."
NETWORK = f"/netwerken/{SLUG}"
QUESTION = {
    "title": "Hoe blijft een kind op school?",
    "why": PHONE,
    "who_notices": "Kinderen en leraren.",
    "origin": "Een gesprek met een leraar.",
    "theme": "ONDERWIJS",
    "track": "RESEARCH",
}
POINT = {"title": "De nacht", "purpose": "EXPLORE", "minutes": "5", "note": PHONE}


async def flagged(reader: Reader, address: str, form: str, at: str, **fields: Any) -> Page:
    """Fill in a form with contact details; it comes back with what was typed, and asks to look."""
    page = await reader.fill(address, form, 422, **fields)
    check(page, "nl")
    assert FLAGGED in page.words
    assert page.text.count(BOX) == 1
    assert page.fields(form)[at] == fields[at]
    return page


async def looked(reader: Reader, page: Page, form: str, **fields: Any) -> Page:
    """Say that it may stand, and send the form again as it came back."""
    return await reader.post(form, 303, **{**page.fields(form), **fields, "contact_details_may_stand": "yes"})


async def test_pr_6_a_question_comes_back_with_the_box_at_the_field_and_goes_on_once_somebody_looked(
    village: Village,
) -> None:
    sam, form = await village.reader("Sam"), f"{NETWORK}/vragen/nieuw"

    page = await flagged(sam, form, form, "why", **QUESTION)
    unticked = await sam.post(form, 422, **{**page.fields(form), **QUESTION})
    done = await looked(sam, unticked, form, **QUESTION)
    question = await sam.get(done.goes_to)

    assert '<a href="#why">' + FLAGGED in page.text
    assert 'id="why-looked"' in page.text
    assert PHONE in question.words


async def test_pr_6_the_box_is_there_in_english_too(village: Village) -> None:
    sam, form = await village.reader("Sam"), f"{NETWORK}/vragen/nieuw"
    await sam.post("/taal", 303, taal="en", terug="/")

    page = await sam.fill(form, form, 422, **QUESTION)

    assert "There seems to be a telephone number here." in page.words
    assert "I have checked everything: it may stay like this" in page.words


async def test_pr_6_a_young_person_is_told_why_not_and_gets_no_box(village: Village) -> None:
    await village.town.join(SLUG, "Noor", perspective="YOUNG_PERSON")
    noor, form = await village.reader("Noor"), f"{NETWORK}/vragen/nieuw"

    page = await noor.fill(form, form, 422, **QUESTION)
    insisted = await noor.post(form, 422, **{**page.fields(form), **QUESTION, "contact_details_may_stand": "yes"})

    for each in (page, insisted):
        assert "Dat laten we hier niet zien, zodat niemand je zomaar kan bellen. Haal het weg." in each.words
        assert BOX not in each.text
        assert each.fields(form)["why"] == PHONE


async def test_pr_6_agenda_points(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    add = f"{village.session}/agendapunten"
    backlog = f"{NETWORK}/agendapunten"
    change = f"/agendapunten/{village.point.id}/veranderen"
    remove = f"{village.session}/agendapunten/{village.point.id}/weghalen"

    await looked(sam, await flagged(sam, village.session, add, "note", **POINT), add, **POINT)
    await looked(sam, await flagged(sam, backlog, backlog, "note", **POINT), backlog, **POINT)
    await looked(sam, await flagged(sam, change, change, "note", **POINT), change, **POINT)
    await looked(kim, await flagged(kim, remove, remove, "reason", reason=PHONE), remove)
    heavy = {**POINT, "note": "Over de nacht.", "content_note": PHONE}
    await looked(sam, await flagged(sam, village.session, add, "content_note", **heavy), add, **heavy)


async def test_pr_6_the_answer_to_an_agenda_point_and_a_late_agenda(village: Village) -> None:
    kim = await village.reader("Kim")
    answer = f"/agendapunten/{village.point.id}/antwoord"
    publish = f"{village.session}/agenda/publiceren"
    said = {"what": "DECLINE", "reason": PHONE}
    village.town.clock.moment = village.series.sessions[0].starts_at
    village.town.clock.forward(days=-2)
    kim = await village.reader("Kim")

    page = await flagged(kim, publish, publish, "short_notice_reason", short_notice_reason=PHONE)
    await looked(kim, await flagged(kim, answer, answer, "reason", **said), answer, **said)

    assert 'id="short_notice_reason-looked"' in page.text


async def test_pr_6_calling_off_a_document_fixed_points_and_a_reminder(village: Village) -> None:
    kim = await village.reader("Kim")
    document = f"{village.session}/documenten"
    fixed = f"{NETWORK}/bijeenkomsten/reeksen/{village.series.id}/vaste-punten"
    reminder = f"{village.session}/herinnering"
    cancel = f"{village.session}/afzeggen"
    first = {"title_0": "Rondje", "note_0": PHONE, "purpose_0": "INFORM", "minutes_0": "5"}
    paper = {"title": PHONE, "url": "https://voorbeeld.example/a"}

    await looked(kim, await flagged(kim, fixed, fixed, "note_0", **first), fixed, **first)
    await looked(kim, await flagged(kim, document, document, "title", **paper), document, **paper)
    await looked(kim, await flagged(kim, reminder, reminder, "words", words=PHONE), reminder)
    look = await kim.fill(f"{village.session}/veranderen", f"{cancel}/nakijken", 200, reason=PHONE)
    back = await kim.post(cancel, 422, **look.fields(cancel))
    again = {**back.fields(f"{cancel}/nakijken"), "contact_details_may_stand": "yes"}
    once_more = await kim.post(f"{cancel}/nakijken", 200, **again)
    await kim.post(cancel, 303, **once_more.fields(cancel))

    assert FLAGGED in back.words
    assert back.text.count(BOX) == 1


async def test_pr_6_a_date_poll_keeps_the_tick_over_its_two_steps(village: Village) -> None:
    kim = await village.reader("Kim")
    form, look = f"{NETWORK}/datumprikkers/nieuw", f"{NETWORK}/datumprikkers/nieuw/nakijken"
    asked = {
        "title": PHONE,
        "dates": "14-1-2028",
        "starts": "13.30",
        "ends": "16.00",
        "answer_until": "1-1-2028",
        "perspectives": "PROFESSIONAL",
    }

    page = await kim.post(form, 422, **{**(await kim.get(form)).fields(look), **asked})
    query = "&".join(f"{name}={value}" for name, value in {**asked, "contact_details_may_stand": "yes"}.items())
    second = await kim.get(f"{look}?{query}")
    await kim.post(form, 303, **second.fields(form))

    assert FLAGGED in page.words
    assert page.text.count(BOX) == 1


async def test_pr_6_the_day_itself(village: Village) -> None:
    await village.town.join(SLUG, "Fay", role="FACILITATOR")
    village.town.clock.moment = village.series.sessions[0].starts_at
    fay, day = await village.reader("Fay"), f"{village.session}/vandaag"
    own = {"check_in": "OWN", "words": PHONE}

    await looked(fay, await flagged(fay, day, f"{day}/parkeren", "words", words=PHONE), f"{day}/parkeren")
    await looked(fay, await flagged(fay, day, f"{day}/incheckvraag", "words", **own), f"{day}/incheckvraag", **own)
    line = next(part for part in (await fay.get(day)).text.split('action="') if "/antwoord" in part.split('"')[0])
    answer = line.split('"')[0]
    await looked(fay, await flagged(fay, day, answer, "answer", answer=PHONE), answer)


async def test_pr_6_minutes_comments_answers_addenda_and_actions(village: Village) -> None:
    village.town.clock.moment = village.series.sessions[0].starts_at
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    minutes, write = f"{village.session}/verslag", f"{village.session}/verslag/schrijven"
    part = f"part-{village.point.id}"
    story = f"{minutes}/verhaal"

    page = await flagged(kim, write, write, part, **{part: PHONE})
    assert f'<a href="#{part}">' in page.text
    await looked(kim, page, write)
    told = {"teller": option(await kim.get(story), "Sam"), "text": PHONE}
    await looked(kim, await flagged(kim, story, story, "text", **told), story, **told)
    await kim.fill(f"{minutes}/delen", f"{minutes}/delen")
    comment, said = f"{minutes}/opmerking", {"text": PHONE, "kind": "comment"}
    await looked(sam, await flagged(sam, minutes, comment, "text", **said), comment, **said)
    waits = (await kim.get(minutes)).text
    answer = next(part for part in waits.split('action="') if "/verslag/opmerkingen/" in part.split('"')[0]).split('"')[
        0
    ]
    id_ = answer.rpartition("/")[2]
    answered = {f"answer-{id_}": PHONE, f"adopted-{id_}": "yes"}
    await looked(kim, await flagged(kim, minutes, answer, f"answer-{id_}", **answered), answer, **answered)
    village.town.clock.forward(days=11)
    kim = await village.reader("Kim")
    await kim.fill(minutes, f"{minutes}/vaststellen")
    addendum = f"{minutes}/aanvulling"
    await looked(kim, await flagged(kim, minutes, addendum, "text", text=PHONE), addendum)


async def test_pr_6_what_came_of_an_action(village: Village) -> None:
    await shared(village)
    sam = await village.reader("Sam")
    found = re.search(r'<a href="(/acties/[^"?]+)"', (await sam.get("/acties")).text)
    assert found is not None
    form = f"{found[1]}/klaar"

    page = await flagged(sam, found[1], form, "answer", answer=PHONE)
    dropped = await sam.post(f"{found[1]}/vervalt", 422, **page.fields(form))
    await looked(sam, dropped, form)

    assert dropped.text.count(BOX) == 1


def test_pr_6_every_mutation_that_takes_words_for_others_has_a_form_that_asks_to_look() -> None:
    offered = {document.input_kind for document in all_documents() if is_posted(document.input_kind)}
    kinds = {name for name, kind in SCHEMA.type_map.items() if "contactDetailsMayStand" in getattr(kind, "fields", {})}

    assert kinds == {kind.__name__ for kind in PostedInput.__subclasses__()}
    assert offered == kinds


@pytest.mark.parametrize("sentence", sorted(MAY_STAND))
def test_pr_6_the_box_stands_at_the_first_field_and_nowhere_once_something_never_may(sentence: str) -> None:
    faults = [Fault("title", "Vul dit in."), Fault("why", sentence), Fault("origin", sentence)]

    assert Form(faults=faults).asks_to_look == "why"
    assert Form(faults=[*faults, Fault("note", min(NEVER))]).asks_to_look is None
    assert Form(faults=faults[:1]).asks_to_look is None
