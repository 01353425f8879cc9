"""What can be done with actions: give them an owner and a day, finish them, drop them, and take that back."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.agenda.members.operations import check_may_write
from services.agenda.minutes.domain.actions import (
    DONE,
    DROPPED,
    LONGEST_ANSWER,
    OPEN,
    ActionIncomplete,
    ActionOver,
    ActionStatus,
    NotYourAction,
    SeenAction,
    check_open,
    check_owned,
    has_say_over,
    next_reminder,
    today,
)
from services.agenda.minutes.domain.minutes import DRAFT, check_text, check_writes
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import Minutes
from services.agenda.minutes.operations.agreements import announce_owner
from services.agenda.minutes.queries.actions import action_by_id, actions_seen
from services.agenda.minutes.queries.changing import action_to_change, minutes_to_change
from services.agenda.minutes.queries.minutes import readers_among, session_of, writes_here
from services.agenda.sessions.domain.sessions import SessionFacts
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, Problem, StaleVersion
from shared.events.agenda.minutes import ActionPointCompleted


class Held(NamedTuple):
    """An action that is changed and its minutes, held until the end, where it was agreed, and whether who asks writes there."""

    action: ActionPoint
    minutes: Minutes
    session: SessionFacts
    writes: bool


async def assign_action(
    work: Work, *, action_id: UUID, owner_id: UUID | None, organisation: str, due_on: date | None, version: int
) -> SeenAction:
    """Say who does something and until when, as secretary or coordinator: a member, or an organisation by its name (BR-051).

    Where its minutes are shared, everybody knows of it from then on, and a new owner hears of it.
    Raises NotFound, SecretaryNeeded, ActionOver, ActionIncomplete, StaleVersion.
    """
    held = await _hold(work, action_id)
    check_writes(writes=held.writes)
    action = held.action
    if action.status != OPEN:
        raise ActionOver
    due = check_owned(owner_id=owner_id, organisation=organisation, due_on=due_on, today=today(work.now))
    if owner_id is not None and owner_id not in await readers_among(work.session, held.session, [owner_id]):
        raise ActionIncomplete(problems=(Problem("owner", "OWNER_AWAY", "Choose somebody who takes part."),))
    _check_version(action, version)
    is_new = (owner_id, organisation) != (action.owner_id, action.organisation)
    action.owner_id, action.organisation, action.due_on = owner_id, organisation, due
    if held.minutes.status == DRAFT:
        action.version += 1
    elif is_new or action.assigned_at is None:
        announce_owner(work, action=action, with_minutes=False)
    else:
        action.version += 1
        action.remind_at = next_reminder(due, work.now)
    return await _as_seen(work, action)


async def complete_action(work: Work, *, action_id: UUID, answer: str, version: int) -> SeenAction:
    """Say that something is done, as its owner, secretary or coordinator. answer: what came of it, if there is more to say.

    Raises NotFound, NotYourAction, ActionNotShared, ActionOver, WordsIncomplete, StaleVersion.
    """
    action = await _to_close(work, action_id)
    if answer:
        await check_may_write(work, network_id=action.network_id)
        check_text(answer, field="answer", longest=LONGEST_ANSWER)
    _check_version(action, version)
    _close(work, action, DONE, answer)
    return await _as_seen(work, action)


async def drop_action(work: Work, *, action_id: UUID, answer: str, version: int) -> SeenAction:
    """Say that something is not done after all, and why, as its owner, secretary or coordinator.

    Raises NotFound, NotYourAction, ActionNotShared, ActionOver, WordsIncomplete without a reason, StaleVersion.
    """
    action = await _to_close(work, action_id)
    await check_may_write(work, network_id=action.network_id)
    check_text(answer, field="answer", longest=LONGEST_ANSWER)
    _check_version(action, version)
    _close(work, action, DROPPED, answer)
    work.note(Verb.ACTION_POINT_DROPPED, Kind.ACTION_POINT, action.id, network_id=action.network_id)
    return await _as_seen(work, action)


async def reopen_action(work: Work, *, action_id: UUID, version: int) -> SeenAction:
    """Take back that something is done or dropped, as who could say so. Raises NotFound, NotYourAction, ActionOver, StaleVersion."""
    held = await _hold(work, action_id)
    action = held.action
    if not has_say_over(action.facts(), work.viewer.person_id, writes=held.writes):
        raise NotYourAction
    if action.status == OPEN:
        raise ActionOver("This action is open already.")
    _check_version(action, version)
    action.closed_at = None
    action.remind_at = None if action.due_on is None else next_reminder(action.due_on, work.now)
    _announce(work, action, OPEN, "")
    return await _as_seen(work, action)


async def _hold(work: Work, action_id: UUID) -> Held:
    known = await action_by_id(work.session, action_id)
    session = None if known is None else await session_of(work.session, known.session_id)
    if known is None or session is None:
        raise NotFound
    session = session._replace(network_id=known.network_id)  # where it goes on, if that is not where it was agreed
    writes = await writes_here(work.session, session, work.viewer.person_id, hold=True)
    minutes = await minutes_to_change(work.session, session.id)
    action = await action_to_change(work.session, action_id)
    if writes is None or minutes is None or action is None or (action.assigned_at is None and not writes):
        raise NotFound
    return Held(action, minutes, session, writes)


async def _to_close(work: Work, action_id: UUID) -> ActionPoint:
    held = await _hold(work, action_id)
    if not has_say_over(held.action.facts(), work.viewer.person_id, writes=held.writes):
        raise NotYourAction
    check_open(held.action.facts())
    return held.action


def _check_version(action: ActionPoint, version: int) -> None:
    if action.version != version:
        raise StaleVersion


def _close(work: Work, action: ActionPoint, status: ActionStatus, answer: str) -> None:
    action.closed_at, action.remind_at = work.now, None
    _announce(work, action, status, answer)


def _announce(work: Work, action: ActionPoint, status: ActionStatus, answer: str) -> None:
    action.status, action.answer = status, answer
    action.version += 1
    work.announce(
        ActionPointCompleted(
            action_point_id=action.id,
            session_id=action.session_id,
            network_id=action.network_id,
            status=action.status,
            at=work.now,
            version=action.version,
        )
    )


async def _as_seen(work: Work, action: ActionPoint) -> SeenAction:
    await work.session.flush()
    (seen,) = await actions_seen(work.session, work.viewer.person_id, [action.id])
    return seen
