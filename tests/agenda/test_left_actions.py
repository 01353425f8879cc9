"""J22: when a network goes on as another one, its open actions ask the coordinators there for a new owner, and none disappears."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared.api.agenda import minutes as api
from shared.api.agenda.minutes import ActionView
from shared.api.page import Page
from shared.database import new_id
from shared.errors import Refusal
from shared.events.agenda.minutes import ActionPointAssigned, ActionPointDueSoon
from tests.agenda.minutes import closed, read, shared_with_action, the_clock_keeps
from tests.agenda.steps import Cast, hear, planned, succeeded
from tests.workplace import Workplace

ACTIONS = list[ActionView]
DUE = date(2027, 3, 11)


def left(network_id: UUID) -> str:
    """Where a successor finds what was left."""
    return f"/networks/{network_id}/left-actions"


async def adopted(place: Workplace, network_id: UUID, action: ActionView, person_id: UUID, **body: Any) -> ActionView:
    """An action that goes on in another network."""
    asked = api.AssignAction.model_validate({"due_on": DUE, "version": action.version, **body})
    path = f"{left(network_id)}/{action.id}:adopt"
    answer = await place.ask("POST", path, ActionView, person_id=person_id, body=asked)
    assert isinstance(answer, ActionView)
    return answer


async def code_of(asking: Any) -> str:
    """The code of the refusal that something ends in."""
    with pytest.raises(Refusal) as refused:
        await asking
    return refused.value.code


async def test_open_actions_wait_at_the_successor_and_go_on_there_with_a_new_owner(
    place: Workplace, cast: Cast
) -> None:
    next_there = (await planned(place, cast.other_network_id, cast.other_coordinator)).sessions[0]
    session, action = await shared_with_action(place, cast)
    await hear(place, succeeded(cast.network_id, cast.other_network_id))

    (found,) = await place.ask("GET", left(cast.other_network_id), ACTIONS, person_id=cast.other_coordinator)
    gone_on = await adopted(place, cast.other_network_id, found, cast.other_coordinator, owner_id=cast.neighbour)

    seen = await place.ask("GET", f"/actions/{action.id}", ActionView, person_id=cast.neighbour)
    mine = await place.ask("GET", "/actions/mine", Page[ActionView], person_id=cast.neighbour)
    carried = await place.ask("GET", f"/sessions/{next_there.id}/open-actions", ACTIONS, person_id=cast.neighbour)
    assert (found.id, found.is_adopted, found.may_assign) == (action.id, False, False)
    assert (gone_on.network_id, gone_on.owner_id, gone_on.due_on) == (cast.other_network_id, cast.neighbour, DUE)
    assert (seen.is_adopted, seen.may_close, seen.has_owner) == (True, True, True)
    assert [one.id for one in (*mine.items, *carried)] == [action.id, action.id]
    assert await place.ask("GET", left(cast.other_network_id), ACTIONS, person_id=cast.other_coordinator) == []
    assert [one.id for one in (await read(place, session.id, cast.member)).actions or []] == [action.id]
    told = [event for event in await place.announced() if isinstance(event, ActionPointAssigned)][-1]
    assert (told.network_id, told.owner_id, told.version) == (
        cast.other_network_id,
        cast.neighbour,
        found.version + 1,
    )


async def test_who_owns_it_now_finishes_it_and_is_reminded_and_who_owned_it_has_no_say(
    place: Workplace, cast: Cast
) -> None:
    _, action = await shared_with_action(place, cast)
    await hear(place, succeeded(cast.network_id, cast.other_network_id))
    gone_on = await adopted(place, cast.other_network_id, action, cast.other_coordinator, owner_id=cast.neighbour)
    place.clock.moment = place.clock.moment.replace(month=3, day=5)

    await the_clock_keeps(place)
    owned = await code_of(closed(place, gone_on, cast.member))
    reminded = await place.ask("GET", f"/actions/{action.id}", ActionView, person_id=cast.neighbour)
    done = await closed(place, reminded, cast.neighbour)

    due = [event for event in await place.announced() if isinstance(event, ActionPointDueSoon)]
    assert [event.reader_ids for event in due] == [[cast.neighbour]]
    assert owned in {"NOT_FOUND", "NOT_YOUR_ACTION"}
    assert done.status == "DONE"


async def test_only_what_was_left_to_this_network_is_taken_over_and_only_by_who_coordinates_there(
    place: Workplace, cast: Cast
) -> None:
    _, action = await shared_with_action(place, cast)
    there = cast.other_network_id
    nothing = await code_of(adopted(place, there, action, cast.other_coordinator, owner_id=cast.neighbour))
    await hear(place, succeeded(cast.network_id, new_id()))
    another = await code_of(adopted(place, there, action, cast.other_coordinator, owner_id=cast.neighbour))
    await hear(place, succeeded(cast.network_id, there, version=3))

    codes = [
        await code_of(adopted(place, there, action, cast.neighbour, owner_id=cast.neighbour)),
        await code_of(adopted(place, there, action, cast.coordinator, owner_id=cast.neighbour)),
        await code_of(adopted(place, there, action, cast.other_coordinator)),
        await code_of(adopted(place, there, action, cast.other_coordinator, owner_id=cast.member)),
        await code_of(adopted(place, there, action, cast.other_coordinator, owner_id=cast.neighbour, version=99)),
    ]

    assert [nothing, another] == ["NOT_FOUND", "NOT_FOUND"]
    assert codes == [
        "COORDINATOR_NEEDED",
        "NOT_A_MEMBER",
        "ACTION_INCOMPLETE",
        "ACTION_INCOMPLETE",
        "STALE_VERSION",
    ]


async def test_what_is_done_asks_nothing_of_the_successor(place: Workplace, cast: Cast) -> None:
    _, action = await shared_with_action(place, cast)
    done = await closed(place, action, cast.member)
    await hear(place, succeeded(cast.network_id, cast.other_network_id))

    found = await place.ask("GET", left(cast.other_network_id), ACTIONS, person_id=cast.other_coordinator)
    late = await code_of(adopted(place, cast.other_network_id, done, cast.other_coordinator, organisation="Het huis"))

    assert found == []
    assert late == "ACTION_OVER"


async def test_what_a_network_in_between_left_lying_waits_at_the_one_that_came_after_it(
    place: Workplace, cast: Cast
) -> None:
    _, action = await shared_with_action(place, cast)
    between = new_id()
    await hear(place, succeeded(cast.network_id, between), succeeded(between, cast.other_network_id))

    found = await place.ask("GET", left(cast.other_network_id), ACTIONS, person_id=cast.other_coordinator)
    gone_on = await adopted(place, cast.other_network_id, action, cast.other_coordinator, owner_id=cast.neighbour)

    await hear(place, succeeded(cast.other_network_id, between, version=3))
    in_a_circle = await place.ask("GET", left(cast.other_network_id), ACTIONS, person_id=cast.other_coordinator)

    assert [one.id for one in found] == [action.id]
    assert gone_on.network_id == cast.other_network_id
    assert in_a_circle == [], "a circle ends too"
