"""Who may do what: every route, asked by people who stand in different places (A-23, A-25, A-26, A-31 … A-34)."""

import json
import re
from typing import Any

import pytest
from fastapi.routing import APIRoute

from services.agenda.main import SERVICE
from shared.api.agenda.questions import ChangeQuestion
from shared.api.agenda.sessions import AgendaPointView, PlanSeries, RemoveAgendaPoint, SessionView
from shared.api.page import Ids
from shared.asking import straight
from shared.database import new_id
from shared.errors import NotFound, Refusal
from tests.agenda.rights import PEOPLE, Desk
from tests.agenda.rights import RIGHTS as OTHER_RIGHTS
from tests.agenda.rights_arranging import ARRANGING
from tests.agenda.rights_minutes import MINUTES
from tests.agenda.rights_series import SERIES
from tests.agenda.steps import Cast, leave, proposal, rule
from tests.workplace import Workplace

RIGHTS = OTHER_RIGHTS | ARRANGING | SERIES | MINUTES


def test_a_25_every_route_stands_in_the_table_of_rights() -> None:
    routes = {
        f"{method} {route.path}"
        for edge in SERVICE.edges
        for route in edge.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }

    assert routes == set(RIGHTS)


@pytest.mark.parametrize("route", RIGHTS)
async def test_a_23_a_26_each_person_gets_what_they_may(place: Workplace, cast: Cast, route: str) -> None:
    step, expected = RIGHTS[route]
    desk = Desk(place, cast)
    outcomes: dict[str, str] = {}

    for person in PEOPLE:
        person_id = None if person == "stranger" else getattr(cast, person)
        try:
            outcomes[person] = await step(desk, person_id)
        except Refusal as refusal:
            outcomes[person] = refusal.code

    assert outcomes == dict(zip(PEOPLE, expected, strict=True))


async def test_a_31_without_a_pass_no_route_answers(place: Workplace) -> None:
    answers = {}

    for route in RIGHTS:
        method, template = route.split(" ")
        path = re.sub("{[a-z_]+}", str(new_id()), template)
        status, content = await straight(place.app, method, path, "", {"content-type": "application/json"}, b"{}")
        answers[route] = (status, json.loads(content)["code"])

    assert answers == dict.fromkeys(RIGHTS, (401, "NOT_SIGNED_IN"))


async def test_a_26_what_was_refused_is_not_announced(place: Workplace, cast: Cast) -> None:
    desk = Desk(place, cast)
    question, point = await desk.question(), await desk.point()
    before = await place.announced()

    for person_id in (cast.neighbour, cast.other_coordinator, cast.former_coordinator, cast.outsider):
        for path, body in (
            (f"/questions/{question.id}:open", ChangeQuestion(version=1)),
            (f"/questions/{question.id}:withdraw", ChangeQuestion(version=1)),
            (f"/agenda-points/{point.id}:remove", RemoveAgendaPoint(version=1)),
            ("/series", PlanSeries(network_id=cast.network_id, rule=rule(weekday=1))),
        ):
            await place.refusal("POST", path, person_id=person_id, body=body)

    assert await place.announced() == before


async def test_a_34_what_may_not_be_known_is_not_found_word_for_word(place: Workplace, cast: Cast) -> None:
    hidden = (await Desk(place, cast).question()).id

    refusals = [
        await place.refusal("GET", f"/questions/{question_id}", person_id=cast.neighbour)
        for question_id in (hidden, new_id())
    ]

    assert [type(refusal) for refusal in refusals] == [NotFound, NotFound]
    assert refusals[0].message == refusals[1].message
    assert refusals[0].code == refusals[1].code


async def test_a_32_a_33_who_left_sees_and_does_nothing_from_that_moment(place: Workplace, cast: Cast) -> None:
    desk = Desk(place, cast)
    question, point = await desk.question(), await desk.point()
    await leave(place, cast.network_id, cast.second_member)
    who = cast.second_member

    codes = [
        (await place.refusal("GET", f"/questions/{question.id}", person_id=who)).code,
        (await place.refusal("POST", "/questions", person_id=who, body=proposal(cast.network_id))).code,
    ]
    old_points = await place.ask(
        "POST", "/agenda-points:batch", list[AgendaPointView], person_id=who, body=Ids(ids=[point.id])
    )
    agendas = await place.ask("POST", "/sessions:agendas", Any, person_id=who, body=Ids(ids=[point.session_id]))
    session = await place.ask("GET", f"/sessions/{point.session_id}", SessionView, person_id=who)

    assert codes == ["NOT_FOUND", "NOT_A_MEMBER"]
    assert (old_points, agendas) == ([], [])
    assert (session.place, session.minutes_planned) == (None, None)


async def test_who_left_keeps_no_hold_on_their_points_but_a_coordinator_does(place: Workplace, cast: Cast) -> None:
    point = await Desk(place, cast).point()
    await leave(place, cast.network_id, cast.member)
    path = f"/agenda-points/{point.id}:remove"

    refusal = await place.refusal("POST", path, person_id=cast.member, body=RemoveAgendaPoint(version=1))
    session = await place.ask(
        "POST", path, SessionView, person_id=cast.coordinator, body=RemoveAgendaPoint(version=1, reason="Nu niet.")
    )

    assert type(refusal) is NotFound
    assert session.id == point.session_id


async def test_other_houses_have_no_more_rights_than_a_stranger(place: Workplace, cast: Cast) -> None:
    question = await Desk(place, cast).question()

    for service in ("notifications", "operator", "network"):
        refusal = await place.refusal("GET", f"/questions/{question.id}", service=service)
        assert type(refusal) is NotFound
    for service in ("notifications", "network"):
        refusal = await place.refusal("POST", "/questions", service=service, body=proposal(cast.network_id))
        assert refusal.code == "NOT_ALLOWED"
