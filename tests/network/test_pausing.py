"""Being away for a while, coming back, leaving: a place is kept, nothing is mailed afterwards, somebody always coordinates (J21, A-33)."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.network.memberships.domain.pausing import check_not_kept
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.people.domain.ages import ParentalPermissionRequired
from shared.api.network.joining import AcceptInvitation, JoinNetwork, RequestToJoin
from shared.api.network.memberships import ActiveReaders, BalanceView, FellowMemberView, MembersAsked, MembershipView
from shared.api.network.participation import MemberView, ParticipationView
from shared.api.page import Page
from shared.events.network import MembershipActivated, MembershipEnded, MembershipPaused
from tests.network.steps import a_network, join, load
from tests.network.test_invitations import invite, mint
from tests.network.test_open_invitations import opened
from tests.network.test_roles import give, ten_minutes_pass, wanted
from tests.workplace import Workplace

YEAR = timedelta(days=365)


async def do(place: Workplace, what: str, who: MembershipView) -> ParticipationView:
    """Somebody changes their own place."""
    given: ParticipationView = await place.ask(
        "POST", f"/networks/{who.network_id}/participation:{what}", ParticipationView, person_id=who.person_id
    )
    return given


async def refused(place: Workplace, what: str, who: MembershipView) -> str:
    """Somebody cannot change their own place; the code of the refusal."""
    path = f"/networks/{who.network_id}/participation:{what}"
    return (await place.refusal("POST", path, person_id=who.person_id)).code


async def mine(place: Workplace, person_id: UUID) -> list[MembershipView]:
    """In what somebody takes part."""
    given: list[MembershipView] = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=person_id)
    return given


async def test_j21_who_pauses_keeps_place_perspective_and_roles_and_returns_to_them(place: Workplace) -> None:
    await load(place, a_network())
    await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="SECRETARY")

    away = await do(place, "pause", daan)
    again = await do(place, "pause", daan)
    left_at = place.clock.now()
    place.clock.forward(days=30)
    back = await do(place, "resume", daan)

    assert (away.status, away.paused_until, again) == ("PAUSED", left_at + YEAR, away)
    assert (back.status, back.membership_id, back.since, back.perspective) == (
        "ACTIVE",
        daan.id,
        daan.since,
        daan.perspective,
    )
    assert [held.role for held in back.roles] == ["SECRETARY"]
    assert (back.away_since, back.returned_at) == (left_at, place.clock.now())
    told = [event for event in await place.announced() if getattr(event, "membership_id", None) == daan.id]
    assert told[1:] == [
        MembershipPaused(
            version=2,
            membership_id=daan.id,
            network_id=daan.network_id,
            person_id=daan.person_id,
            paused_at=left_at,
            until_at=left_at + YEAR,
        ),
        MembershipActivated(
            version=3,
            membership_id=daan.id,
            network_id=daan.network_id,
            person_id=daan.person_id,
            perspective="PROFESSIONAL",
            roles=["SECRETARY"],
            activated_at=place.clock.now(),
            returned_at=place.clock.now(),
        ),
    ]


async def test_j21_who_is_away_is_not_counted_gets_no_mail_and_sees_no_members(place: Workplace) -> None:
    await load(place, a_network())
    people = [await join(place, "kring", name) for name in ("Sanne", "Daan", "Bram")]
    away = people[2]

    await do(place, "pause", away)

    path = f"/networks/{away.network_id}"
    balance = await place.ask("GET", f"{path}/balance", list[BalanceView])
    asked = ActiveReaders(network_id=away.network_id, person_ids=[one.person_id for one in people])
    readers = await place.ask("POST", "/memberships:active", list[UUID], service="notifications", body=asked)
    assert (balance[1].perspective, balance[1].count) == ("PROFESSIONAL", None)
    assert away.person_id not in readers
    assert await mine(place, away.person_id) == []
    assert (await place.refusal("GET", f"{path}/members", person_id=away.person_id)).code == "NOT_A_MEMBER"


async def test_j21_others_still_know_the_name_of_who_is_away_and_coordinators_see_that_they_are(
    place: Workplace,
) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    noor = await join(place, "kring", "Noor")
    await do(place, "pause", noor)

    async def seen(viewer: MembershipView) -> list[tuple[str, str]]:
        page = await place.ask(
            "GET", f"/networks/{noor.network_id}/members", Page[MemberView], person_id=viewer.person_id
        )
        return [(one.display_name, one.status) for one in page.items]

    asked = MembersAsked(network_ids=[noor.network_id], person_ids=[noor.person_id])
    named = await place.ask("POST", "/members:batch", list[FellowMemberView], person_id=daan.person_id, body=asked)

    assert [member.display_name for member in named] == ["Noor"]
    assert await seen(sanne) == [("Daan", "ACTIVE"), ("Noor", "PAUSED"), ("Sanne", "ACTIVE")]
    assert await seen(daan) == [("Daan", "ACTIVE"), ("Sanne", "ACTIVE")]
    refusal = await place.refusal("GET", f"/memberships/{noor.id}", person_id=daan.person_id)
    assert refusal.code == "NOT_FOUND"


async def test_j21_a_place_is_kept_for_a_year_and_not_longer(place: Workplace) -> None:
    await load(place, a_network())
    daan = await join(place, "kring", "Daan", role="SECRETARY")
    await do(place, "pause", daan)

    place.clock.forward(days=364)
    await ten_minutes_pass(place)
    still = await place.ask(
        "GET", f"/networks/{daan.network_id}/participation", ParticipationView, person_id=daan.person_id
    )
    place.clock.forward(days=1)
    await ten_minutes_pass(place)
    over = await place.ask(
        "GET", f"/networks/{daan.network_id}/participation", ParticipationView, person_id=daan.person_id
    )

    assert (still.status, over.status, over.roles, over.may_come_back) == ("PAUSED", "ENDED", [], False)
    assert isinstance((await place.announced())[-1], MembershipEnded)
    assert await refused(place, "resume", daan) == "CANNOT_COME_BACK"


async def test_who_leaves_can_undo_it_for_two_weeks_and_comes_back_without_roles(place: Workplace) -> None:
    await load(place, a_network())
    daan = await join(place, "kring", "Daan", role="SECRETARY")

    left = await do(place, "leave", daan)
    again = await do(place, "leave", daan)
    place.clock.forward(days=13)
    back = await do(place, "resume", daan)
    await do(place, "leave", daan)
    place.clock.forward(days=15)

    assert (left.status, left.may_come_back, again) == ("ENDED", True, left)
    assert (back.status, back.membership_id, back.roles) == ("ACTIVE", daan.id, [])
    assert await refused(place, "resume", daan) == "CANNOT_COME_BACK"


@pytest.mark.parametrize("what", ["pause", "leave"])
async def test_the_last_coordinator_hands_over_first(place: Workplace, what: str) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan")
    before = await place.ask(
        "GET", f"/networks/{sanne.network_id}/participation", ParticipationView, person_id=sanne.person_id
    )

    code = await refused(place, what, sanne)
    await give(place, sanne.person_id, daan, wanted(1, "COORDINATOR"))
    gone = await do(place, what, sanne)

    assert (before.is_last_coordinator, code) == (True, "LAST_COORDINATOR")
    assert gone.status in {"PAUSED", "ENDED"}
    assert await refused(place, what, daan) == "LAST_COORDINATOR"


async def test_who_coordinates_and_is_away_does_not_coordinate(place: Workplace) -> None:
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="DEPUTY")
    await do(place, "pause", sanne)

    refusal = await place.refusal(
        "POST", f"/memberships/{daan.id}:set-roles", person_id=sanne.person_id, body=wanted(1)
    )

    assert refusal.code == "NOT_FOUND"


async def test_who_never_took_part_has_no_place_to_change(place: Workplace) -> None:
    network = await load(place, a_network())
    await load(place, a_network("ander"))
    elsewhere = await join(place, "ander", "Daan")

    place_of = await place.ask(
        "GET", f"/networks/{network.id}/participation", ParticipationView | None, person_id=elsewhere.person_id
    )

    assert place_of is None
    for what in ("pause", "resume", "leave"):
        path = f"/networks/{network.id}/participation:{what}"
        assert (await place.refusal("POST", path, person_id=elsewhere.person_id)).code == "NOT_FOUND"
    assert (await place.refusal("GET", f"/networks/{network.id}/participation")).code == "NOT_SIGNED_IN"


async def test_nobody_comes_back_to_a_network_that_takes_no_members(place: Workplace) -> None:
    await load(place, a_network())
    daan = await join(place, "kring", "Daan")
    await do(place, "pause", daan)
    await load(place, a_network(status="ARCHIVED"))

    assert await refused(place, "resume", daan) == "TAKES_NO_MEMBERS"


async def test_c104_who_is_away_comes_back_and_takes_no_second_way_to_the_place_that_is_kept(place: Workplace) -> None:
    """C104: returning keeps perspective and roles; asking anew, a link or an invitation would lose them."""
    await load(place, a_network())
    sanne = await join(place, "kring", "Sanne", role="COORDINATOR")
    daan = await join(place, "kring", "Daan", role="SECRETARY")
    path = f"/networks/{daan.network_id}"
    await do(place, "pause", daan)
    invitation = await invite(place, sanne, "daan@voorbeeld.example")
    token = await mint(place, invitation)
    link = await opened(place, sanne)

    codes = [
        (await place.refusal("POST", ways, person_id=daan.person_id, body=body)).code
        for ways, body in (
            (f"{path}/join-requests", RequestToJoin(perspective="YOUNG_PERSON", answer="Ik wil terug.", age="FROM_16")),
            ("/invitations:accept", AcceptInvitation(token=token, age="FROM_16")),
            ("/networks:join", JoinNetwork(token=link.token, age="FROM_16")),
        )
    ]
    back = await do(place, "resume", daan)

    assert codes == ["PLACE_IS_KEPT"] * 3
    assert (back.status, back.perspective, [held.role for held in back.roles]) == (
        "ACTIVE",
        "PROFESSIONAL",
        ["SECRETARY"],
    )


def test_who_waits_for_a_parent_or_guardian_takes_no_second_way_either() -> None:
    with pytest.raises(ParentalPermissionRequired):
        check_not_kept(MembershipStatus.AWAITING_PARENTAL_PERMISSION)
    for status in (None, MembershipStatus.ACTIVE, MembershipStatus.ENDED, MembershipStatus.REMOVED):
        check_not_kept(status)
