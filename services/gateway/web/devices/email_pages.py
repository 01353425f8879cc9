"""My mail address: ask for another one, confirm it, and stop it from the old one."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.devices.pages import is_fresh
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=200)]


@pages.get("/ik/mailadres")
async def email(visit: Here) -> Response:
    """Show my address, and ask for another one."""
    visit.people_only()
    return await _email(visit, Form())


@pages.post("/ik/mailadres")
async def change_email(visit: Here) -> Response:
    """Have a link sent to another address."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change("devices/change_email.graphql", clientMutationId=form.key, email=form.value("email"))
    if outcome.faults:
        return await _email(visit, form.again(outcome.faults, ("email",)), status=422)
    return visit.go("/ik/mailadres#wacht")


@pages.get("/ik/mailadres/{token}")
async def confirmation(visit: Here, token: Token) -> Response:
    """Show a button; looking at a link uses nothing up (A-01)."""
    visit.people_only()
    await visit.ask("entrance/frame.graphql")
    return visit.page("devices/confirm_email.html", token=token, form=Form())


@pages.post("/ik/mailadres/{token}")
async def confirm_email(visit: Here, token: Token) -> Response:
    """Use the new address from here on."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change("devices/confirm_email.graphql", clientMutationId=form.key, token=token)
    if outcome.faults:
        await visit.ask("entrance/frame.graphql")
        again = form.again(outcome.faults, ())
        return visit.page("devices/confirm_email.html", status=422, token=token, form=again)
    return visit.go("/ik/mailadres", done="adres-veranderd")


@pages.get("/mailadres-stoppen/{token}")
async def stop(visit: Here, token: Token) -> Response:
    """Show a button, also to somebody who is not signed in."""
    return visit.page("devices/stop_email.html", token=token, form=Form(), stopped=None)


@pages.post("/mailadres-stoppen/{token}")
async def stop_email_change(visit: Here, token: Token) -> Response:
    """Keep the old address, and sign everybody out."""
    form = await visit.form()
    outcome = await visit.change("devices/stop_email.graphql", clientMutationId=form.key, token=token)
    if outcome.faults:
        again = form.again(outcome.faults, ())
        return visit.page("devices/stop_email.html", status=422, token=token, form=again, stopped=None)
    return visit.page("devices/stop_email.html", token=token, form=Form(), stopped=outcome.result)


async def _email(visit: Visit, form: Form, *, status: int = 200) -> Response:
    mine = (await visit.ask("devices/email.graphql"))["mine"]
    return visit.page("devices/email.html", status=status, mine=mine, fresh=is_fresh(mine), form=form)
