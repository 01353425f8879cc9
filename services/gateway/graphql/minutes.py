"""Minutes: what was said of each agenda point of a session, until it is established (verslagen)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.action_points import ActionPoint, action_points_of
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.minutes_enums import EstablishedWay, MinutesStatus
from services.gateway.graphql.minutes_stories import MinutesStory, stories_of
from services.gateway.graphql.nodes import Node, fetches, fetches_many, later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import minutes as owner
from shared.api.agenda import minutes as shapes
from shared.api.agenda.minutes import MinutesView

DETAILS = {
    "parts": "parts",
    "comments": "comments",
    "addenda": "addenda",
    "actionPoints": "actions",
    "versions": "versions",
    "notes": "notes",
    "stories": "stories",
}
"""By name here, as agenda is asked for it."""


@seen_by(Who.MEMBERS)
@strawberry.type(description="What the minutes say of one agenda point; without a point: of everything else.")
class MinutesPart:
    agenda_point_id: strawberry.ID | None
    title: str
    text: str


@seen_by(Who.MEMBERS)
@strawberry.type(description="What one member said of shared minutes, and how it was answered.")
class MinutesComment:
    id: strawberry.ID
    agenda_point_id: strawberry.ID | None
    text: str
    is_objection: bool = strawberry.field(description="Whether the minutes cannot be established like this.")
    author: Any = strawberry.field(graphql_type=FellowMember | None)
    made_at: datetime
    answer: str
    is_adopted: bool | None = strawberry.field(description="Null: not answered yet.")
    answered_at: datetime | None


@seen_by(Who.MEMBERS)
@strawberry.type(description="A correction of established minutes.")
class MinutesAddendum:
    id: strawberry.ID
    text: str
    added_at: datetime


@seen_by(Who.MEMBERS)
@strawberry.type(description="That minutes were written at a moment.")
class MinutesVersion:
    number: int
    written_at: datetime
    written_by: Any = strawberry.field(graphql_type=FellowMember | None)


@seen_by(Who.MEMBERS)
@strawberry.type(description="The minutes of a session: for who writes them from the start, for members once shared.")
class Minutes(Node):
    session: Any = strawberry.field(graphql_type=later("Session", "sessions") | None)
    series_id: strawberry.ID | None
    starts_at: datetime = strawberry.field(description="When the session started.")
    status: MinutesStatus
    due_on: date = strawberry.field(description="Until when the draft is in time.")
    begun_at: datetime | None
    shared_at: datetime | None
    comments_until: datetime | None
    established_at: datetime | None
    established_way: EstablishedWay | None
    viewer_may_write: bool
    viewer_may_comment: bool
    viewer_may_answer: bool
    viewer_may_establish: bool = strawberry.field(
        description="Whether the time to comment is over; comments that wait can still stand in the way."
    )
    viewer_may_add_addendum: bool
    version: int = strawberry.field(description="The number of the newest version; 0: nothing was written yet.")
    parts: list[MinutesPart] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=10), description="In the order of the agenda."
    )
    comments: list[MinutesComment] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=10), description="In order of time; null in a list."
    )
    addenda: list[MinutesAddendum] | None = strawberry.field(metadata=may(Who.MEMBERS, length=3))
    action_points: Any = strawberry.field(
        graphql_type=list[ActionPoint] | None, metadata=may(Who.MEMBERS, length=10), description="What was agreed."
    )
    versions: list[MinutesVersion] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=10), description="Newest first; null in a list."
    )
    stories: Any = strawberry.field(
        graphql_type=list[MinutesStory] | None,
        metadata=may(Who.MEMBERS, length=3),
        description="What people told, as far as they said yes.",
    )
    notes: list[MinutesPart] | None = strawberry.field(
        metadata=may(Who.COORDINATORS, length=10),
        description="What was noted on the day itself, for who writes; null in a list.",
    )


def details_in(wanted: Wanted) -> set[str]:
    """What agenda is asked for beside the minutes themselves."""
    return {asked for name, asked in DETAILS.items() if name in wanted}


def minutes_of(context: Context, views: Sequence[MinutesView], wanted: Wanted) -> Loading[list[Minutes]]:
    """Make minutes of what agenda told, with what is asked of their sessions, people and actions."""
    people: list[tuple[UUID, UUID | None]] = []
    if "author" in wanted.below("comments"):
        people += [(view.network_id, one.author_id) for view in views for one in view.comments or []]
    if "writtenBy" in wanted.below("versions"):
        people += [(view.network_id, one.written_by) for view in views for one in view.versions or []]
    agreed = [one for view in views for one in view.actions or []]
    given = [one for view in views for one in view.stories or []]
    fellows, sessions, actions, stories = yield from together(
        fellow_members(context, people),
        many("Session", context, unique([view.session_id for view in views]), wanted.below("session"))
        if "session" in wanted
        else nothing({}),
        action_points_of(context, agreed, wanted.below("actionPoints")),
        stories_of(context, given, wanted.below("stories")),
    )
    known: dict[Any, Any] = {} if isinstance(fellows, Exception) else fellows
    made = {} if isinstance(actions, Exception) else dict(zip((one.id for one in agreed), actions, strict=True))
    spoken = {} if isinstance(stories, Exception) else dict(zip((one.id for one in given), stories, strict=True))
    return [
        Minutes(
            id=strawberry.ID(global_id("Minutes", view.session_id)),
            session=sessions if isinstance(sessions, Exception) else sessions.get(view.session_id),
            series_id=_id("Series", view.series_id),
            starts_at=view.starts_at,
            status=MinutesStatus(view.status),
            due_on=view.due_on,
            begun_at=view.begun_at,
            shared_at=view.shared_at,
            comments_until=view.comments_until,
            established_at=view.established_at,
            established_way=EstablishedWay(view.established_way) if view.established_way else None,
            viewer_may_write=view.may_write,
            viewer_may_comment=view.may_comment,
            viewer_may_answer=view.may_answer,
            viewer_may_establish=view.may_establish,
            viewer_may_add_addendum=view.may_add_addendum,
            version=view.version,
            parts=_parts(view.parts),
            comments=None
            if view.comments is None
            else [
                MinutesComment(
                    id=strawberry.ID(global_id("MinutesComment", one.id)),
                    agenda_point_id=_id("AgendaPoint", one.agenda_point_id),
                    text=one.text,
                    is_objection=one.is_objection,
                    author=known.get((view.network_id, one.author_id)),
                    made_at=one.made_at,
                    answer=one.answer,
                    is_adopted=one.is_adopted,
                    answered_at=one.answered_at,
                )
                for one in view.comments
            ],
            addenda=None
            if view.addenda is None
            else [
                MinutesAddendum(
                    id=strawberry.ID(global_id("MinutesAddendum", one.id)), text=one.text, added_at=one.added_at
                )
                for one in view.addenda
            ],
            action_points=actions
            if isinstance(actions, Exception)
            else None
            if view.actions is None
            else [made[one.id] for one in view.actions],
            versions=None
            if view.versions is None
            else [
                MinutesVersion(
                    number=one.number,
                    written_at=one.written_at,
                    written_by=known.get((view.network_id, one.written_by)),
                )
                for one in view.versions
            ],
            stories=stories
            if isinstance(stories, Exception)
            else None
            if view.stories is None
            else [spoken[one.id] for one in view.stories],
            notes=_parts(view.notes),
        )
        for view in views
    ]


def minutes_changed(context: Context, view: MinutesView, wanted: Wanted) -> Loading[Minutes]:
    """Make the minutes that a change came to, with what is asked of them."""
    if details_in(wanted):
        view = yield from told(owner.minutes(view.session_id, details_in(wanted)))
    return (yield from minutes_of(context, [view], wanted))[0]


def _parts(views: Sequence[shapes.PartView] | None) -> list[MinutesPart] | None:
    if views is None:
        return None
    return [
        MinutesPart(agenda_point_id=_id("AgendaPoint", one.agenda_point_id), title=one.title, text=one.text)
        for one in views
    ]


def _id(kind: str, row: UUID | None) -> strawberry.ID | None:
    return None if row is None else strawberry.ID(global_id(kind, row))


@fetches_many("Minutes")
def minutes_by_id(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[dict[UUID, Minutes]]:
    """Fetch minutes by the ids of their sessions."""
    if not ids or context.viewer is None:
        return {}
    views = yield from told(owner.minutes_by_session(ids))
    made = yield from minutes_of(context, views, wanted)
    return {view.session_id: one for view, one in zip(views, made, strict=True)}


@fetches("Minutes")
def fetch_minutes(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    """Fetch the minutes of one session with what is asked of them."""
    if context.viewer is None:
        return None
    view = yield from seen(owner.minutes(row_id, details_in(wanted)))
    return None if view is None else (yield from minutes_of(context, [view], wanted))[0]


def waiting_for_viewer(context: Context, wanted: Wanted) -> Loading[list[Minutes]]:
    """Fetch the minutes that ask something of who asks."""
    views = yield from told(owner.waiting_minutes())
    return (yield from minutes_of(context, views, wanted))


def _query(info: Ask, session_id: strawberry.ID) -> Loading[Any]:
    found = row_id(session_id, "Session")
    return nothing(None) if found is None else fetch_minutes(info.context, found, info.wanted())


@strawberry.type
class MinutesQuery:
    minutes: Any = strawberry.field(
        resolver=_query,
        graphql_type=Minutes | None,
        description="The minutes of a session; null where the viewer cannot read any.",
        metadata=may(Who.MEMBERS),
    )
