"""What can be done with goals: set one, change it, say what became of it, and go on with one that was left."""

from datetime import date
from uuid import UUID

from services.network.memberships.operations.writing import check_may_write
from services.network.networks.domain import NetworkStatus
from services.network.steering.domain.goals import (
    MOST_OPEN,
    NobodyLeftIt,
    Outcome,
    TooManyGoals,
    check_goal,
    check_is_open,
)
from services.network.steering.domain.settings import check_goes_on
from services.network.steering.models.goals import Goal
from services.network.steering.operations.settings import network_to_steer
from services.network.steering.queries import goals as queries
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound, StaleVersion


async def set_goal(work: Work, *, network_id: UUID, text: str, measure: str, target: str, due_on: date | None) -> Goal:
    """Set a goal. Raises NotFound, CoordinatorNeeded, NetworkIsOver, WritingLimited, GoalIncomplete, TooManyGoals."""
    check_goes_on(NetworkStatus((await network_to_steer(work, network_id=network_id)).status))
    await check_may_write(work, network_id=network_id)
    check_goal(text=text, measure=measure, target=target)
    if await queries.open_goals(work.session, network_id) >= MOST_OPEN:
        raise TooManyGoals
    goal = work.add(
        Goal(
            id=new_id(),
            network_id=network_id,
            text=text,
            measure=measure,
            target=target,
            due_on=due_on,
            set_at=work.now,
            version=1,
        )
    )
    work.note(Verb.GOAL_SET, Kind.GOAL, goal.id, network_id=network_id)
    return goal


async def change_goal(
    work: Work, *, goal_id: UUID, version: int, text: str, measure: str, target: str, due_on: date | None
) -> Goal:
    """Change an open goal, or give it another day.

    Raises NotFound, CoordinatorNeeded, WritingLimited, StaleVersion, GoalIncomplete, GoalIsClosed.
    """
    goal = await _goal_to_steer(work, goal_id, version)
    check_goal(text=text, measure=measure, target=target)
    goal.text, goal.measure, goal.target, goal.due_on = text, measure, target, due_on
    work.note(Verb.GOAL_CHANGED, Kind.GOAL, goal.id, network_id=goal.network_id)
    return goal


async def close_goal(work: Work, *, goal_id: UUID, version: int, outcome: Outcome, lesson: str) -> Goal:
    """Say what became of a goal; nothing and nobody else closes it (BR-025).

    Raises NotFound, CoordinatorNeeded, WritingLimited, StaleVersion, GoalIncomplete, GoalIsClosed.
    """
    goal = await _goal_to_steer(work, goal_id, version)
    check_goal(text=goal.text, measure=goal.measure, target=goal.target, lesson=lesson)
    goal.outcome, goal.lesson, goal.closed_at = outcome.value, lesson, work.now
    work.note(Verb.GOAL_CLOSED, Kind.GOAL, goal.id, network_id=goal.network_id, reason=outcome.value)
    return goal


async def adopt_goal(work: Work, *, network_id: UUID, goal_id: UUID, version: int) -> Goal:
    """Let a goal go on in the network that succeeds the one it was left in (J22).

    Raises NotFound, CoordinatorNeeded, NetworkIsOver, StaleVersion, NobodyLeftIt, TooManyGoals.
    """
    successor = await network_to_steer(work, network_id=network_id)
    check_goes_on(NetworkStatus(successor.status))
    goal = await queries.goal_to_change(work.session, goal_id)
    if goal is None:
        raise NotFound
    if goal.version != version:
        raise StaleVersion
    left = await queries.goes_on_as(work.session, network_id=goal.network_id, slug=successor.slug)
    if not left or goal.outcome is not None:
        raise NobodyLeftIt
    if await queries.open_goals(work.session, network_id) >= MOST_OPEN:
        raise TooManyGoals
    goal.from_network_id, goal.network_id = goal.network_id, network_id
    work.note(Verb.GOAL_ADOPTED, Kind.GOAL, goal.id, network_id=network_id)
    goal.version += 1
    return goal


async def _goal_to_steer(work: Work, goal_id: UUID, version: int) -> Goal:
    goal = await queries.goal_to_change(work.session, goal_id)
    if goal is None:
        raise NotFound
    await network_to_steer(work, network_id=goal.network_id)
    await check_may_write(work, network_id=goal.network_id)
    if goal.version != version:
        raise StaleVersion
    check_is_open(goal.outcome)
    goal.version += 1
    return goal
