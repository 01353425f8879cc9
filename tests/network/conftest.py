"""A network service of its own for every test, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.network.main import SERVICE
from tests.workplace import Workplace, workplace


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Workplace]:
    """The service, once on each database."""
    url = request.getfixturevalue("postgres_store")(SERVICE.name) if request.param == "postgres" else None
    async with workplace(SERVICE.name, SERVICE.metadata, SERVICE.edges, tmp_path, url=url) as place:
        place.app.state.desk = replace(place.app.state.desk, guards=SERVICE.guards)
        yield place


@pytest.fixture
async def sqlite_place(tmp_path: Path) -> AsyncIterator[Workplace]:
    """The service on SQLite only, for promises in which the database has no part."""
    async with workplace(SERVICE.name, SERVICE.metadata, SERVICE.edges, tmp_path) as place:
        yield place
