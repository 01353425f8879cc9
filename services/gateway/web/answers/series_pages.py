"""The link in a mail with which somebody says to which sessions of a series they come: without signing in, and nothing else."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import plain_id
from services.gateway.web.answers.pages import Token
from services.gateway.web.coming_labels import ANSWERS
from services.gateway.web.forms import Form
from services.gateway.web.language import words
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()


@pages.get("/antwoord/reeks/{token}")
async def question(visit: Here, token: Token) -> Response:
    """Show the sessions and what was said of them; looking changes nothing, for scanners follow links (A-19)."""
    return _page(visit, token, await _seen(visit, token), Form())


@pages.post("/antwoord/reeks/{token}")
async def answer(visit: Here, token: Token) -> Response:
    """Say to which sessions one comes: per session, or the same of the whole series, which holds for what is added to it later."""
    form = await visit.form()
    found = await _seen(visit, token)
    if found is None:
        return _page(visit, token, None, form)
    whole = form.value("all") if form.value("all") in ANSWERS else None
    said = [] if whole else _read(form, found["sessions"])
    if not whole and not said:
        form.fault(f"session-{plain_id(found['sessions'][0]['id'])}", words("Kies bij een bijeenkomst of je komt."))
        return _page(visit, token, found, form, status=422)
    outcome = await visit.change(
        "answers/answer_series.graphql", clientMutationId=form.key, token=token, answers=said, wholeSeries=whole
    )
    if outcome.code == "NOT_FOUND":
        return _page(visit, token, None, form)
    if outcome.faults:
        return _page(visit, token, await _seen(visit, token), form.again(outcome.faults, ()), status=409)
    return _page(visit, token, outcome.result, Form(), is_said=True)


def _read(form: Form, sessions: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What was said of sessions; nothing of those that were skipped."""
    said = {one["id"]: form.value(f"session-{plain_id(one['id'])}") for one in sessions}
    return [{"sessionId": id_, "answer": answer} for id_, answer in said.items() if answer in ANSWERS]


async def _seen(visit: Visit, token: str) -> dict[str, Any] | None:
    answer_ = await visit.ask("answers/series.graphql", token=token)
    if answer_.failed("seriesAnswerLink"):
        raise OutOfOrder
    found: dict[str, Any] | None = answer_.data["seriesAnswerLink"]
    return found


def _page(
    visit: Visit, token: str, seen: dict[str, Any] | None, form: Form, *, status: int = 200, is_said: bool = False
) -> Response:
    if seen is None:
        return visit.page("answers/over.html", status=410, about="series")
    return visit.page("answers/series.html", status=status, token=token, seen=seen, form=form, is_said=is_said)
