"""From which perspectives somebody may speak, which coordinators decide, and from which of them they speak now."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.members import Member, member_of
from services.gateway.graphql.participation import Participation, changed
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may
from services.gateway.owners import participation as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.network import participation as shapes


@strawberry.input(description="Exactly these perspectives from now on; what is left out is taken away.")
class SetPerspectivesInput:
    membership_id: strawberry.ID
    perspectives: list[PerspectiveCode]
    version: int
    client_mutation_id: str | None = None


@strawberry.input
class SpeakFromInput:
    membership_id: strawberry.ID
    perspective: PerspectiveCode
    version: int
    client_mutation_id: str | None = None


SetPerspectivesResult = Annotated[Member | Refusal, strawberry.union("SetPerspectivesResult")]
SpeakFromResult = Annotated[Participation | Refusal, strawberry.union("SpeakFromResult")]


def _set(info: Ask, input: SetPerspectivesInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def make(_context: Context) -> Loading[Any]:
        membership_id = known_id(input.membership_id, "Membership")
        wanted = [one.value for one in input.perspectives]
        body = shape(shapes.SetPerspectives, perspectives=wanted, version=input.version)
        key = key_for(info, input.client_mutation_id)
        return member_of((yield from told(owner.set_perspectives(membership_id, body, key))))

    return change(info, Who.COORDINATORS, make)


def _speak(info: Ask, input: SpeakFromInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquire(membership_id: UUID, key: str | None) -> Inquiry[shapes.ParticipationView]:
        body = shape(shapes.SpeakFrom, perspective=input.perspective.value, version=input.version)
        return owner.speak_from(membership_id, body, key)

    return changed(info, Who.SELF, input.membership_id, "Membership", input.client_mutation_id, inquire)


@strawberry.type
class PerspectiveMutation:
    set_perspectives: Any = strawberry.field(
        resolver=_set,
        graphql_type=SetPerspectivesResult,
        description="Let a member speak from these perspectives, from one at a time; they choose which.",
        metadata=may(Who.COORDINATORS),
    )
    speak_from: Any = strawberry.field(
        resolver=_speak,
        graphql_type=SpeakFromResult,
        description="Speak from another of one's own perspectives in a network from now on.",
        metadata=may(Who.SELF),
    )
