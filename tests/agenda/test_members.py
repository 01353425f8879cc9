"""Agenda knows who takes part as network told it, in whatever order the telling arrives."""

from itertools import permutations
from uuid import UUID

from services.agenda.members.domain import Standing
from services.agenda.members.queries import NETWORKS_OF_READER, active_among, reader, standing_in
from shared.database import new_id
from shared.events.network import MembershipActivated, MembershipEnded, MembershipPaused
from tests.agenda.steps import Cast, activated, ended, hear, join, leave
from tests.workplace import Workplace


async def standing(place: Workplace, network_id: UUID, person_id: UUID | None) -> Standing:
    """How somebody stands now."""
    async with place.door.reading() as session:
        return await standing_in(session, network_id, person_id)


async def everywhere(place: Workplace, person_id: UUID) -> set[UUID]:
    """The networks where somebody takes part."""
    async with place.door.reading() as session:
        return set((await session.execute(NETWORKS_OF_READER, reader(person_id))).scalars())


async def test_who_joined_is_a_member_and_who_left_is_a_stranger(place: Workplace, cast: Cast) -> None:
    assert await standing(place, cast.network_id, cast.member) is Standing.MEMBER
    assert await standing(place, cast.network_id, cast.coordinator) is Standing.COORDINATOR
    assert await standing(place, cast.network_id, cast.former_coordinator) is Standing.STRANGER
    assert await standing(place, cast.network_id, cast.neighbour) is Standing.STRANGER
    assert await standing(place, cast.network_id, None) is Standing.STRANGER


async def test_every_order_of_telling_ends_in_the_same_state(place: Workplace) -> None:
    network_id = new_id()
    for order in permutations(range(4)):
        person_id = new_id()
        told: list[MembershipActivated | MembershipEnded] = [
            activated(network_id, person_id, version=1),
            activated(network_id, person_id, role="COORDINATOR", version=2),
            ended(network_id, person_id, version=3),
            activated(network_id, person_id, role="COORDINATOR", version=4),
        ]

        for index in order:
            await hear(place, told[index])

        assert await standing(place, network_id, person_id) is Standing.COORDINATOR
        assert await everywhere(place, person_id) == {network_id}


async def test_an_ending_heard_before_its_beginning_stays_ended(place: Workplace) -> None:
    network_id, person_id = new_id(), new_id()

    await leave(place, network_id, person_id, version=2)
    await join(place, network_id, person_id, version=1)

    assert await standing(place, network_id, person_id) is Standing.STRANGER
    assert await everywhere(place, person_id) == set()


async def test_hearing_the_same_twice_changes_nothing(place: Workplace) -> None:
    network_id, person_id = new_id(), new_id()
    await join(place, network_id, person_id, role="COORDINATOR")
    await leave(place, network_id, person_id)

    await leave(place, network_id, person_id)
    await join(place, network_id, person_id, role="COORDINATOR")

    assert await standing(place, network_id, person_id) is Standing.STRANGER


async def test_a_coordinator_who_becomes_a_member_no_longer_coordinates(place: Workplace) -> None:
    network_id, person_id = new_id(), new_id()
    await join(place, network_id, person_id, role="COORDINATOR", version=1)

    await join(place, network_id, person_id, version=2)

    assert await standing(place, network_id, person_id) is Standing.MEMBER


async def test_a_role_this_house_does_not_know_gives_the_rights_of_a_member(place: Workplace) -> None:
    network_id, person_id = new_id(), new_id()

    await join(place, network_id, person_id, role="SECRETARY")

    assert await standing(place, network_id, person_id) is Standing.MEMBER


async def test_only_active_members_are_found(place: Workplace, cast: Cast) -> None:
    asked = [cast.member, cast.former_coordinator, cast.neighbour, cast.outsider]

    async with place.door.reading() as session:
        found = await active_among(session, cast.network_id, asked)

    assert found == {cast.member}


async def test_j21_who_is_away_takes_no_part_and_is_not_counted_until_they_are_back(
    place: Workplace, cast: Cast
) -> None:
    membership_id = activated(cast.network_id, cast.coordinator).membership_id
    away = MembershipPaused(
        membership_id=membership_id,
        network_id=cast.network_id,
        person_id=cast.coordinator,
        paused_at=place.clock.now(),
        until_at=None,
        version=2,
    )

    await hear(place, away)
    paused = await standing(place, cast.network_id, cast.coordinator)
    async with place.door.reading() as session:
        found = await active_among(session, cast.network_id, [cast.coordinator])
    await hear(place, activated(cast.network_id, cast.coordinator, role="COORDINATOR", version=3))

    assert (paused, found) == (Standing.STRANGER, set())
    assert await standing(place, cast.network_id, cast.coordinator) is Standing.COORDINATOR


async def test_a_deputy_coordinates_and_roles_are_kept_as_they_were_told(place: Workplace, cast: Cast) -> None:
    person_id = new_id()

    await join(place, cast.network_id, person_id, role="DEPUTY")

    assert await standing(place, cast.network_id, person_id) is Standing.COORDINATOR
