"""What is true of age: two bands and never a birth date; under 12 nobody takes part, under 16 only with permission (PR-1)."""

from enum import StrEnum

from shared.errors import Conflict, Invalid, NotAllowed


class AgeAnswer(StrEnum):
    """What somebody answers when they are asked."""

    UNDER_12 = "UNDER_12"
    FROM_12_TO_15 = "FROM_12_TO_15"
    FROM_16 = "FROM_16"


class AgeBand(StrEnum):
    """What is kept of the answer."""

    UNDER_16 = "UNDER_16"
    FROM_16 = "FROM_16"


class AgeNotSaid(Invalid):
    """Say whether you are 16 or older."""


class TooYoung(NotAllowed):
    """Under 12 nobody can take part; your answer was not kept."""

    goes_in_log = False  # else the log would keep it


class ParentalPermissionRequired(NotAllowed):
    """Under 16 one takes part with the permission of a parent or guardian."""

    goes_in_log = False  # it says how old somebody is


class NothingToConfirm(Conflict):
    """Your age does not have to be confirmed."""


def band_of(answer: AgeAnswer | None) -> AgeBand:
    """What is kept of an answer. Raises AgeNotSaid without one, TooYoung under 12."""
    if answer is None:
        raise AgeNotSaid(field="age")
    if answer is AgeAnswer.UNDER_12:
        raise TooYoung
    return AgeBand.FROM_16 if answer is AgeAnswer.FROM_16 else AgeBand.UNDER_16
