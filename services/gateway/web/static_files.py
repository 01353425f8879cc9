"""The files every page needs, read once, under an address that holds their content's hash and may be kept for a year."""

import gzip
import mimetypes
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
SUFFIXES = {".css", ".js", ".svg", ".png"}
_REMARKS = re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENTS = re.compile(rb"^[ \t]+|^\n", re.MULTILINE)
_ROOM_IN_STYLES = (
    (re.compile(rb"\s*([{}])\s*"), rb"\1"),
    (re.compile(rb"([:;,])\s+"), rb"\1"),
    (re.compile(rb";}"), b"}"),
)


@dataclass(frozen=True)
class StaticFile:
    """One file: its bytes, the same bytes packed, and its kind."""

    address: str
    media_type: str
    content: bytes
    packed: bytes


class StaticFiles:
    """All static files of a directory; ``address("leerkring.css")`` is where a page finds one."""

    def __init__(self, directory: Path = STATIC) -> None:
        self._by_name: dict[str, StaticFile] = {}
        self._by_address: dict[str, StaticFile] = {}
        for path in sorted(directory.rglob("*")):
            if path.suffix not in SUFFIXES:
                continue
            content = _packed_close(path)
            name = path.relative_to(directory).as_posix()
            address = f"/static/{sha256(content).hexdigest()[:16]}/{name}"
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            file = StaticFile(address, kind, content, gzip.compress(content, 9, mtime=0))
            self._by_name[name] = self._by_address[address] = file

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def address(self, name: str) -> str:
        """Where this file stands. Raises KeyError for a file that is not there."""
        return self._by_name[name].address

    def content(self, name: str) -> bytes:
        """What is in this file, for the few that stand under an address of their own. Raises KeyError for a file that is not there."""
        return self._by_name[name].content

    def answer(self, request: Request) -> Response | None:
        """The file at this address, packed where the browser takes that; None where there is none."""
        file = self._by_address.get(request.url.path)
        if file is None:
            return None
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(file.packed, media_type=file.media_type, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)


def _packed_close(path: Path) -> bytes:
    # Remarks and white space are for who reads the source, and cost every first visit; our own files only. No text of ours
    # runs over several lines, and no brace, and no sign with a space after it, stands within a text of the styles (a test sees to it).
    content = path.read_bytes()
    if path.suffix not in {".css", ".js"} or path.parent != STATIC:
        return content
    content = _INDENTS.sub(b"", _REMARKS.sub(b"", content))
    if path.suffix == ".css":
        for room, instead in _ROOM_IN_STYLES:
            content = room.sub(instead, content)
    return content
