"""Every kind of mail that is planned anywhere is written by somebody, and every folder of templates belongs to one."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from services.notifications.kinds import KINDS
from services.notifications.mail.operations.writing import TEMPLATES
from tests.house.papers import ROOT

NOTIFICATIONS = ROOT / "services" / "notifications"
FEWEST = 25
"""So many places plan a mail at least: fewer means that this test no longer sees them."""


def planned_kinds() -> Iterator[tuple[Path, str]]:
    """Every kind that a call in notifications names by a constant, with the file that names it."""
    for path in sorted(NOTIFICATIONS.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        module = None
        for node in ast.walk(ast.parse(path.read_text())):
            for word in node.keywords if isinstance(node, ast.Call) else ():
                if word.arg != "kind" or not isinstance(word.value, ast.Name) or not word.value.id.isupper():
                    continue
                module = module or import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
                yield path, str(getattr(module, word.value.id))


def test_every_kind_of_mail_that_is_planned_is_written_by_somebody() -> None:
    found = list(planned_kinds())

    assert [(path.name, kind) for path, kind in found if kind not in KINDS] == []
    assert len(found) >= FEWEST


def test_every_folder_of_templates_belongs_to_a_kind_of_mail() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}

    assert folders - KINDS.keys() == set()
