"""What can be done with minutes: write, share, comment, answer, establish, correct."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.minutes import Minutes, minutes_changed
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import minutes as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda import minutes as shapes
from shared.api.agenda.minutes import MinutesView


@strawberry.input
class MinutesPartInput:
    agenda_point_id: strawberry.ID | None = strawberry.field(
        default=None, description="Left out: what belongs to no agenda point."
    )
    text: str


@strawberry.input(description="Parts that are left out stay as they were. Each line 'Afspraak: …' becomes an action.")
class WriteMinutesInput(PostedInput):
    session_id: strawberry.ID
    parts: list[MinutesPartInput]
    version: int = strawberry.field(description="The one that was seen; 0 where nothing stood.")
    client_mutation_id: str | None = None


@strawberry.input
class ShareMinutesInput:
    session_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class EstablishMinutesInput:
    session_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class CommentOnMinutesInput(PostedInput):
    session_id: strawberry.ID
    agenda_point_id: strawberry.ID | None = strawberry.field(default=None, description="Left out: about all of it.")
    text: str
    is_objection: bool = strawberry.field(
        default=False, description="Whether the minutes cannot be established like this."
    )
    client_mutation_id: str | None = None


@strawberry.input
class AnswerCommentInput(PostedInput):
    comment_id: strawberry.ID
    answer: str
    is_adopted: bool
    client_mutation_id: str | None = None


@strawberry.input
class AddAddendumInput(PostedInput):
    session_id: strawberry.ID
    text: str
    client_mutation_id: str | None = None


WriteMinutesResult = Annotated[Minutes | Refusal, strawberry.union("WriteMinutesResult")]
ShareMinutesResult = Annotated[Minutes | Refusal, strawberry.union("ShareMinutesResult")]
EstablishMinutesResult = Annotated[Minutes | Refusal, strawberry.union("EstablishMinutesResult")]
CommentOnMinutesResult = Annotated[Minutes | Refusal, strawberry.union("CommentOnMinutesResult")]
AnswerCommentResult = Annotated[Minutes | Refusal, strawberry.union("AnswerCommentResult")]
AddAddendumResult = Annotated[Minutes | Refusal, strawberry.union("AddAddendumResult")]


def _changed(
    info: Ask, who: Who, inquiry: Callable[[], Inquiry[MinutesView]], *, session_id: str | None = None
) -> Loading[Any]:
    def make(context: Context) -> Loading[Any]:
        view = yield from told(inquiry())
        return (yield from minutes_changed(context, view, info.wanted("Minutes")))

    newer = None if session_id is None else ("Minutes", row_id(session_id, "Session"))
    return change(info, who, make, newer=newer)


def _write(info: Ask, input: WriteMinutesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[MinutesView]:
        request = posted(
            shapes.WriteMinutes,
            input,
            version=input.version,
            parts=[{"agenda_point_id": _point(one.agenda_point_id), "text": one.text} for one in input.parts],
        )
        session_id = known_id(input.session_id, "Session")
        return owner.write_minutes(session_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.SECRETARIES, inquiry, session_id=input.session_id)


def _share(info: Ask, input: ShareMinutesInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[MinutesView]:
        request = shape(shapes.ChangeMinutes, version=input.version)
        session_id = known_id(input.session_id, "Session")
        return owner.share_minutes(session_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.SECRETARIES, inquiry, session_id=input.session_id)


def _establish(info: Ask, input: EstablishMinutesInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[MinutesView]:
        request = shape(shapes.ChangeMinutes, version=input.version)
        session_id = known_id(input.session_id, "Session")
        return owner.establish_minutes(session_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.SECRETARIES, inquiry, session_id=input.session_id)


def _comment(info: Ask, input: CommentOnMinutesInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[MinutesView]:
        request = posted(
            shapes.CommentOnMinutes,
            input,
            agenda_point_id=_point(input.agenda_point_id),
            text=input.text,
            is_objection=input.is_objection,
        )
        session_id = known_id(input.session_id, "Session")
        return owner.comment_on_minutes(session_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.MEMBERS, inquiry)


def _answer(info: Ask, input: AnswerCommentInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[MinutesView]:
        request = posted(shapes.AnswerComment, input, answer=input.answer, is_adopted=input.is_adopted)
        comment_id = known_id(input.comment_id, "MinutesComment")
        return owner.answer_comment(comment_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.SECRETARIES, inquiry)


def _add(info: Ask, input: AddAddendumInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[MinutesView]:
        request = posted(shapes.AddAddendum, input, text=input.text)
        session_id = known_id(input.session_id, "Session")
        return owner.add_addendum(session_id, request, key_for(info, input.client_mutation_id))

    return _changed(info, Who.SECRETARIES, inquiry)


def _point(given: strawberry.ID | None) -> UUID | None:
    return known_id(given, "AgendaPoint") if given else None


@strawberry.type
class MinutesMutation:
    write_minutes: Any = strawberry.field(
        resolver=_write,
        graphql_type=WriteMinutesResult,
        description="Write down what was said at a session, by agenda point.",
        metadata=may(Who.SECRETARIES),
    )
    share_minutes: Any = strawberry.field(
        resolver=_share,
        graphql_type=ShareMinutesResult,
        description="Let every member read the minutes and comment for ten days; members get a mail.",
        metadata=may(Who.SECRETARIES),
    )
    comment_on_minutes: Any = strawberry.field(
        resolver=_comment,
        graphql_type=CommentOnMinutesResult,
        description="Say something of shared minutes, or object to them.",
        metadata=may(Who.MEMBERS),
    )
    answer_comment: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerCommentResult,
        description="Say what was done with a comment, and why.",
        metadata=may(Who.SECRETARIES),
    )
    establish_minutes: Any = strawberry.field(
        resolver=_establish,
        graphql_type=EstablishMinutesResult,
        description="Establish minutes when the time to comment is over; they are locked from then on.",
        metadata=may(Who.SECRETARIES),
    )
    add_addendum: Any = strawberry.field(
        resolver=_add,
        graphql_type=AddAddendumResult,
        description="Correct established minutes.",
        metadata=may(Who.SECRETARIES),
    )
