"""What counts as a mail address: one strict rule of our own, never the standard library's parseaddr (CVE-2023-27043)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_STRICT = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@" + rf"{_LABEL}(?:\.{_LABEL})*",
    re.ASCII,
)


class NotAnAddress(ValueError):
    """No mail can be sent there."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who a mail comes from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part after the at sign."""
        return self.address.rpartition("@")[2]


def mailable(text: str) -> str:
    """Read one address as it goes over the wire: ASCII, no quotes, no comments, an international domain in punycode.

    Raises NotAnAddress for everything else (A-68, A-69, V11).
    """
    if not text.isascii():
        try:
            text = validate_email(text, check_deliverability=False, test_environment=True).ascii_email or ""
        except EmailNotValidError as error:
            raise NotAnAddress("an address this house cannot send to") from error
    local = text.partition("@")[0]
    if len(text) > 254 or len(local) > 64 or not _STRICT.fullmatch(text):
        raise NotAnAddress("an address this house cannot send to")
    return text


@lru_cache
def sender_from(text: str) -> Sender:
    """Read ``Leerkring <leerkring@example.nl>``. Raises NotAnAddress."""
    named = re.fullmatch(r"\s*([^<>]*?)\s*<([^<>]+)>\s*", text)
    name, address = (named.group(1), named.group(2)) if named else ("", text.strip())
    return Sender(re.sub(r'["\\]', "", name), mailable(address))
