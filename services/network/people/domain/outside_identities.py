"""What is true of accounts at other houses: who is known by issuer and subject, and never by an address alone."""

from dataclasses import dataclass
from datetime import timedelta

from services.network.people.domain.devices import OpenedSession
from shared.errors import Conflict, NotAllowed

AWAY_COUNTS = timedelta(minutes=10)


class OutsideSignInOver(Conflict):
    """This took too long, or was begun in another browser; begin again."""


class LinkFirst(NotAllowed):
    """This account is not known here yet: sign in with your mail address first, and link it to your account."""

    keeps_changes = True


class IdentityTaken(Conflict):
    """This account is linked to somebody else here."""

    keeps_changes = True


@dataclass(frozen=True)
class Vouched:
    """What another house says of somebody, checked: its name here, its issuer, the subject there, and an address it verified."""

    provider: str
    issuer: str
    subject: str
    verified_email: str | None


@dataclass(frozen=True)
class CameBack:
    """What coming back led to: signed in, or linked (then nobody was signed in anew)."""

    opened: OpenedSession | None
