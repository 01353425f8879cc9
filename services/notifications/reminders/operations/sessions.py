"""Reminders of sessions: keep track of when they start and when they leave, and plan one mail for each who wants one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from services.notifications.mail.domain.quiet import out_of_the_night
from services.notifications.mail.operations.planning import Intent, plan_mails, revive_moved, revive_over
from services.notifications.reminders.domain import (
    DAYS_BEFORE,
    MOST_DAYS,
    NEVER,
    SESSION,
    Coming,
    due_at,
    expires_at,
    period_of,
)
from services.notifications.reminders.models import (
    newest_moment,
    newest_session,
    reminder_planned,
    session_gone,
    session_never,
)
from services.notifications.reminders.queries import moment_version, not_reminded, usual_of
from services.notifications.subscriptions.domain import Reminder
from services.notifications.subscriptions.queries import readers_to_remind
from shared.bus.work import Door, Work

BATCH = 500
MOVED = "moved"


async def record_start(
    work: Work,
    *,
    session_id: UUID,
    network_id: UUID,
    starts_at: datetime,
    told_at: datetime,
    version: int,
    is_change: bool = False,
) -> None:
    """Keep when a session starts, unless something newer was heard; told_at: when people hear of that in another mail.

    is_change: of a session that people know; where it was off and starts when it was to start, that is no news to who did not
    hear of it. A reminder that did not leave because the session moved, or was off, leaves when it moves back or takes place
    after all (J03).
    """
    written = await work.session.execute(
        newest_session(
            session_id=session_id,
            network_id=network_id,
            starts_at=starts_at,
            told_at=told_at,
            version=version,
            is_change=is_change,
        )
    )
    if written.first() is None:
        return
    not_before = out_of_the_night(max(work.now, told_at))
    await revive_over(work, subject_id=session_id, not_before=not_before)
    usual = await usual_of(work.session, session_id)
    days = (
        dict(DAYS_BEFORE) if usual is None or usual[0].days == NEVER else {**DAYS_BEFORE, Reminder.USUAL: usual[0].days}
    )
    for reminder, days_before in days.items():
        await revive_moved(
            work,
            period=period_of(reminder, starts_at),
            subject_id=session_id,
            reason=MOVED,
            not_before=max(not_before, due_at(starts_at, days_before)),
            expires_at=expires_at(starts_at, days_before),
        )


async def record_moment(work: Work, *, session_id: UUID, days_before: int, at: datetime, version: int) -> None:
    """Keep how many days before a session its reminder leaves for who chose nothing themselves, unless something newer was heard.

    Once its moment has come it leaves, also when this is heard before it was planned; then nothing that is chosen later makes
    it leave again for the same start.
    """
    if version <= await moment_version(work.session, session_id):
        return
    usual = await usual_of(work.session, session_id)
    if usual is not None and usual[0].has_come(at) and not usual[1]:
        await _plan_usual(work, session_id=session_id)
    await work.session.execute(newest_moment(session_id, days_before, at, version))


async def record_no_start(work: Work, *, session_id: UUID, network_id: UUID, at: datetime, version: int) -> None:
    """Keep that a session does not take place, or is over, also when that is heard first: nobody is reminded of it."""
    await work.session.execute(session_gone(session_id, network_id, at, version))


async def record_never(work: Work, *, session_id: UUID, network_id: UUID, at: datetime) -> None:
    """Keep that a session was taken back as if it had never been, also when that is heard first."""
    await work.session.execute(session_never(session_id, network_id, at))


async def plan_session_reminders(door: Door) -> int:
    """Plan the reminders that are due, one for each who wants it; gives how many are new. Planning twice changes nothing."""
    planned = 0
    for reminder in DAYS_BEFORE:
        now = door.now()
        async with door.reading() as session:
            coming = await not_reminded(
                session, reminder, now=now, until=now + timedelta(days=DAYS_BEFORE[reminder] + 1)
            )
        for one in coming:
            if not one.has_come(now):
                continue
            if one.leaves(now):
                planned += await _plan(door, one, reminder)

            async def done(work: Work, one: Coming = one, reminder: Reminder = reminder) -> None:
                await work.session.execute(reminder_planned(one.session_id, reminder, one.starts_at))

            await door.change(done)
    now = door.now()
    async with door.reading() as session:
        coming = await not_reminded(session, Reminder.USUAL, now=now, until=now + timedelta(days=MOST_DAYS + 1))
    for one in coming:
        if one.leaves(now):
            planned += await door.change(partial(_plan_usual, session_id=one.session_id))
    return planned


async def _plan_usual(work: Work, *, session_id: UUID) -> int:
    """Plan what is due for who chose nothing themselves, and note that in one go; what was not due then can still be chosen anew."""
    usual = await usual_of(work.session, session_id)
    if usual is None or usual[1] or not usual[0].leaves(work.now):
        return 0
    one, planned, after = usual[0], 0, None
    while person_ids := await readers_to_remind(
        work.session, Reminder.USUAL, network_id=one.network_id, after=after, first=BATCH
    ):
        after = person_ids[-1]
        planned += await plan_mails(work, intents=_intents(one, Reminder.USUAL, person_ids))
    await work.session.execute(reminder_planned(session_id, Reminder.USUAL, one.starts_at))
    return planned


async def _plan(door: Door, one: Coming, reminder: Reminder) -> int:
    planned = 0
    after: UUID | None = None
    while True:
        async with door.reading() as session:
            person_ids = await readers_to_remind(
                session, reminder, network_id=one.network_id, after=after, first=BATCH, or_following=True
            )
        if not person_ids:
            return planned
        after = person_ids[-1]
        planned += await door.change(partial(plan_mails, intents=_intents(one, reminder, person_ids)))


def _intents(one: Coming, reminder: Reminder, person_ids: Sequence[UUID]) -> list[Intent]:
    period = period_of(reminder, one.starts_at)
    return [
        Intent(
            key=f"{SESSION}:{one.session_id}:{period}:{person_id}",
            kind=SESSION,
            person_id=person_id,
            period=period,
            subject_id=one.session_id,
            not_before=due_at(one.starts_at, one.days),
            expires_at=expires_at(one.starts_at, one.days),
        )
        for person_id in person_ids
    ]
