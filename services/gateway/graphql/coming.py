"""Who comes to a session and who was there: one's own answer, figures by perspective, and people to coordinators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.coming_enums import AccessNeed, SessionAnswer
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.plan import Place, Wanted
from services.gateway.graphql.soft_blocks import known_perspectives
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import coming as owner
from services.gateway.owners import network
from shared.api.agenda import coming as shapes
from shared.api.agenda.sessions import SessionView


@seen_by(Who.SELF)
@strawberry.type(description="What the viewer said of a session.")
class ViewerSessionAnswer:
    answer: SessionAnswer
    companions: int
    with_support_person: bool
    is_waiting: bool = strawberry.field(description="Whether they would come, and there is no seat for them yet.")
    is_outdated: bool = strawberry.field(description="Whether it was said before the session moved.")


@seen_by(Who.MEMBERS)
@strawberry.type(
    description="What one perspective says of a session; figures to coordinators, or of three people or more."
)
class PerspectiveComing:
    perspective: PerspectiveCode
    minimum: int
    is_enough: bool
    members: int | None
    coming: int | None
    waiting: int | None
    maybe: int | None
    not_coming: int | None
    asked_at: datetime | None = strawberry.field(
        metadata=may(Who.COORDINATORS), description="When a coordinator asked it to come."
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Seats that are kept free for a perspective.")
class KeptSeats:
    perspective: PerspectiveCode
    seats: int


@seen_by(Who.COORDINATORS)
@strawberry.type(description="How the seats of a session stand.")
class SessionSeats:
    capacity: int | None = strawberry.field(description="Null: as many as are asked for.")
    kept: list[KeptSeats] = strawberry.field(metadata=may(Who.COORDINATORS, length=6))
    taken: int
    held: int = strawberry.field(description="Still free, and kept for perspectives of which too few have a seat.")
    release_days: int | None = strawberry.field(
        description="So many days before it starts these become free for everybody; null: they never do."
    )


@seen_by(Who.MEMBERS)
@strawberry.type(description="Who comes to a session.")
class SessionComing:
    viewer_may_answer: bool
    viewer_answer: ViewerSessionAnswer | None = strawberry.field(metadata=may(Who.SELF))
    viewer_access_needs: list[AccessNeed] = strawberry.field(metadata=may(Who.SELF, length=2))
    viewer_access_note: str = strawberry.field(metadata=may(Who.SELF))
    is_full: bool = strawberry.field(
        description="Whether the viewer would wait for a seat, were they to say now that they come."
    )
    kept_until: datetime | None = strawberry.field(
        description="When seats that are kept for perspectives become free for everybody; for who does not coordinate also "
        "where all of those have theirs already."
    )
    perspectives: list[PerspectiveComing] = strawberry.field(
        metadata=may(Who.MEMBERS, length=6),
        description="For who does not coordinate without groups of fewer than three people.",
    )
    small_groups_enough: bool | None = strawberry.field(
        description="Whether enough people of each of those groups come, as one word for who does not coordinate; "
        "null where that is of fewer than three people."
    )
    viewer_may_manage: bool = strawberry.field(
        description="Whether the viewer may set the seats and ask a perspective now."
    )
    seats: SessionSeats | None = strawberry.field(metadata=may(Who.COORDINATORS))


@seen_by(Who.MEMBERS)
@strawberry.type(
    description="How many people of a perspective were there; figures to coordinators, or of three people or more."
)
class PerspectiveAttendance:
    perspective: PerspectiveCode
    minimum: int
    was_enough: bool
    members: int | None
    came: int | None


@seen_by(Who.MEMBERS)
@strawberry.type(description="Who was at a session, by perspective.")
class SessionAttendance:
    is_recorded: bool
    viewer_may_record: bool
    perspectives: list[PerspectiveAttendance] = strawberry.field(metadata=may(Who.MEMBERS, length=6))


def needs_of(network_ids: Sequence[UUID]) -> Loading[list[shapes.NetworkNeed]]:
    """How many people of each perspective some networks need."""
    known = yield from told(network.networks_by_id(network_ids))
    return [
        shapes.NetworkNeed(network_id=facts.id, perspective=one.code, minimum=one.minimum)
        for facts in known
        for one in facts.perspectives
    ]


def coming_of(context: Context, views: Sequence[SessionView]) -> Loading[dict[UUID, SessionComing]]:
    """Fetch who comes to some sessions, by session; none for who takes no part."""
    if context.viewer is None or not views:
        return {}
    needs = yield from needs_of(unique([view.network_id for view in views]))
    found = yield from told(owner.coming([view.id for view in views], needs))
    return {one.session_id: _coming(one) for one in found}


def attendance_of(context: Context, views: Sequence[SessionView]) -> Loading[dict[UUID, SessionAttendance]]:
    """Fetch who was at some sessions, by session; none for who takes no part."""
    if context.viewer is None or not views:
        return {}
    found = yield from told(owner.attendance([view.id for view in views]))
    return {
        one.session_id: SessionAttendance(
            is_recorded=one.is_recorded,
            viewer_may_record=one.may_record,
            perspectives=[
                PerspectiveAttendance(
                    perspective=PerspectiveCode(count.perspective),
                    minimum=count.minimum,
                    was_enough=count.was_enough,
                    members=count.members,
                    came=count.came,
                )
                for count in one.perspectives
                if count.perspective in PerspectiveCode.__members__
            ],
        )
        for one in found
    }


def who_comes(context: Context, views: Sequence[SessionView], wanted: Wanted) -> Loading[tuple[Any, Any]]:
    """Fetch who comes to some sessions and who was there, each by session and only where it is asked."""
    coming, attendance = yield from together(
        coming_of(context, views) if "coming" in wanted else nothing({}),
        attendance_of(context, views) if "attendance" in wanted else nothing({}),
    )
    return coming, attendance


def _coming(view: shapes.ComingView) -> SessionComing:
    mine, seats = view.my_answer, view.seats
    return SessionComing(
        viewer_may_answer=view.may_answer,
        viewer_answer=None
        if mine is None
        else ViewerSessionAnswer(
            answer=SessionAnswer(mine.answer),
            companions=mine.companions,
            with_support_person=mine.with_support_person,
            is_waiting=mine.is_waiting,
            is_outdated=mine.is_outdated,
        ),
        viewer_access_needs=[AccessNeed(need) for need in view.access_needs],
        viewer_access_note=view.access_note,
        is_full=view.is_full,
        kept_until=view.kept_until,
        perspectives=[
            PerspectiveComing(
                perspective=PerspectiveCode(one.perspective),
                minimum=one.minimum,
                is_enough=one.is_enough,
                members=one.members,
                coming=one.coming,
                waiting=one.waiting,
                maybe=one.maybe,
                not_coming=one.not_coming,
                asked_at=one.asked_at,
            )
            for one in view.perspectives
            if one.perspective in PerspectiveCode.__members__
        ],
        small_groups_enough=view.small_groups_enough,
        viewer_may_manage=view.may_manage,
        seats=None
        if seats is None
        else SessionSeats(
            capacity=seats.capacity,
            kept=[
                KeptSeats(perspective=PerspectiveCode(one.perspective), seats=one.minimum)
                for one in seats.kept
                if one.perspective in PerspectiveCode.__members__
            ],
            taken=seats.taken,
            held=seats.held,
            release_days=seats.release_days,
        ),
    )


def _absent(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


@strawberry.type
class ComingOfNetwork:
    """What a network shows of who comes to its sessions; a part of Network."""

    absent_perspectives: Any = strawberry.field(
        resolver=_absent,
        graphql_type=list[PerspectiveCode] | None,
        metadata=may(Who.COORDINATORS, length=2),
        description="Of which perspectives nobody was at the last two sessions; null for who does not coordinate.",
    )


def _absent_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    view = yield from seen(owner.absent_perspectives(network_id))
    return None if view is None else known_perspectives(view.perspectives)


COMING_LISTS = (("absentPerspectives", _absent_in),)
"""How they are fetched, with the network."""
