"""A question to one fellow member who says that they may be asked, and the answer to it: read by the two of them (C058)."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.nodes import Node, fetches
from services.gateway.graphql.people import Person, person
from services.gateway.graphql.plan import Place, Wanted
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import expert_questions as owner
from shared.api.network import expert_questions as shapes


@strawberry.enum(description="Where a question to a fellow member stands.")
class ExpertQuestionStatus(Enum):
    OPEN = strawberry.enum_value("OPEN", description="It waits for an answer.")
    ANSWERED = "ANSWERED"
    DECLINED = strawberry.enum_value("DECLINED", description="Who was asked cannot help with it.")
    LAPSED = strawberry.enum_value("LAPSED", description="Nobody answered it in time, or could.")
    TAKEN_AWAY = strawberry.enum_value("TAKEN_AWAY", description="It was reported, and taken away.")


@seen_by(Who.CORRESPONDENTS)
@strawberry.type(description="A question of one member to another; both are forgotten 30 days after it is over.")
class ExpertQuestion(Node):
    network_id: strawberry.ID
    text: str = strawberry.field(description="Empty once it was taken away.")
    status: ExpertQuestionStatus
    asker: Person
    asked: Person | None = strawberry.field(description="Null once they are gone.")
    asked_at: datetime
    lapses_at: datetime = strawberry.field(description="Until when it waits.")
    over_at: datetime | None
    answer: str | None = strawberry.field(description="Null while there is none, and once it is gone.")
    answer_id: strawberry.ID = strawberry.field(description="What a report about the answer names.")
    viewer_may_answer: bool


@strawberry.input
class AskExpertInput(PostedInput):
    membership_id: strawberry.ID
    text: str
    client_mutation_id: str | None = None


@strawberry.input
class AnswerExpertQuestionInput(PostedInput):
    expert_question_id: strawberry.ID
    text: str
    client_mutation_id: str | None = None


@strawberry.input
class DeclineExpertQuestionInput:
    expert_question_id: strawberry.ID
    client_mutation_id: str | None = None


AskExpertResult = Annotated[ExpertQuestion | Refusal, strawberry.union("AskExpertResult")]
AnswerExpertQuestionResult = Annotated[ExpertQuestion | Refusal, strawberry.union("AnswerExpertQuestionResult")]
DeclineExpertQuestionResult = Annotated[ExpertQuestion | Refusal, strawberry.union("DeclineExpertQuestionResult")]


def _shown(view: shapes.ExpertQuestionView) -> ExpertQuestion:
    return ExpertQuestion(
        id=strawberry.ID(global_id("ExpertQuestion", view.id)),
        network_id=strawberry.ID(global_id("Network", view.network_id)),
        text=view.text,
        status=ExpertQuestionStatus(view.status),
        asker=person(view.asker.person_id, view.asker.display_name, view.asker.avatar),
        asked=person(view.asked.person_id, view.asked.display_name, view.asked.avatar) if view.asked else None,
        asked_at=view.asked_at,
        lapses_at=view.lapses_at,
        over_at=view.over_at,
        answer=view.answer,
        answer_id=strawberry.ID(global_id("ExpertAnswer", view.id)),
        viewer_may_answer=view.may_answer,
    )


def _in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    if context.viewer is None:
        return None
    views = yield from told(owner.expert_questions(network_id))
    return [_shown(view) for view in views]


EXPERT_LISTS = (("viewerExpertQuestions", _in),)
"""What extras.py fetches of each network where it is asked."""


@fetches("ExpertQuestion")
def _fetch(context: Context, row_id: UUID, _wanted: Wanted) -> Loading[Any]:
    view = None if context.viewer is None else (yield from seen(owner.expert_question(row_id)))
    return _shown(view) if view else None


def _ask(info: Ask, input: AskExpertInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        membership_id = known_id(input.membership_id, "Membership")
        body = posted(shapes.AskExpert, input, text=input.text)
        return _shown((yield from told(owner.ask(membership_id, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.MEMBERS, make)


def _answer(info: Ask, input: AnswerExpertQuestionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        question_id = known_id(input.expert_question_id, "ExpertQuestion")
        body = posted(shapes.AnswerExpertQuestion, input, text=input.text)
        return _shown((yield from told(owner.answer(question_id, body, key_for(info, input.client_mutation_id)))))

    return change(info, Who.SELF, make)


def _decline(info: Ask, input: DeclineExpertQuestionInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        question_id = known_id(input.expert_question_id, "ExpertQuestion")
        return _shown((yield from told(owner.decline(question_id, key_for(info, input.client_mutation_id)))))

    return change(info, Who.SELF, make)


def _listed(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


@strawberry.type
class ExpertQuestionsOfNetwork:
    viewer_expert_questions: Any = strawberry.field(
        resolver=_listed,
        graphql_type=list[ExpertQuestion] | None,
        metadata=may(Who.SELF, length=50),
        description="What the viewer asked fellow members here and was asked: what waits first, then newest first.",
    )


@strawberry.type
class ExpertQuestionMutation:
    ask_expert: Any = strawberry.field(
        resolver=_ask,
        graphql_type=AskExpertResult,
        description="Ask one fellow member something, who says that they may be asked; five in a day.",
        metadata=may(Who.MEMBERS),
    )
    answer_expert_question: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerExpertQuestionResult,
        description="Answer what one was asked, once; who asked hears so.",
        metadata=may(Who.SELF),
    )
    decline_expert_question: Any = strawberry.field(
        resolver=_decline,
        graphql_type=DeclineExpertQuestionResult,
        description="Say that one cannot help with what one was asked; who asked hears so.",
        metadata=may(Who.SELF),
    )
