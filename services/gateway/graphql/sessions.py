"""Sessions, and the points on their agendas."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.agenda_points import AgendaPoint, agenda_points_of
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SessionType
from services.gateway.graphql.coming import SessionAttendance, SessionComing, who_comes
from services.gateway.graphql.connections import PageInfo, Window, page, wanted_nodes
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_poll_dates import id_of
from services.gateway.graphql.enums import PerspectiveCode, SessionStatus
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, part_of, seen, together, told, unique
from services.gateway.graphql.nodes import Node, fetches, fetches_many, later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.session_documents import SessionDocument, documents_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda, series_changes
from shared.api.agenda.sessions import SessionView
from shared.api.page import Page

LIST: Any = list
SESSIONS = LIST[later("Session", "sessions")]
"""Sessions that stand with another one."""


@seen_by(Who.ANYONE)
@strawberry.type(description="A meeting of a network (bijeenkomst).")
class Session(Node):
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    number: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str | None = strawberry.field(metadata=may(Who.MEMBERS))
    status: SessionStatus
    sequence: int
    minutes_planned: int | None = strawberry.field(metadata=may(Who.MEMBERS))
    viewer_may_add_point: bool
    viewer_may_change: bool = strawberry.field(description="Whether the viewer may move it or call it off now.")
    was_starts_at: datetime | None = strawberry.field(description="When it was to start before it moved, if it moved.")
    cancel_reason: str | None = strawberry.field(
        metadata=may(Who.MEMBERS), description="Why it does not take place; empty while it does."
    )
    version: int
    agenda_points: Any = strawberry.field(
        graphql_type=list[AgendaPoint] | None,
        description="In order; null for who is no member.",
        metadata=may(Who.MEMBERS, length=30),
    )
    published_at: datetime | None = strawberry.field(description="When its agenda was published.")
    short_notice_reason: str | None = strawberry.field(
        metadata=may(Who.MEMBERS), description="Why that was less than seven days before it; empty where it was not."
    )
    viewer_may_arrange: bool = strawberry.field(description="Whether the viewer may arrange its agenda now.")
    viewer_may_carry_over: bool = strawberry.field(
        description="Whether the viewer may say now which points it reached."
    )
    series_id: strawberry.ID | None = strawberry.field(description="The series it stands in, if it stands in one.")
    type: SessionType
    perspective: PerspectiveCode | None = strawberry.field(
        description="For whom it is; null: for everybody who takes part. Others do not know of it, but who coordinates."
    )
    link: str | None = strawberry.field(
        metadata=may(Who.MEMBERS), description="Where to join online, for who said they come, and for who prepares it."
    )
    is_online: bool = strawberry.field(
        metadata=may(Who.MEMBERS), description="Whether members can join online; the link is for who said they come."
    )
    main_session: Any = strawberry.field(
        graphql_type=later("Session", "sessions") | None,
        description="Before which session it is, where it is a meeting beforehand.",
    )
    pre_meetings: Any = strawberry.field(
        graphql_type=SESSIONS | None,
        description="What one perspective does before it, as far as the viewer may know.",
        metadata=may(Who.MEMBERS, length=3),
    )
    documents: Any = strawberry.field(
        graphql_type=list[SessionDocument] | None,
        description="In the order in which they were added; null for who is no member.",
        metadata=may(Who.MEMBERS, length=10),
    )
    viewer_may_add_document: bool
    coming: Any = strawberry.field(
        graphql_type=SessionComing | None,
        description="Who comes; null for who is no member.",
        metadata=may(Who.MEMBERS),
    )
    attendance: Any = strawberry.field(
        graphql_type=SessionAttendance | None,
        description="Who was there; null for who is no member.",
        metadata=may(Who.MEMBERS),
    )


@seen_by(Who.ANYONE)
@strawberry.type
class SessionEdge:
    cursor: str
    node: Session


@seen_by(Who.ANYONE)
@strawberry.type(description="Sessions, in order of time.")
class SessionConnection:
    edges: list[SessionEdge]
    nodes: list[Session]
    page_info: PageInfo


def sessions_of(
    context: Context, views: Sequence[SessionView], wanted: Wanted, *, with_agendas: bool = False
) -> Loading[list[Session]]:
    """Make sessions of what agenda told, with what is asked of their networks and agendas.

    with_agendas: the views came with their agenda points, as far as these are for this viewer.
    """
    points: dict[UUID, Any] = {view.id: view.agenda_points for view in views}
    if "agendaPoints" in wanted and context.viewer is not None and not with_agendas:
        (fetched,) = yield from together(told(agenda.agendas(list(points))))
        if isinstance(fetched, Exception):
            points = dict.fromkeys(points, fetched)
        else:
            points |= {one.session_id: one.agenda_points for one in fetched}
    networks, agendas, (coming, attendance), documents, before, main = yield from together(
        many("Network", context, unique([view.network_id for view in views]), wanted.below("network"))
        if "network" in wanted
        else nothing({}),
        _agendas(context, points, wanted.below("agendaPoints")),
        who_comes(context, views, wanted),
        documents_of(context, views, wanted.below("documents")) if "documents" in wanted else nothing({}),
        _pre_meetings(context, views, wanted.below("preMeetings")) if "preMeetings" in wanted else nothing({}),
        many("Session", context, unique([view.for_session_id for view in views]), wanted.below("mainSession"))
        if "mainSession" in wanted
        else nothing({}),
    )
    return [
        Session(
            id=strawberry.ID(global_id("Session", view.id)),
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            number=view.number,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            zone=view.zone,
            place=view.place,
            status=SessionStatus(view.status),
            sequence=view.sequence,
            minutes_planned=view.minutes_planned,
            viewer_may_add_point=view.may_add_point,
            viewer_may_change=view.may_change,
            was_starts_at=view.was_starts_at,
            cancel_reason=view.cancel_reason,
            type=SessionType(view.type),
            perspective=PerspectiveCode.__members__.get(view.perspective or ""),
            link=view.link or None,
            is_online=view.is_online,
            main_session=part_of(main, view.for_session_id),
            pre_meetings=part_of(before, view.id),
            documents=part_of(documents, view.id),
            viewer_may_add_document=view.may_add_document,
            version=view.version,
            agenda_points=agendas if isinstance(agendas, Exception) else agendas[view.id],
            published_at=view.published_at,
            short_notice_reason=view.short_notice_reason,
            viewer_may_arrange=view.may_arrange,
            viewer_may_carry_over=view.may_carry_over,
            series_id=id_of("Series", view.series_id),
            coming=part_of(coming, view.id),
            attendance=part_of(attendance, view.id),
        )
        for view in views
    ]


def _pre_meetings(context: Context, views: Sequence[SessionView], wanted: Wanted) -> Loading[dict[UUID | None, Any]]:
    known = [view.id for view in views if view.link is not None and view.perspective is None]
    given = (yield from told(series_changes.pre_meetings(known))) if known else []
    made = yield from sessions_of(context, given, wanted)
    found: dict[UUID | None, Any] = {id_: [] for id_ in known}
    for view, session in zip(given, made, strict=True):
        found[view.for_session_id].append(session)
    return found


def _agendas(context: Context, points: dict[UUID, Any], wanted: Wanted) -> Loading[dict[UUID, Any]]:
    known = [view for views in points.values() if isinstance(views, list) for view in views]
    made = yield from agenda_points_of(context, known, wanted)
    by_id = {view.id: point for view, point in zip(known, made, strict=True)}
    return {id_: [by_id[v.id] for v in views] if isinstance(views, list) else views for id_, views in points.items()}


def session_connection(
    context: Context, window: Window, given: Page[SessionView], wanted: Wanted
) -> Loading[SessionConnection]:
    """Make a page of sessions."""
    rows, cursors, info = page(window, given.items, given.next_cursor, wanted)
    nodes = yield from sessions_of(context, rows, wanted_nodes(wanted))
    return SessionConnection(
        edges=[SessionEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=info,
    )


@fetches_many("Session")
def sessions_by_id(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[dict[UUID, Session]]:
    """Fetch sessions by id, with what is asked of them."""
    if not ids:
        return {}
    views = yield from told(agenda.sessions_by_id(ids))
    made = yield from sessions_of(context, views, wanted)
    return {view.id: session for view, session in zip(views, made, strict=True)}


@fetches("Session")
def fetch_session(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    """Fetch one session with what is asked of it."""
    with_points = "agendaPoints" in wanted and context.viewer is not None
    view = yield from seen(agenda.session(row_id, with_agenda_points=with_points))
    if view is None:
        return None
    return (yield from sessions_of(context, [view], wanted, with_agendas=True))[0]


def _session(info: Ask, id: strawberry.ID) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    session_id = row_id(id, "Session")
    return nothing(None) if session_id is None else fetch_session(info.context, session_id, info.wanted())


@strawberry.type
class SessionQuery:
    session: Any = strawberry.field(
        resolver=_session, graphql_type=Session | None, description="One session.", metadata=may(Who.ANYONE)
    )
