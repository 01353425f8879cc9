"""What a member brings to a network, in their own words (C036)."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.participation import Participation, participation
from services.gateway.graphql.posting import PostedInput, posted
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id
from services.gateway.graphql.who import Who, may
from services.gateway.owners import participation as owner
from shared.api.network.participation import SayContribution


@strawberry.input(description="Without words there is none any more.")
class SayContributionInput(PostedInput):
    network_id: strawberry.ID
    contribution: str
    client_mutation_id: str | None = None


SayContributionResult = Annotated[Participation | Refusal, strawberry.union("SayContributionResult")]


def _say(info: Ask, input: SayContributionInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = posted(SayContribution, input, contribution=input.contribution)
        view = yield from told(owner.say_contribution(network_id, body, key_for(info, input.client_mutation_id)))
        return participation(view)

    return change(info, Who.MEMBERS, make)


@strawberry.type
class ContributionMutation:
    say_contribution: Any = strawberry.field(
        resolver=_say,
        graphql_type=SayContributionResult,
        description="Tell the members of a network what one brings, or is there for.",
        metadata=may(Who.MEMBERS),
    )
