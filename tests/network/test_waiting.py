"""What waits for a coordinator in all their networks, told in one statement; nothing of it to anybody else."""

from datetime import timedelta
from uuid import UUID

import pytest

from shared.api.network.memberships import MembershipView
from shared.api.network.networks import NetworkView
from shared.api.network.participation import ParticipationView
from shared.api.network.steering.succession import FollowNetwork
from shared.api.network.steering.waiting import WaitingDecisionView
from tests.network.steps import a_network, join, load, sign_in
from tests.network.test_guardians import waits
from tests.network.test_join_requests import answer as answer_request
from tests.network.test_join_requests import ask
from tests.network.test_removals import WHY, object_to, remove
from tests.network.test_steering_goals import set_goal
from tests.network.test_succession import answer as answer_wish
from tests.network.test_succession import propose, succeed, wishes
from tests.network.test_succession import two_networks as networks_that_go_on
from tests.workplace import Workplace

Told = list[tuple[str, str, UUID | None, str, int]]


async def waits_for(place: Workplace, who: UUID) -> Told:
    """What waits for somebody."""
    found = await place.ask("GET", "/decisions/waiting", list[WaitingDecisionView], person_id=who)
    return [(one.kind, one.network_slug, one.about_id, one.other_name, one.how_many) for one in found]


async def somebody(place: Workplace, name: str) -> UUID:
    """Somebody who takes part nowhere."""
    person_id: UUID = (await sign_in(place, f"{name}@voorbeeld.example")).person_id
    return person_id


async def two_networks(place: Workplace) -> tuple[UUID, UUID, MembershipView, MembershipView]:
    """A network that Kim and Bo coordinate, and one of Kim alone."""
    one, two = await load(place, a_network("een")), await load(place, a_network("twee"))
    kim = await join(place, "een", "Kim", role="COORDINATOR")
    bo = await join(place, "een", "Bo", role="COORDINATOR")
    await join(place, "twee", "Kim", role="COORDINATOR")
    return one.id, two.id, kim, bo


async def test_requests_objections_and_wishes_wait_for_a_coordinator_oldest_first(place: Workplace) -> None:
    one, two, kim, bo = await two_networks(place)
    daan = await join(place, "een", "Daan")
    await ask(place, one, await somebody(place, "noor"))
    place.clock.forward(days=1)
    request = await ask(place, one, await somebody(place, "ilse"))
    await remove(place, bo, daan)
    await object_to(place, daan)
    place.clock.forward(days=1)
    await load(place, a_network("oud"))
    vera = await join(place, "oud", "Vera", role="COORDINATOR")
    await propose(place, vera.network_id, vera.person_id, to="twee")
    (wish,) = await wishes(place, two, kim.person_id)

    seen = await waits_for(place, kim.person_id)
    await answer_request(place, request, kim.person_id, accepts=True)
    await answer_wish(place, wish, kim.person_id, accepts=False, words="Wij gaan over iets anders.")

    assert seen == [
        ("JOIN_REQUESTS", "een", None, "", 2),
        ("APPEAL", "een", daan.id, "", 1),
        ("SUCCESSION", "twee", wish.id, wish.network_name, 1),
    ]
    assert await waits_for(place, kim.person_id) == [
        ("JOIN_REQUESTS", "een", None, "", 1),
        ("APPEAL", "een", daan.id, "", 1),
    ]
    assert await waits_for(place, vera.person_id) == [("SUCCESSION_DECLINED", "oud", wish.id, wish.successor_name, 1)]


async def test_an_objection_waits_for_who_may_answer_it(place: Workplace) -> None:
    _, _, kim, bo = await two_networks(place)
    daan = await join(place, "een", "Daan")
    ilse = await join(place, "twee", "Ilse")
    await remove(place, kim, daan)
    await remove(place, kim, ilse)
    await object_to(place, daan)
    await object_to(place, ilse)

    assert await waits_for(place, bo.person_id) == [("APPEAL", "een", daan.id, "", 1)]
    assert await waits_for(place, kim.person_id) == [("APPEAL", "twee", ilse.id, "", 1)]
    assert await waits_for(place, daan.person_id) == [("OWN_REMOVAL", "een", daan.id, "", 1)]


async def test_who_waits_themselves_sees_that_they_wait(place: Workplace) -> None:
    one, two, kim, _ = await two_networks(place)
    noor = await somebody(place, "noor")
    request = await ask(place, one, noor)
    sam = await join(place, "twee", "Sam")
    await place.ask("POST", f"/networks/{two}/participation:pause", ParticipationView, person_id=sam.person_id)

    waiting, away = await waits_for(place, noor), await waits_for(place, sam.person_id)
    await answer_request(place, request, kim.person_id, accepts=True)
    await place.ask("POST", f"/networks/{two}/participation:resume", ParticipationView, person_id=sam.person_id)

    assert waiting == [("OWN_REQUEST", "een", request.id, "", 1)]
    assert away == [("OWN_PAUSE", "twee", sam.id, "", 1)]
    assert await waits_for(place, noor) == await waits_for(place, sam.person_id) == []


async def test_j02_who_needs_permission_sees_that_they_wait_for_it(place: Workplace) -> None:
    _, _, young = await waits(place)

    seen = await waits_for(place, young)

    assert [(kind, slug, how_many) for kind, slug, _, _, how_many in seen] == [("OWN_PERMISSION", "kring", 1)]


async def test_who_was_removed_is_led_to_why_for_thirty_days(place: Workplace) -> None:
    _, _, kim, bo = await two_networks(place)
    await remove(place, kim, bo)

    seen = await waits_for(place, bo.person_id)
    place.clock.forward(days=30)

    assert [(kind, about) for kind, _, about, _, _ in seen] == [("OWN_REMOVAL", bo.id)]
    assert await waits_for(place, bo.person_id) == []


async def test_who_coordinates_nothing_any_more_reads_nothing(sqlite_place: Workplace) -> None:
    one, _, kim, bo = await two_networks(sqlite_place)
    sam = await join(sqlite_place, "een", "Sam")
    await ask(sqlite_place, one, await somebody(sqlite_place, "noor"))

    await remove(sqlite_place, kim, bo)

    assert [(kind, slug) for kind, slug, *_ in await waits_for(sqlite_place, bo.person_id)] == [("OWN_REMOVAL", "een")]
    assert await waits_for(sqlite_place, sam.person_id) == []
    assert (await sqlite_place.refusal("GET", "/decisions/waiting")).code == "NOT_SIGNED_IN"


@pytest.mark.parametrize("requests", [1, 3])
async def test_what_waits_is_told_in_one_statement_however_much_it_is(sqlite_place: Workplace, requests: int) -> None:
    one, two, kim, _ = await two_networks(sqlite_place)
    for number in range(requests):
        who = await somebody(sqlite_place, f"p{number}")
        await ask(sqlite_place, one, who)
        await ask(sqlite_place, two, who)
    sqlite_place.statements.clear()

    seen = await waits_for(sqlite_place, kim.person_id)

    assert [(kind, slug, how_many) for kind, slug, _, _, how_many in seen] == [
        ("JOIN_REQUESTS", "een", requests),
        ("JOIN_REQUESTS", "twee", requests),
    ]
    assert len([one for one in sqlite_place.statements if one.startswith(("SELECT", "WITH"))]) == 1


async def test_j22_ac3_who_was_left_is_asked_on_the_first_page_whether_they_go_along_and_not_for_ever(
    place: Workplace,
) -> None:
    old, _, kim, bo = await networks_that_go_on(place)
    sam = (await join(place, "k-eet", "Sam")).person_id
    before = await waits_for(place, sam)
    await succeed(place, old, kim, bo)

    asked = await waits_for(place, sam)
    await place.ask("POST", f"/networks/{old}:follow", NetworkView, person_id=kim, body=FollowNetwork())
    gone_along = await waits_for(place, kim)
    place.clock.forward(days=61)
    later = await waits_for(place, sam)

    assert (before, later) == ([], [])
    assert asked == [("GO_ALONG", "k-eet", None, "Kring nieuw", 1)]
    assert "GO_ALONG" not in {kind for kind, *_ in gone_along}
    assert await waits_for(place, bo) == []


@pytest.mark.parametrize("is_removed", [True, False])
async def test_j22_who_went_along_and_left_or_was_removed_there_is_not_asked_again(
    place: Workplace, is_removed: bool
) -> None:
    old, new, kim, bo = await networks_that_go_on(place)
    sam = (await join(place, "k-eet", "Sam")).person_id
    await succeed(place, old, kim, bo)
    place.clock.forward(days=1)
    await place.ask("POST", f"/networks/{old}:follow", NetworkView, person_id=sam, body=FollowNetwork())
    own = await place.ask("GET", f"/networks/{new}/participation", ParticipationView, person_id=sam)

    if is_removed:
        path = f"/memberships/{own.membership_id}:remove"
        await place.ask("POST", path, MembershipView, person_id=bo, body=WHY)
    else:
        await place.ask("POST", f"/networks/{new}/participation:leave", ParticipationView, person_id=sam)

    assert [kind for kind, *_ in await waits_for(place, sam)] == ["OWN_REMOVAL"] * is_removed


async def test_br_025_goals_whose_day_passed_wait_for_who_coordinates_until_their_outcome_is_said(
    place: Workplace,
) -> None:
    one, _, kim, _ = await two_networks(place)
    daan = await join(place, "een", "Daan")
    for days in (3, 5, 40):
        await set_goal(place, one, kim.person_id, due_on=place.clock.now().date() + timedelta(days=days))
    before = await waits_for(place, kim.person_id)
    place.clock.forward(days=10)

    seen = await waits_for(place, kim.person_id)

    assert before == []
    assert seen == [("GOALS_PASSED", "een", None, "", 2)]
    assert await waits_for(place, daan.person_id) == []
