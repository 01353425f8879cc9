"""Drafts: sessions that only coordinators know of, until they confirm them or throw them away."""

from datetime import date, time
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SessionType
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.series_changes import SessionsChanged, sessions_changed
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import series_changes as owner
from shared.api.agenda.drafts import Drafts, PlanSession


@strawberry.input(description="At a local time in Europe/Amsterdam.")
class PlanSessionInput:
    network_id: strawberry.ID
    on: date
    starts: time
    ends: time
    type: SessionType = SessionType.REGULAR
    perspective: PerspectiveCode | None = strawberry.field(
        default=None, description="For whom a meeting beforehand is; only they, and who coordinates, know of it."
    )
    place: str | None = None
    link: str | None = strawberry.field(default=None, description="Where to join online; https only.")
    for_session_id: strawberry.ID | None = strawberry.field(default=None, description="Before which session it is.")
    client_mutation_id: str | None = None


@strawberry.input
class ConfirmDraftsInput:
    session_ids: list[strawberry.ID]
    client_mutation_id: str | None = None


@strawberry.input
class DiscardDraftsInput:
    session_ids: list[strawberry.ID]
    client_mutation_id: str | None = None


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Drafts are gone; nobody else knew of them.")
class DraftsDiscarded:
    network_id: strawberry.ID


PlanSessionResult = Annotated[Session | Refusal, strawberry.union("PlanSessionResult")]
ConfirmDraftsResult = Annotated[SessionsChanged | Refusal, strawberry.union("ConfirmDraftsResult")]
DiscardDraftsResult = Annotated[DraftsDiscarded | Refusal, strawberry.union("DiscardDraftsResult")]


def _plan(info: Ask, input: PlanSessionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        request = shape(
            PlanSession,
            on=input.on,
            starts=input.starts,
            ends=input.ends,
            type=input.type.value,
            perspective=input.perspective.value if input.perspective else None,
            place=input.place or "",
            link=input.link or "",
            for_session_id=known_id(input.for_session_id, "Session") if input.for_session_id else None,
        )
        view = yield from told(owner.plan_session(network_id, request, key_for(info, input.client_mutation_id)))
        return (yield from sessions_of(context, [view], info.wanted("Session")))[0]

    return change(info, Who.COORDINATORS, make)


def _drafts(session_ids: list[strawberry.ID]) -> Drafts:
    return shape(Drafts, session_ids=[known_id(one, "Session") for one in session_ids])


def _confirm(info: Ask, input: ConfirmDraftsInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        view = yield from told(
            owner.confirm_drafts(_drafts(input.session_ids), key_for(info, input.client_mutation_id))
        )
        return (yield from sessions_changed(info, context, view))

    return change(info, Who.COORDINATORS, make)


def _discard(info: Ask, input: DiscardDraftsInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        gone = yield from told(
            owner.discard_drafts(_drafts(input.session_ids), key_for(info, input.client_mutation_id))
        )
        return DraftsDiscarded(network_id=strawberry.ID(global_id("Network", gone.network_id)))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class DraftMutation:
    plan_session: Any = strawberry.field(
        resolver=_plan,
        graphql_type=PlanSessionResult,
        description="Plan one session by itself; it is a draft that only coordinators know of.",
        metadata=may(Who.COORDINATORS),
    )
    confirm_drafts: Any = strawberry.field(
        resolver=_confirm,
        graphql_type=ConfirmDraftsResult,
        description="Let drafts take place; who takes part gets a mail after an hour, until when it can be taken back.",
        metadata=may(Who.COORDINATORS),
    )
    discard_drafts: Any = strawberry.field(
        resolver=_discard,
        graphql_type=DiscardDraftsResult,
        description="Throw drafts away.",
        metadata=may(Who.COORDINATORS),
    )
