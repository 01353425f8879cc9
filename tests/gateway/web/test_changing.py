"""Moving a session and calling it off, from its page (BR-047, J05)."""

import icalendar

from tests.gateway.web.conftest import Village

MOVED = {"on": "21-1-2027", "starts": "14.00", "ends": "16.30", "place": "Zwolle"}


async def test_j05_a_coordinator_moves_a_session_and_the_old_day_stays_as_text(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page = f"{village.session}/veranderen"

    form = (await kim.get(page)).fields(f"{village.session}/verplaatsen")
    done = await kim.fill(page, f"{village.session}/verplaatsen", **MOVED)

    assert (form["on"], form["starts"], form["ends"], form["place"]) == ("14-1-2027", "13.30", "16.00", "Utrecht")
    assert done.goes_to == f"{village.session}?gedaan=verplaatst"
    words = (await sam.get(village.session)).words
    assert "Donderdag 21 januari 2027" in words
    assert "Verplaatst. Was: donderdag 14 januari 2027" in words
    assert f'href="{page}"' not in (await sam.get(village.session)).text
    (event,) = icalendar.Calendar.from_ical((await sam.get(f"{village.session}.ics")).text).walk("VEVENT")
    assert (event["SEQUENCE"], event.decoded("DTSTART").strftime("%Y-%m-%d %H:%M")) == (1, "2027-01-21 14:00")


async def test_what_cannot_be_read_or_cannot_be_is_said_at_its_field(village: Village) -> None:
    kim = await village.reader("Kim")
    page, move = f"{village.session}/veranderen", f"{village.session}/verplaatsen"

    unread = await kim.fill(page, move, 422, **{**MOVED, "on": "morgen"})
    past = await kim.fill(page, move, 422, **{**MOVED, "on": "1-1-2026"})
    far = await kim.fill(page, move, 422, **{**MOVED, "on": "14-2-2027"})

    assert "Schrijf de datum zo: 14-1-2027" in unread.words
    assert "Deze dag is al geweest." in past.words
    assert "kan hooguit tien dagen opschuiven" in far.words
    assert far.fields(move)["on"] == "14-2-2027"


async def test_a_coordinator_calls_a_session_off_with_a_reason(village: Village) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")
    page, cancel = f"{village.session}/veranderen", f"{village.session}/afzeggen"

    silent = await kim.fill(page, cancel, 422, reason="")
    done = await kim.fill(page, cancel, reason="De zaal is dicht.")

    assert "Vul dit in." in silent.words
    assert done.goes_to == f"{village.session}?gedaan=afgezegd"
    assert "Reden: De zaal is dicht." in (await sam.get(village.session)).words
    assert "De zaal is dicht." not in (await (await village.stranger()).get(village.session)).words
    (event,) = icalendar.Calendar.from_ical((await sam.get(f"{village.session}.ics")).text).walk("VEVENT")
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", "Gaat niet door: Bijeenkomst Kring kring")
    await kim.get(page, 403)


async def test_who_does_not_coordinate_cannot_change_a_session(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.get(f"{village.session}/veranderen", 403)
    moved = await sam.post(f"{village.session}/verplaatsen", 403, **MOVED, version=1)

    assert "coördinator" in page.words
    assert "coördinator" in moved.words
