"""What was said before somebody could hold several perspectives keeps the one they had, on both engines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from services.agenda.members.models import Member
from services.agenda.sessions.domain.sessions import CONFIRMED, HELD, SessionStatus
from services.agenda.sessions.models.agenda_points import AgendaPoint
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePoll, DatePollDate
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import new_id
from shared.migrations import migrate, undo
from tests.deploy.test_migrations import OLD_MOMENT, opened, service_named

BEFORE = "0006"
STATUSES: tuple[SessionStatus, ...] = (HELD, CONFIRMED)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, on each of the two engines."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{request.getfixturevalue('tmp_path') / 'store.db'}"
    make: Callable[[], str] = request.getfixturevalue("postgres_database")
    return make()


async def test_answers_and_held_points_from_before_the_upgrade_stand_under_the_one_perspective_of_their_people(
    url: str,
) -> None:
    service = service_named("agenda")
    network, parent, teacher, stranger = (new_id() for _ in range(4))
    people = {parent: "PARENT", teacher: "EDUCATION"}
    later = OLD_MOMENT + timedelta(hours=2)
    poll = DatePoll(
        network_id=network,
        title="",
        place="",
        regions=[],
        required={},
        answer_until=later,
        opened_by=parent,
        opened_at=OLD_MOMENT,
    )
    date = DatePollDate(date_poll_id=poll.id, starts_at=OLD_MOMENT, ends_at=later)
    held, to_come = (
        PlannedSession(
            network_id=network,
            number=number,
            starts_at=OLD_MOMENT,
            ends_at=later,
            first_starts_at=OLD_MOMENT,
            revised_at=OLD_MOMENT,
            place="",
            status=status,
        )
        for number, status in enumerate(STATUSES, start=1)
    )
    async with opened(url, service) as database:
        await migrate(database, service.migrations, "agenda")
        async with database.writing() as session:
            session.add_all([poll, held, to_come])
            await session.flush()
            session.add(date)
            await session.flush()
            for who, perspective in people.items():
                session.add(
                    Member(
                        membership_id=new_id(),
                        network_id=network,
                        person_id=who,
                        perspective=perspective,
                        roles=[],
                        coordinates=False,
                        status="ACTIVE",
                        version=1,
                    )
                )
                session.add(
                    AvailabilityAnswer(
                        date_poll_date_id=date.id,
                        person_id=who,
                        date_poll_id=poll.id,
                        perspective="SOMETHING ELSE",
                        availability="YES",
                        answered_at=OLD_MOMENT,
                    )
                )
            for position, (about, owner) in enumerate(((held, parent), (held, stranger), (to_come, teacher))):
                session.add(
                    AgendaPoint(
                        session_id=about.id,
                        network_id=network,
                        title="De nacht",
                        note="",
                        purpose="INFORM",
                        minutes=20,
                        owner_id=owner,
                        owner_perspective="SOMETHING ELSE",
                        proposed_at=OLD_MOMENT,
                        position=position,
                    )
                )
            await session.commit()
        await undo(database, service.migrations, "agenda", to=BEFORE)

        await migrate(database, service.migrations, "agenda")

        async with database.reading() as session:
            answers = {row.person_id: row.perspective for row in await session.scalars(select(AvailabilityAnswer))}
            points = {row.owner_id: row.owner_perspective for row in await session.scalars(select(AgendaPoint))}
            others = [row.also for row in await session.scalars(select(Member))]
    assert answers == people
    assert points == {parent: "PARENT", stranger: None, teacher: None}
    assert others == [[], []]
