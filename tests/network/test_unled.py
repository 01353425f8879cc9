"""A network that nobody coordinates: an administrator sees that something waits, and asks somebody; never what it is (C034, A-40)."""

from typing import Any
from uuid import UUID

import pytest

from services.network.handlers import when_monday_comes
from shared.api.network.memberships import EndMembership, MembershipView
from shared.api.network.steering.settings import AskedToCoordinate, AskToCoordinate, UnledNetworkView
from shared.bus.clock import Period
from shared.events.network import CoordinatorsSought
from tests.network.steps import a_network, join, load, sign_in
from tests.network.test_join_requests import ask
from tests.network.test_removals import object_to, remove
from tests.network.test_steering import administrator, say_yes
from tests.network.test_waiting import waits_for
from tests.workplace import Workplace


async def unled(place: Workplace, who: UUID) -> list[UnledNetworkView]:
    """What an administrator sees."""
    found: list[UnledNetworkView] = await place.ask("GET", "/networks:unled", list[UnledNetworkView], person_id=who)
    return found


def wish(**different: Any) -> AskToCoordinate:
    """What an administrator fills in."""
    given = {"coordinator_email": "kim@voorbeeld.example", "coordinator_name": "Kim"}
    return AskToCoordinate.model_validate(given | {"coordinator_perspective": "PROFESSIONAL"} | different)


async def monday(place: Workplace) -> list[CoordinatorsSought]:
    """A week begins; everything that was announced so far of coordinators who are sought."""
    await when_monday_comes(place.door, Period(key="2026-W48", due_at=place.clock.now()))
    return [event for event in await place.announced() if isinstance(event, CoordinatorsSought)]


async def left_alone(place: Workplace) -> UUID:
    """A network whose only coordinator is gone, with a request and an objection that wait; and one that is led."""
    network = await load(place, a_network())
    await load(place, a_network("ander"))
    await join(place, "ander", "Els", role="COORDINATOR")
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    await remove(place, sanne, daan)
    await object_to(place, daan)
    noor = (await sign_in(place, "noor@voorbeeld.example")).person_id
    await ask(place, network.id, noor)
    body = {"network_slug": "kring", "email": "sanne@voorbeeld.example"}
    await place.ask(
        "POST", "/memberships:end", MembershipView, service="operator", body=EndMembership.model_validate(body)
    )
    return network.id


async def test_what_waits_where_nobody_coordinates_is_counted_for_who_looks_after_the_platform(
    place: Workplace,
) -> None:
    admin = await administrator(place)
    network_id = await left_alone(place)

    (seen,) = await unled(place, admin)
    told = await monday(place)

    assert (seen.network_id, seen.slug, seen.waiting, seen.is_asked) == (network_id, "kring", 2, False)
    assert set(UnledNetworkView.model_fields) == {"network_id", "slug", "name", "perspectives", "waiting", "is_asked"}
    assert [(event.networks, event.administrator_ids) for event in told] == [(1, [admin])]


async def test_who_is_asked_and_says_yes_coordinates_and_finds_what_waited(place: Workplace) -> None:
    admin = await administrator(place)
    network_id = await left_alone(place)
    path = f"/networks/{network_id}:ask-to-coordinate"

    asked = await place.ask("POST", path, AskedToCoordinate, person_id=admin, body=wish())
    (seen,) = await unled(place, admin)
    again = await place.refusal("POST", path, person_id=admin, body=wish())
    quiet = await monday(place)
    kim = await say_yes(place, "kim@voorbeeld.example")
    too_late = await place.refusal("POST", path, person_id=admin, body=wish(coordinator_email="bo@voorbeeld.example"))

    assert (asked.slug, seen.is_asked, again.code, quiet) == ("kring", True, "INVITED_ALREADY", [])
    (mine,) = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=kim)
    assert mine.coordinates
    assert sorted(kind for kind, *_ in await waits_for(place, kim)) == ["APPEAL", "JOIN_REQUESTS"]
    assert await unled(place, admin) == []
    assert too_late.code == "HAS_COORDINATOR"


@pytest.mark.parametrize("email", ["beheer@voorbeeld.example", " Beheer@Voorbeeld.example "])
async def test_a40_an_administrator_does_not_ask_themselves_and_nobody_else_asks_anybody(
    place: Workplace, email: str
) -> None:
    admin = await administrator(place)
    network_id = await left_alone(place)
    path = f"/networks/{network_id}:ask-to-coordinate"
    els = (await sign_in(place, "els@voorbeeld.example")).person_id

    own = await place.refusal("POST", path, person_id=admin, body=wish(coordinator_email=email))
    other = await place.refusal("POST", path, person_id=els, body=wish())
    looks = await place.refusal("GET", "/networks:unled", person_id=els)

    assert (own.code, other.code, looks.code) == (
        "NOT_YOUR_OWN_COORDINATOR",
        "ADMINISTRATOR_NEEDED",
        "ADMINISTRATOR_NEEDED",
    )


async def test_nobody_is_reminded_where_nothing_waits(place: Workplace) -> None:
    admin = await administrator(place)
    await load(place, a_network())

    told = await monday(place)

    assert told == []
    assert [(one.slug, one.waiting) for one in await unled(place, admin)] == [("kring", 0)]
