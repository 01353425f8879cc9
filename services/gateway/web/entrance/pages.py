"""Signing in with a mail address: a link and a code, both in one mail; and signing out."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.gateway.signin.cookies import BACK, keep_back
from services.gateway.web.addresses import own_address
from services.gateway.web.forms import Form
from services.gateway.web.labels import UNNAMED
from services.gateway.web.language import words
from services.gateway.web.passkey_answers import asked
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, Outcome, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=200)]


@pages.get("/inloggen")
async def entrance(visit: Here, terug: str = "") -> Response:
    """Ask for a mail address."""
    return await show_entrance(visit, Form.filled({"terug": own_address(terug)}))


@pages.post("/inloggen")
async def request_sign_in(visit: Here) -> Response:
    """Send a mail with a code; the answer is the same for every address (A-10)."""
    form = await visit.form()
    outcome = await visit.change(
        "entrance/request.graphql",
        clientMutationId=form.key,
        email=form.value("email"),
        language=visit.language.value,
    )
    if outcome.faults:
        return await show_entrance(visit, form.again(outcome.faults, ("email",)), status=422)
    response = visit.go("/inloggen/code")
    keep_back(response, own_address(form.value("terug")))
    return response


@pages.get("/inloggen/code")
async def ask_code(visit: Here) -> Response:
    """Ask for the code from the mail."""
    return visit.page("entrance/code.html", form=Form(), expired=False)


@pages.post("/inloggen/code")
async def complete_with_code(visit: Here) -> Response:
    """Sign in with the code."""
    form = await visit.form()
    code = "".join(sign for sign in form.value("code") if sign.isdecimal())
    if len(code) != 6:
        form.fault("code", words("De code bestaat uit zes cijfers. Kijk nog eens in de mail."))
        return visit.page("entrance/code.html", status=422, form=form, expired=False)
    outcome = await visit.change("entrance/complete.graphql", code=code)
    if outcome.faults:
        again = form.again(outcome.faults, ("code",))
        again.values["code"] = ""
        return visit.page("entrance/code.html", status=422, form=again, expired=outcome.code != "WRONG_CODE")
    return _inside(visit, outcome, _wanted(visit))


@pages.get("/inloggen/link/{token}")
async def link(visit: Here, token: Token) -> Response:
    """Show a button; looking at a link uses nothing up (A-01)."""
    return visit.page("entrance/link.html", token=token, form=Form())


@pages.post("/inloggen/link/{token}")
async def complete_with_link(visit: Here, token: Token) -> Response:
    """Sign in with the link; in another browser than the one that asked, say what to do (A-02)."""
    outcome = await visit.change("entrance/complete.graphql", token=token)
    if outcome.faults:
        return visit.page("entrance/link_refused.html", status=422, form=Form(faults=outcome.faults), code=outcome.code)
    return _inside(visit, outcome, _wanted(visit))


@pages.post("/inloggen/passkey/vraag")
async def ask_passkey(visit: Here) -> Response:
    """The question to a passkey, for the script of this page."""
    return asked(visit, await visit.change("entrance/begin_passkey.graphql"))


@pages.post("/inloggen/passkey")
async def complete_with_passkey(visit: Here) -> Response:
    """Sign in with the answer of a passkey."""
    form = await visit.form()
    outcome = await visit.change(
        "entrance/complete_passkey.graphql",
        challengeId=form.value("challenge_id"),
        credential=form.value("credential"),
    )
    if outcome.faults:
        again = form.again([Fault("", fault.sentence) for fault in outcome.faults], ())
        return await show_entrance(visit, again, status=422)
    return _inside(visit, outcome, form.value("terug"))


@pages.post("/uitloggen")
async def sign_out(visit: Here) -> Response:
    """Sign out here, or on all devices."""
    form = await visit.form()
    everywhere = form.value("overal") == "ja"
    await visit.change("entrance/sign_out.graphql", everywhere=everywhere)
    return visit.go("/", done="overal-uitgelogd" if everywhere else "uitgelogd")


async def show_entrance(visit: Visit, form: Form, *, status: int = 200) -> Response:
    """Write the page of all ways to sign in."""
    answer = await visit.ask("entrance/entrance.graphql")
    return visit.page("entrance/entrance.html", status=status, form=form, houses=answer["signInProviders"])


async def inside_named(visit: Visit, back: str) -> Response:
    """Go on after signing in: who has no name yet is asked for it first."""
    viewer = (await visit.ask("entrance/frame.graphql"))["viewer"]
    if viewer["person"]["displayName"] == UNNAMED:
        return visit.go(_welcome(back))
    return visit.go(own_address(back), done="ingelogd")


def _welcome(back: str) -> str:
    own = own_address(back)
    return f"/ik?welkom=1&terug={own}" if own != "/" else "/ik?welkom=1"


def _inside(visit: Visit, outcome: Outcome, back: str) -> Response:
    if outcome.result["person"]["displayName"] == UNNAMED:
        return visit.go(_welcome(back))
    return visit.go(own_address(back), done="ingelogd")


def _wanted(visit: Visit) -> str:
    """Where the visitor of this browser wanted to go when they asked for the mail; checked again where it is gone to (A-17)."""
    return visit.request.cookies.get(BACK, "")


@pages.get("/snel-weg")
async def leave_quickly(request: Request) -> Response:
    """Lead away from Leerkring at once, asking nobody who it is (C092); the other site does not hear where from."""
    response = RedirectResponse(str(request.app.state.site.settings.quick_exit), status_code=303)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
