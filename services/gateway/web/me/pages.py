"""My name, my language, and signing out everywhere."""

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import own_address
from services.gateway.web.forms import Form
from services.gateway.web.labels import UNNAMED
from services.gateway.web.language import COOKIE, Language
from services.gateway.web.visit import Here

pages = APIRouter()
A_YEAR = 31_536_000


@pages.get("/ik")
async def me(visit: Here, welkom: bool = False) -> Response:
    """Show what is known about me, and ask a new person's name."""
    visit.people_only()
    viewer = (await visit.ask("me/me.graphql"))["viewer"]
    name = viewer["person"]["displayName"]
    form = Form.filled({"display_name": "" if name == UNNAMED else name, "language": viewer["language"]})
    return visit.page("me/me.html", form=form, welcome=welkom)


@pages.post("/ik")
async def change_me(visit: Here) -> Response:
    """Change my name or language."""
    visit.people_only()
    await visit.ask("me/me.graphql")
    form = await visit.form()
    welcome = form.value("welkom") == "ja"
    outcome = await visit.change(
        "me/change.graphql",
        clientMutationId=form.key,
        displayName=form.value("display_name"),
        language="en" if form.value("language") == "en" else "nl",
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("display_name", "language"))
        return visit.page("me/me.html", status=422, form=again, welcome=welcome)
    return visit.go("/" if welcome else "/ik", done="bewaard")


@pages.post("/taal")
async def choose_language(visit: Here) -> Response:
    """Show pages in another language from here on; for somebody signed in, mails too."""
    form = await visit.form()
    language = Language.ENGLISH if form.value("taal") == "en" else Language.DUTCH
    if visit.signed_in:
        await visit.change("me/change.graphql", language=language.value)
    response = visit.go(own_address(form.value("terug")))
    response.set_cookie(COOKIE, str(language), max_age=A_YEAR, path="/", secure=True, httponly=True, samesite="lax")
    return response
