"""What happens when people do things at the same moment: one after the other, and nobody's work is lost (A-41, A-42)."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from services.agenda.questions.operations import propose_question
from services.agenda.sessions.domain.rhythm import SeriesRule
from services.agenda.sessions.operations.sessions import mark_held, plan_series
from shared.access import Viewer
from shared.api.agenda.date_polls import ConfirmDates
from shared.api.agenda.questions import ChangeQuestion
from shared.api.agenda.sessions import AddAgendaPoint, PlanSeries, SessionView
from shared.api.page import Page
from shared.errors import Refusal
from shared.events.agenda.sessions import SessionHeld
from tests.agenda.steps import Cast, an_hour_passes, join, leave, planned, proposal, proposed, rule
from tests.agenda.test_date_polls import answered, closed, ids, opened_poll
from tests.workplace import Workplace


async def outcome(asking: Awaitable[Any]) -> str:
    """The code of a refusal, or "done"."""
    try:
        await asking
    except Refusal as refusal:
        return refusal.code
    return "done"


async def test_a_41_points_added_at_once_never_overflow_the_session(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    body = AddAgendaPoint(title="Punt", purpose="INFORM", minutes=40)

    outcomes = await asyncio.gather(
        *(
            outcome(place.ask("POST", f"/sessions/{session.id}/agenda-points", person_id=person_id, body=body))
            for person_id in (cast.member, cast.second_member, cast.coordinator) * 2
        )
    )

    assert Counter(outcomes) == {"done": 3, "AGENDA_TOO_LONG": 3}
    seen = await place.ask(
        "GET", f"/sessions/{session.id}", SessionView, person_id=cast.member, params={"agenda_points": True}
    )
    assert seen.minutes_planned == 120
    assert [point.position for point in seen.agenda_points] == [1, 2, 3]


async def test_a_41_the_same_series_planned_at_once_is_planned_once(place: Workplace, cast: Cast) -> None:
    await join(place, cast.network_id, cast.second_member, role="COORDINATOR", version=2)
    body = PlanSeries(network_id=cast.network_id, rule=rule())

    async with place.door.work(Viewer(service="gateway", person_id=cast.coordinator)) as work:
        await plan_series(work, network_id=cast.network_id, rule=SeriesRule(**dict(rule())), place="", without=[])
        other = asyncio.create_task(outcome(place.ask("POST", "/series", person_id=cast.second_member, body=body)))
        await asyncio.sleep(0.2)
        answered_before = other.done()

    assert (answered_before, await other) == (False, "SESSIONS_CLASH")
    page = await place.ask("GET", f"/networks/{cast.network_id}/sessions", Page[SessionView])
    assert len(page.items) == 6


async def test_a_41_j03_dates_of_one_poll_confirmed_at_once_by_two_coordinators_are_confirmed_once(
    place: Workplace, cast: Cast
) -> None:
    await join(place, cast.network_id, cast.second_member, role="DEPUTY", version=2)
    poll = await opened_poll(place, cast)
    for person_id in (cast.member, cast.second_member, cast.coordinator):
        await answered(place, poll, person_id, "YES", "YES")
    await closed(place, poll, cast)
    first, second = ids(poll)

    outcomes = await asyncio.gather(
        *(
            outcome(
                place.ask(
                    "POST",
                    f"/date-polls/{poll.id}:confirm",
                    person_id=person_id,
                    body=ConfirmDates(date_ids=[date_id], place=where),
                )
            )
            for person_id, date_id, where in (
                (cast.coordinator, first, "Utrecht"),
                (cast.second_member, second, "Zwolle"),
            )
        )
    )

    assert Counter(outcomes) == {"done": 1, "DATE_POLL_DECIDED": 1}
    page = await place.ask("GET", f"/networks/{cast.network_id}/sessions", Page[SessionView])
    assert len(page.items) == 1


async def test_a_session_that_is_over_is_marked_once_by_two_clocks(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    place.clock.moment = series.sessions[-1].ends_at

    async with place.door.work() as work:
        await mark_held(work)
        await work.session.flush()
        other = asyncio.create_task(an_hour_passes(place))
        await asyncio.sleep(0.2)
    await other

    held = [event.session_id for event in await place.announced() if isinstance(event, SessionHeld)]
    assert sorted(held) == sorted(session.id for session in series.sessions)


async def test_a_41_a_question_opened_at_once_is_opened_once(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    path, body = f"/questions/{question.id}:open", ChangeQuestion(version=1)

    outcomes = await asyncio.gather(
        *(outcome(place.ask("POST", path, person_id=cast.coordinator, body=body)) for _ in range(4))
    )

    assert Counter(outcomes) == {"done": 1, "ALREADY_ON_AGENDA": 3}
    assert len(await place.announced()) == 2


async def test_the_same_key_at_once_does_it_once(place: Workplace, cast: Cast) -> None:
    body = proposal(cast.network_id)

    answers = await asyncio.gather(
        *(place.ask("POST", "/questions", Any, person_id=cast.member, body=body, key="een") for _ in range(3))
    )

    assert answers[0] == answers[1] == answers[2]
    assert len(await place.announced()) == 1


async def test_a_42_who_leaves_while_proposing_leaves_after_it(place: Workplace, cast: Cast) -> None:
    async with place.door.work(Viewer(service="gateway", person_id=cast.member)) as work:
        await propose_question(work, **dict(proposal(cast.network_id)))
        leaving = asyncio.create_task(leave(place, cast.network_id, cast.member))
        await asyncio.sleep(0.2)
        left_before = leaving.done()
    await leaving

    assert left_before is False
    assert await outcome(place.ask("POST", "/questions", person_id=cast.member, body=proposal(cast.network_id))) == (
        "NOT_A_MEMBER"
    )
    assert len(await place.announced()) == 1
