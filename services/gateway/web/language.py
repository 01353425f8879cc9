"""In which language is this page: what the person chose, else this browser's choice, else what the browser asks for."""

import gettext
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

COOKIE = "leerkring-language"
TRANSLATIONS = Path(__file__).parent / "translations"


class Language(StrEnum):
    """Dutch first: every text is written in Dutch, and has a twin in English."""

    DUTCH = "nl"
    ENGLISH = "en"


def words(dutch: str) -> str:
    """Mark a Dutch text in Python as one that pages translate; gives it back as it is."""
    return dutch


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of one language, compiled in memory."""
    if language is Language.DUTCH:
        return gettext.NullTranslations()
    with (TRANSLATIONS / f"{language}.po").open("rb") as po:
        catalogue = read_po(po, locale=str(language))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def choose_language(*, person: str | None, cookie: str | None, accepted: str) -> Language:
    """Choose: the person's setting, then this browser's cookie, then Accept-Language (RFC 9110 12.5.4), then Dutch."""
    for chosen in (person, cookie, *_by_preference(accepted)):
        if chosen in set(Language):
            return Language(chosen)
    return Language.DUTCH


def _by_preference(accepted: str) -> Iterator[str]:
    weighed: list[tuple[float, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if weight > 0:
            weighed.append((-weight, tag.lower().split("-")[0]))
    for _, tag in sorted(weighed, key=lambda pair: pair[0]):
        yield tag
