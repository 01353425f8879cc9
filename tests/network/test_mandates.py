"""C056: who speaks on behalf of others has a mandate that the whole network reads: to what, by whom, from when until when."""

from datetime import date
from typing import Any

import pytest

from shared.api.audit import AuditEntry
from shared.api.network.mandates import MandateEnded, MandateView, RecordMandate
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import MemberView, ParticipationView
from tests.network.steps import a_network, join, load
from tests.workplace import Workplace

GIVEN = {"task": "projectleider", "appointed_by": "zes gemeenten en twee aanbieders", "from_on": date(2026, 11, 1)}


async def record(place: Workplace, by: MembershipView, to: MembershipView, **different: Any) -> MandateView:
    """A coordinator writes a mandate down."""
    body = RecordMandate.model_validate(GIVEN | different)
    path = f"/memberships/{to.id}:record-mandate"
    given: MandateView = await place.ask("POST", path, MandateView, person_id=by.person_id, body=body)
    return given


async def shown(place: Workplace, viewer: MembershipView, who: MembershipView) -> list[MandateView]:
    """What a fellow member reads beside a name."""
    found = await place.ask("GET", f"/memberships/{who.id}", MemberView, person_id=viewer.person_id)
    return list(found.mandates)


async def people(place: Workplace) -> tuple[MembershipView, MembershipView, MembershipView]:
    """A coordinator and two members."""
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    return sanne, await join(place, "kring", "Daan"), await join(place, "kring", "Bram")


async def test_c056_a_mandate_tells_to_what_by_whom_and_from_when_and_every_member_reads_it(place: Workplace) -> None:
    sanne, daan, bram = await people(place)

    made = await record(place, sanne, daan, until_on=date(2027, 12, 31))

    mine = await place.ask(
        "GET", f"/networks/{daan.network_id}/participation", ParticipationView, person_id=daan.person_id
    )
    assert made.model_dump(exclude={"id"}) == {**GIVEN, "until_on": date(2027, 12, 31)}
    assert await shown(place, bram, daan) == mine.mandates == [made]
    assert await shown(place, daan, bram) == []


async def test_c056_a_mandate_is_over_after_its_last_day_in_amsterdam_and_not_before(place: Workplace) -> None:
    sanne, daan, bram = await people(place)
    today = place.clock.now().date()
    made = await record(place, sanne, daan, from_on=today, until_on=today)

    assert await shown(place, bram, daan) == [made]
    place.clock.forward(days=1)
    assert await shown(place, bram, daan) == []


@pytest.mark.parametrize("by", ["coordinator", "own"])
async def test_c056_a_coordinator_and_whose_mandate_it_is_end_it_and_nobody_else_does(
    place: Workplace, by: str
) -> None:
    sanne, daan, bram = await people(place)
    made = await record(place, sanne, daan)
    path = f"/mandates/{made.id}:end"

    refused = await place.refusal("POST", path, person_id=bram.person_id)
    who = sanne if by == "coordinator" else daan
    for _ in range(2):
        await place.ask("POST", path, MandateEnded, person_id=who.person_id)

    assert refused.code == "COORDINATOR_NEEDED"
    assert await shown(place, bram, daan) == []
    assert await verbs(place, sanne) == ["mandate.ended", "mandate.recorded"]


async def test_c056_nobody_appoints_themselves_and_a_coordinator_of_elsewhere_appoints_nobody_here(
    place: Workplace,
) -> None:
    _, daan, _ = await people(place)
    await load(place, a_network("ander"))
    els = await join(place, "ander", "Els", role="COORDINATOR")
    body = RecordMandate.model_validate(GIVEN)
    path = f"/memberships/{daan.id}:record-mandate"

    codes = [(await place.refusal("POST", path, person_id=one.person_id, body=body)).code for one in (daan, els)]

    assert codes == ["COORDINATOR_NEEDED", "NOT_FOUND"]


@pytest.mark.parametrize(
    ("different", "problems"),
    [
        ({"task": " ", "appointed_by": ""}, [("task", "REQUIRED"), ("appointed_by", "REQUIRED")]),
        ({"task": "x" * 121}, [("task", "TOO_LONG")]),
        ({"until_on": date(2026, 10, 31)}, [("until_on", "MANDATE_ENDS_FIRST")]),
    ],
)
async def test_c056_a_mandate_without_a_task_a_party_or_sensible_days_is_refused(
    place: Workplace, different: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    sanne, daan, _ = await people(place)
    body = RecordMandate.model_validate(GIVEN | different)

    refusal = await place.refusal(
        "POST", f"/memberships/{daan.id}:record-mandate", person_id=sanne.person_id, body=body
    )

    assert refusal.code == "MANDATE_UNCLEAR"
    assert [(problem.field, problem.code) for problem in refusal.problems] == problems


async def test_c056_five_mandates_at_a_time_are_enough(place: Workplace) -> None:
    sanne, daan, _ = await people(place)
    for number in range(5):
        await record(place, sanne, daan, task=f"taak {number}")

    body = RecordMandate.model_validate(GIVEN)
    refusal = await place.refusal(
        "POST", f"/memberships/{daan.id}:record-mandate", person_id=sanne.person_id, body=body
    )

    assert refusal.code == "TOO_MANY_MANDATES"


async def verbs(place: Workplace, who: MembershipView) -> list[str]:
    """What the log of the network says was done with mandates, newest first."""
    path = f"/networks/{who.network_id}/log"
    entries: list[AuditEntry] = await place.ask("GET", path, list[AuditEntry], person_id=who.person_id)
    return [entry.verb for entry in entries if entry.verb.startswith("mandate")]
