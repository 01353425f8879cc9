"""The names of who was erased go out of what others wrote, and nothing else does (erasure matrix, DOMAIN 9)."""

import pytest

from shared.unnaming import Names


@pytest.mark.parametrize(
    ("names", "text", "left"),
    [
        (["Merel"], "Merel zei dat Merel komt.", "Een lid zei dat een lid komt."),
        (["Merel"], "Ja. Merel zei het.\n- Merel ook", "Ja. Een lid zei het.\n- Een lid ook"),
        (["Merel"], "Merels voorstel, en Merel's vraag", "Een lids voorstel, en een lids vraag"),
        (["Merel"], "Er zat een merel in de boom, bij Merelbeke.", "Er zat een merel in de boom, bij Merelbeke."),
        (["stille zee"], "De Stille\nZee en de stille zee", "De een lid en de een lid"),
        (["zee"], "de zee van Zee en ZEE, geen Zeeën", "de zee van een lid en een lid, geen Zeeën"),
        (["Ik"], "Ik blijf staan", "Ik blijf staan"),
        (["Nieuw lid"], "Voor elk nieuw lid", "Voor elk nieuw lid"),
        (["merel12"], "Van merel12.", "Van een lid."),
        (["jongen", "Iemand"], "Jongen, iemand zei: Iemand belt.", "Jongen, iemand zei: Iemand belt."),
        (["Roos Bakker", "Roos"], "Met Roos Bakker. Roos belt.", "Met een lid. Een lid belt."),
        (["Zoë"], "Volgens Zoë niet.", "Volgens een lid niet."),
        (["a.b*"], "dit is a.b* en niet aXbb", "dit is een lid en niet aXbb"),
        (["Jo"], "Jo blijft staan", "Jo blijft staan"),
        ([], "niemand", "niemand"),
    ],
)
def test_a_name_makes_place_for_a_member_and_words_that_only_look_like_it_stay(
    names: list[str], text: str, left: str
) -> None:
    assert Names(names).out_of(text) == left


def test_a_name_of_somebody_else_in_which_it_stands_stays() -> None:
    names = Names(["Roos"], ["Roos Bakker"])

    assert names.out_of("Roos belt Roos\nBakker. ROOS BAKKER, Roos Bakkers vraag aan Roos.") == (
        "Een lid belt Roos\nBakker. ROOS BAKKER, Roos Bakkers vraag aan een lid."
    )


def test_without_names_there_is_nothing_to_do() -> None:
    assert not Names(["", " ", "Jo", "Wij"])
    assert Names(["Merel"])
