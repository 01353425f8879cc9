"""Accounts at other houses: known by issuer and subject, never by an address alone; a return counts once, in one browser."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from services.network.handlers import when_a_quarter_has_passed
from shared.api.network.outside_identities import (
    BeginLinking,
    BeginOutsideSignIn,
    CameBack,
    ComeBack,
    OutsideIdentityView,
    Unlinked,
)
from shared.api.network.people import AuthSessionOpened
from shared.bus.clock import Period
from shared.database import new_id
from tests.network.steps import BROWSER, OTHER_BROWSER, resolve, sign_in, stored
from tests.workplace import Workplace

SANNE, DAAN = "sanne@voorbeeld.example", "daan@voorbeeld.example"
STATE = "a-state-of-this-visit-{}"
ISSUER = "https://school.voorbeeld.example"


async def go(place: Workplace, state: str, *, browser: str = BROWSER) -> None:
    """Go to another house to sign in."""
    body = BeginOutsideSignIn(provider="school", state=state, browser=browser)
    await place.ask("POST", "/outside-sign-ins:begin", None, body=body)


def linking(who: AuthSessionOpened, state: str) -> BeginLinking:
    """The form to go there to link."""
    return BeginLinking(provider="school", state=state, browser=BROWSER, session=who.token)


async def go_to_link(place: Workplace, who: AuthSessionOpened, state: str) -> None:
    """Go to another house to link."""
    await place.ask("POST", "/outside-identities:begin", None, person_id=who.person_id, body=linking(who, state))


def returned(state: str, /, **different: Any) -> ComeBack:
    """What the gateway checked of who comes back."""
    return ComeBack.model_validate(
        {"provider": "school", "state": state, "browser": BROWSER, "issuer": ISSUER, "subject": "s-1", **different}
    )


async def come_back(place: Workplace, body: ComeBack, *, person_id: UUID | None = None) -> CameBack:
    """Come back."""
    given: CameBack = await place.ask("POST", "/outside-sign-ins:complete", CameBack, body=body, person_id=person_id)
    return given


async def refused(place: Workplace, body: ComeBack, *, person_id: UUID | None = None) -> str:
    """Come back in vain; the code of the refusal."""
    return (await place.refusal("POST", "/outside-sign-ins:complete", body=body, person_id=person_id)).code


async def link(place: Workplace, who: AuthSessionOpened, subject: str = "s-1") -> None:
    """Link, from the first step to the last."""
    state = f"linking-{subject}-of-{who.auth_session_id}"
    await go_to_link(place, who, state)
    done = await come_back(place, returned(state, subject=subject), person_id=who.person_id)
    assert done == CameBack(opened=None)


async def test_who_linked_signs_in_also_after_their_address_changed_there(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    await link(place, sanne)
    await go(place, STATE.format(1))

    done = await come_back(place, returned(STATE.format(1), verified_email="anders@voorbeeld.example"))

    assert done.opened
    assert (await resolve(place, done.opened.token)).person_id == sanne.person_id
    assert len(await stored(place, "person")) == 1


async def test_an_address_with_an_account_is_never_enough(place: Workplace) -> None:
    sanne = await sign_in(place, SANNE)
    await go(place, STATE.format(1))

    first = await refused(place, returned(STATE.format(1), verified_email=SANNE))
    again = await refused(place, returned(STATE.format(1), verified_email=SANNE))

    assert (first, again) == ("LINK_FIRST", "OUTSIDE_SIGN_IN_OVER")
    assert await stored(place, "outside_identity") == []
    assert len(await stored(place, "auth_session")) == 1
    assert (await resolve(place, sanne.token)).person_id == sanne.person_id


@pytest.mark.parametrize("email", [None, "geen adres"])
async def test_a10_who_is_unknown_and_has_no_verified_address_hears_the_same_as_who_has_an_account(
    place: Workplace, email: str | None
) -> None:
    await go(place, STATE.format(1))

    assert await refused(place, returned(STATE.format(1), verified_email=email)) == "LINK_FIRST"
    assert await stored(place, "person") == []


async def test_a_new_person_with_a_verified_address_gets_an_account_that_is_linked(place: Workplace) -> None:
    await go(place, STATE.format(1))
    first = await come_back(place, returned(STATE.format(1), verified_email="Nieuw@Voorbeeld.example"))
    await go(place, STATE.format(2))

    second = await come_back(place, returned(STATE.format(2)))

    assert first.opened
    assert second.opened
    assert first.opened.person_id == second.opened.person_id
    assert [row.email for row in await stored(place, "person")] == ["nieuw@voorbeeld.example"]


@pytest.mark.parametrize("different", [{"issuer": "https://andere.example"}, {"subject": "s-2"}, {"subject": "S-1"}])
async def test_another_issuer_or_subject_is_somebody_else(place: Workplace, different: dict[str, str]) -> None:
    await link(place, await sign_in(place, SANNE))
    await go(place, STATE.format(1))

    assert await refused(place, returned(STATE.format(1), **different)) == "LINK_FIRST"


@pytest.mark.parametrize("different", [{"browser": OTHER_BROWSER}, {"provider": "andere"}, {"state": "x" * 30}])
async def test_a_return_of_another_browser_house_or_state_opens_nothing_and_leaves_the_real_one(
    place: Workplace, different: dict[str, str]
) -> None:
    """A-16: nobody is signed in by a link that somebody else began."""
    await link(place, await sign_in(place, SANNE))
    await go(place, STATE.format(1))

    wrong = await refused(place, returned(STATE.format(1), **different))
    right = await come_back(place, returned(STATE.format(1)))

    assert wrong == "OUTSIDE_SIGN_IN_OVER"
    assert right.opened


async def test_a04_a_return_counts_once_also_twice_at_the_same_moment(place: Workplace) -> None:
    await link(place, await sign_in(place, SANNE))
    await go(place, STATE.format(1))

    outcomes = await asyncio.gather(
        *(come_back(place, returned(STATE.format(1))) for _ in range(2)), return_exceptions=True
    )

    assert sorted(isinstance(one, CameBack) for one in outcomes) == [False, True]


async def test_ten_minutes_later_a_return_does_not_count_and_is_not_kept(place: Workplace) -> None:
    await go(place, STATE.format(1))
    place.clock.forward(minutes=10)

    late = await refused(place, returned(STATE.format(1), verified_email="nieuw@voorbeeld.example"))
    await when_a_quarter_has_passed(place.door, Period(key="now", due_at=place.clock.now()))

    assert late == "OUTSIDE_SIGN_IN_OVER"
    assert await stored(place, "outside_sign_in") == []


async def test_what_is_linked_to_somebody_is_linked_to_nobody_else(place: Workplace) -> None:
    sanne, daan = await sign_in(place, SANNE), await sign_in(place, DAAN)
    await link(place, sanne)
    await go_to_link(place, daan, STATE.format(1))

    assert await refused(place, returned(STATE.format(1)), person_id=daan.person_id) == "IDENTITY_TAKEN"


async def test_linking_needs_a_fresh_sign_in_and_the_same_person_at_the_end(place: Workplace) -> None:
    sanne, daan = await sign_in(place, SANNE), await sign_in(place, DAAN)
    await go_to_link(place, sanne, STATE.format(1))
    by_daan = await refused(place, returned(STATE.format(1)), person_id=daan.person_id)
    place.clock.forward(minutes=10, seconds=1)

    late = await place.refusal(
        "POST", "/outside-identities:begin", person_id=sanne.person_id, body=linking(sanne, STATE.format(2))
    )
    others = await place.refusal(
        "POST", "/outside-identities:begin", person_id=sanne.person_id, body=linking(daan, STATE.format(3))
    )

    assert (by_daan, late.code, others.code) == ("OUTSIDE_SIGN_IN_OVER", "SIGN_IN_AGAIN", "OTHER_SESSION")
    assert await stored(place, "outside_identity") == []


async def test_only_its_owner_unlinks_and_then_it_opens_nothing(place: Workplace) -> None:
    """A-23."""
    sanne, daan = await sign_in(place, SANNE), await sign_in(place, DAAN)
    await link(place, sanne)
    (view,) = await place.ask("GET", "/outside-identities/mine", list[OutsideIdentityView], person_id=sanne.person_id)
    path = f"/outside-identities/{view.id}:unlink"

    of_daan = await place.refusal("POST", path, person_id=daan.person_id)
    nobodys = await place.refusal("POST", f"/outside-identities/{new_id()}:unlink", person_id=sanne.person_id)
    await place.ask("POST", path, Unlinked, person_id=sanne.person_id)
    await go(place, STATE.format(1))

    assert (of_daan.code, nobodys.code) == ("NOT_FOUND", "NOT_FOUND")
    assert await refused(place, returned(STATE.format(1))) == "LINK_FIRST"


async def test_neither_address_nor_name_is_kept_of_another_house(sqlite_place: Workplace) -> None:
    await go(sqlite_place, STATE.format(1))
    await come_back(sqlite_place, returned(STATE.format(1), verified_email="nieuw@voorbeeld.example"))

    (row,) = await stored(sqlite_place, "outside_identity")

    assert set(row._asdict()) == {"id", "person_id", "provider", "issuer", "subject", "linked_at", "used_at"}
