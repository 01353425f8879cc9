"""What can be done to let everybody speak: ask for a turn, give it, and make groups."""

from typing import Annotated, Any

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.enums import PerspectiveCode
from services.gateway.graphql.loading import Loading
from services.gateway.graphql.refusals import Refusal, key_for, known_id, shape
from services.gateway.graphql.running import changed
from services.gateway.graphql.session_days import SessionDay
from services.gateway.graphql.who import Who, may
from services.gateway.owners import session_days as owner
from services.gateway.owners.inquiry import Inquiry
from shared.api.agenda.day import AskTurn, DayView, MakeGroups


@strawberry.input
class AskTurnInput:
    session_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class AskTurnForInput:
    session_id: strawberry.ID
    perspective: PerspectiveCode
    client_mutation_id: str | None = None


@strawberry.input
class GiveTurnInput:
    turn_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input
class EndTurnInput:
    turn_id: strawberry.ID
    client_mutation_id: str | None = None


@strawberry.input(description="So many more people of one perspective, who are not known by name.")
class OthersInput:
    perspective: PerspectiveCode
    count: int


@strawberry.input
class MakeGroupsInput:
    session_id: strawberry.ID
    person_ids: list[strawberry.ID]
    others: list[OthersInput] = strawberry.field(default_factory=list)
    groups: int
    client_mutation_id: str | None = None


AskTurnResult = Annotated[SessionDay | Refusal, strawberry.union("AskTurnResult")]
AskTurnForResult = Annotated[SessionDay | Refusal, strawberry.union("AskTurnForResult")]
GiveTurnResult = Annotated[SessionDay | Refusal, strawberry.union("GiveTurnResult")]
EndTurnResult = Annotated[SessionDay | Refusal, strawberry.union("EndTurnResult")]
MakeGroupsResult = Annotated[SessionDay | Refusal, strawberry.union("MakeGroupsResult")]


def _ask(info: Ask, input: AskTurnInput) -> Loading[Any]:  # noqa: A002 -- the public name of the argument
    def inquiry() -> Inquiry[DayView]:
        session_id = known_id(input.session_id, "Session")
        return owner.ask_turn(session_id, AskTurn(), key_for(info, input.client_mutation_id))

    return changed(info, Who.MEMBERS, inquiry)


def _ask_for(info: Ask, input: AskTurnForInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        session_id = known_id(input.session_id, "Session")
        request = shape(AskTurn, perspective=input.perspective.value)
        return owner.ask_turn(session_id, request, key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


def _give(info: Ask, input: GiveTurnInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        return owner.give_turn(known_id(input.turn_id, "SpeakingTurn"), key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


def _end(info: Ask, input: EndTurnInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        return owner.end_turn(known_id(input.turn_id, "SpeakingTurn"), key_for(info, input.client_mutation_id))

    return changed(info, Who.MEMBERS, inquiry)


def _groups(info: Ask, input: MakeGroupsInput) -> Loading[Any]:  # noqa: A002 -- as above
    def inquiry() -> Inquiry[DayView]:
        request = shape(
            MakeGroups,
            person_ids=[known_id(one, "Person") for one in input.person_ids],
            others=[{"perspective": one.perspective.value, "count": one.count} for one in input.others],
            groups=input.groups,
        )
        session_id = known_id(input.session_id, "Session")
        return owner.make_groups(session_id, request, key_for(info, input.client_mutation_id))

    return changed(info, Who.FACILITATORS, inquiry)


@strawberry.type
class TurnMutation:
    ask_turn: Any = strawberry.field(
        resolver=_ask,
        graphql_type=AskTurnResult,
        description="Say that one wants to say something; who waits already keeps their place.",
        metadata=may(Who.MEMBERS),
    )
    ask_turn_for: Any = strawberry.field(
        resolver=_ask_for,
        graphql_type=AskTurnForResult,
        description="Write somebody without a phone down for a turn, by perspective and without a name.",
        metadata=may(Who.FACILITATORS),
    )
    give_turn: Any = strawberry.field(
        resolver=_give,
        graphql_type=GiveTurnResult,
        description="Let the next one speak; the turn before it is over.",
        metadata=may(Who.FACILITATORS),
    )
    end_turn: Any = strawberry.field(
        resolver=_end,
        graphql_type=EndTurnResult,
        description="Say that a turn is over, or not wanted any more; one's own, or any by who leads.",
        metadata=may(Who.MEMBERS),
    )
    make_groups: Any = strawberry.field(
        resolver=_groups,
        graphql_type=MakeGroupsResult,
        description="Spread people over groups by chance, each with the most perspectives it can have; in place of those there were.",
        metadata=may(Who.FACILITATORS),
    )
