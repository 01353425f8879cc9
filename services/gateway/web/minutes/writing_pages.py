"""Writing minutes: the texts by agenda point, who does what that was agreed, and a look before members get a mail."""

import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form, read_date, written_date
from services.gateway.web.language import words
from services.gateway.web.minutes.reading import (
    REST,
    fetch_minutes,
    fetch_to_write,
    names_in,
    owner_of,
    owner_sent,
    owners_in,
    parts_sent,
    texts_of,
)
from services.gateway.web.people.everybody import fetch_everybody
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, Outcome, OutOfOrder, Refused, Visit

pages = APIRouter()
SessionId = Annotated[UUID, Path()]


@pages.get("/bijeenkomsten/{session_id}/verslag/schrijven")
async def write(visit: Here, session_id: SessionId) -> Response:
    """Ask what was said, by agenda point; what was noted on the day stands there to begin with."""
    visit.people_only()
    found = await fetch_to_write(visit, session_id)
    minutes = found["minutes"]
    begun = minutes["parts"] or minutes["notes"]
    form = Form.filled(texts_of(begun or []) | {"version": minutes["version"]})
    return visit.page("minutes/write.html", form=form, theirs={}, **found)


@pages.post("/bijeenkomsten/{session_id}/verslag/schrijven")
async def save(visit: Here, session_id: SessionId) -> Response:
    """Keep what was written; somebody else's newer words are shown beside it, and nothing is lost."""
    visit.people_only()
    form = await visit.form()
    found = await fetch_to_write(visit, session_id, form)
    outcome = await visit.change(
        "minutes/write.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        version=form.number("version") or 0,
        parts=parts_sent(form, found["fields"]),
    )
    if outcome.newer:
        form.values["version"] = str(outcome.newer["version"])
        theirs = {
            name: text for name, text in texts_of(outcome.newer["parts"] or []).items() if text != form.value(name)
        }
        again = form.again(outcome.faults, ())
        return visit.page("minutes/write.html", status=409, form=again, theirs=theirs, **found)
    if outcome.faults:
        names = [field["name"] for field in found["fields"]]
        again = form.again(_placed(outcome, [name for name in names if name in form.values]), names)
        return visit.page("minutes/write.html", status=422, form=again, theirs={}, **found)
    agreed = outcome.result["actionPoints"] or []
    nobodys = [one for one in agreed if not one["hasOwner"] or not one["dueOn"]]
    step = "verslag/afspraken" if nobodys else "verslag"
    done = "verslag-bewaard" if outcome.result["status"] == "DRAFT" else "verslag-aangepast"
    return visit.go(f"/bijeenkomsten/{session_id}/{step}", done=done)


@pages.get("/bijeenkomsten/{session_id}/verslag/afspraken")
async def agreed(visit: Here, session_id: SessionId) -> Response:
    """Ask who does what, and until when."""
    visit.people_only()
    minutes = await _written(visit, session_id)
    values: dict[str, object] = {}
    for action in minutes["actionPoints"]:
        id_ = plain_id(action["id"])
        values |= {f"owner-{id_}": owner_of(action), f"due-{id_}": written_date(action["dueOn"])}
    return await _agreed_page(visit, minutes, Form.filled(values))


@pages.post("/bijeenkomsten/{session_id}/verslag/afspraken")
async def assign(visit: Here, session_id: SessionId) -> Response:
    """Keep who does what; what is not filled in yet stays open."""
    visit.people_only()
    form = await visit.form()
    minutes = await _written(visit, session_id)
    faults: list[Fault] = []
    for action in minutes["actionPoints"]:
        faults += await _assign(visit, form, action)
    if faults:
        minutes = await _written(visit, session_id)
        fields = [f"{name}-{plain_id(one['id'])}" for one in minutes["actionPoints"] for name in ("owner", "due")]
        return await _agreed_page(visit, minutes, form.again(faults, fields), status=422)
    done = "afspraken-bewaard" if _is_whole(form, minutes) else "verslag-bewaard"
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done=done)


@pages.get("/bijeenkomsten/{session_id}/verslag/delen")
async def look(visit: Here, session_id: SessionId) -> Response:
    """Show what happens when the minutes are shared."""
    visit.people_only()
    return await _look(visit, session_id, Form())


@pages.post("/bijeenkomsten/{session_id}/verslag/delen")
async def share(visit: Here, session_id: SessionId) -> Response:
    """Share the minutes."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "minutes/share.graphql",
        clientMutationId=form.key,
        sessionId=global_id("Session", session_id),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        said = [Fault("", fault.sentence) for fault in outcome.faults[:1]]
        return await _look(visit, session_id, form.again(said, ()), status=409)
    return visit.go(f"/bijeenkomsten/{session_id}/verslag", done="verslag-gedeeld")


def _placed(outcome: Outcome, sent: list[str]) -> list[Fault]:
    """What is wrong, at its part: named by its place among those that were sent, or by the agenda point."""
    if not outcome.problems:
        return [Fault("", fault.sentence) for fault in outcome.faults]
    placed = []
    for problem, fault in zip(outcome.problems, outcome.faults, strict=True):
        by_place = re.fullmatch(r"parts\.(\d+)\.text", problem["field"])
        placed.append(Fault(sent[int(by_place[1])] if by_place else f"part-{fault.field or REST}", fault.sentence))
    return placed


async def _written(visit: Visit, session_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = (await fetch_minutes(visit, session_id, "minutes/agreed.graphql"))["minutes"]
    if not found["viewerMayWrite"]:
        raise Refused("ALREADY_ESTABLISHED" if found["status"] == "ESTABLISHED" else "SECRETARY_NEEDED")
    if not (found["session"] or {}).get("network"):
        raise OutOfOrder
    found["actionPoints"] = found["actionPoints"] or []
    return found


async def _assign(visit: Visit, form: Form, action: dict[str, Any]) -> list[Fault]:
    """Give one action its owner and day, where the form says something else than stands; gives what is wrong."""
    id_ = plain_id(action["id"])
    owner, due = form.value(f"owner-{id_}"), form.value(f"due-{id_}")
    day = read_date(due)
    if due and day is None:
        return [Fault(f"due-{id_}", words("Schrijf de datum zo: 14-1-2027"))]
    if not (owner or due) or (owner, day and day.isoformat()) == (owner_of(action), action["dueOn"]):
        return []
    outcome = await visit.change(
        "actions/assign.graphql",
        clientMutationId=f"{form.key}-{id_}"[:100],
        actionPointId=action["id"],
        **owner_sent(owner),
        dueOn=day.isoformat() if day else None,
        version=action["version"],
    )
    places = {"owner": f"owner-{id_}", "due_on": f"due-{id_}"}
    return [Fault(places.get(fault.field, ""), fault.sentence) for fault in outcome.faults]


def _is_whole(form: Form, minutes: dict[str, Any]) -> bool:
    """Whether each open action has an owner and a day by now; those of minutes that members read had them before."""
    open_ = [plain_id(one["id"]) for one in minutes["actionPoints"] if one["status"] == "OPEN"]
    filled = all(form.value(f"{name}-{id_}") for id_ in open_ for name in ("owner", "due"))
    return filled or minutes["status"] != "DRAFT"


async def _agreed_page(visit: Visit, minutes: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    session = minutes["session"]
    await fetch_everybody(visit, session["network"])
    return visit.page(
        "minutes/agreed.html",
        status=status,
        minutes=minutes,
        session=session,
        network=session["network"],
        owners=owners_in(session["network"]),
        form=form,
    )


async def _look(visit: Visit, session_id: UUID, form: Form, *, status: int = 200) -> Response:
    minutes = await _written(visit, session_id)
    session = minutes["session"]
    await fetch_everybody(visit, session["network"])
    return visit.page(
        "minutes/look.html",
        status=status,
        minutes=minutes,
        session=session,
        network=session["network"],
        nobodys=[one for one in minutes["actionPoints"] if not one["hasOwner"] or not one["dueOn"]],
        names=names_in(minutes, session["network"]),
        form=form,
    )
