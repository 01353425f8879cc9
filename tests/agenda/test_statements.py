"""The number of SQL statements does not grow with the rows."""

from collections.abc import Awaitable, Callable
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest

from services.agenda.main import SERVICE
from shared.api.agenda.arranging import AnswerAgendaPoint, ProposeAgendaPoint
from shared.api.agenda.planning import PlanYear
from shared.api.agenda.questions import QuestionNewsAsked
from shared.api.agenda.sessions import AgendaPointView, SessionNewsAsked
from shared.api.page import Ids
from tests.agenda.steps import Cast, added, join, opened, planned, proposed, rule
from tests.workplace import Workplace


async def make_rows(place: Workplace, cast: Cast, count: int) -> tuple[list[UUID], list[UUID], list[UUID]]:
    """So many questions, sessions and agenda points on the first session."""
    questions = [
        await opened(place, await proposed(place, cast.network_id, cast.member), cast.coordinator) for _ in range(count)
    ]
    sessions: list[UUID] = []
    hour = 8
    while len(sessions) < count:
        series = await planned(
            place,
            cast.network_id,
            cast.coordinator,
            every_months=1,
            regions=[],
            nth=1,
            weekday=1,
            starts=time(hour, 0),
            ends=time(hour + 2, 30),
            until_on=date(2027, min(count - len(sessions), 12), 28),
        )
        sessions += [session.id for session in series.sessions]
        hour += 3
    points = [await added(place, sessions[0], cast.member, minutes=5) for _ in range(count)]
    for _ in range(count):
        await parked(place, cast)
    return [question.id for question in questions], sessions, [point.id for point in points]


async def parked(place: Workplace, cast: Cast) -> None:
    """A point that waits, answered with a reason."""
    body = ProposeAgendaPoint(title="Later", purpose="INFORM", minutes=5)
    path = f"/networks/{cast.network_id}/agenda-points"
    point = await place.ask("POST", path, AgendaPointView, person_id=cast.member, body=body)
    await place.ask(
        "POST",
        f"/agenda-points/{point.id}:park",
        person_id=cast.coordinator,
        body=AnswerAgendaPoint(reason="Nog niet.", version=1),
    )


Ask = Callable[[Workplace, Cast, list[UUID], list[UUID], list[UUID]], Awaitable[Any]]
READS: dict[str, Ask] = {
    "questions of a network": lambda place, cast, *_: place.ask(
        "GET", f"/networks/{cast.network_id}/questions", Any, person_id=cast.member, params={"first": 100}
    ),
    "recent questions": lambda place, cast, *_: place.ask("GET", "/questions/recent", Any, person_id=cast.member),
    "batch of questions": lambda place, cast, questions, _s, _p: place.ask(
        "POST", "/questions:batch", Any, person_id=cast.member, body=Ids(ids=questions)
    ),
    "news of questions": lambda place, cast, questions, _s, _p: place.ask(
        "POST",
        "/questions:news",
        Any,
        service="notifications",
        body=QuestionNewsAsked(network_id=cast.network_id, question_ids=questions, reader_ids=[cast.member]),
    ),
    "sessions of a network": lambda place, cast, *_: place.ask(
        "GET", f"/networks/{cast.network_id}/sessions", Any, person_id=cast.member, params={"first": 100}
    ),
    "upcoming sessions": lambda place, cast, *_: place.ask("GET", "/sessions/upcoming", Any, person_id=cast.member),
    "batch of sessions": lambda place, cast, _q, sessions, _p: place.ask(
        "POST", "/sessions:batch", Any, person_id=cast.member, body=Ids(ids=sessions)
    ),
    "one session with its points": lambda place, cast, _q, sessions, _p: place.ask(
        "GET", f"/sessions/{sessions[0]}", Any, person_id=cast.member, params={"agenda_points": True}
    ),
    "agenda points": lambda place, cast, _q, sessions, _p: place.ask(
        "POST", "/sessions:agendas", Any, person_id=cast.member, body=Ids(ids=sessions)
    ),
    "batch of agenda points": lambda place, cast, _q, _s, points: place.ask(
        "POST", "/agenda-points:batch", Any, person_id=cast.member, body=Ids(ids=points)
    ),
    "points that wait": lambda place, cast, *_: place.ask(
        "GET", f"/networks/{cast.network_id}/agenda-points", Any, person_id=cast.member
    ),
    "points that were answered": lambda place, cast, *_: place.ask(
        "GET", "/agenda-points/answered", Any, person_id=cast.member
    ),
    "shares of an agenda": lambda place, cast, *_: place.ask(
        "GET", f"/networks/{cast.network_id}/agenda-shares", Any, person_id=cast.coordinator
    ),
    "news of sessions": lambda place, cast, _q, _s, points: place.ask(
        "POST",
        "/sessions:news",
        Any,
        service="notifications",
        body=SessionNewsAsked(network_id=cast.network_id, agenda_point_ids=points, reader_ids=[cast.member]),
    ),
    "year": lambda place, cast, *_: place.ask(
        "POST",
        "/years:plan",
        Any,
        person_id=cast.coordinator,
        body=PlanYear(network_id=cast.network_id, rule=rule()),
    ),
}
AT_MOST = {
    "news of sessions": 4,
    "news of questions": 2,
    "year": 7,
    "agenda points": 2,
    "points that wait": 2,
    "shares of an agenda": 3,
    "one session with its points": 2,
}


async def test_no_read_needs_more_statements_for_more_rows(place: Workplace) -> None:
    counted: dict[str, list[int]] = {name: [] for name in READS}

    for count in (1, 3, 30):
        cast = await _cast(place)
        rows = await make_rows(place, cast, count)
        for name, ask in READS.items():
            place.statements.clear()
            await ask(place, cast, *rows)
            counted[name].append(len([s for s in place.statements if s.lstrip().upper().startswith("SELECT")]))

    assert counted == {name: [AT_MOST.get(name, 1)] * 3 for name in READS}


async def test_planning_needs_no_more_statements_for_more_sessions(place: Workplace) -> None:
    counted = []
    for until_on in (date(2027, 1, 31), date(2027, 12, 31), date(2028, 12, 31)):
        cast = await _cast(place)
        place.statements.clear()
        await planned(place, cast.network_id, cast.coordinator, every_months=1, regions=[], until_on=until_on)
        counted.append(len(place.statements))

    assert counted[0] == counted[1] == counted[2]


@pytest.mark.parametrize("edge", SERVICE.edges)
def test_no_list_is_paged_by_offset(edge: Any) -> None:
    parameters = {parameter.name for route in edge.routes for parameter in route.dependant.query_params}

    assert not parameters & {"offset", "skip", "page", "limit"}
    assert ("after" in parameters) <= ("first" in parameters)


async def _cast(place: Workplace) -> Cast:
    cast = Cast()
    await join(place, cast.network_id, cast.member)
    await join(place, cast.network_id, cast.coordinator, role="COORDINATOR")
    return cast
