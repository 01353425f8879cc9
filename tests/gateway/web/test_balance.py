"""J23 on the network page: whose voice is missing is said in words, with three steps, and no number points at somebody."""

import re

import pytest

from tests.gateway.web.conftest import SLUG, Reader, Village
from tests.gateway.web.test_every_page import check

NETWORK = f"/netwerken/{SLUG}"
STEPS = (
    "Vraag een deelnemer die deze mensen kent om één iemand mee te nemen.",
    "Pas de bijeenkomst aan: een ander tijdstip, online, of iemand die meekomt.",
    "Begin met een eigen gesprek, alleen met deze groep.",
)


def balance_in(text: str) -> str:
    """The part of the network page that tells who takes part: the drawing, the table and the words."""
    found = re.search(r'<section id="evenwicht".*?</section>', text, re.DOTALL)
    assert found
    return found[0]


def row_of(text: str, group: str) -> str:
    """What the table beside the drawing says of one group."""
    found = re.search(rf'<tr id="groep-{group}".*?</tr>', text, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


async def young_people(village: Village, number: int) -> None:
    """So many young people take part."""
    for name in ("Noor", "Liv", "Juna")[:number]:
        await village.town.join(SLUG, name, perspective="YOUNG_PERSON")
    await village.town.tell()


async def test_j23_ac2_an_empty_perspective_is_named_in_words_with_three_steps_for_who_coordinates(
    village: Village,
) -> None:
    kim, sam = await village.reader("Kim"), await village.reader("Sam")

    page, other, stranger = (
        await kim.get(NETWORK),
        await sam.get(NETWORK),
        await (await village.stranger()).get(NETWORK),
    )

    check(page, "nl")
    for seen in (page, other, stranger):
        assert "Er doen nog geen jongeren mee." in seen.words
    assert "Drie stappen die helpen" in page.words
    assert [step in page.words for step in STEPS] == [True] * 3
    for seen in (other, stranger):
        assert "Drie stappen die helpen" not in seen.words
        assert "Ken je iemand die mee wil leren? Vertel het de coördinator." in seen.words


async def test_j23_ac2_too_few_reads_otherwise_than_none_and_enough_says_nothing(village: Village) -> None:
    await village.town.found("krap", perspectives=[{"code": "YOUNG_PERSON", "minimum": 3}])
    await village.town.join("krap", "Coby", role="COORDINATOR", perspective="YOUNG_PERSON")
    coby = await village.reader("Coby")

    few = await coby.get("/netwerken/krap")
    for name in ("Noor", "Liv"):
        await village.town.join("krap", name, perspective="YOUNG_PERSON")
    enough = await coby.get("/netwerken/krap")

    assert "Er doen nog niet genoeg jongeren mee." in few.words
    assert "Drie stappen die helpen" in few.words
    assert "jongeren mee." not in enough.words
    assert "Drie stappen" not in enough.words


@pytest.mark.parametrize(
    ("number", "said"), [(0, "niemand"), (1, "1 of 2"), (2, "1 of 2"), (3, "3")], ids=["none", "one", "two", "three"]
)
async def test_j23_ac3_a_number_is_told_from_three_people_on(village: Village, number: int, said: str) -> None:
    await young_people(village, number)
    stranger = await village.stranger()

    page = await stranger.get(NETWORK)

    assert row_of(page.text, "young-person").endswith(said)


async def test_j23_ac3_one_and_two_people_are_drawn_written_and_told_in_the_same_way(village: Village) -> None:
    """Small-number shield: also for who coordinates, and also in what programs read."""
    kim, stranger = await village.reader("Kim"), await village.stranger()
    visitor = await village.town.visitor()
    asked = '{ network(slug: "kring") { perspectives { code minimum present empty count } } }'

    async def told() -> tuple[str, str, object]:
        pages: list[Reader] = [kim, stranger]
        first, second = [balance_in((await reader.get(NETWORK)).text) for reader in pages]
        return first, second, await visitor.ask(asked)

    await young_people(village, 1)
    one = await told()
    await village.town.join(SLUG, "Liv", perspective="YOUNG_PERSON")
    two = await told()
    await village.town.join(SLUG, "Juna", perspective="YOUNG_PERSON")

    assert one == two
    assert await told() != two


async def test_j23_ac3_the_balance_names_nobody(village: Village) -> None:
    await young_people(village, 2)

    page = await (await village.reader("Kim")).get(NETWORK)

    assert not [name for name in ("Noor", "Liv", "Kim", "Sam") if name in balance_in(page.text)]
