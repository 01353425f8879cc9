"""An invitation, for who holds its link: who invites for what; saying yes after signing in."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.gateway.web.forms import Form
from services.gateway.web.joining.door import HAS_A_PLACE, check_side
from services.gateway.web.labels import AGES
from services.gateway.web.language import words
from services.gateway.web.visit import Here, OutOfOrder, Visit

pages = APIRouter()
Token = Annotated[str, Path(max_length=200)]
ASKED_ON_THE_SECOND_PAGE = {
    "SUPPORT_PERSON_MISSING",
    "GUARDIAN_MISSING",
    "GUARDIAN_IS_YOURSELF",
    "NOT_AN_ADDRESS",
    "ASKED_TOO_MANY_TIMES",
}


@pages.get("/uitnodiging/{token}")
async def invitation(visit: Here, token: Token) -> Response:
    """Show who invites for what; looking changes nothing (A-01)."""
    return _page(visit, token, await _seen(visit, token), Form())


@pages.post("/uitnodiging/{token}")
async def accept(visit: Here, token: Token) -> Response:
    """Say yes, signed in with the address the invitation was sent to (A-18)."""
    visit.people_only()
    form = await visit.form()
    seen = await _seen(visit, token)
    if seen is None:
        return _page(visit, token, None, form)
    age = form.value("age") if form.value("age") in AGES else None
    if not seen["isPersonal"] and seen["perspective"] is None:
        check_side(form, form.value("perspective"), seen["network"])
    if seen["asksAge"] and age is None:
        form.fault("age", words("Vertel of je 16 jaar of ouder bent."))
    if form.faults:
        return _page(visit, token, seen, form, status=422)
    if seen["isPersonal"]:
        return await _accept(visit, token, seen, form, age)
    return await _join(visit, token, seen, form, age)


async def _accept(visit: Visit, token: str, seen: dict[str, Any], form: Form, age: str | None) -> Response:
    """Accept a personal invitation; under 16 the support person and the parent or guardian come on a page of their own (J02)."""
    is_young = seen["isUnder16"] or age == "FROM_12_TO_15"
    if is_young and form.value("stap") != "2":
        return visit.page("joining/guardian.html", token=token, seen=seen, form=form)
    outcome = await visit.change(
        "joining/accept.graphql",
        clientMutationId=form.key,
        token=token,
        age=age,
        supporterId=form.value("supporter_id") or None,
        guardianEmail=form.value("guardian_email") or None,
        guardianLanguage="en" if form.value("language") == "en" else "nl",
    )
    if outcome.code in HAS_A_PLACE:
        return visit.go(f"/netwerken/{seen['network']['slug']}/meedoen", done=HAS_A_PLACE[outcome.code])
    if outcome.faults and is_young and outcome.code in ASKED_ON_THE_SECOND_PAGE:
        again = form.again(outcome.faults, ("supporter_id", "guardian_email"))
        return visit.page("joining/guardian.html", status=422, token=token, seen=seen, form=again)
    if outcome.faults:
        again = form.again(outcome.faults, ("age", "supporter_id"))
        return _page(visit, token, seen, again, status=409, for_other=outcome.code == "INVITATION_FOR_OTHER")
    slug = seen["network"]["slug"]
    if is_young:
        return visit.go(f"/netwerken/{slug}/meedoen", done="gevraagd-aan-ouder")
    return visit.go(f"/netwerken/{slug}", done="welkom-in-het-netwerk")


async def _join(visit: Visit, token: str, seen: dict[str, Any], form: Form, age: str | None) -> Response:
    """Take part with a link for several people."""
    chosen = form.value("perspective")
    outcome = await visit.change(
        "joining/join.graphql", clientMutationId=form.key, token=token, perspective=chosen or None, age=age
    )
    if outcome.code in HAS_A_PLACE:
        return visit.go(f"/netwerken/{seen['network']['slug']}/meedoen", done=HAS_A_PLACE[outcome.code])
    if outcome.faults:
        again = form.again(outcome.faults, ("perspective", "age"))
        return _page(visit, token, seen, again, status=409)
    return visit.go(f"/netwerken/{seen['network']['slug']}", done="welkom-in-het-netwerk")


async def _seen(visit: Visit, token: str) -> dict[str, Any] | None:
    answer = await visit.ask("joining/invitation.graphql", token=token)
    if answer.failed("invitation"):
        raise OutOfOrder
    found: dict[str, Any] | None = answer.data["invitation"]
    band = (answer.data["mine"] or {}).get("ageBand")
    return found and found | {"asksAge": band is None, "isUnder16": band == "UNDER_16"}


def _page(
    visit: Visit,
    token: str,
    seen: dict[str, Any] | None,
    form: Form,
    *,
    status: int = 200,
    for_other: bool = False,
) -> Response:
    if seen is None:
        return visit.page("joining/over.html", status=404)
    return visit.page("joining/invitation.html", status=status, token=token, seen=seen, form=form, for_other=for_other)
