"""Calling people to sessions: gather what comes together, then plan one mail for each of them."""

from datetime import datetime, timedelta
from uuid import UUID

from services.notifications.invitations.domain import BURST
from services.notifications.invitations.models import call_answered, call_noted
from services.notifications.invitations.queries import Call, calls_due
from services.notifications.mail.operations.planning import Intent, plan_mails
from services.notifications.subscriptions.queries import members_of
from shared.bus.work import Door, Work

BATCH = 500
LIVES = timedelta(days=3)
"""How long an invitation that could not be delivered is still tried."""


async def call_people(
    work: Work,
    *,
    kind: str,
    session_id: UUID,
    series_id: UUID | None,
    network_id: UUID,
    not_before: datetime | None = None,
) -> None:
    """Note that people must be told of a session, together with what else happens to its series within a minute.

    not_before: until when it can be undone; nobody hears of it before that.
    """
    due_at = max(work.now + BURST, not_before or work.now)
    await work.session.execute(
        call_noted(set_id=series_id or session_id, kind=kind, network_id=network_id, due_at=due_at)
    )


async def plan_invitations(door: Door) -> int:
    """Plan the mails of every call whose time has come, one for each member; gives how many are new."""
    async with door.reading() as session:
        calls = await calls_due(session, door.now())
    planned = 0
    for call in calls:
        planned += await _plan(door, call)

        async def answered(work: Work, call: Call = call) -> None:
            await work.session.execute(call_answered(call.set_id, call.kind, call.due_at))

        await door.change(answered)
    return planned


async def _plan(door: Door, call: Call) -> int:
    planned = 0
    after: UUID | None = None
    while True:
        async with door.reading() as session:
            person_ids = await members_of(session, call.network_id, after=after, first=BATCH)
        if not person_ids:
            return planned
        after = person_ids[-1]
        period = f"{call.due_at:%Y-%m-%dT%H:%M:%S}"
        intents = [
            Intent(
                key=f"{call.kind}:{call.set_id}:{period}:{person_id}",
                kind=call.kind,
                person_id=person_id,
                subject_id=call.set_id,
                not_before=call.due_at,
                expires_at=door.now() + LIVES,
            )
            for person_id in person_ids
        ]

        async def write(work: Work, intents: list[Intent] = intents) -> int:
            return await plan_mails(work, intents=intents)

        planned += await door.change(write)
