"""Who lets a network begin names somebody else to carry it: nobody comes around C034 by coordinating what they made (A-40)."""

import pytest

from shared.api.audit import AuditEntry
from shared.api.network.joining import InvitationSecret, InvitationSecretAsked
from shared.api.network.memberships import MembershipView
from shared.api.network.networks import NetworkView
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from tests.network.steps import a_network, join, load, stored
from tests.network.test_steering import administrator, new_network, say_yes
from tests.workplace import Workplace


@pytest.mark.parametrize("address", ["beheer@voorbeeld.example", " Beheer@Voorbeeld.example "])
async def test_a40_an_administrator_cannot_name_themselves_first_coordinator(place: Workplace, address: str) -> None:
    admin = await administrator(place)

    refusal = await place.refusal("POST", "/networks", person_id=admin, body=new_network(coordinator_email=address))

    assert refusal.code == "NOT_YOUR_OWN_COORDINATOR"
    assert [problem.field for problem in refusal.problems] == ["coordinator_email"]
    assert await stored(place, "network") == []


async def test_the_first_coordinator_reads_which_role_waits_and_no_name_that_says_nothing(place: Workplace) -> None:
    admin = await administrator(place)
    await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network())
    (kept,) = await stored(place, "invitation")

    path, asked = f"/invitations/{kept.id}:mint", InvitationSecretAsked(round=1)
    made = await place.ask("POST", path, InvitationSecret, service="notifications", body=asked)

    assert (made.role, made.invited_by) == ("COORDINATOR", None)


async def test_a40_that_a_network_began_stands_in_its_own_log_for_who_carries_it(place: Workplace) -> None:
    admin = await administrator(place)
    made = await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network())
    kim = await say_yes(place, "kim@voorbeeld.example")

    log: list[AuditEntry] = await place.ask("GET", f"/networks/{made.id}/log", list[AuditEntry], person_id=kim)

    noted = {(entry.verb, entry.person_id) for entry in log}
    assert {("network.created", admin), ("invitation.sent", admin), ("role.given", kim)} <= noted


async def test_who_coordinates_a_network_may_coordinate_a_group_in_it_also_as_an_administrator(
    place: Workplace,
) -> None:
    loaded = await load(place, a_network())
    kim = await join(place, "kring", "Kim", role="COORDINATOR")
    body = ChangePlatformRole(email="kim@voorbeeld.example", role="PLATFORM_ADMIN")
    await place.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)
    group = new_network(kind="working_group", parent_id=loaded.id)

    made = await place.ask("POST", "/networks", NetworkView, person_id=kim.person_id, body=group)

    assert made.kind == "working_group"


@pytest.mark.parametrize("still_administrator", [True, False])
async def test_a40_the_first_coordinator_is_who_an_administrator_invited_while_they_are_one(
    place: Workplace, *, still_administrator: bool
) -> None:
    admin = await administrator(place)
    made = await place.ask("POST", "/networks", NetworkView, person_id=admin, body=new_network())
    if not still_administrator:
        body = ChangePlatformRole(email="beheer@voorbeeld.example", role="PLATFORM_ADMIN")
        await place.ask("POST", "/platform-roles:revoke", PlatformRolesView, service="operator", body=body)

    kim = await say_yes(place, "kim@voorbeeld.example")

    (mine,) = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=kim)
    assert (mine.network_id, mine.roles) == (made.id, ["COORDINATOR"] if still_administrator else [])
