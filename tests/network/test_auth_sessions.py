"""Being signed in: known by a random token, until it is idle, old or ended (RELIABILITY A-14, A-15, 7.9)."""

import pytest

from services.network.handlers import when_night_falls
from shared.api.network.people import EndAuthSession
from shared.bus.clock import Period
from shared.events.network import AuthSessionEnded
from tests.network.steps import resolve, resolve_refused, sign_in, stored
from tests.workplace import Workplace

SANNE = "sanne@voorbeeld.example"


async def end(place: Workplace, token: str, *, everywhere: bool = False) -> None:
    """Sign out."""
    await place.ask("POST", "/auth-sessions:end", None, body=EndAuthSession(token=token, everywhere=everywhere))


async def endings(place: Workplace) -> list[AuthSessionEnded]:
    """What was announced of sessions that ended, in order of id."""
    ended = [event for event in await place.announced() if isinstance(event, AuthSessionEnded)]
    return sorted(ended, key=lambda event: event.auth_session_id)


async def test_a14_every_sign_in_gives_a_new_session_with_a_new_secret(place: Workplace) -> None:
    first = await sign_in(place, SANNE)
    second = await sign_in(place, SANNE)

    assert first.person_id == second.person_id
    assert first.auth_session_id != second.auth_session_id
    assert first.token != second.token
    assert min(len(first.token), len(second.token)) >= 43


async def test_a15_signing_out_here_ends_this_session_at_once_and_no_other(place: Workplace) -> None:
    here = await sign_in(place, SANNE)
    there = await sign_in(place, SANNE)

    await end(place, here.token)

    assert await resolve_refused(place, here.token) == "NOT_SIGNED_IN"
    assert (await resolve(place, there.token)).auth_session_id == there.auth_session_id
    assert await endings(place) == [
        AuthSessionEnded(version=1, auth_session_id=here.auth_session_id, person_id=here.person_id)
    ]


async def test_a15_signing_out_everywhere_ends_all_sessions_of_this_person_and_of_nobody_else(
    place: Workplace,
) -> None:
    own = [await sign_in(place, SANNE) for _ in range(3)]
    other = await sign_in(place, "daan@voorbeeld.example")

    await end(place, own[1].token, everywhere=True)

    assert [await resolve_refused(place, session.token) for session in own] == ["NOT_SIGNED_IN"] * 3
    assert (await resolve(place, other.token)).person_id == other.person_id
    assert await endings(place) == [
        AuthSessionEnded(version=1, auth_session_id=session.auth_session_id, person_id=session.person_id)
        for session in sorted(own, key=lambda session: session.auth_session_id)
    ]


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a15_an_old_cookie_ends_nothing(place: Workplace, everywhere: bool) -> None:
    old = await sign_in(place, SANNE)
    await end(place, old.token)
    current = await sign_in(place, SANNE)

    await end(place, old.token, everywhere=everywhere)
    await end(place, "never-was-anything", everywhere=everywhere)

    assert (await resolve(place, current.token)).person_id == current.person_id
    assert len(await endings(place)) == 1


async def test_a_session_is_over_after_eight_idle_hours(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    place.clock.forward(hours=7, minutes=59)
    seen = await resolve(place, opened.token)
    place.clock.forward(hours=7, minutes=59)
    again = await resolve(place, opened.token)
    place.clock.forward(hours=8)

    assert (again.expires_at - seen.expires_at).total_seconds() == (7 * 60 + 59) * 60
    assert await resolve_refused(place, opened.token) == "NOT_SIGNED_IN"


async def test_a_session_is_over_after_thirty_days_however_often_it_is_used(sqlite_place: Workplace) -> None:
    opened = await sign_in(sqlite_place, SANNE)
    for _ in range(30 * 4 - 1):
        sqlite_place.clock.forward(hours=6)
        await resolve(sqlite_place, opened.token)
    last = await resolve(sqlite_place, opened.token)
    sqlite_place.clock.forward(hours=6)

    assert last.expires_at == opened.expires_at == sqlite_place.clock.now()
    assert await resolve_refused(sqlite_place, opened.token) == "NOT_SIGNED_IN"


async def test_being_seen_is_written_at_most_once_in_five_minutes(place: Workplace) -> None:
    opened = await sign_in(place, SANNE)
    written = []

    for minutes in (0, 4, 1, 4, 1):
        place.clock.forward(minutes=minutes)
        place.statements.clear()
        await resolve(place, opened.token)
        written.append(sum(statement.startswith("UPDATE") for statement in place.statements))

    assert written == [0, 0, 1, 0, 1]


async def test_at_night_the_sessions_that_are_over_are_removed_and_the_others_stay(place: Workplace) -> None:
    idle = await sign_in(place, "idle@voorbeeld.example")
    place.clock.forward(hours=8)
    ended = await sign_in(place, "gone@voorbeeld.example")
    await end(place, ended.token)
    current = await sign_in(place, SANNE)

    await when_night_falls(place.door, Period("2026-11-22", place.clock.now()))

    assert [row.id for row in await stored(place, "auth_session")] == [current.auth_session_id]
    assert await resolve_refused(place, idle.token) == "NOT_SIGNED_IN"
