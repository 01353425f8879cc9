"""A shelf of its own for every test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.search.shelf import Shelf


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shelf]:
    """An empty shelf, once on each database."""
    postgres = request.param == "postgres"
    url = request.getfixturevalue("postgres_database")() if postgres else f"sqlite+aiosqlite:///{tmp_path / 'shelf.db'}"
    shelf = Shelf(url)
    await shelf.database.create_all()
    try:
        yield shelf
    finally:
        await shelf.database.close()
