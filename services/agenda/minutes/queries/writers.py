"""Who wrote words of minutes and of what is said of them, so that none of these answers a report about it (PR-7)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, union
from sqlmodel import col

from services.agenda.members.queries import writers_along
from services.agenda.minutes.domain.minutes import CommentFacts
from services.agenda.minutes.domain.stories import GIVEN
from services.agenda.minutes.models.minutes import MinutesAddendum, MinutesVersion
from services.agenda.minutes.models.stories import MinutesStory
from shared.database import Session


async def writers_in(session: Session, session_id: UUID) -> list[UUID]:
    """Everybody whose words stand or stood in some minutes and is known: of versions, additions and stories."""
    wrote = union(
        select(col(MinutesVersion.written_by)).where(col(MinutesVersion.session_id) == session_id),
        select(col(MinutesAddendum.added_by)).where(col(MinutesAddendum.session_id) == session_id),
        select(col(MinutesStory.teller_id)).where(
            col(MinutesStory.session_id) == session_id, col(MinutesStory.status) == GIVEN
        ),
    )
    along = (await writers_along(session, [session_id])).get(session_id, [])
    return _known([*(await session.scalars(wrote)).all(), *along])


async def writers_of_comments(session: Session, comments: Sequence[CommentFacts]) -> dict[UUID, list[UUID]]:
    """Who made each of these comments and who answered it, as far as known."""
    along = await writers_along(session, [one.id for one in comments])
    return {one.id: _known([one.author_id, *along.get(one.id, [])]) for one in comments}


def _known(people: Sequence[UUID | None]) -> list[UUID]:
    return list(dict.fromkeys(one for one in people if one is not None))
