"""A young person who loses who helps them is seen: they hear of it, so does who coordinates, and they choose another (J02)."""

from uuid import UUID

import pytest

from shared.api.network.memberships import MembershipView
from shared.api.network.participation import ChooseSupporter, MemberView, ParticipationView, RemoveMember, SetRoles
from shared.events.supporting import SupportChosen, SupportLost
from tests.network.steps import join, stored
from tests.network.test_guardians import about, answer, link, my_place, ten_minutes_pass, waits
from tests.network.test_waiting import waits_for
from tests.workplace import Workplace


async def helped(place: Workplace) -> tuple[MembershipView, MembershipView, UUID]:
    """Somebody of 14 who takes part: the coordinator, the support person, and who is helped."""
    sanne, helper, noor = await waits(place)
    await answer(place, await link(place), gives=True)
    return sanne, helper, noor


async def own(place: Workplace, network_id: UUID, person_id: UUID) -> ParticipationView:
    """How somebody takes part."""
    mine = await my_place(place, network_id, person_id)
    assert mine is not None
    return mine


async def lose(place: Workplace, how: str, sanne: MembershipView, helper: MembershipView) -> None:
    """Let the support person be one no more."""
    here = f"/networks/{helper.network_id}/participation"
    if how in {"pause", "leave"}:
        await place.ask("POST", f"{here}:{how}", ParticipationView, person_id=helper.person_id)
    elif how == "remove":
        body = RemoveMember(reason="Om een goede reden.", version=1)
        await place.ask(
            "POST", f"/memberships/{helper.id}:remove", MembershipView, person_id=sanne.person_id, body=body
        )
    else:
        path = f"/memberships/{helper.id}:set-roles"
        await place.ask("POST", path, MemberView, person_id=sanne.person_id, body=SetRoles(roles=[], version=1))


async def test_who_is_chosen_hears_of_it_once_the_place_is_taken_and_sees_whom_they_help(place: Workplace) -> None:
    """J01 AC5, J02: a young person chooses who helps; who helps is told, and an event names neither."""
    _, helper, noor = await waits(place)
    before = await own(place, helper.network_id, helper.person_id)
    early = about(await place.announced(), SupportChosen)

    await answer(place, await link(place), gives=True)

    (told,) = about(await place.announced(), SupportChosen)
    mine = await own(place, helper.network_id, helper.person_id)
    theirs = await own(place, helper.network_id, noor)
    assert (before.helps, early) == ([], [])
    assert (told.person_id, told.membership_id) == (helper.person_id, helper.id)
    assert len(mine.helps) == 1
    assert (theirs.helped_by, theirs.helps) == ("Hulp", [])
    assert str(noor) not in told.model_dump_json()


async def test_another_who_is_chosen_hears_of_it_and_who_helped_sees_them_no_more(place: Workplace) -> None:
    sanne, helper, noor = await helped(place)
    other = await join(place, "kring", "Els", role="SUPPORT_PERSON")
    path = f"/networks/{sanne.network_id}/participation:choose-supporter"

    for _ in range(2):
        body = ChooseSupporter(supporter_id=other.id)
        await place.ask("POST", path, ParticipationView, person_id=noor, body=body)

    told = about(await place.announced(), SupportChosen)
    assert [one.person_id for one in told] == [helper.person_id, other.person_id]
    assert (await own(place, sanne.network_id, helper.person_id)).helps == []
    assert len((await own(place, sanne.network_id, other.person_id)).helps) == 1


@pytest.mark.parametrize("how", ["pause", "leave", "remove", "role"])
async def test_j02_who_loses_their_support_person_hears_of_it_once_and_so_does_who_coordinates(
    place: Workplace, how: str
) -> None:
    sanne, helper, noor = await helped(place)
    await ten_minutes_pass(place)
    before = await own(place, sanne.network_id, noor)

    await lose(place, how, sanne, helper)
    await ten_minutes_pass(place)
    await ten_minutes_pass(place)

    (told,) = about(await place.announced(), SupportLost)
    after = await own(place, sanne.network_id, noor)
    assert (before.helped_by, before.lacks_support) == ("Hulp", False)
    assert (after.helped_by, after.lacks_support, after.supporters) == (None, True, [])
    assert (told.person_id, told.membership_id) == (noor, after.membership_id)
    assert (told.coordinator_ids, told.coordinating_ids) == ([sanne.person_id], [sanne.id])
    assert await waits_for(place, sanne.person_id) == [("SUPPORT_LOST", "kring", None, "", 1)]


async def test_they_choose_another_support_person_and_nothing_waits_any_more(place: Workplace) -> None:
    sanne, helper, noor = await helped(place)
    other = await join(place, "kring", "Els", role="SUPPORT_PERSON")
    await lose(place, "leave", sanne, helper)
    await ten_minutes_pass(place)
    path = f"/networks/{sanne.network_id}/participation:choose-supporter"

    offered = await own(place, sanne.network_id, noor)
    gone = await place.refusal("POST", path, person_id=noor, body=ChooseSupporter(supporter_id=helper.id))
    none = await place.refusal("POST", path, person_id=noor, body=ChooseSupporter(supporter_id=sanne.id))
    chosen = await place.ask(
        "POST", path, ParticipationView, person_id=noor, body=ChooseSupporter(supporter_id=other.id)
    )
    await ten_minutes_pass(place)

    assert [(one.membership_id, one.display_name) for one in offered.supporters] == [(other.id, "Els")]
    assert {gone.code, none.code} == {"SUPPORT_PERSON_MISSING"}
    assert (chosen.helped_by, chosen.lacks_support, chosen.supporters) == ("Els", False, [])
    assert await waits_for(place, sanne.person_id) == []
    assert len(about(await place.announced(), SupportLost)) == 1


async def test_a_support_person_who_comes_back_helps_again(place: Workplace) -> None:
    sanne, helper, noor = await helped(place)
    await lose(place, "pause", sanne, helper)
    await ten_minutes_pass(place)

    await place.ask(
        "POST",
        f"/networks/{helper.network_id}/participation:resume",
        ParticipationView,
        person_id=helper.person_id,
    )
    await ten_minutes_pass(place)

    mine = await own(place, sanne.network_id, noor)
    assert (mine.helped_by, mine.lacks_support) == ("Hulp", False)
    assert await waits_for(place, sanne.person_id) == []


async def test_who_is_16_or_older_needs_none_and_nobody_is_told(place: Workplace) -> None:
    sanne, helper, noor = await helped(place)
    await place.ask("POST", "/people/me:confirm-sixteen", dict[str, str], person_id=noor)

    await lose(place, "leave", sanne, helper)
    await ten_minutes_pass(place)

    assert about(await place.announced(), SupportLost) == []
    assert [row.lost_at for row in await stored(place, "support")] == [None]
