"""Where somebody is signed in: what is kept of it, and signing out there at once (A-15)."""

from uuid import UUID

import pytest

from services.network.handlers import when_night_falls
from shared.api.network.devices import DeviceLabel, DeviceSignedOut, DeviceView
from shared.api.network.people import AuthSessionOpened
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.network import AuthSessionEnded
from tests.network.steps import (
    ask_to_sign_in,
    complete,
    mint,
    resolve,
    resolve_refused,
    sign_in,
    stored,
    with_link,
)
from tests.workplace import Workplace

SANNE, DAAN = "sanne@voorbeeld.example", "daan@voorbeeld.example"
PHONE = DeviceLabel(program="FIREFOX", system="ANDROID")


async def sign_in_on(place: Workplace, email: str, device: DeviceLabel) -> AuthSessionOpened:
    """Sign in on a kind of device."""
    secret = await mint(place, await ask_to_sign_in(place, email))
    return await complete(place, with_link(secret.token).model_copy(update={"device": device}))


async def devices(place: Workplace, person_id: UUID) -> list[DeviceView]:
    """Where somebody is signed in."""
    given: list[DeviceView] = await place.ask("GET", "/devices/mine", list[DeviceView], person_id=person_id)
    return given


async def test_somebody_sees_where_they_are_signed_in_last_seen_first_and_nobody_elses(place: Workplace) -> None:
    phone = await sign_in_on(place, SANNE, PHONE)
    place.clock.forward(minutes=20)
    laptop = await sign_in_on(place, SANNE, DeviceLabel(program="EDGE", system="WINDOWS"))
    await sign_in(place, DAAN)

    seen = await devices(place, phone.person_id)

    assert [(one.id, one.program, one.system) for one in seen] == [
        (laptop.auth_session_id, "EDGE", "WINDOWS"),
        (phone.auth_session_id, "FIREFOX", "ANDROID"),
    ]


async def test_no_more_is_kept_of_a_device_than_its_kind(sqlite_place: Workplace) -> None:
    await sign_in_on(sqlite_place, SANNE, PHONE)

    (row,) = await stored(sqlite_place, "auth_session")

    assert set(row._asdict()) == {
        "id",
        "person_id",
        "token_hash",
        "program",
        "system",
        "opened_at",
        "seen_at",
        "expires_at",
        "ended_at",
    }


async def test_a15_signing_out_on_a_device_ends_it_at_once_and_no_other(place: Workplace) -> None:
    here = await sign_in(place, SANNE)
    there = await sign_in_on(place, SANNE, PHONE)

    done = await place.ask(
        "POST", f"/devices/{there.auth_session_id}:sign-out", DeviceSignedOut, person_id=here.person_id
    )

    assert done == DeviceSignedOut(id=there.auth_session_id)
    assert await resolve_refused(place, there.token) == "NOT_SIGNED_IN"
    assert (await resolve(place, here.token)).auth_session_id == here.auth_session_id
    assert [one.id for one in await devices(place, here.person_id)] == [here.auth_session_id]
    assert [event for event in await place.announced() if isinstance(event, AuthSessionEnded)] == [
        AuthSessionEnded(version=1, auth_session_id=there.auth_session_id, person_id=here.person_id)
    ]


@pytest.mark.parametrize("whose", ["somebody else's", "one's own that is over", "nobody's"])
async def test_what_is_not_ones_own_or_over_is_not_found(place: Workplace, whose: str) -> None:
    """A-23: word for word the same, and nothing ends."""
    sanne, daan = await sign_in(place, SANNE), await sign_in(place, DAAN)
    target = {"somebody else's": daan.auth_session_id, "nobody's": new_id()}.get(whose, sanne.auth_session_id)
    if target == sanne.auth_session_id:
        await place.ask("POST", f"/devices/{target}:sign-out", DeviceSignedOut, person_id=sanne.person_id)

    refused = await place.refusal("POST", f"/devices/{target}:sign-out", person_id=sanne.person_id)

    assert refused.code == "NOT_FOUND"
    assert (await resolve(place, daan.token)).person_id == daan.person_id


async def test_a_device_where_nobody_came_for_eight_hours_is_in_no_list(place: Workplace) -> None:
    old = await sign_in(place, SANNE)
    place.clock.forward(hours=8, seconds=1)
    new = await sign_in(place, SANNE)

    seen = await devices(place, old.person_id)

    assert [one.id for one in seen] == [new.auth_session_id]


async def test_what_was_kept_of_a_device_is_gone_the_night_after_signing_out(sqlite_place: Workplace) -> None:
    person = await sign_in(sqlite_place, SANNE)
    await sqlite_place.ask(
        "POST", f"/devices/{person.auth_session_id}:sign-out", DeviceSignedOut, person_id=person.person_id
    )

    await when_night_falls(sqlite_place.door, Period(key="night", due_at=sqlite_place.clock.now()))

    assert await stored(sqlite_place, "auth_session") == []


async def test_a_stranger_has_no_devices(sqlite_place: Workplace) -> None:
    assert (await sqlite_place.refusal("GET", "/devices/mine")).code == "NOT_SIGNED_IN"
