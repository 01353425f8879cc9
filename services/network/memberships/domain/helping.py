"""What is true of taking part without a mail address: somebody else adds and helps them, until they have an account of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.errors import Conflict, NotAllowed

OFFERED_FOR = timedelta(days=14)
MOST_ROUNDS = 5
"""How often an account is offered to one person."""


class HelperNeeded(NotAllowed):
    """Only coordinators and support persons of this network may do this."""


class HasAccount(Conflict):
    """This person has an account of their own, and decides for themselves."""


class NoAccountYet(Conflict):
    """This person has no account yet, so they cannot coordinate."""


class AddressHasAccount(Conflict):
    """There is an account with this mail address already; sign in with it and ask for an invitation."""


class OfferOver(Conflict):
    """This offer was taken up, was made anew, or has expired."""


class OfferedTooOften(Conflict):
    """This person was offered an account often enough."""


@dataclass(frozen=True)
class MintedOffer:
    """What goes into one mail, once: never the name that others see (A-85)."""

    address: str
    language: str
    token: str
    network_name: str
    expires_at: datetime


def check_helps(*, helps: bool) -> None:
    """Raise HelperNeeded."""
    if not helps:
        raise HelperNeeded


def check_offer(*, counts: bool, expires_at: datetime, now: datetime) -> None:
    """Raise OfferOver; here and nowhere else is decided whether an offer still counts."""
    if not counts or expires_at <= now:
        raise OfferOver
