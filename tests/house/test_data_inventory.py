"""Every column of every table stands in the data inventory, with what it is for, how long it stays and how it goes."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.service import Service

ROOT = Path(__file__).parents[2]
SERVICES = ("network", "agenda", "notifications")
CLASSES = {"none", "ordinary", "special", "secret"}
ACTIONS = {"delete", "clear", "keep", "none"}
SAID = ("purpose", "ground", "retention", "erasure", "why", "class")
Inventory = dict[str, dict[str, Any]]


def inventory_of(service: str) -> Inventory:
    """What a service says it keeps, the tables that every service has included."""
    found: Inventory = {}
    for path in (ROOT / "shared", ROOT / "services" / service):
        found |= yaml.safe_load((path / "data_inventory.yaml").read_text())
    return found


def tables_of(service: str) -> dict[str, dict[str, bool]]:
    """The columns that a service's code has, and whether each may be empty."""
    home = import_module(f"services.{service}.main").SERVICE
    assert isinstance(home, Service)
    return {
        table.name: {column.name: bool(column.nullable) for column in table.columns}
        for table in home.tables().sorted_tables
    }


def complaints(inventory: Inventory, tables: dict[str, dict[str, bool]]) -> list[str]:
    """What is wrong with an inventory of these tables."""
    found = [f"{table}: no such table" for table in inventory.keys() - tables.keys()]
    for table, columns in tables.items():
        if table not in inventory:
            found.append(f"{table}: not listed")
            continue
        listed = inventory[table].get("columns", {})
        found += [f"{table}.{column}: no such column" for column in listed.keys() - columns.keys()]
        found += [f"{table}.{column}: not listed" for column in columns.keys() - listed.keys()]
        for column in columns.keys() & listed.keys():
            said = {**inventory[table], **listed[column]}
            found += [f"{table}.{column}: {what}" for what in _wrong(said, may_be_empty=columns[column])]
    return sorted(found)


def _wrong(said: dict[str, Any], *, may_be_empty: bool) -> list[str]:
    kind, action = said.get("class"), said.get("erasure")
    found = [f"no {what}" for what in ("purpose", "ground", "retention") if not str(said.get(what, "")).strip()]
    if unknown := said.keys() - {*SAID, "columns"}:
        found.append(f"nobody reads {sorted(unknown)}")
    if kind not in CLASSES:
        found.append(f"class {kind}")
    if action not in ACTIONS:
        found.append(f"erasure {action}")
    if kind != "none" and action == "none":
        found.append("is about a person and says nothing happens to it")
    if kind != "none" and action == "keep" and not said.get("why"):
        found.append("stays after erasure and does not say why")
    if kind in {"special", "secret"} and action == "keep":
        found.append("is too delicate to stay after erasure")
    if action == "clear" and not may_be_empty:
        found.append("cannot be emptied, for it may not be empty")
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_the_inventory_lists_every_column_and_nothing_else(service: str) -> None:
    assert complaints(inventory_of(service), tables_of(service)) == []


GOOD: Inventory = {
    "person": {
        "purpose": "Having an account.",
        "ground": "agreement",
        "retention": "as long as the account",
        "erasure": "delete",
        "columns": {"id": {"class": "ordinary"}, "email": {"class": "ordinary"}},
    }
}
TABLES = {"person": {"id": False, "email": False}}


def test_a_good_inventory_has_no_complaints() -> None:
    assert complaints(GOOD, TABLES) == []


@pytest.mark.parametrize(
    ("column", "said", "complaint"),
    [
        ("email", None, "person.email: not listed"),
        ("shoe_size", {"class": "none"}, "person.shoe_size: no such column"),
        ("email", {}, "person.email: class None"),
        ("email", {"class": "ordinary", "purpose": ""}, "person.email: no purpose"),
        ("email", {"class": "ordinary", "erasure": "shred"}, "person.email: erasure shred"),
        (
            "email",
            {"class": "ordinary", "erasure": "none"},
            "person.email: is about a person and says nothing happens to it",
        ),
        ("email", {"class": "ordinary", "erasure": "keep"}, "person.email: stays after erasure and does not say why"),
        (
            "email",
            {"class": "secret", "erasure": "keep", "why": "x"},
            "person.email: is too delicate to stay after erasure",
        ),
        (
            "email",
            {"class": "ordinary", "erasure": "clear"},
            "person.email: cannot be emptied, for it may not be empty",
        ),
    ],
)
def test_a_wrong_line_breaks_the_build(column: str, said: dict[str, str] | None, complaint: str) -> None:
    listed = {**GOOD["person"]["columns"], column: said}
    planted = {
        "person": {**GOOD["person"], "columns": {name: line for name, line in listed.items() if line is not None}}
    }

    assert complaint in complaints(planted, TABLES)


def test_a_table_nobody_listed_breaks_the_build() -> None:
    assert complaints(GOOD, {**TABLES, "diary": {"id": False}}) == ["diary: not listed"]
