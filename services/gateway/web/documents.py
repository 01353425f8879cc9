"""What a page asks: the trusted GraphQL documents, read once from the ``*.graphql`` file beside each page."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

WEB = Path(__file__).parent
FRAGMENTS = {
    "...Frame": WEB / "frame" / "frame.graphql",
    "...WhoComes": WEB / "coming" / "who_comes.graphql",
    "...Everybody": WEB / "people" / "everybody.graphql",
    "...ReasonsOfDate": WEB / "sessions" / "reasons.graphql",
    "...ExpertQuestionShown": WEB / "expert_questions" / "shown.graphql",
}


@dataclass(frozen=True)
class Document:
    """One operation: where it stands, its text, and the hash by which it is trusted."""

    path: str
    text: str

    @property
    def hash(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def input_kind(self) -> str:
        """The name of what a mutation takes; empty for a query."""
        found = re.search(r"\$input: (\w+)!", self.text)
        return found[1] if found else ""


@cache
def document(path: str) -> Document:
    """Read a document by its path under ``web`` (``start/start.graphql``), with the fragments it spreads."""
    text = (WEB / path).read_text()
    for spread, fragment in FRAGMENTS.items():
        if spread in text:
            text += "\n" + fragment.read_text()
    return Document(path=path, text=text)


def all_documents() -> list[Document]:
    """Every document of every page, in order of path."""
    paths = sorted(path.relative_to(WEB).as_posix() for path in WEB.glob("*/*.graphql"))
    return [document(path) for path in paths if WEB / path not in FRAGMENTS.values()]
