"""From which perspective people answer a date poll: each from one, however many they may speak from."""

from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlmodel import col

from services.agenda.members.models import Member
from services.agenda.members.queries import IS_ACTIVE
from services.agenda.sessions.domain.date_polls import PollFacts
from services.agenda.sessions.models.date_polls import AvailabilityAnswer
from shared.database import Session

POLL_ID = bindparam("date_poll_id", type_=Uuid())
VOICES = (
    select(col(AvailabilityAnswer.person_id), func.min(col(AvailabilityAnswer.perspective)).label("perspective"))
    .where(col(AvailabilityAnswer.date_poll_id) == POLL_ID)
    .group_by(col(AvailabilityAnswer.person_id))
    .subquery("voices")
)
"""Who answered a poll, and from which perspective: the one they speak from there, whatever they speak from since."""
COUNTED_AS = func.coalesce(VOICES.c.perspective, col(Member.perspective))


async def speaks_from(session: Session, poll: PollFacts, person_id: UUID) -> str:
    """From which perspective somebody who takes part answers a poll: as they did before, else as they speak now."""
    before = select(func.min(col(AvailabilityAnswer.perspective))).where(
        col(AvailabilityAnswer.date_poll_id) == poll.id, col(AvailabilityAnswer.person_id) == person_id
    )
    found = select(func.coalesce(before.scalar_subquery(), func.max(col(Member.perspective)))).where(
        col(Member.network_id) == poll.network_id, col(Member.person_id) == person_id, IS_ACTIVE
    )
    return str((await session.execute(found)).scalar_one())
