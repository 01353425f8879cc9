"""Whether a service says truly how it is."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import insert

from shared.access import PassOffice, new_key
from shared.bus.embedded import EmbeddedTransport
from shared.service import Running
from shared.settings import Environment, Settings
from shared.telemetry import COUNTED
from shared.web.health import Health, health_routes
from shared.web.problems import answer_problems
from shared.web.routing import put_on
from tests.deploy.test_migrations import service_named
from tests.workplace import StandingClock


@pytest.fixture
async def agenda(tmp_path: Path) -> AsyncIterator[Running]:
    """Agenda at work alone, on files."""
    running = Running(
        service_named("agenda"),
        Settings(env=Environment.TEST, var=tmp_path),
        clock=StandingClock(),
        office=PassOffice("agenda", None, {"gateway": new_key()}),
    )
    async with running.at_work(EmbeddedTransport()):
        yield running


async def answer(health: Health, path: str, *, key: str | None = None, **settings: Any) -> httpx2.Response:
    """What the routes answer when a service is like this."""

    async def measure() -> list[Health]:
        return [health]

    app = FastAPI()
    put_on(app, [health_routes(measure, Settings(**settings))])
    answer_problems(app)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://test") as client:
        return await client.get(path, headers={"authorization": f"Bearer {key}"} if key else {})


async def test_a_service_at_work_is_ready(agenda: Running) -> None:
    health = await agenda.health()

    assert (health.status, health.ready) == ("ready", True)
    assert health.workers == {"relay": True, "consumer": True, "clock": True, "bells": True}


async def test_events_that_wait_and_events_that_died_are_counted(agenda: Running) -> None:
    door = agenda.door
    moment = datetime(2026, 11, 21, 11, 59, tzinfo=UTC)
    await agenda.workers.stop()
    async with door.database.writing() as session:
        await session.execute(
            insert(door.outbox.table).values(
                id=uuid4(),
                type="nl.leernetwerken.question.opened.v1",
                subject=uuid4(),
                version=1,
                data=b"{}",
                created_at=moment,
                status=0,
                attempts=0,
            )
        )
        await session.execute(
            insert(door.database.metadata.tables["inbox"]).values(
                consumer="agenda",
                id=uuid4(),
                source="network",
                body_hash=b"",
                state=6,
                attempts=9,
                crashes=0,
                next_at=moment,
                received_at=moment,
            )
        )
        await session.commit()

    health = await agenda.health()

    assert (health.outbox_pending, health.outbox_oldest_seconds, health.inbox_dead) == (1, 60.0, 1)


async def test_a_service_whose_database_is_gone_is_not_ready(agenda: Running, tmp_path: Path) -> None:
    """F-70: a load balancer sends requests elsewhere until it is back."""
    async with agenda.door.database.altering() as connection:
        await connection.exec_driver_sql("ALTER TABLE outbox RENAME TO elsewhere")
    away = await agenda.health()
    async with agenda.door.database.altering() as connection:
        await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO outbox")
    back = await agenda.health()

    assert (away.ready, away.database, back.database) == (False, False, True)


async def test_notifications_counts_the_mails_that_are_due(tmp_path: Path) -> None:
    running = Running(
        service_named("notifications"),
        Settings(env=Environment.TEST, var=tmp_path),
        clock=StandingClock(),
        office=PassOffice("notifications", None, {}),
    )
    async with running.open():
        health = await running.health()

    assert health.counts == {"digests_due": 0, "mails_due": 0, "mails_unknown": 0, "mails_oldest_seconds": 0.0}
    assert set(health.counts) == set(COUNTED) - {"erasures_late"}  # which network counts


async def test_a_service_that_is_not_open_yet_is_not_ready(tmp_path: Path) -> None:
    running = Running(
        service_named("agenda"),
        Settings(env=Environment.TEST, var=tmp_path),
        clock=StandingClock(),
        office=PassOffice("agenda", None, {}),
    )

    assert not (await running.health()).ready


@pytest.mark.parametrize(
    ("health", "status", "code"),
    [
        (Health("agenda"), "ready", 200),
        (Health("agenda", transport=False), "degraded", 200),
        (Health("agenda", inbox_dead=1), "degraded", 200),
        (Health("agenda", workers={"relay": False, "clock": True}), "not ready", 503),
        (Health("agenda", database=False), "not ready", 503),
    ],
)
async def test_a_courier_that_is_away_does_not_stop_requests_and_a_fallen_worker_does(
    health: Health, status: str, code: int
) -> None:
    """P4: everything goes on while the broker is away."""
    response = await answer(health, "/health/ready")

    assert (response.status_code, response.json()["status"]) == (code, status)
    assert response.json()["services"][0]["service"] == "agenda"


async def test_metrics_count_what_waits() -> None:
    health = Health("agenda", outbox_pending=3, inbox_dead=2, counts={"digests_due": 7})

    response = await answer(health, "/metrics")

    assert 'leerkring_digests_due{service="agenda"} 7.0' in response.text
    assert 'leerkring_outbox_pending{service="agenda"} 3.0' in response.text
    assert 'leerkring_inbox_dead{service="agenda"} 2.0' in response.text


PRODUCTION = {"env": "production", "base_url": "https://leerkring.example"}


@pytest.mark.parametrize("settings", [PRODUCTION, {**PRODUCTION, "metrics_key": "k" * 30}])
async def test_in_production_a_stranger_sees_no_metrics_and_no_details(settings: dict[str, Any]) -> None:
    """A-96."""
    metrics = await answer(Health("agenda"), "/metrics", key="guess", **settings)
    ready = await answer(Health("agenda"), "/health/ready", **settings)

    assert metrics.status_code == 404
    assert ready.json() == {"status": "ready"}


async def test_in_production_the_key_opens_the_metrics() -> None:
    settings = {**PRODUCTION, "metrics_key": "k" * 30}
    metrics = await answer(Health("agenda"), "/metrics", key="k" * 30, **settings)
    ready = await answer(Health("agenda"), "/health/ready", key="k" * 30, **settings)

    assert metrics.status_code == 200
    assert ready.json()["services"][0]["status"] == "ready"


async def test_whoever_is_asked_lives() -> None:
    response = await answer(Health("agenda", database=False), "/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "live"})
