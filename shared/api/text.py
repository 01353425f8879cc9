"""Words that people type, as the house keeps them: one normal form, and nothing that cannot be seen (A-77).

Control characters, direction overrides and zero-width characters are taken out, so that no text can pose as another
or reorder the words around it. The joiners inside emoji and scripts stay. Cleaning twice changes nothing.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator

_JOINERS = {"\u200c", "\u200d"}
_NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]+")
_EMPTY_LINES = re.compile("\n{3,}")


def clean_prose(text: str) -> str:
    """Give back a text of several lines in NFC, without what cannot be seen, with at most one empty line in a row."""
    text = _NEW_LINES.sub("\n", unicodedata.normalize("NFC", text))
    seen = "".join(character for character in text if _can_be_seen(character))
    lines = "\n".join(line.strip() for line in _SPACES.sub(" ", seen).split("\n"))
    return unicodedata.normalize("NFC", _EMPTY_LINES.sub("\n\n", lines).strip())


def clean_line(text: str) -> str:
    """Give back a text of one line in NFC, without what cannot be seen, with single spaces."""
    return " ".join(clean_prose(text).split())


def _can_be_seen(character: str) -> bool:
    if character in "\n\t" or character in _JOINERS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


Line = Annotated[str, AfterValidator(clean_line)]
"""Text of one line, clean."""
Prose = Annotated[str, AfterValidator(clean_prose)]
"""Text that may have several lines, clean."""
