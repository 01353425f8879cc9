"""Questions, from proposed to on the research agenda."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.connections import PageInfo, Window, page, wanted_nodes
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import QuestionStatus, Theme, Track
from services.gateway.graphql.ids import global_id, row_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told, unique
from services.gateway.graphql.memberships import FellowMember, fellow_members
from services.gateway.graphql.nodes import Node, fetches, fetches_many, later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda.questions import ProposeQuestion, QuestionView
from shared.api.page import Page


@seen_by(Who.ANYONE)
@strawberry.type(description="A question; a proposed one is for members, one on the agenda is for anyone.")
class Question(Node):
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    title: str
    why: str
    who_notices: str
    origin: str
    theme: Theme
    track: Track
    status: QuestionStatus
    proposed_by: Any = strawberry.field(graphql_type=FellowMember | None, metadata=may(Who.MEMBERS))
    proposed_at: datetime
    opened_at: datetime | None
    viewer_may_open: bool
    viewer_may_withdraw: bool
    viewer_may_note_content: bool
    content_note: str | None = strawberry.field(
        description="What readers should know before they open why, whoNotices and origin; null where these are not heavy."
    )
    version: int


@seen_by(Who.ANYONE)
@strawberry.type
class QuestionEdge:
    cursor: str
    node: Question


@seen_by(Who.ANYONE)
@strawberry.type(description="Questions, newest first.")
class QuestionConnection:
    edges: list[QuestionEdge]
    nodes: list[Question]
    page_info: PageInfo


def questions_of(context: Context, views: Sequence[QuestionView], wanted: Wanted) -> Loading[list[Question]]:
    """Make questions of what agenda told, with what is asked of their networks and proposers."""
    networks, members = yield from together(
        many("Network", context, unique([view.network_id for view in views]), wanted.below("network"))
        if "network" in wanted
        else nothing({}),
        fellow_members(context, [(view.network_id, view.proposed_by) for view in views])
        if "proposedBy" in wanted
        else nothing({}),
    )
    return [
        Question(
            id=strawberry.ID(global_id("Question", view.id)),
            network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
            title=view.title,
            why=view.why,
            who_notices=view.who_notices,
            origin=view.origin,
            theme=Theme(view.theme),
            track=Track(view.track),
            status=QuestionStatus(view.status),
            proposed_by=members if isinstance(members, Exception) else members.get((view.network_id, view.proposed_by)),
            proposed_at=view.proposed_at,
            opened_at=view.opened_at,
            viewer_may_open=view.may_open,
            viewer_may_withdraw=view.may_withdraw,
            viewer_may_note_content=view.may_note_content,
            content_note=view.content_note,
            version=view.version,
        )
        for view in views
    ]


def question_connection(
    context: Context, window: Window, given: Page[QuestionView], wanted: Wanted
) -> Loading[QuestionConnection]:
    """Make a page of questions."""
    rows, cursors, info = page(window, given.items, given.next_cursor, wanted)
    nodes = yield from questions_of(context, rows, wanted_nodes(wanted))
    return QuestionConnection(
        edges=[QuestionEdge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)],
        nodes=nodes,
        page_info=info,
    )


def left_questions_of(context: Context, network_id: UUID, wanted: Wanted) -> Loading[list[Question] | None]:
    """Fetch the questions that ask for a new owner in a network; None for who does not coordinate it."""
    if context.viewer is None:
        return None
    views = yield from seen(agenda.left_questions(network_id))
    return None if views is None else (yield from questions_of(context, views, wanted))


@fetches("Question")
def fetch_question(context: Context, row_id: UUID, wanted: Wanted) -> Loading[Any]:
    """Fetch one question with what is asked of it."""
    view = yield from seen(agenda.question(row_id))
    if view is None:
        return None
    return (yield from questions_of(context, [view], wanted))[0]


@fetches_many("Question")
def questions_by_id(context: Context, ids: Sequence[UUID], wanted: Wanted) -> Loading[dict[UUID, Question]]:
    """Fetch questions by id, with what is asked of them."""
    views = yield from told(agenda.questions_by_id(ids))
    made = yield from questions_of(context, views, wanted)
    return {view.id: question for view, question in zip(views, made, strict=True)}


def _question(info: Ask, id: strawberry.ID) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    question_id = row_id(id, "Question")
    return nothing(None) if question_id is None else fetch_question(info.context, question_id, info.wanted())


@strawberry.type
class QuestionQuery:
    question: Any = strawberry.field(
        resolver=_question, graphql_type=Question | None, description="One question.", metadata=may(Who.ANYONE)
    )


@strawberry.input(description="What is left out is named in the refusal, all at once.")
class ProposeQuestionInput(PostedInput):
    network_id: strawberry.ID
    title: str | None = None
    why: str | None = None
    who_notices: str | None = None
    origin: str | None = None
    theme: Theme | None = None
    track: Track = Track.RESEARCH
    content_note: str = ""
    client_mutation_id: str | None = None


@strawberry.input
class OpenQuestionInput:
    question_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class AdoptQuestionInput:
    network_id: strawberry.ID = strawberry.field(description="The successor, in which it goes on.")
    question_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class WithdrawQuestionInput:
    question_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


ProposeQuestionResult = Annotated[Question | Refusal, strawberry.union("ProposeQuestionResult")]
OpenQuestionResult = Annotated[Question | Refusal, strawberry.union("OpenQuestionResult")]
AdoptQuestionResult = Annotated[Question | Refusal, strawberry.union("AdoptQuestionResult")]
WithdrawQuestionResult = Annotated[Question | Refusal, strawberry.union("WithdrawQuestionResult")]


def _propose(info: Ask, input: ProposeQuestionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        filled = {
            "title": input.title,
            "why": input.why,
            "who_notices": input.who_notices,
            "origin": input.origin,
            "theme": input.theme.value if input.theme else None,
        }
        request = posted(
            ProposeQuestion,
            input,
            network_id=known_id(input.network_id, "Network"),
            track=input.track.value,
            content_note=input.content_note,
            **{name: value for name, value in filled.items() if value is not None},
        )
        view = yield from told(agenda.propose_question(request, key_for(info, input.client_mutation_id)))
        return (yield from questions_of(context, [view], info.wanted("Question")))[0]

    return change(info, Who.MEMBERS, make)


def _changed(
    info: Ask,
    who: Who,
    input: OpenQuestionInput | WithdrawQuestionInput | AdoptQuestionInput,  # noqa: A002 -- as above
    inquire: Callable[[UUID, str | None], Inquiry[QuestionView]],
) -> Loading[Any]:
    def make(context: Context) -> Loading[Any]:
        question_id = known_id(input.question_id, "Question")
        view = yield from told(inquire(question_id, key_for(info, input.client_mutation_id)))
        return (yield from questions_of(context, [view], info.wanted("Question")))[0]

    return change(info, who, make, newer=("Question", row_id(input.question_id, "Question")))


def _open(info: Ask, input: OpenQuestionInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _changed(
        info,
        Who.COORDINATORS,
        input,
        lambda question_id, key: agenda.open_question(question_id, version=input.version, key=key),
    )


def _adopt(info: Ask, input: AdoptQuestionInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _changed(
        info,
        Who.COORDINATORS,
        input,
        lambda question_id, key: agenda.adopt_question(
            known_id(input.network_id, "Network"), question_id, version=input.version, key=key
        ),
    )


def _withdraw(info: Ask, input: WithdrawQuestionInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _changed(
        info,
        Who.PROPOSER,
        input,
        lambda question_id, key: agenda.withdraw_question(question_id, version=input.version, key=key),
    )


@strawberry.type
class QuestionMutation:
    propose_question: Any = strawberry.field(
        resolver=_propose,
        graphql_type=ProposeQuestionResult,
        description="Propose a question to a network.",
        metadata=may(Who.MEMBERS),
    )
    open_question: Any = strawberry.field(
        resolver=_open,
        graphql_type=OpenQuestionResult,
        description="Put a proposed question on the research agenda.",
        metadata=may(Who.COORDINATORS),
    )
    adopt_question: Any = strawberry.field(
        resolver=_adopt,
        graphql_type=AdoptQuestionResult,
        description="Go on with an open question that was left by a network that goes on as this one.",
        metadata=may(Who.COORDINATORS),
    )
    withdraw_question: Any = strawberry.field(
        resolver=_withdraw,
        graphql_type=WithdrawQuestionResult,
        description="Take back a proposed question.",
        metadata=may(Who.PROPOSER),
    )
