"""A town for tests that need the services, and a lone gateway for those that do not."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from services.gateway.graphql import limits
from tests.gateway.town import Town, Visitor, lone_gateway, town
from tests.workplace import PATIENCE_SECONDS


@pytest.fixture(scope="package", autouse=True)
def patience() -> Iterator[None]:
    """Give a busy machine time: what a test says about the limit itself it says with a limit of its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(limits, "SECONDS", PATIENCE_SECONDS)
        yield


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    """The real services and the real gateway, on fresh files."""
    async with town(tmp_path, trusted_hosts=("127.0.0.1",)) as place:
        yield place


@pytest.fixture
async def gateway() -> AsyncIterator[Visitor]:
    """A visitor of a gateway in production that reaches no service at all."""
    async with lone_gateway(env="production") as visitor:
        yield visitor


@pytest.fixture
async def workshop() -> AsyncIterator[Visitor]:
    """A visitor of a gateway in development that reaches no service at all."""
    async with lone_gateway(env="development") as visitor:
        yield visitor
