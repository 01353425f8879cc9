"""What has ended is said again by itself, so that a listener that began to keep it later knows it too (DOMAIN 6)."""

from datetime import timedelta

from sqlalchemy import text

from services.network.handlers import when_somebody_may_not_have_heard
from shared.bus.clock import Period
from shared.events.network import NetworkChanged, NetworkCreated
from tests.network.steps import a_network, load
from tests.workplace import Workplace


async def a_day_passes(place: Workplace) -> None:
    """The clock says so."""
    place.clock.forward(days=1)
    await when_somebody_may_not_have_heard(place.door, Period(key="now", due_at=place.clock.now()))


async def all_left(place: Workplace, *, kept: timedelta = timedelta(days=35)) -> None:
    """Everything that was announced left, and what is older than this is not kept any more."""
    async with place.door.database.writing() as session:
        await session.execute(text("UPDATE outbox SET status = 1, published_at = created_at"))
        await session.commit()
    await place.door.outbox.purge(place.clock.now() - kept)


async def waiting(place: Workplace) -> int:
    """How many events have yet to leave."""
    depth, _ = await place.door.outbox.depth()
    return depth


async def test_of_a_network_that_has_ended_the_same_event_leaves_again_and_of_others_nothing(place: Workplace) -> None:
    await load(place, a_network("oud", status="ARCHIVED"))
    await load(place, a_network("nieuw"))
    await all_left(place)

    await a_day_passes(place)
    again = await waiting(place)
    await a_day_passes(place)

    assert (again, await waiting(place)) == (1, 1)
    assert [type(event) for event in await place.announced()] == [NetworkCreated, NetworkCreated]


async def test_what_ended_longer_ago_than_events_are_kept_is_announced_anew_once(place: Workplace) -> None:
    loaded = await load(place, a_network("oud", status="ARCHIVED"))
    place.clock.forward(days=40)
    await all_left(place)
    before = await place.announced()

    await a_day_passes(place)
    await all_left(place)
    await a_day_passes(place)

    assert before == []
    (told,) = await place.announced()
    assert isinstance(told, NetworkChanged)
    assert (told.network_id, told.status, told.version) == (loaded.id, "ARCHIVED", 2)
