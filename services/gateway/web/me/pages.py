"""My name, my language, and signing out everywhere."""

import secrets
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import own_address
from services.gateway.web.forms import Form
from services.gateway.web.labels import UNNAMED
from services.gateway.web.language import COOKIE, Language, words
from services.gateway.web.static_files import STATIC
from services.gateway.web.visit import Here, Visit

pages = APIRouter()
A_YEAR = 31_536_000
DRAWINGS = tuple(sorted(path.stem for path in (STATIC / "avatars").glob("*.svg")))
"""The drawings that there are; network knows the same."""


@pages.get("/ik")
async def me(visit: Here, welkom: bool = False, terug: str = "") -> Response:
    """Show what is known about me, and ask a new person's name."""
    visit.people_only()
    viewer = (await visit.ask("me/me.graphql"))["viewer"]
    name = viewer["person"]["displayName"]
    back = own_address(terug)
    hides = viewer["isPseudonym"] or (name == UNNAMED and await _comes_as_young_person(visit, back))
    form = Form.filled(
        {
            "display_name": "" if name == UNNAMED else name,
            "hides": "yes" if hides else "no",
            "language": viewer["language"],
            "terug": back,
        }
    )
    return _page(visit, viewer, form, welcome=welkom)


@pages.post("/ik")
async def change_me(visit: Here) -> Response:
    """Change my name or language."""
    visit.people_only()
    viewer = (await visit.ask("me/me.graphql"))["viewer"]
    form = await visit.form()
    welcome = form.value("welkom") == "ja"
    suggested = form.value("suggestion")
    if form.value("hides") == "yes" and not (suggested or form.value("display_name")):
        form.fault("display_name", words("Vul een schuilnaam in, of kies er hieronder een."))
        return _page(visit, viewer, form, welcome=welcome, status=422)
    outcome = await visit.change(
        "me/change.graphql",
        clientMutationId=form.key,
        displayName=suggested or form.value("display_name"),
        isPseudonym=bool(suggested) or form.value("hides") == "yes",
        language="en" if form.value("language") == "en" else "nl",
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("display_name", "language"))
        return _page(visit, viewer, again, welcome=welcome, status=422)
    return visit.go(own_address(form.value("terug")) if welcome else "/ik", done="bewaard")


@pages.post("/ik/tekening")
async def another_drawing(visit: Here) -> Response:
    """Draw another picture to stand beside my name."""
    visit.people_only()
    await visit.change("me/change.graphql", avatar=secrets.choice(DRAWINGS))
    return visit.go("/ik", done="bewaard")


async def _comes_as_young_person(visit: Visit, back: str) -> bool:
    """Whether somebody is on the way to take part as a young person: they are offered a schuilnaam before a name (J01)."""
    token = back.removeprefix("/uitnodiging/")
    if token == back:
        return False
    seen = (await visit.ask("joining/invitation.graphql", token=token))["invitation"]
    return seen is not None and seen["perspective"] == "YOUNG_PERSON"


def _page(visit: Visit, viewer: dict[str, Any], form: Form, *, welcome: bool, status: int = 200) -> Response:
    return visit.page(
        "me/me.html",
        status=status,
        form=form,
        welcome=welcome,
        viewer=viewer,
        changes_from=viewer["pseudonymChangesFrom"] if viewer["isPseudonym"] else None,
        suggestions=[(name, name, "") for name in viewer["nameSuggestions"] or []],
    )


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
