"""A network that has ended reads on and begins nothing new; what was to come in it is called off, with a word (DOMAIN 6, J22)."""

import asyncio
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from services.agenda.handlers import HANDLERS
from shared.api.agenda.arranging import ProposeAgendaPoint
from shared.api.agenda.date_polls import DatePollView
from shared.api.agenda.drafts import Drafts, PlanSession
from shared.api.agenda.planning import AddSoftBlock
from shared.api.agenda.questions import ChangeQuestion, NoteContent, QuestionView
from shared.api.agenda.sessions import AddAgendaPoint, PlanSeries, SessionView
from shared.api.page import Page, Shape
from shared.errors import Refusal
from shared.events.agenda.date_polls import DatePollClosed
from shared.events.agenda.sessions import SessionCancelled
from shared.events.base import Event
from shared.events.network import NetworkChanged, NetworkCreated
from tests.agenda.steps import Cast, planned, proposal, proposed, rule, set_status, succeeded
from tests.agenda.test_calling_off import call_off, fresh
from tests.agenda.test_date_polls import opened_poll, opening
from tests.workplace import Workplace

DAY = datetime(2027, 2, 2, 13, 0, tzinfo=UTC)


def archived(cast: Cast, *, version: int = 2, status: str = "ARCHIVED") -> NetworkChanged:
    """What network tells when a network is closed, or opened again."""
    return NetworkChanged(network_id=cast.network_id, kind="programme", status=status, version=version)


async def hear(place: Workplace, *events: Event) -> None:
    """Let agenda hear events of network, in this order."""
    async with place.door.work() as work:
        for event in events:
            await HANDLERS[type(event)](work, event)


async def draft(place: Workplace, cast: Cast) -> SessionView:
    """A session that only coordinators know of."""
    body = PlanSession(on=date(2027, 3, 1), starts=time(10, 0), ends=time(12, 0))
    path = f"/networks/{cast.network_id}/sessions"
    made = await place.ask("POST", path, SessionView, person_id=cast.coordinator, body=body)
    assert isinstance(made, SessionView)
    return made


async def test_what_was_to_come_is_called_off_and_told_and_what_was_held_stays(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    elsewhere = await planned(place, cast.other_network_id, cast.other_coordinator)
    kept = await draft(place, cast)
    poll = await opened_poll(place, cast, DAY)
    await set_status(place, series.sessions[0].id, "HELD")
    before = len(await place.announced())

    await hear(place, archived(cast), archived(cast))

    path = f"/networks/{cast.network_id}/sessions"
    found = await place.ask("GET", path, Page[SessionView], person_id=cast.coordinator)
    status = {one.id: (one.status, one.cancel_reason) for one in found.items}
    assert status[series.sessions[0].id] == ("HELD", "")
    assert {status[one.id] for one in series.sessions[1:]} == {("CANCELLED", "Dit netwerk is gestopt.")}
    told = (await place.announced())[before:]
    called_off = [event.session_id for event in told if isinstance(event, SessionCancelled)]
    assert called_off == [one.id for one in series.sessions[1:]], "each once, though the end was heard twice"
    assert [event.date_poll_id for event in told if isinstance(event, DatePollClosed)] == [poll.id]
    seen = await place.ask("GET", f"/date-polls/{poll.id}", DatePollView, person_id=cast.member)
    assert seen.status == "EXPIRED"
    one = await place.ask("GET", f"/sessions/{elsewhere.sessions[1].id}", SessionView, person_id=cast.neighbour)
    assert one.status == "CONFIRMED", "another network goes on"
    still = await place.ask("GET", f"/sessions/{kept.id}", SessionView, person_id=cast.coordinator)
    assert still.status == "DRAFT", "a draft waits: nobody else knew of it"


@pytest.mark.parametrize("ends", ["SUCCEEDED", "ARCHIVED"])
async def test_nothing_new_begins_in_a_network_that_has_ended(place: Workplace, cast: Cast, ends: str) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    question = await proposed(place, cast.network_id, cast.member)
    one = await draft(place, cast)
    await hear(place, archived(cast) if ends == "ARCHIVED" else succeeded(cast.network_id, cast.other_network_id))

    network = f"/networks/{cast.network_id}"
    point: dict[str, Any] = {"title": "Wonen dichtbij", "purpose": "EXPLORE", "minutes": 10}
    moment = {"on": date(2027, 4, 5), "starts": time(10, 0), "ends": time(12, 0)}
    hard = AddSoftBlock(
        words="Vakantie", from_on=date(2027, 7, 1), until_on=date(2027, 7, 9), regions=[], perspectives=[]
    )
    new: list[tuple[str, Shape]] = [
        ("/questions", proposal(cast.network_id)),
        (f"/questions/{question.id}:open", ChangeQuestion(version=1)),
        (f"/sessions/{series.sessions[1].id}/agenda-points", AddAgendaPoint(**point)),
        (f"{network}/agenda-points", ProposeAgendaPoint(**point)),
        ("/series", PlanSeries(network_id=cast.network_id, rule=rule(), place="Zaal 3", regions=[])),
        (f"{network}/sessions", PlanSession(**moment)),
        ("/drafts:confirm", Drafts(session_ids=[one.id])),
        ("/date-polls", opening(cast.network_id, DAY)),
        (f"{network}/soft-blocks", hard),
    ]
    for path, body in new:
        with pytest.raises(Refusal) as refused:
            await place.ask("POST", path, Any, person_id=cast.coordinator, body=body)
        assert refused.value.code == "NETWORK_IS_OVER", path
    with pytest.raises(Refusal) as refused:
        await place.ask("POST", "/questions", Any, person_id=cast.outsider, body=proposal(cast.network_id))
    assert refused.value.code == "NOT_A_MEMBER", "who takes no part hears nothing of it"
    theirs = ChangeQuestion(version=1)
    taken = await place.ask(
        "POST", f"/questions/{question.id}:withdraw", QuestionView, person_id=cast.member, body=theirs
    )
    assert taken.status == "WITHDRAWN", "taking back is nothing new"


async def test_a_question_says_that_it_can_be_opened_only_where_that_is_so(place: Workplace, cast: Cast) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    path = f"/questions/{question.id}"
    before = await place.ask("GET", path, QuestionView, person_id=cast.coordinator)
    await hear(place, archived(cast))

    one = await place.ask("GET", path, QuestionView, person_id=cast.coordinator)
    listed = await place.ask(
        "GET", f"/networks/{cast.network_id}/questions", Page[QuestionView], person_id=cast.coordinator
    )
    body = NoteContent(content_note="Over verlies", version=1)
    noted = await place.ask("POST", f"{path}:note-content", QuestionView, person_id=cast.coordinator, body=body)

    assert before.may_open
    assert [one.may_open, listed.items[0].may_open, noted.may_open] == [False, False, False]


async def test_a_network_that_begins_again_takes_questions_again_whatever_is_heard_late(
    place: Workplace, cast: Cast
) -> None:
    await hear(place, archived(cast, version=2), archived(cast, version=3, status="ACTIVE"), archived(cast, version=2))

    assert (await proposed(place, cast.network_id, cast.member)).status == "PROPOSED"


async def test_a_network_that_is_over_from_the_start_begins_nothing(place: Workplace, cast: Cast) -> None:
    begun = NetworkCreated(network_id=cast.network_id, kind="programme", status="ARCHIVED", version=1)
    await hear(place, begun)

    with pytest.raises(Refusal) as refused:
        await proposed(place, cast.network_id, cast.member)
    assert refused.value.code == "NETWORK_IS_OVER"


async def test_what_was_called_off_stays_off_once_its_network_has_ended(place: Workplace, cast: Cast) -> None:
    """J22: also within the hour in which it could be taken back; nobody hears of it twice."""
    series = await planned(place, cast.network_id, cast.coordinator)
    await call_off(place, cast, series.sessions[0])
    (change,) = await fresh(place, cast)
    await hear(place, archived(cast))
    before = len(await place.announced())

    offered = await fresh(place, cast)
    refusal = await place.refusal("POST", f"/session-changes/{change.id}:undo", person_id=cast.coordinator)

    assert offered == []
    assert refusal.code == "NETWORK_IS_OVER"
    assert len(await place.announced()) == before


async def test_whatever_comes_first_what_is_taken_back_while_its_network_ends_is_off_in_the_end(
    place: Workplace, cast: Cast
) -> None:
    """Two at once: either it is refused, or it is called off again with the rest."""
    series = await planned(place, cast.network_id, cast.coordinator)
    await call_off(place, cast, series.sessions[0])
    (change,) = await fresh(place, cast)

    came: tuple[Any, Any] = await asyncio.gather(
        place.ask("POST", f"/session-changes/{change.id}:undo", Any, person_id=cast.coordinator),
        hear(place, archived(cast)),
        return_exceptions=True,
    )

    undone, heard = came
    assert heard is None
    assert not isinstance(undone, BaseException) or getattr(undone, "code", "") == "NETWORK_IS_OVER"
    path = f"/networks/{cast.network_id}/sessions"
    found = await place.ask("GET", path, Page[SessionView], person_id=cast.coordinator)
    assert {one.status for one in found.items} == {"CANCELLED"}
