"""One's own place in a network: what it is, being away and coming back, leaving, objecting, declaring an interest."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.formatting import local
from services.gateway.web.forms import Form
from services.gateway.web.joining.door import door
from services.gateway.web.labels import ROLES, THEMES, in_ring_order
from services.gateway.web.refusals import FIELD_SENTENCES, sentence_for
from services.gateway.web.visit import Here, OutOfOrder, Refused, Visit

pages = APIRouter()
Found = dict[str, Any]
HERE = ("ACTIVE", "PAUSED")
LEADING = ("COORDINATOR", "DEPUTY")
HELPING = (*LEADING, "SUPPORT_PERSON")
CAMEL = {"guardian_email": "guardianEmail", "supporter_id": "supporterId"}


@pages.get("/netwerken/{slug}/meedoen")
async def taking_part(visit: Here, slug: str) -> Response:
    """Show somebody their own place in a network, or the door to who has none there any more or never had one."""
    mine = (await _network(visit, slug))["viewerParticipation"]
    if mine is None or (mine["status"] == "ENDED" and not mine["mayComeBack"]):
        return await door(visit, slug)
    return await _show(visit, slug, Form())


@pages.post("/netwerken/{slug}/meedoen/pauze")
async def pause(visit: Here, slug: str) -> Response:
    """Be away for a while."""
    return await _change(visit, slug, "taking_part/pause.graphql", "even-weg")


@pages.post("/netwerken/{slug}/meedoen/terug")
async def come_back(visit: Here, slug: str) -> Response:
    """Come back; who was away reads what happened meanwhile."""
    return await _change(visit, slug, "taking_part/resume.graphql", "weer-terug", to="/bijpraten")


@pages.get("/netwerken/{slug}/meedoen/bijpraten")
async def catch_up(visit: Here, slug: str) -> Response:
    """Tell somebody who is back what happened while they were away (J21): once, on a page, and never by mail."""
    network = await _network(visit, slug)
    mine = network["viewerParticipation"]
    if mine is None or mine["status"] != "ACTIVE":
        raise Refused("NOT_A_MEMBER")
    if mine["awaySince"] is None or mine["returnedAt"] is None:
        return visit.go(f"/netwerken/{slug}/meedoen")
    since, back = mine["awaySince"], mine["returnedAt"]
    now = visit.context.clock.now().isoformat()
    answer = await visit.ask("taking_part/catching_up.graphql", slug=slug, until=back, now=now, **{"from": since})
    questions = (answer["network"]["questions"] or {"edges": []})["edges"]
    return visit.page(
        "taking_part/catching_up.html",
        network=answer["network"],
        since=since,
        back=back,
        questions=[edge["node"] for edge in questions if _between(since, edge["node"]["openedAt"], back)],
        failed=answer.failed,
    )


@pages.get("/netwerken/{slug}/meedoen/weg")
async def ask_to_leave(visit: Here, slug: str) -> Response:
    """Say what stays and what goes, and ask whether somebody wants to leave."""
    network = await _network(visit, slug)
    mine = network["viewerParticipation"]
    if mine is None or mine["status"] not in HERE:
        return visit.go(f"/netwerken/{slug}/meedoen")
    return visit.page("taking_part/leave.html", network=network, mine=mine, form=Form())


@pages.post("/netwerken/{slug}/meedoen/weg")
async def leave(visit: Here, slug: str) -> Response:
    """Leave a network."""
    return await _change(visit, slug, "taking_part/leave.graphql", "gestopt")


@pages.get("/netwerken/{slug}/meedoen/rol/{role}")
async def ask_to_hand_back(visit: Here, slug: str, role: str) -> Response:
    """Say what changes without a role, and ask whether somebody wants to hand it back."""
    return await _role(visit, slug, role, Form())


@pages.post("/netwerken/{slug}/meedoen/rol/{role}")
async def hand_back(visit: Here, slug: str, role: str) -> Response:
    """Hand back a role."""
    network = await _network(visit, slug)
    code, form = _code(role), await visit.form()
    if code not in ROLES:
        return visit.go(f"/netwerken/{slug}/meedoen")
    outcome = await visit.change(
        "taking_part/hand_back.graphql", clientMutationId=form.key, networkId=network["id"], role=code
    )
    if outcome.faults:
        return await _role(visit, slug, role, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/meedoen", done="rol-terug")


@pages.post("/netwerken/{slug}/meedoen/toestemming")
async def ask_guardian_again(visit: Here, slug: str) -> Response:
    """Mail one's parent or guardian once more, perhaps at another address."""
    return await _change(
        visit, slug, "taking_part/ask_guardian_again.graphql", "gevraagd-aan-ouder", words="guardian_email"
    )


@pages.post("/netwerken/{slug}/meedoen/steunpersoon")
async def choose_supporter(visit: Here, slug: str) -> Response:
    """Choose another support person."""
    visit.people_only()
    form = await visit.form()
    if not form.value("supporter_id"):
        form.fault("supporter_id", sentence_for("SUPPORT_PERSON_MISSING"))
        return await _show(visit, slug, form, status=422)
    return await _change(
        visit, slug, "taking_part/choose_supporter.graphql", "steunpersoon-gekozen", words="supporter_id"
    )


@pages.post("/netwerken/{slug}/meedoen/niet-meer")
async def stop_waiting(visit: Here, slug: str) -> Response:
    """Take back that one wants to take part, while permission is waited for."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change("taking_part/stop_waiting.graphql", clientMutationId=form.key, networkId=network["id"])
    if outcome.faults:
        return await _show(visit, slug, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}", done="niet-meer-gevraagd")


@pages.post("/netwerken/{slug}/meedoen/zestien")
async def confirm_sixteen(visit: Here, slug: str) -> Response:
    """Say that one is 16 by now."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change("taking_part/confirm_sixteen.graphql", clientMutationId=form.key)
    if outcome.faults:
        return await _show(visit, slug, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/meedoen", done="nu-zestien")


@pages.post("/netwerken/{slug}/meedoen/bezwaar")
async def appeal(visit: Here, slug: str) -> Response:
    """Object to being removed."""
    return await _change(visit, slug, "taking_part/appeal.graphql", "bezwaar-gemaakt", words="text")


@pages.post("/netwerken/{slug}/meedoen/kant")
async def speak_from(visit: Here, slug: str) -> Response:
    """Speak from another of one's own perspectives."""
    network = await _network(visit, slug)
    mine, form = network["viewerParticipation"], await visit.form()
    if mine is None or form.value("perspective") not in mine["perspectives"]:
        form.fault("perspective", FIELD_SENTENCES["CHOOSE"])
        return await _show(visit, slug, form, status=422)
    outcome = await visit.change(
        "taking_part/speak_from.graphql",
        clientMutationId=form.key,
        membershipId=mine["membershipId"],
        perspective=form.value("perspective"),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return await _show(visit, slug, form.again(outcome.faults, ("perspective",)), status=422)
    return visit.go(f"/netwerken/{slug}/meedoen", done="kant-gekozen")


@pages.post("/netwerken/{slug}/meedoen/inbreng")
async def say_contribution(visit: Here, slug: str) -> Response:
    """Tell the others what one brings."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "taking_part/say_contribution.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        contribution=form.value("contribution"),
    )
    if outcome.faults:
        return await _show(visit, slug, form.again(outcome.faults, ("contribution",)), status=422)
    return visit.go(f"/netwerken/{slug}/meedoen", done="inbreng-bewaard")


@pages.post("/netwerken/{slug}/meedoen/vraagbaak")
async def offer_expertise(visit: Here, slug: str) -> Response:
    """Stand among who can be asked."""
    network = await _network(visit, slug)
    form = await visit.form()
    outcome = await visit.change(
        "taking_part/offer_expertise.graphql",
        clientMutationId=form.key,
        networkId=network["id"],
        themes=[code for code in form.several.get("themes", []) if code in THEMES],
    )
    if outcome.faults:
        return await _show(visit, slug, form.again(outcome.faults, ("themes",)), status=422)
    return visit.go(f"/netwerken/{slug}/meedoen", done="vraagbaak-aan")


@pages.post("/netwerken/{slug}/meedoen/vraagbaak/stop")
async def end_expertise(visit: Here, slug: str) -> Response:
    """Stand among who can be asked no longer."""
    return await _change(visit, slug, "taking_part/end_expertise.graphql", "vraagbaak-uit")


@pages.post("/netwerken/{slug}/meedoen/belang")
async def declare(visit: Here, slug: str) -> Response:
    """Declare an interest."""
    return await _change(visit, slug, "taking_part/declare.graphql", "belang-gemeld", words="text")


@pages.post("/netwerken/{slug}/meedoen/belang/{interest_id}/voorbij")
async def end_interest(visit: Here, slug: str, interest_id: UUID) -> Response:
    """Say that an interest is over."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "taking_part/end_interest.graphql",
        clientMutationId=form.key,
        interestId=global_id("Interest", interest_id),
    )
    if outcome.faults:
        return await _show(visit, slug, form.again(outcome.faults, ()), status=409)
    return visit.go(f"/netwerken/{slug}/meedoen", done="belang-voorbij")


def _code(role: str) -> str:
    return role.upper().replace("-", "_")


async def _role(visit: Visit, slug: str, role: str, form: Form, *, status: int = 200) -> Response:
    network = await _network(visit, slug)
    mine, code = network["viewerParticipation"], _code(role)
    held = [] if mine is None or mine["status"] != "ACTIVE" else [one["role"] for one in mine["heldRoles"]]
    if code not in held:
        return visit.go(f"/netwerken/{slug}/meedoen")
    still_leads = any(one in LEADING and one != code for one in held)
    return visit.page(
        "taking_part/hand_back.html",
        status=status,
        network=network,
        mine=mine,
        role=code,
        still_leads=still_leads,
        still_helps=any(one in HELPING and one != code for one in held),
        is_last=code in LEADING and mine["isLastCoordinator"] and not still_leads,
        form=form,
    )


def _between(since: str, at: str | None, until: str) -> bool:
    return at is not None and local(since) <= local(at) <= local(until)


async def _change(visit: Visit, slug: str, mutation: str, done: str, *, words: str = "", to: str = "") -> Response:
    network = await _network(visit, slug)
    form = await visit.form()
    typed = {CAMEL.get(words, words): form.value(words)} if words else {}
    outcome = await visit.change(mutation, clientMutationId=form.key, networkId=network["id"], **typed)
    if outcome.faults:
        again = form.again(outcome.faults, (words,) if words else ())
        return await _show(visit, slug, again, status=422 if words else 409)
    return visit.go(f"/netwerken/{slug}/meedoen{to}", done=done)


async def _show(visit: Visit, slug: str, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    answer = await visit.ask("taking_part/mine.graphql", slug=slug)
    network = answer["network"]
    mine = network["viewerParticipation"]
    if mine is not None:
        form.values.setdefault("contribution", mine["contribution"] or "")
        form.several.setdefault("themes", mine["expertise"] or [])
        form.values.setdefault("perspective", mine["perspective"])
    return visit.page(
        "taking_part/taking_part.html",
        status=status,
        network=network,
        mine=mine,
        sides=[{"code": code} for code in in_ring_order(mine["perspectives"] if mine else [])],
        form=form,
        failed=answer.failed,
    )


async def _network(visit: Visit, slug: str) -> Found:
    visit.people_only()
    answer = await visit.ask("taking_part/mine.graphql", slug=slug)
    if answer.failed("network.viewerParticipation"):
        raise OutOfOrder
    found: Found = answer["network"]
    return found
