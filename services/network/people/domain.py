"""What is true of people and of signing in: addresses, names, secrets, and how long each of them counts."""

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from shared.errors import Conflict, Invalid, NotAllowed

SIGN_IN_COUNTS = timedelta(minutes=10)
"""OWASP ASVS 6.5.5."""
TRIES = 5
MAIL_WINDOW = timedelta(minutes=15)
MAILS_PER_WINDOW = 3
IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=5)
"""How precisely idleness is measured: being seen is written down at most this often."""
NEW_NAME = "Nieuw lid"
"""What others see of somebody who has not chosen a name yet."""
MARKS_PER_LETTER = 3


class NotAnAddress(Invalid):
    """This is not a mail address that can be used here."""


class NameMissing(Invalid):
    """Give a name that others can read."""


class SignInIncomplete(Invalid):
    """Signing in takes either the code of one request or the link, not both."""


class WrongCode(Invalid):
    """This code is not right."""

    keeps_changes = True


class TriesUsedUp(Conflict):
    """Five wrong codes were given; ask for a new one."""

    keeps_changes = True


class SignInOver(Conflict):
    """This code or link does not count any more; ask for a new one."""


class OtherBrowser(NotAllowed):
    """This was asked for in another browser; type the code there, or ask again here."""


class Purpose(StrEnum):
    """What a secret is for. It is part of the hash, so that a secret opens one kind of door only (A-07)."""

    BROWSER = "sign-in-browser"
    CODE = "sign-in-code"
    LINK = "sign-in-link"
    AUTH_SESSION = "auth-session"
    ADDRESS = "sign-in-address"


@dataclass(frozen=True)
class MintedSecret:
    """What goes into the mail, once: the six digits and the token of the link."""

    code: str
    token: str


@dataclass(frozen=True)
class OpenedSession:
    """Signed in: the secret for the cookie, once."""

    token: str
    auth_session_id: UUID
    person_id: UUID
    expires_at: datetime


def address_of(text: str) -> str:
    """The one way an address is written here: lower case, its domain in ASCII letters (punycode).

    One address, no quoted part, no comment, no name around it, no letters outside ASCII before the @ (A-68), and nothing
    that a mail program reads as an encoded word (A-67). Raises NotAnAddress.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise NotAnAddress(field="email") from error
    if "=?" in found.local_part:
        raise NotAnAddress(field="email")
    return f"{found.local_part}@{found.ascii_domain}".lower()


def check_name(name: str) -> None:
    """Raise NameMissing for a name without a letter or digit, or with marks piled on a letter (A-77)."""
    readable = any(unicodedata.category(letter)[0] in "LN" for letter in name)
    marks = "".join("m" if unicodedata.combining(letter) else "." for letter in name)
    if not readable or "m" * (MARKS_PER_LETTER + 1) in marks:
        raise NameMissing(field="display_name")


def hashed(purpose: Purpose, *parts: str) -> bytes:
    """What is stored of a secret: HMAC-SHA256 of its parts under its purpose, 32 bytes.

    Links, cookies and browsers carry 256 random bits, so the hash needs no pepper. A code has six digits only; its hash is
    worth nothing without the browser's secret, of which this house holds no more than a hash.
    """
    return hmac.digest(purpose.encode(), "\0".join(parts).encode(), sha256)


def new_token() -> str:
    """A secret of 256 random bits that fits in an address and in a cookie."""
    return secrets.token_urlsafe(32)


def new_secret() -> MintedSecret:
    """A fresh code and token."""
    return MintedSecret(code=f"{secrets.randbelow(1_000_000):06}", token=new_token())


def digits_of(typed: str) -> str | None:
    """The six digits of a code, however it was typed (spaces, dashes, points); None when it is no code at all."""
    plain = re.sub(r"[\s\-‐‑–.]", "", unicodedata.normalize("NFKC", typed))
    return plain if re.fullmatch(r"[0-9]{6}", plain) else None


def code_hash(sign_in_id: UUID, code: str) -> bytes:
    """What is stored of a code; the same digits hash differently in every request."""
    return hashed(Purpose.CODE, str(sign_in_id), code)


def same(one: bytes | None, other: bytes) -> bool:
    """Whether two hashes are equal, in constant time; nothing equals a hash that is not there."""
    return one is not None and hmac.compare_digest(one, other)


def is_alive(*, now: datetime, seen_at: datetime, expires_at: datetime, ended_at: datetime | None) -> bool:
    """Whether a signed-in session still counts: not ended, not idle for 8 hours, not older than 30 days."""
    return ended_at is None and now < alive_until(seen_at=seen_at, expires_at=expires_at)


def alive_until(*, seen_at: datetime, expires_at: datetime) -> datetime:
    """Until when a signed-in session counts when nobody comes back."""
    return min(seen_at + IDLE, expires_at)
