"""What a network wants to know: its questions, one of them, and proposing a new one."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form
from services.gateway.web.labels import QUESTION_STATUSES, THEMES, TRACKS
from services.gateway.web.moderation.writing import writes_again_on
from services.gateway.web.sessions.who_plans import check_goes_on
from services.gateway.web.visit import Here, Refused, Visit

pages = APIRouter()
FIELDS = ("title", "why", "who_notices", "origin", "content_note", "theme", "track")


@pages.get("/netwerken/{slug}/vragen")
async def questions(
    visit: Here,
    slug: str,
    status: Annotated[str, Query()] = "",
    track: Annotated[str, Query()] = "",
    na: str | None = None,
) -> Response:
    """Show the questions of a network, of one status and track if asked."""
    filters = Form.filled(
        {"status": status if status in QUESTION_STATUSES else "", "track": track if track in TRACKS else ""}
    )
    answer = await visit.ask(
        "questions/questions.graphql",
        slug=slug,
        status=filters.value("status") or None,
        track=filters.value("track") or None,
        after=na,
    )
    return visit.page("questions/questions.html", network=answer["network"], filters=filters, failed=answer.failed)


@pages.get("/netwerken/{slug}/vragen/nieuw")
async def new_question(visit: Here, slug: str) -> Response:
    """Ask for a question, and everything that makes it clear to others."""
    return await _new_page(visit, slug, Form.filled({"track": "RESEARCH"}))


@pages.post("/netwerken/{slug}/vragen/nieuw")
async def propose(visit: Here, slug: str) -> Response:
    """Propose a question."""
    network = await _for_members(visit, slug)
    form = await visit.form()
    theme, track = form.value("theme"), form.value("track")
    outcome = await visit.change(
        "questions/propose.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        title=form.value("title"),
        why=form.value("why"),
        whoNotices=form.value("who_notices"),
        origin=form.value("origin"),
        theme=theme if theme in THEMES else None,
        track=track if track in TRACKS else "RESEARCH",
        contentNote=form.value("content_note"),
    )
    if outcome.faults:
        form = form.again(outcome.faults, FIELDS)
        return visit.page("questions/new.html", status=422, network=network, form=form, again_on=None)
    return visit.go(f"/vragen/{plain_id(outcome.result['id'])}", done="voorgesteld")


@pages.get("/vragen/{question_id}")
async def question(visit: Here, question_id: UUID) -> Response:
    """Show one question, and what this visitor may do with it."""
    return await _question(visit, question_id, Form())


@pages.post("/vragen/{question_id}/openen")
async def open_question(visit: Here, question_id: UUID) -> Response:
    """Put a question on the research agenda."""
    return await _changed(visit, question_id, "questions/open.graphql", "op-de-kennisagenda")


@pages.post("/vragen/{question_id}/waarschuwing")
async def note_content(visit: Here, question_id: UUID) -> Response:
    """Say what readers should know before they open the words (C092)."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "questions/note_content.graphql",
        clientMutationId=form.key,
        questionId=global_id("Question", question_id),
        contentNote=form.value("content_note"),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _question(visit, question_id, form.again(outcome.faults, ("content_note",)), status=422)
    return visit.go(f"/vragen/{question_id}", done="waarschuwing-bewaard")


@pages.get("/vragen/{question_id}/intrekken")
async def ask_to_withdraw(visit: Here, question_id: UUID) -> Response:
    """Ask whether a question may be taken back."""
    visit.people_only()
    answer = await visit.ask("questions/question.graphql", id=global_id("Question", question_id))
    found = answer["question"]
    if not found["viewerMayWithdraw"]:
        raise Refused("NOT_ALLOWED")
    return visit.page("questions/withdraw.html", question=found, form=Form())


@pages.post("/vragen/{question_id}/intrekken")
async def withdraw(visit: Here, question_id: UUID) -> Response:
    """Take a question back."""
    return await _changed(visit, question_id, "questions/withdraw.graphql", "ingetrokken")


async def _changed(visit: Visit, question_id: UUID, mutation: str, done: str) -> Response:
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        mutation,
        clientMutationId=form.key,
        questionId=global_id("Question", question_id),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _question(visit, question_id, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/vragen/{question_id}", done=done)


async def _question(visit: Visit, question_id: UUID, form: Form, *, status: int = 200) -> Response:
    answer = await visit.ask("questions/question.graphql", id=global_id("Question", question_id))
    form.values.setdefault("content_note", answer["question"]["contentNote"] or "")
    return visit.page("questions/question.html", status=status, question=answer["question"], form=form)


async def _new_page(visit: Visit, slug: str, form: Form) -> Response:
    network = await _for_members(visit, slug)
    check_goes_on(network)
    return visit.page("questions/new.html", network=network, form=form, again_on=writes_again_on(network))


async def _for_members(visit: Visit, slug: str) -> dict[str, Any]:
    visit.people_only()
    network: dict[str, Any] = (await visit.ask("questions/new.graphql", slug=slug))["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    return network
