"""The goals of a network, for its coordinators: set one, put it otherwise, say what became of it, go on with what was left."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form, read_date
from services.gateway.web.language import words
from services.gateway.web.steering.rights import Steered, for_coordinators
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
FIELDS = ("text", "measure", "target", "due_on", "outcome", "lesson")
NO_DATE = words("Schrijf de dag zo: 31-12-2027. Of laat het leeg.")
NO_OUTCOME = words("Kies wat ervan gekomen is.")


@pages.get("/netwerken/{slug}/instellingen/doelen")
async def goals(visit: Here, slug: str) -> Response:
    """Show the goals, and ask for a new one."""
    return _goals_page(visit, await for_coordinators(visit, slug), Form())


@pages.post("/netwerken/{slug}/instellingen/doelen")
async def set_goal(visit: Here, slug: str) -> Response:
    """Set a goal."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    due_on = _day_in(form)
    if not form.faults:
        outcome = await visit.change(
            "steering/set_goal.graphql",
            clientMutationId=form.key,
            networkId=steered.network["id"],
            text=form.value("text"),
            measure=form.value("measure"),
            target=form.value("target"),
            dueOn=due_on,
        )
        if not outcome.faults:
            return visit.go(f"/netwerken/{slug}/instellingen/doelen", done="doel-bewaard")
        form = form.again(outcome.faults, FIELDS)
    return _goals_page(visit, steered, form, status=422)


@pages.get("/netwerken/{slug}/instellingen/doelen/{goal_id}")
async def goal(visit: Here, slug: str, goal_id: UUID) -> Response:
    """Show one goal: what became of it, or how it should read."""
    steered = await for_coordinators(visit, slug)
    found = _goal_in(steered, goal_id)
    return visit.page("steering/goal.html", network=steered.network, goal=found, form=_filled(found))


@pages.post("/netwerken/{slug}/instellingen/doelen/{goal_id}")
async def change_goal(visit: Here, slug: str, goal_id: UUID) -> Response:
    """Put a goal otherwise, or give it another day."""
    form = await visit.form()
    due_on = _day_in(form)
    told = {name: form.value(name) for name in ("text", "measure", "target")}
    return await _changed(
        visit, slug, goal_id, form, "steering/change_goal.graphql", "doel-bewaard", dueOn=due_on, **told
    )


@pages.post("/netwerken/{slug}/instellingen/doelen/{goal_id}/afsluiten")
async def close_goal(visit: Here, slug: str, goal_id: UUID) -> Response:
    """Say what became of a goal."""
    form = await visit.form()
    if not form.value("outcome"):
        form.fault("outcome", NO_OUTCOME)
    told = {name: form.value(name) for name in ("outcome", "lesson")}
    return await _changed(visit, slug, goal_id, form, "steering/close_goal.graphql", "doel-gesloten", **told)


@pages.post("/netwerken/{slug}/instellingen/doelen/{goal_id}/overnemen")
async def adopt_goal(visit: Here, slug: str, goal_id: UUID) -> Response:
    """Go on with a goal that was left."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "steering/adopt_goal.graphql",
        clientMutationId=form.key,
        networkId=steered.network["id"],
        goalId=global_id("Goal", goal_id),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        again = form.again(outcome.faults, ())
        return visit.page("steering/overview.html", status=409, network=steered.network, form=again)
    return visit.go(f"/netwerken/{slug}/instellingen/doelen", done="doel-overgenomen")


@pages.post("/netwerken/{slug}/instellingen/vragen/{question_id}/overnemen")
async def adopt_question(visit: Here, slug: str, question_id: UUID) -> Response:
    """Go on with a question that was left."""
    steered = await for_coordinators(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "steering/adopt_question.graphql",
        clientMutationId=form.key,
        networkId=steered.network["id"],
        questionId=global_id("Question", question_id),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        again = form.again(outcome.faults, ())
        return visit.page("steering/overview.html", status=409, network=steered.network, form=again)
    return visit.go(f"/netwerken/{slug}/instellingen", done="vraag-overgenomen")


async def _changed(
    visit: Visit, slug: str, goal_id: UUID, form: Form, mutation: str, done: str, **told: Any
) -> Response:
    steered = await for_coordinators(visit, slug)
    found = _goal_in(steered, goal_id)
    if not form.faults:
        outcome = await visit.change(
            mutation,
            clientMutationId=form.key,
            goalId=found["id"],
            version=form.number("version") or 0,
            **told,
        )
        if not outcome.faults:
            return visit.go(f"/netwerken/{slug}/instellingen/doelen", done=done)
        form = form.again(outcome.faults, FIELDS)
    shown = Form(values={**_filled(found).values, **form.values}, faults=form.faults)
    shown.values["version"] = str(found["version"])
    return visit.page("steering/goal.html", status=422, network=steered.network, goal=found, form=shown)


def _goal_in(steered: Steered, goal_id: UUID) -> dict[str, Any]:
    wanted = global_id("Goal", goal_id)
    found: dict[str, Any] | None = next((one for one in steered.network["goals"] if one["id"] == wanted), None)
    if found is None:
        raise NoSuchPage
    return found


def _filled(goal: dict[str, Any]) -> Form:
    told = {name: goal[name] for name in ("text", "measure", "target", "version")}
    year, month, day = (goal["dueOn"] or "--").split("-")
    return Form.filled({**told, "due_on": f"{int(day)}-{int(month)}-{year}" if day else ""})


def _day_in(form: Form) -> str | None:
    typed = form.value("due_on")
    day = read_date(typed)
    if typed and day is None:
        form.fault("due_on", NO_DATE)
    return day.isoformat() if day else None


def _goals_page(visit: Visit, steered: Steered, form: Form, *, status: int = 200) -> Response:
    return visit.page("steering/goals.html", status=status, network=steered.network, form=form)
