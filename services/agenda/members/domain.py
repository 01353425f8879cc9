"""What is true of taking part: how a person stands in a network, and the refusals that follow."""

from enum import Enum, StrEnum

from shared.errors import NotAllowed


class MemberStatus(StrEnum):
    """Whether a membership counts."""

    ACTIVE = "ACTIVE"
    ENDED = "ENDED"


COORDINATOR = "COORDINATOR"


class Standing(Enum):
    """How a person stands in one network."""

    STRANGER = 0
    MEMBER = 1
    COORDINATOR = 2

    @property
    def takes_part(self) -> bool:
        """Whether this is an active member, in any role."""
        return self is not Standing.STRANGER

    @property
    def coordinates(self) -> bool:
        """Whether this is an active coordinator."""
        return self is Standing.COORDINATOR


def standing_of(role: str) -> Standing:
    """How somebody stands by the role of an active membership; a role this house does not know gives a member's rights."""
    return Standing.COORDINATOR if role == COORDINATOR else Standing.MEMBER


class NotAMember(NotAllowed):
    """Only members of this network may do this."""

    code = "NOT_A_MEMBER"


class CoordinatorNeeded(NotAllowed):
    """Only a coordinator of this network may do this."""


def check_takes_part(standing: Standing) -> None:
    """Raise NotAMember for somebody who does not take part."""
    if not standing.takes_part:
        raise NotAMember


def check_coordinates(standing: Standing) -> None:
    """Raise NotAMember or CoordinatorNeeded for somebody who does not coordinate."""
    check_takes_part(standing)
    if not standing.coordinates:
        raise CoordinatorNeeded
