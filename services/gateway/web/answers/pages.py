"""The link in a mail with which somebody says whether they come: without signing in, for one session, and nothing else."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.coming_labels import ANSWERS
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=200)]


@pages.get("/antwoord/{token}")
async def question(visit: Here, token: Token) -> Response:
    """Show the session and what was said; looking changes nothing, for scanners follow links (A-19)."""
    seen = await _seen(visit, token)
    return _page(visit, token, seen, Form.filled({"answer": seen["answer"] or ""}) if seen else Form())


@pages.post("/antwoord/{token}")
async def answer(visit: Here, token: Token) -> Response:
    """Say whether one comes."""
    form = await visit.form()
    if form.value("answer") not in ANSWERS:
        form.fault("answer", words("Kies een van de mogelijkheden."))
        return _page(visit, token, await _seen(visit, token), form, status=422)
    outcome = await visit.change(
        "answers/answer.graphql", clientMutationId=form.key, token=token, answer=form.value("answer")
    )
    if outcome.code == "NOT_FOUND":
        return _page(visit, token, None, form)
    if outcome.faults:
        return _page(visit, token, await _seen(visit, token), form.again(outcome.faults, ("answer",)), status=409)
    return _page(visit, token, outcome.result, Form.filled({"answer": outcome.result["answer"]}), is_said=True)


async def _seen(visit: Visit, token: str) -> dict[str, Any] | None:
    answer = await visit.ask("answers/link.graphql", token=token)
    if answer.failed("answerLink"):
        raise OutOfOrder
    found: dict[str, Any] | None = answer.data["answerLink"]
    return found


def _page(
    visit: Visit, token: str, seen: dict[str, Any] | None, form: Form, *, status: int = 200, is_said: bool = False
) -> Response:
    if seen is None:
        return visit.page("answers/over.html", status=410, about="session")
    return visit.page("answers/link.html", status=status, token=token, seen=seen, form=form, is_said=is_said)
