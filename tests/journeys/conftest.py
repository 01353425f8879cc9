"""Leerkring at work, in each of its shapes, for every story."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.shapes import Shape, apart, in_one_process
from tests.servers.smtp_sink import SmtpSink

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["one process", pytest.param("apart", marks=[pytest.mark.broker, pytest.mark.postgres])])
def shape(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shape]:
    """Leerkring at work on a Saturday, in each of its shapes."""
    if request.param == "one process":
        with in_one_process(tmp_path, SATURDAY) as here:
            yield here
        return
    sink: SmtpSink = request.getfixturevalue("smtp_sink")
    database: Callable[[], str] = request.getfixturevalue("postgres_database")
    broker_url: str = request.getfixturevalue("rabbitmq_url")
    with apart(tmp_path, SATURDAY, broker_url=broker_url, database=database, sink=sink) as here:
        yield here
