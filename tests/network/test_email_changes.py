"""Changing one's mail address: confirmed at the new one, told to the old one, undone from there (RELIABILITY A-13)."""

import asyncio
from uuid import UUID

import pytest

from services.network.handlers import when_a_quarter_has_passed
from services.network.people.domain.secrecy import Purpose, hashed
from shared.api.network.email_changes import (
    ChangeEmail,
    EmailChangeSecret,
    EmailChangeStopped,
    EmailChangeToken,
    EmailChangeView,
    EmailConfirmed,
)
from shared.api.network.people import AuthSessionOpened
from shared.bus.clock import Period
from shared.errors import Refusal
from shared.events.network import AuthSessionEnded, EmailChangeConfirmed, EmailChangeRequested, MachineTokenRevoked
from tests.network.authenticators import Authenticator
from tests.network.steps import (
    a_network,
    complete_refused,
    join,
    load,
    resolve,
    resolve_refused,
    sign_in,
    stored,
    with_link,
)
from tests.network.test_machine_tokens import make
from tests.network.test_names import choose
from tests.network.test_outside_identities import link as link_outside
from tests.network.test_passkeys import add
from tests.workplace import Workplace

OLD, NEW, OTHER = "sanne@voorbeeld.example", "sanne.nieuw@voorbeeld.example", "daan@voorbeeld.example"


async def ask(place: Workplace, who: AuthSessionOpened, email: str = NEW) -> EmailChangeView:
    """Ask for another address."""
    body = ChangeEmail(email=email, session=who.token)
    given: EmailChangeView = await place.ask(
        "POST", "/email-changes", EmailChangeView, person_id=who.person_id, body=body
    )
    return given


async def ask_refused(place: Workplace, who: AuthSessionOpened, email: str = NEW, *, session: str = "") -> str:
    """Ask in vain; the code of the refusal."""
    body = ChangeEmail(email=email, session=session or who.token)
    return (await place.refusal("POST", "/email-changes", person_id=who.person_id, body=body)).code


async def link(place: Workplace, change: EmailChangeView, which: str = "mint") -> EmailChangeSecret:
    """The link of one mail, as notifications asks for it."""
    given: EmailChangeSecret = await place.ask(
        "POST", f"/email-changes/{change.id}:{which}", EmailChangeSecret, service="notifications"
    )
    return given


async def confirm(place: Workplace, person_id: UUID, token: str | None) -> EmailConfirmed:
    """Click the button behind the link in the mail to the new address."""
    body = EmailChangeToken(token=token or "")
    given: EmailConfirmed = await place.ask(
        "POST", "/email-changes:confirm", EmailConfirmed, person_id=person_id, body=body
    )
    return given


async def confirm_refused(place: Workplace, person_id: UUID, token: str | None) -> str:
    """Click in vain; the code of the refusal."""
    body = EmailChangeToken(token=token or "")
    return (await place.refusal("POST", "/email-changes:confirm", person_id=person_id, body=body)).code


async def stop(place: Workplace, token: str | None) -> EmailChangeStopped:
    """Click the button behind the link in a mail to the old address."""
    body = EmailChangeToken(token=token or "")
    given: EmailChangeStopped = await place.ask("POST", "/email-changes:stop", EmailChangeStopped, body=body)
    return given


async def addresses(place: Workplace) -> set[str]:
    """The addresses of all accounts."""
    return {str(row.email) for row in await stored(place, "person")}


async def test_a13_the_new_address_counts_when_it_is_confirmed_and_not_before(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    other = await sign_in(place, OLD)
    change = await ask(place, sanne)
    to_new, to_old = await link(place, change), await link(place, change, "mint-stop")
    before = await addresses(place)

    done = await confirm(place, sanne.person_id, to_new.token)

    assert (to_new.address, to_old.address, before, done.email) == (NEW, OLD, {OLD}, NEW)
    assert await addresses(place) == {NEW}
    assert (await resolve(place, other.token)).person_id == sanne.person_id
    assert [event for event in await place.announced() if "EmailChange" in type(event).__name__] == [
        EmailChangeRequested(version=1, email_change_id=change.id, expires_at=change.expires_at),
        EmailChangeConfirmed(
            version=2, email_change_id=change.id, person_id=sanne.person_id, undo_until=change.undo_until
        ),
    ]


async def test_a13_a_token_confirms_the_address_it_was_made_for_and_a_newer_request_overtakes_it(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, OLD)
    first = await link(place, await ask(place, sanne, "eerste@voorbeeld.example"))
    second = await link(place, await ask(place, sanne, "tweede@voorbeeld.example"))

    overtaken = await confirm_refused(place, sanne.person_id, first.token)
    done = await confirm(place, sanne.person_id, second.token)

    assert (overtaken, done.email) == ("EMAIL_CHANGE_OVER", "tweede@voorbeeld.example")


async def test_a13_who_did_not_sign_in_just_now_signs_in_again_first(place: Workplace) -> None:
    sanne, daan = await sign_in(place, OLD), await sign_in(place, OTHER)
    place.clock.forward(minutes=10)
    on_the_edge = await ask(place, sanne)
    place.clock.forward(seconds=1)

    refused = await ask_refused(place, sanne, "later@voorbeeld.example")
    anothers = await ask_refused(place, sanne, session=daan.token)
    nobodys = await ask_refused(place, sanne, session="a-secret-that-opens-nothing")

    assert on_the_edge.address == NEW
    assert (refused, anothers, nobodys) == ("SIGN_IN_AGAIN", "OTHER_SESSION", "OTHER_SESSION")


@pytest.mark.parametrize(("email", "code"), [("geen adres", "NOT_AN_ADDRESS"), (OLD.upper(), "SAME_ADDRESS")])
async def test_an_address_that_cannot_be_used_is_told_at_its_field(
    sqlite_place: Workplace, email: str, code: str
) -> None:
    sanne = await sign_in(sqlite_place, OLD)

    assert await ask_refused(sqlite_place, sanne, email) == code


async def test_a10_an_address_with_an_account_gets_the_same_answer_and_a_mail_without_a_link(place: Workplace) -> None:
    sanne, _ = await sign_in(place, OLD), await sign_in(place, OTHER)

    known, unknown = await ask(place, sanne, OTHER), await ask(place, sanne, NEW)
    of_known = await place.refusal("POST", f"/email-changes/{known.id}:mint", service="notifications")
    of_unknown = await link(place, unknown)
    again = await link(place, await ask(place, sanne, OTHER))

    assert set(type(known).model_fields) == set(type(unknown).model_fields)
    assert (known.expires_at, known.confirmed_at) == (unknown.expires_at, None)
    assert of_known.code == "EMAIL_CHANGE_OVER"
    assert of_unknown.token is not None
    assert (again.address, again.token) == (OTHER, None)


async def test_a10_the_same_statements_run_for_a_known_and_an_unknown_address(sqlite_place: Workplace) -> None:
    sanne, _ = await sign_in(sqlite_place, OLD), await sign_in(sqlite_place, OTHER)
    ran: list[list[str]] = []

    for email in (OTHER, NEW):
        sqlite_place.statements.clear()
        await ask(sqlite_place, sanne, email)
        ran.append(list(sqlite_place.statements))

    assert ran[0] == ran[1]


async def test_a04_two_clicks_at_the_same_moment_confirm_once(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    secret = await link(place, await ask(place, sanne))

    outcomes = await asyncio.gather(
        *(confirm(place, sanne.person_id, secret.token) for _ in range(2)), return_exceptions=True
    )

    assert sorted(type(one) is EmailConfirmed for one in outcomes) == [False, True]
    assert [one.code for one in outcomes if isinstance(one, Refusal)] == ["EMAIL_CHANGE_OVER"]
    assert len([event for event in await place.announced() if isinstance(event, EmailChangeConfirmed)]) == 1


async def test_a07_a_link_to_stop_confirms_nothing_and_a_link_to_confirm_stops_nothing(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    change = await ask(place, sanne)
    to_new, to_old = await link(place, change), await link(place, change, "mint-stop")

    confirmed = await confirm_refused(place, sanne.person_id, to_old.token)
    stopped = await place.refusal("POST", "/email-changes:stop", body=EmailChangeToken(token=to_new.token or ""))
    entered = await complete_refused(place, with_link(to_new.token or ""))

    assert (confirmed, stopped.code, entered) == ("EMAIL_CHANGE_OVER", "EMAIL_CHANGE_OVER", "SIGN_IN_OVER")


async def test_somebody_elses_link_confirms_nothing(place: Workplace) -> None:
    sanne, daan = await sign_in(place, OLD), await sign_in(place, OTHER)
    secret = await link(place, await ask(place, sanne))

    assert await confirm_refused(place, daan.person_id, secret.token) == "EMAIL_CHANGE_OVER"
    assert await addresses(place) == {OLD, OTHER}


@pytest.mark.parametrize("token", ["", " ", "x" * 200, "None"])
async def test_a08_a_token_that_is_none_confirms_nothing(sqlite_place: Workplace, token: str) -> None:
    sanne = await sign_in(sqlite_place, OLD)
    await ask(sqlite_place, sanne)

    assert await confirm_refused(sqlite_place, sanne.person_id, token) == "EMAIL_CHANGE_OVER"


async def test_an_hour_later_the_link_does_not_count_any_more(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    secret = await link(place, await ask(place, sanne))
    place.clock.forward(hours=1)

    assert await confirm_refused(place, sanne.person_id, secret.token) == "EMAIL_CHANGE_OVER"


async def test_an_address_that_got_an_account_meanwhile_is_not_taken_from_it(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    secret = await link(place, await ask(place, sanne))
    await sign_in(place, NEW)

    assert await confirm_refused(place, sanne.person_id, secret.token) == "EMAIL_CHANGE_OVER"
    assert await addresses(place) == {OLD, NEW}


async def test_a13_the_old_address_stops_it_and_whoever_was_signed_in_is_signed_out(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    change = await ask(place, sanne)
    to_new, to_old = await link(place, change), await link(place, change, "mint-stop")

    done = await stop(place, to_old.token)

    assert done == EmailChangeStopped(is_undone=False, is_taken=False)
    assert await confirm_refused(place, sanne.person_id, to_new.token) == "EMAIL_CHANGE_OVER"
    assert await resolve_refused(place, sanne.token) == "NOT_SIGNED_IN"
    assert [event for event in await place.announced() if isinstance(event, AuthSessionEnded)] == [
        AuthSessionEnded(version=1, auth_session_id=sanne.auth_session_id, person_id=sanne.person_id)
    ]


@pytest.mark.parametrize("which", ["mint-stop", "mint-undo"])
async def test_a13_the_old_address_puts_itself_back_within_three_days(place: Workplace, which: str) -> None:
    sanne = await sign_in(place, OLD)
    change = await ask(place, sanne)
    early = await link(place, change, "mint-stop")
    await confirm(place, sanne.person_id, (await link(place, change)).token)
    late = await link(place, change, "mint-undo")
    place.clock.forward(hours=71)

    done = await stop(place, early.token if which == "mint-stop" else late.token)

    assert done == EmailChangeStopped(is_undone=True, is_taken=False)
    assert await addresses(place) == {OLD}
    assert await resolve_refused(place, sanne.token) == "NOT_SIGNED_IN"


async def test_after_three_days_nothing_is_undone_and_no_address_is_kept(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    change = await ask(place, sanne)
    await confirm(place, sanne.person_id, (await link(place, change)).token)
    late = await link(place, change, "mint-undo")
    place.clock.forward(hours=72)

    refused = await place.refusal("POST", "/email-changes:stop", body=EmailChangeToken(token=late.token or ""))
    await when_a_quarter_has_passed(place.door, Period(key="now", due_at=place.clock.now()))

    assert refused.code == "EMAIL_CHANGE_OVER"
    assert await stored(place, "email_change") == []


async def test_a11_the_fourth_request_in_a_quarter_of_an_hour_is_answered_the_same_and_mails_nobody(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, OLD)

    changes = [await ask(place, sanne, f"nieuw{number}@voorbeeld.example") for number in range(4)]

    assert all(change.confirmed_at is None for change in changes)
    assert [event.email_change_id for event in await place.announced() if isinstance(event, EmailChangeRequested)] == [
        change.id for change in changes[:3]
    ]
    assert (await place.refusal("POST", f"/email-changes/{changes[3].id}:mint", service="notifications")).code == (
        "EMAIL_CHANGE_OVER"
    )


async def test_no_link_is_stored(sqlite_place: Workplace) -> None:
    sanne = await sign_in(sqlite_place, OLD)
    change = await ask(sqlite_place, sanne)
    secret = await link(sqlite_place, change)

    (row,) = await stored(sqlite_place, "email_change")

    assert row.token_hash == hashed(Purpose.EMAIL_CONFIRM, secret.token or "")
    assert (secret.token or "-") not in str(row)


async def test_only_its_owner_sees_a_change_that_waits(place: Workplace) -> None:
    sanne, daan = await sign_in(place, OLD), await sign_in(place, OTHER)
    change = await ask(place, sanne)

    mine = await place.ask("GET", "/email-changes/mine", EmailChangeView | None, person_id=sanne.person_id)
    of_daan = await place.ask("GET", "/email-changes/mine", EmailChangeView | None, person_id=daan.person_id)

    assert (mine, of_daan) == (change, None)


async def test_a13_what_whoever_took_over_may_have_left_to_get_in_again_goes_too_and_what_was_there_before_stays(
    place: Workplace,
) -> None:
    first = await sign_in(place, OLD)
    await add(place, first, Authenticator(), "Van vroeger")
    await make(place, first, name="Van vroeger")
    place.clock.forward(days=2)
    sanne = await sign_in(place, OLD)
    await add(place, sanne, Authenticator(), "Van een ander")
    taken = await make(place, sanne, name="Van een ander")
    await link_outside(place, sanne)
    change = await ask(place, sanne)

    await stop(place, (await link(place, change, "mint-stop")).token)

    assert [row.name for row in await stored(place, "passkey")] == ["Van vroeger"]
    assert await stored(place, "outside_identity") == []
    assert [row.name for row in await stored(place, "machine_token") if row.revoked_at is None] == ["Van vroeger"]
    assert [event for event in await place.announced() if isinstance(event, MachineTokenRevoked)] == [
        MachineTokenRevoked(version=1, machine_token_id=taken.made.id, person_id=sanne.person_id)
    ]


async def change_of(place: Workplace, who: AuthSessionOpened, to: str) -> EmailChangeSecret:
    """Take another address; the link with which the address before undoes it."""
    change = await ask(place, who, to)
    await confirm(place, who.person_id, (await link(place, change)).token)
    return await link(place, change, "mint-undo")


async def stop_refused(place: Workplace, token: str | None) -> str:
    """Click in vain; the code of the refusal."""
    return (await place.refusal("POST", "/email-changes:stop", body=EmailChangeToken(token=token or ""))).code


async def test_a13_who_took_over_and_changed_the_address_twice_cannot_undo_what_the_owner_put_back(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, OLD)
    of_the_owner = await change_of(place, sanne, "inbreker-een@voorbeeld.example")
    of_the_intruder = await change_of(place, sanne, "inbreker-twee@voorbeeld.example")

    done = await stop(place, of_the_owner.token)
    refused = await stop_refused(place, of_the_intruder.token)

    assert of_the_intruder.address == "inbreker-een@voorbeeld.example"
    assert done == EmailChangeStopped(is_undone=True, is_taken=False)
    assert refused == "EMAIL_CHANGE_OVER"
    assert await addresses(place) == {OLD}


async def test_a13_the_owner_gets_the_address_back_also_after_the_intruder_undid_the_second_change(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, OLD)
    of_the_owner = await change_of(place, sanne, "inbreker-een@voorbeeld.example")
    of_the_intruder = await change_of(place, sanne, "inbreker-twee@voorbeeld.example")
    await stop(place, of_the_intruder.token)

    done = await stop(place, of_the_owner.token)

    assert done.is_undone
    assert await addresses(place) == {OLD}


async def test_a13_a_request_that_waits_is_over_too_when_an_earlier_change_is_undone(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    of_the_owner = await change_of(place, sanne, NEW)
    waits = await link(place, await ask(place, sanne, "inbreker-twee@voorbeeld.example"))

    await stop(place, of_the_owner.token)

    assert await confirm_refused(place, sanne.person_id, waits.token) == "EMAIL_CHANGE_OVER"
    assert await addresses(place) == {OLD}


async def test_a13_the_notice_of_a_request_that_nobody_confirmed_stops_what_came_after_it(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    of_the_owner = await link(place, await ask(place, sanne, "inbreker-een@voorbeeld.example"), "mint-stop")
    await change_of(place, sanne, "inbreker-twee@voorbeeld.example")

    done = await stop(place, of_the_owner.token)

    assert done.is_undone
    assert await addresses(place) == {OLD}


async def test_a13_who_first_signed_in_with_the_old_address_gets_it_back_and_the_empty_account_goes(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, OLD)
    undo = await change_of(place, sanne, NEW)
    empty = await sign_in(place, OLD)

    done = await stop(place, undo.token)

    assert empty.person_id != sanne.person_id
    assert done == EmailChangeStopped(is_undone=True, is_taken=False)
    assert [(row.id, str(row.email)) for row in await stored(place, "person")] == [(sanne.person_id, OLD)]
    assert [await resolve_refused(place, one.token) for one in (sanne, empty)] == ["NOT_SIGNED_IN", "NOT_SIGNED_IN"]
    assert (await sign_in(place, OLD)).person_id == sanne.person_id


async def test_a13_an_account_with_a_place_keeps_the_old_address_and_everybody_is_signed_out_even_so(
    place: Workplace,
) -> None:
    await load(place, a_network())
    sanne = await sign_in(place, OLD)
    await add(place, sanne, Authenticator(), "Van een ander")
    taken = await make(place, sanne, name="Van een ander")
    undo = await change_of(place, sanne, NEW)
    await join(place, "kring", "Sanne")

    done = await stop(place, undo.token)

    assert done == EmailChangeStopped(is_undone=False, is_taken=True)
    assert await addresses(place) == {OLD, NEW}
    assert await resolve_refused(place, sanne.token) == "NOT_SIGNED_IN"
    assert await stored(place, "passkey") == []
    assert [row.revoked_at is None for row in await stored(place, "machine_token")] == [False]
    assert taken.made.id in [row.id for row in await stored(place, "machine_token")]
    assert await stop_refused(place, undo.token) == "EMAIL_CHANGE_OVER"


async def test_a13_the_notice_of_a_request_works_for_three_days_and_the_new_address_goes_after_an_hour(
    place: Workplace,
) -> None:
    sanne = await sign_in(place, OLD)
    notice = await link(place, await ask(place, sanne), "mint-stop")
    place.clock.forward(minutes=61)
    await when_a_quarter_has_passed(place.door, Period(key="an hour", due_at=place.clock.now()))
    kept = [row.address for row in await stored(place, "email_change")]
    again = await sign_in(place, OLD)

    done = await stop(place, notice.token)

    assert kept == [None]
    assert done == EmailChangeStopped(is_undone=False, is_taken=False)
    assert [await resolve_refused(place, one.token) for one in (sanne, again)] == ["NOT_SIGNED_IN", "NOT_SIGNED_IN"]


async def test_pr3_an_address_that_tells_the_schuilnaam_is_not_taken(place: Workplace) -> None:
    sanne = await sign_in(place, OLD)
    await choose(place, sanne.person_id, "Blauwe Merel")
    telling = await link(place, await ask(place, sanne, "merel.jansen@voorbeeld.example"))

    assert await confirm_refused(place, sanne.person_id, telling.token) == "PSEUDONYM_TELLS"
    assert await addresses(place) == {OLD}
