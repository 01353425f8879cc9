"""The people of a network, for its members; their roles, removing somebody and answering an objection, for coordinators."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.gateway.web.addresses import global_id
from services.gateway.web.forms import Form, read_date
from services.gateway.web.labels import PERSPECTIVES, ROLES, THEMES, in_ring_order
from services.gateway.web.refusals import FIELD_SENTENCES
from services.gateway.web.visit import Here, NoSuchPage, Refused, Visit

pages = APIRouter()
Found = dict[str, Any]


@pages.get("/netwerken/{slug}/mensen")
async def people(
    visit: Here,
    slug: str,
    na: str | None = None,
    vragen: Annotated[str, Query()] = "",
    wie: Annotated[str, Query()] = "",
) -> Response:
    """Show who takes part, by perspective: all, those who say that they may be asked, or those of them about one theme.

    wie: somebody who was found; the list begins at its beginning where they stand in its first part, else with them.
    """
    visit.people_only()
    asked = Form.filled({"vragen": vragen if vragen == "alles" or vragen in THEMES else ""})
    about = asked.value("vragen") if asked.value("vragen") in THEMES else None
    wanted = {"slug": slug, "after": na, "askable": bool(asked.value("vragen")), "about": about}
    answer = await visit.ask("people/people.graphql", **wanted)
    network = answer["network"]
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    someone = _person_in(wie)
    begins = na is None
    if someone is not None and network["members"] and not _stands_in(network["members"], someone):
        there = (await visit.ask("people/people.graphql", **{**wanted, "after": None}, startingWith=someone))["network"]
        if there["members"] and there["members"]["edges"]:
            network["members"], begins = there["members"], False
    return visit.page(
        "people/people.html",
        network=network,
        asked=asked,
        groups=_by_perspective(network["members"]),
        appeals=[edge["node"] for edge in (network["appeals"] or {"edges": []})["edges"]],
        lacks_support=any(
            (one["kind"], one["networkSlug"]) == ("SUPPORT_LOST", slug)
            for one in answer["viewer"]["waitingDecisions"] or ()
        ),
        begins=begins,
        found=someone,
        is_missing=bool(wie) and not _stands_in(network["members"], someone),
        failed=answer.failed,
    )


@pages.get("/netwerken/{slug}/mensen/{membership_id}")
async def person(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Show one of them, with the roles to give and take."""
    network, someone = await somebody(visit, slug, membership_id)
    return _one(visit, network, someone, Form())


@pages.post("/netwerken/{slug}/mensen/{membership_id}")
async def set_roles(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Give and take roles."""
    network, someone = await somebody(visit, slug, membership_id)
    form = await visit.form()
    chosen = [role for role in ROLES if role in form.several.setdefault("roles", [])]
    wanted = []
    for role in chosen:
        typed = form.value(f"until_{role}")
        last = read_date(typed)
        if typed and last is None:
            form.fault(f"until_{role}", FIELD_SENTENCES["NO_SUCH_DATE"])
        wanted.append({"role": role, "untilOn": last.isoformat() if last else None})
    fields = [f"until_{role}" for role in ROLES]
    if form.faults:
        again = form.again([], fields)
        return _one(visit, network, someone, again, status=422)
    outcome = await visit.change(
        "people/set_roles.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        roles=wanted,
        version=form.number("version") or 0,
    )
    if outcome.faults:
        again = form.again(outcome.faults, fields)
        return _one(visit, network, someone, again, status=422)
    return visit.go(f"/netwerken/{slug}/mensen", done="rollen-bewaard")


@pages.post("/netwerken/{slug}/mensen/{membership_id}/kanten")
async def set_perspectives(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Choose from which perspectives somebody may speak."""
    network, someone = await somebody(visit, slug, membership_id)
    form = await visit.form()
    form.several.setdefault("perspectives", [])
    outcome = await visit.change(
        "people/set_perspectives.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        perspectives=[code for code in form.several["perspectives"] if code in PERSPECTIVES],
        version=form.number("version") or 0,
    )
    if outcome.faults:
        return _one(visit, network, someone, form.again(outcome.faults, ("perspectives",)), status=422)
    return visit.go(f"/netwerken/{slug}/mensen/{membership_id}", done="kanten-bewaard")


@pages.get("/netwerken/{slug}/mensen/{membership_id}/weghalen")
async def ask_to_remove(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Ask why somebody has to go."""
    network, someone = await somebody(visit, slug, membership_id)
    return visit.page("people/remove.html", network=network, someone=someone, form=Form())


@pages.post("/netwerken/{slug}/mensen/{membership_id}/weghalen")
async def remove(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Let somebody take part no longer."""
    network, someone = await somebody(visit, slug, membership_id)
    form = await visit.form()
    outcome = await visit.change(
        "people/remove.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        reason=form.value("reason"),
        version=form.number("version") or 0,
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("reason",))
        return visit.page("people/remove.html", status=422, network=network, someone=someone, form=again)
    return visit.go(f"/netwerken/{slug}/mensen", done="weggehaald")


@pages.get("/netwerken/{slug}/mensen/{membership_id}/bezwaar")
async def appeal(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Show an objection, and ask for an answer."""
    network, found = await _appeal(visit, slug, membership_id)
    return visit.page("people/appeal.html", network=network, appeal=found, form=Form())


@pages.post("/netwerken/{slug}/mensen/{membership_id}/bezwaar")
async def answer_appeal(visit: Here, slug: str, membership_id: UUID) -> Response:
    """Answer an objection."""
    network, found = await _appeal(visit, slug, membership_id)
    form = await visit.form()
    chosen = form.value("outcome")
    if chosen not in {"RESTORED", "UPHELD"}:
        form.fault("outcome", FIELD_SENTENCES["CHOOSE"])
        again = form.again([], ("outcome", "reason"))
        return visit.page("people/appeal.html", status=422, network=network, appeal=found, form=again)
    outcome = await visit.change(
        "people/answer.graphql",
        clientMutationId=form.key,
        membershipId=global_id("Membership", membership_id),
        outcome=chosen,
        reason=form.value("reason"),
    )
    if outcome.faults:
        again = form.again(outcome.faults, ("outcome", "reason"))
        return visit.page("people/appeal.html", status=422, network=network, appeal=found, form=again)
    return visit.go(f"/netwerken/{slug}/mensen", done="bezwaar-beantwoord")


def _one(visit: Visit, network: Found, someone: Found, form: Form, *, status: int = 200) -> Response:
    held = someone["perspectives"] or [someone["perspective"]]
    for one in someone["heldRoles"]:
        form.values.setdefault(f"until_{one['role']}", _plain(one["untilOn"]))
    form.several.setdefault("roles", [one["role"] for one in someone["heldRoles"]])
    form.several.setdefault("perspectives", held)
    asked = [one["code"] for one in network["perspectives"]] or list(PERSPECTIVES)
    return visit.page(
        "people/person.html",
        status=status,
        network=network,
        someone=someone,
        sides=[{"code": code} for code in in_ring_order(list({*asked, *held}))],
        form=form,
    )


async def somebody(visit: Visit, slug: str, membership_id: UUID) -> tuple[Found, Found]:
    """The network, and one of its people, for its coordinators."""
    visit.people_only()
    answer = await visit.ask("people/person.graphql", slug=slug, id=global_id("Membership", membership_id))
    network: Found = answer["network"]
    _coordinators_only(network)
    someone: Found = answer["member"]
    return network, someone


async def _appeal(visit: Visit, slug: str, membership_id: UUID) -> tuple[Found, Found]:
    visit.people_only()
    network: Found = (await visit.ask("people/appeals.graphql", slug=slug))["network"]
    _coordinators_only(network)
    wanted = global_id("Membership", membership_id)
    for edge in (network["appeals"] or {"edges": []})["edges"]:
        if edge["node"]["membershipId"] == wanted:
            return network, edge["node"]
    raise NoSuchPage


def _coordinators_only(network: Found) -> None:
    if not network["viewerMembership"]:
        raise Refused("NOT_A_MEMBER")
    if not network["viewerMembership"]["coordinates"]:
        raise Refused("COORDINATOR_NEEDED")


def _by_perspective(people: Found | None) -> list[tuple[str, list[Found]]]:
    grouped: dict[str, list[Found]] = {}
    for edge in (people or {"edges": []})["edges"]:
        grouped.setdefault(edge["node"]["perspective"], []).append(edge["node"])
    return [(code, grouped[code]) for code in in_ring_order(list(grouped))]


def _person_in(text: str) -> str | None:
    """The global id of the person that stands in an address; None where it is nobody's."""
    try:
        return global_id("Person", UUID(text))
    except ValueError:
        return None


def _stands_in(people: Found | None, person_id: str | None) -> bool:
    return any(edge["node"]["person"]["id"] == person_id for edge in (people or {"edges": []})["edges"])


def _plain(day: str | None) -> str:
    """A day as people type it: 2027-01-14 is 14-1-2027."""
    if day is None:
        return ""
    year, month, number = day.split("-")
    return f"{int(number)}-{int(month)}-{year}"
