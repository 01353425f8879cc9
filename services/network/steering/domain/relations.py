"""What is true of telling a relation: which there are to choose from, and who may take one back."""

from services.network.networks.domain import OTHER_SIDE
from shared.errors import Conflict, Invalid

TOLD = tuple(sorted(OTHER_SIDE.keys() - {"SUCCEEDS", "SUCCEEDED_BY"}))
"""What coordinators can say; who goes on as whom is told by naming a successor."""


class RelatedToItself(Invalid):
    """A network has no relation to itself."""


class SuccessionStays(Conflict):
    """That one network goes on as another is not taken back."""


class TooManyRelations(Conflict):
    """This network told of fifty relations; take one back first."""


def check_can_be_taken_back(type_: str) -> None:
    """Raise SuccessionStays for what was said by naming a successor."""
    if type_ not in TOLD:
        raise SuccessionStays
