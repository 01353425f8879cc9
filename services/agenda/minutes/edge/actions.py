"""Who may ask about actions, and how they are answered."""

from datetime import date, datetime
from uuid import UUID

from services.agenda.members.domain import check_coordinates
from services.agenda.members.queries import active_among, standing_in
from services.agenda.minutes.domain.actions import OPEN, SeenAction, has_say_over, is_overdue
from services.agenda.minutes.operations.actions import assign_action, complete_action, drop_action, reopen_action
from services.agenda.minutes.operations.adopting import adopt_action
from services.agenda.minutes.queries.actions import (
    action_by_id,
    actions_carried_to,
    actions_owned,
    actions_seen,
    left_actions,
)
from services.agenda.minutes.queries.minutes import session_of
from services.agenda.sessions.queries.date_polls import coordinator_ids
from shared.api.agenda import minutes as api
from shared.api.agenda.minutes import ActionView
from shared.api.page import First, Ids, Page
from shared.errors import Conflict, NotFound
from shared.web.cursors import read_cursor, write_cursor
from shared.web.edge import PERSON, Edge, Now, Session, Viewer, Work, only

edge = Edge()


@edge.read("/actions/mine", who=PERSON)
async def mine(
    session: Session,
    viewer: Viewer,
    now: Now,
    status: api.ActionStatus | None = None,
    first: First = 20,
    after: str | None = None,
) -> Page[ActionView]:
    """What who asks does, over all networks, and what nobody does that they may give away."""
    key = read_cursor(after, date.fromisoformat, UUID)
    found = await actions_owned(session, viewer.person_id, status=status, first=first, after=key)
    return Page(
        items=[action_view(seen, viewer.person_id, now) for seen in found.actions],
        next_cursor=write_cursor(found.next_key[0].isoformat(), found.next_key[1]) if found.next_key else None,
    )


@edge.read("/actions:batch", who=PERSON, method="POST")
async def batch(asked: Ids, session: Session, viewer: Viewer, now: Now) -> list[ActionView]:
    """Some actions by id."""
    return [
        action_view(seen, viewer.person_id, now) for seen in await actions_seen(session, viewer.person_id, asked.ids)
    ]


@edge.read("/sessions/{session_id}/open-actions", who=PERSON)
async def carried(session_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[ActionView]:
    """What is still open when this session comes."""
    found = await actions_carried_to(session, viewer.person_id, session_id, now=now)
    return [action_view(seen, viewer.person_id, now) for seen in found]


@edge.read("/actions/{action_id}", who=PERSON)
async def one(action_id: UUID, session: Session, viewer: Viewer, now: Now) -> ActionView:
    """One action."""
    found = await actions_seen(session, viewer.person_id, [action_id])
    if not found:
        raise NotFound
    return action_view(found[0], viewer.person_id, now)


@edge.change("/actions/{action_id}:assign", who=PERSON)
async def assign(action_id: UUID, asked: api.AssignAction, work: Work) -> ActionView:
    """Say who does it, and until when."""
    return action_view(await assign_action(work, action_id=action_id, **dict(asked)), work.viewer.person_id, work.now)


@edge.change("/actions/{action_id}:complete", who=PERSON)
async def complete(action_id: UUID, asked: api.CloseAction, work: Work) -> ActionView:
    """Say that it is done."""
    return action_view(await complete_action(work, action_id=action_id, **dict(asked)), work.viewer.person_id, work.now)


@edge.change("/actions/{action_id}:drop", who=PERSON)
async def drop(action_id: UUID, asked: api.CloseAction, work: Work) -> ActionView:
    """Say that it is not done after all, and why."""
    return action_view(await drop_action(work, action_id=action_id, **dict(asked)), work.viewer.person_id, work.now)


@edge.change("/actions/{action_id}:reopen", who=PERSON)
async def reopen(action_id: UUID, asked: api.ReopenAction, work: Work) -> ActionView:
    """Take that back."""
    seen = await reopen_action(work, action_id=action_id, version=asked.version)
    return action_view(seen, work.viewer.person_id, work.now)


@edge.read("/networks/{network_id}/left-actions", who=PERSON)
async def left(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[ActionView]:
    """Open actions of the networks that go on as this one, for its coordinators."""
    check_coordinates(await standing_in(session, network_id, viewer.person_id))
    return [action_view(seen, None, now) for seen in await left_actions(session, network_id)]


@edge.change("/networks/{network_id}/left-actions/{action_id}:adopt", who=PERSON)
async def adopt(network_id: UUID, action_id: UUID, asked: api.AssignAction, work: Work) -> ActionView:
    """Go on with an action that was left, with a new owner."""
    seen = await adopt_action(work, network_id=network_id, action_id=action_id, **dict(asked))
    return action_view(seen, work.viewer.person_id, work.now)


@edge.read("/actions/{action_id}:letter", who=only("notifications"), method="POST")
async def letter(action_id: UUID, asked: api.ActionLetterAsked, session: Session) -> api.ActionLetter:
    """What may be said about an open action, and to whom of these people, now."""
    action = await action_by_id(session, action_id)
    if action is None or action.due_on is None:
        raise NotFound
    held = await session_of(session, action.session_id)
    if action.status != OPEN or action.assigned_at is None or action.due_on != asked.due_on or held is None:
        raise Conflict
    owner = set() if action.owner_id is None else await active_among(session, action.network_id, [action.owner_id])
    readers = owner or set(await coordinator_ids(session, action.network_id))
    return api.ActionLetter(
        network_id=action.network_id,
        text=action.text,
        due_on=action.due_on,
        agreed_at=held.starts_at,
        organisation=action.organisation,
        owner_id=next(iter(owner), None),
        reader_ids=[reader_id for reader_id in asked.reader_ids if reader_id in readers],
    )


def action_view(seen: SeenAction, person_id: UUID | None, now: datetime) -> ActionView:
    """An action, as its reader may see it."""
    action = seen.action
    is_known = action.assigned_at is not None
    has_say = has_say_over(action, person_id, writes=seen.writes)
    return ActionView(
        **{name: value for name, value in action._asdict().items() if name != "assigned_at"},
        origin=seen.origin,
        agreed_at=seen.starts_at,
        has_owner=seen.has_owner,
        is_adopted=seen.is_adopted,
        is_overdue=is_known and is_overdue(action, now),
        may_assign=seen.writes and action.status == OPEN,
        may_close=is_known and has_say and action.status == OPEN,
        may_reopen=is_known and has_say and action.status != OPEN,
    )
