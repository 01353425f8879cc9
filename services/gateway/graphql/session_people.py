"""Who is expected at a session: for coordinators with what each said and needs, for a secretary by name only."""

from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.coming_enums import AccessNeed, SessionAnswer
from services.gateway.graphql.connections import PageInfo, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from services.gateway.owners import coming as owner


@seen_by(Who.COORDINATORS)
@strawberry.type(
    description="Somebody who is expected at a session; a secretary sees who it is, and nothing they said."
)
class SessionPerson:
    person_id: strawberry.ID
    member: Any = strawberry.field(graphql_type=FellowMember | None)
    perspective: PerspectiveCode | None
    answer: SessionAnswer | None
    companions: int
    with_support_person: bool
    is_waiting: bool
    access_needs: list[AccessNeed] = strawberry.field(metadata=may(Who.COORDINATORS, length=2))
    access_note: str
    was_there: bool | None


@seen_by(Who.COORDINATORS)
@strawberry.type
class SessionPersonEdge:
    cursor: str
    node: SessionPerson


@seen_by(Who.COORDINATORS)
@strawberry.type(description="People of a session, by perspective.")
class SessionPersonConnection:
    edges: list[SessionPersonEdge]
    nodes: list[SessionPerson]
    page_info: PageInfo


def _people(
    info: Ask,
    session_id: strawberry.ID,
    answered: bool = False,
    first: int | None = 100,
    after: str | None = None,
) -> Loading[Any]:
    found = row_id(session_id, "Session")
    if found is None or info.context.viewer is None:
        return nothing(None)
    return _people_of(info.context, found, info.wanted(), answered=answered, first=first, after=after)


def _people_of(
    context: Context, session_id: UUID, wanted: Wanted, *, answered: bool, first: int | None, after: str | None
) -> Loading[Any]:
    part = window(first, after)
    given = yield from seen(owner.people(session_id, answered=answered, first=part.asked, after=part.after))
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, wanted)
    names: Any = {}
    about = None
    if "member" in wanted.below("nodes") or "member" in wanted.below("edges").below("node"):
        about = yield from seen(agenda.session(session_id, with_agenda_points=False))
        if about is not None:
            names = yield from fellow_members(context, [(about.network_id, row.person_id) for row in rows])
    nodes = [
        SessionPerson(
            person_id=strawberry.ID(global_id("Person", row.person_id)),
            member=names.get((about.network_id, row.person_id)) if about is not None else None,
            perspective=PerspectiveCode(row.perspective) if row.perspective in PerspectiveCode.__members__ else None,
            answer=None if row.answer is None else SessionAnswer(row.answer),
            companions=row.companions,
            with_support_person=row.with_support_person,
            is_waiting=row.is_waiting,
            access_needs=[AccessNeed(need) for need in row.access_needs],
            access_note=row.access_note,
            was_there=row.was_there,
        )
        for row in rows
    ]
    edges = [SessionPersonEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return SessionPersonConnection(edges=edges, nodes=nodes, page_info=info)


@strawberry.type
class ComingQuery:
    session_people: Any = strawberry.field(
        resolver=_people,
        graphql_type=SessionPersonConnection | None,
        metadata=may(Who.COORDINATORS),
        description="Who is expected at a session, with what they said and need; null for who may not see it.",
    )
