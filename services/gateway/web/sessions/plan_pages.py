"""Planning a year: say the rhythm, look at the dates and why before anything is saved, leave some out, confirm, undo."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form, read_date
from services.gateway.web.refusals import Fault
from services.gateway.web.series_labels import SESSION_TYPES
from services.gateway.web.sessions.planning import (
    DATE_WANTED,
    FIELDS,
    PLACES,
    after_school,
    chosen_regions,
    moments_kept,
    read_rule,
    read_wish,
    repeated,
    usual_form,
)
from services.gateway.web.sessions.who_plans import check_plans, planned_by
from services.gateway.web.visit import Answer, Here, Refused, Visit
from services.gateway.web.year_picture import Mark, Stretch

pages = APIRouter()
BLOCK_FIELDS = ("words", "from_on", "until_on", "school_regions", "perspectives")
MONTHS_SHOWN = 24
NETWORK = "sessions/plan.graphql"


@pages.get("/netwerken/{slug}/bijeenkomsten/plannen")
async def plan(visit: Here, slug: str, request: Request) -> Response:
    """Ask for the rhythm of a series; what was said before stands in the form again."""
    network = await planned_by(visit, NETWORK, slug)
    said = Form.sent(request.query_params) if request.query_params else None
    return _form_page(visit, network, said or usual_form(visit.context.clock.now(), network))


@pages.get("/netwerken/{slug}/bijeenkomsten/plannen/nakijken")
async def look(visit: Here, slug: str, request: Request) -> Response:
    """Show the dates that the rule gives, and the best year; nothing is saved."""
    network = await planned_by(visit, NETWORK, slug)
    return await _look_page(visit, network, Form.sent(request.query_params))


@pages.post("/netwerken/{slug}/bijeenkomsten/plannen")
async def confirm(visit: Here, slug: str) -> Response:
    """Plan the sessions that were kept."""
    network = await planned_by(visit, NETWORK, slug)
    form = await visit.form()
    rule = read_rule(form)
    if form.faults:
        return _form_page(visit, network, form, status=422)
    moments = moments_kept(form)
    outcome = await visit.change(
        "sessions/plan_series.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        rule=rule,
        place=form.value("place"),
        link=form.value("link"),
        type=form.value("type") if form.value("type") in SESSION_TYPES else "REGULAR",
        asDraft=bool(form.value("idee")),
        moments=moments,
        without=[] if moments else [day[:10] for day in form.several.get("dates", []) if read_date(day[:10])],
        schoolRegions=chosen_regions(form),
    )
    if any(fault.field == "link" for fault in outcome.faults):
        return _form_page(visit, network, form.again(_placed(outcome.faults), FIELDS), status=422)
    if outcome.faults:
        return await _look_page(visit, network, form.again(_placed(outcome.faults), FIELDS), status=422)
    done = "ideeen-gemaakt" if form.value("idee") else "gepland"
    return visit.go(f"/netwerken/{slug}/bijeenkomsten", done=done)


@pages.post("/netwerken/{slug}/bijeenkomsten/reeksen/{series_id}/terugdraaien")
async def undo(visit: Here, slug: str, series_id: UUID) -> Response:
    """Take a series back within the hour."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "sessions/undo_series.graphql", clientMutationId=form.key, seriesId=global_id("Series", series_id)
    )
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten", done="teruggedraaid")


@pages.get("/netwerken/{slug}/bijeenkomsten/plannen/lastige-periodes")
async def blocks(visit: Here, slug: str) -> Response:
    """Show the times that are difficult for a network, and ask for more."""
    return await _blocks_page(visit, slug, Form())


@pages.post("/netwerken/{slug}/bijeenkomsten/plannen/lastige-periodes")
async def add_block(visit: Here, slug: str) -> Response:
    """Keep a difficult time."""
    network = await planned_by(visit, NETWORK, slug)
    form = await visit.form()
    first, last = read_date(form.value("from_on")), read_date(form.value("until_on") or form.value("from_on"))
    if first is None or last is None:
        form.faults = [Fault("from_on" if first is None else "until_on", DATE_WANTED)]
        return await _blocks_page(visit, slug, form, status=422)
    outcome = await visit.change(
        "sessions/add_block.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        words=form.value("words"),
        fromOn=first.isoformat(),
        untilOn=last.isoformat(),
        schoolRegions=chosen_regions(form) or [],
        perspectives=form.several.get("perspectives", []),
    )
    if outcome.faults:
        return await _blocks_page(visit, slug, form.again(outcome.faults, BLOCK_FIELDS), status=422)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten/plannen/lastige-periodes", done="periode-erbij")


@pages.post("/netwerken/{slug}/bijeenkomsten/plannen/lastige-periodes/{block_id}/weghalen")
async def remove_block(visit: Here, slug: str, block_id: UUID) -> Response:
    """Forget a difficult time."""
    await planned_by(visit, NETWORK, slug)
    form = await visit.form()
    outcome = await visit.change(
        "sessions/remove_block.graphql", clientMutationId=form.key, softBlockId=global_id("SoftBlock", block_id)
    )
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/netwerken/{slug}/bijeenkomsten/plannen/lastige-periodes", done="periode-weg")


def _form_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    return visit.page("sessions/plan.html", status=status, network=network, form=form)


async def _blocks_page(visit: Visit, slug: str, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    answer: Answer = await visit.ask("sessions/blocks.graphql", slug=slug)
    check_plans(visit, answer["network"])
    return visit.page(
        "sessions/blocks.html", status=status, network=answer["network"], form=form, fresh=Form, failed=answer.failed
    )


async def _look_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    said: list[Fault] = list(form.faults)
    form.faults = []
    rule, wish = read_rule(form), read_wish(form)
    if form.faults:
        return _form_page(visit, network, form, status=422)
    outcome = await visit.change("sessions/plan_year.graphql", networkId=network["id"], rule=rule, **wish)
    if outcome.faults:
        return _form_page(visit, network, form.again(_placed(outcome.faults), FIELDS), status=422)
    form.faults = said
    year = outcome.result
    has_better = year["best"] is not None and year["best"] != year["dates"]
    wants = form.value("keuze")
    all_free = all(item["verdict"] == "FREE" for item in year["dates"])
    choice = "best" if has_better and (wants == "beste" or (wants != "ritme" and not all_free)) else "rhythm"
    shown = [(_moment(item), item) for item in (year["best"] if choice == "best" else year["dates"])]
    kept, asked = set(form.several.get("keep", [])), set(form.several.get("dates", []))
    pairs, later, before = repeated(form), after_school(rule, year["dates"]), _before_blocked(year, rule)
    return visit.page(
        "sessions/look.html",
        status=status,
        network=network,
        form=form,
        year=year,
        choice=choice,
        has_better=has_better,
        shown=shown,
        can_confirm=not year["blockedMonths"] and any(item["verdict"] != "HARD" for _, item in shown),
        out=asked - kept,
        repeated=pairs,
        query=urlencode(pairs),
        later_query=_query(pairs, latest_end=later) if later and not form.value("latest_end") else "",
        better_query=_query(pairs, from_on=year["betterFrom"]) if year["betterFrom"] else "",
        before=before,
        before_query=_query(pairs, until_on=before),
        patterns=_patterns(year, pairs),
        left_out=list(dict.fromkeys(code for _, item in shown for code in item["leftOut"])),
        beyond_known=rule["untilOn"] > year["knownUntil"],
        pictured=_pictured(year, [item for _, item in shown], rule),
    )


def _patterns(year: dict[str, Any], pairs: list[tuple[str, str]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The fixed days that can be, free ones first, each with where its dates are shown."""
    rows: dict[str, list[dict[str, Any]]] = {"FREE": [], "SOFT": []}
    for one in year["patterns"]:
        if one["verdict"] in rows:
            query = _query(pairs, nth=one["nth"], weekday=one["weekday"], day="")
            rows[one["verdict"]].append({**one, "query": f"{query}&keuze=ritme"})
    return list(rows.items())


def _before_blocked(year: dict[str, Any], rule: dict[str, Any]) -> str:
    """The last day before the first month that cannot be, where no later month to begin in makes a rhythm possible; else empty."""
    if year["betterFrom"] or not year["blockedMonths"]:
        return ""
    last = date.fromisoformat(year["blockedMonths"][0]["on"]).replace(day=1) - timedelta(days=1)
    return last.isoformat() if last > date.fromisoformat(rule["fromOn"]) else ""


def _query(pairs: list[tuple[str, str]], **changed: object) -> str:
    """What was said, with some of it changed."""
    kept = [(name, value) for name, value in pairs if name not in changed]
    return urlencode([*kept, *((name, str(value)) for name, value in changed.items() if value != "")])


def _pictured(year: dict[str, Any], dates: list[dict[str, Any]], rule: dict[str, Any]) -> dict[str, Any]:
    """What is drawn: stretches of days, the dates, and the months from the first day to the last."""
    first, last = date.fromisoformat(rule["fromOn"]).replace(day=1), date.fromisoformat(rule["untilOn"])
    months = [first]
    while len(months) < MONTHS_SHOWN and (after := (months[-1] + timedelta(days=32)).replace(day=1)) <= last:
        months.append(after)
    stretches = [
        Stretch(
            date.fromisoformat(one["fromOn"]),
            date.fromisoformat(one["untilOn"]),
            "hard" if one["reason"]["isHard"] else "soft",
        )
        for one in year["spans"]
    ]
    stretches.sort(key=lambda one: one.kind, reverse=True)  # what is hard is drawn over what is soft
    marks = [Mark(local(one["startsAt"]).date(), one["number"], one["verdict"].lower()) for one in dates]
    return {"stretches": stretches, "marks": marks, "months": months}


def _moment(item: dict[str, Any]) -> str:
    return f"{local(item['startsAt']):%Y-%m-%d %H:%M}"


def _placed(faults: list[Fault]) -> list[Fault]:
    """Faults at the fields of this form."""
    return [Fault(PLACES.get(fault.field, fault.field), fault.sentence) for fault in faults]
