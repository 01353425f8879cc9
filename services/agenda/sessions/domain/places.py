"""What is true of where and why people meet: the kind of session, and an address on the web that people can trust."""

from typing import Final, Literal
from urllib.parse import urlsplit

from shared.errors import Invalid, Problem

SessionType = Literal["REGULAR", "WORK_VISIT", "CO_DESIGN", "PRE_MEETING"]
REGULAR: Final = "REGULAR"
PRE_MEETING: Final = "PRE_MEETING"
"""A meeting of one perspective before a session: for that perspective only (BR-043)."""

LONGEST_ADDRESS = 1000


class TypeNotPossible(Invalid):
    """A session cannot be of this kind like this."""


def address_problem(address: str, field: str) -> Problem | None:
    """What is wrong with an address on the web that people will follow: https, a host, and nothing that hides where it leads.

    No user name stands in it (``https://known@elsewhere``), and nothing that is not ASCII, which two scripts write alike.
    """
    if len(address) > LONGEST_ADDRESS:
        return Problem(field, "TEXT_TOO_LONG", f"An address has at most {LONGEST_ADDRESS} characters.")
    wrong = Problem(field, "ADDRESS_NOT_SAFE", "An address begins with https:// and names a site.")
    if not address.isascii() or not address.isprintable() or any(letter in ' "<>\\^`{|}' for letter in address):
        return wrong
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return wrong
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host.strip(".") or parts.username is not None or port == 0:
        return wrong
    return None


def check_kind(*, type_: SessionType, perspective: str | None, network_perspectives: frozenset[str] | set[str]) -> None:
    """Raise TypeNotPossible unless a pre-meeting, and only that, names a perspective from which people take part."""
    if type_ == PRE_MEETING and perspective is None:
        raise TypeNotPossible(problems=(Problem("perspective", "REQUIRED", "Say for whom it is."),))
    if type_ != PRE_MEETING and perspective is not None:
        words = "Only a meeting beforehand is for one perspective."
        raise TypeNotPossible(problems=(Problem("type", "NOT_FOR_ONE_PERSPECTIVE", words),))
    if perspective is not None and perspective not in network_perspectives:
        words = "Nobody takes part from this perspective."
        raise TypeNotPossible(problems=(Problem("perspective", "NOBODY_OF_IT", words),))
