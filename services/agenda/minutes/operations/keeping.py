"""What the clock does with minutes and actions: ask for drafts, establish what nobody objects to, remind owners, let go."""

from uuid import UUID

from services.agenda.finding.domain import MINUTES
from services.agenda.members.queries import active_among
from services.agenda.minutes.domain.actions import next_reminder, stage_of
from services.agenda.minutes.domain.minutes import kept_since
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.keeping import minutes_let_go
from services.agenda.minutes.models.minutes import Minutes
from services.agenda.minutes.operations.minutes import begin, let_go, lock
from services.agenda.minutes.queries.changing import (
    actions_to_remind_of,
    drafts_to_remind_of,
    minutes_nobody_objects_to,
    minutes_of_long_ago,
    sessions_without_minutes,
)
from services.agenda.minutes.queries.minutes import session_of, writers_of
from services.agenda.sessions.queries.date_polls import coordinator_ids
from shared.bus.work import Work
from shared.events.agenda.minutes import ActionPointDueSoon, ActionPointOverdue, MinutesMissed

MOST_AT_ONCE = 100


async def keep_minutes(work: Work) -> bool:
    """Ask who writes for what nobody began, and establish what nobody objects to (BR-050). Gives whether more may wait.

    What was noted during a session goes when its minutes are established, and so does a story to which nobody said yes.
    """
    held = await sessions_without_minutes(work.session, now=work.now, limit=MOST_AT_ONCE)
    for session in held:
        await begin(work, session=session)
    missed = await drafts_to_remind_of(work.session, now=work.now, limit=MOST_AT_ONCE)
    for minutes in missed:
        await _ask_for(work, minutes)
    quiet = await minutes_nobody_objects_to(work.session, now=work.now, limit=MOST_AT_ONCE)
    for minutes in quiet:
        lock(work, minutes=minutes, way="NO_OBJECTION")
    await let_go(work)
    return MOST_AT_ONCE in {len(held), len(missed), len(quiet)}


async def remind_of_actions(work: Work) -> bool:
    """Remind who owns an action a week before it is due, the day before, and once when it is too late. Gives whether more may wait."""
    due = await actions_to_remind_of(work.session, now=work.now, limit=MOST_AT_ONCE)
    for action in due:
        await _remind(work, action)
    return len(due) == MOST_AT_ONCE


async def forget_minutes(work: Work) -> bool:
    """Delete minutes, actions and all beside them ten years after their session (DOMAIN 9). Gives whether more may wait."""
    session_ids = await minutes_of_long_ago(work.session, ended_before=kept_since(work.now), limit=MOST_AT_ONCE)
    for statement in minutes_let_go(session_ids):
        await work.session.execute(statement)
    for session_id in session_ids:
        work.forget(MINUTES, session_id)
    return len(session_ids) == MOST_AT_ONCE


async def _ask_for(work: Work, minutes: Minutes) -> None:
    minutes.remind_at = None
    session = await session_of(work.session, minutes.session_id)
    if session is None:
        return
    minutes.announced += 1
    work.announce(
        MinutesMissed(
            minutes_id=minutes.id,
            session_id=minutes.session_id,
            network_id=minutes.network_id,
            status=minutes.status,
            writer_ids=await writers_of(work.session, session),
            at=work.now,
            version=minutes.announced,
        )
    )


async def _remind(work: Work, action: ActionPoint) -> None:
    if action.due_on is None:
        raise ValueError("an action of which somebody is reminded has a day")
    kind = stage_of(action.due_on, work.now)
    action.remind_at = next_reminder(action.due_on, work.now)
    action.version += 1
    facts = {
        "action_point_id": action.id,
        "session_id": action.session_id,
        "network_id": action.network_id,
        "reader_ids": await _readers_of(work, action.network_id, action.owner_id),
        "due_on": action.due_on,
        "kind": kind,
        "at": work.now,
        "version": action.version,
    }
    work.announce(ActionPointOverdue(**facts) if kind == "OVERDUE" else ActionPointDueSoon(**facts))


async def _readers_of(work: Work, network_id: UUID, owner_id: UUID | None) -> list[UUID]:
    """Who is reminded of an action: its owner; where that is an organisation or somebody who left, the coordinators."""
    if owner_id is not None and await active_among(work.session, network_id, [owner_id]):
        return [owner_id]
    return await coordinator_ids(work.session, network_id)
