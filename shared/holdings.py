"""What a service holds about one person: its rows, in words that people and programs can read, without secrets."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Table, func, select

from shared.columns import SortKey
from shared.database import Session

MOST_ROWS = 500
WORKINGS = frozenset({"version", "fence", "attempts", "mark", "priority", "lease_until", "next_at", "person_id"})
"""Columns that say nothing about a person: how the house keeps its rows in order."""


@dataclass(frozen=True)
class Holding:
    """What one table holds about somebody: how many rows, and the newest of them as facts by column."""

    name: str
    count: int
    rows: Sequence[dict[str, str]]


async def holdings(
    session: Session, questions: Iterable[tuple[Table, ColumnElement[bool]]], *, withheld: Collection[str] = ()
) -> list[Holding]:
    """Read which rows of these tables are about somebody; at most 500 of each, newest first where ids rise. None are left out.

    withheld: columns, as ``table.column``, that are about somebody else and are not told.
    """
    found = []
    for table, about in questions:
        columns = [
            column
            for column in table.columns
            if is_told(column.name, column.type) and f"{table.name}.{column.name}" not in withheld
        ]
        count = await session.scalar(select(func.count()).select_from(table).where(about)) or 0
        if not count:
            continue
        newest = select(*columns).where(about).order_by(*(key.desc() for key in table.primary_key)).limit(MOST_ROWS)
        rows = (await session.execute(newest)).all()
        found.append(Holding(table.name, count, [_facts(dict(row._mapping)) for row in rows]))
    return found


def is_told(name: str, kind: Any) -> bool:
    """Whether a column is told: all are, but hashes and secrets (bytes), sort keys and the house's own workings."""
    return not isinstance(kind, (LargeBinary, SortKey)) and name not in WORKINGS


def _facts(row: dict[str, Any]) -> dict[str, str]:
    return {name: _plain(value) for name, value in row.items() if value is not None and value != ""}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
