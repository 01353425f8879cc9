"""The points with which every session of a series starts: written once."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.labels import PURPOSES
from services.gateway.web.refusals import Fault, field_sentence
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
EMPTY_LINES = 3
MOST_POINTS = 20
PARTS = ("title", "purpose", "minutes", "note")


@pages.get("/netwerken/{slug}/bijeenkomsten/reeksen/{series_id}/vaste-punten")
async def template(visit: Here, slug: str, series_id: UUID) -> Response:
    """Show with which points the sessions of a series start, to write them anew."""
    found = await _found(visit, series_id)
    form = Form.filled(
        {f"{part}_{place}": point[part] for place, point in enumerate(found["points"]) for part in PARTS}
    )
    return _page(visit, slug, found, form, lines=len(found["points"]) + EMPTY_LINES)


@pages.post("/netwerken/{slug}/bijeenkomsten/reeksen/{series_id}/vaste-punten")
async def set_template(visit: Here, slug: str, series_id: UUID) -> Response:
    """Keep the points."""
    found = await _found(visit, series_id)
    form = await visit.form()
    written = [
        place
        for place in range(MOST_POINTS + EMPTY_LINES)
        if any(form.value(f"{part}_{place}").strip() for part in PARTS)
    ]
    outcome = await visit.change(
        "series/set_template.graphql",
        clientMutationId=form.key,
        seriesId=found["seriesId"],
        points=[_point(form, place) for place in written],
    )
    if outcome.faults:
        faults = [_placed(fault, written) for fault in outcome.problems] or outcome.faults
        fields = [f"{part}_{place}" for place in range(MOST_POINTS + EMPTY_LINES) for part in PARTS]
        lines = max(written, default=0) + 1 + EMPTY_LINES
        return _page(visit, slug, found, form.again(faults, fields), lines=lines, status=422)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten", done="vaste-punten")


def _point(form: Form, place: int) -> dict[str, Any]:
    purpose = form.value(f"purpose_{place}")
    return {
        "title": form.value(f"title_{place}"),
        "note": form.value(f"note_{place}"),
        "purpose": purpose if purpose in PURPOSES else None,
        "minutes": form.number(f"minutes_{place}") or 0,
    }


def _placed(problem: dict[str, str], written: list[int]) -> Fault:
    """What is wrong with one of the points, at its own field: the schema counts only those that were written."""
    parts = problem["field"].split(".")
    if len(parts) == 3 and parts[1].isdigit():
        return Fault(f"{parts[2]}_{written[int(parts[1])]}", field_sentence(parts[2], problem["code"]))
    return Fault("", field_sentence("points", problem["code"]))


async def _found(visit: Visit, series_id: UUID) -> dict[str, Any]:
    visit.people_only()
    answer = await visit.ask("series/template.graphql", id=global_id("Series", series_id))
    found: dict[str, Any] = answer["templateAgenda"]
    return found


def _page(visit: Visit, slug: str, found: dict[str, Any], form: Form, *, lines: int, status: int = 200) -> Response:
    return visit.page(
        "series/template.html",
        status=status,
        slug=slug,
        network=found["network"],
        agenda=found,
        form=form,
        lines=min(lines, MOST_POINTS),
    )
