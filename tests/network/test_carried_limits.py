"""Who may write nothing for a while goes along to the network that goes on with theirs as they are (J22, PR-7, C103)."""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

import pytest

from shared.api.network.memberships import MembershipView
from shared.api.network.moderation import (
    AnswerObjection,
    LimitMember,
    ObjectToRestriction,
    RestrictionMade,
    RestrictionView,
)
from shared.api.network.networks import NetworkView
from shared.api.network.participation import ParticipationView
from shared.api.network.steering.succession import FollowNetwork
from shared.events.moderation import RestrictionDecided, RestrictionLifted
from tests.network.steps import join
from tests.network.test_succession import succeed, two_networks
from tests.workplace import Workplace

WHY = "Je schreef twee keer iets lelijks over Noor."


class Moved(NamedTuple):
    """A network that goes on as another one, and Sam, who may write nothing in it for a week."""

    place: Workplace
    old: UUID
    new: UUID
    kim: UUID
    """Coordinates the old network."""
    bo: UUID
    """Coordinates the new one."""
    sam: MembershipView
    limit: RestrictionMade

    async def follow(self) -> None:
        """Sam goes along."""
        body = FollowNetwork()
        await self.place.ask(
            "POST", f"/networks/{self.old}:follow", NetworkView, person_id=self.sam.person_id, body=body
        )

    async def own(self, network_id: UUID) -> list[RestrictionView]:
        """What Sam reads of themselves in a network."""
        path = f"/networks/{network_id}/restrictions/mine"
        found: list[RestrictionView] = await self.place.ask(
            "GET", path, list[RestrictionView], person_id=self.sam.person_id
        )
        return found

    async def lift(self, restriction_id: UUID, who: UUID) -> None:
        """Somebody ends a limit early."""
        await self.place.ask("POST", f"/restrictions/{restriction_id}:lift", RestrictionMade, person_id=who)

    async def decided(self) -> list[RestrictionDecided]:
        """Every limit that was announced."""
        return [one for one in await self.place.announced() if isinstance(one, RestrictionDecided)]

    async def lifted(self) -> list[UUID]:
        """In which networks a limit was announced to be over."""
        return [one.network_id for one in await self.place.announced() if isinstance(one, RestrictionLifted)]


@pytest.fixture
async def moved(place: Workplace) -> Moved:
    """Kim limits Sam, and the old network goes on as the new one."""
    old, new, kim, bo = await two_networks(place)
    sam = await join(place, "k-eet", "Sam")
    until_on = place.clock.now().date() + timedelta(days=7)
    limit = await place.ask(
        "POST",
        f"/memberships/{sam.id}:limit",
        RestrictionMade,
        person_id=kim,
        body=LimitMember(reason=WHY, until_on=until_on),
    )
    await succeed(place, old, kim, bo)
    return Moved(place, old, new, kim, bo, sam, limit)


async def test_pr7_a_limit_goes_along_with_its_reason_and_its_end_and_is_told_as_the_first_was(moved: Moved) -> None:
    await moved.follow()

    (seen,) = await moved.own(moved.new)
    assert (seen.reason, seen.until_on, seen.in_force) == (WHY, moved.limit.until_on, True)
    first, carried = await moved.decided()
    assert carried == first.model_copy(
        update={
            "restriction_id": seen.id,
            "membership_id": seen.membership_id,
            "network_id": moved.new,
            "at": carried.at,
        }
    )
    assert first.restriction_id != carried.restriction_id
    in_new = await moved.place.ask(
        "GET", f"/networks/{moved.new}/restrictions", list[RestrictionView], person_id=moved.bo
    )
    assert [(one.reason, one.in_force) for one in in_new] == [(WHY, True)]


async def test_c103_one_can_object_where_one_went_and_who_keeps_that_network_answers(moved: Moved) -> None:
    await moved.follow()
    (seen,) = await moved.own(moved.new)
    path = f"/restrictions/{seen.id}"

    await moved.place.ask(
        "POST",
        f"{path}:object",
        RestrictionMade,
        person_id=moved.sam.person_id,
        body=ObjectToRestriction(text="Dat was anders bedoeld."),
    )
    await moved.place.ask(
        "POST",
        f"{path}:answer-objection",
        RestrictionMade,
        person_id=moved.bo,
        body=AnswerObjection(outcome="RESTORED", reason="Hier begin je opnieuw."),
    )

    assert seen.may_object
    assert [one.in_force for one in await moved.own(moved.new)] == [False]
    assert [one.in_force for one in await moved.own(moved.old)] == [True]


async def test_a_limit_goes_along_once_and_stays_lifted_where_it_was_lifted(moved: Moved) -> None:
    await moved.follow()
    await moved.follow()
    (seen,) = await moved.own(moved.new)
    await moved.lift(seen.id, moved.bo)
    await moved.place.ask(
        "POST", f"/networks/{moved.new}/participation:leave", ParticipationView, person_id=moved.sam.person_id
    )

    await moved.follow()

    assert [one.in_force for one in await moved.own(moved.new)] == [False]
    assert [one.network_id for one in await moved.decided()] == [moved.old, moved.new]
    assert await moved.lifted() == [moved.new]


async def test_what_is_taken_back_in_the_old_network_ends_where_it_went_along(moved: Moved) -> None:
    await moved.follow()

    await moved.lift(moved.limit.id, moved.kim)

    assert [one.in_force for one in await moved.own(moved.new)] == [False]
    assert await moved.lifted() == [moved.new, moved.old]


async def test_a_limit_that_is_over_stays_behind(moved: Moved) -> None:
    moved.place.clock.forward(days=9)

    await moved.follow()

    assert await moved.own(moved.new) == []


async def test_who_has_a_place_of_their_own_there_is_not_limited_by_saying_so(moved: Moved) -> None:
    await join(moved.place, "nieuw", "Sam")

    await moved.follow()

    assert await moved.own(moved.new) == []
