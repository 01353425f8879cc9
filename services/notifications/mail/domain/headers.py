"""How the headers of a mail are written: in one place, and read back before they leave (A-66, A-67, CVE-2024-6923)."""

import re
from base64 import b64encode
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from typing import Final

from services.notifications.mail.domain.addresses import Sender

MOST_CHARACTERS: Final = 150
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MACHINE = re.compile(r"[\x21-\x7e]+")
_SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')

ALWAYS: Final = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
)
LISTED: Final = ("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")


class UnexpectedHeaders(ValueError):
    """A mail would leave with other headers than were meant; it is not sent."""


def words(text: str) -> str:
    """Make text that people typed fit for a header: one line, at most 150 characters, nothing that a reader decodes."""
    one_line = re.sub(r"\s+", " ", _CONTROLS.sub(" ", text)).strip()
    return one_line.replace("=?", "= ?")[:MOST_CHARACTERS].strip()


def mail_headers(
    *,
    sender: Sender,
    recipient: str,
    subject: str,
    sent_at: datetime,
    message_id: str,
    language: str,
    boundary: str,
    subtype: str = "alternative",
    unsubscribe_link: str | None = None,
) -> bytes:
    """Write all headers of a mail, ending with an empty line.

    recipient: an address as addresses.mailable gives it. subject: words. unsubscribe_link: set for what somebody can
    unsubscribe from (RFC 2919, RFC 8058). Raises UnexpectedHeaders when a value could be more than one header.
    """
    for value in (sender.address, recipient, message_id, language, boundary, subtype, unsubscribe_link or "x"):
        if not _MACHINE.fullmatch(value):
            raise UnexpectedHeaders("a value with characters that do not belong in it")
    lines = [
        f"From: {_named(sender)}",
        f"To: {recipient}",
        f"Subject: {_subject(subject)}",
        f"Date: {_date(sent_at.replace(microsecond=0), sent_at.utcoffset())}",
        f"Message-ID: {message_id}",
        "Auto-Submitted: auto-generated",
        f"Content-Language: {language}",
    ]
    if unsubscribe_link is not None:
        lines += [
            f"List-Id: <overzicht.{sender.domain}>",
            f"List-Unsubscribe: <{unsubscribe_link}>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ]
    lines += [
        "MIME-Version: 1.0",
        f'Content-Type: multipart/{subtype}; boundary="{boundary}"',
        "",
        "",
    ]
    return "\r\n".join(lines).encode("ascii")


def check_headers(content: bytes, *, listed: bool) -> None:
    """Read the headers back from the bytes that will leave. Raises UnexpectedHeaders unless they are exactly those meant."""
    block, separator, _body = content.partition(b"\r\n\r\n")
    if not separator or not (_LISTED if listed else _PLAIN).fullmatch(block):
        raise UnexpectedHeaders("other headers than meant, or a line that is no header")


def _exactly(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """Matches these headers, in this order, each once, and nothing else; a line may be folded."""
    return re.compile(b"\r\n".join(rb"%b: [\x20-\x7e]*(?:\r\n [\x20-\x7e]+)*" % name.encode() for name in names))


_PLAIN = _exactly(ALWAYS)
_LISTED = _exactly((*ALWAYS[:7], *LISTED, *ALWAYS[7:]))


@lru_cache(maxsize=4)
def _date(second: datetime, _offset: timedelta | None) -> str:
    # The same moment in two zones is one key, and two texts.
    return format_datetime(second)


@lru_cache
def _named(sender: Sender) -> str:
    name = words(sender.name)
    if not name:
        return sender.address
    if not name.isascii():
        return f"{_encoded(name)} <{sender.address}>"
    return f'"{name}" <{sender.address}>' if _SPECIALS.search(name) else f"{name} <{sender.address}>"


@lru_cache(maxsize=512)
def _subject(text: str) -> str:
    clean = words(text)
    return clean if clean.isascii() and len(clean) <= 70 else _encoded(clean)


def _encoded(text: str) -> str:
    # Encoded words of at most 75 characters (RFC 2047), each of whole characters, folded one to a line.
    chunks, chunk = [], ""
    for character in text:
        if len((chunk + character).encode()) > 45:
            chunks.append(chunk)
            chunk = ""
        chunk += character
    chunks.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(part.encode()).decode()}?=" for part in chunks)
