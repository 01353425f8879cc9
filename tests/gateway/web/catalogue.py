"""The texts of the pages, and the English catalogue that must hold a twin of each.

``python -m tests.gateway.web.catalogue`` adds the texts that the catalogue lacks, without a twin, and drops those that no
page says any more; the tests then name each twin that is still missing.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from services.gateway.web.documents import WEB
from services.gateway.web.language import TRANSLATIONS

ENGLISH = TRANSLATIONS / "en.po"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "words": None}
HEAD = """# The English words of the web client; the ids are the Dutch ones.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def said() -> dict[str, tuple[str, ...]]:
    """Every Dutch text in pages and their Python, by its first form."""
    found: dict[str, tuple[str, ...]] = {}
    options = {"**.html": {"newstyle_gettext": "true", "extensions": "jinja2.ext.i18n"}}
    for _, _, message, _, _ in extract_from_dir(
        str(WEB), [("**.py", "python"), ("**.html", "jinja2")], options, keywords=KEYWORDS
    ):
        forms = message if isinstance(message, tuple) else (message,)
        found[forms[0]] = max(forms, found.get(forms[0], ()), key=len)
    return found


def catalogue() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The English twins by the forms of their Dutch text."""
    with ENGLISH.open("rb") as po:
        found = read_po(po, locale="en")
    return {_forms(message.id): _forms(message.string) for message in found if message.id and not message.fuzzy}


def write() -> None:
    """Bring the catalogue up to what the pages say, keeping every twin that still holds."""
    kept = catalogue()
    new = Catalog(locale="en", fuzzy=False)
    for forms in said().values():
        twin = kept.get(forms, ("",) * len(forms))
        new.add(forms if len(forms) > 1 else forms[0], twin if len(forms) > 1 else twin[0])
    body = BytesIO()
    write_po(body, new, width=120, no_location=True, omit_header=True)
    Path(ENGLISH).write_text(HEAD + body.getvalue().decode())


def _forms(text: object) -> tuple[str, ...]:
    return tuple(str(form) for form in text) if isinstance(text, (list, tuple)) else (str(text),)


if __name__ == "__main__":
    write()
