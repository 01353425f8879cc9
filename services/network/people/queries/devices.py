"""What can be told of where somebody is signed in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import col

from services.network.people.domain.devices import IDLE
from services.network.people.models.devices import AuthSession
from shared.database import Session

MOST_SHOWN = 100


async def auth_session(
    session: Session, token_hash: bytes
) -> Row[UUID, UUID, datetime, datetime, datetime, datetime | None] | None:
    """The signed-in session behind a token: id, person_id, opened_at, seen_at, expires_at, ended_at."""
    found = select(
        col(AuthSession.id),
        col(AuthSession.person_id),
        col(AuthSession.opened_at),
        col(AuthSession.seen_at),
        col(AuthSession.expires_at),
        col(AuthSession.ended_at),
    )
    return (await session.execute(found.where(col(AuthSession.token_hash) == token_hash))).first()


async def devices(
    session: Session, person_id: UUID, *, now: datetime
) -> Sequence[Row[UUID, str, str, datetime, datetime, datetime]]:
    """Where somebody is signed in, last seen first, at most 100: id, program, system, opened_at, seen_at, expires_at."""
    found = (
        select(
            col(AuthSession.id),
            col(AuthSession.program),
            col(AuthSession.system),
            col(AuthSession.opened_at),
            col(AuthSession.seen_at),
            col(AuthSession.expires_at),
        )
        .where(
            col(AuthSession.person_id) == person_id,
            col(AuthSession.ended_at).is_(None),
            col(AuthSession.expires_at) > now,
            col(AuthSession.seen_at) > now - IDLE,
        )
        .order_by(col(AuthSession.seen_at).desc(), col(AuthSession.id).desc())
        .limit(MOST_SHOWN)
    )
    return (await session.execute(found)).all()
