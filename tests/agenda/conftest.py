"""An agenda service of its own for every test, on SQLite and on PostgreSQL, with people who stand in different places."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.agenda.main import SERVICE
from tests.agenda.steps import Cast, activated, ended, hear
from tests.workplace import Workplace, workplace


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Workplace]:
    """The service, once on each database."""
    url = request.getfixturevalue("postgres_store")(SERVICE.name) if request.param == "postgres" else None
    async with workplace(SERVICE.name, SERVICE.tables(), SERVICE.edges, tmp_path, url=url) as place:
        place.app.state.desk = replace(place.app.state.desk, guards=SERVICE.guards)
        yield place


@pytest.fixture
async def cast(place: Workplace) -> Cast:
    """People of two networks, as network told of them."""
    cast = Cast()
    await hear(
        place,
        activated(cast.network_id, cast.member),
        activated(cast.network_id, cast.second_member),
        activated(cast.network_id, cast.coordinator, role="COORDINATOR"),
        activated(cast.other_network_id, cast.neighbour),
        activated(cast.other_network_id, cast.other_coordinator, role="COORDINATOR"),
        activated(cast.network_id, cast.former_coordinator, role="COORDINATOR"),
        ended(cast.network_id, cast.former_coordinator),
    )
    return cast
