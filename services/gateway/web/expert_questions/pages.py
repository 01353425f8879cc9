"""A question to one fellow member who says that they may be asked: asking it, reading what one asked and was asked, answering it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form
from services.gateway.web.visit import Here, NoSuchPage, Refused, Visit

pages = APIRouter()
Found = dict[str, Any]


@pages.get("/netwerken/{slug}/mensen/{membership_id}/vraag")
async def ask(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Ask what somebody wants to ask."""
    return await _asking(visit, slug, membership_id, Form())


@pages.post("/netwerken/{slug}/mensen/{membership_id}/vraag")
async def send(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Ask it."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "expert_questions/send.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        text=form.value("text"),
    )
    if outcome.faults:
        return await _asking(visit, slug, membership_id, form.again(outcome.faults, ("text",)), status=422)
    return visit.go(f"/netwerken/{slug}/onderling", done="vraag-gesteld")


@pages.get("/netwerken/{slug}/onderling")
async def mine(visit: Here, slug: str) -> Response:
    """Show what one asked fellow members here, and was asked."""
    visit.people_only()
    answer = await visit.ask("expert_questions/mine.graphql", slug=slug)
    network = answer["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    own = answer["viewer"]["person"]["id"]
    questions = network["viewerExpertQuestions"] or []
    return visit.page(
        "expert_questions/mine.html",
        network=network,
        received=[one for one in questions if one["asker"]["id"] != own],
        sent=[one for one in questions if one["asker"]["id"] == own],
        failed=answer.failed,
    )


@pages.get("/netwerken/{slug}/onderling/{question_id}")
async def one(visit: Here, slug: str, question_id: UUID) -> Response:
    """Show one question, and its answer."""
    return await _one(visit, slug, question_id, Form())


@pages.post("/netwerken/{slug}/onderling/{question_id}")
async def answer(visit: Here, slug: str, question_id: UUID) -> Response:
    """Answer a question."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "expert_questions/answer.graphql",
        clientMutationId=form.key,
        expertQuestionId=global_id("ExpertQuestion", question_id),
        text=form.value("text"),
    )
    if outcome.faults:
        return await _one(visit, slug, question_id, form.again(outcome.faults, ("text",)), status=422)
    return visit.go(f"/netwerken/{slug}/onderling/{question_id}", done="vraag-beantwoord")


@pages.post("/netwerken/{slug}/onderling/{question_id}/niet")
async def decline(visit: Here, slug: str, question_id: UUID) -> Response:
    """Say that one cannot help."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "expert_questions/decline.graphql",
        clientMutationId=form.key,
        expertQuestionId=global_id("ExpertQuestion", question_id),
    )
    if outcome.faults:
        return await _one(visit, slug, question_id, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/onderling", done="vraag-niet-geholpen")


async def _asking(visit: Visit, slug: str, membership_id: UUID, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    found = await visit.ask("expert_questions/ask.graphql", slug=slug, id=global_id("Membership", membership_id))
    if not found["network"]["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    someone: Found = found["member"]
    if not someone["viewerMayAsk"] and not form.faults:
        raise Refused("NOT_OPEN_TO_QUESTIONS")
    return visit.page("expert_questions/ask.html", status=status, network=found["network"], someone=someone, form=form)


async def _one(visit: Visit, slug: str, question_id: UUID, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    found = await visit.ask("expert_questions/one.graphql", slug=slug, id=global_id("ExpertQuestion", question_id))
    question: Found | None = found.data["node"]
    if question is None or question["networkId"] != found["network"]["id"]:
        raise NoSuchPage
    own = found["viewer"]["person"]["id"]
    return visit.page(
        "expert_questions/one.html",
        status=status,
        network=found["network"],
        question=question,
        is_asker=question["asker"]["id"] == own,
        is_asked=bool(question["asked"]) and question["asked"]["id"] == own,
        form=form,
    )
