"""Reporting a text or how somebody behaves, and answering that within one working day (PR-7, C106)."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, page, window
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id, read_global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.moderation_enums import ReportKind, ReportOutcome, ReportReason, ToldOutcome
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from services.gateway.owners import expert_questions as expert_owner
from services.gateway.owners import minutes as minutes_owner
from services.gateway.owners import moderation as owner
from shared.api.network import moderation as shapes
from shared.errors import NotFound


@seen_by(Who.KEEPERS)
@strawberry.type(description="Something that was reported and waits for an answer; never by whom.")
class Report:
    id: strawberry.ID
    kind: ReportKind
    about_id: strawberry.ID = strawberry.field(description="The text, or the membership.")
    within_id: strawberry.ID | None = strawberry.field(description="The minutes a remark belongs to.")
    membership_id: strawberry.ID | None = strawberry.field(
        description="Whose text or behaviour it is, where that is known."
    )
    about_name: str | None
    is_removed: bool = strawberry.field(description="Whether that person was removed from the network.")
    reason: ReportReason
    words: str | None
    reported_at: datetime
    due_at: datetime = strawberry.field(description="By when it is answered: one working day.")
    is_overdue: bool


@seen_by(Who.KEEPERS)
@strawberry.type
class ReportEdge:
    cursor: str
    node: Report


@seen_by(Who.KEEPERS)
@strawberry.type(description="Reports, first what is due first.")
class ReportConnection:
    edges: list[ReportEdge]
    nodes: list[Report]
    page_info: PageInfo


@seen_by(Who.SELF)
@strawberry.type(description="What the viewer reported, and what came of it.")
class OwnReport:
    id: strawberry.ID
    kind: ReportKind
    reason: ReportReason
    words: str | None
    reported_at: datetime
    due_at: datetime
    outcome: ToldOutcome | None
    answer: str | None
    answered_at: datetime | None


@seen_by(Who.SELF)
@strawberry.type(description="That something was reported, and by when it is answered.")
class ReportMade:
    id: strawberry.ID
    due_at: datetime


@seen_by(Who.KEEPERS)
@strawberry.type(description="That a report was answered.")
class ReportClosed:
    id: strawberry.ID
    outcome: ReportOutcome


@strawberry.input
class ReportContentInput:
    about_id: strawberry.ID = strawberry.field(
        description="A question, an agenda point, minutes, a question to a fellow member or its answer, "
        "or a membership: how that person behaves."
    )
    comment_id: strawberry.ID | None = strawberry.field(
        default=None, description="With minutes: the remark it is about; left out for the minutes themselves."
    )
    reason: ReportReason
    words: str = ""
    client_mutation_id: str | None = None


@strawberry.input
class AnswerReportInput:
    report_id: strawberry.ID
    outcome: ReportOutcome = strawberry.field(
        description="Not WARNED or LIMITED: a warning or limit answers its report itself."
    )
    answer: str = strawberry.field(default="", description="What who reported reads besides.")
    client_mutation_id: str | None = None


ReportContentResult = Annotated[ReportMade | Refusal, strawberry.union("ReportContentResult")]
AnswerReportResult = Annotated[ReportClosed | Refusal, strawberry.union("AnswerReportResult")]
ABOUT = {
    "QUESTION": "Question",
    "AGENDA_POINT": "AgendaPoint",
    "MINUTES": "Minutes",
    "MINUTES_COMMENT": "MinutesComment",
    "EXPERT_QUESTION": "ExpertQuestion",
    "EXPERT_ANSWER": "ExpertAnswer",
    "MEMBER": "Membership",
}


def reports_in(context: Context, network_id: UUID, place: Place) -> Loading[Any]:
    """Fetch the reports of a network that wait; None for who may not see them."""
    if context.viewer is None:
        return None
    part = window(place.arguments["first"], place.arguments.get("after"))
    given = yield from seen(owner.reports(network_id, first=part.asked, after=part.after))
    if given is None:
        return None
    rows, cursors, info = page(part, given.items, given.next_cursor, place.wanted)
    nodes = [_report(row) for row in rows]
    edges = [ReportEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return ReportConnection(edges=edges, nodes=nodes, page_info=info)


def own_reports_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    """Fetch what the viewer reported in a network."""
    if context.viewer is None:
        return None
    views = yield from told(owner.own_reports(network_id))
    return [
        OwnReport(
            id=strawberry.ID(global_id("Report", view.id)),
            kind=ReportKind(view.kind),
            reason=ReportReason(view.reason),
            words=view.words,
            reported_at=view.reported_at,
            due_at=view.due_at,
            outcome=ToldOutcome(view.outcome) if view.outcome else None,
            answer=view.answer,
            answered_at=view.answered_at,
        )
        for view in views
    ]


def _report(view: shapes.ReportView) -> Report:
    return Report(
        id=strawberry.ID(global_id("Report", view.id)),
        kind=ReportKind(view.kind),
        about_id=strawberry.ID(global_id(ABOUT[view.kind], view.about_id)),
        within_id=strawberry.ID(global_id("Minutes", view.within_id)) if view.within_id else None,
        membership_id=strawberry.ID(global_id("Membership", view.membership_id)) if view.membership_id else None,
        about_name=view.about_name,
        is_removed=view.about_status == "REMOVED",
        reason=ReportReason(view.reason),
        words=view.words,
        reported_at=view.reported_at,
        due_at=view.due_at,
        is_overdue=view.is_overdue,
    )


def _read(about_id: str, comment_id: str | None) -> Loading[tuple[UUID, dict[str, Any]]]:
    """The network of a text that the viewer may read, and what its report says of it. Raises NotFound."""
    kind, row_id = read_global_id(about_id) or ("", None)
    if row_id is not None and kind == "Question":
        question = yield from told(agenda.question(row_id, writers=True))
        return question.network_id, {"kind": "QUESTION", "about_id": row_id, "writer_ids": question.writers or []}
    if row_id is not None and kind == "AgendaPoint":
        for point in (yield from told(agenda.agenda_point_and_writers(row_id))):
            return point.network_id, {"kind": "AGENDA_POINT", "about_id": row_id, "writer_ids": point.writers or []}
    if row_id is not None and kind == "Minutes":
        wanted = known_id(comment_id, "MinutesComment") if comment_id else None
        minutes = yield from told(minutes_owner.minutes(row_id, ["writers", *(["comments"] if wanted else [])]))
        if wanted is None:
            return minutes.network_id, {"kind": "MINUTES", "about_id": row_id, "writer_ids": minutes.writers or []}
        for one in minutes.comments or ():
            if one.id == wanted:
                about = {"about_id": wanted, "within_id": row_id, "writer_ids": one.writers or []}
                return minutes.network_id, {"kind": "MINUTES_COMMENT", **about}
    if row_id is not None and kind in {"ExpertQuestion", "ExpertAnswer"}:
        asked = yield from told(expert_owner.expert_question(row_id))
        if kind == "ExpertQuestion":
            return asked.network_id, {
                "kind": "EXPERT_QUESTION",
                "about_id": row_id,
                "writer_ids": [asked.asker.person_id],
            }
        if asked.answer is not None and asked.asked is not None:
            return asked.network_id, {
                "kind": "EXPERT_ANSWER",
                "about_id": row_id,
                "writer_ids": [asked.asked.person_id],
            }
    raise NotFound


def _report_content(info: Ask, input: ReportContentInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        key = key_for(info, input.client_mutation_id)
        said = {"reason": input.reason.value, "words": input.words}
        read = read_global_id(input.about_id)
        if read is not None and read[0] == "Membership":
            made = yield from told(owner.report_member(read[1], shape(shapes.ReportMember, **said), key))
        else:
            network_id, about = yield from _read(input.about_id, input.comment_id)
            made = yield from told(owner.report_text(network_id, shape(shapes.ReportText, **about, **said), key))
        return ReportMade(id=strawberry.ID(global_id("Report", made.id)), due_at=made.due_at)

    return change(info, Who.MEMBERS, make)


def _answer_report(info: Ask, input: AnswerReportInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        report_id = known_id(input.report_id, "Report")
        body = shape(shapes.AnswerReport, outcome=input.outcome.value, answer=input.answer)
        closed = yield from told(owner.answer_report(report_id, body, key_for(info, input.client_mutation_id)))
        return ReportClosed(id=input.report_id, outcome=ReportOutcome(closed.outcome))

    return change(info, Who.KEEPERS, make)


@strawberry.type
class ReportMutation:
    report_content: Any = strawberry.field(
        resolver=_report_content,
        graphql_type=ReportContentResult,
        description="Report a text, or how somebody behaves; who keeps the network answers within one working day.",
        metadata=may(Who.MEMBERS),
    )
    answer_report: Any = strawberry.field(
        resolver=_answer_report,
        graphql_type=AnswerReportResult,
        description="Say what came of a report; who made it hears so.",
        metadata=may(Who.KEEPERS),
    )
