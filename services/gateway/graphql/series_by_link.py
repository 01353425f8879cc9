"""Whether somebody comes to the sessions of a series, as they say with the link in their mail: no sign-in, and nothing else with it."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.answers_by_link import LONGEST_TOKEN, SHORTEST_TOKEN
from services.gateway.graphql.asking import Ask
from services.gateway.graphql.coming_enums import SessionAnswer
from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, nothing, seen, together, told
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import notifications
from shared.api.notifications.answers import SeenSeries, SeriesAnswersByLink
from shared.errors import NotFound


@seen_by(Who.HOLDER)
@strawberry.type(description="One session of a series, and what the person said of it to whom the link was mailed.")
class SeriesAnswerLinkSession:
    id: strawberry.ID
    starts_at: datetime
    ends_at: datetime
    answer: SessionAnswer | None = strawberry.field(
        description="Null while they said nothing, or only of an earlier date."
    )
    is_waiting: bool = strawberry.field(description="They would come, and there is no seat yet.")


@seen_by(Who.HOLDER)
@strawberry.type(
    description="The sessions of a series that are still to come, for the person to whom the link was mailed; who that is "
    "stands in none of it."
)
class SeriesAnswerLink:
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    zone: str
    sessions: list[SeriesAnswerLinkSession] = strawberry.field(
        metadata=may(Who.HOLDER, length=24), description="In order of time."
    )


def _link_of(context: Context, view: SeenSeries, wanted: Wanted) -> Loading[SeriesAnswerLink]:
    networks: Any = {}
    if "network" in wanted:
        (networks,) = yield from together(many("Network", context, [view.network_id], wanted.below("network")))
    return SeriesAnswerLink(
        network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
        zone=view.zone,
        sessions=[
            SeriesAnswerLinkSession(
                id=strawberry.ID(global_id("Session", one.id)),
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                answer=SessionAnswer(one.answer) if one.answer else None,
                is_waiting=one.is_waiting,
            )
            for one in view.sessions
        ],
    )


def _look(info: Ask, token: str) -> Loading[Any]:
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN:
        return nothing(None)
    return _show(info.context, token, info.wanted())


def _show(context: Context, token: str, wanted: Wanted) -> Loading[Any]:
    view = yield from seen(notifications.series_answer_link(token))
    return None if view is None else (yield from _link_of(context, view, wanted))


@strawberry.type
class SeriesAnswerLinkQuery:
    series_answer_link: Any = strawberry.field(
        resolver=_look,
        graphql_type=SeriesAnswerLink | None,
        description="The sessions of the link in a mail; null when it never was or all are over. Looking changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.input
class SessionAnswerInput:
    session_id: strawberry.ID
    answer: SessionAnswer


@strawberry.input(
    description="Sessions that are left out stay as they were; what takes no answers any more is passed by. Who declines all that "
    "is still to come takes back with it what they said of the whole series."
)
class AnswerSeriesByLinkInput:
    token: str
    answers: list[SessionAnswerInput] = strawberry.field(
        description="Of single sessions; each counts over what is said of the whole series."
    )
    whole_series: SessionAnswer | None = strawberry.field(
        default=None, description="Of all that is still to come, and of what is confirmed in the series later."
    )
    client_mutation_id: str | None = None


AnswerSeriesByLinkResult = Annotated[SeriesAnswerLink | Refusal, strawberry.union("AnswerSeriesByLinkResult")]


def _answer(info: Ask, input: AnswerSeriesByLinkInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: saying it twice is the same as saying it once
        if not SHORTEST_TOKEN <= len(input.token) <= LONGEST_TOKEN:
            raise NotFound
        asked = shape(
            SeriesAnswersByLink,
            token=input.token,
            whole_series=input.whole_series.value if input.whole_series else None,
            answers=[
                {"session_id": known_id(one.session_id, "Session"), "answer": one.answer.value} for one in input.answers
            ],
        )
        view = yield from told(notifications.answer_series_by_link(asked))
        return (yield from _link_of(context, view, info.wanted("SeriesAnswerLink")))

    return change(info, Who.HOLDER, make)


@strawberry.type
class SeriesAnswerLinkMutation:
    answer_series_by_link: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerSeriesByLinkResult,
        description="Say to which sessions of a series the person comes to whom the link was mailed; as often as they like, of "
        "each until it starts.",
        metadata=may(Who.HOLDER),
    )
