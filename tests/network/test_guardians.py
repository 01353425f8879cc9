"""Taking part under 16: invited, with a support person, when a parent or guardian says yes (J02, PR-1, PR-2; A-01, A-18)."""

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest

from services.network.handlers import when_night_falls, when_ten_minutes_have_passed
from services.network.memberships.domain.guardians import TEXT_VERSION
from services.network.people.domain.secrecy import Purpose, hashed
from shared.api.network.guardians import (
    AgeConfirmed,
    AnswerPermission,
    AskGuardianAgain,
    PermissionAnswered,
    PermissionFarewell,
    PermissionSecret,
    PermissionSecretAsked,
    PermissionToken,
    SeenPermissionView,
    WaitingStopped,
)
from shared.api.network.joining import AcceptInvitation, JoinNetwork, OpenInvitationAsked, OpenInvitationMade
from shared.api.network.joining import RequestToJoin as Request
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import ParticipationView
from shared.api.network.people import AgeAnswer, PersonView
from shared.bus.clock import Period
from shared.errors import Refusal
from shared.events.base import Event
from shared.events.network import (
    MembershipActivated,
    MembershipEnded,
    ParentalPermissionAsked,
    ParentalPermissionGiven,
    ParentalPermissionOutgrown,
    PersonErasureRequested,
    SixteenAsked,
)
from shared.events.supporting import SupportChosen
from tests.network.steps import join, sign_in, stored
from tests.network.test_invitations import coordinator, invite, mint
from tests.workplace import Workplace

Happened = TypeVar("Happened", bound=Event)
NOOR, PARENT = "noor@voorbeeld.example", "ouder.canary@voorbeeld.example"


async def invited(place: Workplace, *, helps: bool = True) -> tuple[MembershipView, MembershipView | None, UUID, str]:
    """A network, its support person, somebody who signed in, and the token of their own invitation."""
    sanne = await coordinator(place)
    helper = await join(place, "kring", "Hulp", role="SUPPORT_PERSON") if helps else None
    token = await mint(place, await invite(place, sanne))
    return sanne, helper, (await sign_in(place, NOOR)).person_id, token


def yes(token: str, helper: MembershipView | None, **different: Any) -> AcceptInvitation:
    """Say yes as somebody of 14."""
    given = {"token": token, "age": "FROM_12_TO_15", "guardian_email": PARENT}
    return AcceptInvitation.model_validate(given | {"supporter_id": helper.id if helper else None} | different)


async def accept(place: Workplace, person_id: UUID, body: AcceptInvitation) -> MembershipView:
    """Accept an invitation."""
    given: MembershipView = await place.ask(
        "POST", "/invitations:accept", MembershipView, person_id=person_id, body=body
    )
    return given


async def waits(place: Workplace) -> tuple[MembershipView, MembershipView, UUID]:
    """Somebody of 14 whose place waits: the coordinator, the support person, and who waits."""
    sanne, helper, noor, token = await invited(place)
    assert helper is not None
    await accept(place, noor, yes(token, helper))
    return sanne, helper, noor


async def asked(place: Workplace) -> list[ParentalPermissionAsked]:
    """What was announced of asking a parent or guardian."""
    return [event for event in await place.announced() if isinstance(event, ParentalPermissionAsked)]


async def link(place: Workplace) -> str:
    """The token in the last mail to the parent or guardian, as notifications asks for it."""
    event = (await asked(place))[-1]
    path = f"/parental-permissions/{event.permission_id}:mint"
    body = PermissionSecretAsked(round=event.version)
    secret: PermissionSecret = await place.ask("POST", path, PermissionSecret, service="notifications", body=body)
    assert secret.address == PARENT
    return secret.token


async def look(place: Workplace, token: str) -> SeenPermissionView:
    """What a parent or guardian reads."""
    body = PermissionToken(token=token)
    seen: SeenPermissionView = await place.ask(
        "POST", "/parental-permissions:look", SeenPermissionView, service="gateway", body=body
    )
    return seen


async def answer(place: Workplace, token: str, *, gives: bool) -> PermissionAnswered:
    """Say yes or no as a parent or guardian."""
    body = AnswerPermission(token=token, gives=gives, text_version=TEXT_VERSION)
    given: PermissionAnswered = await place.ask(
        "POST", "/parental-permissions:answer", PermissionAnswered, service="gateway", body=body
    )
    return given


async def refused(place: Workplace, path: str, body: Any, **who: Any) -> str:
    """Ask in vain; the code of the refusal."""
    refusal: Refusal = await place.refusal("POST", path, body=body, **who)
    return refusal.code


async def my_place(place: Workplace, network_id: UUID, person_id: UUID) -> ParticipationView | None:
    """How somebody takes part."""
    given: ParticipationView | None = await place.ask(
        "GET", f"/networks/{network_id}/participation", ParticipationView | None, person_id=person_id
    )
    return given


async def ten_minutes_pass(place: Workplace) -> None:
    """Let the clock do what it does every ten minutes."""
    await when_ten_minutes_have_passed(place.door, Period(key="x", due_at=place.clock.now()))


def about(events: list[Event], kind: type[Happened]) -> list[Happened]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


async def test_j02_under_16_the_place_waits_and_nobody_else_hears_of_it(place: Workplace) -> None:
    sanne, helper, noor, token = await invited(place)
    assert helper is not None
    before = await place.announced()

    given = await accept(place, noor, yes(token, helper))
    mine = await my_place(place, sanne.network_id, noor)
    me = await place.ask("GET", "/people/me", PersonView, person_id=noor)
    members = await place.refusal("GET", f"/networks/{sanne.network_id}/members", person_id=noor)
    (permission,) = await stored(place, "parental_permission")

    assert given.status == "AWAITING_PARENTAL_PERMISSION"
    assert mine is not None
    assert mine.permission is not None
    assert (mine.helped_by, mine.permission.status, mine.permission.may_ask_again) == ("Hulp", "WAITING", True)
    assert mine.permission.expires_at == place.clock.now() + timedelta(days=14)
    assert me.age_band == "UNDER_16"
    assert members.code == "NOT_A_MEMBER"
    assert (permission.text_version, permission.token_hash) == (None, None)
    told = (await place.announced())[len(before) :]
    assert [type(event) for event in told] == [ParentalPermissionAsked]


async def test_j02_yes_lets_them_take_part_and_is_kept_with_date_and_version_of_the_words(place: Workplace) -> None:
    sanne, _, noor = await waits(place)
    token = await link(place)

    seen = await look(place, token)
    given = await answer(place, token, gives=True)
    again = await refused(
        place,
        "/parental-permissions:answer",
        AnswerPermission(token=token, gives=False, text_version=TEXT_VERSION),
        service="gateway",
    )

    mine = await my_place(place, sanne.network_id, noor)
    (permission,) = await stored(place, "parental_permission")
    assert (seen.network_name, seen.status, seen.text_version) == ("Kring kring", "WAITING", TEXT_VERSION)
    assert given.is_given
    assert again == "NOT_FOUND"
    assert mine is not None
    assert mine.permission is not None
    assert (mine.status, mine.permission.reference) == ("ACTIVE", seen.reference)
    assert (permission.given_at, permission.text_version) == (place.clock.now(), TEXT_VERSION)
    told = (await place.announced())[-3:]
    assert [type(event) for event in told] == [MembershipActivated, SupportChosen, ParentalPermissionGiven]
    assert [event.person_id for event in about(told, ParentalPermissionGiven)] == [noor]


@pytest.mark.parametrize("how", ["refused", "lapsed", "stopped"])
async def test_j02_without_a_yes_nothing_of_the_request_is_kept_and_the_account_goes_too(
    place: Workplace, how: str
) -> None:
    sanne, _, noor = await waits(place)
    token = await link(place)

    if how == "refused":
        assert not (await answer(place, token, gives=False)).is_given
    elif how == "lapsed":
        place.clock.forward(days=14)
    else:
        path = f"/networks/{sanne.network_id}/participation:stop-waiting"
        await place.ask("POST", path, WaitingStopped, person_id=noor)
    await ten_minutes_pass(place)

    assert [row.person_id for row in await stored(place, "membership") if row.person_id == noor] == []
    assert await stored(place, "parental_permission") == []
    assert await stored(place, "support") == []
    assert [row.id for row in await stored(place, "person") if row.id == noor] == []
    assert about(await place.announced(), PersonErasureRequested)
    assert not [one for one in about(await place.announced(), MembershipActivated) if one.person_id == noor]


async def test_a_parent_can_take_the_permission_back_and_the_place_ends_with_it(place: Workplace) -> None:
    sanne, _, noor = await waits(place)
    await answer(place, await link(place), gives=True)
    (given,) = about(await place.announced(), ParentalPermissionGiven)
    path = f"/parental-permissions/{given.subject_id}:mint-withdrawal"
    secret = await place.ask("POST", path, PermissionSecret, service="notifications")

    seen = await look(place, secret.token)
    body = PermissionToken(token=secret.token)
    await place.ask("POST", "/parental-permissions:withdraw", PermissionAnswered, service="gateway", body=body)
    place.clock.forward(minutes=10)
    members = await place.refusal("GET", f"/networks/{sanne.network_id}/members", person_id=noor)
    again = await refused(place, f"/networks/{sanne.network_id}/participation:resume", None, person_id=noor)
    await ten_minutes_pass(place)

    assert seen.status == "GIVEN"
    assert members.code == "NOT_A_MEMBER"
    assert again == "CANNOT_COME_BACK"
    assert [one.person_id for one in about(await place.announced(), MembershipEnded)] == [noor]
    assert await stored(place, "parental_permission") == []
    assert [row.id for row in await stored(place, "person") if row.id == noor] == []


async def test_there_is_no_road_around_the_question_of_age(place: Workplace) -> None:
    sanne, helper, noor, token = await invited(place)
    asked_for = OpenInvitationAsked(perspective="YOUNG_PERSON", cap=5, days=5)
    path = f"/networks/{sanne.network_id}/open-invitations"
    made = await place.ask("POST", path, OpenInvitationMade, person_id=sanne.person_id, body=asked_for)
    request = f"/networks/{sanne.network_id}/join-requests"

    def by_link(age: AgeAnswer | None) -> JoinNetwork:
        return JoinNetwork(token=made.token, age=age)

    def by_request(age: AgeAnswer | None) -> Request:
        return Request(perspective="YOUNG_PERSON", answer="Ik wil meedenken.", age=age)

    codes = {
        (way, age): await refused(place, path, body(age), person_id=noor)
        for way, path, body in (
            ("link", "/networks:join", by_link),
            ("request", request, by_request),
            ("invitation", "/invitations:accept", lambda age: yes(token, helper, age=age, guardian_email=None)),
        )
        for age in (None, "UNDER_12", "FROM_12_TO_15")
    }

    assert {code for (_, age), code in codes.items() if age is None} == {"AGE_NOT_SAID"}
    assert {code for (_, age), code in codes.items() if age == "UNDER_12"} == {"TOO_YOUNG"}
    assert (codes["link", "FROM_12_TO_15"], codes["request", "FROM_12_TO_15"]) == ("INVITATION_NEEDED",) * 2
    assert codes["invitation", "FROM_12_TO_15"] == "GUARDIAN_MISSING"
    assert [row.age_band for row in await stored(place, "person") if row.id == noor] == [None]


async def test_no_log_keeps_that_somebody_is_too_young(place: Workplace) -> None:
    *_, helper, noor, token = await invited(place)
    log = place.app.state.desk.refused

    codes = [
        await refused(
            place, "/invitations:accept", yes(token, helper, age="UNDER_12", guardian_email=None), person_id=noor
        ),
        await refused(place, f"/erasures/{noor}:mailed", None, person_id=noor),
    ]
    await log.written()

    tried = [row.reason for row in await stored(place, "audit_entry") if row.verb.startswith("act.")]
    assert codes[0] == "TOO_YOUNG"
    assert tried == ["erasures.mailed"]


async def test_under_16_needs_a_support_person_of_the_network_and_another_address_than_their_own(
    place: Workplace,
) -> None:
    _, _, noor, token = await invited(place, helps=False)

    without = await refused(place, "/invitations:accept", yes(token, None), person_id=noor)
    helper = await join(place, "kring", "Hulp", role="SUPPORT_PERSON")
    nobody = await refused(place, "/invitations:accept", yes(token, None), person_id=noor)
    themselves = await refused(
        place, "/invitations:accept", yes(token, helper, guardian_email=NOOR.upper()), person_id=noor
    )

    assert (without, nobody, themselves) == ("NO_SUPPORT_PERSON", "SUPPORT_PERSON_MISSING", "GUARDIAN_IS_YOURSELF")


async def test_the_mail_can_be_sent_again_twice_and_the_link_before_stops(place: Workplace) -> None:
    sanne, _, noor = await waits(place)
    first = await link(place)
    path = f"/networks/{sanne.network_id}/participation:ask-guardian-again"

    for _ in range(2):
        await place.ask("POST", path, ParticipationView, person_id=noor, body=AskGuardianAgain())
    last = await link(place)
    too_often = await refused(place, path, AskGuardianAgain(), person_id=noor)
    old = await refused(place, "/parental-permissions:look", PermissionToken(token=first), service="gateway")

    assert [event.version for event in await asked(place)] == [1, 2, 3]
    assert (too_often, old) == ("ASKED_TOO_MANY_TIMES", "NOT_FOUND")
    assert (await look(place, last)).status == "WAITING"


async def test_the_link_is_good_for_a_fortnight_and_for_the_words_that_were_read(sqlite_place: Workplace) -> None:
    await waits(sqlite_place)
    token = await link(sqlite_place)
    other = AnswerPermission(token=token, gives=True, text_version="2019-01")

    other_words = await refused(sqlite_place, "/parental-permissions:answer", other, service="gateway")
    sqlite_place.clock.forward(days=14)
    late = await refused(sqlite_place, "/parental-permissions:look", PermissionToken(token=token), service="gateway")

    assert (other_words, late) == ("OTHER_TEXT", "PERMISSION_OVER")


async def test_one_address_gets_three_questions_at_a_time_at_most(sqlite_place: Workplace) -> None:
    sanne, helper, noor, token = await invited(sqlite_place)
    await accept(sqlite_place, noor, yes(token, helper))
    codes = []

    for name in ("daan", "mo", "bo"):
        email = f"{name}@voorbeeld.example"
        own = await mint(sqlite_place, await invite(sqlite_place, sanne, email))
        person = (await sign_in(sqlite_place, email)).person_id
        if name != "bo":
            await accept(sqlite_place, person, yes(own, helper))
        else:
            codes.append(await refused(sqlite_place, "/invitations:accept", yes(own, helper), person_id=person))

    assert codes == ["ASKED_TOO_MANY_TIMES"]


async def test_j02_at_16_the_permission_becomes_the_members_own_and_the_parent_is_forgotten(place: Workplace) -> None:
    _, _, noor = await waits(place)
    early = await refused(place, "/people/me:confirm-sixteen", None, person_id=noor)
    await answer(place, await link(place), gives=True)

    confirmed = await place.ask("POST", "/people/me:confirm-sixteen", AgeConfirmed, person_id=noor)
    twice = await refused(place, "/people/me:confirm-sixteen", None, person_id=noor)
    (permission,) = await stored(place, "parental_permission")

    assert (early, confirmed.age_band, twice) == ("PARENTAL_PERMISSION_REQUIRED", "FROM_16", "NOTHING_TO_CONFIRM")
    told = about(await place.announced(), ParentalPermissionOutgrown)
    farewell = await place.ask(
        "POST",
        f"/parental-permissions/{permission.id}:farewell",
        PermissionFarewell,
        service="notifications",
    )
    place.clock.forward(days=7)
    await when_night_falls(place.door, Period(key="now", due_at=place.clock.now()))
    (later,) = await stored(place, "parental_permission")

    assert (permission.status, permission.withdrawal_hash) == ("OWN", None)
    assert [event.permission_id for event in told] == [permission.id]
    assert (farewell.address, farewell.reference) == (PARENT, permission.reference)
    assert (later.status, later.address, later.address_index) == ("OWN", None, None)


async def test_j02_once_a_year_a_young_person_is_asked_whether_they_are_16_by_now(place: Workplace) -> None:
    sanne, _, noor = await waits(place)
    await answer(place, await link(place), gives=True)
    not_yet = await refused(
        place,
        f"/parental-permissions/{(await asked(place))[0].permission_id}:farewell",
        None,
        service="notifications",
    )

    heard = []
    for _ in range(3):
        for days in (364, 1):
            place.clock.forward(days=days)
            await ten_minutes_pass(place)
            await ten_minutes_pass(place)
            heard.append(len(about(await place.announced(), SixteenAsked)))
        if len(heard) == 4:
            await place.ask("POST", "/people/me:confirm-sixteen", AgeConfirmed, person_id=noor)

    assert (not_yet, heard) == ("PERMISSION_OVER", [0, 1, 1, 2, 2, 2])
    (first, _) = about(await place.announced(), SixteenAsked)
    assert first.person_id == noor
    assert (await my_place(place, sanne.network_id, noor)) is not None


async def test_a18_of_a_link_only_the_hash_is_kept(sqlite_place: Workplace) -> None:
    await waits(sqlite_place)

    token = await link(sqlite_place)

    (permission,) = await stored(sqlite_place, "parental_permission")
    assert permission.token_hash == hashed(Purpose.PARENTAL_PERMISSION, token)
    assert permission.withdrawal_hash is None


async def test_a39_nothing_in_the_log_of_the_network_tells_who_is_under_16(sqlite_place: Workplace) -> None:
    sanne, _, noor = await waits(sqlite_place)
    await answer(sqlite_place, await link(sqlite_place), gives=True)

    of_network = await sqlite_place.ask(
        "GET", f"/networks/{sanne.network_id}/log", list[dict[str, Any]], person_id=sanne.person_id
    )
    mine = await sqlite_place.ask("GET", "/log/mine", list[dict[str, Any]], person_id=noor)

    assert not [one for one in of_network if "permission" in one["verb"] or one["about_person_id"] == str(noor)]
    verbs = [one["verb"] for one in mine if one["verb"].startswith("parental")]
    assert verbs == ["parental-permission.given", "parental-permission.asked"]


@pytest.mark.parametrize(("role", "held"), [("COORDINATOR", []), ("SECRETARY", ["SECRETARY"])])
async def test_a_yes_makes_nobody_who_leads_a_network(place: Workplace, role: str, held: list[str]) -> None:
    sanne = await coordinator(place)
    helper = await join(place, "kring", "Hulp", role="SUPPORT_PERSON")
    token = await mint(place, await invite(place, sanne, role=role))
    noor = (await sign_in(place, NOOR)).person_id
    await accept(place, noor, yes(token, helper))

    await answer(place, await link(place), gives=True)

    mine = await my_place(place, sanne.network_id, noor)
    assert mine is not None
    assert (mine.status, [one.role for one in mine.roles]) == ("ACTIVE", held)
