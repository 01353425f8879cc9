"""J22: a network goes on as another one; old addresses stay, open goals ask for a new owner, and members choose."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.network.privacy.domain.erasing import ErasureReason
from services.network.privacy.operations.erasing import plan_erasure
from shared.api.network.memberships import MembershipView
from shared.api.network.networks import NetworkRelations, NetworkView, PerspectiveView
from shared.api.network.participation import ParticipationView
from shared.api.network.steering.goals import AdoptGoal, CloseGoal, GoalView, LeftGoalView
from shared.api.network.steering.settings import CreateNetwork
from shared.api.network.steering.succession import (
    AnswerSuccession,
    FollowNetwork,
    SucceedNetwork,
    SuccessionLetter,
    SuccessionLetterAsked,
    SuccessionView,
)
from shared.api.page import Ids
from shared.events.network import (
    MembershipActivated,
    MembershipPaused,
    NetworkSucceeded,
    SuccessionAnswered,
    SuccessionProposed,
)
from tests.network.steps import a_network, join, load, person_of, stored
from tests.network.test_steering_goals import goals, set_goal
from tests.workplace import Workplace


async def two_networks(place: Workplace) -> tuple[UUID, UUID, UUID, UUID]:
    """K-EET with its coordinator Kim and member Sam, and the network that Bo coordinates: k-eet, new, kim, bo."""
    old = await load(place, a_network("k-eet"))
    new = await load(place, a_network("nieuw", perspectives=[PerspectiveView(code="PROFESSIONAL", minimum=1)]))
    kim = await join(place, "k-eet", "Kim", role="COORDINATOR")
    await join(place, "k-eet", "Sam")
    bo = await join(place, "nieuw", "Bo", role="COORDINATOR")
    return old.id, new.id, kim.person_id, bo.person_id


async def propose(place: Workplace, network_id: UUID, who: UUID, *, version: int = 1, to: str = "nieuw") -> NetworkView:
    """Ask whether a network may go on as another one."""
    body = SucceedNetwork(version=version, successor_slug=to)
    view: NetworkView = await place.ask(
        "POST", f"/networks/{network_id}:succeed", NetworkView, person_id=who, body=body
    )
    return view


async def wishes(place: Workplace, network_id: UUID, who: UUID) -> list[SuccessionView]:
    """What a network asked, and what waits for its answer."""
    found: list[SuccessionView] = await place.ask(
        "GET", f"/networks/{network_id}/successions", list[SuccessionView], person_id=who
    )
    return found


async def answer(place: Workplace, wish: SuccessionView, who: UUID, *, accepts: bool, words: str = "") -> NetworkView:
    """Say yes or no to what a network asked."""
    body = AnswerSuccession(accepts=accepts, words=words)
    view: NetworkView = await place.ask("POST", f"/successions/{wish.id}:answer", NetworkView, person_id=who, body=body)
    return view


async def succeed(place: Workplace, network_id: UUID, who: UUID, other: UUID) -> NetworkView:
    """Let a network go on as another one: its coordinator asks, the other one's says yes."""
    await propose(place, network_id, who)
    (wish,) = await wishes(place, network_id, who)
    return await answer(place, wish, other, accepts=True)


async def mine(place: Workplace, who: UUID) -> list[tuple[UUID, str]]:
    """In what somebody takes part, from which perspective."""
    found = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=who)
    return [(one.network_id, one.perspective) for one in found]


async def test_matrix_a_name_goes_out_of_what_went_on_in_the_network_that_succeeds_also_of_who_did_not_go_along(
    place: Workplace,
) -> None:
    old, new, kim, bo = await two_networks(place)
    anna = (await join(place, "k-eet", "Anna")).person_id
    goal = await set_goal(place, old, kim, text="Anna maakt een boekje")
    await succeed(place, old, kim, bo)
    body = AdoptGoal(version=goal.version)
    await place.ask("POST", f"/networks/{new}/left-goals/{goal.id}:adopt", GoalView, person_id=bo, body=body)

    async with place.door.work() as work:
        await plan_erasure(work, person_id=anna, starts_at=work.now, reason=ErasureReason.ASKED)

    assert [one.text for one in await goals(place, new)] == ["Een lid maakt een boekje"]


async def test_j22_ac1_the_old_address_keeps_working_and_points_on(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)

    after = await succeed(place, old, kim, bo)

    shown = await place.ask("GET", "/networks/by-slug/k-eet", NetworkView)
    told = await place.ask("POST", "/relations:batch", list[NetworkRelations], body=Ids(ids=[old, new]))
    assert after == shown
    assert (shown.status, shown.version) == ("SUCCEEDED", 2)
    assert {one.network_id: [(r.type, r.to_slug) for r in one.relations] for one in told} == {
        old: [("SUCCEEDED_BY", "nieuw")],
        new: [("SUCCEEDS", "k-eet")],
    }
    assert (await place.announced())[-1] == NetworkSucceeded(
        version=2, network_id=old, successor_id=new, kind="learning_network", status="SUCCEEDED"
    )


async def test_j22_ac3_nobody_is_moved_and_who_chooses_so_goes_along(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)
    sam = (await join(place, "k-eet", "Sam")).person_id
    jo = (await join(place, "k-eet", "Jo", perspective="YOUNG_PERSON")).person_id
    too_early = await place.refusal("POST", f"/networks/{old}:follow", person_id=sam, body=FollowNetwork())
    await succeed(place, old, kim, bo)
    unmoved = await mine(place, sam)

    followed = await place.ask("POST", f"/networks/{old}:follow", NetworkView, person_id=sam, body=FollowNetwork())
    other_side = await place.refusal("POST", f"/networks/{old}:follow", person_id=jo, body=FollowNetwork())
    from_there = await place.ask(
        "POST", f"/networks/{old}:follow", NetworkView, person_id=jo, body=FollowNetwork(perspective="PROFESSIONAL")
    )

    assert too_early.code == "DID_NOT_GO_ON"
    assert unmoved == [(old, "PROFESSIONAL")]
    assert followed.id == from_there.id == new
    assert await mine(place, sam) == [(old, "PROFESSIONAL"), (new, "PROFESSIONAL")]
    assert other_side.code == "WRONG_PERSPECTIVE"
    assert await mine(place, jo) == [(old, "YOUNG_PERSON"), (new, "PROFESSIONAL")]
    last = (await place.announced())[-1]
    assert isinstance(last, MembershipActivated)
    assert (last.network_id, last.person_id, last.roles) == (new, jo, [])


async def test_j21_who_is_away_goes_along_away_until_the_same_day(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)
    sam = await person_of(place, "Sam")
    await place.ask("POST", f"/networks/{old}/participation:pause", ParticipationView, person_id=sam)
    until = place.clock.now() + timedelta(days=365)
    await succeed(place, old, kim, bo)
    place.clock.forward(days=30)

    await place.ask("POST", f"/networks/{old}:follow", NetworkView, person_id=sam, body=FollowNetwork())
    again = await place.refusal("POST", f"/networks/{old}:follow", person_id=sam, body=FollowNetwork())
    there = await place.ask("GET", f"/networks/{new}/participation", ParticipationView, person_id=sam)

    assert (there.status, there.paused_until) == ("PAUSED", until)
    assert await mine(place, sam) == []
    assert again.code == "PLACE_IS_KEPT"
    told = (await place.announced())[-1]
    assert isinstance(told, MembershipPaused)
    assert (told.network_id, told.person_id, told.until_at) == (new, sam, until)


async def test_who_takes_part_in_the_successor_already_stays_there_whatever_they_do_here(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)
    sam = (await join(place, "nieuw", "Sam")).person_id
    await place.ask("POST", f"/networks/{old}/participation:pause", ParticipationView, person_id=sam)
    await succeed(place, old, kim, bo)

    await place.ask("POST", f"/networks/{old}:follow", NetworkView, person_id=sam, body=FollowNetwork())

    assert await mine(place, sam) == [(new, "PROFESSIONAL")]


async def test_who_takes_no_part_cannot_come_in_by_the_back_door(sqlite_place: Workplace) -> None:
    old, _, kim, bo = await two_networks(sqlite_place)
    await succeed(sqlite_place, old, kim, bo)

    refusal = await sqlite_place.refusal("POST", f"/networks/{old}:follow", person_id=bo, body=FollowNetwork())

    assert refusal.code == "NOT_A_MEMBER"


async def test_j22_ac2_open_goals_ask_the_successor_for_a_new_owner_and_none_disappears(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)
    goal = await set_goal(place, old, kim, text="Blijft open")
    done = await set_goal(place, old, kim, text="Is al klaar")
    await place.ask(
        "POST", f"/goals/{done.id}:close", GoalView, person_id=kim, body=CloseGoal(version=1, outcome="REACHED")
    )
    await succeed(place, old, kim, bo)
    left = f"/networks/{new}/left-goals"

    waiting = await place.ask("GET", left, list[LeftGoalView], person_id=bo)
    not_for_kim = await place.refusal("GET", left, person_id=kim)
    adopted = await place.ask("POST", f"{left}/{goal.id}:adopt", GoalView, person_id=bo, body=AdoptGoal(version=1))

    assert [(one.goal, one.network_slug) for one in waiting] == [(goal, "k-eet")]
    assert not_for_kim.code == "COORDINATOR_NEEDED"
    assert (adopted.network_id, adopted.from_network_id, adopted.outcome) == (new, old, None)
    assert [one.text for one in await goals(place, new)] == ["Blijft open"]
    assert await place.ask("GET", left, list[LeftGoalView], person_id=bo) == []


async def test_only_a_goal_that_was_left_is_taken_over(sqlite_place: Workplace) -> None:
    old, new, kim, bo = await two_networks(sqlite_place)
    goal = await set_goal(sqlite_place, old, kim)
    path = f"/networks/{new}/left-goals/{goal.id}:adopt"

    too_early = await sqlite_place.refusal("POST", path, person_id=bo, body=AdoptGoal(version=1))
    await succeed(sqlite_place, old, kim, bo)
    stale = await sqlite_place.refusal("POST", path, person_id=bo, body=AdoptGoal(version=7))

    assert (too_early.code, stale.code) == ("NOBODY_LEFT_IT", "STALE_VERSION")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "k-eet"}, "NO_SUCCESSOR"),
        ({"to": "oud"}, "NO_SUCCESSOR"),
        ({"to": "nergens"}, "NOT_FOUND"),
        ({"version": 3}, "STALE_VERSION"),
    ],
)
async def test_a_successor_is_another_network_that_takes_members(
    sqlite_place: Workplace, changes: dict[str, Any], code: str
) -> None:
    old, _, kim, _ = await two_networks(sqlite_place)
    await load(sqlite_place, a_network("oud", status="ARCHIVED"))
    body = SucceedNetwork(version=changes.get("version", 1), successor_slug=changes.get("to", "nieuw"))

    refusal = await sqlite_place.refusal("POST", f"/networks/{old}:succeed", person_id=kim, body=body)

    assert refusal.code == code
    assert (await sqlite_place.ask("GET", "/networks/by-slug/k-eet", NetworkView)).status == "ACTIVE"


async def test_what_went_on_stays_so(sqlite_place: Workplace) -> None:
    old, _, kim, bo = await two_networks(sqlite_place)
    await succeed(sqlite_place, old, kim, bo)
    (told,) = await sqlite_place.ask("POST", "/relations:batch", list[NetworkRelations], body=Ids(ids=[old]))
    body = SucceedNetwork(version=2, successor_slug="nieuw")

    again = await sqlite_place.refusal("POST", f"/networks/{old}:succeed", person_id=kim, body=body)
    not_back = await sqlite_place.refusal("POST", f"/relations/{told.relations[0].id}:take-back", person_id=kim)

    assert (again.code, not_back.code) == ("HAS_ENDED", "SUCCESSION_STAYS")


async def test_j22_until_the_successor_says_yes_nothing_changes_there_or_here(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)
    sam = (await join(place, "k-eet", "Sam")).person_id
    await set_goal(place, old, kim, text="Blijft hier")
    said = len(await place.announced())

    asked = await propose(place, old, kim)
    again = await propose(place, old, kim)

    assert (asked.status, asked.version, again) == ("ACTIVE", 1, asked)
    assert [type(event) for event in (await place.announced())[said:]] == [SuccessionProposed]
    assert await place.ask("POST", "/relations:batch", list[NetworkRelations], body=Ids(ids=[old, new])) == []
    assert await place.ask("GET", f"/networks/{new}/left-goals", list[LeftGoalView], person_id=bo) == []
    for who in (kim, sam):
        refusal = await place.refusal("POST", f"/networks/{old}:follow", person_id=who, body=FollowNetwork())
        assert refusal.code == "DID_NOT_GO_ON"
    assert [(one.is_own, one.network_slug, one.successor_slug) for one in await wishes(place, old, kim)] == [
        (True, "k-eet", "nieuw")
    ]
    assert [(one.is_own, one.network_slug, one.successor_slug) for one in await wishes(place, new, bo)] == [
        (False, "k-eet", "nieuw")
    ]


async def test_a40_who_begins_a_group_does_not_walk_into_another_network_with_it(sqlite_place: Workplace) -> None:
    """Naming a network that one does not coordinate as successor opens nothing there."""
    place = sqlite_place
    old, new, kim, bo = await two_networks(place)
    group = await place.ask(
        "POST",
        "/networks",
        NetworkView,
        person_id=kim,
        body=CreateNetwork.model_validate(
            {
                "name": "Werkgroep",
                "kind": "working_group",
                "mission_nl": "Samen.",
                "mission_en": "Together.",
                "parent_id": old,
                "coordinator_email": "kim@voorbeeld.example",
                "coordinator_name": "Kim",
                "coordinator_perspective": "PROFESSIONAL",
            }
        ),
    )
    await propose(place, group.id, kim, version=group.version)

    follows = await place.refusal("POST", f"/networks/{group.id}:follow", person_id=kim, body=FollowNetwork())
    members = await place.refusal("GET", f"/networks/{new}/members", person_id=kim)
    (wish,) = await wishes(place, new, bo)
    own_answer = await place.refusal(
        "POST", f"/successions/{wish.id}:answer", person_id=kim, body=AnswerSuccession(accepts=True)
    )

    assert (follows.code, members.code, own_answer.code) == ("DID_NOT_GO_ON", "NOT_A_MEMBER", "COORDINATOR_NEEDED")
    assert new not in [network_id for network_id, _ in await mine(place, kim)]


async def test_who_coordinates_both_networks_lets_one_go_on_as_the_other_at_once(sqlite_place: Workplace) -> None:
    old, _new, kim, _ = await two_networks(sqlite_place)
    await join(sqlite_place, "nieuw", "Kim", role="DEPUTY")

    after = await propose(sqlite_place, old, kim)

    assert after.status == "SUCCEEDED"
    assert await stored(sqlite_place, "succession") == []


async def test_a_no_comes_with_a_few_words_which_the_one_that_asked_reads(place: Workplace) -> None:
    old, new, kim, bo = await two_networks(place)
    await propose(place, old, kim)
    (wish,) = await wishes(place, new, bo)
    path = f"/successions/{wish.id}:answer"

    wordless = await place.refusal("POST", path, person_id=bo, body=AnswerSuccession(accepts=False, words="nee"))
    after = await answer(place, wish, bo, accepts=False, words="Wij gaan over iets anders.")
    too_late = await place.refusal("POST", path, person_id=bo, body=AnswerSuccession(accepts=True))

    assert (wordless.code, too_late.code) == ("SUCCESSION_ANSWER_MISSING", "NOTHING_PROPOSED")
    assert after.status == "ACTIVE"
    assert [one.answer for one in await wishes(place, old, kim)] == ["Wij gaan over iets anders."]
    assert await wishes(place, new, bo) == []


async def letter(place: Workplace, network_id: UUID, about: str, who: UUID) -> SuccessionLetter:
    """What notifications may mail about a wish."""
    body = SuccessionLetterAsked.model_validate({"about": about, "person_id": who})
    path = f"/networks/{network_id}:succession-letter"
    given: SuccessionLetter = await place.ask("POST", path, SuccessionLetter, service="notifications", body=body)
    return given


async def no_letter(place: Workplace, network_id: UUID, about: str, who: UUID) -> str:
    """Why nothing is mailed."""
    body = SuccessionLetterAsked.model_validate({"about": about, "person_id": who})
    path = f"/networks/{network_id}:succession-letter"
    return (await place.refusal("POST", path, service="notifications", body=body)).code


@pytest.mark.parametrize("accepts", [True, False])
async def test_both_sides_hear_of_a_wish_and_of_its_answer(place: Workplace, accepts: bool) -> None:
    old, new, kim, bo = await two_networks(place)
    await propose(place, old, kim)
    (wish,) = await wishes(place, new, bo)

    asked = await letter(place, old, "PROPOSED", bo)
    too_early = await no_letter(place, old, "ANSWERED", kim)
    not_theirs = await no_letter(place, old, "PROPOSED", kim)
    await answer(place, wish, bo, accepts=accepts, words="" if accepts else "Wij gaan over iets anders.")
    answered = await letter(place, old, "ANSWERED", kim)
    over = await no_letter(place, old, "PROPOSED", bo)

    assert (asked.status, asked.network_slug, asked.successor_slug) == ("PROPOSED", "k-eet", "nieuw")
    assert (asked.succession_id, asked.language) == (wish.id, "nl")
    assert answered.status == ("SUCCEEDED" if accepts else "DECLINED")
    assert (answered.network_slug, answered.successor_slug) == ("k-eet", "nieuw")
    assert {too_early, not_theirs, over} == {"NO_LETTER_WANTED"}
    told = [event for event in await place.announced() if isinstance(event, SuccessionProposed | SuccessionAnswered)]
    at = place.clock.now()
    ids = {"succession_id": wish.id, "network_id": old, "successor_id": new, "at": at}
    assert told == [
        SuccessionProposed(version=1, answerer_ids=[bo], **ids),
        SuccessionAnswered(version=2, asker_ids=[kim], status=answered.status, **ids),
    ]


async def test_of_a_wish_that_was_taken_back_nothing_is_mailed(sqlite_place: Workplace) -> None:
    old, new, kim, bo = await two_networks(sqlite_place)
    await propose(sqlite_place, old, kim)
    (wish,) = await wishes(sqlite_place, new, bo)

    await sqlite_place.ask("POST", f"/successions/{wish.id}:withdraw", NetworkView, person_id=kim)

    assert await no_letter(sqlite_place, old, "PROPOSED", bo) == "NO_LETTER_WANTED"
    assert await no_letter(sqlite_place, new, "ANSWERED", bo) == "NO_LETTER_WANTED"


async def test_only_who_asked_takes_it_back_and_then_nobody_can_say_yes(sqlite_place: Workplace) -> None:
    old, new, kim, bo = await two_networks(sqlite_place)
    await propose(sqlite_place, old, kim)
    (wish,) = await wishes(sqlite_place, new, bo)
    path = f"/successions/{wish.id}"

    by_the_other = await sqlite_place.refusal("POST", f"{path}:withdraw", person_id=bo)
    await sqlite_place.ask("POST", f"{path}:withdraw", NetworkView, person_id=kim)
    too_late = await sqlite_place.refusal("POST", f"{path}:answer", person_id=bo, body=AnswerSuccession(accepts=True))

    assert (by_the_other.code, too_late.code) == ("COORDINATOR_NEEDED", "NOT_FOUND")
    assert await wishes(sqlite_place, old, kim) == []


async def test_a_wish_is_for_one_network_and_only_coordinators_read_it(sqlite_place: Workplace) -> None:
    old, new, kim, bo = await two_networks(sqlite_place)
    await load(sqlite_place, a_network("derde"))
    sam = (await join(sqlite_place, "k-eet", "Sam")).person_id
    await propose(sqlite_place, old, kim)

    await propose(sqlite_place, old, kim, to="derde")
    refusal = await sqlite_place.refusal("GET", f"/networks/{old}/successions", person_id=sam)

    assert [one.successor_slug for one in await wishes(sqlite_place, old, kim)] == ["derde"]
    assert await wishes(sqlite_place, new, bo) == []
    assert refusal.code == "COORDINATOR_NEEDED"


async def test_a_network_that_was_closed_meanwhile_goes_on_as_nothing(sqlite_place: Workplace) -> None:
    old, new, kim, bo = await two_networks(sqlite_place)
    await propose(sqlite_place, old, kim)
    (wish,) = await wishes(sqlite_place, new, bo)
    await load(sqlite_place, a_network("k-eet", status="ARCHIVED"))

    refusal = await sqlite_place.refusal(
        "POST", f"/successions/{wish.id}:answer", person_id=bo, body=AnswerSuccession(accepts=True)
    )

    assert refusal.code == "HAS_ENDED"
