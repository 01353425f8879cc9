"""What answers can tell: for whom a secret stands, and how new the answers are that were heard."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.notifications.answers.domain.links import LinkRight, token_hash
from services.notifications.answers.models import AnswerLink, CalendarReply
from shared.database import Session


async def right_of(session: Session, tokens: Collection[str], purpose: str) -> LinkRight | None:
    """For whom, and about what, somebody who holds one of these secrets may answer; each is good for one purpose."""
    rows = await session.execute(
        select(col(AnswerLink.person_id), col(AnswerLink.about_id))
        .where(col(AnswerLink.token_hash).in_([token_hash(token, purpose) for token in tokens]))
        .limit(1)
    )
    row = rows.one_or_none()
    return LinkRight(*row) if row else None


async def newest_replies(session: Session, person_id: UUID, session_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When the newest answer of this calendar about each of these sessions was given."""
    rows = await session.execute(
        select(col(CalendarReply.session_id), col(CalendarReply.stamped_at)).where(
            col(CalendarReply.person_id) == person_id, col(CalendarReply.session_id).in_(session_ids)
        )
    )
    return {row.session_id: row.stamped_at for row in rows}
