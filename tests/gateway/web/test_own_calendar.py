"""The page on which somebody gives their own calendar, and what the poll says to them, and to nobody else."""

from typing import Any

from shared.web.limits import MOST_CALENDAR_BYTES
from tests.calendars.test_own_calendar import calendar, event
from tests.gateway.web.conftest import OWN_PAGE, Page, Reader, Village
from tests.gateway.web.test_answer_pages import poll_link
from tests.gateway.web.test_date_polls import opened, radios
from tests.gateway.web.test_every_page import check

ADDRESS = "/ik/eigen-agenda"
BUSY = calendar(event("DTSTART:20270204T120000Z", "DTEND:20270204T140000Z", "LOCATION:Zaal 12"))


async def send(reader: Reader, content: bytes | None, status: int = 200) -> Page:
    """Somebody sends a file."""
    files: Any = {"calendar": ("agenda.ics", content, "text/calendar")} if content is not None else None
    client = reader.visitor.client
    response = await client.post(ADDRESS, data={"key": "k" * 20}, files=files, headers=OWN_PAGE)
    assert response.status_code == status, Page(response).words
    return Page(response)


async def test_a_member_gives_their_calendar_and_only_they_see_beside_each_date_whether_they_are_free(
    village: Village,
) -> None:
    poll = await opened(village)
    sam, kim = await village.reader("Sam"), await village.reader("Kim")

    before = await sam.get(poll)
    empty = await sam.get(ADDRESS)
    read = await send(sam, BUSY)
    mine = await sam.get(poll)
    others = await kim.get(poll)

    assert "Laat je eigen agenda meekijken" in before.words
    assert "Je agenda is gelezen" in read.words
    assert "Er staat 1 moment waarop je al iets hebt" in read.words
    assert mine.words.count("Je hebt dan al iets.") == 1
    assert mine.words.count("Je agenda is dan vrij.") == 1
    assert mine.words.index("Je hebt dan al iets.") < mine.words.index("Je agenda is dan vrij.")
    for page in (before, others):
        assert "Je hebt dan al iets" not in page.words
    for page in (empty, read, mine):
        assert not {"Geheim", "Zaal"} & set(page.words.split())
        check(page, "nl")


async def test_it_is_forgotten_at_once(village: Village) -> None:
    poll = await opened(village)
    sam = await village.reader("Sam")
    await send(sam, BUSY)

    done = await sam.fill(ADDRESS, f"{ADDRESS}/vergeten")
    after = await sam.get(done.goes_to)

    assert "Je agenda is vergeten" in after.words
    assert "Wat we nu weten" not in after.words
    assert "Je agenda is dan vrij" not in (await sam.get(poll)).words


async def test_a_file_that_is_no_calendar_and_no_file_at_all_are_asked_again(village: Village) -> None:
    sam = await village.reader("Sam")

    pages = [await send(sam, content, 422) for content in (None, b"", b"%PDF-1.7 iets", calendar()[:9])]

    assert all("eindigt op .ics" in page.words for page in pages)
    for page in pages:
        check(page, "nl")


async def test_a_57_a_file_that_is_too_large_is_refused_and_nothing_else_may_be_that_large(village: Village) -> None:
    sam = await village.reader("Sam")
    large = calendar(event("DTSTART:20270204T120000Z", "DESCRIPTION:" + "x" * 300_000, "DTEND:20270204T140000Z"))

    within = await send(sam, large)
    await send(sam, b"x" * (MOST_CALENDAR_BYTES + 10), 413)
    other = await sam.visitor.client.post(f"{ADDRESS}/vergeten", content=large, headers=OWN_PAGE)

    assert "Je agenda is gelezen" in within.words
    assert other.status_code == 413


async def test_a_stranger_gives_no_calendar_and_another_site_sends_none(village: Village) -> None:
    stranger = await village.stranger()
    sam = await village.reader("Sam")

    sent = await send(stranger, BUSY, 401)
    files: Any = {"calendar": ("agenda.ics", BUSY, "text/calendar")}
    elsewhere = {**OWN_PAGE, "sec-fetch-site": "cross-site", "origin": "https://kwaad.example"}
    forged = await sam.visitor.client.post(ADDRESS, files=files, headers=elsewhere)

    assert "Je agenda is gelezen" not in sent.words
    assert forged.status_code == 403


async def test_the_link_in_a_mail_tells_nothing_of_a_calendar(village: Village) -> None:
    sam, stranger = await village.reader("Sam"), await village.stranger()
    _, link = await poll_link(village, "Sam")
    await send(sam, BUSY)

    page = await stranger.get(link)

    assert radios(page)
    assert "Je hebt dan al iets" not in page.words
    assert "agenda is dan vrij" not in page.words
