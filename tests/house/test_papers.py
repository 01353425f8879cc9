"""The papers tell the truth: what they list exists, what exists is listed, and what they name can be found."""

import re
import shutil
from pathlib import Path

import pytest

from tests.house.papers import BEGIN, ROOT, SERVICES, paper, told, untrue, write
from tests.house.rules import breaches, every_event_is_announced, links_lead_somewhere

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("service", SERVICES)
def test_the_readme_of_a_service_lists_what_the_code_has(service: str) -> None:
    assert untrue(service) == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_readme_of_a_service_says_in_words_what_it_is_for(service: str) -> None:
    above = paper(service).read_text().partition(BEGIN)[0]

    assert above.startswith(f"# {service}: ")
    assert len(above.split()) > 40


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """Return a true README of agenda in a tree of its own."""
    path = paper("agenda", tmp_path)
    path.parent.mkdir(parents=True)
    shutil.copyfile(paper("agenda"), path)
    return path


@pytest.mark.parametrize(
    ("found", "planted", "what"),
    [
        ("| `question` |", "| `wish` | A wish |\n| `question` |", "- | `wish` | A wish |"),
        ("`QuestionOpened` |", "`QuestionOpened` |", ""),
        ("question.opened.v1` `QuestionOpened`", "question.asked.v1` `QuestionAsked`", "QuestionAsked"),
        ("`MembershipEnded`", "`MembershipPaused`", "- | `MembershipPaused` | network"),
        ("`agenda-sessions-held`", "`agenda-sessions-begun`", "- | `agenda-sessions-begun`"),
    ],
    ids=["a table that is not there", "nothing", "an event that is not there", "an event nobody hears", "a schedule"],
)
def test_a_readme_that_lists_what_is_not_there_breaks_the_build(
    readme: Path, tmp_path: Path, found: str, planted: str, what: str
) -> None:
    text = readme.read_text()
    assert found in text

    readme.write_text(text.replace(found, planted, 1))

    told_of = "\n".join(line for line in untrue("agenda", tmp_path) if line.startswith("- "))
    assert (what in told_of) if what else (told_of == "")


@pytest.mark.parametrize("missing", ["| `question` |", "`SessionConfirmed`", "| `MembershipEnded` |", "sessions-held"])
def test_a_readme_that_misses_one_breaks_the_build(readme: Path, tmp_path: Path, missing: str) -> None:
    lines = readme.read_text().splitlines(keepends=True)
    [gone] = [line for line in lines if missing in line]

    readme.write_text("".join(line for line in lines if line != gone))

    assert untrue("agenda", tmp_path) == [f"+ {gone.rstrip()}"]


def test_writing_the_papers_mends_them_and_keeps_what_people_wrote(readme: Path, tmp_path: Path) -> None:
    above = readme.read_text().partition(BEGIN)[0]
    readme.write_text(above + BEGIN + "\nnonsense\n")

    write("agenda", tmp_path)

    assert readme.read_text() == above + told("agenda")


def test_links_in_the_papers_lead_somewhere(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "[there](there.md) [gone](docs/gone.md) [part](there.md#part) [web](https://x.nl)\n"
    )
    (tmp_path / "there.md").write_text("\n")

    assert [breach.what for breach in breaches(tmp_path, links_lead_somewhere)] == ["'docs/gone.md' is not there"]


def test_an_event_that_nobody_announces_breaks_the_build(tmp_path: Path) -> None:
    for room in ("services", "shared"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    events = tmp_path / "shared" / "events" / "agenda" / "questions.py"
    planted = 'class QuestionLost(Event, source="agenda", noun="question", happened="lost"):\n    """Gone."""\n'
    events.write_text(events.read_text() + "\n\n" + planted)

    found = breaches(tmp_path, every_event_is_announced)

    assert [breach.what for breach in found] == ["agenda never announces QuestionLost"]


def test_the_words_of_make_in_the_papers_exist() -> None:
    words = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    used = {
        word
        for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "deploy" / "README.md", *DECISIONS)
        for word in re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(), re.MULTILINE)
    }

    assert used - words == set()
    assert {"run", "test", "check"} <= used


def test_every_decision_has_a_number_a_context_a_decision_alternatives_and_a_price() -> None:
    for number, page in enumerate(DECISIONS, 1):
        text = page.read_text()

        assert page.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Alternatives", "Price"]


def test_the_changelog_tells_of_the_version_that_stands_in_pyproject() -> None:
    [version] = re.findall(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)

    newest = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[0]

    assert newest == version
