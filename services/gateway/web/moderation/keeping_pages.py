"""What coordinators and moderators do with reports, warnings, limits and objections."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from services.gateway.web.addresses import global_id, plain_id
from services.gateway.web.forms import Form, read_date
from services.gateway.web.moderation.words import (
    ASK_FIRST,
    IN_PRIVATE,
    KINDS,
    NAMES_A_PERSON,
    OUTCOMES,
    REASON_NAMES,
    RESTRICTIONS,
)
from services.gateway.web.refusals import FIELD_SENTENCES, Fault, field_sentence
from services.gateway.web.visit import Here, NoSuchPage, Outcome, Refused, Visit

pages = APIRouter()
Found = dict[str, Any]
FIELDS = ("outcome", "reason", "until_on")
STEPS = tuple(one for one in OUTCOMES if one[0] in NAMES_A_PERSON)


@pages.get("/netwerken/{slug}/meldingen")
async def reports(visit: Here, slug: str) -> Response:
    """Show what waits, and what was decided."""
    network = await _kept(visit, slug)
    return visit.page(
        "moderation/kept.html",
        network=network,
        reports=_nodes(network),
        form=Form(),
        kinds=KINDS,
        reasons=REASON_NAMES,
        restriction_names=RESTRICTIONS,
    )


@pages.get("/netwerken/{slug}/meldingen/{report_id}")
async def one(visit: Here, slug: str, report_id: UUID) -> Response:
    """Show one report, and ask what is done with it."""
    network = await _kept(visit, slug)
    report = _waiting(network, report_id)
    if report is None:
        raise NoSuchPage
    return _report_page(visit, network, report, Form())


@pages.post("/netwerken/{slug}/meldingen/{report_id}")
async def answer(visit: Here, slug: str, report_id: UUID) -> Response:
    """Do something about it, or say that nothing is needed."""
    network = await _kept(visit, slug)
    report = _waiting(network, report_id)
    form = await visit.form()
    chosen = form.value("outcome")
    # A second press finds the report answered, by itself: the same key then gives the same answer.
    left = {code for code, _, _ in OUTCOMES if report is None or code in _left(report)}
    if chosen not in left:
        return _again(visit, network, report, form, [Fault("outcome", FIELD_SENTENCES["CHOOSE"])])
    if chosen in NAMES_A_PERSON:
        outcome = await _decide(visit, form, chosen, form.value("membership"), global_id("Report", report_id))
    else:
        outcome = await visit.change(
            "moderation/answer.graphql",
            clientMutationId=form.key,
            reportId=global_id("Report", report_id),
            outcome=chosen,
            answer=form.value("reason"),
        )
    if outcome.faults:
        faults = [replace(fault, field="reason") if fault.field == "answer" else fault for fault in outcome.faults]
        return _again(visit, network, report, form, faults)
    return visit.go(f"/netwerken/{slug}/meldingen", done="melding-beantwoord")


@pages.get("/netwerken/{slug}/mensen/{membership_id}/grens")
async def ask_for_step(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Ask which step is needed with one member."""
    return await _step_page(visit, slug, membership_id, Form())


@pages.post("/netwerken/{slug}/mensen/{membership_id}/grens")
async def take_step(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Warn or limit somebody."""
    visit.people_only()
    form = await visit.form()
    chosen = form.value("outcome")
    if chosen not in NAMES_A_PERSON:
        form.fault("outcome", FIELD_SENTENCES["CHOOSE"])
        return await _step_page(visit, slug, membership_id, form.again([], FIELDS), status=422)
    outcome = await _decide(visit, form, chosen, global_id("Membership", membership_id), None)
    if outcome.faults:
        return await _step_page(visit, slug, membership_id, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(f"/netwerken/{slug}/meldingen", done="stap-gezet")


@pages.post("/netwerken/{slug}/meldingen/grens/{restriction_id}/opheffen")
async def lift(visit: Here, slug: str, restriction_id: UUID) -> Response:
    """End a limit early."""
    visit.people_only()
    form = await visit.form()
    outcome = await visit.change(
        "moderation/lift.graphql",
        clientMutationId=form.key,
        restrictionId=global_id("Restriction", restriction_id),
    )
    if outcome.faults:
        raise Refused(outcome.code)
    return visit.go(f"/netwerken/{slug}/meldingen", done="grens-opgeheven")


@pages.get("/netwerken/{slug}/meldingen/bezwaar/{restriction_id}")
async def objection(visit: Here, slug: str, restriction_id: UUID) -> Response:
    """Show an objection, and ask for an answer."""
    return await _objection_page(visit, slug, restriction_id, Form())


@pages.post("/netwerken/{slug}/meldingen/bezwaar/{restriction_id}")
async def answer_objection(visit: Here, slug: str, restriction_id: UUID) -> Response:
    """Answer an objection."""
    visit.people_only()
    form = await visit.form()
    chosen = form.value("outcome")
    if chosen not in {"RESTORED", "UPHELD"}:
        form.fault("outcome", FIELD_SENTENCES["CHOOSE"])
        return await _objection_page(visit, slug, restriction_id, form.again([], FIELDS), status=422)
    outcome = await visit.change(
        "moderation/answer_objection.graphql",
        clientMutationId=form.key,
        restrictionId=global_id("Restriction", restriction_id),
        outcome=chosen,
        reason=form.value("reason"),
    )
    if outcome.faults:
        return await _objection_page(visit, slug, restriction_id, form.again(outcome.faults, FIELDS), status=422)
    return visit.go(f"/netwerken/{slug}/meldingen", done="bezwaar-beantwoord")


async def _decide(visit: Visit, form: Form, step: str, membership_id: str, report_id: str | None) -> Outcome:
    """Warn or limit somebody; what is wrong with the day stands at its field."""
    told = {"clientMutationId": form.key, "membershipId": membership_id, "reason": form.value("reason")}
    if step == "WARN":
        return await visit.change("moderation/warn.graphql", **told, reportId=report_id)
    until = read_date(form.value("until_on"))
    if until is None:
        code = "NO_SUCH_DATE" if form.value("until_on") else "LIMIT_END_MISSING"
        return Outcome({}, [Fault("until_on", field_sentence("until_on", code))])
    return await visit.change("moderation/limit.graphql", **told, untilOn=until.isoformat(), reportId=report_id)


async def _kept(visit: Visit, slug: str) -> Found:
    visit.people_only()
    network: Found = (await visit.ask("moderation/kept.graphql", slug=slug))["network"]
    if network["viewerMembership"] is None:
        raise Refused("NOT_A_MEMBER")
    if network["reports"] is None:
        raise Refused("KEEPER_NEEDED")
    return network


def _nodes(network: Found) -> list[Found]:
    return [edge["node"] for edge in network["reports"]["edges"]]


def _waiting(network: Found, report_id: UUID) -> Found | None:
    """One report, as long as it waits."""
    return next((node for node in _nodes(network) if node["id"] == global_id("Report", report_id)), None)


def _left(report: Found) -> set[str]:
    """What can be done about this report: a text can be taken away, a known person spoken to."""
    can = {
        "TEXT_TAKEN_AWAY": report["kind"] != "MEMBER",
        "WARN": report["membershipId"] is not None and not report["isRemoved"],
        "LIMIT": report["membershipId"] is not None and not report["isRemoved"],
        "REMOVED": report["isRemoved"],
    }
    return {code for code, _, _ in OUTCOMES if can.get(code, True)}


def _outcomes(report: Found, *, coordinates: bool) -> list[tuple[str, str, str]]:
    """What can be done about this report, each with its hint. coordinates: who does not asks a coordinator to take a text away."""
    by_asking = {} if coordinates else {"TEXT_TAKEN_AWAY": ASK_FIRST}
    if report["kind"] in IN_PRIVATE:
        by_asking = {"TEXT_TAKEN_AWAY": IN_PRIVATE[report["kind"]]}
    return [(code, name, by_asking.get(code, hint)) for code, name, hint in OUTCOMES if code in _left(report)]


def _where(slug: str, report: Found, *, coordinates: bool) -> str | None:
    """Where what was reported is read; None where it has no page of its own that this reader may open."""
    about = plain_id(report["aboutId"])
    if report["kind"] in IN_PRIVATE:
        return f"/netwerken/{slug}/onderling/{about}"
    if report["kind"] == "QUESTION":
        return f"/vragen/{about}"
    if report["kind"] == "AGENDA_POINT" and coordinates:
        return f"/agendapunten/{about}/veranderen"
    if report["kind"] == "MINUTES":
        return f"/bijeenkomsten/{about}/verslag"
    if report["kind"] == "MINUTES_COMMENT" and report["withinId"]:
        return f"/bijeenkomsten/{plain_id(report['withinId'])}/verslag#opmerking-{about}"
    return None


def _again(visit: Visit, network: Found, report: Found | None, form: Form, faults: list[Fault]) -> Response:
    """The form once more; for who answers a moment after somebody else, that this was done."""
    if report is None:
        raise Refused("REPORT_ANSWERED")
    return _report_page(visit, network, report, form.again(faults, FIELDS), status=422)


def _report_page(visit: Visit, network: Found, report: Found, form: Form, *, status: int = 200) -> Response:
    coordinates = network["viewerMembership"]["coordinates"]
    return visit.page(
        "moderation/one.html",
        status=status,
        network=network,
        report=report,
        where=_where(network["slug"], report, coordinates=coordinates),
        form=form,
        options=_outcomes(report, coordinates=coordinates),
        kinds=KINDS,
        reasons=REASON_NAMES,
    )


async def _step_page(visit: Visit, slug: str, membership_id: UUID, form: Form, *, status: int = 200) -> Response:
    visit.people_only()
    answer = await visit.ask("moderation/member.graphql", slug=slug, id=global_id("Membership", membership_id))
    before = answer["restrictionsOfMember"] if answer.data.get("restrictionsOfMember") is not None else None
    if before is None:
        raise Refused("KEEPER_NEEDED")
    return visit.page(
        "moderation/step.html",
        status=status,
        network=answer["network"],
        someone=answer["member"],
        before=before,
        form=form,
        options=STEPS,
        restriction_names=RESTRICTIONS,
    )


async def _objection_page(visit: Visit, slug: str, restriction_id: UUID, form: Form, *, status: int = 200) -> Response:
    network = await _kept(visit, slug)
    for found in network["restrictions"] or []:
        if found["id"] == global_id("Restriction", restriction_id) and found["appealedAt"] and not found["answeredAt"]:
            return visit.page(
                "moderation/objection.html",
                status=status,
                network=network,
                found=found,
                form=form,
                restriction_names=RESTRICTIONS,
            )
    if visit.request.method == "POST":
        raise Refused("NOTHING_TO_ANSWER")
    raise NoSuchPage
