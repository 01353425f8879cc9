"""What can be done about who comes: answer, set the seats, ask a perspective, and record who was there."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.coming import needs_of
from services.gateway.graphql.coming_enums import AccessNeed, SessionAnswer
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import agenda
from services.gateway.owners import coming as owner
from shared.api.agenda import coming as shapes
from shared.api.agenda.sessions import SessionView


@strawberry.input
class AnswerSessionInput:
    session_id: strawberry.ID
    answer: SessionAnswer
    companions: int = strawberry.field(default=0, description="How many people come along; each takes a seat.")
    with_support_person: bool = strawberry.field(default=False, description="Takes a seat as well.")
    access_needs: list[AccessNeed] | None = strawberry.field(
        default=None, description="Seen by coordinators only; left out: as it was."
    )
    access_note: str = ""
    client_mutation_id: str | None = None


@strawberry.input(description="The same for all sessions of a series that are still to come.")
class AnswerSeriesInput:
    series_id: strawberry.ID
    answer: SessionAnswer
    companions: int = 0
    with_support_person: bool = False
    access_needs: list[AccessNeed] | None = None
    access_note: str = ""
    client_mutation_id: str | None = None


@strawberry.input
class KeptSeatsInput:
    perspective: PerspectiveCode
    seats: int


@strawberry.input
class SetSeatsInput:
    session_id: strawberry.ID
    capacity: int | None = strawberry.field(default=None, description="Left out: as many as are asked for.")
    kept: list[KeptSeatsInput] = strawberry.field(
        default_factory=list, description="How many of these are kept free for whom."
    )
    release_days: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="So many days before it starts those become free for everybody; null: they never do. Left out: as it was, "
        "and three where none were ever kept.",
    )
    client_mutation_id: str | None = None


@strawberry.input
class AskPerspectiveInput:
    session_id: strawberry.ID
    perspective: PerspectiveCode
    client_mutation_id: str | None = None


@strawberry.input
class WasThereInput:
    person_id: strawberry.ID
    was_there: bool


@strawberry.input(description="People who are left out stay as they were.")
class RecordAttendanceInput:
    session_id: strawberry.ID
    people: list[WasThereInput] = strawberry.field(description="At most 100 at a time.")
    client_mutation_id: str | None = None


@seen_by(Who.MEMBERS)
@strawberry.type(description="The sessions of a series that were answered.")
class SeriesAnswered:
    sessions: list[Session] = strawberry.field(metadata=may(Who.MEMBERS, length=12))


AnswerSessionResult = Annotated[Session | Refusal, strawberry.union("AnswerSessionResult")]
AnswerSeriesResult = Annotated[SeriesAnswered | Refusal, strawberry.union("AnswerSeriesResult")]
SetSeatsResult = Annotated[Session | Refusal, strawberry.union("SetSeatsResult")]
AskPerspectiveResult = Annotated[Session | Refusal, strawberry.union("AskPerspectiveResult")]
RecordAttendanceResult = Annotated[Session | Refusal, strawberry.union("RecordAttendanceResult")]


def _said(input: AnswerSessionInput | AnswerSeriesInput) -> shapes.AnswerSession:  # noqa: A002 -- as it is named in the schema
    return shape(
        shapes.AnswerSession,
        answer=input.answer.value,
        companions=input.companions,
        with_support_person=input.with_support_person,
        access_needs=None if input.access_needs is None else [need.value for need in input.access_needs],
        access_note=input.access_note,
    )


def _made(info: Ask, context: Context, view: SessionView) -> Loading[Session]:
    return (yield from sessions_of(context, [view], info.wanted("Session")))[0]


def _answer(info: Ask, input: AnswerSessionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        view = yield from told(owner.answer_session(session_id, _said(input), key_for(info, input.client_mutation_id)))
        return (yield from _made(info, context, view))

    return change(info, Who.MEMBERS, make)


def _answer_series(info: Ask, input: AnswerSeriesInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        series_id = known_id(input.series_id, "Series")
        given = yield from told(owner.answer_series(series_id, _said(input), key_for(info, input.client_mutation_id)))
        views = yield from told(agenda.sessions_by_id(given.session_ids))
        wanted = info.wanted("SeriesAnswered").below("sessions")
        return SeriesAnswered(sessions=(yield from sessions_of(context, views, wanted)))

    return change(info, Who.MEMBERS, make)


def _set_seats(info: Ask, input: SetSeatsInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = shape(
            shapes.SetSeats,
            capacity=input.capacity,
            kept=[{"perspective": one.perspective.value, "minimum": one.seats} for one in input.kept],
            release_days="AS_IT_IS" if input.release_days is strawberry.UNSET else input.release_days,
        )
        view = yield from told(owner.set_seats(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from _made(info, context, view))

    return change(info, Who.COORDINATORS, make)


def _ask(info: Ask, input: AskPerspectiveInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        request = shape(shapes.AskPerspective, perspective=input.perspective.value)
        view = yield from told(owner.ask_perspective(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from _made(info, context, view))

    return change(info, Who.COORDINATORS, make)


def _record(info: Ask, input: RecordAttendanceInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        session_id = known_id(input.session_id, "Session")
        about = yield from told(agenda.session(session_id, with_agenda_points=False))
        needs = yield from needs_of([about.network_id])
        request = shape(
            shapes.RecordAttendance,
            people=[
                {"person_id": known_id(one.person_id, "Person"), "was_there": one.was_there} for one in input.people
            ],
            needs=[{"perspective": one.perspective, "minimum": one.minimum} for one in needs],
        )
        view = yield from told(owner.record_attendance(session_id, request, key_for(info, input.client_mutation_id)))
        return (yield from _made(info, context, view))

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class AnsweringMutation:
    answer_session: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerSessionResult,
        description="Say whether one comes to a session, or something else than before; until it starts.",
        metadata=may(Who.MEMBERS),
    )
    answer_series: Any = strawberry.field(
        resolver=_answer_series,
        graphql_type=AnswerSeriesResult,
        description="Say the same of all sessions of a series that are still to come.",
        metadata=may(Who.MEMBERS),
    )
    set_seats: Any = strawberry.field(
        resolver=_set_seats,
        graphql_type=SetSeatsResult,
        description="Say how many seats a session has, and how many are kept for whom; nobody loses theirs.",
        metadata=may(Who.COORDINATORS),
    )
    ask_perspective: Any = strawberry.field(
        resolver=_ask,
        graphql_type=AskPerspectiveResult,
        description="Ask who takes part from a perspective and has not answered to come; once for each session.",
        metadata=may(Who.COORDINATORS),
    )
    record_attendance: Any = strawberry.field(
        resolver=_record,
        graphql_type=RecordAttendanceResult,
        description="Record who was at a session, as a coordinator or its secretary.",
        metadata=may(Who.COORDINATORS),
    )
