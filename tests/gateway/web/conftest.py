"""A town whose pages are looked at: one network with people, sessions and questions, and visitors who read and fill in."""

import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import html5lib
import httpx2
import pytest

from services.notifications.handlers.clock import when_somebody_waits_for_mail
from shared.api.agenda.questions import QuestionView
from shared.api.agenda.sessions import AgendaPointView, SeriesView
from shared.bus.clock import Period
from tests.gateway.town import Town, Visitor, town

OWN_PAGE = {"sec-fetch-site": "same-origin", "accept": "text/html", "accept-language": "nl"}
SLUG = "kring"


@dataclass
class Reader:
    """Somebody who reads pages and fills in forms."""

    visitor: Visitor

    async def get(self, address: str, status: int = 200, *, accepts: str = "nl") -> "Page":
        """Open a page. accepts: the languages that the browser asks for."""
        response = await self.visitor.client.get(address, headers={**OWN_PAGE, "accept-language": accepts})
        assert response.status_code == status, (address, response.status_code, response.text[:500])
        return Page(response)

    async def post(self, address: str, status: int, /, **fields: Any) -> "Page":
        """Send a form."""
        response = await self.visitor.client.post(address, data=fields, headers=OWN_PAGE)
        assert response.status_code == status, (address, response.status_code, response.text[:2000])
        return Page(response)

    async def fill(self, address: str, form: str, status: int = 303, /, **fields: Any) -> "Page":
        """Open a page, fill in its form with this action, keep what stood in it, and send it."""
        page = await self.get(address)
        return await self.post(form, status, **{**page.fields(form), **fields})


class Page:
    """A page that came in."""

    def __init__(self, response: httpx2.Response) -> None:
        self.response = response
        self.text = response.text
        self.goes_to = response.headers.get("location", "")

    @property
    def words(self) -> str:
        """What a person reads in the body, without markup."""
        body = self.text.partition("<body>")[2]
        plain = re.sub(r"<[^>]+>", " ", body)
        for entity, sign in (("&#39;", "'"), ("&#34;", '"'), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")):
            plain = plain.replace(entity, sign)
        return " ".join(plain.split())

    @property
    def title(self) -> str:
        """What the tab says."""
        found = re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)
        return found[1] if found else ""

    def parsed(self) -> Any:
        """The tree of the page; a page that is not HTML as the standard has it fails the test."""
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        return parser.parse(self.text)

    def fields(self, action: str) -> dict[str, Any]:
        """The names and values in the form with this action, as a browser would send them."""
        form = next(node for node in self.parsed().iter("form") if node.get("action") == action)
        values: dict[str, Any] = {}
        for node in form.iter():
            name = node.get("name")
            if node.tag == "textarea":
                values[name] = (node.text or "").lstrip("\n")
            elif node.tag == "select":
                chosen = [option for option in node.iter("option") if "selected" in option.attrib]
                values[name] = (chosen or list(node.iter("option")))[0].get("value")
            elif node.tag == "input" and (node.get("type") not in {"radio", "checkbox"} or "checked" in node.attrib):
                several = [*values.get(name, []), node.get("value", "")]
                values[name] = several
        return {
            name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in values.items()
        }


@dataclass
class Village:
    """The town with one network in it."""

    town: Town
    network_id: UUID
    series: SeriesView
    point: AgendaPointView
    proposed: QuestionView

    @property
    def session(self) -> str:
        """The address of the first session."""
        return f"/bijeenkomsten/{self.series.sessions[0].id}"

    async def stranger(self) -> Reader:
        """Somebody who did not sign in."""
        return Reader(await self.town.visitor())

    async def reader(self, name: str) -> Reader:
        """Somebody who signed in."""
        return Reader(await self.town.signed_in(name))

    async def deliver(self) -> None:
        """Let the mails that wait go to the local mailbox."""
        await self.town.tell()
        door = self.town.notifications.door
        await when_somebody_waits_for_mail(door, Period(key="now", due_at=door.now()))


@dataclass(frozen=True)
class Settled:
    """The village as it was when all had settled; what it stores stands under ``directory``."""

    directory: Path
    village: Village


_SETTLED: list[Settled] = []


async def settled(directory: Path) -> Settled:
    """Kim coordinates, Sam takes part and put a point on the agenda and proposed a question."""
    async with town(directory) as place:
        network_id = await place.found(SLUG, rhythm_months=2)
        await place.join(SLUG, "Kim", role="COORDINATOR")
        await place.join(SLUG, "Sam")
        series = await place.plan(network_id, "Kim")
        point = await place.add_point(series.sessions[0].id, "Sam", "Een eigen sleutel", minutes=40)
        proposed = await place.propose(network_id, "Sam", "Wat helpt een kind om te wennen?")
        village = Village(place, network_id, series, point, proposed)
    return Settled(directory, village)


@pytest.fixture
async def village(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Village]:
    """One network of its own: settled once for all tests of this process, and copied for each."""
    if not _SETTLED:
        _SETTLED.append(await settled(tmp_path_factory.mktemp("village")))
    before = _SETTLED[0]
    for file in before.directory.iterdir():
        shutil.copy(file, tmp_path)
    async with town(tmp_path) as place:
        place.people, place.told = dict(before.village.town.people), dict(before.village.town.told)
        yield replace(before.village, town=place)
