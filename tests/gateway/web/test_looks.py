"""How pages look: the ring, the contrast of every pair of colours, documents and templates that keep the rules."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from graphql import parse, validate

from services.gateway.graphql.schema import SCHEMA
from services.gateway.web.documents import WEB, all_documents, document
from services.gateway.web.labels import PERSPECTIVES
from services.gateway.web.ring import Arc, Fill, draw_ring, fill_of
from services.gateway.web.static_files import StaticFiles

STYLES = (WEB / "static" / "leerkring.css").read_text()
DOCUMENT, SUBTLE, DEFAULT = (f"--basis-color-default-bg-{name}" for name in ("document", "subtle", "default"))
INK, QUIET = "--basis-color-default-color-document", "--basis-color-default-color-subtle"
ACTION, INVERSE = "--basis-color-action-1", "--basis-color-action-1-color-inverse"
TEXT = [
    *((color, ground) for color in (INK, QUIET) for ground in (DOCUMENT, SUBTLE, DEFAULT)),
    *((f"{ACTION}-color-{state}", ground) for state in ("default", "hover") for ground in (DOCUMENT, SUBTLE, DEFAULT)),
    *((f"{ACTION}-color-{state}", f"{ACTION}-bg-subtle") for state in ("default", "hover")),
    (INK, f"{ACTION}-bg-subtle"),
    (QUIET, f"{ACTION}-bg-subtle"),
    (INVERSE, f"{ACTION}-bg-default"),
    (INVERSE, f"{ACTION}-bg-hover"),
    (INVERSE, "--basis-color-negative-bg-default"),
    (INVERSE, "--basis-color-negative-bg-hover"),
    *(
        (f"--basis-color-{kind}-color-default", f"--basis-color-{kind}-bg-subtle")
        for kind in ("positive", "warning", "negative")
    ),
    *((INK, f"--basis-color-{kind}-bg-subtle") for kind in ("positive", "warning", "negative")),
    *(("--basis-color-negative-color-default", ground) for ground in (DOCUMENT, SUBTLE, DEFAULT)),
    *((DOCUMENT, f"--leerkring-{code.lower().replace('_', '-')}") for code in PERSPECTIVES),
    *((f"--leerkring-{code.lower().replace('_', '-')}", DEFAULT) for code in PERSPECTIVES),
]
"""Text on its ground: 4.5 to 1 (WCAG 1.4.3)."""
SIGNS = [
    *(("--basis-color-default-border-default", ground) for ground in (DOCUMENT, SUBTLE, DEFAULT)),
    *(("--basis-color-accent-1-border-default", ground) for ground in (DOCUMENT, DEFAULT)),
    *((f"{ACTION}-bg-default", ground) for ground in (DOCUMENT, SUBTLE, DEFAULT)),
    ("--basis-focus-color", "--basis-focus-background-color"),
]
"""Borders of fields, marks and focus: 3 to 1 (WCAG 1.4.11)."""


def themes() -> dict[str, dict[str, str]]:
    """The colours of the light and of the dark theme."""
    light, dark = (match for match in re.findall(r":root \{(.*?)\n\s*\}", STYLES, re.DOTALL)[:2])

    def tokens(text: str) -> dict[str, str]:
        return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", text))

    return {"light": tokens(light), "dark": {**tokens(light), **tokens(dark)}}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, definitions)."""

    def luminance(color: str) -> float:
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    colors = themes()[theme]

    weak = [
        (pair, round(contrast(colors[pair[0]], colors[pair[1]]), 2))
        for pair in TEXT
        if contrast(colors[pair[0]], colors[pair[1]]) < 4.5
    ]
    weak += [
        (pair, round(contrast(colors[pair[0]], colors[pair[1]]), 2))
        for pair in SIGNS
        if contrast(colors[pair[0]], colors[pair[1]]) < 3
    ]

    assert weak == []


def test_every_colour_is_a_token_that_a_theme_can_replace() -> None:
    rules = re.sub(r":root \{.*?\n\s*\}", "", STYLES, flags=re.DOTALL).partition("@media print")[0]
    outside = [line.strip() for line in rules.splitlines() if re.search(r"#[0-9a-f]{3,6}\b", line)]

    assert outside == [line for line in outside if line.startswith(".letter")]  # a mail brings its own paper
    used = set(re.findall(r"var\((--[\w-]+)\)", STYLES))
    assert used - set(re.findall(r"(--[\w-]+):", STYLES)) == set()


def read(svg: str) -> ET.Element:
    """The tree of a drawing; one that is no XML fails the test."""
    return ET.fromstring(svg)  # noqa: S314 -- our own drawing


THREE = [
    Arc("YOUNG_PERSON", "Jo", Fill.PRESENT),
    Arc("PARENT", "Ou", Fill.BELOW),
    Arc("PROFESSIONAL", "Pr", Fill.NOT_YET),
]


def test_all_arcs_of_a_ring_are_equal_and_say_their_state_without_colour() -> None:
    svg = read(draw_ring("r", THREE, size=220, title="Evenwicht", description="Eén van drie.", middle="1 / 3"))
    paths = [node for node in svg.iter("path") if "arc-" in node.get("class", "")]

    assert [path.get("class") for path in paths] == [
        "arc arc-present of-young-person",
        "arc arc-below of-parent",
        "arc arc-not-yet of-professional",
    ]
    assert paths[1].get("fill") == "url(#r-parent)"
    assert svg.find("pattern") is not None
    assert [node.text for node in svg.iter("text")] == ["Jo", "Ou", "Pr", "1 / 3"]
    assert svg.findtext("title") == "Evenwicht"
    assert svg.findtext("desc") == "Eén van drie."
    assert svg.get("aria-labelledby") == "r-t r-d"


def test_the_sweep_of_an_arc_does_not_depend_on_how_many_people_stand_behind_it() -> None:
    def drawn(fill: Fill) -> list[str]:
        svg = draw_ring(
            "r",
            [Arc("PARENT", "Ou", fill), Arc("PROFESSIONAL", "Pr", Fill.PRESENT)],
            size=200,
            title="t",
            description="d",
        )
        return re.findall(r' d="(M[^"]+Z)"', svg)

    assert drawn(Fill.PRESENT) == drawn(Fill.BELOW) == drawn(Fill.NOT_YET)


def test_a_number_below_three_is_never_told_by_an_arc() -> None:
    assert fill_of(present=True, count=None) is Fill.PRESENT
    assert fill_of(present=False, count=None) is Fill.NOT_YET
    assert fill_of(present=False, count=3) is Fill.BELOW


def test_a_small_ring_beside_words_is_hidden_from_screen_readers_and_has_no_letters() -> None:
    svg = draw_ring("r", THREE, size=24, title="", description="")

    assert 'aria-hidden="true"' in svg
    assert "<text" not in svg
    assert read(svg).get("width") == "24"


def test_a_ring_of_one_and_a_ring_of_none_can_be_drawn() -> None:
    one = read(draw_ring("r", [Arc("EDUCATION", "Ow", Fill.ASKED)], size=40, title="", description=""))
    none = read(draw_ring("r", [], size=40, title="", description=""))

    assert len(list(one.iter("path"))) == 1
    assert none.find("circle") is not None


def test_words_in_a_ring_cannot_become_markup() -> None:
    svg = draw_ring("r", [Arc("PARENT", "<b", Fill.PRESENT)], size=200, title="<script>", description='"&')

    assert "<script>" not in svg
    assert "<b" not in svg
    read(svg)


@pytest.mark.parametrize("path", [found.path for found in all_documents()])
def test_every_document_of_a_page_is_valid_against_the_schema(path: str) -> None:
    assert validate(SCHEMA, parse(document(path).text)) == []


def test_every_document_is_asked_by_a_page_and_trusted_under_its_own_hash() -> None:
    sources = "".join(path.read_text() for path in WEB.rglob("*.py"))
    found = all_documents()

    assert [one.path for one in found if f'"{one.path}"' not in sources] == []
    assert len({one.hash for one in found}) == len(found)


def test_pages_ask_graphql_and_nobody_else() -> None:
    elsewhere = re.compile(
        r"^(?:from|import) (services\.gateway\.owners|shared\.(?:api|asking|bus|database|events))", re.MULTILINE
    )

    assert [path.name for path in WEB.rglob("*.py") if elsewhere.search(path.read_text())] == []


TEMPLATES = {path.relative_to(WEB).as_posix(): path.read_text() for path in sorted(WEB.rglob("*.html"))}


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_keep_the_rules_of_forms_and_of_the_policy(name: str) -> None:
    text = TEMPLATES[name]

    assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=", text)
    assert not re.search(r"placeholder=|<button[^>]*disabled|autofocus|\|\s*safe|target=\"_blank\"", text)
    assert not re.search(r"<(input|select|textarea)[^>]*\srequired", text)


def test_the_script_stays_small_and_runs_nothing_from_text() -> None:
    script = (WEB / "static" / "leerkring.js").read_text()

    assert len(script.splitlines()) <= 175
    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|setTimeout\(\s*[\"']", script)


@pytest.mark.parametrize("name", ["agenda.js", "day.js", "day-worker.js", "drafts.js"])
def test_no_script_runs_anything_from_text(name: str) -> None:
    script = (WEB / "static" / name).read_text()

    assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|setTimeout\(\s*[\"']", script)


def _without_room(styles: str) -> str:
    """What a style sheet says, told word by word: remarks gone, white space one space, and none beside what parts two rules."""
    said: list[str] = []
    for word in re.sub(r"/\*.*?\*/", " ", styles, flags=re.DOTALL).replace("{", " { ").replace("}", " } ").split():
        joins = not said or word in "{}" or said[-1][-1] in "{}:;,"
        if word == "}" and said and said[-1].endswith(";"):
            said[-1] = said[-1].removesuffix(";")
        said.append(word if joins else f" {word}")
    return "".join(said)


def _without_margins(script: str) -> str:
    """A script line by line: without its margin, without empty lines, and without remarks that have lines of their own."""
    lines, in_remark = [], False
    for line in script.splitlines(keepends=True):
        words = line.lstrip(" \t")
        in_remark = in_remark or words.startswith("/*")
        if not in_remark and words.strip():
            lines.append(words)
        in_remark = in_remark and "*/" not in words
    return "".join(lines)


def test_what_is_left_out_of_files_for_the_reader_of_the_source_changes_nothing_of_them() -> None:
    """A first visit stays small: remarks and white space are not sent. No text of ours may hold what is left out."""
    sources = {path: path.read_text() for path in (WEB / "static").iterdir() if path.suffix in {".css", ".js"}}
    served = StaticFiles().content("leerkring.css").decode()

    for path, source in sources.items():
        assert all(line.count("`") % 2 == 0 for line in source.splitlines()), path.name
    texts = re.findall(r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", STYLES, flags=re.DOTALL))
    assert texts
    assert not [text for text in texts if re.search(r"[{}]|[:;,]\s|;}", text)]
    assert served == _without_room(STYLES), "white space that matters, as between two classes, stays"
    for path, source in sources.items():
        if path.suffix == ".js":
            assert StaticFiles().content(path.name).decode() == _without_margins(source), path.name
    assert len(served) < len(STYLES) * 0.9


def test_files_of_the_site_carry_no_third_party_code() -> None:
    ours = {path.name for path in (WEB / "static").iterdir() if path.is_file()}

    scripts = {"leerkring.js", "passkeys.js", "agenda.js", "day.js", "day-worker.js", "drafts.js", "suggest.js"}
    assert ours == {"leerkring.css", "ring.svg", *scripts}
    assert "services/gateway/web/static/vendor/" in (Path(WEB).parents[2] / ".gitignore").read_text()
