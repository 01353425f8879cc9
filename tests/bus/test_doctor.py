"""What `leerkring bus doctor` finds in a broker, and mends."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel

from shared.bus.rabbitmq.courier import RabbitTransport
from shared.bus.rabbitmq.doctor import Doctor, Finding
from shared.bus.rabbitmq.topology import deploy_topology, exchange_of, queue_of
from tests.bus.road import ROUTES, House, eventually, open_house
from tests.workplace import StandingClock

pytestmark = pytest.mark.broker
NOW = StandingClock().now()


@pytest.fixture
async def channel(rabbitmq_url: str) -> AsyncIterator[AbstractChannel]:
    """Hands in the broker, after everything was made as it should be."""
    await deploy_topology(rabbitmq_url, ROUTES)
    async with await aio_pika.connect(rabbitmq_url) as connection:
        yield await connection.channel()


@pytest.fixture
async def houses(rabbitmq_url: str, channel: AbstractChannel, tmp_path: Path) -> AsyncIterator[list[House]]:
    """Agenda and notifications, at work."""
    opened = []
    transports = []
    async with asyncio.timeout(60):
        for name in ("agenda", "notifications"):
            transport = RabbitTransport(rabbitmq_url, name, ROUTES)
            await transport.open()
            transports.append(transport)
            store = f"sqlite+aiosqlite:///{tmp_path / name}.db"
            context = open_house(name, store, transport, clock=StandingClock())
            opened.append((context, await context.__aenter__()))
        for _, house in opened:
            house.start(relay=False)

        async def readers() -> list[int | None]:
            queues = [await channel.get_queue(queue_of(house.name)) for _, house in opened]
            return [queue.declaration_result.consumer_count for queue in queues]

        await eventually(readers, [1, 1])
        yield [house for _, house in opened]
        for context, _ in opened:
            await context.__aexit__(None, None, None)
        for transport in transports:
            await transport.close()


def doctor(url: str, houses: list[House]) -> Doctor:
    """One that can look into the inboxes."""

    def asks(house: House) -> object:
        async def arrived(event_id: object) -> bool:
            return bool(await house.desk.show(event_id))  # type: ignore[arg-type]  # an id

        return arrived

    return Doctor(url, ROUTES, {house.name: asks(house) for house in houses})  # type: ignore[misc]  # as above


def told(findings: list[Finding]) -> set[tuple[str, str]]:
    """What was found."""
    return {(finding.kind, finding.name) for finding in findings}


async def test_a_broker_in_which_everything_stands_and_works_is_well(rabbitmq_url: str, houses: list[House]) -> None:
    assert await doctor(rabbitmq_url, houses).examine(now=NOW) == []


async def test_nobody_listening_is_told_and_nothing_else(rabbitmq_url: str, channel: AbstractChannel) -> None:
    findings = await Doctor(rabbitmq_url, ROUTES).examine(now=NOW)

    assert told(findings) == {("unread-queue", queue_of("agenda")), ("unread-queue", queue_of("notifications"))}


async def test_what_is_missing_is_found_and_made_again(rabbitmq_url: str, channel: AbstractChannel) -> None:
    await channel.queue_delete(queue_of("agenda"))
    await channel.exchange_delete(exchange_of("agenda"))

    found = await Doctor(rabbitmq_url, ROUTES).examine(now=NOW)
    mended = await Doctor(rabbitmq_url, ROUTES).examine(now=NOW, fix=True)
    again = await Doctor(rabbitmq_url, ROUTES).examine(now=NOW)

    missing = {("missing-queue", queue_of("agenda")), ("missing-exchange", exchange_of("agenda"))}
    assert told(found) == missing | {("unread-queue", queue_of("notifications"))}
    assert {(one.kind, one.name) for one in mended if one.is_fixed} == missing
    assert {one.name for one in mended if one.needs_replay} == {queue_of("agenda")}
    assert told(again) == {("unread-queue", queue_of("agenda")), ("unread-queue", queue_of("notifications"))}


async def test_a_binding_that_is_missing_is_found_though_another_queue_hears_it_and_made_again(
    rabbitmq_url: str, houses: list[House], channel: AbstractChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.bus.rabbitmq.doctor.PATIENCE_SECONDS", 2.0)
    queue = await channel.get_queue(queue_of("agenda"))
    await queue.unbind(exchange_of("network"), "#")

    found = await doctor(rabbitmq_url, houses).examine(now=NOW, fix=True)
    again = await doctor(rabbitmq_url, houses).examine(now=NOW)

    name = f"{exchange_of('network')} -> {queue_of('agenda')}"
    assert [(one.kind, one.name, one.is_fixed) for one in found] == [("missing-binding", name, True)]
    assert again == []


async def test_a_queue_with_other_arguments_is_told_and_left_alone(rabbitmq_url: str, channel: AbstractChannel) -> None:
    await channel.queue_delete(queue_of("agenda"))
    await channel.declare_queue(queue_of("agenda"), durable=True, arguments={"x-queue-type": "quorum"})

    findings = await Doctor(rabbitmq_url, ROUTES).examine(now=NOW, fix=True)

    (wrong,) = [one for one in findings if one.kind == "wrong-arguments"]
    assert (wrong.name, wrong.is_fixed) == (queue_of("agenda"), False)


async def test_a_broker_that_does_not_answer_is_one_finding() -> None:
    findings = await Doctor("amqp://guest:guest@127.0.0.1:1/", ROUTES).examine(now=NOW)

    assert told(findings) == {("unreachable", "broker")}
