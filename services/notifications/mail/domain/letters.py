"""The bytes of a mail: a body prepared once for all readers with the same content, joined with each reader's own."""

import secrets
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notifications.mail.domain.addresses import Sender
from services.notifications.mail.domain.headers import check_headers, mail_headers
from services.notifications.mail.domain.pieces import SharedPiece

SLOT = "afmeldcode" + secrets.token_hex(8)
"""Stands in a prepared body where each reader's own token comes; made anew in every process, so nobody can write it."""
_SOFT_BREAK = b"=\r\n"


@dataclass(frozen=True, slots=True)
class Invite:
    """What a calendar program reads in a mail. method: what it asks (RFC 5546). text: the calendar."""

    method: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """One content, encoded; between its pieces comes a reader's own token, on a line of its own.

    Each piece begins where a line begins, and is the same object in every mail.
    """

    subject: str
    language: str
    boundary: str
    pieces: tuple[bytes, ...]
    subtype: str = "alternative"

    def filled(self, token: str) -> tuple[bytes, ...]:
        """The body for one reader, in pieces."""
        if len(self.pieces) == 1:
            return self.pieces
        line = token.encode("ascii") + _SOFT_BREAK
        first, *others = self.pieces
        return (first, *(part for piece in others for part in (line, piece)))


def prepare_body(*, subject: str, text: str, html: str, language: str, invites: Sequence[Invite] = ()) -> Body:
    """Encode one content as multipart/alternative, the text part first, both quoted-printable.

    invites: the first stands beside them as a third way to read the same (RFC 6047 2.4), and once more as a file, for
    programs that take it only so; others, each about another thing (RFC 5546 3.2.2), come after it.
    """
    if invites:
        return _with_invites(subject=subject, text=text, html=html, language=language, invites=invites)
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
    last = pieces.pop() + f"--{boundary}--\r\n".encode("ascii")
    # The token stands between soft line breaks, so that no line grows too long.
    shared = (SharedPiece(piece) for piece in (*(piece + _SOFT_BREAK for piece in pieces), last))
    return Body(subject, language, boundary, tuple(shared))


def _with_invites(*, subject: str, text: str, html: str, language: str, invites: Sequence[Invite]) -> Body:
    inner, outer = "=_" + secrets.token_hex(12), "=_" + secrets.token_hex(12)
    parts: list[bytes] = [
        f'--{outer}\r\nContent-Type: multipart/alternative; boundary="{inner}"\r\n\r\n'.encode("ascii")
    ]
    for name, content in (("plain", text), ("html", html)):
        parts.append(
            f'--{inner}\r\nContent-Type: text/{name}; charset="utf-8"\r\n'
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode("ascii")
            + _quoted(content)
            + b"\r\n"
        )
    first, *others = invites
    parts += [_calendar_part(inner, _calendar_type(first), first), f"--{inner}--\r\n".encode("ascii")]
    parts.append(_calendar_part(outer, 'application/ics; name="bijeenkomst.ics"', first, file="bijeenkomst.ics"))
    for number, invite in enumerate(others, start=2):
        parts.append(_calendar_part(outer, _calendar_type(invite), invite, file=f"bijeenkomst-{number}.ics"))
    parts.append(f"--{outer}--\r\n".encode("ascii"))
    return Body(subject, language, outer, (b"".join(parts),), subtype="mixed")


def _calendar_type(invite: Invite) -> str:
    return f'text/calendar; charset="utf-8"; method={invite.method}'


def _calendar_part(boundary: str, kind: str, invite: Invite, *, file: str | None = None) -> bytes:
    """One calendar; file: under which name it hangs beside the mail."""
    hangs = f'Content-Disposition: attachment; filename="{file}"\r\n' if file else ""
    head = f"--{boundary}\r\nContent-Type: {kind}\r\n{hangs}Content-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("ascii") + encodebytes(invite.text.encode()).replace(b"\n", b"\r\n")


def letter_bytes(
    body: Body,
    *,
    sender: Sender,
    recipient: str,
    message_id: str,
    sent_at: datetime,
    token: str | None = None,
    unsubscribe_base: str | None = None,
) -> tuple[bytes, ...]:
    """Put one mail together and read its headers back: the headers, and then the pieces of its body.

    token and unsubscribe_base: the reader's own secret, and the address before it; both or neither.
    Raises UnexpectedHeaders.
    """
    link = None if token is None or unsubscribe_base is None else unsubscribe_base + token
    headers = mail_headers(
        sender=sender,
        recipient=recipient,
        subject=body.subject,
        sent_at=sent_at,
        message_id=message_id,
        language=body.language,
        boundary=body.boundary,
        subtype=body.subtype,
        unsubscribe_link=link,
    )
    check_headers(headers, listed=link is not None)
    return headers, *body.filled(token or "")


def _quoted(text: str) -> bytes:
    encoded = b2a_qp(text.replace("\r\n", "\n").replace("\r", "\n").encode(), istext=True)
    return encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
