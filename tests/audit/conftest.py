"""A log of its own for every test, on SQLite and on PostgreSQL, made by the migrations of a service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.audit.ledger import Ledger, opened


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Ledger]:
    """An empty log, once on each database."""
    postgres = request.param == "postgres"
    url = request.getfixturevalue("postgres_database")() if postgres else f"sqlite+aiosqlite:///{tmp_path / 'log.db'}"
    async with opened(url, tmp_path) as ledger:
        yield ledger
