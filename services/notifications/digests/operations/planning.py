"""Planning digests: one intent per person and period, in batches, whatever clocks and schedulers do."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from services.notifications.digests.domain import (
    DIGEST,
    LIVES,
    burst_due_at,
    covers,
    days_ahead,
    delay_of,
    intent_key,
    period_of,
    spread,
)
from services.notifications.digests.models import burst_ended
from services.notifications.digests.queries import bursts_due, gatherings_between
from services.notifications.mail.operations.planning import Intent, merge_earlier, plan_mails, revive_empty
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.queries import count_wanting, readers_wanting
from shared.bus.work import Door, Work

BATCH = 1000


async def plan_digests(door: Door, *, cadence: Cadence, period: str, due_at: datetime) -> int:
    """Plan the weekly or daily digests of a period, one per person for all their networks; gives how many are new.

    What still waits from an earlier period is cancelled in the same transaction: its content comes along in the new one.
    """
    async with door.reading() as session:
        over = spread(await count_wanting(session, covers(cadence)))
    return await _plan(
        door,
        cadence=cadence,
        period=period,
        merges=True,
        not_before=lambda person_id: due_at + delay_of(person_id, over),
    )


async def run_digests(door: Door, *, cadence: Cadence) -> str:
    """Plan the digests of the period that this moment falls in, for now; gives the period.

    Who had nothing new in this period is looked at again; who had a digest gets no second one.
    """
    now = door.now()
    period = period_of(cadence, now)

    async def revive(work: Work) -> None:
        await revive_empty(work, period=period, expires_at=now + LIVES)

    await door.change(revive)
    await _plan(door, cadence=cadence, period=period, merges=True, not_before=lambda _person_id: now)
    return period


async def plan_day(door: Door, *, period: str, due_at: datetime) -> None:
    """Plan what a day begins with: the daily digests, and those a week before a session."""
    await plan_digests(door, cadence=Cadence.DAILY, period=period, due_at=due_at)
    await plan_before_sessions(door)


async def plan_before_sessions(door: Door) -> int:
    """Plan the digests for who wants one before a session only: seven days ahead, or at once for a session that is nearer."""
    after, before = days_ahead(door.now())
    async with door.reading() as session:
        gatherings = await gatherings_between(session, after, before)
    planned = 0
    for gathering in gatherings:
        planned += await _plan(
            door,
            cadence=Cadence.BEFORE_SESSION,
            period=str(gathering.session_id),
            network_id=gathering.network_id,
            not_before=lambda _person_id: after,
        )
    return planned


async def plan_bursts(door: Door) -> int:
    """Plan the direct mails of every burst that is over: one mail per person and burst (BR-060)."""
    async with door.reading() as session:
        bursts = await bursts_due(session, door.now())
    planned = 0
    for burst in bursts:
        due_at = burst_due_at(burst.began_at)
        planned += await _plan(
            door,
            cadence=Cadence.DIRECT,
            period=f"{burst.network_id}:{burst.began_at:%Y-%m-%dT%H:%M}",
            network_id=burst.network_id,
            not_before=lambda _person_id, due_at=due_at: due_at,  # type: ignore[misc]  # mypy infers no lambda with a default
        )

        async def end(work: Work, network_id: UUID = burst.network_id, began_at: datetime = burst.began_at) -> None:
            await work.session.execute(burst_ended(network_id, began_at))

        await door.change(end)
    return planned


async def _plan(
    door: Door,
    *,
    cadence: Cadence,
    period: str,
    not_before: Callable[[UUID], datetime],
    network_id: UUID | None = None,
    merges: bool = False,
) -> int:
    planned = 0
    after: UUID | None = None
    while True:
        async with door.reading() as session:
            person_ids = await readers_wanting(
                session, covers(cadence), network_id=network_id, after=after, first=BATCH
            )
        if not person_ids:
            return planned
        after = person_ids[-1]
        intents = [
            Intent(
                key=intent_key(cadence, person_id, period),
                kind=DIGEST,
                person_id=person_id,
                cadence=cadence.value,
                period=period,
                subject_id=network_id,
                not_before=(begins := not_before(person_id)),
                expires_at=max(begins, door.now()) + LIVES,
            )
            for person_id in person_ids
        ]

        async def write(work: Work, intents: list[Intent] = intents, readers: list[UUID] = person_ids) -> int:
            if merges:
                await merge_earlier(work, kind=DIGEST, cadence=cadence.value, person_ids=readers, but_period=period)
            return await plan_mails(work, intents=intents)

        planned += await door.change(write)
