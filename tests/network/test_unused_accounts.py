"""An account that nobody uses for 24 months: warned twice, then erased; whoever comes back keeps it (DOMAIN 9, retention)."""

from datetime import timedelta

from services.network.handlers import when_accounts_are_counted, when_night_falls
from shared.api.network.machine_tokens import ActsFor, MachineTokenMade, MakeMachineToken, ResolveMachineToken
from shared.api.network.people import EndAuthSession
from shared.api.network.privacy import UnusedAccount
from shared.bus.clock import Period
from shared.events.network import AccountLeftUnused, PersonErasureRequested
from tests.network.steps import a_network, join, load, person_of, sign_in, stored
from tests.workplace import Workplace


async def count(place: Workplace) -> None:
    """A night passes."""
    await when_accounts_are_counted(place.door, Period(key="now", due_at=place.clock.now()))


async def warnings(place: Workplace) -> list[int]:
    """The how many-th warnings that were announced, in order."""
    return [event.version for event in await place.announced() if isinstance(event, AccountLeftUnused)]


async def test_an_account_nobody_uses_is_warned_twice_and_then_erased(place: Workplace) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sam")
    await count(place)

    place.clock.forward(days=699)
    await count(place)
    early = await warnings(place)
    place.clock.forward(days=1)
    await count(place)
    await count(place)
    first = await warnings(place)
    place.clock.forward(days=23)
    await count(place)
    second = await warnings(place)
    place.clock.forward(days=6)
    await count(place)
    waits = await stored(place, "person")
    place.clock.forward(days=1)
    await count(place)

    assert (early, first, second) == ([], [1], [1, 2])
    assert len(waits) == 1
    assert await stored(place, "person") == []
    assert [type(event) for event in await place.announced()].count(PersonErasureRequested) == 1
    (request,) = await stored(place, "erasure_request")
    assert request.reason == "INACTIVE"


async def test_the_warning_says_when_and_goes_to_the_address_that_counts_then(place: Workplace) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sam")
    person_id = await person_of(place, "Sam")
    await count(place)
    place.clock.forward(days=700)
    await count(place)

    told = await place.ask("POST", f"/accounts/{person_id}:warning", UnusedAccount, service="notifications")

    assert told.address == "sam@voorbeeld.example"
    assert told.erased_on == (place.clock.now() + timedelta(days=30)).date()


async def test_whoever_comes_back_after_a_warning_keeps_the_account(place: Workplace) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sam")
    person_id = await person_of(place, "Sam")
    await count(place)
    place.clock.forward(days=700)
    await count(place)

    await sign_in(place, "sam@voorbeeld.example")
    await count(place)
    place.clock.forward(days=40)
    await count(place)

    refused = await place.refusal("POST", f"/accounts/{person_id}:warning", service="notifications")
    assert refused.code == "IN_USE"
    assert len(await stored(place, "person")) == 1
    assert await warnings(place) == [1]


async def test_whoever_was_here_between_the_count_and_the_clearing_of_the_night_is_not_forgotten(
    place: Workplace,
) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sam")
    await count(place)
    place.clock.forward(days=700)
    await count(place)

    here = await sign_in(place, "sam@voorbeeld.example")
    await place.ask("POST", "/auth-sessions:end", body=EndAuthSession(token=here.token))
    await when_night_falls(place.door, Period(key="now", due_at=place.clock.now()))
    await count(place)
    place.clock.forward(days=40)
    await count(place)

    assert await stored(place, "auth_session") == []
    assert len(await stored(place, "person")) == 1
    assert await warnings(place) == [1]


async def test_an_account_of_which_only_a_program_is_used_is_in_use(place: Workplace) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sam")
    here = await sign_in(place, "sam@voorbeeld.example")
    made = await place.ask(
        "POST",
        "/machine-tokens",
        MachineTokenMade,
        person_id=here.person_id,
        body=MakeMachineToken(session=here.token, name="Agenda", may_write=False, days=365),
    )
    await count(place)
    place.clock.forward(days=360)
    await place.ask("POST", "/machine-tokens:resolve", ActsFor, body=ResolveMachineToken(token=made.token))
    await count(place)

    place.clock.forward(days=340)
    await count(place)

    (use,) = await stored(place, "account_use")
    assert use.used_on == (place.clock.now() - timedelta(days=340)).date()
    assert await warnings(place) == []
