"""What an open page hears: the kinds of change it may know of, until nobody listens any more."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from fastapi import Request
from fastapi.sse import ServerSentEvent

from services.gateway.graphql.context import context_for
from services.gateway.signin.cookies import SESSION
from services.gateway.web.open_pages.pages import live
from services.gateway.web.visit import Visit
from shared.api.agenda.questions import ChangeQuestion
from tests.gateway.web.conftest import SLUG, Reader, Village


async def line_of(
    village: Village, reader: Reader, *networks: str, since: datetime | None = None
) -> AsyncIterator[ServerSentEvent]:
    """The line of a page that this reader has open. since: when the page was asked for."""
    gateway = village.town.app.state.gateway
    context = await context_for(gateway, session=reader.visitor.client.cookies.get(SESSION))
    request = Request({"type": "http", "method": "GET", "path": "/live", "headers": []})
    return live(Visit(request, village.town.app.state.site, context), list(networks), since)


async def kinds(line: AsyncIterator[ServerSentEvent], many: int) -> list[str]:
    """The next kinds that come along the line."""
    return [(await asyncio.wait_for(anext(line), 2)).data["kind"] for _ in range(many)]


async def to_the_end(line: AsyncIterator[ServerSentEvent]) -> list[ServerSentEvent]:
    """Everything that still comes, once the line has ended."""
    return [event async for event in line]


async def test_a_member_hears_of_agenda_points_and_proposals_and_a_stranger_only_of_what_is_public(
    village: Village,
) -> None:
    member = await line_of(village, await village.reader("Sam"), SLUG)
    stranger = await line_of(village, await village.stranger(), SLUG)
    for line in (member, stranger):
        assert (await anext(line)).comment == "open"
    waiting = [asyncio.create_task(kinds(member, 2)), asyncio.create_task(kinds(stranger, 1))]
    await asyncio.sleep(0.05)

    await village.town.add_point(village.series.sessions[0].id, "Sam", "Nog een punt")
    await village.town.agenda.ask(
        "POST",
        f"/questions/{village.proposed.id}:open",
        person_id=village.town.people["Kim"],
        body=ChangeQuestion(version=village.proposed.version),
    )
    await village.town.tell()

    assert await asyncio.gather(*waiting) == [["AGENDA", "QUESTIONS"], ["QUESTIONS"]]


async def test_what_changes_between_a_page_and_its_line_is_told_along_it(village: Village) -> None:
    await village.town.add_point(village.series.sessions[0].id, "Sam", "Staat al op de pagina")
    village.town.clock.forward(seconds=5)
    sam = await village.reader("Sam")
    pages = ["/", f"/netwerken/{SLUG}", f"/netwerken/{SLUG}/vragen", village.session]
    addresses = [
        next(node.get("data-live") for node in (await sam.get(page)).parsed().iter() if node.get("id") == "page")
        for page in pages
    ]
    village.town.clock.forward(seconds=5)
    await village.town.propose(village.network_id, "Sam", "Wie kookt er mee?")

    for address in addresses:
        asked = parse_qs(urlsplit(address).query)
        line = await line_of(village, sam, *asked["network"], since=datetime.fromisoformat(asked["since"][0]))
        assert (await anext(line)).comment == "open"
        told = await kinds(line, 1)
        more = asyncio.create_task(kinds(line, 1))
        await asyncio.sleep(0.05)

        assert (told, more.done()) == (["QUESTIONS"], False)
        more.cancel()


async def test_a_page_that_reads_slowly_is_told_each_kind_once(village: Village) -> None:
    line = await line_of(village, await village.reader("Sam"), SLUG)
    await anext(line)
    first = asyncio.create_task(kinds(line, 1))
    await asyncio.sleep(0.05)

    for number in range(6):
        await village.town.add_point(village.series.sessions[0].id, "Sam", f"Punt {number}")
    told = await first
    await asyncio.sleep(0.05)
    second = await kinds(line, 1)
    third = asyncio.create_task(kinds(line, 1))
    await asyncio.sleep(0.1)

    assert told == second == ["AGENDA"]
    assert not third.done()
    third.cancel()


async def test_the_line_of_a_network_that_does_not_exist_ends(village: Village) -> None:
    line = await line_of(village, await village.stranger(), "bestaat-niet")
    await anext(line)

    assert await asyncio.wait_for(to_the_end(line), 2) == []


async def test_a_page_of_several_networks_hears_all_of_them(village: Village) -> None:
    await village.town.found("tweede")
    await village.town.join("tweede", "Sam", role="COORDINATOR")
    line = await line_of(village, await village.reader("Sam"), SLUG, "tweede")
    await anext(line)
    heard = asyncio.create_task(kinds(line, 1))
    await asyncio.sleep(0.05)

    await village.town.join("tweede", "Bo")

    assert await heard == ["MEMBERS"]
    await line.aclose()  # type: ignore[attr-defined]  # a generator, as FastAPI drives it


async def test_signing_out_ends_the_lines_of_that_session_a_15(village: Village) -> None:
    sam = await village.reader("Sam")
    line = await line_of(village, sam, SLUG)
    await anext(line)
    rest = asyncio.create_task(to_the_end(line))
    await asyncio.sleep(0.05)

    await sam.post("/uitloggen", 303)
    await village.town.tell()
    await village.town.add_point(village.series.sessions[0].id, "Sam", "Na het uitloggen")

    assert await asyncio.wait_for(rest, 2) == []
