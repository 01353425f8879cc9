"""What is true of a change of mail address: how long it can be confirmed, and how long it can be undone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from shared.errors import Conflict, Invalid

CONFIRM_COUNTS = timedelta(hours=1)
UNDO_COUNTS = timedelta(hours=72)


SUSPECT = timedelta(days=1)
"""What somebody could sign in with that is not older than this when a change is stopped from the old address, goes with it."""


class SameAddress(Invalid):
    """This is your address already."""


class EmailChangeOver(Conflict):
    """This link does not count any more."""


@dataclass(frozen=True)
class Stopped:
    """Whose change was stopped, when it was asked, and the address to put back; None where the account never left it."""

    person_id: UUID
    requested_at: datetime
    put_back: str | None


class AddressIs(Enum):
    """What became of the address when a change of it was stopped."""

    UNCHANGED = auto()
    PUT_BACK = auto()
    TAKEN = auto()
    """Another account has it now, with a place in a network: a person must look at it."""


@dataclass(frozen=True)
class MintedLink:
    """What goes into one mail, once. ``token`` is None where there is nothing to confirm."""

    address: str
    language: str
    token: str | None
    expires_at: datetime
