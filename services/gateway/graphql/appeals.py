"""Objections of who was removed from a network, and what coordinators answer."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import AppealOutcome, MembershipStatus, PerspectiveCode
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import participation as owner
from shared.api.network import participation as shapes


@seen_by(Who.COORDINATORS)
@strawberry.type(description="An objection to being removed, that waits for an answer.")
class Appeal:
    membership_id: strawberry.ID
    person: Person
    perspective: PerspectiveCode
    reason: str
    removed_at: datetime
    appeal: str
    appealed_at: datetime
    viewer_may_answer: bool = strawberry.field(description="Not who removed them, unless there is nobody else.")


@seen_by(Who.COORDINATORS)
@strawberry.type
class AppealEdge:
    cursor: str
    node: Appeal


@seen_by(Who.COORDINATORS)
@strawberry.type(description="Objections, oldest first.")
class AppealConnection:
    edges: list[AppealEdge]
    nodes: list[Appeal]
    page_info: PageInfo


def _appeal(view: shapes.AppealView) -> Appeal:
    return Appeal(
        membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
        person=person(view.person_id, view.display_name),
        perspective=PerspectiveCode(view.perspective),
        reason=view.reason,
        removed_at=view.removed_at,
        appeal=view.appeal,
        appealed_at=view.appealed_at,
        viewer_may_answer=view.may_answer,
    )


def appeals_in(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    """Fetch the objections in a network; None for who may not see them."""
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    given = yield from seen(owner.appeals(network_id, first=part.asked, after=part.after))
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = [_appeal(row) for row in rows]
    edges = [AppealEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return AppealConnection(edges=edges, nodes=nodes, page_info=info)


APPEAL_LISTS = (("appeals", appeals_in),)
"""What extras.py fetches of each network where it is asked."""


def _appeals(self: Any, info: Ask, first: int | None = 20, after: str | None = None) -> Any:
    return self.lists[info.field]


@strawberry.type
class AppealsOfNetwork:
    appeals: Any = strawberry.field(
        resolver=_appeals,
        graphql_type=AppealConnection | None,
        metadata=may(Who.COORDINATORS),
        description="Objections to being removed; null for who may not see them.",
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="That an objection was answered.")
class AppealAnswered:
    membership_id: strawberry.ID
    status: MembershipStatus = strawberry.field(description="ACTIVE: they take part again.")


@strawberry.input
class AnswerAppealInput:
    membership_id: strawberry.ID
    outcome: AppealOutcome
    reason: str
    client_mutation_id: str | None = None


AnswerAppealResult = Annotated[AppealAnswered | Refusal, strawberry.union("AnswerAppealResult")]


def _answer(info: Ask, input: AnswerAppealInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        membership_id = known_id(input.membership_id, "Membership")
        body = shape(shapes.AnswerAppeal, outcome=input.outcome.value, reason=input.reason)
        view = yield from told(owner.answer_appeal(membership_id, body, key_for(info, input.client_mutation_id)))
        return AppealAnswered(membership_id=input.membership_id, status=MembershipStatus(view.status))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class AppealMutation:
    answer_appeal: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerAppealResult,
        description="Answer somebody who objects to being removed.",
        metadata=may(Who.COORDINATORS),
    )
