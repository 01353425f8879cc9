"""A session that was confirmed: giving it another date, time or place, and calling it off."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import ChangeScope
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may
from services.gateway.owners import calendars as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda.changing import CancelSession, MoveSession
from shared.api.agenda.sessions import SessionView


@strawberry.input(description="How the session stands from now on.")
class MoveSessionInput:
    session_id: strawberry.ID
    starts_at: datetime
    ends_at: datetime
    place: str | None = None
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class CancelSessionInput(PostedInput):
    session_id: strawberry.ID
    reason: str
    version: int
    scope: ChangeScope = ChangeScope.THIS
    without: list[strawberry.ID] = strawberry.field(default_factory=list, description="Sessions that go on.")
    with_pre_meetings: bool = strawberry.field(
        default=False, description="Also meetings beforehand of what does not take place."
    )
    client_mutation_id: str | None = None


MoveSessionResult = Annotated[Session | Refusal, strawberry.union("MoveSessionResult")]
CancelSessionResult = Annotated[Session | Refusal, strawberry.union("CancelSessionResult")]


def _changed(info: Ask, id_: str, inquiry: Callable[[], Inquiry[SessionView]]) -> Loading[Any]:
    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquiry())
        return (yield from sessions_of(context, [view], info.wanted("Session")))[0]

    return change(info, Who.COORDINATORS, make, newer=("Session", row_id(id_, "Session")))


def _move(info: Ask, input: MoveSessionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[SessionView]:
        session_id = known_id(input.session_id, "Session")
        asked = shape(
            MoveSession,
            starts_at=input.starts_at,
            ends_at=input.ends_at,
            place=input.place or "",
            version=input.version,
        )
        return owner.move_session(session_id, asked, key_for(info, input.client_mutation_id))

    return _changed(info, input.session_id, inquiry)


def _cancel(info: Ask, input: CancelSessionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[SessionView]:
        session_id = known_id(input.session_id, "Session")
        asked = posted(
            CancelSession,
            input,
            reason=input.reason,
            version=input.version,
            scope=input.scope.value,
            without=[known_id(one, "Session") for one in input.without],
            with_pre_meetings=input.with_pre_meetings,
        )
        return owner.cancel_session(session_id, asked, key_for(info, input.client_mutation_id))

    return _changed(info, input.session_id, inquiry)


@strawberry.type
class ChangeSessionMutation:
    move_session: Any = strawberry.field(
        resolver=_move,
        graphql_type=MoveSessionResult,
        description="Give a session another date, time or place, and let its meetings beforehand move along, as changeSessions "
        "does; who takes part gets a mail within minutes.",
        metadata=may(Who.COORDINATORS),
    )
    cancel_session: Any = strawberry.field(
        resolver=_cancel,
        graphql_type=CancelSessionResult,
        description="Call a session off, those after it too, or all of its series; who was invited gets a mail within minutes. "
        "Taken back with undoChange.",
        metadata=may(Who.COORDINATORS),
    )
