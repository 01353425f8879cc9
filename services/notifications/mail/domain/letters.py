"""The bytes of a mail: a body prepared once for all readers with the same content, joined with each reader's own."""

import secrets
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime

from services.notifications.mail.domain.addresses import Sender
from services.notifications.mail.domain.headers import check_headers, mail_headers

SLOT = "afmeldcode" + secrets.token_hex(8)
"""Stands in a prepared body where each reader's own token comes; made anew in every process, so nobody can write it."""
_SOFT_BREAK = b"=\r\n"


@dataclass(frozen=True, slots=True)
class Body:
    """One content, encoded; between its pieces comes a reader's own token."""

    subject: str
    language: str
    boundary: str
    pieces: tuple[bytes, ...]

    def filled(self, token: str) -> bytes:
        """The body for one reader. The token stands between soft line breaks, so that no line grows too long."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        return (_SOFT_BREAK + token.encode("ascii") + _SOFT_BREAK).join(self.pieces)


def prepare_body(*, subject: str, text: str, html: str, language: str) -> Body:
    """Encode one content as multipart/alternative, the text part first, both quoted-printable."""
    boundary = "=_" + secrets.token_hex(12)
    pieces: list[bytes] = [b""]
    for kind, content in (("plain", text), ("html", html)):
        head, *others = (_quoted(part) for part in content.split(SLOT))
        pieces[-1] += (
            f'--{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        ).encode("ascii") + head
        pieces.extend(others)
        pieces[-1] += b"\r\n"
    pieces[-1] += f"--{boundary}--\r\n".encode("ascii")
    return Body(subject, language, boundary, tuple(pieces))


def letter_bytes(
    body: Body,
    *,
    sender: Sender,
    recipient: str,
    message_id: str,
    sent_at: datetime,
    token: str | None = None,
    unsubscribe_base: str | None = None,
) -> bytes:
    """Put one mail together and read its headers back.

    token and unsubscribe_base: the reader's own secret, and the address before it; both or neither.
    Raises UnexpectedHeaders.
    """
    link = None if token is None or unsubscribe_base is None else unsubscribe_base + token
    content = mail_headers(
        sender=sender,
        recipient=recipient,
        subject=body.subject,
        sent_at=sent_at,
        message_id=message_id,
        language=body.language,
        boundary=body.boundary,
        unsubscribe_link=link,
    ) + body.filled(token or "")
    check_headers(content, listed=link is not None)
    return content


def _quoted(text: str) -> bytes:
    encoded = b2a_qp(text.replace("\r\n", "\n").replace("\r", "\n").encode(), istext=True)
    return encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
