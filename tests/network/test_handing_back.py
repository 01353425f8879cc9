"""A member hands back a role by themselves: at once, noted, told to who coordinates; somebody always coordinates (DOMAIN 2)."""

from typing import Any
from uuid import UUID

import pytest

from shared.api.network.memberships import MembershipView, Role
from shared.api.network.participation import (
    HandBackRole,
    MemberView,
    ParticipationView,
    PlaceLetter,
    RoleLetterAsked,
    SetRoles,
)
from shared.events.network import MembershipActivated
from shared.events.roles import RoleHandedBack
from tests.network.steps import a_network, join, load
from tests.network.test_roles import verbs_about
from tests.workplace import Workplace


def address(member: MembershipView) -> str:
    """Where somebody hands back a role."""
    return f"/networks/{member.network_id}/participation:hand-back-role"


async def hand_back(place: Workplace, member: MembershipView, role: Role) -> ParticipationView:
    """Somebody holds a role no longer."""
    given: ParticipationView = await place.ask(
        "POST", address(member), ParticipationView, person_id=member.person_id, body=HandBackRole(role=role)
    )
    return given


async def handed_back(place: Workplace) -> list[RoleHandedBack]:
    """What was announced of roles that were handed back."""
    return [event for event in await place.announced() if isinstance(event, RoleHandedBack)]


async def set_roles(place: Workplace, by: UUID, to: MembershipView, *roles: Role) -> MemberView:
    """A coordinator gives exactly these roles."""
    seen = await place.ask("GET", f"/memberships/{to.id}", MemberView, person_id=by)
    body = SetRoles.model_validate({"roles": [{"role": role} for role in roles], "version": seen.version})
    given: MemberView = await place.ask("POST", f"/memberships/{to.id}:set-roles", MemberView, person_id=by, body=body)
    return given


@pytest.mark.parametrize(
    "role", ["FACILITATOR", "SECRETARY", "SUPPORT_PERSON", "MODERATOR", "REGION_LEAD", "OBSERVER", "DEPUTY"]
)
async def test_a_role_that_is_handed_back_ends_at_once_is_noted_and_told_to_who_coordinates(
    place: Workplace, role: Role
) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role=role)

    given = await hand_back(place, daan, role)
    again = await hand_back(place, daan, role)

    assert (given.roles, again.roles, given.status) == ([], [], "ACTIVE")
    (told,) = await handed_back(place)
    assert (told.membership_id, told.role, told.coordinator_ids) == (daan.id, role, [sanne.person_id])
    states = [one for one in await place.announced() if isinstance(one, MembershipActivated)]
    assert [one.roles for one in states if one.membership_id == daan.id] == [[role], []]
    assert await verbs_about(place, daan) == ["role.given", "role.handed-back"]


async def test_who_holds_more_roles_keeps_the_others(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await set_roles(place, sanne.person_id, daan, "DEPUTY", "SECRETARY")

    given = await hand_back(place, daan, "DEPUTY")

    assert ([held.role for held in given.roles], given.coordinates) == (["SECRETARY"], False)


async def test_the_last_coordinator_hands_back_only_after_a_successor(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")

    refused = await place.refusal(
        "POST", address(sanne), person_id=sanne.person_id, body=HandBackRole(role="COORDINATOR")
    )
    await set_roles(place, sanne.person_id, daan, "DEPUTY")
    given = await hand_back(place, sanne, "COORDINATOR")

    assert (refused.status, refused.code) == (409, "LAST_COORDINATOR")
    assert (given.roles, given.coordinates) == ([], False)
    assert [told.coordinator_ids for told in await handed_back(place)] == [[daan.person_id]]


async def test_the_only_one_keeps_coordinating_with_the_other_role_and_nobody_is_told(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    await set_roles(place, sanne.person_id, sanne, "COORDINATOR", "DEPUTY")

    given = await hand_back(place, sanne, "DEPUTY")

    assert ([held.role for held in given.roles], given.is_last_coordinator) == (["COORDINATOR"], True)
    assert await handed_back(place) == []


async def test_who_is_away_or_takes_no_part_hands_back_nothing(place: Workplace) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="SECRETARY")
    pause = f"/networks/{daan.network_id}/participation:pause"
    await place.ask("POST", pause, ParticipationView, person_id=daan.person_id)

    away = await place.refusal("POST", address(daan), person_id=daan.person_id, body=HandBackRole(role="SECRETARY"))
    stranger = await place.refusal("POST", address(daan), person_id=UUID(int=7), body=HandBackRole(role="SECRETARY"))

    assert [away.code, stranger.code] == ["NOT_FOUND", "NOT_FOUND"]


async def test_the_mail_goes_only_to_who_coordinates_while_the_role_is_not_given_again(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="SECRETARY")
    await hand_back(place, daan, "SECRETARY")
    path = f"/memberships/{daan.id}:role-letter"

    def asked(reader: MembershipView) -> dict[str, Any]:
        body = RoleLetterAsked(role="SECRETARY", person_id=reader.person_id)
        return {"service": "notifications", "body": body}

    letter = await place.ask("POST", path, PlaceLetter, **asked(sanne))
    other = await place.refusal("POST", path, **asked(daan))
    await set_roles(place, sanne.person_id, daan, "SECRETARY")
    back = await place.refusal("POST", path, **asked(sanne))

    assert (letter.address, letter.network_slug) == ("sanne@voorbeeld.example", "kring")
    assert [(other.status, other.code), (back.status, back.code)] == [(404, "NOT_FOUND"), (409, "PLACE_HAS_CHANGED")]
