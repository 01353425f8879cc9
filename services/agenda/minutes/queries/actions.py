"""What actions can tell: to every member once their minutes are shared; before that to who writes them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col

from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, READER_ID, left_to, reader
from services.agenda.minutes.domain.actions import OPEN, ActionFacts, ActionStatus, SeenAction
from services.agenda.minutes.models.actions import ActionPoint
from services.agenda.minutes.models.minutes import MinutesPart
from services.agenda.minutes.queries.minutes import writes_in
from services.agenda.sessions.domain.sessions import TAKES_PLACE
from services.agenda.sessions.models.sessions import PlannedSession
from shared.columns import UTCDateTime
from shared.database import Session

Key = tuple[date, UUID]
MOST_CARRIED = 100
ACTION_FACTS: Sequence[Mapped[Any]] = [col(getattr(ActionPoint, name)) for name in ActionFacts._fields]
ORIGIN = func.coalesce(
    select(func.max(col(MinutesPart.title)))
    .where(
        col(MinutesPart.session_id) == col(ActionPoint.session_id),
        col(MinutesPart.agenda_point_id) == col(ActionPoint.agenda_point_id),
    )
    .scalar_subquery(),
    "",
)
HAS_OWNER = or_(
    col(ActionPoint.organisation) != "",
    exists().where(
        col(Member.network_id) == col(ActionPoint.network_id),
        col(Member.person_id) == col(ActionPoint.owner_id),
        IS_ACTIVE,
    ),
)
WRITES = writes_in(col(ActionPoint.network_id), col(PlannedSession.perspective))
IS_ADOPTED = col(ActionPoint.network_id) != col(PlannedSession.network_id)
IS_FOR_READER = exists().where(
    col(Member.network_id).in_([col(ActionPoint.network_id), col(PlannedSession.network_id)]),
    col(Member.person_id) == READER_ID,
    IS_ACTIVE,
    or_(
        col(PlannedSession.perspective).is_(None),
        col(Member.perspective) == col(PlannedSession.perspective),
        col(Member.coordinates),
    ),
)
"""Whether the reader takes part where it was agreed, or where it goes on."""
ACTIONS = (
    select(ORIGIN, col(PlannedSession.starts_at), HAS_OWNER, WRITES, IS_ADOPTED, *ACTION_FACTS)
    .join(PlannedSession, col(PlannedSession.id) == col(ActionPoint.session_id))
    .where(IS_FOR_READER, or_(col(ActionPoint.assigned_at).is_not(None), WRITES))
)
"""Actions that the reader may know of."""
# What a page asks is made once, here: making a statement takes longer than running it.
OF_SESSIONS = ACTIONS.where(col(ActionPoint.session_id).in_(bindparam("session_ids", expanding=True))).order_by(
    col(ActionPoint.id)
)

SESSION_ID = bindparam("session_id", type_=Uuid())
ASKED_SESSION = aliased(PlannedSession)
COMING = (
    select(col(PlannedSession.id), col(PlannedSession.network_id))
    .join(
        ASKED_SESSION,
        and_(col(ASKED_SESSION.id) == SESSION_ID, col(ASKED_SESSION.network_id) == col(PlannedSession.network_id)),
    )
    .where(
        or_(
            col(PlannedSession.perspective).is_(None),
            col(PlannedSession.perspective) == col(ASKED_SESSION.perspective),
        ),
        col(PlannedSession.status).in_(TAKES_PLACE),
        col(PlannedSession.ends_at) > bindparam("now", type_=UTCDateTime()),
    )
    .order_by(col(PlannedSession.starts_at), col(PlannedSession.id))
    .limit(1)
    .subquery()
)
"""The next session of the network of one session, as far as it is for the same people."""
CARRIED_TO = (
    ACTIONS.join(COMING, COMING.c.network_id == col(ActionPoint.network_id))
    .where(
        COMING.c.id == SESSION_ID,
        col(ActionPoint.session_id) != SESSION_ID,
        col(ActionPoint.status) == OPEN,
        col(ActionPoint.assigned_at).is_not(None),
    )
    .order_by(col(ActionPoint.due_on), col(ActionPoint.id))
    .limit(MOST_CARRIED)
)


class ActionPage(NamedTuple):
    """Actions, the one that is due first first, and the key of the last one when there are more."""

    actions: list[SeenAction]
    next_key: Key | None


async def actions_of(session: Session, person_id: UUID | None, session_ids: Sequence[UUID]) -> list[SeenAction]:
    """What was agreed at some sessions, in the order in which it was written down."""
    rows = await session.execute(OF_SESSIONS, reader(person_id) | {"session_ids": session_ids})
    return [_seen(row) for row in rows]


async def actions_seen(session: Session, person_id: UUID | None, action_ids: Iterable[UUID]) -> list[SeenAction]:
    """Those of these actions that this person may know of, in the order asked."""
    wanted = list(dict.fromkeys(action_ids))
    rows = await session.execute(ACTIONS.where(col(ActionPoint.id).in_(wanted)), reader(person_id))
    found = {seen.action.id: seen for seen in map(_seen, rows)}
    return [found[one] for one in wanted if one in found]


async def actions_owned(
    session: Session, person_id: UUID | None, *, status: ActionStatus | None, first: int, after: Key | None
) -> ActionPage:
    """What a person does, over all networks, the one that is due first first; also what nobody does and they may give away."""
    nobodys = and_(col(ActionPoint.status) == OPEN, ~HAS_OWNER, WRITES)
    statement = ACTIONS.where(
        col(ActionPoint.assigned_at).is_not(None), or_(col(ActionPoint.owner_id) == READER_ID, nobodys)
    )
    if status is not None:
        statement = statement.where(col(ActionPoint.status) == status)
    key = tuple_(col(ActionPoint.due_on), col(ActionPoint.id))
    if after is not None:
        statement = statement.where(key > after)
    statement = statement.order_by(col(ActionPoint.due_on), col(ActionPoint.id)).limit(first + 1)
    found = [_seen(row) for row in await session.execute(statement, reader(person_id))]
    if len(found) <= first:
        return ActionPage(found, None)
    last = found[first - 1].action
    return ActionPage(found[:first], (last.due_on or date.max, last.id))


async def actions_carried_to(
    session: Session, person_id: UUID | None, session_id: UUID, *, now: datetime
) -> list[SeenAction]:
    """What is still open when this session comes, where it is the next one of its network: it stands there by itself (BR-051).

    What comes first for another perspective is not the next one of this session.
    """
    values = reader(person_id) | {"session_id": session_id, "now": now}
    return [_seen(row) for row in await session.execute(CARRIED_TO, values)]


async def left_actions(session: Session, successor_id: UUID) -> list[SeenAction]:
    """The open actions of the networks that go on as this one, the one that is due first first; at most a hundred (J22).

    What stands in minutes that nobody shared is for who writes these, also now: it comes here as soon as they share them.
    """
    statement = (
        select(ORIGIN, col(PlannedSession.starts_at), HAS_OWNER, false(), IS_ADOPTED, *ACTION_FACTS)
        .join(PlannedSession, col(PlannedSession.id) == col(ActionPoint.session_id))
        .where(
            col(ActionPoint.network_id).in_(left_to(successor_id)),
            col(ActionPoint.status) == OPEN,
            col(ActionPoint.assigned_at).is_not(None),
        )
        .order_by(col(ActionPoint.due_on), col(ActionPoint.id))
        .limit(MOST_CARRIED)
    )
    return [_seen(row) for row in await session.execute(statement)]


async def action_by_id(session: Session, action_id: UUID) -> ActionFacts | None:
    """One action, for a house that writes of it to people who may know."""
    row = (await session.execute(select(*ACTION_FACTS).where(col(ActionPoint.id) == action_id))).one_or_none()
    return None if row is None else ActionFacts(*row)


async def open_counts(session: Session, session_id: UUID, owner_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many open actions each of these people got at a session."""
    statement = (
        select(col(ActionPoint.owner_id), func.count())
        .where(
            col(ActionPoint.session_id) == session_id,
            col(ActionPoint.status) == OPEN,
            col(ActionPoint.owner_id).in_(list(owner_ids)),
        )
        .group_by(col(ActionPoint.owner_id))
    )
    return {owner_id: count for owner_id, count in await session.execute(statement) if owner_id is not None}


def _seen(row: Any) -> SeenAction:
    origin, starts_at, has_owner, writes, is_adopted, *facts = row
    return SeenAction(ActionFacts(*facts), origin, starts_at, bool(has_owner), bool(writes), bool(is_adopted))
