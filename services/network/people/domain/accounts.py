"""What is true of accounts: how an address is written, and which names others can read."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from shared.clickable import looks_clickable
from shared.errors import Invalid

NEW_NAME = "Nieuw lid"
"""What others see of somebody who has not chosen a name yet."""
MARKS_PER_LETTER = 3


class NotAnAddress(Invalid):
    """This is not a mail address that can be used here."""


class NameMissing(Invalid):
    """Give a name that others can read."""


class NameLooksLikeAddress(Invalid):
    """This name looks like a web or mail address, and would become a link in a mail; write it another way."""


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
    """Raise NameMissing for a name without a letter or digit, or with marks piled on a letter (A-77).

    Raise NameLooksLikeAddress for one that a mail program makes a link of (A-70).
    """
    readable = any(unicodedata.category(letter)[0] in "LN" for letter in name)
    marks = "".join("m" if unicodedata.combining(letter) else "." for letter in name)
    if not readable or "m" * (MARKS_PER_LETTER + 1) in marks:
        raise NameMissing(field="display_name")
    if looks_clickable(name):
        raise NameLooksLikeAddress(field="display_name")
