"""Warnings and limits: with a reason, an end, and an objection that somebody else answers (PR-7, C103)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import AppealOutcome
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.moderation_enums import RestrictionKind
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.reports import OwnReport, ReportConnection, own_reports_in, reports_in
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import moderation as owner
from shared.api.network import moderation as shapes


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="A warning, or a limit: until a day somebody reads on, and writes nothing.")
class Restriction:
    id: strawberry.ID
    membership_id: strawberry.ID
    person: Person
    kind: RestrictionKind
    reason: str
    decided_at: datetime
    until_on: date | None = strawberry.field(description="The last day of a limit.")
    in_force: bool
    lifted_at: datetime | None = strawberry.field(description="When it was lifted early, or taken back.")
    appeal: str | None
    appealed_at: datetime | None
    outcome: AppealOutcome | None = strawberry.field(description="RESTORED: it was taken back.")
    answer: str | None
    answered_at: datetime | None
    viewer_may_object: bool
    viewer_may_answer: bool = strawberry.field(description="Not who decided it, unless there is nobody else.")


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="A warning or limit, after a change.")
class RestrictionMade:
    id: strawberry.ID
    membership_id: strawberry.ID
    kind: RestrictionKind
    until_on: date | None
    in_force: bool


@strawberry.input
class WarnMemberInput:
    membership_id: strawberry.ID
    reason: str = strawberry.field(description="Whom it is about reads it.")
    report_id: strawberry.ID | None = strawberry.field(default=None, description="The report that this answers.")
    client_mutation_id: str | None = None


@strawberry.input
class LimitMemberInput:
    membership_id: strawberry.ID
    reason: str = strawberry.field(description="Whom it is about reads it.")
    until_on: date = strawberry.field(description="The last day, from tomorrow to thirty days from now.")
    report_id: strawberry.ID | None = strawberry.field(default=None, description="The report that this answers.")
    client_mutation_id: str | None = None


@strawberry.input
class LiftLimitInput:
    restriction_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class ObjectToRestrictionInput:
    restriction_id: strawberry.ID
    text: str
    client_mutation_id: str | None = None


@strawberry.input
class AnswerObjectionInput:
    restriction_id: strawberry.ID
    outcome: AppealOutcome = strawberry.field(description="RESTORED: it is taken back.")
    reason: str
    client_mutation_id: str | None = None


WarnMemberResult = Annotated[RestrictionMade | Refusal, strawberry.union("WarnMemberResult")]
LimitMemberResult = Annotated[RestrictionMade | Refusal, strawberry.union("LimitMemberResult")]
LiftLimitResult = Annotated[RestrictionMade | Refusal, strawberry.union("LiftLimitResult")]
ObjectToRestrictionResult = Annotated[RestrictionMade | Refusal, strawberry.union("ObjectToRestrictionResult")]
AnswerObjectionResult = Annotated[RestrictionMade | Refusal, strawberry.union("AnswerObjectionResult")]


def _shown(views: Sequence[shapes.RestrictionView]) -> list[Restriction]:
    return [
        Restriction(
            id=strawberry.ID(global_id("Restriction", view.id)),
            membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
            person=person(view.person_id, view.display_name),
            kind=RestrictionKind(view.kind),
            reason=view.reason,
            decided_at=view.decided_at,
            until_on=view.until_on,
            in_force=view.in_force,
            lifted_at=view.lifted_at,
            appeal=view.appeal,
            appealed_at=view.appealed_at,
            outcome=AppealOutcome(view.outcome) if view.outcome else None,
            answer=view.answer,
            answered_at=view.answered_at,
            viewer_may_object=view.may_object,
            viewer_may_answer=view.may_answer,
        )
        for view in views
    ]


def _restrictions_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    views = None if context.viewer is None else (yield from seen(owner.restrictions(network_id)))
    return None if views is None else _shown(views)


def _own_restrictions_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    return None if context.viewer is None else _shown((yield from told(owner.own_restrictions(network_id))))


MODERATION_LISTS = (
    ("reports", reports_in),
    ("viewerReports", own_reports_in),
    ("restrictions", _restrictions_in),
    ("viewerRestrictions", _own_restrictions_in),
)
"""What extras.py fetches of each network where it is asked."""


def _listed(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


def _reports(self: Any, info: Ask, first: int | None = 20, after: str | None = None) -> Any:
    return self.lists[info.field]


@strawberry.type
class ModerationOfNetwork:
    reports: Any = strawberry.field(
        resolver=_reports,
        graphql_type=ReportConnection | None,
        metadata=may(Who.KEEPERS),
        description="Reports that wait, never those about the viewer; null for who may not see them.",
    )
    viewer_reports: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[OwnReport] | None,
        metadata=may(Who.SELF, length=20),
        description="What the viewer reported here, newest first.",
    )
    restrictions: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[Restriction] | None,
        metadata=may(Who.KEEPERS, length=50),
        description="Warnings and limits of the last month, and those with an objection that waits; null for who may not see them.",
    )
    viewer_restrictions: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[Restriction] | None,
        metadata=may(Who.SELF, length=50),
        description="What was decided about the viewer here in the last month, newest first.",
    )


def _restrictions_of(info: Ask, membership_id: strawberry.ID) -> Loading[Any]:
    def fetch() -> Loading[Any]:
        if info.context.viewer is None:
            return None
        views = yield from seen(owner.restrictions_of(known_id(membership_id, "Membership")))
        return None if views is None else _shown(views)

    return fetch()


@strawberry.type
class RestrictionQuery:
    restrictions_of_member: Any = strawberry.field(
        resolver=_restrictions_of,
        graphql_type=list[Restriction] | None,
        metadata=may(Who.KEEPERS, length=50),
        description="What was decided about one member before, newest first; null for who may not see it.",
    )


def _made(view: shapes.RestrictionMade) -> RestrictionMade:
    return RestrictionMade(
        id=strawberry.ID(global_id("Restriction", view.id)),
        membership_id=strawberry.ID(global_id("Membership", view.membership_id)),
        kind=RestrictionKind(view.kind),
        until_on=view.until_on,
        in_force=view.in_force,
    )


def _report_id(given: strawberry.ID | None) -> UUID | None:
    return None if given is None else known_id(given, "Report")


def _warn(info: Ask, input: WarnMemberInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        body = shape(shapes.WarnMember, reason=input.reason, report_id=_report_id(input.report_id))
        found = known_id(input.membership_id, "Membership")
        return _made((yield from told(owner.warn(found, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.KEEPERS, make)


def _limit(info: Ask, input: LimitMemberInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        told_of = {"reason": input.reason, "until_on": input.until_on, "report_id": _report_id(input.report_id)}
        found = known_id(input.membership_id, "Membership")
        body = shape(shapes.LimitMember, **told_of)
        return _made((yield from told(owner.limit(found, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.KEEPERS, make)


def _lift(info: Ask, input: LiftLimitInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.restriction_id, "Restriction")
        return _made((yield from told(owner.lift(found, key_for(info, input.client_mutation_id)))))

    return change(info, Who.KEEPERS, make)


def _object(info: Ask, input: ObjectToRestrictionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.restriction_id, "Restriction")
        body = shape(shapes.ObjectToRestriction, text=input.text)
        return _made((yield from told(owner.object_to(found, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.SELF, make)


def _answer(info: Ask, input: AnswerObjectionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        found = known_id(input.restriction_id, "Restriction")
        body = shape(shapes.AnswerObjection, outcome=input.outcome.value, reason=input.reason)
        return _made((yield from told(owner.answer_objection(found, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.KEEPERS, make)


@strawberry.type
class RestrictionMutation:
    warn_member: Any = strawberry.field(
        resolver=_warn,
        graphql_type=WarnMemberResult,
        description="Tell somebody that something has to change; they read why, and can object.",
        metadata=may(Who.KEEPERS),
    )
    limit_member: Any = strawberry.field(
        resolver=_limit,
        graphql_type=LimitMemberResult,
        description="Let somebody write nothing in this network until a day; they read why, and can object.",
        metadata=may(Who.KEEPERS),
    )
    lift_limit: Any = strawberry.field(
        resolver=_lift,
        graphql_type=LiftLimitResult,
        description="End a limit before its time.",
        metadata=may(Who.KEEPERS),
    )
    object_to_restriction: Any = strawberry.field(
        resolver=_object,
        graphql_type=ObjectToRestrictionResult,
        description="Object to a warning or limit; somebody who did not decide it answers.",
        metadata=may(Who.SELF),
    )
    answer_objection: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerObjectionResult,
        description="Answer an objection to a warning or limit, as somebody who did not decide it.",
        metadata=may(Who.KEEPERS),
    )
