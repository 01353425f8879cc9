"""A shelf of its own for every test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.search.shelf import Shelf
from tests.workplace import make_tables


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Shelf]:
    """An empty shelf, once on each database."""
    postgres = request.param == "postgres"
    url = (
        request.getfixturevalue("postgres_store")("search")
        if postgres
        else f"sqlite+aiosqlite:///{tmp_path / 'shelf.db'}"
    )
    shelf = Shelf(url)
    await make_tables(shelf.database)
    try:
        yield shelf
    finally:
        await shelf.database.close()
