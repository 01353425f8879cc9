"""Changing a session, those after it or all of its series, and calling one off, from its page (BR-042, BR-047, J05)."""

import re

import icalendar

from tests.gateway.web.conftest import Reader, Village
from tests.gateway.web.test_every_page import check

MOVED = {"on": "21-1-2027", "starts": "14.00", "ends": "16.30", "place": "Zwolle"}


def looked_at(village: Village, **said: str) -> str:
    """Where a change is looked at before it is made."""
    query = "&".join(f"{name}={value}" for name, value in said.items())
    return f"{village.session}/veranderen/nakijken?{query}"


async def test_j05_a_coordinator_moves_a_session_after_a_look_and_the_old_day_stays_as_text(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{village.session}/veranderen"

    form = (await kim.get(page)).fields(f"{page}/nakijken")
    look = await kim.get(looked_at(village, **MOVED))
    done = await kim.fill(looked_at(village, **MOVED), page)

    assert (form["on"], form["starts"], form["ends"], form["place"]) == ("14-1-2027", "13.30", "16.00", "Utrecht")
    assert "Was: donderdag 14 januari 2027" in look.words
    assert "Plek wordt: Zwolle." in look.words
    assert done.goes_to == f"{village.session}?gedaan=veranderd"
    words = (await sam.get(village.session)).words
    assert "Donderdag 21 januari 2027" in words
    assert "Verplaatst. Was: donderdag 14 januari 2027" in words
    assert f'href="{page}"' not in (await sam.get(village.session)).text
    (event,) = icalendar.Calendar.from_ical((await sam.get(f"{village.session}.ics")).text).walk("VEVENT")
    assert (event["SEQUENCE"], event.decoded("DTSTART").strftime("%Y-%m-%d %H:%M")) == (1, "2027-01-21 14:00")


async def test_what_cannot_be_read_or_cannot_be_is_said_where_it_stands(village: Village) -> None:
    kim = await village.reader("Kim")

    unread = await kim.get(looked_at(village, **{**MOVED, "on": "morgen"}), 422)
    unsafe = await kim.get(looked_at(village, link="http://video.example"), 422)
    past = await kim.get(looked_at(village, on="1-1-2026"))
    far = await kim.get(looked_at(village, on="14-2-2027"))

    assert "Schrijf de datum zo: 14-1-2027" in unread.words
    assert "Plak hier een link die met https:// begint." in unsafe.words
    assert "Dit kan niet: die dag is al geweest." in past.words
    assert "Dit kan niet: een bijeenkomst schuift hooguit tien dagen op." in far.words
    assert "Verander dit" not in far.words


async def test_a_series_changes_but_for_what_was_left_out_and_can_be_taken_back(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{village.session}/veranderen"
    said = {"scope": "ALL", "nth": "2", "weekday": "4", "link": "https://video.example/kring"}
    look = await kim.get(looked_at(village, **said))
    fields = look.fields(page)

    done = await kim.fill(looked_at(village, **said), page, keep=fields["keep"][1:])
    listed = await kim.get("/netwerken/kring/bijeenkomsten")
    (undo,) = re.findall(r'action="([^"]+/veranderingen/[^"]+/terugdraaien)"', listed.text)
    back = await kim.fill("/netwerken/kring/bijeenkomsten", undo)

    assert "vrijdag 8 januari 2027" in look.words.lower()
    assert "krijgt wie is uitgenodigd binnen een paar minuten één mail" in look.words  # two people: no figure
    named = "Er zijn net 5 bijeenkomsten veranderd. Vrijdag 12 maart 2027, 13.30 uur Was: donderdag 11 maart 2027, 13.30 uur."
    assert named in listed.words
    assert done.goes_to == "/netwerken/kring/bijeenkomsten?gedaan=veranderd"
    assert "Vrijdag 12 maart 2027" in listed.words
    assert "Donderdag 14 januari 2027" in listed.words
    assert back.goes_to == "/netwerken/kring/bijeenkomsten?gedaan=verandering-terug"
    assert "Donderdag 11 maart 2027" in (await sam.get("/netwerken/kring/bijeenkomsten")).words


async def test_where_to_join_online_is_shown_to_who_says_they_come(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    said = {"link": "https://video.example/kring"}
    await kim.fill(looked_at(village, **said), f"{village.session}/veranderen")

    silent = await sam.get(village.session)
    assert "Zeg eerst dat je komt, dan zie je hier de link." in silent.words
    assert "video.example" not in silent.text + (await sam.get(f"{village.session}.ics")).text
    assert 'href="https://video.example/kring"' in (await kim.get(village.session)).text
    await sam.post(f"{village.session}/kom-je", 303, answer="COMING", companions="0")
    assert 'href="https://video.example/kring"' in (await sam.get(village.session)).text
    assert "CONFERENCE" in (await sam.get(f"{village.session}.ics")).text
    for address in (village.session, f"{village.session}.ics", "/netwerken/kring/bijeenkomsten"):
        assert "video.example" not in (await (await village.stranger()).get(address)).text


async def test_a_coordinator_calls_a_session_off_with_a_reason(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page, cancel = f"{village.session}/veranderen", f"{village.session}/afzeggen"

    silent = await kim.fill(page, f"{cancel}/nakijken", 422, reason="")
    look = await kim.fill(page, f"{cancel}/nakijken", 200, reason="De zaal is dicht.")
    before = await sam.get(village.session)
    done = await kim.post(cancel, 303, **look.fields(cancel))

    assert "Vertel waarom het niet doorgaat." in silent.words
    assert "Reden: De zaal is dicht." in look.words
    assert "krijgt wie al was uitgenodigd binnen een paar minuten één mail." in look.words  # two people: no figure
    assert "Gaat niet door" not in before.words
    check(look, "nl")
    assert done.goes_to == f"{village.session}?gedaan=afgezegd"
    assert "Reden: De zaal is dicht." in (await sam.get(village.session)).words
    assert "De zaal is dicht." not in (await (await village.stranger()).get(village.session)).words
    (event,) = icalendar.Calendar.from_ical((await sam.get(f"{village.session}.ics")).text).walk("VEVENT")
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", "Gaat niet door: Bijeenkomst Kring kring")
    await kim.get(page, 403)


async def test_what_was_called_off_of_a_series_is_named_and_taken_back(village: Village) -> None:
    kim = await village.reader("Kim")
    page, cancel, listed = (
        f"{village.session}/veranderen",
        f"{village.session}/afzeggen",
        "/netwerken/kring/bijeenkomsten",
    )

    look = await kim.fill(page, f"{cancel}/nakijken", 200, reason="De zaal is dicht.", off="ALL")
    fields = look.fields(cancel)
    done = await kim.post(cancel, 303, **{**fields, "keep": fields["keep"][:2]})
    off = await kim.get(listed)
    (undo,) = re.findall(r'action="([^"]+/veranderingen/[^"]+/terugdraaien)"', off.text)
    back = await kim.fill(listed, undo)

    check(look, "nl")
    assert len(fields["keep"]) == 6
    assert done.goes_to == f"{village.session}?gedaan=afgezegd"
    said = (
        "Er zijn net 2 bijeenkomsten afgezegd. Donderdag 14 januari 2027, 13.30 uur Donderdag 11 maart 2027, 13.30 uur"
    )
    assert said in off.words
    assert back.goes_to == f"{listed}?gedaan=verandering-terug"
    assert "Gaat niet door" not in (await kim.get(village.session)).words


async def beforehand(village: Village, kim: Reader) -> str:
    """Kim plans a meeting beforehand of young people, that takes place; gives its address."""
    listed = "/netwerken/kring/bijeenkomsten"
    await village.town.join("kring", "Noa", perspective="YOUNG_PERSON")
    (plan,) = re.findall(r'href="([^"]+/nieuw\?type=PRE_MEETING[^"]+)"', (await kim.get(village.session)).text)
    said = {"on": "7-1-2027", "starts": "16.00", "ends": "17.00", "perspective": "YOUNG_PERSON"}
    made = await kim.fill(plan.replace("&amp;", "&"), f"{listed}/nieuw", **said)
    address = made.goes_to.partition("?")[0]
    await kim.fill(address, f"{listed}/ideeen/bevestigen")
    return address


async def test_nothing_is_said_to_be_called_off_where_only_what_is_beforehand_was_ticked(village: Village) -> None:
    kim = await village.reader("Kim")
    page, cancel = f"{village.session}/veranderen", f"{village.session}/afzeggen"
    meeting = await beforehand(village, kim)

    look = await kim.fill(page, f"{cancel}/nakijken", 200, reason="De zaal is dicht.")
    fields = look.fields(cancel)
    refused = await kim.post(cancel, 422, **{**fields, "keep": meeting.rpartition("/")[2]})

    assert len(fields["keep"]) == 2
    assert "Een voorgesprek valt alleen weg als de bijeenkomst zelf wegvalt." in refused.words
    assert "De zaal is dicht." in refused.text
    assert "Gaat niet door" not in (await kim.get(meeting)).words + (await kim.get(village.session)).words


async def test_what_was_planned_since_the_page_was_shown_is_not_called_off_with_it(village: Village) -> None:
    kim = await village.reader("Kim")
    cancel = f"{village.session}/afzeggen"

    look = await kim.fill(f"{village.session}/veranderen", f"{cancel}/nakijken", 200, reason="De zaal is dicht.")
    fields = look.fields(cancel)
    meeting = await beforehand(village, kim)
    await kim.post(cancel, 303, **fields)

    assert "Gaat niet door" in (await kim.get(village.session)).words
    assert "Gaat niet door" not in (await kim.get(meeting)).words


async def test_who_does_not_coordinate_cannot_change_a_session(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.get(f"{village.session}/veranderen", 403)
    moved = await sam.post(f"{village.session}/veranderen", 403, **MOVED, version=1)

    assert "coördinator" in page.words
    assert "coördinator" in moved.words
