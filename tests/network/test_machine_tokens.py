"""Tokens for programs: told once, kept as a hash, for a while, for one person (A-07, A-15)."""

from uuid import UUID

import pytest

from services.network.handlers import when_night_falls
from services.network.people.domain.secrecy import Purpose, hashed
from shared.api.network import machine_tokens as api
from shared.api.network.people import AuthSessionOpened
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.network import MachineTokenRevoked
from tests.network.steps import complete_refused, resolve_refused, sign_in, stored, with_link
from tests.workplace import Workplace

SANNE, DAAN = "sanne@voorbeeld.example", "daan@voorbeeld.example"


def wish(
    who: AuthSessionOpened, *, name: str = "Kalender", days: int = 30, may_write: bool = False
) -> api.MakeMachineToken:
    """The form."""
    return api.MakeMachineToken(session=who.token, name=name, days=days, may_write=may_write)


async def make(place: Workplace, who: AuthSessionOpened, **different: object) -> api.MachineTokenMade:
    """Make a token."""
    body = wish(who, **different)  # type: ignore[arg-type]  # as wish() takes them
    given: api.MachineTokenMade = await place.ask(
        "POST", "/machine-tokens", api.MachineTokenMade, person_id=who.person_id, body=body
    )
    return given


async def make_refused(place: Workplace, person_id: UUID, body: api.MakeMachineToken) -> str:
    """Try to make one; the code of the refusal."""
    return (await place.refusal("POST", "/machine-tokens", person_id=person_id, body=body)).code


async def acts_for(place: Workplace, token: str) -> api.ActsFor:
    """For whom does a program with this token act?"""
    body = api.ResolveMachineToken(token=token)
    given: api.ActsFor = await place.ask("POST", "/machine-tokens:resolve", api.ActsFor, body=body)
    return given


async def refused(place: Workplace, token: str) -> str:
    """A token that opens nothing; the code of the refusal."""
    return (await place.refusal("POST", "/machine-tokens:resolve", body=api.ResolveMachineToken(token=token))).code


async def mine(place: Workplace, person_id: UUID) -> list[api.MachineTokenView]:
    """Somebody's tokens."""
    given: list[api.MachineTokenView] = await place.ask(
        "GET", "/machine-tokens/mine", list[api.MachineTokenView], person_id=person_id
    )
    return given


async def test_a_token_acts_for_who_made_it_with_what_it_may(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)

    reads, writes = await make(place, sanne), await make(place, sanne, name="Invoer", may_write=True)
    of_reads, of_writes = await acts_for(place, reads.token), await acts_for(place, writes.token)

    assert reads.token.startswith("leerkring_")
    assert (of_reads.person_id, of_reads.may_write) == (sanne.person_id, False)
    assert (of_writes.person_id, of_writes.may_write) == (sanne.person_id, True)
    assert [view.name for view in await mine(place, sanne.person_id)] == ["Invoer", "Kalender"]


async def test_only_the_hash_of_a_token_is_kept(sqlite_place: Workplace) -> None:
    made = await make(sqlite_place, await sign_in(sqlite_place, SANNE))

    (row,) = await stored(sqlite_place, "machine_token")

    assert row.token_hash == hashed(Purpose.MACHINE_TOKEN, made.token)
    assert made.token not in str(row)
    assert {type(event).__name__ for event in await sqlite_place.announced()} == {"SignInRequested", "WayInChanged"}
    assert made.token not in str(await sqlite_place.announced())


async def test_when_it_was_last_used_is_written_down_once_every_five_minutes(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    made = await make(place, sanne)
    before = (await mine(place, sanne.person_id))[0].used_at

    await acts_for(place, made.token)
    first = place.clock.now()
    place.clock.forward(minutes=4)
    await acts_for(place, made.token)
    used = (await mine(place, sanne.person_id))[0].used_at
    place.clock.forward(minutes=1)
    await acts_for(place, made.token)

    assert (before, used) == (None, first)
    assert (await mine(place, sanne.person_id))[0].used_at == place.clock.now()


async def test_a07_a_token_is_no_session_and_no_link_and_those_are_no_token(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    made = await make(place, sanne)

    assert await resolve_refused(place, made.token) == "NOT_SIGNED_IN"
    assert await complete_refused(place, with_link(made.token)) == "SIGN_IN_OVER"
    assert await refused(place, sanne.token) == "NOT_SIGNED_IN"
    assert await refused(place, made.token.removeprefix("leerkring_")) == "NOT_SIGNED_IN"


@pytest.mark.parametrize("token", ["", " ", "leerkring_", "None", "x" * 200])
async def test_a08_what_is_no_token_acts_for_nobody(sqlite_place: Workplace, token: str) -> None:
    await make(sqlite_place, await sign_in(sqlite_place, SANNE))

    assert await refused(sqlite_place, token) == "NOT_SIGNED_IN"


async def test_a_token_that_expired_opens_nothing_and_is_gone_the_night_after(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    made = await make(place, sanne, days=1)
    place.clock.forward(days=1)

    assert await refused(place, made.token) == "NOT_SIGNED_IN"
    assert await mine(place, sanne.person_id) == []
    await when_night_falls(place.door, Period(key="night", due_at=place.clock.now()))
    assert await stored(place, "machine_token") == []


async def test_a15_a_token_that_was_revoked_opens_nothing_at_once(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    made, other = await make(place, sanne), await make(place, sanne)

    done = await place.ask(
        "POST", f"/machine-tokens/{made.made.id}:revoke", api.MachineTokenRevoked, person_id=sanne.person_id
    )

    assert done.id == made.made.id
    assert await refused(place, made.token) == "NOT_SIGNED_IN"
    assert (await acts_for(place, other.token)).machine_token_id == other.made.id
    assert [event for event in await place.announced() if isinstance(event, MachineTokenRevoked)] == [
        MachineTokenRevoked(version=1, machine_token_id=made.made.id, person_id=sanne.person_id)
    ]


async def test_only_its_owner_revokes_a_token_and_once(place: Workplace) -> None:
    """A-23."""
    sanne, daan = await sign_in(place, SANNE), await sign_in(place, DAAN)
    made = await make(place, sanne)
    path = f"/machine-tokens/{made.made.id}:revoke"

    of_daan = await place.refusal("POST", path, person_id=daan.person_id)
    await place.ask("POST", path, api.MachineTokenRevoked, person_id=sanne.person_id)
    again = await place.refusal("POST", path, person_id=sanne.person_id)
    nobodys = await place.refusal("POST", f"/machine-tokens/{new_id()}:revoke", person_id=sanne.person_id)

    assert [of_daan.code, again.code, nobodys.code] == ["NOT_FOUND"] * 3


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"name": "..."}, "TOKEN_NAME_MISSING"),
        ({"days": 0}, "TOKEN_LASTS_TOO_LONG"),
        ({"days": 366}, "TOKEN_LASTS_TOO_LONG"),
    ],
)
async def test_a_token_has_a_name_and_an_end(sqlite_place: Workplace, different: dict[str, object], code: str) -> None:
    sanne = await sign_in(sqlite_place, SANNE)

    body = wish(sanne, **different)  # type: ignore[arg-type]  # as wish() takes them

    assert await make_refused(sqlite_place, sanne.person_id, body) == code


async def test_who_did_not_sign_in_just_now_makes_no_token(place: Workplace) -> None:
    sanne, daan = await sign_in(place, SANNE), await sign_in(place, DAAN)
    anothers = await make_refused(place, sanne.person_id, wish(daan))
    place.clock.forward(minutes=10, seconds=1)

    assert anothers == "OTHER_SESSION"
    assert await make_refused(place, sanne.person_id, wish(sanne)) == "SIGN_IN_AGAIN"


async def test_twenty_tokens_are_enough(sqlite_place: Workplace) -> None:
    sanne = await sign_in(sqlite_place, SANNE)
    for _ in range(20):
        await make(sqlite_place, sanne)

    assert await make_refused(sqlite_place, sanne.person_id, wish(sanne)) == "TOO_MANY_TOKENS"
