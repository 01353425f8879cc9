"""When somebody can come, as they say with the link in their mail: no sign-in, and nothing else can be seen or done with it."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.answers_by_link import LONGEST_TOKEN, SHORTEST_TOKEN
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Availability
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.polling import AvailabilityInput
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import notifications
from shared.api.notifications.answers import PollAnswersByLink, SeenPoll
from shared.errors import NotFound


@seen_by(Who.HOLDER)
@strawberry.type(description="One date, and what the person said of it to whom the link was mailed.")
class DatePollLinkDate:
    id: strawberry.ID
    starts_at: datetime
    ends_at: datetime
    answer: Availability | None


@seen_by(Who.HOLDER)
@strawberry.type(
    description="One date poll, for the person to whom the link was mailed; who that is, what others say and what it is about "
    "stands in none of it."
)
class DatePollLink:
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    answer_until: datetime
    takes_answers: bool
    is_needed: bool = strawberry.field(
        description="Whether it cannot be without this person: coordinators see what they say of each date."
    )
    yes_counts: bool = strawberry.field(
        description="Whether they come to the sessions on dates they say yes to, without saying so again."
    )
    dates: list[DatePollLinkDate] = strawberry.field(
        metadata=may(Who.HOLDER, length=12), description="In order of time; none once it takes no more answers."
    )


def _link_of(context: Context, view: SeenPoll, wanted: Wanted) -> Loading[DatePollLink]:
    networks: Any = {}
    if "network" in wanted:
        (networks,) = yield from together(many("Network", context, [view.network_id], wanted.below("network")))
    return DatePollLink(
        network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
        answer_until=view.answer_until,
        takes_answers=view.takes_answers,
        is_needed=view.is_needed,
        yes_counts=view.yes_counts,
        dates=[
            DatePollLinkDate(
                id=strawberry.ID(global_id("DatePollDate", one.id)),
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                answer=Availability(one.answer) if one.answer else None,
            )
            for one in view.dates
        ],
    )


def _look(info: Ask, token: str) -> Loading[Any]:
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN:
        return nothing(None)
    return _show(info.context, token, info.wanted())


def _show(context: Context, token: str, wanted: Wanted) -> Loading[Any]:
    view = yield from seen(notifications.date_poll_link(token))
    return None if view is None else (yield from _link_of(context, view, wanted))


@strawberry.type
class DatePollLinkQuery:
    date_poll_link: Any = strawberry.field(
        resolver=_look,
        graphql_type=DatePollLink | None,
        description="The date poll of the link in a mail; null when it never was or is over. Looking changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.input(description="Dates that are left out stay as they were.")
class AnswerDatePollByLinkInput:
    token: str
    answers: list[AvailabilityInput]
    yes_counts: bool | None = strawberry.field(
        default=None,
        description="Whether a yes to a date that is chosen is an answer to its session; left out: as it was.",
    )
    client_mutation_id: str | None = None


AnswerDatePollByLinkResult = Annotated[DatePollLink | Refusal, strawberry.union("AnswerDatePollByLinkResult")]


def _answer(info: Ask, input: AnswerDatePollByLinkInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: saying it twice is the same as saying it once
        if not SHORTEST_TOKEN <= len(input.token) <= LONGEST_TOKEN:
            raise NotFound
        asked = shape(
            PollAnswersByLink,
            token=input.token,
            answers=[
                {"date_id": known_id(one.date_id, "DatePollDate"), "availability": one.availability.value}
                for one in input.answers
            ],
            yes_counts=input.yes_counts,
        )
        view = yield from told(notifications.answer_date_poll_by_link(asked))
        return (yield from _link_of(context, view, info.wanted("DatePollLink")))

    return change(info, Who.HOLDER, make)


@strawberry.type
class DatePollLinkMutation:
    answer_date_poll_by_link: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerDatePollByLinkResult,
        description="Say when the person can come to whom the link was mailed; as often as they like, until the poll closes.",
        metadata=may(Who.HOLDER),
    )
