"""Who may ask what of goals: everybody reads them, coordinators set and close them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.network.memberships.domain.roles import check_coordinates
from services.network.memberships.queries.roles import coordinates
from services.network.networks.queries import shown_by_ids
from services.network.steering.domain.goals import Outcome, asks_for_outcome
from services.network.steering.models.goals import Goal
from services.network.steering.operations import goals as operations
from services.network.steering.queries import goals as queries
from shared.api.network.steering.goals import AdoptGoal, ChangeGoal, CloseGoal, GoalView, LeftGoalView, SetGoal
from shared.api.page import Ids
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound
from shared.web.edge import ANYONE, PERSON, Edge, Now, Viewer

edge = Edge()
ZONE = ZoneInfo("Europe/Amsterdam")


@edge.read("/goals:batch", who=ANYONE, method="POST")
async def goals_of(body: Ids, session: Session, now: Now) -> list[GoalView]:
    """The goals of some networks."""
    return [_view(row, _day(now)) for row in await queries.goals_of(session, body.ids)]


@edge.read("/networks/{network_id}/left-goals", who=PERSON)
async def left_goals(network_id: UUID, session: Session, viewer: Viewer, now: Now) -> list[LeftGoalView]:
    """Open goals of the networks that go on as this one, for its coordinators."""
    found = await shown_by_ids(session, [network_id])
    if not found:
        raise NotFound
    check_coordinates(is_coordinator=await coordinates(session, network_id=network_id, person_id=viewer.person()))
    return [
        LeftGoalView(goal=_view(row, _day(now)), network_slug=row.network_slug, network_name=row.network_name)
        for row in await queries.left_behind(session, found[0].slug)
    ]


@edge.change("/networks/{network_id}/goals", who=PERSON)
async def set_goal(network_id: UUID, body: SetGoal, work: Work) -> GoalView:
    """A network sets a goal."""
    goal = await operations.set_goal(
        work, network_id=network_id, text=body.text, measure=body.measure, target=body.target, due_on=body.due_on
    )
    return _stored(goal, work)


@edge.change("/goals/{goal_id}:change", who=PERSON)
async def change_goal(goal_id: UUID, body: ChangeGoal, work: Work) -> GoalView:
    """A goal is put otherwise, or gets another day."""
    goal = await operations.change_goal(
        work,
        goal_id=goal_id,
        version=body.version,
        text=body.text,
        measure=body.measure,
        target=body.target,
        due_on=body.due_on,
    )
    return _stored(goal, work)


@edge.change("/goals/{goal_id}:close", who=PERSON)
async def close_goal(goal_id: UUID, body: CloseGoal, work: Work) -> GoalView:
    """Somebody says what became of a goal."""
    goal = await operations.close_goal(
        work, goal_id=goal_id, version=body.version, outcome=Outcome(body.outcome), lesson=body.lesson
    )
    return _stored(goal, work)


@edge.change("/networks/{network_id}/left-goals/{goal_id}:adopt", who=PERSON)
async def adopt_goal(network_id: UUID, goal_id: UUID, body: AdoptGoal, work: Work) -> GoalView:
    """A goal that was left goes on in the successor."""
    goal = await operations.adopt_goal(work, network_id=network_id, goal_id=goal_id, version=body.version)
    return _stored(goal, work)


def _day(now: Now) -> date:
    return now.astimezone(ZONE).date()


def _stored(goal: Goal, work: Work) -> GoalView:
    return _view({name: getattr(goal, name, None) for name in GoalView.model_fields}, _day(work.now))


def _view(row: Mapping[Any, Any], today: date) -> GoalView:
    told = {name: row[name] for name in GoalView.model_fields if name != "asks_outcome"}
    asks = asks_for_outcome(due_on=told["due_on"], outcome=told["outcome"], today=today)
    return GoalView.model_validate({**told, "asks_outcome": asks})
