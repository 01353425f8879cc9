"""What is true of expertise: who says that fellow members may ask them, and about what (C058)."""

from collections.abc import Collection

from services.network.networks.domain import Theme
from services.network.people.domain.ages import AgeBand
from shared.errors import Invalid, NotAllowed, Problem


class TooYoungToBeAsked(NotAllowed):
    """From 16 on you can stand among who can be asked."""

    goes_in_log = False  # it says how old somebody is


class NotAThemeHere(Invalid):
    """Choose from the themes of this network."""


def check_may_be_asked(band: AgeBand | None) -> None:
    """Raise TooYoungToBeAsked for who is under 16: nobody is pointed at to ask a child."""
    if band is AgeBand.UNDER_16:
        raise TooYoungToBeAsked


def themes_to_ask_about(chosen: Collection[str], of_network: Collection[str]) -> list[str]:
    """The chosen themes, in the order of the house and each once; none is right too. Raises NotAThemeHere."""
    if not set(chosen) <= set(of_network):
        raise NotAThemeHere(
            problems=(Problem("themes", "NOT_A_THEME_HERE", "Choose from the themes of this network."),)
        )
    return [theme.value for theme in Theme if theme in chosen]
