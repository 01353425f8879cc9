"""A parent or guardian: reading what somebody under 16 wants to take part in, saying yes or no, and taking it back (J02, PR-2)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=200)]
ANSWERS = ("ja", "nee")


@pages.get("/toestemming/{token}")
async def question(visit: Here, token: Token) -> Response:
    """Show what is asked, or what was said yes to; looking changes nothing (A-01)."""
    return _page(visit, token, await _seen(visit, token), Form())


@pages.post("/toestemming/{token}")
async def answer(visit: Here, token: Token) -> Response:
    """Say yes or no."""
    form = await visit.form()
    seen = await _seen(visit, token)
    if seen is None or seen["status"] != "WAITING":
        return _page(visit, token, seen, form)
    if form.value("antwoord") not in ANSWERS:
        form.fault("antwoord", words("Kies ja of nee."))
        return _page(visit, token, seen, form, status=422)
    outcome = await visit.change(
        "guardians/answer.graphql",
        clientMutationId=form.key,
        token=token,
        gives=form.value("antwoord") == "ja",
        textVersion=form.value("versie"),
    )
    if outcome.faults:
        return _page(visit, token, await _seen(visit, token), form.again(outcome.faults, ()), status=409)
    return visit.page("guardians/done.html", outcome="given" if outcome.result["isGiven"] else "refused")


@pages.post("/toestemming/{token}/intrekken")
async def withdraw(visit: Here, token: Token) -> Response:
    """Take it back."""
    form = await visit.form()
    outcome = await visit.change("guardians/withdraw.graphql", clientMutationId=form.key, token=token)
    if outcome.faults:
        return _page(visit, token, await _seen(visit, token), form.again(outcome.faults, ()), status=409)
    return visit.page("guardians/done.html", outcome="withdrawn")


async def _seen(visit: Visit, token: str) -> dict[str, Any] | None:
    answer = await visit.ask("guardians/permission.graphql", token=token)
    if answer.failed("parentalPermission"):
        raise OutOfOrder
    found: dict[str, Any] | None = answer.data["parentalPermission"]
    return found


def _page(visit: Visit, token: str, seen: dict[str, Any] | None, form: Form, *, status: int = 200) -> Response:
    if seen is None:
        return visit.page("guardians/over.html", status=404)
    return visit.page("guardians/permission.html", status=status, token=token, seen=seen, form=form)
