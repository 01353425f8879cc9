"""What stands in front of every page: cross-site forms, headers, cookies, static files, mishaps."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.routing import Route

from services.gateway.web.guard import FROM_ANYWHERE
from shared.web.limits import MOST_BODY_BYTES
from tests.gateway.town import town
from tests.gateway.web.conftest import OWN_PAGE, SLUG, Reader, Village

SOMEWHERE = {"slug": SLUG}
"""What stands in an address; for the guard anything will do."""


def addresses_that_change(village: Village) -> list[str]:
    """Every address of ours that takes a form."""
    routes = village.town.app.router.routes
    found = [route.path for route in routes if isinstance(route, Route) and "POST" in (route.methods or ())]
    return sorted({re.sub(r"\{(\w+)(:\w+)?\}", lambda match: SOMEWHERE.get(match[1], "x"), path) for path in found})


async def test_a_form_from_elsewhere_changes_nothing_on_any_address_a_61(village: Village) -> None:
    client = (await village.reader("Kim")).visitor.client
    tried = [address for address in addresses_that_change(village) if not address.startswith(FROM_ANYWHERE)]

    statuses: dict[str, set[int]] = {}
    for address in tried:
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-site"},
            {"sec-fetch-site": "none"},
            {"origin": "https://evil.example"},
            {"origin": "null"},
            {},
        ):
            response = await client.post(address, headers=headers)
            statuses.setdefault(address, set()).add(response.status_code)

    assert len(tried) >= 13
    assert statuses == {address: {403} for address in tried}


async def test_an_older_browser_that_names_its_origin_is_believed(village: Village) -> None:
    client = (await village.stranger()).visitor.client

    response = await client.post("/taal", data={"taal": "en"}, headers={"origin": "https://localhost"})

    assert response.status_code == 303


@pytest.mark.parametrize("says_its_length", [True, False])
async def test_a_form_that_is_too_large_gets_a_page_in_plain_words(village: Village, says_its_length: bool) -> None:
    """A-52: whether or not it says beforehand how long it is; a program gets problem+json."""
    sam = await village.reader("Sam")
    address = f"{village.session}/agendapunten"
    body = b"title=De+nacht&note=" + b"x" * MOST_BODY_BYTES

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 10_000):
            yield body[start : start + 10_000]

    async def send(accept: str) -> httpx2.Response:
        headers = {**OWN_PAGE, "accept": accept, "content-type": "application/x-www-form-urlencoded"}
        content = body if says_its_length else pieces()
        return await sam.visitor.client.post(address, content=content, headers=headers)

    page, program = await send("text/html"), await send("*/*")

    assert (page.status_code, program.status_code) == (413, 413)
    assert "Dit is te veel in één keer" in page.text
    assert "maak je tekst korter" in page.text
    assert page.headers["content-security-policy"] == (await sam.get("/")).response.headers["content-security-policy"]
    assert program.json()["code"] == "TOO_MUCH"


async def test_a_refused_form_gets_a_page_in_plain_words(village: Village) -> None:
    client = (await village.stranger()).visitor.client

    response = await client.post("/taal", headers={"sec-fetch-site": "cross-site", "accept-language": "nl"})

    assert "Dit formulier kwam niet van een pagina van Leerkring." in response.text


async def test_every_page_says_what_a_browser_may_do_a_60(village: Village) -> None:
    page = await (await village.stranger()).get("/")

    headers = page.response.headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert headers["content-language"] == "nl"


async def test_static_files_may_be_kept_for_a_year_under_an_address_that_names_their_content(village: Village) -> None:
    stranger = await village.stranger()
    found = re.findall(r'(?:href|src)="(/static/[^"]+)"', (await stranger.get("/")).text)

    answers = [await stranger.visitor.client.get(address) for address in found]
    other = await stranger.visitor.client.get(re.sub(r"/static/[0-9a-f]{16}", "/static/0123456789abcdef", found[0]))

    assert [address.rsplit("/", 1)[1] for address in found] == [
        "leerkring.css",
        "ring.svg",
        "htmx-4.min.js",
        "leerkring.js",
        "passkeys.js",
        "day.js",
    ]
    for address, answer in zip(found, answers, strict=True):
        assert re.fullmatch(r"/static/[0-9a-f]{16}/.+", address)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert other.status_code == 404


async def test_a_first_visit_costs_less_than_a_hundred_kilobytes(village: Village) -> None:
    stranger, kim = await village.stranger(), await village.reader("Kim")

    async def cost(client: httpx2.AsyncClient) -> int:
        weight = 0
        page = await client.get("/", headers={**OWN_PAGE, "accept-encoding": "identity"})
        found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
        for answer in (
            page,
            *[await client.get(address, headers={"accept-encoding": "identity"}) for address in found],
        ):
            weight += len(answer.content) + sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        return weight

    assert await cost(stranger.visitor.client) < 100_000
    assert await cost(kim.visitor.client) < 100_000


async def test_an_owner_that_does_not_answer_takes_only_its_own_part_of_a_page(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim = await village.reader("Kim")
    monkeypatch.delitem(village.town.asking.owners, "agenda")
    today = await kim.get("/")
    network = await kim.get(f"/netwerken/{SLUG}")
    session = await kim.get(village.session, 503)
    plan = await kim.get(
        f"/netwerken/{SLUG}/bijeenkomsten/plannen/nakijken?every=2&nth=2&weekday=3"
        "&starts=13.30&ends=16.00&from_on=1-1-2028&until_on=31-12-2028",
        422,
    )

    assert today.words.count("Dit deel laadt nu niet.") == 3
    assert "Dag Kim" in today.words
    assert network.words.count("Dit deel laadt nu niet.") == 2
    assert "Professional" in network.words
    assert "Dit lukt nu even niet" in session.words
    assert session.response.headers["retry-after"] == "60"
    assert "Een deel van Leerkring geeft nu geen antwoord." in plan.words


async def test_a_mishap_of_ours_is_a_page_and_tells_nothing_of_the_inside(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("geheim van binnen")

    monkeypatch.setattr("services.gateway.web.start.pages.tasks_for", broken)
    kim = await village.reader("Kim")
    transport = httpx2.ASGITransport(app=village.town.app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(
        transport=transport, base_url="https://localhost", cookies=kim.visitor.client.cookies
    ) as client:
        response = await client.get("/", headers=OWN_PAGE)

    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in response.text
    assert "geheim" not in response.text


async def test_an_address_that_cannot_be_read_is_simply_not_there(village: Village) -> None:
    stranger = await village.stranger()

    for address in (
        "/vragen/geen-id",
        "/bijeenkomsten/1",
        "/bijeenkomsten?na=x",
        "/netwerken/kring/bijeenkomsten?geweest=misschien",
    ):
        page = await stranger.get(address, 404)
        assert "Deze pagina is er niet" in page.words


async def test_a_form_that_is_too_long_or_odd_does_not_break_the_page(village: Village) -> None:
    sam = await village.reader("Sam")

    long = await sam.fill(village.session, f"{village.session}/agendapunten", 422, title="a" * 300, purpose="INFORM")
    odd = await sam.post(f"{village.session}/agendapunten/{village.point.id}/weghalen", 409, version="-1; DROP")

    assert "Deze zin is te lang. Gebruik hooguit 200 letters." in long.words
    assert "Iemand anders heeft dit intussen veranderd." in odd.words


async def test_a_theme_of_the_operator_is_loaded_and_allowed(tmp_path: Path) -> None:
    async with town(tmp_path, theme_css="https://stijl.example/thema.css") as place:
        page = await Reader(await place.visitor()).get("/")

    assert '<link rel="stylesheet" href="https://stijl.example/thema.css">' in page.text
    assert "style-src 'self' https://stijl.example;" in page.response.headers["content-security-policy"]


async def test_who_was_signed_out_meanwhile_does_not_lose_what_they_wrote(village: Village) -> None:
    sam, elsewhere = await village.reader("Sam"), await village.reader("Sam")
    address = f"/netwerken/{SLUG}/vragen/nieuw"
    fields = (await sam.get(address)).fields(address)
    await elsewhere.post("/uitloggen", 303, overal="ja")
    await village.town.tell()

    page = await sam.post(address, 401, **{**fields, "title": "Mijn lange vraag?", "why": "Omdat <b>het</b> telt."})

    assert "Je bent niet meer ingelogd" in page.words
    assert '<pre class="card" tabindex="0">Mijn lange vraag?</pre>' in page.text
    assert "Omdat &lt;b&gt;het&lt;/b&gt; telt." in page.text
    assert page.parsed() is not None


async def test_somebody_signed_in_is_still_known_on_a_page_that_is_not_there(village: Village) -> None:
    kim = await village.reader("Kim")
    await kim.post("/taal", 303, taal="en")

    page = await kim.get("/nergens", 404)

    assert "You: Kim" in page.words
    assert "This page is not here" in page.words


async def test_when_nobody_can_say_who_is_here_the_start_page_does_not_pretend_a_stranger(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim = await village.reader("Kim")
    village.town.app.state.gateway.remembered.forget_person(village.town.people["Kim"])
    monkeypatch.delitem(village.town.asking.owners, "network")

    page = await kim.get("/", 503)

    assert "Dit lukt nu even niet" in page.words
