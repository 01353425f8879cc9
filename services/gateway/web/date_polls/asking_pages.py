"""Asking a network when people can come: type the dates, look at them, and let the mails go."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.gateway.web.addresses import plain_id
from services.gateway.web.date_polls.days import is_all_in_class, looked_at
from services.gateway.web.date_polls.needed import can_be_needed, fetch_network, needed, present
from services.gateway.web.date_polls.pages import fetch_poll
from services.gateway.web.date_polls.reading import (
    FIELDS,
    SEVERAL,
    form_like,
    last_chance,
    lines_again,
    lines_of,
    read_moments,
    read_type,
    read_until,
    usual_form,
)
from services.gateway.web.forms import Form, read_time
from services.gateway.web.language import words
from services.gateway.web.sessions.planning import chosen_regions
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()


@pages.get("/netwerken/{slug}/datumprikkers/nieuw")
async def new(visit: Here, slug: str, request: Request) -> Response:
    """Ask which dates; what was said before, or dates that were kept in the year planner, stand in the form."""
    network = await fetch_network(visit, slug)
    if "van" in request.query_params:
        return _form_page(visit, network, await _like_an_earlier_one(visit, network, request.query_params["van"]))
    said = Form.sent(request.query_params) if request.query_params else None
    if said is None:
        return _form_page(visit, network, usual_form(network["perspectives"]))
    if "dates" not in said.values or said.several.get("keep"):
        rule = read_time(said.value("starts")), read_time(said.value("ends"))
        said.values["dates"] = lines_of(said.several.get("keep", []), *rule)
        said.several["perspectives"] = [item["code"] for item in network["perspectives"]]
    return _form_page(visit, network, said)


@pages.get("/netwerken/{slug}/datumprikkers/nieuw/nakijken")
async def look(visit: Here, slug: str, request: Request) -> Response:
    """Show what will be asked; nothing is saved, and nobody is mailed."""
    network = await fetch_network(visit, slug)
    return await _look_page(visit, network, Form.sent(request.query_params))


@pages.post("/netwerken/{slug}/datumprikkers/nieuw")
async def open_(visit: Here, slug: str) -> Response:
    """Open the poll; everybody who takes part gets a mail."""
    network = await fetch_network(visit, slug)
    form = await visit.form()
    moments, until, counted = _read(form, network)
    if form.faults or until is None:
        return _form_page(visit, network, form, status=422)
    outcome = await visit.change(
        "date_polls/open.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        title=form.value("title"),
        words=form.value("words"),
        place=form.value("place"),
        link=form.value("link"),
        type=read_type(form),
        dates=[{"startsAt": begin.isoformat(), "endsAt": end.isoformat()} for begin, end in moments],
        answerUntil=until.isoformat(),
        perspectives=counted,
        schoolRegions=chosen_regions(form),
        neededIds=[one["id"] for one in needed(network, form)],
    )
    if outcome.faults:
        return _form_page(visit, network, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(f"/datumprikkers/{plain_id(outcome.result['id'])}", done="datumprikker-open")


async def _like_an_earlier_one(visit: Visit, network: dict[str, Any], poll_id: str) -> Form:
    """What was asked in an earlier poll of this network; of its dates those that are still to come."""
    try:
        earlier = await fetch_poll(visit, UUID(poll_id))
    except ValueError as error:
        raise NoSuchPage from error
    if earlier["network"] is None or earlier["network"]["id"] != network["id"]:
        raise NoSuchPage
    return form_like(earlier, network["perspectives"], visit.context.clock.now())


def _read(form: Form, network: dict[str, Any]) -> tuple[list[Any], Any, list[str]]:
    counted = [item["code"] for item in network["perspectives"] if item["code"] in form.several.get("perspectives", [])]
    if not counted:
        form.fault("perspectives", words("Kies minstens één groep die erbij moet kunnen zijn."))
    return read_moments(form), read_until(form), counted


def _form_page(visit: Visit, network: dict[str, Any], form: Form, *, status: int = 200) -> Response:
    if not form.value("answer_until"):
        form.values["answer_until"] = last_chance(read_moments(Form(values=form.values)), visit.context.clock.now())
    form.values["type"] = read_type(form)
    return visit.page("date_polls/new.html", status=status, network=network, form=form, people=can_be_needed(network))


async def _look_page(visit: Visit, network: dict[str, Any], form: Form) -> Response:
    moments, until, counted = _read(form, network)
    if form.faults or until is None:
        return _form_page(visit, network, form, status=422)
    form.values["type"] = read_type(form)
    said = [(name, form.value(name)) for name in (*FIELDS, *form.looked_at_fields) if name not in SEVERAL]
    people = needed(network, form)
    ticked = [("perspectives", code) for code in counted] + [("needed_ids", one["id"]) for one in people]
    regions = chosen_regions(form) or []
    ticked += [("school_regions", code) for code in regions]
    dates = await looked_at(visit, network, form, moments)
    can_be = [moment for moment, date in zip(moments, dates, strict=True) if date["verdict"] != "HARD"]
    without = [(name, lines_again(can_be) if name == "dates" else value) for name, value in said]
    return visit.page(
        "date_polls/look.html",
        network=network,
        form=form,
        said=said,
        counted=counted,
        needed=people,
        ticked=ticked,
        again=urlencode([*said, *ticked]),
        without=urlencode([*without, *ticked]),
        dates=dates,
        can_be=len(can_be),
        regions=regions,
        nobody_of=[code for code in counted if code not in present(network)],
        is_all_in_class=is_all_in_class(dates, counted),
        until=until.isoformat(),
    )
