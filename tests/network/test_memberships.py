"""Taking part: one membership per person and network, told as it changes (RELIABILITY A-23, A-26, A-33, A-34, A-42)."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.network.memberships.domain.taking_part import Balance, balance_of
from services.network.networks.domain import Perspective
from shared.api.network.memberships import (
    ActivateMembership,
    ActiveReaders,
    BalanceView,
    EndMembership,
    FellowMemberView,
    MembersAsked,
    MembershipView,
    NetworkBalance,
)
from shared.api.network.participation import MemberView
from shared.api.network.people import PersonView
from shared.api.page import Ids, Page
from shared.errors import NotAllowed, NotFound, NotSignedIn
from shared.events.base import Event
from shared.events.network import MembershipActivated, MembershipEnded
from tests.network.steps import a_network, join, load, person_of, sign_in, stored
from tests.workplace import Workplace

MEMBERS = Page[MemberView]


async def leave(place: Workplace, slug: str, name: str) -> MembershipView:
    """Let somebody take part no longer, as the operator does."""
    body = EndMembership(network_slug=slug, email=f"{name}@voorbeeld.example")
    ended: MembershipView = await place.ask("POST", "/memberships:end", MembershipView, service="operator", body=body)
    return ended


async def told(place: Workplace) -> list[Event]:
    """What was announced of memberships."""
    return [event for event in await place.announced() if isinstance(event, (MembershipActivated, MembershipEnded))]


async def test_somebody_new_gets_an_account_and_takes_part(place: Workplace) -> None:
    network = await load(place, a_network())

    membership = await join(place, "kring", "Sanne", role="COORDINATOR")

    person_id = await person_of(place, "Sanne")
    assert membership == MembershipView(
        id=membership.id,
        network_id=network.id,
        person_id=person_id,
        perspective="PROFESSIONAL",
        perspectives=["PROFESSIONAL"],
        roles=["COORDINATOR"],
        coordinates=True,
        status="ACTIVE",
        since=place.clock.now(),
        version=1,
    )
    assert await told(place) == [
        MembershipActivated(
            version=1,
            membership_id=membership.id,
            network_id=network.id,
            person_id=person_id,
            perspective="PROFESSIONAL",
            roles=["COORDINATOR"],
            activated_at=place.clock.now(),
        )
    ]


async def test_who_signs_in_with_that_address_is_that_member(place: Workplace) -> None:
    await load(place, a_network())
    membership = await join(place, "kring", "Sanne")

    opened = await sign_in(place, "Sanne@voorbeeld.example")

    mine = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=opened.person_id)
    assert mine == [membership]


async def test_a_name_that_somebody_chose_is_kept_and_no_name_is_filled_in(place: Workplace) -> None:
    await load(place, a_network())
    await load(place, a_network("ander"))
    opened = await sign_in(place, "sanne@voorbeeld.example")

    await join(place, "kring", "Sanne")
    named = await place.ask("GET", "/people/me", PersonView, person_id=opened.person_id)
    await join(place, "ander", "SANNE")
    kept = await place.ask("GET", "/people/me", PersonView, person_id=opened.person_id)

    assert (named.display_name, kept.display_name) == ("Sanne", "Sanne")


async def test_the_same_again_changes_and_announces_nothing(place: Workplace) -> None:
    await load(place, a_network())
    first = await join(place, "kring", "Sanne")
    place.clock.forward(days=1)

    again = await join(place, "kring", "Sanne")

    assert again == first
    assert len(await told(place)) == 1


@pytest.mark.parametrize("different", [{"perspective": "YOUNG_PERSON"}, {"role": "COORDINATOR"}])
async def test_another_perspective_or_role_is_announced_with_the_next_version(
    place: Workplace, different: dict[str, Any]
) -> None:
    await load(place, a_network())
    first = await join(place, "kring", "Sanne")
    place.clock.forward(days=1)

    changed = await join(place, "kring", "Sanne", **different)

    told_roles = (
        {"roles": ["COORDINATOR"], "coordinates": True}
        if "role" in different
        else {**different, "perspectives": ["YOUNG_PERSON"]}
    )
    assert changed == first.model_copy(update={**told_roles, "version": 2})
    assert [(event.version, event.subject_id) for event in await told(place)] == [(1, first.id), (2, first.id)]


async def test_who_leaves_and_comes_back_goes_on_with_the_same_membership(place: Workplace) -> None:
    await load(place, a_network())
    first = await join(place, "kring", "Sanne")
    place.clock.forward(days=1)
    ended = await leave(place, "kring", "sanne")
    ended_again = await leave(place, "kring", "sanne")
    place.clock.forward(days=1)
    back = await join(place, "kring", "Sanne")

    assert ended == ended_again == first.model_copy(update={"status": "ENDED", "version": 2})
    assert back == first.model_copy(update={"since": place.clock.now(), "version": 3})
    assert [(type(event), event.version) for event in await told(place)] == [
        (MembershipActivated, 1),
        (MembershipEnded, 2),
        (MembershipActivated, 3),
    ]
    assert [row.ended_at for row in await stored(place, "membership")] == [None]


async def test_a41_many_at_the_same_moment_make_one_account_and_one_membership(place: Workplace) -> None:
    await load(place, a_network())

    joined = await asyncio.gather(*(join(place, "kring", "Sanne") for _ in range(5)))

    assert len({membership.id for membership in joined}) == 1
    assert len(await stored(place, "person")) == 1
    assert len(await told(place)) == 1


@pytest.mark.parametrize(
    ("network", "different", "code"),
    [
        ({}, {"network_slug": "onbekend"}, "NOT_FOUND"),
        ({}, {"perspective": "MUNICIPALITY"}, "WRONG_PERSPECTIVE"),
        ({"status": "SUCCEEDED"}, {}, "TAKES_NO_MEMBERS"),
        ({"status": "ARCHIVED"}, {}, "TAKES_NO_MEMBERS"),
        ({}, {"email": "a@x.nl,b@y.nl"}, "NOT_AN_ADDRESS"),
        ({}, {"display_name": "\u200b"}, "NAME_MISSING"),
    ],
)
async def test_who_cannot_take_part_is_refused_and_nothing_is_kept(
    sqlite_place: Workplace, network: dict[str, Any], different: dict[str, Any], code: str
) -> None:
    await load(sqlite_place, a_network(**network))
    body = ActivateMembership.model_validate(
        {
            "network_slug": "kring",
            "email": "sanne@voorbeeld.example",
            "display_name": "Sanne",
            "perspective": "PROFESSIONAL",
            **different,
        }
    )

    refusal = await sqlite_place.refusal("POST", "/memberships:activate", service="operator", body=body)

    assert refusal.code == code
    assert (
        await stored(sqlite_place, "person")
        == await stored(sqlite_place, "membership")
        == await told(sqlite_place)
        == []
    )


async def test_a_network_that_asks_for_nobody_in_particular_takes_every_perspective(place: Workplace) -> None:
    await load(place, a_network(perspectives=[]))

    assert (await join(place, "kring", "Sanne", perspective="REGION")).perspective == "REGION"


@pytest.mark.parametrize(("slug", "name"), [("onbekend", "sanne"), ("kring", "daan"), ("ander", "sanne")])
async def test_ending_what_never_was_is_not_found(sqlite_place: Workplace, slug: str, name: str) -> None:
    await load(sqlite_place, a_network())
    await load(sqlite_place, a_network("ander"))
    await join(sqlite_place, "kring", "Sanne")
    body = EndMembership(network_slug=slug, email=f"{name}@voorbeeld.example")

    refusal = await sqlite_place.refusal("POST", "/memberships:end", service="operator", body=body)

    assert isinstance(refusal, NotFound)


async def test_a26_nobody_but_the_operator_lets_people_in_or_out(place: Workplace) -> None:
    await load(place, a_network())
    coordinator = await join(place, "kring", "Sanne", role="COORDINATOR")
    let_in = ActivateMembership(
        network_slug="kring", email="daan@voorbeeld.example", display_name="Daan", perspective="PROFESSIONAL"
    )
    let_out = EndMembership(network_slug="kring", email="sanne@voorbeeld.example")

    for service in ("gateway", "notifications", "agenda"):
        for person_id in (None, coordinator.person_id):
            for path, body in (("/memberships:activate", let_in), ("/memberships:end", let_out)):
                refusal = await place.refusal("POST", path, service=service, person_id=person_id, body=body)
                assert type(refusal) is (NotAllowed)
    assert len(await told(place)) == 1


async def test_members_see_members_by_perspective_and_name_page_by_page(place: Workplace) -> None:
    network = await load(place, a_network())
    for name in ("Zoë", "daan", "Aïsha", "Bram", "Émile"):
        await join(place, "kring", name.replace("ï", "i").replace("ë", "e").replace("É", "E"))
    await leave(place, "kring", "bram")
    viewer = await person_of(place, "daan")
    path = f"/networks/{network.id}/members"

    first = await place.ask("GET", path, MEMBERS, person_id=viewer, params={"first": 3})
    rest = await place.ask("GET", path, MEMBERS, person_id=viewer, params={"first": 3, "after": first.next_cursor})

    assert [member.display_name for member in first.items] == ["Aisha", "daan", "Emile"]
    assert ([member.display_name for member in rest.items], rest.next_cursor) == (["Zoe"], None)
    assert {(one.network_id, one.perspective, one.status, tuple(one.roles)) for one in first.items} == {
        (network.id, "PROFESSIONAL", "ACTIVE", ())
    }


async def test_a23_who_takes_no_part_sees_no_members(place: Workplace) -> None:
    network = await load(place, a_network())
    await load(place, a_network("ander"))
    await join(place, "kring", "Sanne")
    elsewhere = await join(place, "ander", "Daan", role="COORDINATOR")
    path = f"/networks/{network.id}/members"

    stranger = await place.refusal("GET", path)
    outsider = await place.refusal("GET", path, person_id=elsewhere.person_id)
    nowhere = await place.refusal("GET", f"/networks/{uuid4()}/members", person_id=elsewhere.person_id)

    assert isinstance(stranger, NotSignedIn)
    assert (type(outsider), outsider.code) == (NotAllowed, "NOT_A_MEMBER")
    assert isinstance(nowhere, NotFound)


async def test_a33_who_left_sees_no_members_any_more(place: Workplace) -> None:
    network = await load(place, a_network())
    membership = await join(place, "kring", "Sanne")
    await join(place, "kring", "Daan")
    await leave(place, "kring", "sanne")

    refusal = await place.refusal("GET", f"/networks/{network.id}/members", person_id=membership.person_id)
    mine = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=membership.person_id)

    assert refusal.code == "NOT_A_MEMBER"
    assert mine == []


async def test_a23_names_are_told_only_where_the_viewer_takes_part_too(place: Workplace) -> None:
    kring = await load(place, a_network())
    ander = await load(place, a_network("ander"))
    sanne = await join(place, "kring", "Sanne")
    daan = await join(place, "kring", "Daan")
    await join(place, "ander", "Daan")
    noor = await join(place, "ander", "Noor")
    gone = await join(place, "kring", "Bram")
    await leave(place, "kring", "bram")
    everybody = [sanne.person_id, daan.person_id, noor.person_id, gone.person_id, uuid4()]
    asked = MembersAsked(network_ids=[kring.id, ander.id, uuid4()], person_ids=everybody)

    async def seen_by(person_id: UUID) -> list[tuple[UUID, str]]:
        seen = await place.ask("POST", "/members:batch", list[FellowMemberView], person_id=person_id, body=asked)
        return [(member.network_id, member.display_name) for member in seen]

    assert await seen_by(sanne.person_id) == [(kring.id, "Sanne"), (kring.id, "Daan")]
    assert await seen_by(daan.person_id) == [
        (kring.id, "Sanne"),
        (kring.id, "Daan"),
        (ander.id, "Daan"),
        (ander.id, "Noor"),
    ]
    assert await seen_by(gone.person_id) == await seen_by(uuid4()) == []
    assert isinstance(await place.refusal("POST", "/members:batch", body=asked), NotSignedIn)


async def test_notifications_hears_who_takes_part_now(place: Workplace) -> None:
    network = await load(place, a_network())
    ander = await load(place, a_network("ander"))
    sanne = await join(place, "kring", "Sanne")
    gone = await join(place, "kring", "Bram")
    elsewhere = await join(place, "ander", "Daan")
    await leave(place, "kring", "bram")
    people = [sanne.person_id, gone.person_id, elsewhere.person_id, uuid4()]

    async def active(network_id: UUID) -> list[UUID]:
        asked = ActiveReaders(network_id=network_id, person_ids=people)
        found: list[UUID] = await place.ask(
            "POST", "/memberships:active", list[UUID], service="notifications", body=asked
        )
        return found

    assert await active(network.id) == [sanne.person_id]
    assert await active(ander.id) == [elsewhere.person_id]
    assert await active(uuid4()) == []
    refusal = await place.refusal(
        "POST",
        "/memberships:active",
        person_id=sanne.person_id,
        body=ActiveReaders(network_id=network.id, person_ids=people),
    )
    assert type(refusal) is NotAllowed


async def test_the_balance_tells_no_number_below_three(place: Workplace) -> None:
    network = await load(place, a_network())
    await join(place, "kring", "Noor", perspective="YOUNG_PERSON")
    for name in ("Sanne", "Daan", "Bram"):
        await join(place, "kring", name)
    path = f"/networks/{network.id}/balance"

    told = [await place.ask("GET", path, list[BalanceView])]
    for name in ("bram", "daan", "sanne"):
        await leave(place, "kring", name)
        told.append(await place.ask("GET", path, list[BalanceView]))

    young = BalanceView(perspective="YOUNG_PERSON", present=True, is_empty=False, count=None)
    one_or_two = BalanceView(perspective="PROFESSIONAL", present=True, is_empty=False, count=None)
    assert told == [
        [young, BalanceView(perspective="PROFESSIONAL", present=True, is_empty=False, count=3)],
        [young, one_or_two],
        [young, one_or_two],
        [young, BalanceView(perspective="PROFESSIONAL", present=False, is_empty=True, count=None)],
    ]


@pytest.mark.parametrize("minimum", range(1, 8))
def test_one_and_two_read_the_same_whatever_the_minimum(minimum: int) -> None:
    """Small-number shield: nothing that is told about a perspective tells one person from two."""
    one, two = (balance_of({Perspective.PARENT: minimum}, {Perspective.PARENT: number}) for number in (1, 2))

    assert one == two
    assert one != balance_of({Perspective.PARENT: minimum}, {})


async def test_the_balance_of_several_networks_is_told_at_once(place: Workplace) -> None:
    kring = await load(place, a_network())
    leeg = await load(place, a_network("leeg", perspectives=[]))
    await join(place, "kring", "Noor", perspective="YOUNG_PERSON")

    told_at_once = await place.ask(
        "POST", "/balances:batch", list[NetworkBalance], body=Ids(ids=[kring.id, uuid4(), leeg.id])
    )

    assert told_at_once == [
        NetworkBalance(
            network_id=kring.id,
            perspectives=[
                BalanceView(perspective="YOUNG_PERSON", present=True, is_empty=False, count=None),
                BalanceView(perspective="PROFESSIONAL", present=False, is_empty=True, count=None),
            ],
        ),
        NetworkBalance(network_id=leeg.id, perspectives=[]),
    ]
    assert isinstance(await place.refusal("GET", f"/networks/{uuid4()}/balance"), NotFound)


def test_a_balance_keeps_the_order_of_the_network_and_leaves_out_whom_it_does_not_ask_for() -> None:
    taking_part = {Perspective.PARENT: 2, Perspective.RESEARCHER: 7, Perspective.REGION: 3}

    balance = balance_of({Perspective.REGION: 4, Perspective.PARENT: 2, Perspective.EDUCATION: 1}, taking_part)

    assert balance == [
        Balance(Perspective.REGION, present=False, is_empty=False, count=3),
        Balance(Perspective.PARENT, present=True, is_empty=False, count=None),
        Balance(Perspective.EDUCATION, present=False, is_empty=True, count=None),
    ]


async def test_three_or_thirty_members_take_as_many_statements(place: Workplace) -> None:
    network = await load(place, a_network())
    joined = [await join(place, "kring", f"Lid{number:02}") for number in range(30)]
    viewer = joined[0].person_id
    counted = []

    for number in (3, 30):
        people = [membership.person_id for membership in joined[:number]]
        asked = MembersAsked(network_ids=[network.id], person_ids=people)
        place.statements.clear()
        page = await place.ask(
            "GET", f"/networks/{network.id}/members", MEMBERS, person_id=viewer, params={"first": number}
        )
        batch = await place.ask("POST", "/members:batch", list[FellowMemberView], person_id=viewer, body=asked)
        assert (len(page.items), len(batch)) == (number, number)
        counted.append(sum(statement.startswith("SELECT") for statement in place.statements))

    assert counted == [4, 4]


async def test_the_memberships_and_balances_of_three_or_thirty_networks_take_as_many_statements(
    place: Workplace,
) -> None:
    networks = [await load(place, a_network(f"n{number}")) for number in range(30)]
    counted = []

    for begin, until in ((0, 3), (3, 30)):
        for number in range(begin, until):
            membership = await join(place, f"n{number}", "Sanne")
        place.statements.clear()
        mine = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=membership.person_id)
        balances = await place.ask(
            "POST", "/balances:batch", list[NetworkBalance], body=Ids(ids=[one.id for one in networks[:until]])
        )
        assert (len(mine), len(balances)) == (until, until)
        counted.append(sum(statement.startswith("SELECT") for statement in place.statements))

    assert counted == [2, 2]
