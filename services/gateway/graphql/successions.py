"""Going on as another network: one asks, the other answers; until it says yes nothing changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import NetworkStatus
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.plan import Place
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import steering
from services.gateway.owners.inquiry import Inquiry
from shared.api.network.networks import NetworkView
from shared.api.network.steering.succession import AnswerSuccession, SuccessionView


@seen_by(Who.COORDINATORS)
@strawberry.type(description="A network asks another one whether it may go on as it.")
class Succession:
    id: strawberry.ID
    is_own: bool = strawberry.field(description="Whether the network that is looked at asked it; else it may answer.")
    network_slug: str = strawberry.field(description="The network that would go on.")
    network_name: str
    successor_slug: str = strawberry.field(description="As this one.")
    successor_name: str
    proposed_at: datetime
    declined_at: datetime | None
    answer: str = strawberry.field(description="With which words it was declined.")


def _succession(view: SuccessionView) -> Succession:
    return Succession(
        id=strawberry.ID(global_id("Succession", view.id)),
        is_own=view.is_own,
        network_slug=view.network_slug,
        network_name=view.network_name,
        successor_slug=view.successor_slug,
        successor_name=view.successor_name,
        proposed_at=view.proposed_at,
        declined_at=view.declined_at,
        answer=view.answer,
    )


def successions_in(context: Context, network_id: UUID, _place: Place) -> Loading[Any]:
    """Fetch what a network asked and what waits for its answer; None for who does not coordinate it."""
    if context.viewer is None:
        return None
    given = yield from seen(steering.successions(network_id))
    return None if given is None else [_succession(view) for view in given]


SUCCESSION_LISTS = (("successions", successions_in),)
"""What extras.py fetches of each network where it is asked."""


def _successions(self: Any, info: Ask) -> Any:
    return self.lists[info.field]


@strawberry.type
class SuccessionsOfNetwork:
    successions: Any = strawberry.field(
        resolver=_successions,
        graphql_type=list[Succession] | None,
        metadata=may(Who.COORDINATORS, length=10),
        description="Its own wish to go on as another network, and those that wait for its answer; null for who may not see it.",
    )


@seen_by(Who.COORDINATORS)
@strawberry.type(description="What became of a wish to go on as another network.")
class SuccessionOver:
    network_slug: str = strawberry.field(description="The network that asked.")
    status: NetworkStatus = strawberry.field(description="SUCCEEDED: it goes on as the other one.")


@strawberry.input
class AnswerSuccessionInput:
    succession_id: strawberry.ID
    accepts: bool
    words: str = strawberry.field(default="", description="Why not, where it is declined; at least ten characters.")
    client_mutation_id: str | None = None


@strawberry.input
class WithdrawSuccessionInput:
    succession_id: strawberry.ID
    client_mutation_id: str | None = None


AnswerSuccessionResult = Annotated[SuccessionOver | Refusal, strawberry.union("AnswerSuccessionResult")]
WithdrawSuccessionResult = Annotated[SuccessionOver | Refusal, strawberry.union("WithdrawSuccessionResult")]


def _over(info: Ask, key: str | None, inquire: Callable[[str | None], Inquiry[NetworkView]]) -> Loading[Any]:
    def make(_context: Context) -> Loading[Any]:
        view = yield from told(inquire(key_for(info, key)))
        return SuccessionOver(network_slug=view.slug, status=NetworkStatus(view.status))

    return change(info, Who.COORDINATORS, make)


def _answer(info: Ask, input: AnswerSuccessionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    return _over(
        info,
        input.client_mutation_id,
        lambda key: steering.answer_succession(
            known_id(input.succession_id, "Succession"),
            shape(AnswerSuccession, accepts=input.accepts, words=input.words),
            key,
        ),
    )


def _withdraw(info: Ask, input: WithdrawSuccessionInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _over(
        info,
        input.client_mutation_id,
        lambda key: steering.withdraw_succession(known_id(input.succession_id, "Succession"), key),
    )


@strawberry.type
class SuccessionMutation:
    answer_succession: Any = strawberry.field(
        resolver=_answer,
        graphql_type=AnswerSuccessionResult,
        description="Let another network go on as this one, for good, or say no.",
        metadata=may(Who.COORDINATORS),
    )
    withdraw_succession: Any = strawberry.field(
        resolver=_withdraw,
        graphql_type=WithdrawSuccessionResult,
        description="Take back the wish to go on as another network, or put a no away.",
        metadata=may(Who.COORDINATORS),
    )
