"""What is told of who cannot be missed at the sessions of a date poll: to them that they are, to coordinators what they said."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlmodel import col

from services.agenda.members.domain import GUARDED
from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE, READER_ID, may_speak_from
from services.agenda.sessions.domain.date_polls import Availability, PollFacts
from services.agenda.sessions.domain.needed import Needed
from services.agenda.sessions.models.date_polls import AvailabilityAnswer, DatePoll
from services.agenda.sessions.models.needed import NeededPerson
from shared.database import Session

SPEAKS_FREELY = and_(IS_ACTIVE, or_(~may_speak_from(GUARDED), col(Member.coordinates)))
"""Who takes part now and may be asked in person; who became a young person's parent there since is not any more."""
IS_NEEDED = exists().where(
    col(NeededPerson.date_poll_id) == col(DatePoll.id),
    col(NeededPerson.person_id) == READER_ID,
    col(Member.person_id) == READER_ID,
    col(Member.network_id) == col(DatePoll.network_id),
    SPEAKS_FREELY,
)
"""Whether the reader cannot be missed, asked in the statement that reads the poll."""
HAS_NEEDED = exists().where(col(NeededPerson.date_poll_id) == col(DatePoll.id))
"""Whether there is anybody without whom it cannot be."""


async def needed_for(session: Session, poll: PollFacts) -> list[Needed]:
    """Who cannot be missed and takes part now, with what they said of each date."""
    speaks_from = (
        select(func.min(col(Member.perspective)))
        .where(
            col(Member.person_id) == col(NeededPerson.person_id),
            col(Member.network_id) == poll.network_id,
            SPEAKS_FREELY,
        )
        .scalar_subquery()
    )
    statement = (
        select(
            col(NeededPerson.person_id),
            func.coalesce(col(AvailabilityAnswer.perspective), speaks_from),
            col(AvailabilityAnswer.date_poll_date_id),
            col(AvailabilityAnswer.availability),
        )
        .outerjoin(
            AvailabilityAnswer,
            and_(
                col(AvailabilityAnswer.date_poll_id) == col(NeededPerson.date_poll_id),
                col(AvailabilityAnswer.person_id) == col(NeededPerson.person_id),
            ),
        )
        .where(col(NeededPerson.date_poll_id) == poll.id, speaks_from.is_not(None))
        .order_by(col(NeededPerson.person_id))
    )
    found: dict[tuple[UUID, str], dict[UUID, Availability]] = {}
    for person_id, perspective, date_id, availability in await session.execute(statement):
        said = found.setdefault((person_id, perspective), {})
        if date_id is not None:
            said[date_id] = availability
    return [Needed(*who, said) for who, said in found.items()]


async def guarded_among(session: Session, network_id: UUID, person_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these people take part in a network as a young person or a parent, and do not coordinate there."""
    statement = select(col(Member.person_id)).where(
        col(Member.network_id) == network_id,
        col(Member.person_id).in_(list(person_ids)),
        IS_ACTIVE,
        may_speak_from(GUARDED),
        ~col(Member.coordinates),
    )
    return set((await session.scalars(statement)).all())
