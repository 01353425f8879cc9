"""Goals and partners: a passed day asks for the outcome and closes nothing, and a linking pin is told to members only."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.api.network.steering.goals import ChangeGoal, CloseGoal, GoalView, SetGoal
from shared.api.network.steering.ties import AddPartner, ChangePartner, PartnerView
from shared.api.page import Ids
from shared.errors import Refusal
from tests.network.steps import a_network, join, load
from tests.workplace import Workplace

GOALS, PARTNERS = list[GoalView], list[PartnerView]


async def set_goal(place: Workplace, network_id: UUID, who: UUID, **different: Any) -> GoalView:
    """Set a goal, with what is different."""
    body = SetGoal.model_validate({"text": "Geen kind alleen", "measure": "Aantal", "target": "0", **different})
    view: GoalView = await place.ask("POST", f"/networks/{network_id}/goals", GoalView, person_id=who, body=body)
    return view


async def goals(place: Workplace, *network_ids: UUID) -> list[GoalView]:
    """The goals of networks as everybody sees them."""
    told: list[GoalView] = await place.ask("POST", "/goals:batch", GOALS, body=Ids(ids=list(network_ids)))
    return told


async def kring(place: Workplace) -> tuple[UUID, UUID]:
    """A network and its coordinator."""
    loaded = await load(place, a_network())
    return loaded.id, (await join(place, "kring", "Kim", role="COORDINATOR")).person_id


async def test_everybody_reads_the_goals_open_ones_first_each_by_its_day(place: Workplace) -> None:
    network_id, kim = await kring(place)
    late = await set_goal(place, network_id, kim, text="Later", due_on=date(2028, 1, 1))
    never = await set_goal(place, network_id, kim, text="Zonder dag")
    soon = await set_goal(place, network_id, kim, text="Eerst", due_on=date(2027, 1, 1))
    done = await set_goal(place, network_id, kim, text="Klaar", due_on=date(2026, 1, 1))
    closed = await place.ask(
        "POST",
        f"/goals/{done.id}:close",
        GoalView,
        person_id=kim,
        body=CloseGoal(version=1, outcome="PARTLY", lesson="Begin eerder."),
    )

    assert await goals(place, network_id, uuid4()) == [soon, late, never, closed]
    assert (closed.outcome, closed.lesson, closed.version) == ("PARTLY", "Begin eerder.", 2)


async def test_br_025_a_passed_day_asks_for_the_outcome_and_closes_nothing(place: Workplace) -> None:
    network_id, kim = await kring(place)
    goal = await set_goal(place, network_id, kim, due_on=date(2026, 11, 21))
    today = (await goals(place, network_id))[0]

    place.clock.forward(days=1)
    tomorrow = (await goals(place, network_id))[0]
    place.clock.forward(days=3650)
    much_later = (await goals(place, network_id))[0]

    assert (goal.asks_outcome, today.asks_outcome) == (False, False)
    assert (tomorrow.asks_outcome, tomorrow.outcome) == (True, None)
    assert (much_later.asks_outcome, much_later.outcome) == (True, None)


@pytest.mark.parametrize("outcome", ["REACHED", "PARTLY", "NOT_REACHED", "UNKNOWN"])
async def test_br_025_each_outcome_can_be_said_once(sqlite_place: Workplace, outcome: Any) -> None:
    network_id, kim = await kring(sqlite_place)
    goal = await set_goal(sqlite_place, network_id, kim, due_on=date(2026, 1, 1))
    body = CloseGoal(version=1, outcome=outcome)

    closed = await sqlite_place.ask("POST", f"/goals/{goal.id}:close", GoalView, person_id=kim, body=body)
    again = await sqlite_place.refusal(
        "POST", f"/goals/{goal.id}:close", person_id=kim, body=CloseGoal(version=2, outcome="REACHED")
    )

    assert (closed.outcome, closed.asks_outcome) == (outcome, False)
    assert again.code == "GOAL_IS_CLOSED"


async def test_an_open_goal_gets_another_day_unless_somebody_else_changed_it(sqlite_place: Workplace) -> None:
    network_id, kim = await kring(sqlite_place)
    goal = await set_goal(sqlite_place, network_id, kim, due_on=date(2026, 1, 1))
    body = ChangeGoal(version=1, text=goal.text, measure="Anders", target="", due_on=date(2027, 5, 1))

    changed = await sqlite_place.ask("POST", f"/goals/{goal.id}:change", GoalView, person_id=kim, body=body)
    stale = await sqlite_place.refusal("POST", f"/goals/{goal.id}:change", person_id=kim, body=body)

    assert (changed.measure, changed.asks_outcome, changed.version) == ("Anders", False, 2)
    assert stale.code == "STALE_VERSION"


async def test_only_coordinators_set_and_close_goals(sqlite_place: Workplace) -> None:
    network_id, kim = await kring(sqlite_place)
    sam = (await join(sqlite_place, "kring", "Sam")).person_id
    goal = await set_goal(sqlite_place, network_id, kim)

    async def code(path: str, body: Any) -> str:
        refusal: Refusal = await sqlite_place.refusal("POST", path, person_id=sam, body=body)
        return refusal.code

    assert await code(f"/networks/{network_id}/goals", SetGoal(text="a", measure="b")) == "COORDINATOR_NEEDED"
    assert await code(f"/goals/{goal.id}:close", CloseGoal(version=1, outcome="REACHED")) == "COORDINATOR_NEEDED"
    assert await code(f"/goals/{uuid4()}:close", CloseGoal(version=1, outcome="REACHED")) == "NOT_FOUND"
    assert await goals(sqlite_place, network_id) == [goal]


async def test_what_is_wrong_with_a_goal_is_told_at_once(sqlite_place: Workplace) -> None:
    network_id, kim = await kring(sqlite_place)

    refusal = await sqlite_place.refusal(
        "POST",
        f"/networks/{network_id}/goals",
        person_id=kim,
        body=SetGoal(text=" ", measure="", target="x" * 301),
    )

    assert [(problem.field, problem.code) for problem in refusal.problems] == [
        ("text", "REQUIRED"),
        ("measure", "REQUIRED"),
        ("target", "TEXT_TOO_LONG"),
    ]


async def test_an_organisation_is_one_in_every_network_and_its_linking_pin_is_told_to_members_only(
    place: Workplace,
) -> None:
    """C059: organisations take part beside people; strangers see the organisation, not who its linking pin is."""
    network_id, kim = await kring(place)
    sam = (await join(place, "kring", "Sam")).person_id
    other = await load(place, a_network("ander"))
    bo = (await join(place, "ander", "Bo", role="COORDINATOR")).person_id
    added = await place.ask(
        "POST",
        f"/networks/{network_id}/partners",
        PARTNERS,
        person_id=kim,
        body=AddPartner(name="De Béste School", linking_person_id=sam),
    )
    await place.ask(
        "POST", f"/networks/{other.id}/partners", PARTNERS, person_id=bo, body=AddPartner(name="de beste school")
    )
    both = Ids(ids=[network_id, other.id])

    for_members = await place.ask("POST", "/partners:batch", PARTNERS, person_id=sam, body=both)
    for_strangers = await place.ask("POST", "/partners:batch", PARTNERS, body=both)

    def told(partners: list[PartnerView]) -> set[tuple[UUID, str, UUID | None, str | None]]:
        return {(one.network_id, one.name, one.linking_person_id, one.linking_name) for one in partners}

    assert [(one.name, one.linking_name) for one in added] == [("De Béste School", "Sam")]
    assert told(for_members) == {
        (network_id, "De Béste School", sam, "Sam"),
        (other.id, "De Béste School", None, None),
    }
    assert told(for_strangers) == {
        (network_id, "De Béste School", None, None),
        (other.id, "De Béste School", None, None),
    }


async def test_a_linking_pin_takes_part_and_a_partner_comes_once_and_can_go(sqlite_place: Workplace) -> None:
    network_id, kim = await kring(sqlite_place)
    path = f"/networks/{network_id}/partners"
    stranger = await sqlite_place.refusal(
        "POST", path, person_id=kim, body=AddPartner(name="School", linking_person_id=uuid4())
    )
    (partner,) = await sqlite_place.ask("POST", path, PARTNERS, person_id=kim, body=AddPartner(name="School"))
    twice = await sqlite_place.refusal("POST", path, person_id=kim, body=AddPartner(name="SCHOOL"))
    nameless = await sqlite_place.refusal("POST", path, person_id=kim, body=AddPartner(name=" "))

    (pinned,) = await sqlite_place.ask(
        "POST",
        f"/partners/{partner.id}:change",
        PARTNERS,
        person_id=kim,
        body=ChangePartner(version=1, linking_person_id=kim),
    )
    gone = await sqlite_place.ask("POST", f"/partners/{partner.id}:remove", PARTNERS, person_id=kim)

    assert [refusal.code for refusal in (stranger, twice, nameless)] == [
        "NO_MEMBER_HERE",
        "ALREADY_PARTNER",
        "PARTNER_INCOMPLETE",
    ]
    assert (pinned.linking_name, pinned.version) == ("Kim", 2)
    assert gone == []


async def test_goals_and_partners_of_one_or_of_ten_networks_take_as_many_statements(place: Workplace) -> None:
    ids = []
    for number in range(10):
        loaded = await load(place, a_network(f"n{number}"))
        kim = await join(place, f"n{number}", "Kim", role="COORDINATOR")
        ids.append(loaded.id)
        for text in ("Een", "Twee", "Drie"):
            await set_goal(place, loaded.id, kim.person_id, text=text)
            body = AddPartner(name=f"Organisatie {text}", linking_person_id=kim.person_id)
            await place.ask("POST", f"/networks/{loaded.id}/partners", PARTNERS, person_id=kim.person_id, body=body)
    counted = []

    for asked in (ids[:1], ids):
        place.statements.clear()
        await goals(place, *asked)
        await place.ask("POST", "/partners:batch", PARTNERS, person_id=kim.person_id, body=Ids(ids=asked))
        counted.append(sum(statement.startswith("SELECT") for statement in place.statements))

    assert counted == [3, 3]
