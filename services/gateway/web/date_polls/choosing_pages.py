"""Choosing the dates of a poll: tick them, see who is left out and say what you do for them, and confirm."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.date_polls.needed import is_anybody_missing
from services.gateway.web.date_polls.pages import PollId, fetch_poll
from services.gateway.web.forms import Form
from services.gateway.web.language import translations, words
from services.gateway.web.network_labels import GROUPS_OF_PEOPLE
from services.gateway.web.poll_labels import MEASURES
from services.gateway.web.visit import Here, Refused, Visit

pages = APIRouter()
SAID = frozenset({"place", "link", "goes_without"})
"""What was said of the dates that were chosen, beside what is done for a group; it stays while others are chosen."""


@pages.get("/datumprikkers/{poll_id}/kiezen")
async def choose(visit: Here, poll_id: PollId, request: Request) -> Response:
    """Show the dates, the best first, to tick."""
    found = await _mine_to_choose(visit, poll_id)
    if found["status"] == "DECIDED":
        return _go_see(visit, poll_id)
    return _choose_page(visit, found, Form.sent(request.query_params))


@pages.get("/datumprikkers/{poll_id}/kiezen/nakijken")
async def look(visit: Here, poll_id: PollId, request: Request) -> Response:
    """Show what will happen, and ask what is done for who is left out; nothing is saved."""
    found = await _mine_to_choose(visit, poll_id)
    if found["status"] == "DECIDED":
        return _go_see(visit, poll_id)
    form = Form.sent(request.query_params)
    form.values.setdefault("place", found["place"])
    form.values.setdefault("link", found["link"] or "")
    if not _chosen(found, form):
        form.fault("dates", words("Kies minstens één datum."))
        return _choose_page(visit, found, form, status=422)
    return _look_page(visit, found, form)


@pages.post("/datumprikkers/{poll_id}/kiezen")
async def confirm(visit: Here, poll_id: PollId) -> Response:
    """Confirm the dates; each becomes a session."""
    found = await _mine_to_choose(visit, poll_id)
    form = await visit.form()
    say = translations(visit.language).gettext
    chosen = _chosen(found, form)
    measures = []
    for perspective in _left_out(chosen):
        measure = form.value(f"measure-{perspective}")
        if measure in MEASURES:
            measures.append({"perspective": perspective, "measure": measure})
        else:
            group = say(GROUPS_OF_PEOPLE[perspective])
            form.fault(f"measure-{perspective}", words("Kies wat je doet voor %(about)s."), group)
    goes_without = "ja" in form.several.get("goes_without", [])
    if is_anybody_missing(chosen) and not goes_without:
        form.fault("goes_without", words("Zeg dat het toch doorgaat, of kies een andere datum."))
    if form.faults:
        return _look_page(visit, found, form, status=422)
    outcome = await visit.change(
        "date_polls/confirm.graphql",
        clientMutationId=form.key,
        datePollId=global_id("DatePoll", poll_id),
        dateIds=[date["id"] for date in chosen],
        measures=measures,
        place=form.value("place"),
        link=form.values.get("link"),
        goesWithout=goes_without,
    )
    if outcome.code == "DATE_POLL_DECIDED":
        return _go_see(visit, poll_id)
    if outcome.faults:
        again = form.again(outcome.faults, ("place", "link", "dates"))
        if chosen:
            return _look_page(visit, await fetch_poll(visit, poll_id), again, status=422)
        return _choose_page(visit, found, again, status=422)
    return visit.go(f"/netwerken/{found['network']['slug']}/bijeenkomsten", done="data-gekozen")


async def _mine_to_choose(visit: Visit, poll_id: Any) -> dict[str, Any]:
    visit.people_only()
    found = await fetch_poll(visit, poll_id)
    if not (found["network"] and (found["network"]["viewerMembership"] or {}).get("coordinates")):
        raise Refused("COORDINATOR_NEEDED")
    if not found["viewerMayChoose"] and found["status"] != "DECIDED":
        raise Refused("DATE_POLL_STILL_OPEN" if found["viewerMayClose"] else "DATE_POLL_DECIDED")
    return found


def _go_see(visit: Visit, poll_id: Any) -> Response:
    """Go and see what somebody else chose meanwhile."""
    return visit.go(f"/datumprikkers/{poll_id}", done="data-al-gekozen")


def _chosen(found: dict[str, Any], form: Form) -> list[dict[str, Any]]:
    kept = set(form.several.get("dates", []))
    return sorted(
        (date for date in found["dates"] if plain_id(date["id"]) in kept), key=lambda date: str(date["startsAt"])
    )


def _left_out(chosen: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(code for date in chosen for code in date["leftOut"] or []))


def _choose_page(visit: Visit, found: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    said = [(name, value) for name, value in form.values.items() if name.startswith("measure-") or name in SAID]
    return visit.page(
        "date_polls/choose.html", status=status, poll=found, network=found["network"], form=form, said=said
    )


def _look_page(visit: Visit, found: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    chosen = _chosen(found, form)
    return visit.page(
        "date_polls/confirm.html",
        status=status,
        poll=found,
        network=found["network"],
        form=form,
        chosen=chosen,
        left_out=_left_out(chosen),
        is_missing=is_anybody_missing(chosen),
    )
