"""The day itself: how far a session is, who speaks next, the groups, what is parked, and the notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_poll_dates import id_of
from services.gateway.graphql.day_enums import CheckIn, ParkedStatus
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.nodes import Node, fetches, later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import session_days as owner
from shared.api.agenda import day as shapes

PARTS = {"turns": "turns", "groups": "groups", "parkedLines": "parked", "notes": "notes"}
"""What is asked of agenda only where it is selected."""


@seen_by(Who.MEMBERS)
@strawberry.type(description="One wish to say something (beurt); gone the day after.")
class SpeakingTurn:
    id: strawberry.ID
    member: Any = strawberry.field(
        graphql_type=FellowMember | None,
        description="Null for somebody without a phone, whom the facilitator wrote down.",
    )
    perspective: PerspectiveCode | None
    place: int | None = strawberry.field(description="Among those who wait, from 1; null for who speaks now.")
    is_viewer: bool
    viewer_may_end: bool


@seen_by(Who.MEMBERS)
@strawberry.type(description="One place in a group.")
class GroupPlace:
    member: Any = strawberry.field(graphql_type=FellowMember | None, description="Null for somebody who was counted.")
    perspective: PerspectiveCode | None
    is_viewer: bool


@seen_by(Who.MEMBERS)
@strawberry.type(description="A group in which a session goes on (groepje); gone the day after.")
class BreakoutGroup:
    number: int
    places: list[GroupPlace] = strawberry.field(metadata=may(Who.MEMBERS, length=8))


@seen_by(Who.MEMBERS)
@strawberry.type(description="What had to wait in a session (parkeerplaats); who said it is not kept.")
class ParkedLine:
    id: strawberry.ID
    words: str
    parked_at: datetime
    status: ParkedStatus
    answer: str
    agenda_point_id: strawberry.ID | None = strawberry.field(description="The agenda point it became.")
    version: int


@seen_by(Who.NOTE_TAKERS)
@strawberry.type(description="What was written down at one agenda point; who wrote it is not kept.")
class SessionNote(Node):
    agenda_point_id: strawberry.ID | None = strawberry.field(description="Null: about the session as a whole.")
    words: str
    written_at: datetime
    version: int


@seen_by(Who.MEMBERS)
@strawberry.type(description="How far a session is on its day.")
class SessionDay:
    session: Any = strawberry.field(graphql_type=later("Session", "sessions") | None)
    started_at: datetime | None
    ended_at: datetime | None
    is_running: bool
    agenda_point_id: strawberry.ID | None = strawberry.field(description="The agenda point it is at.")
    point_started_at: datetime | None
    check_in: CheckIn | None = strawberry.field(description="The question with which everybody begins.")
    check_in_words: str = strawberry.field(description="That question, where it is one of their own.")
    viewer_may_start: bool
    viewer_may_lead: bool
    viewer_may_take_notes: bool
    version: int
    turns: list[SpeakingTurn] | None = strawberry.field(
        metadata=may(Who.MEMBERS, length=10),
        description="Who speaks now, then who waits: every perspective has a turn before one has a second.",
    )
    groups: list[BreakoutGroup] | None = strawberry.field(metadata=may(Who.MEMBERS, length=6))
    parked_lines: list[ParkedLine] | None = strawberry.field(metadata=may(Who.MEMBERS, length=10))
    notes: list[SessionNote] | None = strawberry.field(
        metadata=may(Who.NOTE_TAKERS, length=10), description="Null for who takes none."
    )


def day_of(context: Context, session_id: UUID, wanted: Wanted) -> Loading[Any]:
    """Fetch the day of a session with what is asked of it; None for who does not take part."""
    parts = [PARTS[name] for name in PARTS if name in wanted]
    view = yield from seen(owner.session_day(session_id, parts))
    return None if view is None else (yield from _day(context, view, wanted))


def day_changed(context: Context, view: shapes.DayView, wanted: Wanted) -> Loading[SessionDay]:
    """The day after a change, with what is asked of it: what was not told with the answer is asked for."""
    parts = [PARTS[name] for name in PARTS if name in wanted]
    if parts:
        view = yield from told(owner.session_day(view.session_id, parts))
    return (yield from _day(context, view, wanted))


def _day(context: Context, view: shapes.DayView, wanted: Wanted) -> Loading[SessionDay]:
    named = [*((view.turns or ()) if "member" in wanted.below("turns") else ())]
    seated = [*((view.groups or ()) if "member" in wanted.below("groups").below("places") else ())]
    pairs = [(view.network_id, one.person_id) for one in (*named, *seated)]
    members, sessions = yield from together(
        fellow_members(context, pairs),
        many("Session", context, [view.session_id], wanted.below("session")) if "session" in wanted else nothing({}),
    )

    def member(person_id: UUID | None) -> Any:
        return members if isinstance(members, Exception) else members.get((view.network_id, person_id))

    return SessionDay(
        session=sessions if isinstance(sessions, Exception) else sessions.get(view.session_id),
        started_at=view.started_at,
        ended_at=view.ended_at,
        is_running=view.is_running,
        agenda_point_id=id_of("AgendaPoint", view.agenda_point_id),
        point_started_at=view.point_started_at,
        check_in=CheckIn(view.check_in) if view.check_in else None,
        check_in_words=view.check_in_words,
        viewer_may_start=view.may_start,
        viewer_may_lead=view.may_lead,
        viewer_may_take_notes=view.may_take_notes,
        version=view.version,
        turns=None
        if view.turns is None
        else [
            SpeakingTurn(
                id=strawberry.ID(global_id("SpeakingTurn", one.id)),
                member=None if one.person_id is None else member(one.person_id),
                perspective=_perspective(one.perspective),
                place=one.place,
                is_viewer=one.person_id is not None and one.person_id == context.person_id,
                viewer_may_end=one.may_end,
            )
            for one in view.turns
        ],
        groups=None if view.groups is None else _groups(context, view.groups, member),
        parked_lines=None if view.parked is None else [parked_line(one) for one in view.parked],
        notes=None if view.notes is None else [session_note(one) for one in view.notes],
    )


def _groups(context: Context, places: Sequence[shapes.GroupPlaceView], member: Any) -> list[BreakoutGroup]:
    groups: dict[int, list[GroupPlace]] = {}
    for one in places:
        groups.setdefault(one.number, []).append(
            GroupPlace(
                member=None if one.person_id is None else member(one.person_id),
                perspective=_perspective(one.perspective),
                is_viewer=one.person_id is not None and one.person_id == context.person_id,
            )
        )
    return [BreakoutGroup(number=number, places=seats) for number, seats in groups.items()]


def parked_line(view: shapes.ParkedLineView) -> ParkedLine:
    """A parked line, as agenda told of it."""
    return ParkedLine(
        id=strawberry.ID(global_id("ParkedLine", view.id)),
        words=view.words,
        parked_at=view.parked_at,
        status=ParkedStatus(view.status),
        answer=view.answer,
        agenda_point_id=id_of("AgendaPoint", view.agenda_point_id),
        version=view.version,
    )


def session_note(view: shapes.SessionNoteView) -> SessionNote:
    """A note, as agenda told of it."""
    return SessionNote(
        id=strawberry.ID(global_id("SessionNote", view.id)),
        agenda_point_id=id_of("AgendaPoint", view.agenda_point_id),
        words=view.words,
        written_at=view.written_at,
        version=view.version,
    )


@fetches("SessionNote")
def fetch_note(context: Context, row_id: UUID, _wanted: Wanted) -> Loading[Any]:
    """Fetch one note."""
    if context.viewer is None:
        return None
    view = yield from seen(owner.session_note(row_id))
    return None if view is None else session_note(view)


def _perspective(code: str) -> PerspectiveCode | None:
    return PerspectiveCode(code) if code in PerspectiveCode.__members__ else None


def _query(info: Ask, session_id: strawberry.ID) -> Loading[Any]:
    known = row_id(session_id, "Session")
    if known is None or info.context.viewer is None:
        return nothing(None)
    return day_of(info.context, known, info.wanted())


@strawberry.type
class SessionDayQuery:
    session_day: Any = strawberry.field(
        resolver=_query,
        graphql_type=SessionDay | None,
        description="How far a session is on its day.",
        metadata=may(Who.MEMBERS),
    )
