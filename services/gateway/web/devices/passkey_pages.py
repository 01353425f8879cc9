"""My passkeys: make one on this device, and remove one."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.devices.pages import show
from services.gateway.web.forms import Form
from services.gateway.web.labels import device_name
from services.gateway.web.language import translations
from services.gateway.web.passkey_answers import asked
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
LONGEST_NAME = 60


@pages.post("/ik/apparaten/passkeys/vraag")
async def ask_passkey(visit: Here) -> Response:
    """The question for which this device makes a passkey, for the script of this page."""
    visit.people_only()
    return asked(visit, await visit.change("devices/begin_passkey.graphql"))


@pages.post("/ik/apparaten/passkeys")
async def add_passkey(visit: Here) -> Response:
    """Keep the passkey that this device made."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "devices/add_passkey.graphql",
        challengeId=form.value("challenge_id"),
        credential=form.value("credential"),
        name=form.value("name")[:LONGEST_NAME] or _name_of_this_device(visit),
    )
    if outcome.faults:
        return await show(visit, form.again(outcome.faults, ("name",)), status=422)
    return visit.go("/ik/apparaten", done="passkey-erbij")


@pages.post("/ik/apparaten/passkeys/{passkey_id}/weghalen")
async def remove_passkey(visit: Here, passkey_id: UUID) -> Response:
    """Remove a passkey; it opens nothing from here on."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "devices/remove_passkey.graphql", clientMutationId=form.key, passkeyId=global_id("Passkey", passkey_id)
    )
    if outcome.faults and outcome.code != "NOT_FOUND":
        return await show(visit, Form(faults=outcome.faults), status=422)
    return visit.go("/ik/apparaten", done="passkey-weg")


def _name_of_this_device(visit: Visit) -> str:
    """When somebody gave no name: the key is made already, so nothing is refused for it."""
    device = visit.context.device
    return device_name(device.program, device.system, translations(visit.language).gettext)
