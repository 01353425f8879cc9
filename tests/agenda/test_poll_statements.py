"""The page of a date poll costs the same SQL statements with 3 and with 1 000 members, whatever they said."""

from uuid import UUID

import pytest
from sqlalchemy import insert

from services.agenda.members.models import Member
from services.agenda.sessions.models.date_polls import AvailabilityAnswer
from shared.api.agenda.date_polls import DatePollView
from shared.database import new_id
from tests.agenda.steps import Cast
from tests.agenda.test_date_polls import ids, opened_poll, seen
from tests.workplace import Workplace

FEW, MANY = 3, 1_000
PERSPECTIVES = ("PARENT", "PROFESSIONAL", "YOUNG_PERSON", "MUNICIPALITY")
SAID = ("YES", "IF_NEEDED", "NO")


async def crowd(place: Workplace, network_id: UUID, poll: DatePollView, count: int) -> None:
    """So many people more, who all answered every date."""
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
                "date_poll_date_id": date_id,
                "person_id": person_id,
                "date_poll_id": poll.id,
                "perspective": PERSPECTIVES[number % len(PERSPECTIVES)],
                "availability": SAID[number % len(SAID)],
                "answered_at": work.now,
            }
            for number, person_id in enumerate(people)
            for date_id in ids(poll)
        ]
        await work.session.execute(insert(Member), members)
        await work.session.execute(insert(AvailabilityAnswer), answers)


async def test_a_poll_of_a_thousand_people_costs_the_statements_of_one_of_three(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    counted = []
    for more in (FEW, MANY - FEW):
        await crowd(place, cast.network_id, poll, more)
        place.statements.clear()
        view = await seen(place, poll, cast.coordinator)
        counted.append((len(place.statements), view.members))

    (few, _), (many, members) = counted
    assert (many, members) == (few, MANY + 3)
    assert few <= 8


@pytest.mark.parametrize("person", ["member", "coordinator"])
async def test_what_waits_for_somebody_is_one_statement_however_many_polls_there_are(
    place: Workplace, cast: Cast, person: str
) -> None:
    counted = []
    for more in (1, 3):
        for _ in range(more):
            await opened_poll(place, cast)
        place.statements.clear()
        found = await place.ask("GET", "/date-polls/waiting", list[DatePollView], person_id=getattr(cast, person))
        counted.append((len(place.statements), len(found)))

    assert [count for _, count in counted] == [1, 4]
    assert counted[0][0] == counted[1][0]
