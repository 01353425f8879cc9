"""What can be done with what is said: park what has to wait, deal with it, and write down what was said."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Purpose
from services.gateway.graphql.ids import row_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.session_days import ParkedLine, SessionNote, parked_line, session_note
from services.gateway.graphql.who import Who, may
from services.gateway.owners import session_days as owner
from shared.api.agenda.day import AnswerParkedLine, ParkLine, ProposeParkedLine, WriteNote
from shared.errors import StaleVersion


@strawberry.input
class ParkLineInput(PostedInput):
    session_id: strawberry.ID
    words: str
    client_mutation_id: str | None = None


@strawberry.input
class AnswerParkedLineInput(PostedInput):
    parked_line_id: strawberry.ID
    answer: str
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class ProposeParkedLineInput:
    parked_line_id: strawberry.ID
    purpose: Purpose
    minutes: int
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class WriteNoteInput:
    session_id: strawberry.ID
    agenda_point_id: strawberry.ID | None = strawberry.field(
        default=None, description="Left out: about the session as a whole."
    )
    words: str
    version: int = strawberry.field(description="The one the writer saw; 0 where there was no note.")
    client_mutation_id: str | None = None


ParkLineResult = Annotated[ParkedLine | Refusal, strawberry.union("ParkLineResult")]
AnswerParkedLineResult = Annotated[ParkedLine | Refusal, strawberry.union("AnswerParkedLineResult")]
ProposeParkedLineResult = Annotated[ParkedLine | Refusal, strawberry.union("ProposeParkedLineResult")]
WriteNoteResult = Annotated[SessionNote | Refusal, strawberry.union("WriteNoteResult")]


def _park(info: Ask, input: ParkLineInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = posted(ParkLine, input, words=input.words)
        key = key_for(info, input.client_mutation_id)
        return parked_line((yield from told(owner.park_line(session_id, request, key))))

    return change(info, Who.MEMBERS, make)


def _answer(info: Ask, input: AnswerParkedLineInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        line_id = known_id(input.parked_line_id, "ParkedLine")
        request = posted(AnswerParkedLine, input, answer=input.answer, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return parked_line((yield from told(owner.answer_parked_line(line_id, request, key))))

    return change(info, Who.FACILITATORS, make)


def _propose(info: Ask, input: ProposeParkedLineInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        line_id = known_id(input.parked_line_id, "ParkedLine")
        request = shape(ProposeParkedLine, purpose=input.purpose.value, minutes=input.minutes, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return parked_line((yield from told(owner.propose_parked_line(line_id, request, key))))

    return change(info, Who.FACILITATORS, make)


def _write(info: Ask, input: WriteNoteInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(_context: Context) -> Loading[Any]:
        about = known_id(input.agenda_point_id, "AgendaPoint") if input.agenda_point_id else None
        request = shape(WriteNote, agenda_point_id=about, words=input.words, version=input.version)
        key = key_for(info, input.client_mutation_id)
        session_id = known_id(input.session_id, "Session")
        return session_note((yield from told(owner.write_note(session_id, request, key))))

    outcome = yield from change(info, Who.NOTE_TAKERS, make)
    is_stale = isinstance(outcome, Refusal) and outcome.code == StaleVersion.code
    if is_stale and "newer" in info.wanted("Refusal"):
        outcome.newer = yield from _newer(input)
    return outcome


def _newer(input: WriteNoteInput) -> Loading[Any]:  # noqa: A002 -- as above
    view = yield from seen(owner.session_day(known_id(input.session_id, "Session"), ["notes"]))
    about = row_id(input.agenda_point_id, "AgendaPoint") if input.agenda_point_id else None
    notes = (view.notes or ()) if view is not None else ()
    return next((session_note(one) for one in notes if one.agenda_point_id == about), None)


@strawberry.type
class NoteMutation:
    park_line: Any = strawberry.field(
        resolver=_park,
        graphql_type=ParkLineResult,
        description="Park what has to wait, so that it is not forgotten.",
        metadata=may(Who.MEMBERS),
    )
    answer_parked_line: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerParkedLineResult,
        description="Be done with a parked line by answering it.",
        metadata=may(Who.FACILITATORS),
    )
    propose_parked_line: Any = strawberry.field(
        resolver=_propose,
        graphql_type=ProposeParkedLineResult,
        description="Propose a parked line as an agenda point; it waits for the next agenda.",
        metadata=may(Who.FACILITATORS),
    )
    write_note: Any = strawberry.field(
        resolver=_write,
        graphql_type=WriteNoteResult,
        description="Write down what was said at a point, or about the session as a whole.",
        metadata=may(Who.NOTE_TAKERS),
    )
