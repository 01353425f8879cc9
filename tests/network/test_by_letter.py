"""Somebody who cannot sign in asks by letter, by telephone or in person to be erased; a privacy officer begins it (J20)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.network.handlers import when_an_erasure_goes_on
from shared.api.network.people import AuthSessionOpened
from shared.api.network.platform import ChangePlatformRole, PlatformRolesView
from shared.api.network.privacy import ErasureLetter, ErasureLine, ErasureView, RequestErasure, RequestErasureFor
from shared.api.page import Page
from shared.bus.clock import Period
from shared.events.network import PersonErasureAnnounced, PersonErasureRequested
from tests.network.steps import sign_in, stored
from tests.workplace import Workplace

OFFICER, MEMBER = "kim@voorbeeld.example", "sanne@voorbeeld.example"


async def officer(place: Workplace) -> AuthSessionOpened:
    """Kim, who watches over privacy and signed in just now."""
    body = ChangePlatformRole(email=OFFICER, role="PRIVACY_OFFICER")
    await place.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)
    return await sign_in(place, OFFICER)


def wish(kim: AuthSessionOpened, **different: Any) -> RequestErasureFor:
    """What Kim sends, with what is different."""
    return RequestErasureFor.model_validate(
        {"email": MEMBER, "checked": "DOCUMENT", "confirmation": "wissen", "session": kim.token, **different}
    )


async def ask_for(place: Workplace, kim: AuthSessionOpened, **different: Any) -> ErasureView:
    """Kim writes down that somebody asked."""
    given: ErasureView = await place.ask(
        "POST", "/erasures:request", ErasureView, person_id=kim.person_id, body=wish(kim, **different)
    )
    return given


async def refused(place: Workplace, kim: AuthSessionOpened, **different: Any) -> tuple[str, list[str]]:
    """The code of a refusal, and the fields it is about."""
    body = wish(kim, **different)
    refusal = await place.refusal("POST", "/erasures:request", person_id=kim.person_id, body=body)
    return refusal.code, [problem.field for problem in refusal.problems]


async def told(place: Workplace) -> list[PersonErasureAnnounced]:
    """What was announced to whom it is about."""
    return [event for event in await place.announced() if isinstance(event, PersonErasureAnnounced)]


async def go_on(place: Workplace) -> None:
    """The clock looks at erasures."""
    await when_an_erasure_goes_on(place.door, Period(key="now", due_at=place.clock.now()))


async def erasure_of(place: Workplace, person_id: UUID) -> UUID:
    """The request that is about somebody."""
    found: list[UUID] = [row.id for row in await stored(place, "erasure_request") if row.person_id == person_id]
    (erasure_id,) = found
    return erasure_id


async def test_j20_what_was_asked_by_letter_waits_a_week_and_the_person_is_told(place: Workplace) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)
    now = place.clock.now()

    shown = await ask_for(place, kim, email=" Sanne@Voorbeeld.example ")

    assert (shown.status, shown.reason, shown.starts_at) == ("RECEIVED", "BY_LETTER", now + timedelta(days=7))
    erasure_id = await erasure_of(place, sanne.person_id)
    assert await told(place) == [
        PersonErasureAnnounced(
            version=1, erasure_id=erasure_id, person_id=sanne.person_id, starts_at=now + timedelta(days=7)
        )
    ]


async def test_j20_after_a_week_it_begins_and_not_sooner(place: Workplace) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)
    await ask_for(place, kim)

    place.clock.forward(days=7, minutes=-1)
    await go_on(place)
    waits = {row.id for row in await stored(place, "person")}
    place.clock.forward(minutes=1)
    await go_on(place)

    assert waits == {sanne.person_id, kim.person_id}
    assert {row.id for row in await stored(place, "person")} == {kim.person_id}
    assert [type(event) for event in await place.announced()].count(PersonErasureRequested) == 1


async def test_j20_the_person_can_say_stop_and_the_officer_sees_it(place: Workplace) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)
    shown = await ask_for(place, kim)
    mine = await place.ask("GET", "/erasures/mine", ErasureView, person_id=sanne.person_id)

    await place.ask("POST", "/erasures/mine:cancel", ErasureView, person_id=sanne.person_id)
    place.clock.forward(days=8)
    await go_on(place)

    assert (mine.reference, mine.reason) == (shown.reference, "BY_LETTER")
    lines = await place.ask("GET", "/erasures", Page[ErasureLine], person_id=kim.person_id)
    assert [(line.reference, line.status) for line in lines.items] == [(shown.reference, "CANCELLED")]
    assert {row.id for row in await stored(place, "person")} == {sanne.person_id, kim.person_id}


async def test_j20_the_mail_is_told_where_it_goes_only_as_long_as_it_can_be_stopped(place: Workplace) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)
    shown = await ask_for(place, kim)
    path = f"/erasures/{await erasure_of(place, sanne.person_id)}:letter"

    announcement = await place.ask("POST", path, ErasureLetter, service="notifications")
    await place.ask("POST", "/erasures/mine:cancel", ErasureView, person_id=sanne.person_id)
    stopped = await place.refusal("POST", path, service="notifications")
    await ask_for(place, kim)
    again = f"/erasures/{await erasure_of(place, sanne.person_id)}:letter"
    place.clock.forward(days=7)
    await go_on(place)
    begun = await place.refusal("POST", again, service="notifications")

    assert announcement == ErasureLetter(address=MEMBER, language="nl", starts_at=shown.starts_at)
    assert (stopped.code, begun.code) == ("NOT_FOUND", "NOT_FOUND")


@pytest.mark.parametrize("is_own", [True, False])
async def test_j20_a_request_that_stands_is_given_as_it_is_and_nobody_is_told_twice(
    place: Workplace, is_own: bool
) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)
    if is_own:
        body = RequestErasure(confirmation="wissen")
        first = await place.ask("POST", "/erasures/mine", ErasureView, person_id=sanne.person_id, body=body)
    else:
        first = await ask_for(place, kim)
    place.clock.forward(minutes=5)

    second = await ask_for(place, kim, checked="KNOWN")

    assert second == first
    assert len(await told(place)) == (0 if is_own else 1)
    assert [row.verb for row in await stored(place, "audit_entry")].count("erasure.asked") == 1


@pytest.mark.parametrize("checked", ["DOCUMENT", "KNOWN", "CALLED_BACK"])
async def test_j20_the_log_says_who_wrote_it_down_and_how_they_checked_who_asked(
    place: Workplace, checked: str
) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)

    await ask_for(place, kim, checked=checked)

    (entry,) = [row for row in await stored(place, "audit_entry") if row.verb == "erasure.asked"]
    references = {row.person_id: row.reference for row in await stored(place, "audit_person")}
    assert (entry.reason, entry.by, entry.by_reference) == (checked, "person", references[kim.person_id])
    assert entry.subject == await erasure_of(place, sanne.person_id)


async def test_j20_what_is_wrong_is_said_at_its_field_and_nothing_is_planned(place: Workplace) -> None:
    kim = await officer(place)

    refusals = [
        await refused(place, kim, email="nobody@voorbeeld.example"),
        await refused(place, kim, email="no address"),
        await refused(place, kim, email=OFFICER),
        await refused(place, kim, confirmation="ja"),
    ]

    assert refusals == [
        ("NOBODY_HERE", ["email"]),
        ("NOT_AN_ADDRESS", ["email"]),
        ("ASK_IT_YOURSELF", ["email"]),
        ("NOT_CONFIRMED", ["confirmation"]),
    ]
    assert await stored(place, "erasure_request") == []


async def test_a13_an_officer_signed_in_just_now_and_an_older_session_tells_nobody_who_has_an_account(
    place: Workplace,
) -> None:
    sanne, kim = await sign_in(place, MEMBER), await officer(place)

    other = await refused(place, kim, session=sanne.token)
    place.clock.forward(minutes=11)
    late = [await refused(place, kim), await refused(place, kim, email="nobody@voorbeeld.example")]

    assert other == ("OTHER_SESSION", [])
    assert late == [("SIGN_IN_AGAIN", []), ("SIGN_IN_AGAIN", [])]
    assert await stored(place, "erasure_request") == []


@pytest.mark.parametrize("role", [None, "PLATFORM_ADMIN"])
async def test_a40_who_is_no_privacy_officer_is_refused_whether_the_account_is_there_or_not(
    place: Workplace, role: str | None
) -> None:
    await sign_in(place, MEMBER)
    daan = await sign_in(place, "daan@voorbeeld.example")
    if role is not None:
        body = ChangePlatformRole.model_validate({"email": "daan@voorbeeld.example", "role": role})
        await place.ask("POST", "/platform-roles:grant", PlatformRolesView, service="operator", body=body)

    refusals = [await refused(place, daan, email=email) for email in (MEMBER, "nobody@voorbeeld.example")]

    assert refusals == [("NOT_THE_PRIVACY_OFFICER", []), ("NOT_THE_PRIVACY_OFFICER", [])]
    assert await stored(place, "erasure_request") == []
