"""A notifications service of its own for every test: with the local mailbox, or with a mail server that misbehaves."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.notifications.house import House, open_house
from tests.servers.smtp_sink import SmtpSink


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The service on SQLite, delivering to the local mailbox."""
    async with open_house(tmp_path) as house:
        yield house


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def any_house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The same, once on each database."""
    url = request.getfixturevalue("postgres_store")("notifications") if request.param == "postgres" else None
    async with open_house(tmp_path, url=url) as house:
        yield house


MANNERS = ("step by step", "pipelined")
"""Every fault happens to a server that wants one command at a time, and to one that takes them together (RFC 2920)."""


@pytest.fixture(params=MANNERS)
async def sending_house(request: pytest.FixtureRequest, tmp_path: Path, smtp_sink: SmtpSink) -> AsyncIterator[House]:
    """The service on SQLite, sending to a mail server."""
    smtp_sink.pipelines = request.param == "pipelined"
    async with open_house(tmp_path / "house", smtp_url=smtp_sink.url) as house:
        yield house


@pytest.fixture(params=[*MANNERS, pytest.param("postgres", marks=pytest.mark.postgres)])
async def any_sending_house(
    request: pytest.FixtureRequest, tmp_path: Path, smtp_sink: SmtpSink
) -> AsyncIterator[House]:
    """The same, and once more on PostgreSQL."""
    smtp_sink.pipelines = request.param != "step by step"
    url = request.getfixturevalue("postgres_store")("notifications") if request.param == "postgres" else None
    async with open_house(tmp_path / "house", smtp_url=smtp_sink.url, url=url) as house:
        yield house
