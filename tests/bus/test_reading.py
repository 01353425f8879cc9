"""Reading while somebody writes: readers see what was committed, wait for nobody, and share one state where they ask together."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Column, Integer, Table, event, func, select
from sqlalchemy.orm import registry

from shared.database import Database, Session, fresh_metadata

METADATA = fresh_metadata()
THING = Table("thing", METADATA, Column("id", Integer, primary_key=True))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty table, once on each database."""
    url = (
        request.getfixturevalue("postgres_database")()
        if request.param == "postgres"
        else f"sqlite+aiosqlite:///{tmp_path / 'things.db'}"
    )
    database = Database(url, METADATA)
    await database.create_all()
    yield database
    await database.close()


async def count(database: Database) -> int:
    """How many things there are."""
    async with database.reading() as session:
        return int(await session.scalar(select(func.count()).select_from(THING)) or 0)


async def test_a_reader_waits_for_no_writer_and_sees_what_was_committed(database: Database) -> None:
    async with database.writing() as writing:
        await writing.execute(THING.insert().values(id=1))
        began = monotonic()

        assert await count(database) == 0
        assert monotonic() - began < 1
        await writing.commit()

    assert await count(database) == 1


async def test_many_readers_at_once_are_all_answered(database: Database) -> None:
    """More than the pool holds: on SQLite nobody waits for a connection, for that would hold up who gives one back."""

    async def slow_reader() -> int:
        async with database.reading() as session:
            await asyncio.sleep(0.01)
            return int(await session.scalar(select(func.count()).select_from(THING)) or 0)

    assert await asyncio.gather(*(slow_reader() for _ in range(40))) == [0] * 40


async def test_a_reading_that_fails_gives_its_connection_back(database: Database) -> None:
    async def fail() -> None:
        async with database.reading() as session:
            await session.execute(select(THING))
            raise RuntimeError("what the reader did with it")

    for _ in range(30):
        with pytest.raises(RuntimeError):
            await fail()

    assert await count(database) == 0


async def test_what_runs_statements_can_be_watched(database: Database) -> None:
    """For tests that count statements: no reading goes by unseen."""
    seen: list[str] = []
    for engine in database.engines:
        event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: seen.append(statement))

    await count(database)

    assert [statement for statement in seen if "thing" in statement] == ["SELECT count(*) AS count_1 \nFROM thing"]


async def test_what_a_handler_added_is_there_when_it_counts(database: Database) -> None:
    """Selecting columns goes past what a session does for entities; what waits in it is written first."""

    class Thing:
        def __init__(self, id_: int) -> None:
            self.id = id_

    entities: registry = registry(metadata=METADATA)
    entities.map_imperatively(Thing, THING)

    async def added_and_counted(session: Session) -> int:
        session.add(Thing(1))
        return int(await session.scalar(select(func.count()).select_from(THING)) or 0)

    try:
        assert await database.at_once(added_and_counted, entities=True) == 1
    finally:
        entities.dispose()
