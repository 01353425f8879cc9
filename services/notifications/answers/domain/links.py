"""What stands for one person and what they are invited to: a secret in a link, and in the address to which a calendar answers."""

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from shared.errors import Conflict, NotAllowed

LINK: Final = "answer"
CALENDAR: Final = "answer-calendar"
POLL: Final = "answer-poll"
SERIES: Final = "answer-series"
"""What a secret is for: a link in a mail about a session, the address to which a calendar answers, a link in a mail about a
date poll, or one about all sessions of a series. One never opens what the other does."""
OCTETS: Final = 20
_IN_ADDRESS = re.compile(rf"\+([0-9a-f]{{{2 * OCTETS}}})@", re.IGNORECASE)


class LinkRight(NamedTuple):
    """For whom somebody who holds a secret may answer, and about what: a session, a series, or a date poll."""

    person_id: UUID
    about_id: UUID


class Minted(NamedTuple):
    """A secret, and what it stands for."""

    token: str
    right: LinkRight
    purpose: str = LINK


class NothingToAnswer(Conflict):
    """There is nothing to answer here any more."""


class ReplyOutdated(Conflict):
    """This reply is about an earlier date, or older than what was said since."""


class ReplyFromLater(Conflict):
    """The clock of this calendar runs ahead: this reply is from later than now. Answer with the link in your mail."""


class ReplyNotYours(NotAllowed):
    """This reply does not come from whom the invitation was for."""


def answer_token(secret: bytes, person_id: UUID, about_id: UUID) -> str:
    """The secret of one person and one thing: the same in every mail, so that calendars know who invites (RFC 5545 3.8.4.3).

    Lower case only, for there are mail servers that write addresses so. secret: of this house, for this purpose.
    """
    return hmac.digest(secret, person_id.bytes + about_id.bytes, "sha256")[:OCTETS].hex()


def token_hash(token: str, purpose: str) -> bytes:
    """What is kept of a token (A-07: a token that was made for something else has another hash)."""
    return hashlib.sha256(f"{purpose}\0{token.lower()}".encode()).digest()


def address_for(reply_address: str, token: str) -> str:
    """The address at which an answer with this secret arrives (RFC 5233)."""
    local, _, domain = reply_address.rpartition("@")
    return f"{local}+{token}@{domain}"


def tokens_in(addresses: Iterable[str]) -> list[str]:
    """The secrets that stand in addresses, each once."""
    found = (match[1].lower() for address in addresses for match in _IN_ADDRESS.finditer(address))
    return list(dict.fromkeys(found))
