"""Writing a mail: templates in two languages, styles put inside them once, text and HTML from the same facts."""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import css_inline
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from shared.clickable import unclickable

HERE = Path(__file__).parent.parent
TEMPLATES = HERE / "templates"
CATALOGUES = HERE / "locale"
LANGUAGES = ("nl", "en")
ZONE = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True)
class Written:
    """One mail in words: its subject, and the same content as text and as HTML."""

    subject: str
    text: str
    html: str


def write_mail(name: str, language: str, facts: Mapping[str, Any]) -> Written:
    """Write a mail from its folder of templates (``subject.txt``, ``body.txt``, ``body.html``).

    language: nl, or en; everything else reads Dutch. facts: what the templates speak of; text is escaped in HTML, and in a
    sentence, or through the filter ``plain``, no mail program makes a link of it.
    """
    language = language if language in LANGUAGES else "nl"
    environment = _environment(language)
    subject = environment.get_template(f"{name}/subject.txt").render(facts).strip()
    text = environment.get_template(f"{name}/body.txt").render(facts)
    html = environment.get_template(f"{name}/body.html").render(facts)
    frame = {"subject": subject, "language": language}
    return Written(
        subject,
        _tidy(environment.get_template("frame.txt").render(frame, content=text.strip())),
        environment.get_template("frame.html").render(frame, content=Markup(html)),  # noqa: S704 -- rendered with escaping just above
    )


class _Inlining(BaseLoader):
    """Loads templates and puts the styles inside the HTML ones, once per template and not once per mail."""

    def __init__(self) -> None:
        self._files = FileSystemLoader(TEMPLATES)
        self._style = (TEMPLATES / "style.css").read_text()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        source, path, is_fresh = self._files.get_source(environment, template)
        if template == "frame.html":
            inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, extra_css=self._style)
            source = inliner.inline(source)
        elif template.endswith(".html"):
            source = css_inline.inline_fragment(source, self._style, load_remote_stylesheets=False)
        return source, path, is_fresh


@lru_cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=_Inlining(),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    translations = _translations(language)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        translations.gettext, translations.ngettext, newstyle=True
    )
    said = cast("Callable[..., str]", environment.globals["gettext"])

    @pass_context
    def gettext_of_people(context: Context, text: str, /, **facts: object) -> str:
        """Say a sentence; what people chose in it (a name, a title) becomes no link (A-70)."""
        plain = {name: unclickable(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        return said(context, text, **plain)

    environment.globals["gettext"] = gettext_of_people
    environment.filters["plain"] = unclickable
    environment.filters["day"] = partial(day, language=language)
    environment.filters["span"] = partial(span, language=language)
    environment.filters["clock"] = partial(clock, language=language)
    return environment


@lru_cache
def _translations(language: str) -> gettext.NullTranslations:
    """Compile a catalogue in memory; Dutch is the language the templates are written in."""
    if language == "nl":
        return gettext.NullTranslations()
    compiled = BytesIO()
    with (CATALOGUES / language / "LC_MESSAGES" / "mail.po").open("rb") as catalogue:
        write_mo(compiled, read_po(catalogue, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def day(moment: datetime | date, *, language: str, zone: str = ZONE) -> str:
    """Write a day, or the day of a moment, out: ``donderdag 14 januari 2027``."""
    on = moment.astimezone(ZoneInfo(zone)).date() if isinstance(moment, datetime) else moment
    return format_date(on, "EEEE d MMMM y", locale=language)


def clock(moment: datetime, *, language: str, zone: str = ZONE) -> str:
    """Write the time of a moment: ``9.30`` in Dutch, as the pages do, ``09:30`` in English."""
    return format_time(
        moment.astimezone(ZoneInfo(zone)).time(), "H.mm" if language == "nl" else "HH:mm", locale=language
    )


def span(starts_at: datetime, ends_at: datetime, zone: str, *, language: str) -> str:
    """Write when something is: ``donderdag 14 januari 2027, 13.30 tot 16.00 uur``."""
    begin, end = (clock(moment, language=language, zone=zone) for moment in (starts_at, ends_at))
    on = day(starts_at, language=language, zone=zone)
    return f"{on}, {begin} tot {end} uur" if language == "nl" else f"{on}, {begin} to {end}"


def _tidy(text: str) -> str:
    """Take away spaces at the ends of lines, and more than one empty line in a row; underline a title as far as it goes."""
    tight = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
    return re.sub(r"^(.+)\n+={3,}$", lambda title: f"{title[1]}\n{'=' * len(title[1])}", tight, flags=re.MULTILINE)
