"""The page on which somebody chooses how others see them: a name, a schuilnaam, a drawing; and where help is (J01, PR-3, PR-8)."""

import re
from pathlib import Path

from services.gateway.web.me.pages import DRAWINGS
from services.network.people.domain.avatars import AVATARS
from tests.gateway.web.conftest import SLUG, Village


def suggestions(page: str) -> list[str]:
    """The names that a page suggests."""
    return re.findall(r'name="suggestion" value="([^"]+)"', page)


async def test_j01_a_suggested_schuilnaam_is_taken_with_one_choice(village: Village) -> None:
    sam = await village.reader("Sam")
    page = await sam.get("/ik")
    (first, *others) = suggestions(page.text)

    await sam.fill("/ik", "/ik", suggestion=first)

    assert len(others) == 2
    assert first in (await sam.get("/ik")).text


async def test_j01_ac2_a_taken_name_is_refused_in_words_with_three_free_ones(village: Village) -> None:
    sam, kim = await village.reader("Sam"), await village.reader("Kim")
    await kim.fill("/ik", "/ik", hides="yes", display_name="Stille Merel")
    page = await sam.get("/ik")

    refused = await sam.post("/ik", 422, **{**page.fields("/ik"), "hides": "yes", "display_name": "stille merel"})

    assert "Zo heet al iemand" in refused.words
    assert len(suggestions(refused.text)) == 3


async def test_the_page_says_from_which_day_a_schuilnaam_can_change(village: Village) -> None:
    sam = await village.reader("Sam")
    await sam.fill("/ik", "/ik", hides="yes", display_name="Wijze Uil")

    assert "Je kunt je schuilnaam weer veranderen vanaf" in (await sam.get("/ik")).words


async def test_somebody_is_given_another_drawing(village: Village) -> None:
    sam = await village.reader("Sam")
    await sam.post("/ik/tekening", 303)

    (shown,) = re.findall(r'<img class="face" src="[^"]+/avatars/([a-z-]+)\.svg" alt=""', (await sam.get("/ik")).text)
    assert shown in AVATARS


def test_every_drawing_is_there_and_shows_nobody() -> None:
    drawn = Path("services/gateway/web/static/avatars")

    assert set(DRAWINGS) == set(AVATARS)
    assert all("<image" not in path.read_text() and path.stat().st_size < 2_000 for path in drawn.glob("*.svg"))


async def test_pr8_where_young_people_take_part_stands_where_help_is(village: Village) -> None:
    stranger = await village.stranger()

    page = await stranger.get(f"/netwerken/{SLUG}")

    for number in ("112", "0800-0113", "0800-0432", "0800-2000"):
        assert f">{number}</a>" in page.text


async def test_pr9_beside_every_name_stands_a_drawing_that_says_nothing(village: Village) -> None:
    sam = await village.reader("Sam")

    page = await sam.get(f"/netwerken/{SLUG}/mensen")

    assert page.text.count('class="face"') == page.text.count('class="card line line-wraps" id="mens-') > 0
    assert 'class="face" src="/static/' in page.text
