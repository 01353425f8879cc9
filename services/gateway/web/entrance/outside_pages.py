"""Signing in through another house, or linking an account there: going, and coming back."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.signin.outside import OutsideHouses
from services.gateway.web.addresses import own_address
from services.gateway.web.devices.pages import show
from services.gateway.web.entrance.pages import inside_named, show_entrance
from services.gateway.web.forms import Form
from services.gateway.web.refusals import Fault, sentence_for
from services.gateway.web.visit import Here, NoSuchPage, Visit
from shared.errors import NotFound, Refusal

pages = APIRouter()
Code = Annotated[str, Path(pattern=r"^[a-z0-9-]{1,40}$")]


@pages.post("/inloggen/via/{code}")
async def go_to_sign_in(visit: Here, code: Code) -> Response:
    """Go to another house to sign in."""
    form = await visit.form()
    try:
        return await _go(visit, code, back=own_address(form.value("terug")), link=False)
    except Refusal as refusal:
        return await show_entrance(visit, _refused(refusal), status=422)


@pages.post("/ik/apparaten/koppelen/{code}")
async def go_to_link(visit: Here, code: Code) -> Response:
    """Go to another house to link the account there to mine; a form of ours only, so that nobody links theirs to mine."""
    visit.people_only()
    try:
        return await _go(visit, code, back="/ik/apparaten", link=True)
    except Refusal as refusal:
        return await show(visit, _refused(refusal), status=422)


@pages.get("/inloggen/terug/{code}")
async def come_back(visit: Here, code: Code) -> Response:
    """Come back from another house. Its answer counts once and in this browser only, so that it may come by a link."""
    houses: OutsideHouses = visit.request.app.state.houses
    try:
        returned = await houses.come_back(
            visit.context, code, visit.request.query_params, language=visit.language.value
        )
    except NotFound as error:
        raise NoSuchPage from error
    except Refusal as refusal:
        form = _refused(refusal)
        return await (show(visit, form, status=422) if visit.signed_in else show_entrance(visit, form, status=422))
    if returned.linked:
        return visit.go("/ik/apparaten", done="gekoppeld")
    return await inside_named(visit, returned.back)


async def _go(visit: Visit, code: str, *, back: str, link: bool) -> Response:
    """A page that goes on by itself: a form that leads elsewhere is stopped by our own content policy."""
    houses: OutsideHouses = visit.request.app.state.houses
    answer = await visit.ask("entrance/entrance.graphql")
    label = next((one["label"] for one in answer["signInProviders"] if one["code"] == code), None)
    if label is None:
        raise NoSuchPage
    address = await houses.begin(visit.context, code, back=back, link=link)
    response = visit.page("entrance/going.html", label=label, address=address)
    response.headers["Refresh"] = f"0;url={address}"
    return response


def _refused(refusal: Refusal) -> Form:
    return Form(faults=[Fault("", sentence_for(refusal.code))])
