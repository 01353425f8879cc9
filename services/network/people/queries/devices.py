"""What can be told of where somebody is signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import col

from services.network.people.models.devices import AuthSession
from shared.database import Session


async def auth_session(
    session: Session, token_hash: bytes
) -> Row[UUID, UUID, datetime, datetime, datetime | None] | None:
    """The signed-in session behind a token: id, person_id, seen_at, expires_at, ended_at."""
    found = select(
        col(AuthSession.id),
        col(AuthSession.person_id),
        col(AuthSession.seen_at),
        col(AuthSession.expires_at),
        col(AuthSession.ended_at),
    )
    return (await session.execute(found.where(col(AuthSession.token_hash) == token_hash))).first()
