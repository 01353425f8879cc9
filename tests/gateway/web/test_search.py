"""Finding something on the pages: with and without script, for whoever looks, with help when there is nothing."""

from uuid import uuid4

from tests.gateway.web.conftest import SLUG, Page, Village


def hits(page: Page) -> list[tuple[str, str]]:
    """The address and the title of each hit."""
    return [
        (link.get("href"), "".join(link.itertext()))
        for item in page.parsed().iter("li")
        if item.get("class") == "card"
        for heading in item.iter("h2")
        for link in heading.iter("a")
    ]


async def test_every_page_has_a_box_that_works_without_script(village: Village) -> None:
    reader = await village.stranger()

    fields = (await reader.get("/")).fields("/zoeken")
    page = await reader.get("/zoeken?q=kring")

    assert list(fields) == ["q"]
    assert (f"/netwerken/{SLUG}", "Kring kring") in hits(page)
    assert page.fields("/zoeken")["q"] == "kring"


async def test_a_member_finds_people_questions_and_points_each_at_its_own_address(village: Village) -> None:
    sam = await village.reader("Sam")

    people = await sam.get("/zoeken?q=kim&soort=PERSON")
    questions = await sam.get(f"/zoeken?q={village.proposed.title.split()[-1].rstrip('?')}&soort=QUESTION")
    points = await sam.get(f"/zoeken?q={village.point.title.split()[0]}&soort=AGENDA_POINT")

    kim = village.town.people["Kim"]
    assert hits(people) == [(f"/netwerken/{SLUG}/mensen?wie={kim}#gevonden", "Kim")]
    assert (f"/vragen/{village.proposed.id}", village.proposed.title) in hits(questions)
    assert (village.session, village.point.title) in hits(points)


async def test_a_34_a_stranger_is_shown_nothing_of_members(village: Village) -> None:
    stranger = await village.stranger()

    for words in ("kim", "sam", village.point.title, village.proposed.title):
        page = await stranger.get("/zoeken", accepts="nl") if not words else await stranger.get(f"/zoeken?q={words}")
        assert [hit for hit in hits(page) if hit[0] != f"/netwerken/{SLUG}"] == []
        assert "/inloggen" in page.text


async def test_what_was_found_is_marked_and_nothing_that_was_typed_is_markup(village: Village) -> None:
    reader = await village.stranger()

    page = await reader.get("/zoeken?q=%3Cscript%3Ealert(1)%3C/script%3E+%22kring%22")
    found = await reader.get("/zoeken?q=krin")

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "<mark>Kring</mark> <mark>kring</mark>" in found.text


async def test_without_words_the_page_tells_what_can_be_found(village: Village) -> None:
    reader = await village.stranger()

    for address in (
        "/zoeken",
        "/zoeken?q=",
        "/zoeken?q=%20%20",
        "/zoeken?q=?!",
        "/zoeken?q=%00%1f",
        "/zoeken?soort=XYZ",
    ):
        page = await reader.get(address)
        assert "Wat kun je vinden?" in page.words
        assert hits(page) == []


async def test_where_nothing_is_found_the_page_helps_on(village: Village) -> None:
    reader = await village.stranger()

    page = await reader.get("/zoeken?q=volstrekt+onvindbaar&soort=QUESTION")

    assert "Niets gevonden bij ‘volstrekt onvindbaar’." in page.words
    assert 'href="/zoeken?q=onvindbaar"' in page.text
    assert "Zoek in alles, niet alleen in: vragen" in page.words


async def test_more_than_a_page_goes_on(village: Village) -> None:
    for number in range(25):
        await village.town.found(f"lente-{number}", name=f"Lente {number}")
    reader = await village.stranger()

    first = await reader.get("/zoeken?q=lente")
    more = next(link.get("href") for link in first.parsed().iter("a") if "na=" in (link.get("href") or ""))
    second = await reader.get(more)

    assert len(hits(first)) == 20
    assert len({*hits(first), *hits(second)}) == 25
    assert "De eerste 20 die passen bij ‘lente’." in first.words


async def test_a_part_that_is_away_is_said_and_the_rest_is_shown(village: Village) -> None:
    """F-82: one owner that does not answer takes its own hits with it, and no more."""
    reader = await village.stranger()
    village.town.asking.owners["agenda"] = "http://127.0.0.1:9"

    page = await reader.get("/zoeken?q=kring")

    assert "Een deel van Leerkring antwoordt nu niet." in page.words
    assert (f"/netwerken/{SLUG}", "Kring kring") in hits(page)


async def test_who_is_found_stands_out_in_the_list_of_people_and_nobody_is_shown_who_does_not_stand_in_it(
    village: Village,
) -> None:
    """A-34: the same words for who takes part elsewhere, for nobody, and for what is no person at all."""
    sam = await village.reader("Sam")
    await village.town.found("andere")
    elsewhere = await village.town.join("andere", "Els")
    (found,) = [address for address, _ in hits(await sam.get("/zoeken?q=kim&soort=PERSON"))]

    page = await sam.get(found.partition("#")[0])
    others = [await sam.get(f"/netwerken/{SLUG}/mensen?wie={who}") for who in (elsewhere, uuid4(), "kim")]

    (sought,) = [item for item in page.parsed().iter("li") if "sought" in (item.get("class") or "")]
    assert [title.text for title in sought.iter("p") if title.get("id") == "gevonden"] == ["Kim"]
    assert "Wie je zocht, staat niet in deze lijst." not in page.words
    for other in others:
        assert "Wie je zocht, staat niet in deze lijst." in other.words
        assert "Els" not in other.words
        assert "Naar het begin van de lijst" not in other.words
        assert 'id="gevonden"' not in other.text
