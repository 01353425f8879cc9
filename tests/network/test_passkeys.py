"""Passkeys: a question that counts once, in one browser, for one address; and every answer that is refused."""

import json
from typing import Any
from uuid import UUID

import pytest

from services.network.handlers import when_a_quarter_has_passed
from services.network.people.domain.passkeys import place_of
from shared.api.network.passkeys import (
    AddPasskey,
    BeginPasskey,
    BeginPasskeySignIn,
    CompletePasskeySignIn,
    PasskeyAsked,
    PasskeyRemoved,
    PasskeyView,
)
from shared.api.network.people import AuthSessionOpened
from shared.bus.clock import Period
from shared.database import new_id
from tests.network.authenticators import Authenticator, plain
from tests.network.steps import BROWSER, OTHER_BROWSER, resolve, sign_in, stored
from tests.workplace import Workplace

SANNE, DAAN = "sanne@voorbeeld.example", "daan@voorbeeld.example"


async def begin(place: Workplace, who: AuthSessionOpened) -> PasskeyAsked:
    """Begin to add a key."""
    given: PasskeyAsked = await place.ask(
        "POST", "/passkeys:begin", PasskeyAsked, person_id=who.person_id, body=BeginPasskey(session=who.token)
    )
    return given


def added(who: AuthSessionOpened, asked: PasskeyAsked, credential: str, name: str = "Mijn telefoon") -> AddPasskey:
    """The form with what the browser made."""
    return AddPasskey(session=who.token, challenge_id=asked.challenge_id, credential=credential, name=name)


async def add(place: Workplace, who: AuthSessionOpened, key: Authenticator, name: str = "Mijn telefoon") -> PasskeyView:
    """Add a key, from the first step to the last."""
    asked = await begin(place, who)
    body = added(who, asked, key.create(asked.options), name)
    given: PasskeyView = await place.ask("POST", "/passkeys", PasskeyView, person_id=who.person_id, body=body)
    return given


async def add_refused(place: Workplace, person_id: UUID, body: AddPasskey) -> str:
    """Try to add a key; the code of the refusal."""
    return (await place.refusal("POST", "/passkeys", person_id=person_id, body=body)).code


async def question(place: Workplace, browser: str = BROWSER) -> PasskeyAsked:
    """Begin to sign in."""
    given: PasskeyAsked = await place.ask(
        "POST", "/passkeys:begin-sign-in", PasskeyAsked, body=BeginPasskeySignIn(browser=browser)
    )
    return given


def answered(asked: PasskeyAsked, credential: str, browser: str = BROWSER) -> CompletePasskeySignIn:
    """The form with what the key answered."""
    return CompletePasskeySignIn(browser=browser, challenge_id=asked.challenge_id, credential=credential)


async def enter(place: Workplace, body: CompletePasskeySignIn) -> AuthSessionOpened:
    """Sign in with a key."""
    given: AuthSessionOpened = await place.ask("POST", "/passkeys:complete-sign-in", AuthSessionOpened, body=body)
    return given


async def enter_refused(place: Workplace, body: CompletePasskeySignIn) -> str:
    """Try to sign in with a key; the code of the refusal."""
    return (await place.refusal("POST", "/passkeys:complete-sign-in", body=body)).code


async def test_who_added_a_passkey_signs_in_with_it_and_types_nothing(place: Workplace) -> None:
    sanne, key = await sign_in(place, SANNE), Authenticator()
    await add(place, sanne, key)
    place.clock.forward(hours=9)

    asked = await question(place)
    inside = await enter(place, answered(asked, key.get(asked.options)))

    assert inside.person_id == sanne.person_id
    assert (await resolve(place, inside.token)).person_id == sanne.person_id
    assert "allowCredentials" not in {name for name, value in json.loads(asked.options).items() if value}
    (row,) = await stored(place, "passkey")
    assert (row.name, row.used_at) == ("Mijn telefoon", place.clock.now())


async def test_a_key_is_asked_to_be_found_without_a_name_and_to_check_its_owner_where_it_can(
    sqlite_place: Workplace,
) -> None:
    sanne = await sign_in(sqlite_place, SANNE)

    options = json.loads((await begin(sqlite_place, sanne)).options)

    assert options["rp"] == {"id": "localhost", "name": "Leerkring"}
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "preferred"
    assert options["attestation"] == "none"
    assert SANNE not in json.dumps(options)


async def test_an_answer_counts_once_a03(place: Workplace) -> None:
    sanne, key = await sign_in(place, SANNE), Authenticator()
    await add(place, sanne, key)
    asked = await question(place)
    body = answered(asked, key.get(asked.options))
    await enter(place, body)

    assert await enter_refused(place, body) == "PASSKEY_OVER"


async def test_a_wrong_answer_uses_the_question_up_too(place: Workplace) -> None:
    sanne, key = await sign_in(place, SANNE), Authenticator()
    await add(place, sanne, key)
    asked = await question(place)

    wrong = await enter_refused(place, answered(asked, "{}"))
    right = await enter_refused(place, answered(asked, key.get(asked.options)))

    assert (wrong, right) == ("PASSKEY_REFUSED", "PASSKEY_OVER")


async def test_an_answer_in_another_browser_or_too_late_opens_nothing_and_leaves_the_question_as_it_is(
    place: Workplace,
) -> None:
    sanne, key = await sign_in(place, SANNE), Authenticator()
    await add(place, sanne, key)
    asked = await question(place)
    credential = key.get(asked.options)

    elsewhere = await enter_refused(place, answered(asked, credential, OTHER_BROWSER))
    here = await enter(place, answered(asked, credential))
    late = await question(place)
    place.clock.forward(minutes=5)

    assert elsewhere == "PASSKEY_OVER"
    assert here.person_id == sanne.person_id
    assert await enter_refused(place, answered(late, key.get(late.options))) == "PASSKEY_OVER"


FORGED: dict[str, Any] = {
    "another origin": {"origin": "https://leerkring.example.evil"},
    "another port": {"origin": "http://localhost:8001"},
    "another host": {"host": "evil.example"},
    "another key": {"key": Authenticator().key},
    "a key nobody added": {"credential_id": b"nobody" * 6},
    "somebody else's handle": {"handle": b"x" * 16},
}


@pytest.mark.parametrize("what", FORGED)
async def test_an_answer_from_elsewhere_is_refused(sqlite_place: Workplace, what: str) -> None:
    """A-12: keys count for the configured address only."""
    sanne, key = await sign_in(sqlite_place, SANNE), Authenticator()
    await add(sqlite_place, sanne, key)
    for name, value in FORGED[what].items():
        setattr(key, name, value)
    asked = await question(sqlite_place)

    assert await enter_refused(sqlite_place, answered(asked, key.get(asked.options))) == "PASSKEY_REFUSED"


@pytest.mark.parametrize(
    "different",
    [{"type": "webauthn.create"}, {"signature": plain(b"nothing")}, {"authenticatorData": plain(b"x" * 37)}],
)
async def test_an_answer_that_is_not_what_it_says_is_refused(
    sqlite_place: Workplace, different: dict[str, str]
) -> None:
    sanne, key = await sign_in(sqlite_place, SANNE), Authenticator()
    await add(sqlite_place, sanne, key)
    asked = await question(sqlite_place)

    body = answered(asked, key.get(asked.options, **different))

    assert await enter_refused(sqlite_place, body) == "PASSKEY_REFUSED"


@pytest.mark.parametrize(
    "credential", ["{}", "[]", "null", "x" * 20_000, '{"rawId": 1}', '{"response": {}, "rawId": "_"}']
)
async def test_a08_what_is_no_answer_is_refused(sqlite_place: Workplace, credential: str) -> None:
    asked = await question(sqlite_place)

    assert await enter_refused(sqlite_place, answered(asked, credential)) == "PASSKEY_REFUSED"


async def test_a_copy_of_a_key_whose_count_went_back_is_refused(place: Workplace) -> None:
    sanne, key = await sign_in(place, SANNE), Authenticator(count=5)
    await add(place, sanne, key)
    first = await question(place)
    await enter(place, answered(first, key.get(first.options)))
    key.count = 3

    again = await question(place)

    assert await enter_refused(place, answered(again, key.get(again.options))) == "PASSKEY_REFUSED"
    (row,) = await stored(place, "passkey")
    assert row.sign_count == 6


async def test_a_question_to_add_a_key_belongs_to_one_session_and_counts_once(place: Workplace) -> None:
    sanne, other, daan = await sign_in(place, SANNE), await sign_in(place, SANNE), await sign_in(place, DAAN)
    asked, key = await begin(place, sanne), Authenticator()
    credential = key.create(asked.options)

    of_daan = await add_refused(place, daan.person_id, added(daan, asked, credential))
    of_other = await add_refused(place, sanne.person_id, added(other, asked, credential))
    mixed = await add_refused(place, daan.person_id, added(sanne, asked, credential))
    await place.ask("POST", "/passkeys", PasskeyView, person_id=sanne.person_id, body=added(sanne, asked, credential))
    again = await add_refused(place, sanne.person_id, added(sanne, asked, credential))

    assert (of_daan, of_other, mixed, again) == ("PASSKEY_OVER", "PASSKEY_OVER", "OTHER_SESSION", "PASSKEY_OVER")


async def test_a_question_to_sign_in_adds_no_key_and_one_to_add_signs_nobody_in_a07(place: Workplace) -> None:
    sanne, key = await sign_in(place, SANNE), Authenticator()
    await add(place, sanne, key)
    to_add, to_enter = await begin(place, sanne), await question(place)

    entered = await enter_refused(place, answered(to_add, key.get(to_add.options)))
    made = await add_refused(place, sanne.person_id, added(sanne, to_enter, key.get(to_enter.options)))

    assert (entered, made) == ("PASSKEY_OVER", "PASSKEY_OVER")


@pytest.mark.parametrize("different", [{"origin": "https://evil.example"}, {"host": "evil.example"}])
async def test_a_key_that_was_made_elsewhere_is_not_added(sqlite_place: Workplace, different: dict[str, str]) -> None:
    sanne, key = await sign_in(sqlite_place, SANNE), Authenticator(**different)  # type: ignore[arg-type]  # texts only
    asked = await begin(sqlite_place, sanne)

    refused = await add_refused(sqlite_place, sanne.person_id, added(sanne, asked, key.create(asked.options)))

    assert refused == "PASSKEY_NOT_MADE"
    assert await stored(sqlite_place, "passkey_challenge") == []


async def test_the_same_key_is_added_once_also_by_somebody_else(place: Workplace) -> None:
    sanne, daan, key = await sign_in(place, SANNE), await sign_in(place, DAAN), Authenticator()
    await add(place, sanne, key)
    asked = await begin(place, daan)

    assert await add_refused(place, daan.person_id, added(daan, asked, key.create(asked.options))) == "PASSKEY_NOT_MADE"


async def test_who_did_not_sign_in_just_now_adds_no_key(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    asked = await begin(place, sanne)
    place.clock.forward(minutes=4)
    await begin(place, sanne)
    place.clock.forward(minutes=6, seconds=1)

    refused = await place.refusal(
        "POST", "/passkeys:begin", person_id=sanne.person_id, body=BeginPasskey(session=sanne.token)
    )
    late = await add_refused(place, sanne.person_id, added(sanne, asked, Authenticator().create(asked.options)))

    assert (refused.code, late) == ("SIGN_IN_AGAIN", "SIGN_IN_AGAIN")


async def test_twenty_keys_are_enough(sqlite_place: Workplace) -> None:
    sanne = await sign_in(sqlite_place, SANNE)
    for _ in range(20):
        await add(sqlite_place, sanne, Authenticator())

    refused = await sqlite_place.refusal(
        "POST", "/passkeys:begin", person_id=sanne.person_id, body=BeginPasskey(session=sanne.token)
    )

    assert refused.code == "TOO_MANY_PASSKEYS"


async def test_a_key_that_was_removed_opens_nothing_and_only_its_owner_removes_it(place: Workplace) -> None:
    sanne, daan, key = await sign_in(place, SANNE), await sign_in(place, DAAN), Authenticator()
    view = await add(place, sanne, key)
    path = f"/passkeys/{view.id}:remove"

    of_daan = await place.refusal("POST", path, person_id=daan.person_id)
    nobodys = await place.refusal("POST", f"/passkeys/{new_id()}:remove", person_id=sanne.person_id)
    await place.ask("POST", path, PasskeyRemoved, person_id=sanne.person_id)
    asked = await question(place)

    assert (of_daan.code, nobodys.code) == ("NOT_FOUND", "NOT_FOUND")
    assert await enter_refused(place, answered(asked, key.get(asked.options))) == "PASSKEY_REFUSED"
    assert await place.ask("GET", "/passkeys/mine", list[PasskeyView], person_id=sanne.person_id) == []


async def test_questions_nobody_answered_are_not_kept(place: Workplace) -> None:
    await question(place)
    place.clock.forward(minutes=5)

    await when_a_quarter_has_passed(place.door, Period(key="now", due_at=place.clock.now()))

    assert await stored(place, "passkey_challenge") == []


@pytest.mark.parametrize(
    ("address", "host", "origin"),
    [
        ("https://leerkring.example.nl", "leerkring.example.nl", "https://leerkring.example.nl"),
        ("https://leerkring.example.nl:8443/onder", "leerkring.example.nl", "https://leerkring.example.nl:8443"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
    ],
)
def test_keys_count_for_the_address_the_operator_set(address: str, host: str, origin: str) -> None:
    place = place_of(address)

    assert (place.host, place.origin) == (host, origin)
