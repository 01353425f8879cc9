"""The points on the agenda of a session (agendapunten)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.agenda_enums import AgendaPointStatus
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Purpose
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, part_of, seen, together, unique
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
    content_note: str | None = strawberry.field(
        description="What readers should know before they open the note; null where that is not heavy."
    )
    version: int
    status: AgendaPointStatus
    answer: str | None = strawberry.field(description="Why it was parked or declined.")
    answered_at: datetime | None
    reached_at: datetime | None = strawberry.field(description="When its session reached it, if that was recorded.")
    is_new: bool = strawberry.field(description="Whether it came on its agenda after that was published.")
    is_changed: bool = strawberry.field(description="Whether it was changed after its agenda was published.")
    viewer_proposed: bool = strawberry.field(description="Whether the viewer proposed it.")
    viewer_may_change: bool
    viewer_may_answer: bool = strawberry.field(description="Whether the viewer may accept, park or decline it now.")
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    question: Any = strawberry.field(
        graphql_type=later("Question", "questions") | None, description="The question it is about."
    )
    carried_from: Any = strawberry.field(
        graphql_type=later("Session", "sessions") | None, description="The session that did not reach it."
    )
    session: Any = strawberry.field(
        graphql_type=later("Session", "sessions") | None, description="Where it is on the agenda; null while it waits."
    )
    owner: Any = strawberry.field(graphql_type=FellowMember | None, description="Who brings it in.")


def agenda_points_of(context: Context, views: Sequence[AgendaPointView], wanted: Wanted) -> Loading[list[AgendaPoint]]:
    """Make agenda points of what agenda told, with their owners where asked."""

    def linked(name: str, kind: str, ids: Iterable[UUID | None]) -> Loading[Any]:
        known = unique([id_ for id_ in ids if id_ is not None]) if name in wanted else []
        return many(kind, context, known, wanted.below(name)) if known else nothing({})

    owners, *others = yield from together(
        fellow_members(context, [(view.network_id, view.owner_id) for view in views])
        if "owner" in wanted
        else nothing({}),
        linked("session", "Session", (view.session_id for view in views)),
        linked("carriedFrom", "Session", (view.carried_from_id for view in views)),
        linked("question", "Question", (view.question_id for view in views)),
        linked("network", "Network", (view.network_id for view in views)),
    )
    sessions, carried_from, questions, networks = others
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
            content_note=view.content_note,
            version=view.version,
            status=AgendaPointStatus(view.status),
            answer=view.answer or None,
            answered_at=view.answered_at,
            reached_at=view.reached_at,
            is_new=view.is_new,
            is_changed=view.is_changed,
            viewer_proposed=view.is_mine,
            viewer_may_change=view.may_change,
            viewer_may_answer=view.may_answer,
            session=part_of(sessions, view.session_id),
            carried_from=part_of(carried_from, view.carried_from_id),
            question=part_of(questions, view.question_id),
            network=part_of(networks, view.network_id),
            owner=owners if isinstance(owners, Exception) else owners.get((view.network_id, view.owner_id)),
        )
        for view in views
    ]


@fetches("AgendaPoint")
def _fetch_point(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    views = yield from seen(agenda.agenda_points_by_id([row_id]))
    points = yield from agenda_points_of(context, views or [], wanted)
    return points[0] if points else None
