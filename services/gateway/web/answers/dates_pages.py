"""The link in a mail with which somebody says when they can come: without signing in, for one date poll, and nothing else."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.answers.pages import Token
from services.gateway.web.date_polls.pages import fresh, read_answers, read_unsaved, says_yes_counts
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()


@pages.get("/antwoord/data/{token}")
async def question(visit: Here, token: Token) -> Response:
    """Show the dates and what was said of them; looking changes nothing, for scanners follow links (A-19)."""
    return _asked(visit, token, await _seen(visit, token))


@pages.post("/antwoord/data/{token}")
async def answer(visit: Here, token: Token) -> Response:
    """Say when one can come: per date, or yes to all at once."""
    form = await visit.form()
    found = await _seen(visit, token)
    if found is None:
        return _page(visit, token, None, form)
    if not found["takesAnswers"]:
        return _page(visit, token, found, form, status=409, unsaved=read_unsaved(form))
    outcome = await visit.change(
        "answers/answer_dates.graphql",
        clientMutationId=form.key,
        token=token,
        answers=read_answers(form, found["dates"]),
        yesCounts=says_yes_counts(form),
    )
    if outcome.code == "NOT_FOUND":
        return _page(visit, token, None, form)
    if outcome.code == "DATE_POLL_CLOSED":
        return _page(visit, token, await _seen(visit, token), form, status=409, unsaved=read_unsaved(form))
    if outcome.faults:
        return _page(visit, token, await _seen(visit, token), form.again(outcome.faults, ()), status=422)
    return _asked(visit, token, outcome.result, is_said=True)


async def _seen(visit: Visit, token: str) -> dict[str, Any] | None:
    answer_ = await visit.ask("answers/dates.graphql", token=token)
    if answer_.failed("datePollLink"):
        raise OutOfOrder
    found: dict[str, Any] | None = answer_.data["datePollLink"]
    return found


def _asked(visit: Visit, token: str, seen: dict[str, Any] | None, *, is_said: bool = False) -> Response:
    form = fresh(yes_counts=bool(seen and seen["yesCounts"]))
    return _page(visit, token, seen, form, is_said=is_said)


def _page(
    visit: Visit,
    token: str,
    seen: dict[str, Any] | None,
    form: Form,
    *,
    status: int = 200,
    is_said: bool = False,
    unsaved: Sequence[dict[str, str]] = (),
) -> Response:
    if seen is None:
        return visit.page("answers/over.html", status=410, about="poll")
    return visit.page(
        "answers/dates.html", status=status, token=token, seen=seen, form=form, is_said=is_said, unsaved=unsaved
    )
