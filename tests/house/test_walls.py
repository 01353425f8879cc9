"""The walls bite: each planted fault breaks the build, and the house itself stands clean."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.house.faults import BROKEN, LINTED, MISTYPED, TYPED, WALLS, Fault, copy_house, plant
from tests.house.rules import (
    ROOT,
    breaches,
    every_dependency_has_a_reason,
    every_exception_has_a_reason,
    every_process_has_the_same_tests,
)

PROGRAMS = Path(sys.executable).parent


def run(house: Path, *command: str) -> str:
    """Run one of the programs of `make check` in a copy and return what it said."""
    done = subprocess.run(
        [PROGRAMS / command[0], *command[1:]], cwd=house, capture_output=True, text=True, timeout=120, check=False
    )
    return done.stdout + done.stderr


def import_contracts(house: Path) -> dict[str, str]:
    """Return what import-linter said of each contract that is broken in this copy."""
    said = run(house, "lint-imports", "--no-cache", "--no-logo")
    assert "Contracts: " in said, said
    _, *parts = re.split(r"^(.+)\n-{5,}$", said.partition("Broken contracts")[2], flags=re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}


@pytest.fixture(scope="module")
def faulty_walls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what import-linter says of a copy with every fault of WALLS."""
    house = tmp_path_factory.mktemp("walls")
    copy_house(ROOT, house)
    for fault in WALLS:
        plant(fault, house)
    return import_contracts(house)


@pytest.fixture(scope="module")
def faulty_lint(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Return which file breaks which rule of ruff in a tree with every fault of LINTED."""
    house = tmp_path_factory.mktemp("lint")
    shutil.copyfile(ROOT / "pyproject.toml", house / "pyproject.toml")
    for fault in LINTED:
        plant(fault, house)
    said = json.loads(run(house, "ruff", "check", ".", "--no-cache", "--output-format", "json"))
    return {(Path(breach["filename"]).relative_to(house).as_posix(), breach["code"]) for breach in said}


@pytest.fixture(scope="module")
def faulty_house(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what the rules of the house say of a copy with every fault of BROKEN."""
    house = tmp_path_factory.mktemp("house")
    copy_house(ROOT, house)
    for fault in BROKEN:
        plant(fault, house)
    return [str(breach) for breach in breaches(house)]


@pytest.fixture(scope="module")
def faulty_types(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Return in which function of TYPED mypy finds what, in order."""
    planted = tmp_path_factory.mktemp("types") / "planted.py"
    planted.write_text(TYPED)
    said = run(ROOT, "mypy", str(planted))
    lines = TYPED.splitlines()
    found = []
    for line, code in re.findall(r"planted\.py:(\d+): error: .*\[([a-z-]+)\]$", said, re.MULTILINE):
        above = [text for text in lines[: int(line) + 1] if text.startswith("async def ")]
        found.append((above[-1].removeprefix("async def ").partition("(")[0], code))
    return found


@cache
def what_is_wrong_here() -> list[str]:
    """Return what the rules of the house say of the house itself."""
    return [str(breach) for breach in breaches(ROOT)]


@pytest.mark.parametrize("fault", WALLS, ids=str)
def test_a_breached_wall_breaks_the_build(faulty_walls: dict[str, str], fault: Fault) -> None:
    contract, *ends = fault.says

    named = [said for name, said in faulty_walls.items() if contract in name]

    assert len(named) == 1, f"'{contract}' stands"
    assert [end for end in ends if end not in named[0]] == []


@pytest.mark.parametrize("fault", LINTED, ids=str)
def test_a_banned_word_breaks_the_build(faulty_lint: set[tuple[str, str]], fault: Fault) -> None:
    assert (fault.path, fault.says[0]) in faulty_lint


@pytest.mark.parametrize("fault", BROKEN, ids=str)
def test_a_broken_rule_breaks_the_build(faulty_house: list[str], fault: Fault) -> None:
    told = [line for line in faulty_house if all(piece in line for piece in fault.says)]

    assert told
    assert set(told).isdisjoint(what_is_wrong_here())


def test_what_takes_the_wrong_thing_does_not_type_check(faulty_types: list[tuple[str, str]]) -> None:
    assert faulty_types == list(MISTYPED)


def test_the_walls_of_the_house_itself_stand(tmp_path: Path) -> None:
    copy_house(ROOT, tmp_path)

    assert import_contracts(tmp_path) == {}


def test_the_house_itself_keeps_its_rules() -> None:
    assert what_is_wrong_here() == []


def test_a_dependency_without_a_reason_breaks_the_build(tmp_path: Path) -> None:
    paper = (ROOT / "pyproject.toml").read_text()
    bare = re.sub(r'(  "structlog[^"]*",).*', r"\1", paper)
    (tmp_path / "pyproject.toml").write_text(bare)

    [breach] = breaches(tmp_path, every_dependency_has_a_reason)

    assert bare.splitlines()[breach.line - 1].startswith('  "structlog')


def test_a_lint_rule_switched_off_without_a_reason_breaks_the_build(tmp_path: Path) -> None:
    paper = (ROOT / "pyproject.toml").read_text()
    bare = paper.replace('  "PLR0913",  # ', '  "D100",\n  "PLR0913",  # ').replace(
        '"deploy/**" = ["T201"]  # a command prints', '"deploy/**" = ["T201"]'
    )
    (tmp_path / "pyproject.toml").write_text(bare)

    found = breaches(tmp_path, every_exception_has_a_reason)

    assert [bare.splitlines()[breach.line - 1] for breach in found] == ['  "D100",', '"deploy/**" = ["T201"]']


def test_a_parameter_that_is_made_anew_breaks_the_build(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_planted.py").write_text(
        '@pytest.mark.parametrize("key", [uuid4(), UUID(int=7)])\ndef test_planted(key: UUID) -> None: ...\n'
    )

    found = breaches(tmp_path, every_process_has_the_same_tests)

    assert [breach.what for breach in found] == ["'uuid4' in a parameter gives every worker other tests"]


def test_make_check_runs_what_these_tests_run() -> None:
    script = (ROOT / "deploy" / "setup" / "checks.sh").read_text()
    recipes = (ROOT / "Makefile").read_text()
    in_ci = (ROOT / ".ci" / "run").read_text()

    assert re.findall(r"^check \w+ \.venv/bin/(.+)$", script, re.MULTILINE) == [
        "ruff check .",
        "ruff format --check .",
        "mypy",
        "lint-imports",
        "djlint --lint services",
        "python -m tests.house.rules",
    ]
    assert "check: setup" in recipes
    assert "deploy/setup/checks.sh" in recipes
    assert "make check" in in_ci
    assert "make test" in in_ci


def test_there_are_at_least_eighteen_planted_faults() -> None:
    assert len({fault.what for fault in (*WALLS, *LINTED, *BROKEN)}) >= 18
