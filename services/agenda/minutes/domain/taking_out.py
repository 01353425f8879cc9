"""What is true of words that are taken out of minutes on request: they go everywhere, and a line says that something went."""

import re
from typing import Final

from services.agenda.minutes.domain.actions import lines_of
from shared.errors import Invalid, Problem

TAKEN_OUT: Final = "[hier is tekst weggehaald op verzoek]"
"""What stands where words were taken out; a page shows it in the language of its reader."""
NAME_TAKEN_OUT: Final = "Na het vaststellen is een naam in dit verslag vervangen door: een lid."
"""The addition to established minutes out of which the name went of somebody who was erased; shown as TAKEN_OUT is."""
FEWEST_LETTERS: Final = 2


class NothingToTakeOut(Invalid):
    """These words stand nowhere in the minutes."""


class Passage:
    """Words as somebody copied them, found whatever white space, capitals or lines they stand in, and never inside a word."""

    def __init__(self, text: str) -> None:
        """Raises NothingToTakeOut at ``text`` for fewer than two letters."""
        if sum(letter.isalnum() for letter in text) < FEWEST_LETTERS:
            raise NothingToTakeOut(problems=(Problem("text", "REQUIRED", "Fill this in."),))
        self._found = _pattern(text)
        self._agreed = [_pattern(line) for line in lines_of(text)]

    def out_of(self, text: str) -> str:
        """A text without these words, with a line in their place."""
        return self._found.sub(TAKEN_OUT, text)

    def out_of_action(self, text: str) -> str:
        """The words of an action without these words; what stands before "Afspraak:" does not stand with the action."""
        for pattern in self._agreed:
            text = pattern.sub(TAKEN_OUT, text)
        return self.out_of(text)


def _pattern(text: str) -> re.Pattern[str]:
    words = text.split()
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, words)) + after, re.IGNORECASE)
