"""What is true of taking part under 16: invited, with a support person, and when a parent or guardian says yes (PR-1, PR-2)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shared.errors import Conflict, Invalid, NotAllowed

ASKED_FOR = timedelta(days=14)
ASKED_EVERY = timedelta(days=365)
"""How often somebody under 16 is asked whether they are 16 by now."""
FAREWELL_TRIED_FOR = timedelta(days=7)
"""How long the last mail to a parent or guardian is tried; then their address goes."""
MOST_ROUNDS = 3
"""How often one parent or guardian is mailed about one young person."""
MOST_PER_ADDRESS = 3
"""How many questions wait at one address at a time."""
TEXT_VERSION = "2026-11"
"""Which words a parent or guardian says yes to; new words get a new version."""
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class PermissionStatus(StrEnum):
    """Where a permission is in its life; of one that was refused, lapsed or was taken back nothing is kept."""

    WAITING = "WAITING"
    GIVEN = "GIVEN"
    OWN = "OWN"


class InvitationNeeded(NotAllowed):
    """Under 16 one takes part by a personal invitation; ask a coordinator of this network for one."""

    goes_in_log = False  # it says how old somebody is


class NoSupportPerson(Conflict):
    """This network has no support person yet, so nobody under 16 can start."""


class SupportPersonMissing(Invalid):
    """Choose one of the support persons of this network."""


class GuardianMissing(Invalid):
    """Give the mail address of a parent or guardian."""


class GuardianIsYourself(Invalid):
    """This is your own mail address; give that of a parent or guardian."""


class PermissionOver(Conflict):
    """This question was answered, was taken back, or has expired."""


class OtherText(Conflict):
    """The words have changed since this page was opened; read them once more."""


class AskedTooManyTimes(Conflict):
    """This parent or guardian got enough mails about this."""


@dataclass(frozen=True)
class MintedPermission:
    """What goes into one mail to a parent or guardian, once: no name, and nothing of what it is about (PR-2)."""

    address: str
    language: str
    token: str
    reference: str
    expires_at: datetime | None


def new_reference() -> str:
    """Five signs that a young person and their parent or guardian both see, so that they know they mean the same."""
    return "".join(secrets.choice(LETTERS) for _ in range(5))


@dataclass(frozen=True)
class Farewell:
    """What goes into the last mail to a parent or guardian: that their permission is needed no more, and nothing else (PR-2)."""

    address: str
    language: str
    reference: str


def check_waits(*, is_waiting: bool, expires_at: datetime, now: datetime) -> None:
    """Raise PermissionOver; here and nowhere else is decided whether a question to a parent or guardian still counts."""
    if not is_waiting or expires_at <= now:
        raise PermissionOver


def check_text(version: str) -> None:
    """Raise OtherText for who read other words than those that are kept with the answer."""
    if version != TEXT_VERSION:
        raise OtherText


def check_guardian(address: str, *, own: str | None) -> None:
    """Raise GuardianIsYourself."""
    if address == own:
        raise GuardianIsYourself(field="guardian_email")
