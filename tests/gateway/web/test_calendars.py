"""My calendar: an address that is shown once, what a calendar program fetches there, and one session as a file (J16)."""

import re
from datetime import timedelta

import icalendar
import pytest
import vobject

from shared.bus.work import Work
from tests.gateway.web.conftest import Page, Village

PAGE = "/ik/kalender"


def address(page: Page) -> str:
    """The address that a page shows, without the house before it."""
    found = re.search(r"(/kalender/[A-Za-z0-9_-]{43}\.ics)</pre>", page.text)
    assert found, page.words
    return found[1]


async def test_j16_an_address_is_shown_once_and_opens_without_signing_in(village: Village) -> None:
    reader = await village.reader("Sam")

    made = await reader.fill(PAGE, PAGE, 200, words="whole")
    feed = await (await village.stranger()).get(address(made))

    assert "We laten hem maar één keer zien" in made.words
    assert made.response.headers["cache-control"] == "no-store"
    assert "/kalender/" not in (await reader.get(PAGE)).text
    assert f'href="webcal://localhost{address(made)}"' in made.text
    assert feed.response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert feed.response.headers["cache-control"] == "private, max-age=0, must-revalidate"
    assert (feed.response.headers["referrer-policy"], feed.response.headers["x-robots-tag"]) == (
        "no-referrer",
        "noindex",
    )


async def test_j16_two_other_programs_read_the_feed_as_it_was_meant(village: Village) -> None:
    reader = await village.reader("Sam")

    made = await reader.fill(PAGE, PAGE, 200, words="whole")
    content = (await reader.get(address(made))).text

    theirs = icalendar.Calendar.from_ical(content)
    others = vobject.readOne(content)
    assert [str(event.decoded("DTSTART")) for event in theirs.walk("VEVENT")] == [
        str(event.dtstart.value) for event in others.vevent_list
    ]
    assert {str(event["SUMMARY"]) for event in theirs.walk("VEVENT")} == {"Bijeenkomst Kring kring"}
    assert {event.location.value for event in others.vevent_list} == {"Utrecht"}
    assert {event.decoded("DTSTART").strftime("%H:%M") for event in theirs.walk("VEVENT")} == {"13:30"}
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
    assert content.count("\n") == content.count("\r\n")
    assert "Sam" not in content


async def test_j16_what_is_to_come_is_a_list_to_print_without_the_secret_address(village: Village) -> None:
    reader = await village.reader("Sam")

    made = await reader.fill(PAGE, PAGE, 200, words="whole")

    column = next(node for node in made.parsed().iter("div") if node.get("class") == "column stack")
    printed = [node for node in column if "no-print" not in node.get("class", "")]
    words = " ".join(" ".join("".join(node.itertext()).split()) for node in printed)
    assert words.startswith("Mijn kalender Wat er komt Druk op Ctrl+P om deze lijst te printen.")
    assert "Donderdag 14 januari 2027, 13.30 tot 16.00 uur" in words
    assert address(made) not in words
    assert "Van welk netwerk?" not in words


async def test_j16_on_request_a_feed_says_only_that_there_is_a_session(village: Village) -> None:
    reader = await village.reader("Sam")

    made = await reader.fill(PAGE, PAGE, 200, words="few")
    content = (await reader.get(address(made))).text

    (event, *_) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["CLASS"])) == ("Bijeenkomst", "PRIVATE")
    assert "LOCATION" not in content
    assert "Kring" not in content
    assert "X-WR-CALNAME:Leerkring\r\n" in content


async def test_j16_a_new_address_leaves_410_at_the_old_one(village: Village) -> None:
    reader = await village.reader("Sam")
    first = address(await reader.fill(PAGE, PAGE, 200, words="whole"))

    second = address(await reader.fill(PAGE, PAGE, 200, words="whole"))

    stranger = await village.stranger()
    gone = await stranger.get(first, 410)
    assert gone.text == ""
    assert (await stranger.get(second)).text.startswith("BEGIN:VCALENDAR\r\n")
    await stranger.get("/kalender/" + "x" * 43 + ".ics", 404)


async def test_a_program_that_has_the_calendar_already_is_told_so(village: Village) -> None:
    reader = await village.reader("Sam")
    feed = address(await reader.fill(PAGE, PAGE, 200, words="whole"))

    first = (await reader.get(feed)).response
    village.town.clock.forward(hours=7)
    again = await reader.visitor.client.get(feed, headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    other = await reader.visitor.client.get(feed, headers={"If-None-Match": '"x"'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (other.status_code, other.content) == (200, first.content)


async def test_j16_one_session_is_a_file_with_its_place_for_members(village: Village) -> None:
    reader, stranger = await village.reader("Sam"), await village.stranger()

    mine = await reader.get(f"{village.session}.ics")
    anybodys = await stranger.get(f"{village.session}.ics", accepts="en")

    (event,) = icalendar.Calendar.from_ical(mine.text).walk("VEVENT")
    (other,) = icalendar.Calendar.from_ical(anybodys.text).walk("VEVENT")
    assert (str(event["LOCATION"]), str(event["SUMMARY"])) == ("Utrecht", "Bijeenkomst Kring kring")
    assert ("LOCATION" in other, str(other["SUMMARY"])) == (False, "Meeting Kring kring")
    assert event["UID"] == other["UID"] == f"{village.session.rsplit('/', 1)[1]}@localhost"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=2, minutes=30)
    assert mine.response.headers["content-disposition"] == 'attachment; filename="bijeenkomst.ics"'
    assert f'href="{village.session}.ics"' in (await reader.get(village.session)).text


@pytest.mark.parametrize("title", ["Een; twee, drie\\ vier", "BEGIN:VEVENT\nSUMMARY:x", 'Tien "dagen" ' + "é" * 90])
async def test_a_71_what_people_type_never_becomes_a_line_of_its_own(village: Village, title: str) -> None:
    reader = await village.reader("Sam")

    async def rename(work: Work) -> None:
        from sqlalchemy import text  # only here: a place that no page of today can give

        await work.session.execute(text("UPDATE session SET place = :place"), {"place": title})

    await village.town.agenda.door.change(rename)
    content = (await reader.get(f"{village.session}.ics")).text

    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(event["LOCATION"]) == title
    assert vobject.readOne(content).vevent.location.value == title
    assert all(len(line.encode()) <= 75 for line in content.split("\r\n"))
