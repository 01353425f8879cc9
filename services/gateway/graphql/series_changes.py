"""Changing this session, those after it or all of a series: looking at it beforehand, doing it, and taking it back."""

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import ChangeScope, SessionStays, SessionType
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, told, unique
from services.gateway.graphql.nodes import many
from services.gateway.graphql.planning import YearReason, reasons_of
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import series_changes as owner
from shared.api.agenda.series_changes import ChangeSessions, LookAtChange
from shared.api.agenda.series_changes import SessionsChanged as ChangedView


@strawberry.input(
    description="What is wanted of sessions from now on; what is left out stays as it is. Local times in Europe/Amsterdam."
)
class SessionChangesInput:
    on: date | None = strawberry.field(default=None, description="Another day, for one session.")
    nth: int | None = strawberry.field(
        default=None, description="1 to 4, 5 is the last: of the month in which each session was planned."
    )
    weekday: int | None = strawberry.field(default=None, description="Monday is 0; without nth, of the same week.")
    shift_days: int | None = strawberry.field(default=None, description="So many days later, or earlier.")
    starts: time | None = None
    ends: time | None = None
    place: str | None = None
    link: str | None = strawberry.field(default=None, description="Where to join online; https only.")
    type: SessionType | None = None


@strawberry.input
class PreviewChangeInput:
    session_id: strawberry.ID
    scope: ChangeScope = ChangeScope.THIS
    changes: SessionChangesInput
    with_exceptions: bool = strawberry.field(
        default=False, description="Also what was changed by itself before, apart from its series."
    )
    without: list[strawberry.ID] = strawberry.field(default_factory=list, description="Sessions that stay as they are.")
    with_pre_meetings: bool = strawberry.field(
        default=False, description="Meetings beforehand of what moves move along, as long before it as they were."
    )
    client_mutation_id: str | None = None


@strawberry.input
class ChangeSessionsInput(PreviewChangeInput):
    version: int = strawberry.field(description="Of this session, as the reader saw it.")


@strawberry.input
class UndoChangeInput:
    change_id: strawberry.ID
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="One session as it is, and as it would be.")
class PreviewedSession:
    session: Session
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    type: SessionType
    stays: SessionStays | None = strawberry.field(description="Why it would stay as it is, if so.")
    problems: list[str] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=2), description="What is in the way, as codes."
    )
    reasons: list[YearReason] = strawberry.field(
        metadata=may(Who.COORDINATORS, length=2), description="What speaks against its new day."
    )
    is_told: bool = strawberry.field(description="Whether people would get a mail about it.")


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What a change would come to; nothing was saved.")
class ChangePreview:
    sessions: list[PreviewedSession] = strawberry.field(metadata=may(Who.COORDINATORS, length=24))
    members: int = strawberry.field(description="How many people would hear of it.")


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Sessions after a change.")
class SessionsChanged:
    sessions: list[Session] = strawberry.field(metadata=may(Who.COORDINATORS, length=24))
    change_id: strawberry.ID | None = strawberry.field(
        description="By which it can be taken back; null where nothing changed."
    )
    undo_until: datetime | None


PreviewChangeResult = Annotated[ChangePreview | Refusal, strawberry.union("PreviewChangeResult")]
ChangeSessionsResult = Annotated[SessionsChanged | Refusal, strawberry.union("ChangeSessionsResult")]
UndoChangeResult = Annotated[SessionsChanged | Refusal, strawberry.union("UndoChangeResult")]


def sessions_changed(info: Ask, context: Context, view: ChangedView) -> Loading[SessionsChanged]:
    """Make what came of a change."""
    sessions = yield from sessions_of(context, view.sessions, info.wanted("SessionsChanged").below("sessions"))
    return SessionsChanged(
        sessions=sessions,
        change_id=strawberry.ID(global_id("SessionChange", view.change_id)) if view.change_id else None,
        undo_until=view.undo_until,
    )


def _asked(input: PreviewChangeInput) -> dict[str, Any]:  # noqa: A002 -- as it is called in the schema
    changes = input.changes
    return {
        "scope": input.scope.value,
        "wanted": {
            "on": changes.on,
            "nth": changes.nth,
            "weekday": changes.weekday,
            "shift_days": changes.shift_days,
            "starts": changes.starts,
            "ends": changes.ends,
            "place": changes.place,
            "link": changes.link,
            "type": changes.type.value if changes.type else None,
        },
        "with_apart": input.with_exceptions,
        "without": [known_id(one, "Session") for one in input.without],
        "with_pre_meetings": input.with_pre_meetings,
    }


def _preview(info: Ask, input: PreviewChangeInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: looking changes nothing
        session_id = known_id(input.session_id, "Session")
        view = yield from told(owner.look_at_change(session_id, shape(LookAtChange, **_asked(input))))
        wanted = info.wanted("ChangePreview").below("sessions")
        sessions = yield from sessions_of(context, [one.session for one in view.sessions], wanted.below("session"))
        ids: list[UUID] = unique([reason.network_id for one in view.sessions for reason in one.reasons])
        asked = wanted.below("reasons", "network")
        names = yield from (many("Network", context, ids, asked) if ids and asked.names else nothing({}))
        return ChangePreview(
            sessions=[
                PreviewedSession(
                    session=session,
                    starts_at=one.starts_at,
                    ends_at=one.ends_at,
                    place=one.place,
                    link=one.link,
                    type=SessionType(one.type),
                    stays=SessionStays(one.stays) if one.stays else None,
                    problems=one.problems,
                    reasons=reasons_of(one.reasons, names),
                    is_told=one.is_told,
                )
                for one, session in zip(view.sessions, sessions, strict=True)
            ],
            members=view.members,
        )

    return change(info, Who.COORDINATORS, make)


def _change(info: Ask, input: ChangeSessionsInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = shape(ChangeSessions, **_asked(input), version=input.version)
        view = yield from told(owner.change_sessions(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from sessions_changed(info, context, view))

    return change(info, Who.COORDINATORS, make, newer=("Session", row_id(input.session_id, "Session")))


def _undo(info: Ask, input: UndoChangeInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        change_id = known_id(input.change_id, "SessionChange")
        view = yield from told(owner.undo_change(change_id, key_for(info, input.client_mutation_id)))
        return (yield from sessions_changed(info, context, view))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class SeriesChangeMutation:
    preview_change: Any = strawberry.field(
        resolver=_preview,
        graphql_type=PreviewChangeResult,
        description="What a change of one session, those after it or all of its series would come to.",
        metadata=may(Who.COORDINATORS),
    )
    change_sessions: Any = strawberry.field(
        resolver=_change,
        graphql_type=ChangeSessionsResult,
        description="Change one session, those after it or all of its series; who takes part hears of it in one mail.",
        metadata=may(Who.COORDINATORS),
    )
    undo_change: Any = strawberry.field(
        resolver=_undo,
        graphql_type=UndoChangeResult,
        description="Take back within the hour what was changed or confirmed; no mail where none was sent yet.",
        metadata=may(Who.COORDINATORS),
    )
