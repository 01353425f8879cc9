"""What can be done with words in minutes that are somebody's: ask for a story, answer, take it out, take out words on request."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.minutes import Minutes, minutes_changed
from services.gateway.graphql.minutes_stories import MinutesStory, stories_of
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import minutes as owner
from shared.api.agenda import stories as shapes


@strawberry.input(description="Who told it gets a mail; who writes down their own is not asked.")
class AskForStoryInput(PostedInput):
    session_id: strawberry.ID
    agenda_point_id: strawberry.ID | None = strawberry.field(
        default=None, description="Left out: under what belongs to no agenda point."
    )
    teller_id: strawberry.ID
    text: str
    content_note: str = strawberry.field(default="", description="What readers should know before they open it.")
    client_mutation_id: str | None = None


@strawberry.input
class AnswerStoryInput:
    story_id: strawberry.ID
    allows: bool = strawberry.field(description="False after yes takes it out again.")
    client_mutation_id: str | None = None


@strawberry.input
class RemoveStoryInput:
    story_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input(description="What is taken out does not come back; a line says that something went.")
class TakeOutWordsInput:
    session_id: strawberry.ID
    text: str = strawberry.field(default="", description="These words, wherever they stand.")
    whole: bool = strawberry.field(
        default=False, description="In place of words: everything under the agenda point, or under none."
    )
    agenda_point_id: strawberry.ID | None = None
    client_mutation_id: str | None = None


AskForStoryResult = Annotated[MinutesStory | Refusal, strawberry.union("AskForStoryResult")]
AnswerStoryResult = Annotated[MinutesStory | Refusal, strawberry.union("AnswerStoryResult")]
RemoveStoryResult = Annotated[Minutes | Refusal, strawberry.union("RemoveStoryResult")]
TakeOutWordsResult = Annotated[Minutes | Refusal, strawberry.union("TakeOutWordsResult")]


def _ask(info: Ask, input: AskForStoryInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        request = posted(
            shapes.AskForStory,
            input,
            agenda_point_id=known_id(input.agenda_point_id, "AgendaPoint") if input.agenda_point_id else None,
            teller_id=known_id(input.teller_id, "Person"),
            text=input.text,
            content_note=input.content_note,
        )
        session_id = known_id(input.session_id, "Session")
        view = yield from told(owner.ask_for_story(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from stories_of(context, [view], info.wanted("MinutesStory")))[0]

    return change(info, Who.SECRETARIES, make)


def _answer(info: Ask, input: AnswerStoryInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        request = shape(shapes.AnswerStory, allows=input.allows)
        story_id = known_id(input.story_id, "MinutesStory")
        view = yield from told(owner.answer_story(story_id, request, key_for(info, input.client_mutation_id)))
        return (yield from stories_of(context, [view], info.wanted("MinutesStory")))[0]

    return change(info, Who.SELF, make)


def _remove(info: Ask, input: RemoveStoryInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        story_id = known_id(input.story_id, "MinutesStory")
        view = yield from told(owner.remove_story(story_id, key_for(info, input.client_mutation_id)))
        return (yield from minutes_changed(context, view, info.wanted("Minutes")))

    return change(info, Who.SECRETARIES, make)


def _take_out(info: Ask, input: TakeOutWordsInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        request = shape(
            shapes.TakeOutWords,
            text=input.text,
            whole=input.whole,
            agenda_point_id=known_id(input.agenda_point_id, "AgendaPoint") if input.agenda_point_id else None,
        )
        session_id = known_id(input.session_id, "Session")
        view = yield from told(owner.take_out_words(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from minutes_changed(context, view, info.wanted("Minutes")))

    return change(info, Who.SECRETARIES, make)


@strawberry.type
class StoryMutation:
    ask_for_story: Any = strawberry.field(
        resolver=_ask,
        graphql_type=AskForStoryResult,
        description="Write down in minutes what somebody told, and ask that person whether it may stand there.",
        metadata=may(Who.SECRETARIES),
    )
    answer_story: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerStoryResult,
        description="Say whether what you told may stand in minutes, or take that back; also after you left.",
        metadata=may(Who.SELF),
    )
    remove_story: Any = strawberry.field(
        resolver=_remove,
        graphql_type=RemoveStoryResult,
        description="Take a story out of minutes for who told it.",
        metadata=may(Who.SECRETARIES),
    )
    take_out_words: Any = strawberry.field(
        resolver=_take_out,
        graphql_type=TakeOutWordsResult,
        description="Take words out of every version of minutes, also established ones, on request.",
        metadata=may(Who.SECRETARIES),
    )
