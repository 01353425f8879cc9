"""Where I am signed in, and signing out there."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, Visit

pages = APIRouter()


@pages.get("/ik/apparaten")
async def devices(visit: Here) -> Response:
    """Show where I am signed in and how I can sign in."""
    visit.people_only()
    return await show(visit, Form())


@pages.post("/ik/apparaten/{device_id}/uitloggen")
async def sign_out(visit: Here, device_id: UUID) -> Response:
    """Sign out on one device; on this one, that is leaving."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "devices/sign_out.graphql", clientMutationId=form.key, deviceId=global_id("Device", device_id)
    )
    if outcome.faults and outcome.code != "NOT_FOUND":  # who was signed out there meanwhile is signed out there
        return await show(visit, Form(faults=outcome.faults), status=422)
    if not visit.signed_in:
        return visit.go("/", done="uitgelogd")
    return visit.go("/ik/apparaten", done="apparaat-uit")


@pages.post("/ik/apparaten/koppelingen/{identity_id}/losmaken")
async def unlink(visit: Here, identity_id: UUID) -> Response:
    """Unlink an account at another house."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "devices/unlink.graphql",
        clientMutationId=form.key,
        outsideIdentityId=global_id("OutsideIdentity", identity_id),
    )
    if outcome.faults and outcome.code != "NOT_FOUND":
        return await show(visit, Form(faults=outcome.faults), status=422)
    return visit.go("/ik/apparaten", done="account-los")


def is_fresh(mine: dict[str, Any]) -> bool:
    """Whether this browser signed in so shortly ago that it may change how one signs in."""
    return any(device["isThisOne"] and device["isFresh"] for device in mine["devices"] or [])


async def show(visit: Visit, form: Form, *, status: int = 200) -> Response:
    """Write the page, with what went wrong in one of its forms."""
    answer = await visit.ask("devices/devices.graphql")
    return visit.page(
        "devices/devices.html",
        status=status,
        mine=answer["mine"],
        fresh=is_fresh(answer["mine"]),
        houses=answer["signInProviders"],
        form=form,
    )
