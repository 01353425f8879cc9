"""Taking part without a mail address: added and helped by somebody else, never mailed, and one day an account of their own."""

from typing import Any
from uuid import UUID

import pytest

from services.network.handlers import when_accounts_are_counted, when_night_falls, when_ten_minutes_have_passed
from shared.api.network.helping import (
    AccountSecret,
    AccountSecretAsked,
    AccountTaken,
    AccountToken,
    AddParticipant,
    HelpedView,
    OfferAccount,
    OfferedAccount,
    ParticipantStopped,
    SeenOffer,
)
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import MemberView, SetRoles, WantedRole
from shared.api.network.people import Readers, ReaderView
from shared.api.page import Page
from shared.bus.clock import Period
from shared.events.network import AccountOffered, MembershipActivated, MembershipEnded, PersonErasureRequested
from tests.network.steps import join, sign_in, stored
from tests.network.test_guardians import about, answer, link
from tests.network.test_invitations import coordinator
from tests.workplace import Workplace

BO = "bo.canary@voorbeeld.example"


async def added(place: Workplace, by: MembershipView, **different: Any) -> MembershipView:
    """Somebody without a mail address takes part."""
    given = {"name": "Stille Vos", "perspective": "YOUNG_PERSON", "age": "FROM_16"}
    body = AddParticipant.model_validate(given | different)
    path = f"/networks/{by.network_id}/helped"
    view: MembershipView = await place.ask("POST", path, MembershipView, person_id=by.person_id, body=body)
    return view


async def helped(place: Workplace, by: MembershipView) -> list[HelpedView]:
    """Whom somebody helps."""
    found: list[HelpedView] = await place.ask(
        "GET", f"/networks/{by.network_id}/helped", list[HelpedView], person_id=by.person_id
    )
    return found


async def offered(place: Workplace, by: MembershipView, vos: MembershipView) -> str:
    """An account is offered; the token in the mail, as notifications asks for it."""
    path = f"/memberships/{vos.id}:offer-account"
    await place.ask("POST", path, OfferedAccount, person_id=by.person_id, body=OfferAccount(email=BO))
    event = about(await place.announced(), AccountOffered)[-1]
    minted: AccountSecret = await place.ask(
        "POST",
        f"/account-offers/{event.account_offer_id}:mint",
        AccountSecret,
        service="notifications",
        body=AccountSecretAsked(round=event.version),
    )
    assert minted.address == BO
    return minted.token


async def take(place: Workplace, token: str) -> AccountTaken:
    """Take the account up."""
    given: AccountTaken = await place.ask(
        "POST", "/account-offers:take", AccountTaken, service="gateway", body=AccountToken(token=token)
    )
    return given


async def clock(place: Workplace) -> None:
    """Let what is over end."""
    for step in (when_ten_minutes_have_passed, when_night_falls, when_accounts_are_counted):
        await step(place.door, Period(key="x", due_at=place.clock.now()))


@pytest.mark.parametrize("role", ["COORDINATOR", "SUPPORT_PERSON"])
async def test_somebody_without_a_mail_address_is_in_lists_and_balance_and_gets_no_mail(
    place: Workplace, role: Any
) -> None:
    sanne = await coordinator(place)
    helper = sanne if role == "COORDINATOR" else await join(place, "kring", "Hulp", role=role)

    vos = await added(place, helper)
    people = await place.ask(
        "GET", f"/networks/{sanne.network_id}/members", Page[MemberView], person_id=sanne.person_id
    )
    balance = await place.ask("GET", f"/networks/{sanne.network_id}/balance", list[dict[str, Any]])
    mailed = await place.ask(
        "POST",
        "/people:readers",
        list[ReaderView],
        service="notifications",
        body=Readers(person_ids=[vos.person_id]),
    )
    (seen,) = await helped(place, helper)

    assert "Stille Vos" in [one.display_name for one in people.items]
    assert [one["is_empty"] for one in balance if one["perspective"] == "YOUNG_PERSON"] == [False]
    assert mailed == []
    assert (seen.membership_id, seen.helped_by) == (vos.id, "Sanne" if role == "COORDINATOR" else "Hulp")
    assert vos.person_id in [one.person_id for one in about(await place.announced(), MembershipActivated)]
    await clock(place)
    assert vos.person_id in [row.id for row in await stored(place, "person")]
    assert vos.person_id not in [row.person_id for row in await stored(place, "account_use")]


async def test_only_coordinators_and_support_persons_help_and_each_support_person_only_their_own(
    place: Workplace,
) -> None:
    sanne = await coordinator(place)
    hulp, ander = [await join(place, "kring", name, role="SUPPORT_PERSON") for name in ("Hulp", "Ander")]
    member = await join(place, "kring", "Lid")
    vos = await added(place, hulp)
    path = f"/networks/{sanne.network_id}/helped"

    body = AddParticipant(name="Wilde Zwaan", perspective="PROFESSIONAL", age="FROM_16")
    by_member = await place.refusal("POST", path, person_id=member.person_id, body=body)
    by_other = await place.refusal("POST", f"/memberships/{vos.id}:stop-helped", person_id=ander.person_id)
    of_member = await place.refusal("POST", f"/memberships/{member.id}:stop-helped", person_id=sanne.person_id)

    assert (by_member.code, by_other.code, of_member.code) == ("HELPER_NEEDED", "HELPER_NEEDED", "HAS_ACCOUNT")
    assert [len(await helped(place, one)) for one in (sanne, hulp, ander)] == [1, 1, 0]


async def test_when_a_helper_stops_for_them_everything_of_them_is_erased(place: Workplace) -> None:
    sanne = await coordinator(place)
    vos = await added(place, sanne)

    await place.ask("POST", f"/memberships/{vos.id}:stop-helped", ParticipantStopped, person_id=sanne.person_id)
    await clock(place)

    assert vos.person_id not in [row.id for row in await stored(place, "person")]
    assert await stored(place, "support") == []
    assert [one.person_id for one in about(await place.announced(), MembershipEnded)] == [vos.person_id]
    assert [one.person_id for one in about(await place.announced(), PersonErasureRequested)] == [vos.person_id]


async def test_they_take_an_account_of_their_own_once_and_go_on_in_the_same_place(place: Workplace) -> None:
    sanne = await coordinator(place)
    vos = await added(place, sanne)
    token = await offered(place, sanne, vos)

    seen = await place.ask("POST", "/account-offers:look", SeenOffer, service="gateway", body=AccountToken(token=token))
    await take(place, token)
    again = await place.refusal("POST", "/account-offers:take", service="gateway", body=AccountToken(token=token))
    mine = await sign_in(place, BO)
    late = await place.refusal("POST", f"/memberships/{vos.id}:stop-helped", person_id=sanne.person_id)

    assert seen.network_name == "Kring kring"
    assert again.code == "NOT_FOUND"
    assert mine.person_id == vos.person_id
    assert late.code == "HAS_ACCOUNT"
    assert await helped(place, sanne) == []
    assert await stored(place, "account_offer") == []


async def test_an_address_with_an_account_stays_that_account(place: Workplace) -> None:
    sanne = await coordinator(place)
    token = await offered(place, sanne, await added(place, sanne))
    bo: UUID = (await sign_in(place, BO)).person_id

    refused = await place.refusal("POST", "/account-offers:take", service="gateway", body=AccountToken(token=token))

    assert refused.code == "ADDRESS_HAS_ACCOUNT"
    assert (await sign_in(place, BO)).person_id == bo


async def test_an_offer_lasts_a_fortnight_and_its_address_goes_with_it(sqlite_place: Workplace) -> None:
    sanne = await coordinator(sqlite_place)
    token = await offered(sqlite_place, sanne, await added(sqlite_place, sanne))

    sqlite_place.clock.forward(days=14)
    late = await sqlite_place.refusal("POST", "/account-offers:take", service="gateway", body=AccountToken(token=token))
    await clock(sqlite_place)

    assert late.code == "OFFER_OVER"
    assert await stored(sqlite_place, "account_offer") == []


async def test_under_16_without_a_mail_address_a_parent_or_guardian_is_asked_too(place: Workplace) -> None:
    await coordinator(place)
    hulp = await join(place, "kring", "Hulp", role="SUPPORT_PERSON")

    vos = await added(place, hulp, age="FROM_12_TO_15", guardian_email="ouder.canary@voorbeeld.example")
    await answer(place, await link(place), gives=True)

    assert vos.status == "AWAITING_PARENTAL_PERMISSION"
    assert [one.status for one in await helped(place, hulp)] == ["ACTIVE"]


async def test_who_cannot_sign_in_cannot_coordinate_and_a_taken_name_is_refused(sqlite_place: Workplace) -> None:
    sanne = await coordinator(sqlite_place)
    vos = await added(sqlite_place, sanne)
    body = SetRoles(roles=[WantedRole(role="COORDINATOR")], version=vos.version)

    roles = await sqlite_place.refusal("POST", f"/memberships/{vos.id}:set-roles", person_id=sanne.person_id, body=body)
    taken = await sqlite_place.refusal(
        "POST",
        f"/networks/{sanne.network_id}/helped",
        person_id=sanne.person_id,
        body=AddParticipant(name="stille vos", perspective="YOUNG_PERSON", age="FROM_16"),
    )

    assert (roles.code, taken.code) == ("NO_ACCOUNT_YET", "PSEUDONYM_TAKEN")
