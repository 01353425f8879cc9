"""The pieces of a mail, made fit to travel: each begins where a line begins."""

import re
from functools import cached_property

_BARE_NEWLINE = re.compile(rb"(?<!\r)\n")


class SharedPiece(bytes):
    """A piece that goes to many readers: made fit once, for as long as it is kept."""

    @cached_property
    def fit(self) -> bytes:
        """As it travels."""
        return _stuffed(self)


def fit(piece: bytes) -> bytes:
    """A piece as it travels in SMTP.

    A line that begins with a dot gets a second one (RFC 5321 4.5.2); every line ends with CRLF, so that no server can see the
    end of the mail where there is none (SMTP smuggling).
    """
    return piece.fit if isinstance(piece, SharedPiece) else _stuffed(piece)


def _stuffed(piece: bytes) -> bytes:
    if piece.count(b"\n") != piece.count(b"\r\n"):
        piece = _BARE_NEWLINE.sub(b"\r\n", piece)
    piece = (b"." if piece.startswith(b".") else b"") + piece.replace(b"\r\n.", b"\r\n..")
    return piece if piece.endswith(b"\r\n") or not piece else piece + b"\r\n"
