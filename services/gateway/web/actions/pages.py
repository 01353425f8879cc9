"""What I do until when, over all networks; saying that it is done, letting it go, and taking that back."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form, read_date, written_date
from services.gateway.web.language import words
from services.gateway.web.minutes.reading import owner_of, owner_sent, owners_in
from services.gateway.web.people.everybody import fetch_everybody
from services.gateway.web.visit import Here, Outcome, Visit

pages = APIRouter()


@pages.get("/acties")
async def mine(visit: Here, klaar: bool = False, na: str | None = None) -> Response:
    """Show what I do, the first day first; or what I did."""
    visit.people_only()
    answer = await visit.ask("actions/mine.graphql", done=klaar, after=na)
    viewer = answer["viewer"]
    found = viewer["closed" if klaar else "open"] or {"edges": [], "pageInfo": {"hasNextPage": False}}
    return visit.page(
        "actions/mine.html",
        actions=[edge["node"] for edge in found["edges"]],
        info=found["pageInfo"],
        done_ones=klaar,
        fresh=Form,
        failed=answer.failed,
    )


@pages.get("/acties/{action_id}")
async def one(visit: Here, action_id: UUID) -> Response:
    """Show one action and what can be done with it."""
    visit.people_only()
    return await _page(visit, action_id, None)


@pages.post("/acties/{action_id}/klaar")
async def complete(visit: Here, action_id: UUID) -> Response:
    """Say that it is done."""
    return await _close(visit, action_id, "actions/complete.graphql", "afspraak-klaar")


@pages.post("/acties/{action_id}/vervalt")
async def drop(visit: Here, action_id: UUID) -> Response:
    """Say that it is not done after all, and why."""
    return await _close(visit, action_id, "actions/drop.graphql", "afspraak-vervallen")


@pages.post("/acties/{action_id}/open")
async def reopen(visit: Here, action_id: UUID) -> Response:
    """Take that back."""
    visit.people_only()
    form = await visit.form()
    outcome = await _change(visit, action_id, form, "actions/reopen.graphql")
    if outcome.faults:
        return await _page(visit, action_id, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/acties/{action_id}", done="afspraak-open")


@pages.post("/acties/{action_id}/wie")
async def assign(visit: Here, action_id: UUID) -> Response:
    """Say who does it, and until when."""
    visit.people_only()
    form = await visit.form()
    day = read_date(form.value("due_on"))
    if form.value("due_on") and day is None:
        form.fault("due_on", words("Schrijf de datum zo: 14-1-2027"))
        return await _page(visit, action_id, form, status=422)
    outcome = await _change(
        visit,
        action_id,
        form,
        "actions/assign.graphql",
        **owner_sent(form.value("owner")),
        dueOn=day.isoformat() if day else None,
    )
    if outcome.faults:
        return await _page(visit, action_id, form.again(outcome.faults, ("owner", "due_on")), status=422)
    return visit.go(f"/acties/{action_id}", done="afspraken-bewaard")


async def _close(visit: Visit, action_id: UUID, document: str, done: str) -> Response:
    visit.people_only()
    form = await visit.form()
    outcome = await _change(visit, action_id, form, document, answer=form.value("answer"))
    if outcome.faults:
        return await _page(visit, action_id, form.again(outcome.faults, ("answer",)), status=422)
    return visit.go(f"/acties/{action_id}", done=done)


async def _change(visit: Visit, action_id: UUID, form: Form, document: str, **input_: Any) -> Outcome:
    return await visit.change(
        document,
        clientMutationId=form.key,
        actionPointId=global_id("ActionPoint", action_id),
        version=form.number("version") or 0,
        **input_,
    )


async def _page(visit: Visit, action_id: UUID, form: Form | None, *, status: int = 200) -> Response:
    answer = await visit.ask("actions/action.graphql", id=global_id("ActionPoint", action_id))
    action = answer["node"]
    stands = {"owner": owner_of(action), "due_on": written_date(action["dueOn"])}
    if form is not None:
        for name, value in stands.items():
            form.values.setdefault(name, value)
    network = action["network"]
    if action["viewerMayAssign"]:
        await fetch_everybody(visit, network)
    return visit.page(
        "actions/action.html",
        status=status,
        action=action,
        network=network,
        owners=owners_in(network) if network else {"people": [], "organisations": []},
        form=form or Form.filled(stands),
    )
