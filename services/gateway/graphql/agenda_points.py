"""The points on the agenda of a session (agendapunten)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Purpose
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, unique
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.nodes import Node, fetches, later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, seen_by
from services.gateway.owners import agenda
from shared.api.agenda.sessions import AgendaPointView


@seen_by(Who.MEMBERS)
@strawberry.type(description="A point on the agenda of a session (agendapunt).")
class AgendaPoint(Node):
    title: str
    note: str
    purpose: Purpose
    minutes: int
    position: int
    proposed_at: datetime
    viewer_may_remove: bool
    version: int
    session: Any = strawberry.field(
        graphql_type=later("Session", "sessions") | None, description="Where it is on the agenda."
    )
    owner: Any = strawberry.field(graphql_type=FellowMember | None, description="Who put it there.")


def agenda_points_of(context: Context, views: Sequence[AgendaPointView], wanted: Wanted) -> Loading[list[AgendaPoint]]:
    """Make agenda points of what agenda told, with their owners where asked."""
    session_ids = unique([view.session_id for view in views]) if "session" in wanted else []
    owners, sessions = yield from together(
        fellow_members(context, [(view.network_id, view.owner_id) for view in views])
        if "owner" in wanted
        else nothing({}),
        many("Session", context, session_ids, wanted.below("session")),
    )
    return [
        AgendaPoint(
            id=strawberry.ID(global_id("AgendaPoint", view.id)),
            title=view.title,
            note=view.note,
            purpose=Purpose(view.purpose),
            minutes=view.minutes,
            position=view.position,
            proposed_at=view.proposed_at,
            viewer_may_remove=view.may_remove,
            version=view.version,
            session=sessions if isinstance(sessions, Exception) else sessions.get(view.session_id),
            owner=owners if isinstance(owners, Exception) else owners.get((view.network_id, view.owner_id)),
        )
        for view in views
    ]


@fetches("AgendaPoint")
def _fetch_point(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    views = yield from seen(agenda.agenda_points_by_id([row_id]))
    points = yield from agenda_points_of(context, views or [], wanted)
    return points[0] if points else None
