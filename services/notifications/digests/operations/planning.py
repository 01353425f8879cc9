"""Planning digests: one intent per person and period, in batches, whatever clocks and schedulers do."""

from dataclasses import dataclass
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
)
from services.notifications.digests.models import burst_ended
from services.notifications.digests.queries import bursts_due, gatherings_between
from services.notifications.mail.operations.planning import Intent, merge_earlier, plan_mails, revive_empty
from services.notifications.mail.queries import some_wait_from_before
from services.notifications.subscriptions.domain import Cadence
from services.notifications.subscriptions.queries import networks_wanted, readers_wanting
from shared.bus.work import Door, Work

BATCH = 500
"""How many are planned in one transaction, for the same moment."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of digests: whose, under which name, and when the first may go."""

    cadence: Cadence
    period: str
    due_at: datetime
    merges: bool = False
    """Whether what still waits from an earlier round comes along in this one."""
    is_for_one_network: bool = False


async def plan_digests(door: Door, *, cadence: Cadence, period: str, due_at: datetime) -> int:
    """Plan the weekly or daily digests of a period, one per person for all their networks; gives how many are new.

    What still waits from an earlier period is cancelled in the same transaction: its content comes along in the new one.
    """
    return await _plan_all(door, cadence=cadence, period=period, due_at=due_at, spreads=True)


async def run_digests(door: Door, *, cadence: Cadence) -> str:
    """Plan the digests of the period that this moment falls in, for now; gives the period.

    Who had nothing new in this period is looked at again; who had a digest gets no second one.
    """
    now = door.now()
    period = period_of(cadence, now)

    async def revive(work: Work) -> None:
        await revive_empty(work, period=period, expires_at=now + LIVES)

    await door.change(revive)
    await _plan_all(door, cadence=cadence, period=period, due_at=now, spreads=False)
    return period


async def _plan_all(door: Door, *, cadence: Cadence, period: str, due_at: datetime, spreads: bool) -> int:
    """Network after network; who takes part in several is planned with the first, and the others change nothing."""
    async with door.reading() as session:
        networks = await networks_wanted(session, covers(cadence))
        merges = await some_wait_from_before(session, kind=DIGEST, cadence=cadence.value, but_period=period)
    in_line = sum(networks.values()) if spreads else 0
    planned = place = 0
    for network_id, readers in networks.items():
        planned += await _plan_network(
            door,
            Round(cadence, period, due_at, merges=merges),
            network_id=network_id,
            place=place,
            in_line=in_line,
        )
        place += readers
    return planned


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
        before_it = Round(Cadence.BEFORE_SESSION, str(gathering.session_id), after, is_for_one_network=True)
        planned += await _plan_network(door, before_it, network_id=gathering.network_id)
    return planned


async def plan_bursts(door: Door) -> int:
    """Plan the direct mails of every burst that is over: one mail per person and burst (BR-060)."""
    async with door.reading() as session:
        bursts = await bursts_due(session, door.now())
    planned = 0
    for burst in bursts:
        period = f"{burst.network_id}:{burst.began_at:%Y-%m-%dT%H:%M}"
        at_once = Round(Cadence.DIRECT, period, burst_due_at(burst.began_at), is_for_one_network=True)
        planned += await _plan_network(door, at_once, network_id=burst.network_id)

        async def end(work: Work, network_id: UUID = burst.network_id, began_at: datetime = burst.began_at) -> None:
            await work.session.execute(burst_ended(network_id, began_at))

        await door.change(end)
    return planned


async def _plan_network(door: Door, wanted: Round, *, network_id: UUID, place: int = 0, in_line: int = 0) -> int:
    planned = 0
    after: UUID | None = None
    while True:
        async with door.reading() as session:
            person_ids = await readers_wanting(
                session, covers(wanted.cadence), network_id=network_id, after=after, first=BATCH
            )
        if not person_ids:
            return planned
        after = person_ids[-1]
        not_before = wanted.due_at + delay_of(place, in_line)
        place += len(person_ids)
        expires_at = max(not_before, door.now()) + LIVES
        intents = [
            Intent(
                key=intent_key(wanted.cadence, person_id, wanted.period),
                kind=DIGEST,
                person_id=person_id,
                cadence=wanted.cadence.value,
                period=wanted.period,
                subject_id=network_id if wanted.is_for_one_network else None,
                not_before=not_before,
                expires_at=expires_at,
            )
            for person_id in person_ids
        ]

        async def write(work: Work, intents: list[Intent] = intents, readers: list[UUID] = person_ids) -> int:
            if wanted.merges:
                await merge_earlier(
                    work, kind=DIGEST, cadence=wanted.cadence.value, person_ids=readers, but_period=wanted.period
                )
            return await plan_mails(work, intents=intents)

        planned += await door.change_at_once(write)
