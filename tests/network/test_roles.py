"""Roles: several per member, each from a day to a day; coordinators give them, and somebody always coordinates (DOMAIN 2, A-26)."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.network.handlers import when_ten_minutes_have_passed
from services.network.memberships.domain.roles import Role, RoleIsOver, coordinates, end_of, last_day, role_change
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import MemberView, ParticipationView, SetRoles
from shared.audit.reading import of_network
from shared.bus.clock import Period
from shared.events.network import MembershipActivated
from tests.network.steps import a_network, join, load
from tests.workplace import Workplace


def wanted(version: int, *roles: str, until_on: date | None = None) -> SetRoles:
    """A wish for exactly these roles."""
    return SetRoles.model_validate(
        {"roles": [{"role": role, "until_on": until_on} for role in roles], "version": version}
    )


async def give(place: Workplace, by: UUID, to: MembershipView, body: SetRoles) -> MemberView:
    """A coordinator gives and takes roles."""
    given: MemberView = await place.ask("POST", f"/memberships/{to.id}:set-roles", MemberView, person_id=by, body=body)
    return given


async def roles_told(place: Workplace, membership_id: UUID) -> list[str]:
    """The roles of a membership as others last heard of them."""
    told = [event for event in await place.announced() if isinstance(event, MembershipActivated)]
    return [event for event in told if event.membership_id == membership_id][-1].roles


async def verbs_about(place: Workplace, member: MembershipView) -> list[str]:
    """What the log says was done to the roles of a member, oldest first."""
    async with place.door.reading() as session:
        entries = await of_network(session, member.network_id, kind=None, first=50, before=None)
    return [one.verb for one in reversed(entries) if one.subject == member.id and one.verb.startswith("role.")]


async def ten_minutes_pass(place: Workplace) -> None:
    """The clock says so."""
    await when_ten_minutes_have_passed(place.door, Period(key="1", due_at=place.clock.now()))


async def test_a_member_holds_several_roles_and_others_hear_of_it(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")

    given = await give(place, sanne.person_id, daan, wanted(daan.version, "SECRETARY", "DEPUTY"))

    assert {held.role for held in given.roles} == {"DEPUTY", "SECRETARY"}
    assert {(held.from_at, held.until_on) for held in given.roles} == {(place.clock.now(), None)}
    assert await roles_told(place, daan.id) == ["DEPUTY", "SECRETARY"]
    mine = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=daan.person_id)
    assert (mine[0].roles, mine[0].coordinates) == (["DEPUTY", "SECRETARY"], True)


async def test_a_deputy_may_what_a_coordinator_may_and_a_secretary_may_not(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    deputy = await join(place, "kring", "Daan", role="DEPUTY")
    secretary = await join(place, "kring", "Bram", role="SECRETARY")

    given = await give(place, deputy.person_id, secretary, wanted(1, "FACILITATOR"))
    refusal = await place.refusal(
        "POST", f"/memberships/{deputy.id}:set-roles", person_id=secretary.person_id, body=wanted(1)
    )

    assert [held.role for held in given.roles] == ["FACILITATOR"]
    assert refusal.code == "COORDINATOR_NEEDED"
    assert sanne.coordinates


async def test_a23_who_takes_no_part_finds_no_member_to_give_roles(place: Workplace) -> None:
    await load(place, a_network())
    await load(place, a_network("ander"))
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    elsewhere = await join(place, "ander", "Daan", role="COORDINATOR")

    for path, body in ((f"/memberships/{sanne.id}:set-roles", wanted(1, "SECRETARY")),):
        refusal = await place.refusal("POST", path, person_id=elsewhere.person_id, body=body)
        assert refusal.code == "NOT_FOUND"
    refusal = await place.refusal("GET", f"/memberships/{sanne.id}", person_id=elsewhere.person_id)
    assert refusal.code == "NOT_FOUND"
    assert await roles_told(place, sanne.id) == ["COORDINATOR"]


async def test_the_last_coordinator_stays_until_somebody_else_is_one(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")

    refusal = await place.refusal(
        "POST", f"/memberships/{sanne.id}:set-roles", person_id=sanne.person_id, body=wanted(1, "SECRETARY")
    )
    await give(place, sanne.person_id, daan, wanted(1, "DEPUTY"))
    changed = await give(place, sanne.person_id, sanne, wanted(1))

    assert refusal.code == "LAST_COORDINATOR"
    assert changed.roles == []


async def test_two_coordinators_who_stop_at_the_same_moment_do_not_leave_a_network_without(place: Workplace) -> None:
    await load(place, a_network())
    both = [await join(place, "kring", name, role="COORDINATOR") for name in ("Sanne", "Daan")]

    answers = await asyncio.gather(
        *(give(place, one.person_id, one, wanted(1)) for one in both), return_exceptions=True
    )

    assert [getattr(answer, "code", "done") for answer in answers].count("LAST_COORDINATOR") == 1


async def test_who_saw_an_older_version_is_told_so(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await give(place, sanne.person_id, daan, wanted(1, "SECRETARY"))

    refusal = await place.refusal(
        "POST", f"/memberships/{daan.id}:set-roles", person_id=sanne.person_id, body=wanted(1)
    )

    assert refusal.code == "STALE_VERSION"


async def test_a_role_runs_out_after_its_last_day_and_others_hear_of_it(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    last = place.clock.now().date() + timedelta(days=2)
    given = await give(place, sanne.person_id, daan, wanted(1, "DEPUTY", until_on=last))
    place.clock.forward(days=2)
    await ten_minutes_pass(place)
    on_the_last_day = await roles_told(place, daan.id)

    place.clock.forward(days=1)
    await ten_minutes_pass(place)

    assert [held.until_on for held in given.roles] == [last]
    assert on_the_last_day == ["DEPUTY"]
    assert await roles_told(place, daan.id) == []
    view = await place.ask(
        "GET", f"/networks/{daan.network_id}/participation", ParticipationView, person_id=daan.person_id
    )
    assert (view.roles, view.coordinates) == ([], False)


async def test_another_last_day_is_kept_without_telling_others(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="SECRETARY")
    before = len(await place.announced())

    given = await give(place, sanne.person_id, daan, wanted(1, "SECRETARY", until_on=date(2027, 3, 1)))

    assert [(held.role, held.until_on, held.from_at) for held in given.roles] == [
        ("SECRETARY", date(2027, 3, 1), daan.since)
    ]
    assert len(await place.announced()) == before
    overtaken = await place.refusal(
        "POST", f"/memberships/{daan.id}:set-roles", person_id=sanne.person_id, body=wanted(1, "SECRETARY")
    )
    assert overtaken.code == "STALE_VERSION"
    assert await verbs_about(place, daan) == ["role.given"] * 2


async def test_a_role_that_runs_out_is_written_down(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await give(place, sanne.person_id, daan, wanted(1, "DEPUTY", until_on=place.clock.now().date()))
    place.clock.forward(days=1)

    await ten_minutes_pass(place)

    assert await verbs_about(place, daan) == ["role.given", "role.taken"]


def test_a_change_of_roles_is_what_has_to_happen() -> None:
    moment = datetime(2027, 3, 28, 22, tzinfo=UTC)
    held = {Role.COORDINATOR: None, Role.SECRETARY: None}

    change = role_change(held, {Role.COORDINATOR: moment, Role.OBSERVER: None}, moment - timedelta(days=1))

    assert dict(change.given) == {Role.OBSERVER: None}
    assert dict(change.moved) == {Role.COORDINATOR: moment}
    assert change.taken == frozenset({Role.SECRETARY})
    with pytest.raises(RoleIsOver):
        role_change({}, {Role.OBSERVER: moment}, moment)


def test_a_last_day_ends_at_midnight_in_amsterdam_summer_and_winter() -> None:
    for day, hour in ((date(2027, 1, 14), 23), (date(2027, 7, 14), 22)):
        moment = end_of(day)
        assert moment is not None
        assert (moment.date(), moment.hour, last_day(moment)) == (day, hour, day)
    assert end_of(None) is last_day(None) is None
    assert coordinates([Role.DEPUTY])
    assert not coordinates([Role.MODERATOR])
