"""What the platform holds about me, what I allow, taking it along, being gone for good; and the privacy officer's list."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.addresses import plain_id
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.my_data.choices import CHECKS, REASONS, SERVICES, STATUSES, STEPS, USES
from services.gateway.web.my_data.reading import package, readable
from services.gateway.web.visit import Here, NoSuchPage, Refused, Visit, written

pages = APIRouter()
Reference = Annotated[str, Path(max_length=40, pattern=r"^[A-Za-z0-9-]+$")]
Token = Annotated[str, Path(max_length=200)]
ALL_ROWS = 500


@pages.get("/ik/gegevens")
async def my_data(visit: Here) -> Response:
    """Show everything that is held about me, and what I can do about it."""
    visit.people_only()
    return await _show(visit, Form())


async def _show(visit: Visit, form: Form, *, status: int = 200) -> Response:
    mine = (await visit.ask("my_data/my_data.graphql"))["mine"]
    data = mine["myData"] or {"missing": list(SERVICES), "groups": [], "permissions": None, "erasure": None}
    return visit.page(
        "my_data/my_data.html",
        status=status,
        held=readable(data["groups"], visit.language, _network_names(mine)),
        missing=[SERVICES[service] for service in data["missing"]],
        permissions=data["permissions"],
        erasure=data["erasure"],
        uses=USES,
        form=form,
    )


def _network_names(mine: dict[str, Any]) -> dict[str, str]:
    networks = [membership["network"] for membership in mine["memberships"] or [] if membership["network"]]
    return {plain_id(network["id"]): network["name"] for network in networks}


@pages.post("/ik/gegevens/toestemming")
async def permit(visit: Here) -> Response:
    """Allow a use, or no longer."""
    visit.people_only()
    form = await visit.form()
    if form.value("use") not in USES:
        raise NoSuchPage
    outcome = await visit.change(
        "my_data/permit.graphql",
        clientMutationId=form.key,
        use=form.value("use"),
        allowed=form.value("allowed") == "ja",
    )
    if outcome.faults:
        return await _show(visit, Form(faults=outcome.faults), status=422)
    return visit.go("/ik/gegevens", done="toestemming-bewaard")


@pages.post("/ik/gegevens/meenemen")
async def export(visit: Here) -> Response:
    """Have a link to my data mailed."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change("my_data/export.graphql", clientMutationId=form.key)
    if outcome.faults:
        return await _show(visit, Form(faults=outcome.faults), status=422)
    return visit.go("/ik/gegevens", done="gegevens-onderweg")


@pages.get("/ik/gegevens/wissen")
async def erase(visit: Here) -> Response:
    """Show what goes and what stays, and ask to type a word."""
    visit.people_only()
    return await _erase(visit, Form.filled({"when": "later"}))


async def _erase(visit: Visit, form: Form, *, status: int = 200) -> Response:
    mine = (await visit.ask("my_data/me.graphql"))["mine"]
    erasure = (mine["myData"] or {}).get("erasure")
    return visit.page("my_data/erase.html", status=status, form=form, erasure=erasure)


@pages.post("/ik/gegevens/wissen")
async def request_erasure(visit: Here) -> Response:
    """Ask that everything goes; at once, that is also signing out."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "my_data/request_erasure.graphql",
        clientMutationId=form.key,
        confirmation=form.value("confirmation"),
        atOnce=form.value("when") == "now",
    )
    if outcome.faults:
        return await _erase(visit, form.again(outcome.faults, ("confirmation", "when")), status=422)
    if outcome.result["status"] == "RECEIVED":
        return visit.go("/ik/gegevens", done="wissen-gevraagd")
    return visit.go(f"/gegevens/gewist/{outcome.result['reference']}")


@pages.post("/ik/gegevens/wissen/stoppen")
async def cancel_erasure(visit: Here) -> Response:
    """Think again."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change("my_data/cancel_erasure.graphql", clientMutationId=form.key)
    if outcome.faults:
        return await _show(visit, Form(faults=outcome.faults), status=422)
    return visit.go("/ik/gegevens", done="wissen-gestopt")


@pages.get("/gegevens/gewist/{reference}")
async def erased(visit: Here, reference: Reference) -> Response:
    """Show how it goes with a request to be erased, to who holds its reference; nobody needs to sign in, or can."""
    erasure = (await visit.ask("my_data/erasure.graphql", reference=reference))["erasure"]
    if not visit.signed_in:
        visit.speak(erasure["language"])
    return visit.page("my_data/erased.html", erasure=erasure, steps=STEPS)


@pages.get("/gegevens/{token}")
async def fetch(visit: Here, token: Token) -> Response:
    """Show a button; looking does not use the link up."""
    visit.people_only()
    await visit.ask("me/me.graphql")
    return visit.page("my_data/fetch.html", token=token, form=Form())


@pages.post("/gegevens/{token}")
async def fetched(visit: Here, token: Token) -> Response:
    """Use the link up, and give both files."""
    visit.people_only()
    names = _network_names((await visit.ask("my_data/my_data.graphql"))["mine"])
    outcome = await visit.change("my_data/open_export.graphql", token=token)
    if outcome.faults:
        return visit.page("my_data/fetch.html", status=422, token=token, form=Form(faults=outcome.faults))
    data = outcome.result["data"]
    if data is None:
        raise Refused("UNAVAILABLE")
    page = written(
        visit.site,
        visit.request,
        visit.language,
        "my_data/take_along.html",
        status=200,
        me=visit.me,
        held=readable(data["groups"], visit.language, names, most=ALL_ROWS),
        missing=[SERVICES[service] for service in data["missing"]],
        opened_at=outcome.result["openedAt"],
    )
    return Response(
        package(data, bytes(page.body).decode()),
        media_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="mijn-gegevens-leerkring.zip"'},
    )


@pages.get("/beheer/wissen")
async def erasures(visit: Here, na: str | None = None) -> Response:
    """Show privacy officers every request: since when, until when, and which part of the platform is missing. No names."""
    visit.people_only()
    answer = await visit.ask("my_data/erasures.graphql", after=na)
    return visit.page(
        "my_data/erasures.html",
        erasures=answer["erasures"],
        services=SERVICES,
        statuses=STATUSES,
        reasons=REASONS,
    )


@pages.get("/beheer/wissen/aanvragen")
async def ask_for(visit: Here) -> Response:
    """Ask a privacy officer who wants to be erased, and how they checked who it is."""
    visit.people_only()
    return await _ask_for(visit, Form())


async def _ask_for(visit: Visit, form: Form, *, status: int = 200) -> Response:
    viewer = (await visit.ask("my_data/officer.graphql"))["viewer"]
    if "PRIVACY_OFFICER" not in viewer["platformRoles"]:
        raise NoSuchPage
    return visit.page("my_data/ask_for.html", status=status, form=form)


@pages.post("/beheer/wissen/aanvragen")
async def request_erasure_for(visit: Here) -> Response:
    """Have somebody erased who asked for it."""
    visit.people_only()
    form = await visit.form()
    if form.value("checked") not in CHECKS:
        form.fault("checked", words("Kies hoe je nakeek wie het vraagt."))
        return await _ask_for(visit, form, status=422)
    outcome = await visit.change(
        "my_data/request_erasure_for.graphql",
        clientMutationId=form.key,
        email=form.value("email"),
        checked=form.value("checked"),
        confirmation=form.value("confirmation"),
    )
    if outcome.faults:
        return await _ask_for(visit, form.again(outcome.faults, ("email", "checked", "confirmation")), status=422)
    return visit.go(f"/beheer/wissen/{outcome.result['reference']}")


@pages.get("/beheer/wissen/{reference}")
async def asked_for(visit: Here, reference: Reference) -> Response:
    """Show the reference to pass on, and when it begins and must be done."""
    visit.people_only()
    erasure = (await visit.ask("my_data/erasure.graphql", reference=reference))["erasure"]
    return visit.page("my_data/asked_for.html", erasure=erasure, reasons=REASONS)
