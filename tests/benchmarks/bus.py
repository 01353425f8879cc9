"""Part (a): events committed until applied, embedded and over RabbitMQ with PostgreSQL, against bare aio-pika."""

import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika

from shared.bus.work import SystemClock
from shared.events.agenda.sessions import SeriesPlanned
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.roads import EVENTS, NETWORK, Counted, announce_many, sender, taker
from tests.servers.postgres import PostgresNode
from tests.servers.processes import Room
from tests.servers.rabbitmq import RabbitNode

WARM = 500
LAG_SECONDS = 10
LAG_RATE = 100


async def embedded_rate(events: int) -> float:
    """Events per second through outbox, embedded wire, inbox and handler, all in this process."""
    from shared.bus.embedded import EmbeddedTransport

    transport = EmbeddedTransport()
    with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
        urls = [f"sqlite+aiosqlite:///{Path(directory) / name}.db" for name in ("sender", "taker")]
        counted = Counted()
        async with taker(urls[1], transport, counted), sender(urls[0], transport) as door:
            await announce_many(door, WARM)
            await counted.until(WARM)
            started = time.perf_counter()
            await announce_many(door, events)
            await counted.until(WARM + events)
            return events / (time.perf_counter() - started)


@contextlib.asynccontextmanager
async def taking_process(url: str, broker: str, expected: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """A consumer in a process of its own; prints a line when it listens, and one with its report at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.benchmarks.roads",
        url,
        broker,
        str(expected),
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def report_of(process: asyncio.subprocess.Process) -> dict[str, list[float]]:
    """The last line of a taking process."""
    assert process.stdout is not None
    line = await process.stdout.readline()
    report: dict[str, list[float]] = json.loads(line)
    return report


async def rabbit_rate(events: int, broker: str, urls: tuple[str, str]) -> float:
    """Events per second from commit in one process to applied in another."""
    from shared.bus.rabbitmq.courier import RabbitTransport

    async with (
        taking_process(urls[1], broker, WARM + events) as process,
        sender(urls[0], RabbitTransport(broker, "agenda")) as door,
    ):
        await announce_many(door, WARM)
        await asyncio.sleep(3)
        started = time.time()  # noqa: TID251 -- two processes compare their clocks
        await announce_many(door, events)
        report = await report_of(process)
        return events / (report["applied"][-1] - started)


async def rabbit_lag(broker: str, urls: tuple[str, str]) -> tuple[float, float]:
    """Milliseconds from commit to applied at 100 events a second: p50 and p99."""
    from shared.bus.rabbitmq.courier import RabbitTransport

    events = LAG_RATE * LAG_SECONDS
    async with (
        taking_process(urls[1], broker, WARM + events) as process,
        sender(urls[0], RabbitTransport(broker, "agenda")) as door,
    ):
        await announce_many(door, WARM)
        await asyncio.sleep(3)
        committed = []
        begin = time.perf_counter()
        for number in range(events):
            await asyncio.sleep(max(0.0, begin + number / LAG_RATE - time.perf_counter()))
            await announce_many(door, 1)
            committed.append(time.time())  # noqa: TID251 -- two processes compare their clocks
        report = await report_of(process)
        lags = [
            max(0.0, (applied - at) * 1000) for applied, at in zip(report["applied"][WARM:], committed, strict=True)
        ]
        return percentile(lags, 0.5), percentile(lags, 0.99)


async def bare_rate(events: int, broker: str) -> float:
    """The reference: the same number of bytes, published with confirms (500 at once) and consumed by another process."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.bare_consumer", broker, str(events), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    connection = await aio_pika.connect(broker)
    async with connection:
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        exchange = await channel.get_exchange("bench.bare")
        body = SeriesPlanned(
            version=1, series_id=NETWORK, network_id=NETWORK, sessions=6, at=SystemClock().now()
        ).to_json()
        slots = asyncio.Semaphore(500)

        async def publish() -> None:
            async with slots:
                await exchange.publish(
                    aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT), "bench", mandatory=True
                )

        started = time.time()  # noqa: TID251 -- two processes compare their clocks
        async with asyncio.TaskGroup() as group:
            for _ in range(events):
                group.create_task(publish())
        ended = float((await process.stdout.readline()).decode())
    await process.wait()
    return events / (ended - started)


async def measure(runs: int) -> list[Figure]:
    """Each run measures the bare road and ours one after the other, on the same private broker and database."""
    own = [await embedded_rate(EVENTS) for _ in range(runs)]
    ours, bare, halves, tails = [], [], [], []
    room = Room.make()
    try:
        broker, cluster = RabbitNode(room.directory("rabbitmq")), PostgresNode(room.directory("postgres"))
        broker.start()
        cluster.start()
        for _ in range(runs):
            broker.empty()
            bare.append(await bare_rate(EVENTS, broker.url))
            broker.empty()
            ours.append(await rabbit_rate(EVENTS, broker.url, (cluster.database(), cluster.database())))
        for _ in range(max(1, runs // 2)):
            broker.empty()
            half, tail = await rabbit_lag(broker.url, (cluster.database(), cluster.database()))
            halves.append(half)
            tails.append(tail)
    finally:
        room.clear()
    return [
        Figure("a", "events/s committed to applied, embedded (SQLite)", "/s", own, "bare aio-pika below", bare),
        Figure(
            "a",
            "events/s committed to applied, RabbitMQ + PostgreSQL",
            "/s",
            ours,
            "bare aio-pika, confirm + consume",
            bare,
            ">= 0.4",
        ),
        Figure("a", "lag p50 at 100 events/s, RabbitMQ + PostgreSQL", "ms", halves, "absolute", target="<= 20 ms"),
        Figure("a", "lag p99 at 100 events/s, RabbitMQ + PostgreSQL", "ms", tails, "absolute", target="<= 250 ms"),
    ]
