"""What is true of signing in by mail: how long a code and a link count, and how often one may try."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from services.network.people.domain.secrecy import Purpose, hashed, new_token
from shared.errors import Conflict, Invalid, NotAllowed

SIGN_IN_COUNTS = timedelta(minutes=10)
"""OWASP ASVS 6.5.5."""
TRIES = 5
MAIL_WINDOW = timedelta(minutes=15)
MAILS_PER_WINDOW = 3


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

    keeps_changes = True


class OtherBrowser(NotAllowed):
    """This was asked for in another browser; type the code there, or ask again here."""


@dataclass(frozen=True)
class MintedSecret:
    """What goes into the mail, once: the six digits and the token of the link."""

    code: str
    token: str


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
