"""What stories in minutes can tell: who decides about them, and what each reader of the minutes may see."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from services.agenda.members.queries import READER_ID, reader
from services.agenda.minutes.domain.stories import ASKED, SeenStory, StoryFacts
from services.agenda.minutes.models.stories import MinutesStory
from services.agenda.minutes.queries.minutes import WRITES
from services.agenda.sessions.models.sessions import PlannedSession
from shared.database import Session

MOST_WAITING = 10
STORY_FACTS: Sequence[Mapped[Any]] = [col(getattr(MinutesStory, name)) for name in StoryFacts._fields]
IS_OWN = col(MinutesStory.teller_id) == READER_ID
STORIES = select(col(PlannedSession.starts_at), func.coalesce(IS_OWN, False), WRITES, *STORY_FACTS).join(
    PlannedSession, col(PlannedSession.id) == col(MinutesStory.session_id)
)
# What a page asks is made once, here: making a statement takes longer than running it.
OF_SESSIONS = STORIES.where(col(MinutesStory.session_id).in_(bindparam("session_ids", expanding=True))).order_by(
    col(MinutesStory.id)
)


async def stories_in(session: Session, person_id: UUID | None, session_ids: Sequence[UUID]) -> list[SeenStory]:
    """The stories in minutes that this person may read, in the order in which they were written down."""
    rows = await session.execute(OF_SESSIONS, reader(person_id) | {"session_ids": session_ids})
    return [_seen(row) for row in rows]


async def story_seen(session: Session, person_id: UUID | None, story_id: UUID) -> SeenStory | None:
    """One story, for who told it, also after they left, and for who writes the minutes."""
    statement = STORIES.where(col(MinutesStory.id) == story_id, or_(IS_OWN, WRITES))
    row = (await session.execute(statement, reader(person_id))).one_or_none()
    return None if row is None else _seen(row)


async def stories_waiting_for(session: Session, person_id: UUID | None) -> list[SeenStory]:
    """The stories of which this person is asked whether they may stand in minutes, oldest first."""
    statement = STORIES.where(IS_OWN, col(MinutesStory.status) == ASKED).order_by(col(MinutesStory.id))
    return [_seen(row) for row in await session.execute(statement.limit(MOST_WAITING), reader(person_id))]


async def story_by_id(session: Session, story_id: UUID) -> StoryFacts | None:
    """One story, whoever asks: for the service itself."""
    row = (await session.execute(select(*STORY_FACTS).where(col(MinutesStory.id) == story_id))).one_or_none()
    return None if row is None else StoryFacts(*row)


async def story_count(session: Session, session_id: UUID) -> int:
    """How many stories there are in minutes that are held."""
    return await session.scalar(select(func.count()).where(col(MinutesStory.session_id) == session_id)) or 0


def _seen(row: Any) -> SeenStory:
    told_at, is_own, writes, *facts = row
    return SeenStory(StoryFacts(*facts), told_at, bool(writes), bool(is_own))
