"""Being gone for good: asked by oneself or by letter, followed by who holds the reference, watched by privacy officers."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, Window, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import (
    AnsweringService,
    ErasureCheck,
    ErasureReason,
    ErasureStatus,
    ErasureStepCode,
    Language,
)
from services.gateway.graphql.in_browser import own_session
from services.gateway.graphql.loading import Loading, nothing, seen, told
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.refusals import Refusal, change, key_for, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import privacy
from shared.api.network.privacy import ErasureAsked, ErasureView, RequestErasure, RequestErasureFor

SHORTEST, LONGEST = 8, 40


@seen_by(Who.HOLDER)
@strawberry.type(description="One of the seven steps.")
class ErasureStep:
    code: ErasureStepCode
    done_at: datetime | None


@seen_by(Who.HOLDER)
@strawberry.type(description="A request to be erased, under a random reference; it names nobody.")
class Erasure:
    reference: str
    status: ErasureStatus
    reason: ErasureReason
    requested_at: datetime
    starts_at: datetime = strawberry.field(description="Until then it can be cancelled.")
    deadline: datetime = strawberry.field(description="When it must be done by law.")
    completed_at: datetime | None
    language: Language
    steps: list[ErasureStep] = strawberry.field(metadata=may(Who.HOLDER, length=7))


@seen_by(Who.PRIVACY_OFFICERS)
@strawberry.type(description="A request to be erased, as privacy officers watch it.")
class ErasureLine:
    reference: str
    status: ErasureStatus
    reason: ErasureReason
    requested_at: datetime
    deadline: datetime
    completed_at: datetime | None
    missing: list[AnsweringService] = strawberry.field(metadata=may(Who.PRIVACY_OFFICERS, length=3))
    is_late: bool = strawberry.field(description="A service did not answer for 72 hours.")


@seen_by(Who.PRIVACY_OFFICERS)
@strawberry.type
class ErasureEdge:
    cursor: str
    node: ErasureLine


@seen_by(Who.PRIVACY_OFFICERS)
@strawberry.type(description="Requests to be erased, newest first.")
class ErasureConnection:
    edges: list[ErasureEdge]
    nodes: list[ErasureLine]
    page_info: PageInfo


def erasure(view: ErasureView) -> Erasure:
    """Make a request of what network told."""
    return Erasure(
        reference=view.reference,
        status=ErasureStatus(view.status),
        reason=ErasureReason(view.reason),
        requested_at=view.requested_at,
        starts_at=view.starts_at,
        deadline=view.deadline_at,
        completed_at=view.completed_at,
        language=Language(view.language),
        steps=[ErasureStep(code=ErasureStepCode(step.step), done_at=step.done_at) for step in view.steps],
    )


def my_erasure() -> Loading[Erasure | None]:
    """Fetch the request of who asks that is not over."""
    view = yield from told(privacy.my_erasure())
    return None if view is None else erasure(view)


def _erasure(info: Ask, reference: str) -> Loading[Any]:
    if not SHORTEST <= len(reference) <= LONGEST:
        return nothing(None)
    return _show(reference)


def _show(reference: str) -> Loading[Any]:
    view = yield from seen(privacy.erasure(ErasureAsked(reference=reference)))
    return None if view is None else erasure(view)


def _erasures(info: Ask, first: int | None = 50, after: str | None = None) -> Loading[Any]:
    return _lines(window(first, after), info.wanted())


def _lines(first: Window, wanted: Wanted) -> Loading[Any]:
    given = yield from seen(privacy.erasures(first=first.asked, after=first.after))
    if given is None:
        return None
    rows, cursors, page_info = page(first, given.items, given.next_cursor, wanted)
    nodes = [
        ErasureLine(
            reference=row.reference,
            status=ErasureStatus(row.status),
            reason=ErasureReason(row.reason),
            requested_at=row.requested_at,
            deadline=row.deadline_at,
            completed_at=row.completed_at,
            missing=[AnsweringService(service) for service in row.missing],
            is_late=row.is_late,
        )
        for row in rows
    ]
    return ErasureConnection(
        edges=[ErasureEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=page_info,
    )


@strawberry.type
class ErasureQuery:
    erasure: Any = strawberry.field(
        resolver=_erasure,
        graphql_type=Erasure | None,
        description="How it goes with a request to be erased; null for a reference that nobody gave out.",
        metadata=may(Who.HOLDER),
    )
    erasures: Any = strawberry.field(
        resolver=_erasures,
        graphql_type=ErasureConnection | None,
        description="All requests to be erased; null for who is no privacy officer.",
        metadata=may(Who.PRIVACY_OFFICERS),
    )


@strawberry.input(description='Everything about the viewer goes. confirmation: the word "wissen" or "erase", typed.')
class RequestErasureInput:
    confirmation: str
    at_once: bool = strawberry.field(
        default=False,
        description="Begin now, within ten minutes after signing in; otherwise after 24 hours in which it can be cancelled.",
    )
    client_mutation_id: str | None = None


@strawberry.input(
    description="Somebody asked by letter, by telephone or in person that everything about them goes: in a week, in which they can "
    'cancel it. confirmation: the word "wissen" or "erase", typed within ten minutes after signing in.'
)
class RequestErasureForInput:
    email: str
    checked: ErasureCheck
    confirmation: str
    client_mutation_id: str | None = None


@strawberry.input
class CancelErasureInput:
    client_mutation_id: str | None = None


RequestErasureResult = Annotated[Erasure | Refusal, strawberry.union("RequestErasureResult")]
RequestErasureForResult = Annotated[Erasure | Refusal, strawberry.union("RequestErasureForResult")]
CancelErasureResult = Annotated[Erasure | Refusal, strawberry.union("CancelErasureResult")]


def _request(info: Ask, input: RequestErasureInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        session = own_session(context)
        asked = shape(RequestErasure, confirmation=input.confirmation, at_once=input.at_once, session=session)
        view = yield from told(privacy.request_erasure(asked, key_for(info, input.client_mutation_id)))
        if view.status != ErasureStatus.RECEIVED.value and context.viewer is not None:
            context.gateway.remembered.forget_person(context.viewer.person_id)
            context.clear_session = True
            context.become(None)
        return erasure(view)

    return change(info, Who.SELF, make)


def _request_for(info: Ask, input: RequestErasureForInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        asked = shape(
            RequestErasureFor,
            email=input.email,
            checked=input.checked.value,
            confirmation=input.confirmation,
            session=own_session(context),
        )
        view = yield from told(privacy.request_erasure_for(asked, key_for(info, input.client_mutation_id)))
        return erasure(view)

    return change(info, Who.PRIVACY_OFFICERS, make)


def _cancel(info: Ask, input: CancelErasureInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        own_session(context)
        view = yield from told(privacy.cancel_erasure(key_for(info, input.client_mutation_id)))
        return erasure(view)

    return change(info, Who.SELF, make)


@strawberry.type
class ErasureMutation:
    request_erasure: Any = strawberry.field(
        resolver=_request,
        graphql_type=RequestErasureResult,
        description="Ask that everything about the viewer goes from every service.",
        metadata=may(Who.SELF),
    )
    request_erasure_for: Any = strawberry.field(
        resolver=_request_for,
        graphql_type=RequestErasureForResult,
        description="Write down that somebody asked that everything about them goes; they are told by mail. "
        "A request that stands already is given as it is.",
        metadata=may(Who.PRIVACY_OFFICERS),
    )
    cancel_erasure: Any = strawberry.field(
        resolver=_cancel,
        graphql_type=CancelErasureResult,
        description="Think again, as long as nothing has gone yet.",
        metadata=may(Who.SELF),
    )
