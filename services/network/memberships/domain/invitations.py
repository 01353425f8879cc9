"""What is true of invitations: for one address and once, or open to many up to a number; each until a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.errors import Conflict, Invalid, NotAllowed

INVITED_FOR = timedelta(days=14)
KEPT_FOR = timedelta(days=30)
"""How long an invitation is kept once it is over; its address goes at once."""
MOST_A_DAY = 200
"""How many invitations one network sends in a day."""
MOST_ROUNDS = 5
"""How often the mail of one invitation is sent."""
MOST_OPEN_LINKS = 10
LARGEST_CAP = 500
LONGEST_OPEN_DAYS = 90


class InvitationStatus(StrEnum):
    """Where an invitation to one address is in its life.

    ACCEPTED is told to nobody: whoever sees an invitation go and a schuilnaam come knows whose it is (PR-4). It stands among
    those that wait until its time is over, unless somebody with that address takes part under their own name.
    """

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class InvitationOver(Conflict):
    """This invitation was used, was withdrawn or has expired; ask for a new one."""


class InvitationForOther(NotAllowed):
    """This invitation was sent to another address; sign in with the address on which you got it."""


class InvitationFull(Conflict):
    """As many people as could join with this link have joined."""


class InvitedAlready(Conflict):
    """This address is invited already; you can send the mail again."""


class TooManyInvitations(Conflict):
    """This network sent as many invitations as it can for now; try again later."""


class WrongLimits(Invalid):
    """An open invitation is for 1 to 500 people, and for 1 to 90 days."""


@dataclass(frozen=True)
class MintedInvitation:
    """What goes into one mail, once."""

    address: str
    language: str
    token: str
    network_name: str
    network_kind: str
    invited_by: str | None
    perspective: str
    role: str | None
    expires_at: datetime


def check_counts(*, is_open: bool, expires_at: datetime, now: datetime) -> None:
    """Raise InvitationOver; here and nowhere else is decided whether an invitation still counts (A-18)."""
    if not is_open or expires_at <= now:
        raise InvitationOver


def check_whose(*, sent_to: str | None, signed_in_with: str | None) -> None:
    """Raise InvitationForOther for somebody who signed in with another address than the one that was invited (A-18)."""
    if sent_to is None or sent_to != signed_in_with:
        raise InvitationForOther


def check_limits(*, cap: int, days: int) -> None:
    """Raise WrongLimits for an open invitation to nobody or everybody, or for too long."""
    if not 1 <= cap <= LARGEST_CAP:
        raise WrongLimits(field="cap")
    if not 1 <= days <= LONGEST_OPEN_DAYS:
        raise WrongLimits(field="days")


def check_how_many(*, sent_today: int, more: int = 1) -> None:
    """Raise TooManyInvitations when a network would send more than it can in a day (A-70)."""
    if sent_today + more > MOST_A_DAY:
        raise TooManyInvitations
