"""Handing back a role of one's own in a network."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import Role
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.participation import Participation, participation
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import participation as owner
from shared.api.network.participation import HandBackRole


@strawberry.input
class HandBackRoleInput:
    network_id: strawberry.ID
    role: Role
    client_mutation_id: str | None = None


HandBackRoleResult = Annotated[Participation | Refusal, strawberry.union("HandBackRoleResult")]


def _hand_back(info: Ask, input: HandBackRoleInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        network_id = known_id(input.network_id, "Network")
        body = shape(HandBackRole, role=input.role.value)
        return participation(
            (yield from told(owner.hand_back_role(network_id, body, key_for(info, input.client_mutation_id))))
        )

    return change(info, Who.MEMBERS, make)


@strawberry.type
class HandingBackMutation:
    hand_back_role: Any = strawberry.field(
        resolver=_hand_back,
        graphql_type=HandBackRoleResult,
        description="Hold a role no longer; who coordinates the network hears of it, and only they give it again.",
        metadata=may(Who.MEMBERS),
    )
