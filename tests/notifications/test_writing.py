"""Mails in words: the same in text and HTML, in two languages, and nothing of a stranger's making in them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import html5lib
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment, meta, nodes

from services.notifications.digests.domain import Part, ToldPoint, ToldQuestion
from services.notifications.digests.operations.composing import write_digest
from services.notifications.mail.operations.writing import CATALOGUES, TEMPLATES, Written, write_mail
from services.notifications.owners.news import Meeting
from services.notifications.subscriptions.domain import Cadence
from shared.clickable import looks_clickable, unclickable

STARTS = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
MEETING = Meeting(UUID(int=1), STARTS, STARTS + timedelta(hours=2, minutes=30), "Europe/Amsterdam")
SUMMER = Meeting(
    UUID(int=2),
    STARTS.replace(month=7, day=8, hour=11),
    STARTS.replace(month=7, day=8, hour=14, minute=0),
    MEETING.zone,
)
ADDRESS = "https://leerkring.example/"
NASTY = '<script>alert("x")</script> & <img src="https://spy.example/p.gif"> <a href="https://evil.example">Klik</a>'


def a_part(title: str = "Logeren bij een steungezin", *, name: str = "Noord", repeated: bool = False) -> Part:
    """News of one network."""
    return Part(
        UUID(int=9),
        name,
        points=(ToldPoint(UUID(int=3), title, "DECIDE", 20, MEETING, repeated),),
        questions=(ToldQuestion(UUID(int=4), f"{title}?", False),),
        upcoming=(MEETING, SUMMER),
    )


def a_digest(*parts: Part, language: str = "nl", cadence: Cadence = Cadence.WEEKLY) -> Written:
    """A digest in words."""
    return write_digest(parts, cadence=cadence, language=language, address="https://leerkring.example", token="geheim")


def a_sign_in(language: str = "nl") -> Written:
    """A sign-in mail in words."""
    link = "https://leerkring.example/inloggen/link/geheim"
    return write_mail("sign-in", language, {"code": "123456", "link": link, "expires_at": STARTS})


ALL = pytest.mark.parametrize(
    "written",
    [
        pytest.param(write(language), id=f"{name}-{language}")
        for language in ("nl", "en")
        for name, write in (
            ("digest", lambda language: a_digest(a_part(repeated=True), a_part(name="Zuid"), language=language)),
            (
                "half-a-digest",
                lambda language: a_digest(
                    Part(UUID(int=9), "Noord", (), (ToldQuestion(UUID(int=4), "Wat?", True),), ()), language=language
                ),
            ),
            ("nasty", lambda language: a_digest(a_part(NASTY, name=NASTY), language=language)),
            ("sign-in", a_sign_in),
        )
    ],
)


class _Reading(HTMLParser):
    """Reads HTML as a person does: its words and its links, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.values: list[str] = []
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; what stands in the head is not read."""
        self.tags.append(tag)
        self.values += [value or "" for _, value in attrs]
        self._in_head = self._in_head or tag == "head"
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        """The head ends."""
        self._in_head = self._in_head and tag != "head"

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._in_head:
            self.words += _words(data)


def _words(text: str) -> list[str]:
    return [
        word for word in text.split() if re.search(r"\w", word) and not word.startswith("https://leerkring.example")
    ]


def reading(html: str) -> _Reading:
    """Read HTML."""
    found = _Reading()
    found.feed(html)
    return found


@ALL
def test_text_and_html_say_the_same(written: Written) -> None:
    """BR-063, J15 AC6: the same words in the same order, and the same links."""
    read = reading(written.html)

    assert read.words == _words(written.text)
    assert read.links == re.findall(r"https://leerkring\.example\S+", written.text)
    assert len(read.words) > 20


@ALL
def test_html_is_right_and_says_its_language(written: Written) -> None:
    """DOMAIN 10: parses without an error, has a language and one heading above all."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(written.html)
    read = reading(written.html)

    assert re.search(r'<html lang="(nl|en)">', written.html)
    assert read.tags.count("h1") == 1
    assert read.tags.count("title") == 1


@ALL
def test_nothing_in_a_mail_comes_from_elsewhere_or_looks_back(written: Written) -> None:
    """A-65, BR-063: no remote content, no tracking, no script, no form."""
    read = reading(written.html)

    assert not {"img", "script", "link", "iframe", "form", "object", "video", "audio", "base"} & set(read.tags)
    assert not [value for value in read.values if "url(" in value]
    assert all(link.startswith("https://leerkring.example/") for link in read.links)
    assert not [link for link in read.links if "?" in link]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_words_of_people_are_words_and_not_html(language: str) -> None:
    """A-65."""
    written = a_digest(a_part(NASTY, name=NASTY), language=language)

    assert "<script" not in written.html
    assert "&lt;script&gt;" in written.html
    assert unclickable(NASTY) in written.text
    assert NASTY.split(maxsplit=1)[0] in reading(written.html).words[0:200]


def test_subjects_say_nothing_of_the_content() -> None:
    """BR-063: neutral, also on a locked screen."""
    subjects = {a_digest(a_part(), cadence=cadence).subject for cadence in Cadence if cadence is not Cadence.NEVER}

    assert subjects == {
        "Leerkring: overzicht van deze week",
        "Leerkring: overzicht van vandaag",
        "Leerkring: overzicht voor de bijeenkomst",
        "Leerkring: nieuw in je netwerk",
    }
    assert "123456" not in a_sign_in().subject


SAID_BY_PEOPLE = {"name", "title", "message", "network", "invited_by"}
"""How what people chose or wrote is called in the templates, apart from places: where to log in to a meeting is a link."""
NEUTRAL = {"cadence", "changed", "days", "documents_at", "is_late", "new", "off", "starts_at", "status"}


@pytest.mark.parametrize("subject", sorted(TEMPLATES.rglob("subject.txt")), ids=lambda path: path.parent.name)
def test_no_subject_names_a_network_or_anybody(subject: Path) -> None:
    """A-37: which network somebody takes part in may tell about them, and a subject stands on a locked screen."""
    parsed = Environment(extensions=["jinja2.ext.i18n"]).parse(subject.read_text())  # noqa: S701 -- parsed, never rendered

    assert meta.find_undeclared_variables(parsed) - {"_"} <= NEUTRAL


def test_a70_a_name_that_looks_like_an_address_is_no_link_in_a_mail() -> None:
    name = "www.kwaad.nl"

    digest = a_digest(a_part("Kijk op koop.nu", name=name))
    mail = write_mail(
        "join-answer",
        "nl",
        {"network": name, "status": "ACCEPTED", "message": "Log in op https://kwaad.nl", "page": ADDRESS},
    )

    for written in (digest, mail):
        words = " ".join(reading(written.html).words)
        assert "www. kwaad. nl" in words
        assert not looks_clickable(words)
        assert not [word for word in _words(written.text) if looks_clickable(word)]


def _bare(template: nodes.Template) -> set[str]:
    """What a template says outside a sentence and without the filter ``plain``."""
    said = {part for output in template.find_all(nodes.Output) for part in output.nodes}
    return {
        part.attr if isinstance(part, nodes.Getattr) else part.name
        for part in said
        if isinstance(part, nodes.Getattr | nodes.Name)
    }


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("body.*")), ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a70_what_people_chose_stands_in_a_mail_only_as_words(path: Path) -> None:
    parsed = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text())  # noqa: S701 -- parsed, never rendered

    assert not _bare(parsed) & SAID_BY_PEOPLE


def test_dates_are_written_out_in_local_time() -> None:
    """BR-049, DOMAIN 10: 13.30 in winter and in summer."""
    dutch, english = a_digest(a_part()).text, a_digest(a_part(), language="en").text

    assert "donderdag 14 januari 2027, 13.30 tot 16.00 uur" in dutch
    assert "donderdag 8 juli 2027, 13.30 tot 16.00 uur" in dutch
    assert "Thursday 14 January 2027, 13:30 to 16:00" in english


def test_what_may_not_have_arrived_is_marked() -> None:
    """F-56."""
    again, first = a_digest(a_part(repeated=True)).text, a_digest(a_part()).text

    assert "Je vorige mail is misschien niet aangekomen." in again
    assert "Vorige mail mogelijk niet aangekomen" in again
    assert "aangekomen" not in first


def test_a_language_we_do_not_have_reads_dutch() -> None:
    assert write_mail("sign-in", "fr", {"code": "1", "link": "x", "expires_at": STARTS}) == write_mail(
        "sign-in", "nl", {"code": "1", "link": "x", "expires_at": STARTS}
    )


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("body.txt")), ids=lambda path: path.parent.name)
def test_the_line_under_a_heading_stands_on_a_line_of_its_own(path: Path) -> None:
    """The newline after a block is dropped: a heading that ends with one needs an empty line before what underlines it."""
    lines = path.read_text().splitlines()
    above = [before for before, line in pairwise(lines) if set(line) == {"="}]

    assert not [line for line in above if line.endswith("%}") and not line.startswith("{% end")]


def messages_in_templates() -> Iterator[str | tuple[str, ...]]:
    """Every text that a template asks the translation of."""
    for path in sorted(TEMPLATES.rglob("*/*")):
        options = {"extensions": "jinja2.ext.i18n"}
        for _, message, *_ in extract("jinja2.ext:babel_extract", BytesIO(path.read_bytes()), options=options):
            yield message if isinstance(message, str) else tuple(message)


def test_every_word_is_translated_and_no_translation_is_left_over() -> None:
    """The English catalogue is complete; the Dutch words stand in the templates."""
    with (CATALOGUES / "en" / "LC_MESSAGES" / "mail.po").open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    translated = {message.id for message in catalogue if message.id}

    assert translated == set(messages_in_templates())
    assert [message.id for message in catalogue if message.id and (message.fuzzy or not message.string)] == []
    assert [error for message in catalogue for error in message.check(catalogue)] == []
