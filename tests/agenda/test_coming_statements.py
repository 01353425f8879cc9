"""Who comes to a session costs the same SQL statements with 3 and with 1 000 members, and with one session and with six."""

from uuid import UUID

from sqlalchemy import insert

from services.agenda.members.models import Member
from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer
from shared.api.agenda.coming import AttendanceAsked, AttendanceView, ComingAsked, ComingView, PersonComing
from shared.api.agenda.sessions import SessionView
from shared.api.page import Page
from shared.database import new_id
from tests.agenda.steps import Cast, planned
from tests.workplace import Workplace

FEW, MANY = 3, 1_000
PERSPECTIVES = ("PARENT", "PROFESSIONAL", "YOUNG_PERSON", "MUNICIPALITY")
SAID = ("COMING", "MAYBE", "NOT_COMING")


async def crowd(place: Workplace, network_id: UUID, session: SessionView, count: int) -> None:
    """So many people more, who all answered."""
    people = [new_id() for _ in range(count)]
    async with place.door.work() as work:
        members = [
            {
                "membership_id": new_id(),
                "network_id": network_id,
                "person_id": person_id,
                "perspective": PERSPECTIVES[number % len(PERSPECTIVES)],
                "roles": [],
                "coordinates": False,
                "status": "ACTIVE",
                "version": 1,
            }
            for number, person_id in enumerate(people)
        ]
        answers = [
            {
                "session_id": session.id,
                "person_id": person_id,
                "answer": SAID[number % 3],
                "companions": 0,
                "with_support_person": False,
                "seats": int(number % 3 == 0),
                "turn": number,
                "is_waiting": False,
                "answered_at": work.now,
            }
            for number, person_id in enumerate(people)
        ]
        needs = [
            {
                "session_id": session.id,
                "person_id": person_id,
                "interpreter": True,
                "childcare": False,
                "step_free": False,
                "allowance": False,
                "note": "",
            }
            for person_id in people
        ]
        await work.session.execute(insert(Member), members)
        await work.session.execute(insert(GivenAnswer), answers)
        await work.session.execute(insert(AccessNeeds), needs)


async def test_a_session_of_a_thousand_people_costs_the_statements_of_one_of_three(
    place: Workplace, cast: Cast
) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    counted = []
    for more in (FEW, MANY - FEW):
        await crowd(place, cast.network_id, session, more)
        place.statements.clear()
        (view,) = await place.ask(
            "POST",
            "/sessions:coming",
            list[ComingView],
            person_id=cast.coordinator,
            body=ComingAsked(session_ids=[session.id]),
        )
        coming = len(place.statements)
        place.statements.clear()
        page = await place.ask(
            "GET",
            f"/sessions/{session.id}/people",
            Page[PersonComing],
            person_id=cast.coordinator,
            params={"answered": True},
        )
        counted.append((coming, len(place.statements), sum(one.members or 0 for one in view.perspectives)))

    (few, few_people, _), (many, many_people, members) = counted
    assert (many, many_people, members) == (few, few_people, MANY + 3)
    assert len(page.items) == 100
    assert few <= 9


async def test_six_sessions_cost_the_statements_of_one(place: Workplace, cast: Cast) -> None:
    sessions = (await planned(place, cast.network_id, cast.coordinator)).sessions
    counted = []
    for asked in (sessions[:1], sessions):
        ids = [session.id for session in asked]
        place.statements.clear()
        await place.ask(
            "POST", "/sessions:coming", list[ComingView], person_id=cast.member, body=ComingAsked(session_ids=ids)
        )
        found = await place.ask(
            "POST",
            "/sessions:attendance",
            list[AttendanceView],
            person_id=cast.member,
            body=AttendanceAsked(session_ids=ids),
        )
        counted.append((len(place.statements), len(found)))

    assert [count for _, count in counted] == [1, 6]
    assert counted[0][0] == counted[1][0]
