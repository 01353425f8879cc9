"""What arrives and is not what it should be: unknown, unreadable, forged. It is put aside, counted, and harms nobody."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.bus.inbox.rows import READY, Arrival, hash_of
from shared.bus.transport import Envelope, Unreadable
from shared.database import new_id
from shared.events.base import MOST_BYTES
from shared.events.network import MembershipActivated
from shared.telemetry import EVENTS_FORGED, EVENTS_IGNORED
from tests.bus.conftest import OpenHouse
from tests.bus.road import House, activated, eventually, some_ids, withdrawn
from tests.workplace import StandingClock

UNKNOWN = "nl.leernetwerken.membership.dreamt.v1"


@pytest.fixture
async def agenda(another: OpenHouse) -> House:
    """One house that hears network."""
    return await another("agenda")


async def taken_in(house: House, *batch: Envelope | Unreadable) -> None:
    """What a courier would bring to a house that is at work."""
    if house.consumer is None:
        house.start(relay=False)
    assert house.consumer is not None
    await house.consumer.receive(batch)


def told(counter: Any) -> float:
    """What the counter of agenda says now."""
    return float(counter.labels("agenda")._value.get())


async def test_a_type_that_nobody_knows_is_ignored_and_counted_f_43(agenda: House) -> None:
    (subject,) = some_ids(1)
    before = told(EVENTS_IGNORED)
    strange = agenda.envelope(activated(subject), type=UNKNOWN)

    await taken_in(agenda, strange, agenda.envelope(activated(subject)))

    await eventually(agenda.effects, [(subject, 1)])
    assert await agenda.states() == {"ignored": 1, "done": 1}
    assert told(EVENTS_IGNORED) == before + 1


async def test_what_was_ignored_is_handled_when_a_newer_version_of_the_house_knows_it_f_44(agenda: House) -> None:
    (subject,) = some_ids(1)
    envelope = agenda.envelope(activated(subject))
    await taken_in(agenda, replace(envelope, type=UNKNOWN))
    async with agenda.door.database.writing() as session:
        # The older version of the house stored this event before it knew its type.
        await session.execute(agenda.inbox.table.update().values(type=envelope.type, body_hash=hash_of(envelope)))
        await session.commit()

    await taken_in(agenda, envelope)

    await eventually(agenda.effects, [(subject, 1)])
    assert await agenda.states() == {"done": 1}


async def test_a_kind_that_this_consumer_has_no_use_for_leaves_no_trace(agenda: House) -> None:
    agenda.handlers = {}
    (subject,) = some_ids(1)

    await taken_in(agenda, agenda.envelope(activated(subject)))

    assert await agenda.states() == {}


BODIES = {
    "not json": b"\x00\xff{",
    "no object": b"[]",
    "wrong types": b'{"version":"many"}',
    "nothing": b"",
    "deep": b"[" * 4000,
    "not a number": b'{"version":NaN}',
    "lone surrogate": b'{"version":1,"roles":["\\ud800"]}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_body_that_cannot_be_read_is_dead_at_once_with_its_bytes_f_42_f_49(agenda: House, body: bytes) -> None:
    subject, good = some_ids(2)
    bad = agenda.envelope(activated(subject), data=body)

    await taken_in(agenda, bad, agenda.envelope(activated(good)))

    await eventually(agenda.states, {"dead": 1, "done": 1})
    assert await agenda.effects() == [(good, 1)]
    (shown,) = await agenda.desk.show(bad.id, reveal=True)
    assert (shown["body"], shown["attempts"]) == (body.decode(errors="backslashreplace"), 1)


async def test_what_is_too_big_is_dead_at_once_f_49(agenda: House) -> None:
    (subject,) = some_ids(1)

    await taken_in(agenda, agenda.envelope(activated(subject), data=b" " * 1_000_000))

    (dead,) = await agenda.desk.dead()
    assert dead["error"] == f"it is 1000000 bytes; an event holds at most {MOST_BYTES}"


async def test_what_is_no_event_at_all_is_dead_with_its_bytes_and_cannot_be_retried(
    agenda: House, clock: StandingClock
) -> None:

    await taken_in(agenda, Unreadable("key", b"hello", "is no event: without id", "network"))
    await taken_in(agenda, Unreadable("key", b"hello", "is no event: without id", "network"))

    (dead,) = await agenda.desk.dead()
    (shown,) = await agenda.desk.show(dead["id"], reveal=True)
    assert (shown["body"], shown["source"], dead["error"]) == ("hello", "network", "is no event: without id")
    assert await agenda.desk.retry(clock.now()) == 0


async def test_fields_that_nobody_asked_for_are_ignored_f_46(agenda: House) -> None:
    (subject,) = some_ids(1)
    data = json.loads(activated(subject).to_json()) | {"shoe_size": 43}

    await taken_in(agenda, agenda.envelope(activated(subject), data=json.dumps(data).encode()))

    await eventually(agenda.effects, [(subject, 1)])


async def test_an_id_with_another_body_is_a_forgery_and_the_first_one_stands_f_48(agenda: House) -> None:
    subject, victim = some_ids(2)
    real = agenda.envelope(activated(subject))
    before = told(EVENTS_FORGED)
    await taken_in(agenda, real)
    await eventually(agenda.effects, [(subject, 1)])

    await taken_in(agenda, agenda.envelope(activated(victim), id=real.id))
    await taken_in(agenda, real)

    await eventually(agenda.states, {"done": 1, "dead": 1})
    assert await agenda.effects() == [(subject, 1)]
    assert told(EVENTS_FORGED) == before + 1


async def test_an_id_with_another_body_in_the_same_batch_is_a_forgery_too_f_48(agenda: House) -> None:
    subject, victim = some_ids(2)
    real = agenda.envelope(activated(subject))

    await taken_in(agenda, real, agenda.envelope(activated(victim), id=real.id))

    await eventually(agenda.states, {"done": 1, "dead": 1})
    assert await agenda.effects() == [(subject, 1)]


async def test_a_type_that_belongs_to_another_service_is_dead_and_counted_a_81_a_83(another: OpenHouse) -> None:
    notifications = await another("notifications")
    (subject,) = some_ids(1)
    forged = notifications.envelope(activated(subject), source="agenda")

    await taken_in(notifications, forged, notifications.envelope(withdrawn(subject)))

    await eventually(notifications.effects, [(subject, 1)])
    (dead,) = await notifications.desk.dead()
    assert dead["error"] == "agenda announced what belongs to network"


async def test_a_source_that_this_consumer_does_not_hear_is_dead_a_81(agenda: House) -> None:
    (subject,) = some_ids(1)

    await taken_in(agenda, agenda.envelope(activated(subject), source="notifications"))

    (dead,) = await agenda.desk.dead()
    assert dead["error"] == "agenda does not listen to notifications"


async def test_a_forgery_never_stands_in_the_place_of_the_real_event_a_82(agenda: House) -> None:
    (subject,) = some_ids(1)
    real = agenda.envelope(activated(subject))

    await taken_in(agenda, replace(real, source="notifications"))
    await taken_in(agenda, real)

    await eventually(agenda.effects, [(subject, 1)])
    assert await agenda.states() == {"done": 1, "dead": 1}


async def test_an_event_about_another_row_than_its_envelope_says_is_dead(agenda: House) -> None:
    subject, other = some_ids(2)

    await taken_in(agenda, agenda.envelope(activated(subject), subject=other))

    await eventually(agenda.states, {"dead": 1})


@pytest.mark.parametrize(
    "time", [datetime(1, 1, 1, tzinfo=UTC), datetime(2019, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)]
)
async def test_a_time_that_cannot_be_true_is_dead_at_once_f_47(agenda: House, time: datetime) -> None:
    (subject,) = some_ids(1)

    await taken_in(agenda, agenda.envelope(activated(subject), time=time))

    (dead,) = await agenda.desk.dead()
    assert dead["error"] == "its time cannot be true"


async def test_a_moment_without_a_zone_in_the_body_is_dead_at_once_f_47(agenda: House) -> None:
    (subject,) = some_ids(1)
    data = json.loads(activated(subject).to_json()) | {"activated_at": "2026-11-21T12:00:00"}

    await taken_in(agenda, agenda.envelope(activated(subject), data=json.dumps(data).encode()))

    await eventually(agenda.states, {"dead": 1})
    (dead,) = await agenda.desk.dead()
    assert dead["error"] == "cannot be read: activated_at timezone_aware"


@pytest.mark.parametrize(
    "changed",
    [{"version": -1}, {"version": 2**40}, {"type": "a\x00b"}, {"type": "x" * 5000}, {"traceparent": "x" * 90}],
)
async def test_attributes_that_no_database_takes_keep_nobody_else_out(agenda: House, changed: dict[str, Any]) -> None:
    subject, good = some_ids(2)

    await taken_in(agenda, agenda.envelope(activated(subject), **changed), agenda.envelope(activated(good)))

    await eventually(lambda: includes(agenda, (good, 1)), True)


async def includes(house: House, effect: tuple[Any, int]) -> bool:
    """Whether an effect is there."""
    return effect in await house.effects()


async def test_five_thousand_bad_bytes_cost_less_than_fifty_milliseconds_f_49(agenda: House) -> None:
    await taken_in(agenda)
    (subject,) = some_ids(1)
    deep = agenda.envelope(activated(subject), data=b'{"a":' * 1600)
    loop = asyncio.get_running_loop()

    began = loop.time()
    with pytest.raises(ValueError, match="JSON"):
        MembershipActivated.heard(deep.data)
    took = loop.time() - began

    assert took < 0.05


async def test_the_same_event_from_two_couriers_at_the_same_moment_is_stored_once(agenda: House) -> None:
    (subject,) = some_ids(1)
    envelope = agenda.envelope(activated(subject), id=new_id())
    await taken_in(agenda)

    await asyncio.gather(*(taken_in(agenda, envelope) for _ in range(20)))

    await eventually(agenda.effects, [(subject, 1)])
    assert await agenda.states() == {"done": 1}


async def test_the_same_id_of_two_services_is_two_events(another: OpenHouse) -> None:
    """CloudEvents 1.0: source and id together say which event it is."""
    notifications = await another("notifications")
    inbox, now = notifications.inbox, notifications.door.now()
    one = notifications.envelope(activated(new_id()))
    twin = notifications.envelope(withdrawn(new_id()), id=one.id)
    async with notifications.door.database.writing() as session:
        await inbox.take_in(session, [Arrival.of(one, READY), Arrival.of(twin, READY)], at=now)
        await session.commit()

    seen = []
    for _ in range(2):
        claim, held = await inbox.claim(1, at=now, seconds=60)
        states = await notifications.states()
        async with notifications.door.database.writing() as session:
            await inbox.settle(session, claim, done=held, at=now)
            await session.commit()
        seen.append((len(held), states, await notifications.states()))

    assert seen == [
        (1, {"claimed": 1, "ready": 1}, {"done": 1, "ready": 1}),
        (1, {"claimed": 1, "done": 1}, {"done": 2}),
    ]
