"""What readers should know before they open words that are heavy (C092)."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.questions import Question, questions_of
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may
from services.gateway.owners import agenda
from shared.api.agenda.questions import NoteContent


@strawberry.input(description="Without words there is no content note any more.")
class NoteQuestionContentInput(PostedInput):
    question_id: strawberry.ID
    content_note: str
    version: int
    client_mutation_id: str | None = None


NoteQuestionContentResult = Annotated[Question | Refusal, strawberry.union("NoteQuestionContentResult")]


def _note(info: Ask, input: NoteQuestionContentInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        question_id = known_id(input.question_id, "Question")
        request = posted(NoteContent, input, content_note=input.content_note, version=input.version)
        view = yield from told(agenda.note_content(question_id, request, key_for(info, input.client_mutation_id)))
        return (yield from questions_of(context, [view], info.wanted("Question")))[0]

    return change(info, Who.MEMBERS, make, newer=("Question", row_id(input.question_id, "Question")))


@strawberry.type
class ContentNoteMutation:
    note_question_content: Any = strawberry.field(
        resolver=_note,
        graphql_type=NoteQuestionContentResult,
        description="Say what readers of a question should know first; for who proposed it, and for coordinators.",
        metadata=may(Who.MEMBERS),
    )
