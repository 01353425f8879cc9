"""F-39, F-42, F-43, F-46 against real processes: the same event a hundred times, and messages that are not what they should be.

`tests/bus` holds the same promises case by case within one process.
"""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from uuid import uuid4

import aio_pika
import pytest
from pamqp.commands import Basic
from sqlalchemy import select

from shared.bus.inbox.rows import DEAD, DONE, IGNORED
from shared.bus.rabbitmq.topology import exchange_of
from shared.bus.rabbitmq.wire import to_wire
from shared.bus.transport import Envelope
from shared.database import new_id
from shared.events.network import MembershipActivated
from tests.faults.conftest import Figures
from tests.faults.houses import SOMEWHERE
from tests.faults.roads import Road

pytestmark = [pytest.mark.broker, pytest.mark.postgres]
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


async def announced(road: Road) -> Envelope:
    """One event that network announced, as its relay sends it."""
    outbox = road.databases["network"].metadata.tables["outbox"]
    async with road.databases["network"].reading() as session:
        row = (await session.execute(select(outbox).limit(1))).one()
    return Envelope(row.id, "network", row.type, row.subject, row.version, row.created_at, bytes(row.data))


def event(body: bytes | None = None, *, type_: str = MembershipActivated.TYPE) -> Envelope:
    """An event that network never announced."""
    told = MembershipActivated(
        membership_id=uuid4(),
        version=1,
        network_id=SOMEWHERE,
        person_id=SOMEWHERE,
        perspective="parent",
        roles=["member"],
        activated_at=NOW,
    )
    return Envelope(new_id(), "network", type_, told.membership_id, 1, NOW, body or told.to_json())


async def send(url: str, *envelopes: Envelope, headers: bool = True) -> None:
    """Put messages on network's exchange, all at once."""
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel(publisher_confirms=True)
        exchange = await channel.get_exchange(exchange_of("network"), ensure=False)

        async def publish(envelope: Envelope) -> None:
            body, properties = to_wire(envelope)
            message = aio_pika.Message(
                body,
                headers=properties.headers if headers else {},
                content_type=properties.content_type,
                delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            )
            confirmed = await exchange.publish(message, envelope.type)
            assert isinstance(confirmed, Basic.Ack)

        await asyncio.gather(*(publish(envelope) for envelope in envelopes))


async def inbox(road: Road) -> Counter[int]:
    """How many rows of agenda's inbox are in each state."""
    return (await road.findings()).consumers["agenda"].inbox


async def test_F_39_the_same_event_a_hundred_times_at_once_to_two_processes_has_one_effect(
    apart: Road, rabbitmq_url: str, figures: Figures
) -> None:
    other = apart.second("agenda")
    await apart.start()
    await other.start()
    await apart.crowd.changes(20)
    await apart.settled()

    envelope = await announced(apart)
    await asyncio.gather(*(send(rabbitmq_url, *[envelope] * 25) for _ in range(4)))
    async with asyncio.timeout(20):
        while (await apart.findings()).wire_duplicates < 200:
            await asyncio.sleep(0.1)
    await apart.settled()

    found = await apart.holds()
    assert found.wire_duplicates == 200  # a hundred for each of the two consumers
    figures(events=len(found.announced), wire_duplicates=found.wire_duplicates)


async def test_F_42_F_43_F_46_what_cannot_be_read_is_put_aside_what_is_unknown_is_let_go_and_the_rest_goes_on(
    apart: Road, rabbitmq_url: str
) -> None:
    await apart.start()
    extra = event()
    with_extra = extra.data[:-1] + b',"nobody_asked":"for this"}'

    await send(rabbitmq_url, event(b"\xff not JSON"), event(b'{"version":"one"}'))
    await send(rabbitmq_url, event(), headers=False)
    await send(rabbitmq_url, event(type_="nl.leernetwerken.membership.celebrated.v1"))
    await send(
        rabbitmq_url, Envelope(extra.id, "network", extra.type, extra.subject, extra.version, extra.time, with_extra)
    )
    await apart.crowd.changes(100)
    async with asyncio.timeout(20):
        while (await inbox(apart)).total() < 105:
            await asyncio.sleep(0.1)
    await apart.settled()

    assert await inbox(apart) == {DEAD: 3, IGNORED: 1, DONE: 101}
    effects = (await apart.findings()).consumers["agenda"].effects
    assert [subject for _, subject, _ in effects if subject == extra.subject] == [extra.subject]
    assert len(effects) == 101
