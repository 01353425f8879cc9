"""How often the overview comes by mail; and ending it with one click, without signing in (RFC 8058)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.labels import CADENCES, REMINDERS
from services.gateway.web.language import words
from services.gateway.web.refusals import Fault
from services.gateway.web.visit import Here, NoSuchPage, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=400)]


@pages.get("/mail")
async def mail(visit: Here) -> Response:
    """Show for each of my networks how often its overview comes."""
    visit.people_only()
    return await _mail(visit, {})


@pages.post("/mail")
async def choose(visit: Here) -> Response:
    """Choose how often one network's overview comes."""
    visit.people_only()
    form = await visit.form()
    network_id = form.value("network")
    if form.value("cadence") not in CADENCES:
        form.fault("cadence", words("Kies een van de mogelijkheden."))
    if form.value("reminder") not in {"", *REMINDERS}:
        form.fault("reminder", words("Kies een van de mogelijkheden."))
    if form.faults:
        return await _mail(visit, {network_id: form}, status=422)
    outcome = await visit.change(
        "mail/choose.graphql",
        clientMutationId=form.key,
        networkId=network_id,
        cadence=form.value("cadence"),
        reminder=form.value("reminder") or None,
    )
    if outcome.faults:
        return await _mail(visit, {network_id: form.again(outcome.faults, ("cadence", "reminder"))}, status=422)
    return visit.go("/mail", done="mailkeuze")


@pages.get("/afmelden/{token}")
async def unsubscription(visit: Here, token: Token) -> Response:
    """Show what ends, and a button; looking changes nothing (A-19)."""
    answer = await visit.ask("mail/unsubscription.graphql", token=token)
    found = answer.data["unsubscription"]
    if found is None and not answer.failed("unsubscription"):
        return visit.page("mail/unknown.html", status=410)
    return _unsubscription(visit, answer["unsubscription"], token)


@pages.post("/afmelden/{token}")
async def unsubscribe(visit: Here, token: Token) -> Response:
    """End it at once; again is fine. Mail programs send this without a cookie."""
    outcome = await visit.change("mail/unsubscribe.graphql", token=token)
    if outcome.code == "NOT_FOUND":
        return visit.page("mail/unknown.html", status=410)
    if outcome.faults:
        raise NoSuchPage
    return _unsubscription(visit, outcome.result, token)


def _unsubscription(visit: Visit, found: dict[str, Any], token: str) -> Response:
    visit.speak(found["language"])
    return visit.page("mail/unsubscribe.html", found=found, token=token)


async def _mail(visit: Visit, sent: dict[str, Form], *, status: int = 200) -> Response:
    answer = await visit.ask("mail/choices.graphql")
    digests = answer["viewer"]["digests"]
    forms: list[tuple[dict[str, Any], Form]] = []
    for digest in digests or []:
        if digest["network"] is None:
            continue
        form = sent.get(digest["network"]["id"]) or Form.filled(
            {"cadence": digest["cadence"], "reminder": digest["reminder"]}
        )
        forms.append((digest, form))
    faults: list[Fault] = [fault for form in sent.values() for fault in form.faults]
    return visit.page("mail/mail.html", status=status, forms=forms, summary=Form(faults=faults), failed=digests is None)
