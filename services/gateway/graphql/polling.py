"""What can be done with date polls: open one, answer it, end it, and choose the dates."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.calendar_enums import SchoolRegion, SessionType
from services.gateway.graphql.context import Context
from services.gateway.graphql.date_polls import DatePoll, date_poll_changed
from services.gateway.graphql.enums import Availability, CoverageMeasure, PerspectiveCode
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.sessions import Session, sessions_of
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import date_polls as owner
from services.gateway.owners import network
from shared.api.agenda.date_polls import AnswerDatePoll, ConfirmDates, OpenDatePoll
from shared.errors import NotFound


@strawberry.input
class PolledDateInput:
    starts_at: datetime
    ends_at: datetime


@strawberry.input
class OpenDatePollInput(PostedInput):
    network_id: strawberry.ID
    title: str = ""
    place: str = ""
    link: str | None = strawberry.field(
        default=None,
        description="Where to join online what its dates become; https only. Coordinators only see it until then.",
    )
    type: SessionType = strawberry.field(
        default=SessionType.REGULAR, description="Of what its dates become; no meeting beforehand."
    )
    words: str = strawberry.field(
        default="",
        description="Of the coordinator's own, at the poll, in the mail with which it opens and in its reminder.",
    )
    dates: list[PolledDateInput] = strawberry.field(description="At most 24.")
    answer_until: datetime = strawberry.field(description="Before the first date.")
    school_regions: list[SchoolRegion] | None = strawberry.field(
        default=None, description="Whose school holidays count; left out: those of where the network works."
    )
    perspectives: list[PerspectiveCode] | None = strawberry.field(
        default=None, description="Which of the perspectives of the network should be able to come; left out: all."
    )
    needed_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Persons without whom it cannot be, at most six; no young people and no parents. They are told so.",
    )
    client_mutation_id: str | None = None


@strawberry.input
class AvailabilityInput:
    date_id: strawberry.ID
    availability: Availability


@strawberry.input(description="Dates that are left out stay as they were.")
class AnswerDatePollInput:
    date_poll_id: strawberry.ID
    answers: list[AvailabilityInput]
    yes_counts: bool | None = strawberry.field(
        default=None,
        description="Whether a yes to a date that is chosen is an answer to its session; left out: as it was.",
    )
    client_mutation_id: str | None = None


@strawberry.input
class CloseDatePollInput:
    date_poll_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class MeasureInput:
    perspective: PerspectiveCode
    measure: CoverageMeasure


@strawberry.input
class ConfirmDatesInput:
    date_poll_id: strawberry.ID
    date_ids: list[strawberry.ID]
    measures: list[MeasureInput] = strawberry.field(
        default_factory=list, description="For each perspective that one of these dates leaves out."
    )
    place: str | None = strawberry.field(default=None, description="Left out: as the poll said.")
    link: str | None = strawberry.field(
        default=None, description="Where to join online; https only. Left out: as the poll said."
    )
    goes_without: bool = strawberry.field(
        default=False, description="Also on dates on which somebody is missing without whom it could not be."
    )
    client_mutation_id: str | None = None


@seen_by(Who.MEMBERS)
@strawberry.type(description="Dates of a poll were chosen; they can be taken back for an hour, as a series can.")
class DatesConfirmed:
    date_poll: DatePoll
    sessions: list[Session] = strawberry.field(metadata=may(Who.MEMBERS, length=24))


OpenDatePollResult = Annotated[DatePoll | Refusal, strawberry.union("OpenDatePollResult")]
AnswerDatePollResult = Annotated[DatePoll | Refusal, strawberry.union("AnswerDatePollResult")]
CloseDatePollResult = Annotated[DatePoll | Refusal, strawberry.union("CloseDatePollResult")]
ConfirmDatesResult = Annotated[DatesConfirmed | Refusal, strawberry.union("ConfirmDatesResult")]


def _open(info: Ask, input: OpenDatePollInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        known = yield from told(network.networks_by_id([network_id]))
        if not known:
            raise NotFound
        (facts,) = known
        counted = None if input.perspectives is None else {one.value for one in input.perspectives}
        request = posted(
            OpenDatePoll,
            input,
            network_id=network_id,
            title=input.title,
            words=input.words,
            place=input.place,
            link=input.link or "",
            type=input.type.value,
            dates=[{"starts_at": one.starts_at, "ends_at": one.ends_at} for one in input.dates],
            answer_until=input.answer_until,
            regions=None if input.school_regions is None else [one.value for one in input.school_regions],
            provinces=facts.regions,
            needs=[
                {"perspective": one.code, "minimum": one.minimum}
                for one in facts.perspectives
                if counted is None or one.code in counted
            ],
            needed_ids=[known_id(one, "Person") for one in input.needed_ids],
        )
        view = yield from told(owner.open_date_poll(request, key_for(info, input.client_mutation_id)))
        return (yield from date_poll_changed(context, view, info.wanted("DatePoll")))

    return change(info, Who.COORDINATORS, make)


def _answer(info: Ask, input: AnswerDatePollInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        poll_id = known_id(input.date_poll_id, "DatePoll")
        request = shape(
            AnswerDatePoll,
            answers=[
                {"date_id": known_id(one.date_id, "DatePollDate"), "availability": one.availability.value}
                for one in input.answers
            ],
            yes_counts=input.yes_counts,
        )
        view = yield from told(owner.answer_date_poll(poll_id, request, key_for(info, input.client_mutation_id)))
        return (yield from date_poll_changed(context, view, info.wanted("DatePoll")))

    return change(info, Who.MEMBERS, make)


def _close(info: Ask, input: CloseDatePollInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        poll_id = known_id(input.date_poll_id, "DatePoll")
        view = yield from told(owner.close_date_poll(poll_id, key_for(info, input.client_mutation_id)))
        return (yield from date_poll_changed(context, view, info.wanted("DatePoll")))

    return change(info, Who.COORDINATORS, make)


def _confirm(info: Ask, input: ConfirmDatesInput) -> Loading[Any]:  # noqa: A002 -- as above
    def make(context: Context) -> Loading[Any]:
        poll_id = known_id(input.date_poll_id, "DatePoll")
        request = shape(
            ConfirmDates,
            date_ids=[known_id(one, "DatePollDate") for one in input.date_ids],
            measures=[{"perspective": one.perspective.value, "measure": one.measure.value} for one in input.measures],
            place=input.place,
            link=input.link,
            goes_without=input.goes_without,
        )
        view = yield from told(owner.confirm_dates(poll_id, request, key_for(info, input.client_mutation_id)))
        wanted = info.wanted("DatesConfirmed")
        return DatesConfirmed(
            date_poll=(yield from date_poll_changed(context, view.date_poll, wanted.below("datePoll"))),
            sessions=(yield from sessions_of(context, view.sessions, wanted.below("sessions"))),
        )

    return change(info, Who.COORDINATORS, make)


@strawberry.type
class PollingMutation:
    open_date_poll: Any = strawberry.field(
        resolver=_open,
        graphql_type=OpenDatePollResult,
        description="Ask the members of a network when they can come.",
        metadata=may(Who.COORDINATORS),
    )
    answer_date_poll: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerDatePollResult,
        description="Say when one can come, or say something else than before.",
        metadata=may(Who.MEMBERS),
    )
    close_date_poll: Any = strawberry.field(
        resolver=_close,
        graphql_type=CloseDatePollResult,
        description="End the answering; it also ends by itself.",
        metadata=may(Who.COORDINATORS),
    )
    confirm_dates: Any = strawberry.field(
        resolver=_confirm,
        graphql_type=ConfirmDatesResult,
        description="Choose dates of a poll that is over; each becomes a session.",
        metadata=may(Who.COORDINATORS),
    )
