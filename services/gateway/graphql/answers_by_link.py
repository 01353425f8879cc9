"""Whether somebody comes, as they say with the link in their mail: no sign-in, and nothing else can be seen or done with it."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.coming_enums import SessionAnswer
from services.gateway.graphql.context import Context
from services.gateway.graphql.loading import Loading, nothing, seen, together, told
from services.gateway.graphql.nodes import later, many
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.refusals import Refusal, change, key_for
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import notifications
from shared.api.notifications.answers import AnswerByLink, SeenAnswer
from shared.errors import NotFound

SHORTEST_TOKEN, LONGEST_TOKEN = 16, 200


@seen_by(Who.HOLDER)
@strawberry.type(
    description="One session, and what the person said to whom the link was mailed; who that is stands in none of it."
)
class AnswerLink:
    network: Any = strawberry.field(graphql_type=later("Network", "networks") | None)
    starts_at: datetime
    ends_at: datetime
    zone: str
    is_cancelled: bool
    takes_answers: bool
    answer: SessionAnswer | None
    is_waiting: bool = strawberry.field(description="They would come, and there is no seat yet.")


def _link_of(context: Context, view: SeenAnswer, wanted: Wanted) -> Loading[AnswerLink]:
    networks: Any = {}
    if "network" in wanted:
        (networks,) = yield from together(many("Network", context, [view.network_id], wanted.below("network")))
    return AnswerLink(
        network=networks if isinstance(networks, Exception) else networks.get(view.network_id),
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        zone=view.zone,
        is_cancelled=view.is_cancelled,
        takes_answers=view.takes_answers,
        answer=SessionAnswer(view.answer) if view.answer else None,
        is_waiting=view.is_waiting,
    )


def _look(info: Ask, token: str) -> Loading[Any]:
    if not SHORTEST_TOKEN <= len(token) <= LONGEST_TOKEN:
        return nothing(None)
    return _show(info.context, token, info.wanted())


def _show(context: Context, token: str, wanted: Wanted) -> Loading[Any]:
    view = yield from seen(notifications.answer_link(token))
    return None if view is None else (yield from _link_of(context, view, wanted))


@strawberry.type
class AnswerLinkQuery:
    answer_link: Any = strawberry.field(
        resolver=_look,
        graphql_type=AnswerLink | None,
        description="The session of the link in a mail; null when it never was or is over. Looking changes nothing.",
        metadata=may(Who.HOLDER),
    )


@strawberry.input
class AnswerByLinkInput:
    token: str
    answer: SessionAnswer
    client_mutation_id: str | None = None


AnswerByLinkResult = Annotated[AnswerLink | Refusal, strawberry.union("AnswerByLinkResult")]


def _answer(info: Ask, input: AnswerByLinkInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(context: Context) -> Loading[Any]:
        key_for(info, input.client_mutation_id)  # checked only: saying it twice is the same as saying it once
        if not SHORTEST_TOKEN <= len(input.token) <= LONGEST_TOKEN:
            raise NotFound
        asked = AnswerByLink(token=input.token, answer=input.answer.value)
        view = yield from told(notifications.answer_by_link(asked))
        return (yield from _link_of(context, view, info.wanted("AnswerLink")))

    return change(info, Who.HOLDER, make)


@strawberry.type
class AnswerLinkMutation:
    answer_by_link: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerByLinkResult,
        description="Say whether the person comes to whom the link was mailed; as often as they like, until the session starts.",
        metadata=may(Who.HOLDER),
    )
