"""A link for several people: up to a number, until a moment, and closed when somebody says so (RELIABILITY A-18)."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from services.network.people.domain.secrecy import Purpose, hashed
from shared.api.network.joining import (
    InvitationToken,
    JoinNetwork,
    OpenInvitationAsked,
    OpenInvitationMade,
    OpenInvitationView,
    SeenInvitationView,
)
from shared.api.network.memberships import MembershipView
from shared.api.network.networks import PerspectiveCode
from shared.api.network.participation import RemoveMember
from tests.network.steps import a_network, join, load, sign_in, stored
from tests.workplace import Workplace


async def opened(place: Workplace, by: MembershipView, **different: Any) -> OpenInvitationMade:
    """A link for two professionals, for a week."""
    body = OpenInvitationAsked.model_validate({"perspective": "PROFESSIONAL", "cap": 2, "days": 7} | different)
    path = f"/networks/{by.network_id}/open-invitations"
    given: OpenInvitationMade = await place.ask("POST", path, OpenInvitationMade, person_id=by.person_id, body=body)
    return given


async def use(
    place: Workplace, person_id: UUID, token: str, perspective: PerspectiveCode | None = None
) -> MembershipView:
    """Join with a link."""
    body = JoinNetwork(token=token, perspective=perspective, age="FROM_16")
    given: MembershipView = await place.ask("POST", "/networks:join", MembershipView, person_id=person_id, body=body)
    return given


async def refused(place: Workplace, person_id: UUID, token: str) -> str:
    """Join in vain; the code of the refusal."""
    body = JoinNetwork(token=token, age="FROM_16")
    return (await place.refusal("POST", "/networks:join", person_id=person_id, body=body)).code


async def people(place: Workplace, number: int) -> list[UUID]:
    """Some people who signed in."""
    return [(await sign_in(place, f"iemand{one}@voorbeeld.example")).person_id for one in range(number)]


async def coordinator(place: Workplace) -> MembershipView:
    """A network and who coordinates it."""
    await load(place, a_network())
    return await join(place, "kring", "Sanne", role="COORDINATOR")


async def links(place: Workplace, by: MembershipView) -> list[OpenInvitationView]:
    """The links that count."""
    path = f"/networks/{by.network_id}/open-invitations"
    given: list[OpenInvitationView] = await place.ask("GET", path, list[OpenInvitationView], person_id=by.person_id)
    return given


async def test_a18_as_many_join_as_fit_also_at_the_same_moment(place: Workplace) -> None:
    sanne = await coordinator(place)
    link = await opened(place, sanne)
    everybody = await people(place, 4)

    outcomes = await asyncio.gather(
        *(use(place, person_id, link.token) for person_id in everybody), return_exceptions=True
    )

    joined = [outcome for outcome in outcomes if isinstance(outcome, MembershipView)]
    assert {one.perspective for one in joined} == {"PROFESSIONAL"}
    assert len(joined) == 2
    assert [(one.joined, one.cap) for one in await links(place, sanne)] == [(2, 2)]
    look = await place.refusal("POST", "/invitations:look", body=InvitationToken(token=link.token))
    assert look.code == "INVITATION_FULL"


async def test_joining_twice_is_no_fault_and_takes_one_place(place: Workplace) -> None:
    sanne = await coordinator(place)
    link = await opened(place, sanne)
    (noor,) = await people(place, 1)

    first, again = await use(place, noor, link.token), await use(place, noor, link.token)

    assert first == again
    assert [one.joined for one in await links(place, sanne)] == [1]


async def test_a32_who_was_removed_does_not_walk_in_again_with_a_link(place: Workplace) -> None:
    sanne = await coordinator(place)
    link = await opened(place, sanne)
    daan = await join(place, "kring", "Daan")
    body = RemoveMember(reason="Je deelde namen van kinderen.", version=daan.version)
    await place.ask("POST", f"/memberships/{daan.id}:remove", MembershipView, person_id=sanne.person_id, body=body)

    code = await refused(place, daan.person_id, link.token)

    assert code == "CANNOT_COME_BACK"
    assert [one.joined for one in await links(place, sanne)] == [0]


async def test_a18_a_link_stops_at_its_moment_and_when_it_is_closed(place: Workplace) -> None:
    sanne = await coordinator(place)
    short, closed = await opened(place, sanne, days=1), await opened(place, sanne)
    path = f"/open-invitations/{closed.invitation.id}:close"
    (noor,) = await people(place, 1)

    await place.ask("POST", path, OpenInvitationView, person_id=sanne.person_id)
    by_another = await place.refusal("POST", path, person_id=noor)
    after_closing = await refused(place, noor, closed.token)
    place.clock.forward(days=1)
    after_its_moment = await refused(place, noor, short.token)

    assert (after_closing, after_its_moment) == ("INVITATION_OVER", "INVITATION_OVER")
    assert by_another.code == "NOT_FOUND"
    assert await links(place, sanne) == []


async def test_without_a_perspective_of_its_own_whoever_joins_chooses_one_of_the_network(place: Workplace) -> None:
    sanne = await coordinator(place)
    link = await opened(place, sanne, perspective=None)
    noor, daan = await people(place, 2)

    seen = await place.ask("POST", "/invitations:look", SeenInvitationView, body=InvitationToken(token=link.token))
    without = await refused(place, noor, link.token)
    mine = await use(place, noor, link.token, "YOUNG_PERSON")
    body = JoinNetwork(token=link.token, perspective="RESEARCHER", age="FROM_16")
    wrong = await place.refusal("POST", "/networks:join", person_id=daan, body=body)

    assert (seen.perspective, seen.is_personal) == (None, False)
    assert (without, wrong.code, mine.perspective) == ("WRONG_PERSPECTIVE", "WRONG_PERSPECTIVE", "YOUNG_PERSON")


@pytest.mark.parametrize(("cap", "days", "field"), [(0, 7, "cap"), (501, 7, "cap"), (5, 0, "days"), (5, 91, "days")])
async def test_a_link_has_a_number_and_an_end(sqlite_place: Workplace, cap: int, days: int, field: str) -> None:
    sanne = await coordinator(sqlite_place)
    body = OpenInvitationAsked(cap=cap, days=days)
    path = f"/networks/{sanne.network_id}/open-invitations"

    given = await sqlite_place.refusal("POST", path, person_id=sanne.person_id, body=body)

    assert (given.code, given.problems[0].field) == ("WRONG_LIMITS", field)


async def test_a07_only_the_hash_of_a_link_is_kept_and_it_opens_nothing_else(sqlite_place: Workplace) -> None:
    sanne = await coordinator(sqlite_place)
    link = await opened(sqlite_place, sanne)
    (noor,) = await people(sqlite_place, 1)

    (row,) = await stored(sqlite_place, "open_invitation")
    body = InvitationToken(token=link.token)
    as_personal = await sqlite_place.refusal("POST", "/invitations:accept", person_id=noor, body=body)

    assert row.token_hash == hashed(Purpose.OPEN_INVITATION, link.token)
    assert as_personal.code == "NOT_FOUND"
