"""Signing in: a code or a link, ten minutes, once, in the browser that asked (RELIABILITY A-01 … A-10, A-16, 7.9)."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel

from shared.api.network.people import CompleteSignIn, PersonView, ResolveAuthSession
from shared.errors import Invalid
from shared.events.network import SignInRequested
from tests.network.steps import (
    BROWSER,
    OTHER_BROWSER,
    ask_to_sign_in,
    complete,
    complete_refused,
    mint,
    mint_refused,
    resolve,
    sign_in,
    stored,
    with_code,
    with_link,
)
from tests.workplace import Workplace

SANNE = "sanne@voorbeeld.example"


class Anything(BaseModel):
    """A form that is filled in with whatever somebody likes."""

    browser: str
    token: Any


async def test_asking_to_sign_in_is_announced_with_ids_and_times_only(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)

    assert await place.announced() == [
        SignInRequested(version=1, sign_in_id=started.sign_in_id, expires_at=started.expires_at)
    ]
    assert (started.expires_at - place.clock.now()).total_seconds() == 600


async def test_only_hashes_of_secrets_are_stored(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    opened = await complete(place, with_code(started, secret.code))

    everything = repr([await stored(place, table) for table in ("sign_in", "auth_session", "outbox", "request_key")])
    for word in (BROWSER, secret.token, opened.token, SANNE, f"'{secret.code}'"):
        assert word not in everything


async def test_a_secret_is_never_kept_as_a_remembered_answer(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    path = f"/sign-ins/{started.sign_in_id}:mint"
    secret = await place.ask("POST", path, dict, service="notifications", key="again")
    body = with_code(started, secret["code"])

    await place.ask("POST", "/sign-ins:complete", dict, body=body, key="once")

    assert await stored(place, "request_key") == []


@pytest.mark.parametrize(
    "shape", ["{}", "{}-", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0[0]}{0[1]}{0[2]}-{0[3]}{0[4]}{0[5]}"]
)
async def test_the_code_signs_in_however_it_is_typed(sqlite_place: Workplace, shape: str) -> None:
    started = await ask_to_sign_in(sqlite_place, SANNE)
    secret = await mint(sqlite_place, started)

    opened = await complete(sqlite_place, with_code(started, shape.format(secret.code)))

    assert (await resolve(sqlite_place, opened.token)).person_id == opened.person_id


async def test_the_first_sign_in_makes_the_account_and_the_next_one_finds_it(place: Workplace) -> None:
    first = await sign_in(place, SANNE)
    second = await sign_in(place, " Sanne@VOORBEELD.example ")

    me = await place.ask("GET", "/people/me", PersonView, person_id=first.person_id)
    assert first.person_id == second.person_id
    assert (me.id, me.display_name, me.email, me.language) == (first.person_id, "Nieuw lid", SANNE, "nl")


async def test_a01_a_link_scanner_finds_nothing_to_open_with_get(place: Workplace) -> None:
    paths = {
        (path, method)
        for path, methods in place.app.openapi()["paths"].items()
        for method in methods
        if "sign-in" in path or "auth-sessions" in path
    }

    assert {path for path, _ in paths} >= {"/sign-ins", "/sign-ins:complete", "/passkeys:complete-sign-in"}
    assert {method for _, method in paths} == {"post"}


async def test_a02_a_link_opened_in_another_browser_is_refused_and_still_counts_in_its_own(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)

    refused = await complete_refused(place, with_link(secret.token, browser=OTHER_BROWSER))
    opened = await complete(place, with_link(secret.token))

    assert refused == "OTHER_BROWSER"
    assert (await resolve(place, opened.token)).person_id == opened.person_id


async def test_a03_a_used_link_or_code_is_refused(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    await complete(place, with_link(secret.token))

    again = [
        await complete_refused(place, with_link(secret.token)),
        await complete_refused(place, with_code(started, secret.code)),
        await complete_refused(place, with_link(secret.token, browser=OTHER_BROWSER)),
    ]

    assert again == ["SIGN_IN_OVER"] * 3


@pytest.mark.parametrize("by", ["code", "link"])
async def test_a04_two_at_the_same_moment_open_exactly_one_session(place: Workplace, by: str) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    body = with_code(started, secret.code) if by == "code" else with_link(secret.token)

    outcomes = await asyncio.gather(*(complete(place, body) for _ in range(4)), return_exceptions=True)

    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert [getattr(refusal, "code", refusal) for refusal in refused] == ["SIGN_IN_OVER"] * 3
    assert len(await stored(place, "auth_session")) == 1


async def test_a05_after_ten_minutes_and_a_second_nothing_counts_any_more(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    place.clock.forward(minutes=10, seconds=1)

    assert await complete_refused(place, with_link(secret.token)) == "SIGN_IN_OVER"
    assert await complete_refused(place, with_code(started, secret.code)) == "SIGN_IN_OVER"
    assert (await mint_refused(place, started)).code == "SIGN_IN_OVER"


async def test_a05_just_before_ten_minutes_it_still_counts(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    place.clock.forward(minutes=9, seconds=59)

    opened = await complete(place, with_link(secret.token))

    assert (await resolve(place, opened.token)).person_id == opened.person_id


async def test_a06_only_the_latest_request_of_a_browser_for_an_address_counts(place: Workplace) -> None:
    older = await ask_to_sign_in(place, SANNE)
    older_secret = await mint(place, older)
    newer = await ask_to_sign_in(place, SANNE)
    newer_secret = await mint(place, newer)

    assert await complete_refused(place, with_link(older_secret.token)) == "SIGN_IN_OVER"
    assert await complete_refused(place, with_code(older, older_secret.code)) == "SIGN_IN_OVER"
    assert (await mint_refused(place, older)).code == "SIGN_IN_OVER"
    opened = await complete(place, with_link(newer_secret.token))
    assert (await resolve(place, opened.token)).person_id == opened.person_id


async def test_a06_asking_for_another_address_leaves_a_request_alone(place: Workplace) -> None:
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)
    await ask_to_sign_in(place, "daan@voorbeeld.example")

    opened = await complete(place, with_link(secret.token))

    assert (await resolve(place, opened.token)).person_id == opened.person_id


async def test_a07_a_secret_of_another_purpose_opens_nothing(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    started = await ask_to_sign_in(place, SANNE)
    secret = await mint(place, started)

    assert await complete_refused(place, with_link(opened.token)) == "SIGN_IN_OVER"
    assert await complete_refused(place, with_link(BROWSER)) == "SIGN_IN_OVER"
    assert await complete_refused(place, with_link(secret.code)) == "SIGN_IN_OVER"
    for token in (secret.token, secret.code, BROWSER):
        refusal = await place.refusal("POST", "/auth-sessions:resolve", body=ResolveAuthSession(token=token))
        assert refusal.code == "NOT_SIGNED_IN"


@pytest.mark.parametrize("token", ["", " ", "\0", "null", "%00", "' OR 1=1 --"])
async def test_a08_an_empty_or_odd_token_matches_nothing(sqlite_place: Workplace, token: str) -> None:
    await ask_to_sign_in(sqlite_place, SANNE)

    assert await complete_refused(sqlite_place, with_link(token)) == "SIGN_IN_OVER"


@pytest.mark.parametrize("token", [["a"], {"a": 1}, 1, True, "x" * 1_000_000])
async def test_a08_a_token_that_is_no_text_or_too_long_is_refused_unread(
    sqlite_place: Workplace, token: object
) -> None:
    body = Anything(browser=BROWSER, token=token)
    sqlite_place.statements.clear()

    refusal = await sqlite_place.refusal("POST", "/sign-ins:complete", body=body)

    assert isinstance(refusal, Invalid)
    assert sqlite_place.statements == []


@pytest.mark.parametrize(
    "body",
    [
        CompleteSignIn(browser=BROWSER),
        CompleteSignIn(browser=BROWSER, code="123456"),
        CompleteSignIn(browser=BROWSER, code="123456", token="x", sign_in_id=UUID(int=7)),
    ],
)
async def test_half_a_form_is_refused(sqlite_place: Workplace, body: CompleteSignIn) -> None:
    assert await complete_refused(sqlite_place, body) == "SIGN_IN_INCOMPLETE"
