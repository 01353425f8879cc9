"""Goals: what a network wants to reach, and what became of it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.graphql.asking import Ask
from services.gateway.graphql.context import Context
from services.gateway.graphql.enums import GoalOutcome
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, seen, told
from services.gateway.graphql.refusals import Refusal, change, key_for, known_id, shape
from services.gateway.graphql.who import Who, may, seen_by
from services.gateway.owners import steering
from services.gateway.owners.inquiry import Inquiry
from shared.api.network.steering.goals import AdoptGoal, ChangeGoal, CloseGoal, GoalView, SetGoal


@seen_by(Who.ANYONE)
@strawberry.type(description="What a network wants to reach.")
class Goal:
    id: strawberry.ID
    text: str
    measure: str = strawberry.field(description="By what one sees that it is reached.")
    target: str
    due_on: date | None
    outcome: GoalOutcome | None = strawberry.field(description="Null while it is open; a passed day closes nothing.")
    asks_outcome: bool = strawberry.field(description="Its day has passed, and nobody has said what became of it.")
    lesson: str
    closed_at: datetime | None
    was_taken_over: bool = strawberry.field(description="Whether another network set it, which goes on as this one.")
    version: int


@seen_by(Who.COORDINATORS)
@strawberry.type(description="An open goal of a network that goes on as this one; it asks for a new owner.")
class LeftGoal:
    goal: Goal
    network_slug: str
    network_name: str


def goal(view: GoalView) -> Goal:
    """Make a goal of what network told."""
    return Goal(
        id=strawberry.ID(global_id("Goal", view.id)),
        text=view.text,
        measure=view.measure,
        target=view.target,
        due_on=view.due_on,
        outcome=GoalOutcome(view.outcome) if view.outcome else None,
        asks_outcome=view.asks_outcome,
        lesson=view.lesson,
        closed_at=view.closed_at,
        was_taken_over=view.from_network_id is not None,
        version=view.version,
    )


def goals_of(ids: Sequence[UUID]) -> Loading[dict[UUID, list[Goal]]]:
    """Fetch the goals of some networks."""
    given = yield from told(steering.goals(ids))
    found: dict[UUID, list[Goal]] = {}
    for view in given:
        found.setdefault(view.network_id, []).append(goal(view))
    return found


def left_goals_of(context: Context, network_id: UUID) -> Loading[list[LeftGoal] | None]:
    """Fetch what asks for a new owner in a network; None for who does not coordinate it."""
    if context.viewer is None:
        return None
    given = yield from seen(steering.left_goals(network_id))
    return (
        None
        if given is None
        else [
            LeftGoal(goal=goal(one.goal), network_slug=one.network_slug, network_name=one.network_name) for one in given
        ]
    )


@strawberry.input(description="What is left out is named in the refusal, all at once.")
class SetGoalInput:
    network_id: strawberry.ID
    text: str = ""
    measure: str = ""
    target: str = ""
    due_on: date | None = None
    client_mutation_id: str | None = None


@strawberry.input
class ChangeGoalInput:
    goal_id: strawberry.ID
    version: int
    text: str = ""
    measure: str = ""
    target: str = ""
    due_on: date | None = None
    client_mutation_id: str | None = None


@strawberry.input
class CloseGoalInput:
    goal_id: strawberry.ID
    version: int
    outcome: GoalOutcome
    lesson: str = ""
    client_mutation_id: str | None = None


@strawberry.input
class AdoptGoalInput:
    network_id: strawberry.ID = strawberry.field(description="The successor, in which it goes on.")
    goal_id: strawberry.ID
    version: int
    client_mutation_id: str | None = None


SetGoalResult = Annotated[Goal | Refusal, strawberry.union("SetGoalResult")]
ChangeGoalResult = Annotated[Goal | Refusal, strawberry.union("ChangeGoalResult")]
CloseGoalResult = Annotated[Goal | Refusal, strawberry.union("CloseGoalResult")]
AdoptGoalResult = Annotated[Goal | Refusal, strawberry.union("AdoptGoalResult")]


def _made(info: Ask, key: str | None, inquire: Callable[[str | None], Inquiry[GoalView]]) -> Loading[Any]:
    def make(_context: Context) -> Loading[Any]:
        return goal((yield from told(inquire(key_for(info, key)))))

    return change(info, Who.COORDINATORS, make)


def _words(input: SetGoalInput | ChangeGoalInput) -> dict[str, Any]:  # noqa: A002 -- the public name of the argument
    return {"text": input.text, "measure": input.measure, "target": input.target, "due_on": input.due_on}


def _set(info: Ask, input: SetGoalInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.set_goal(known_id(input.network_id, "Network"), shape(SetGoal, **_words(input)), key),
    )


def _change(info: Ask, input: ChangeGoalInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.change_goal(
            known_id(input.goal_id, "Goal"), shape(ChangeGoal, version=input.version, **_words(input)), key
        ),
    )


def _close(info: Ask, input: CloseGoalInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.close_goal(
            known_id(input.goal_id, "Goal"),
            shape(CloseGoal, version=input.version, outcome=input.outcome.value, lesson=input.lesson),
            key,
        ),
    )


def _adopt(info: Ask, input: AdoptGoalInput) -> Loading[Any]:  # noqa: A002 -- as above
    return _made(
        info,
        input.client_mutation_id,
        lambda key: steering.adopt_goal(
            known_id(input.network_id, "Network"),
            known_id(input.goal_id, "Goal"),
            shape(AdoptGoal, version=input.version),
            key,
        ),
    )


@strawberry.type
class GoalMutation:
    set_goal: Any = strawberry.field(
        resolver=_set, graphql_type=SetGoalResult, description="Set a goal.", metadata=may(Who.COORDINATORS)
    )
    change_goal: Any = strawberry.field(
        resolver=_change,
        graphql_type=ChangeGoalResult,
        description="Put an open goal otherwise, or give it another day.",
        metadata=may(Who.COORDINATORS),
    )
    close_goal: Any = strawberry.field(
        resolver=_close,
        graphql_type=CloseGoalResult,
        description="Say what became of a goal; nothing else closes it.",
        metadata=may(Who.COORDINATORS),
    )
    adopt_goal: Any = strawberry.field(
        resolver=_adopt,
        graphql_type=AdoptGoalResult,
        description="Go on with an open goal that was left by a network that goes on as this one.",
        metadata=may(Who.COORDINATORS),
    )
