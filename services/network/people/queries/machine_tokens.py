"""What can be told of tokens for programs."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlmodel import col

from services.network.people.models.machine_tokens import MachineToken
from shared.database import Session


async def machine_tokens(
    session: Session, person_id: UUID, *, now: datetime
) -> Sequence[Row[UUID, str, bool, datetime, datetime, datetime | None]]:
    """The tokens of a person that count, newest first: id, name, may_write, created_at, expires_at, used_at."""
    found = (
        select(
            col(MachineToken.id),
            col(MachineToken.name),
            col(MachineToken.may_write),
            col(MachineToken.created_at),
            col(MachineToken.expires_at),
            col(MachineToken.used_at),
        )
        .where(
            col(MachineToken.person_id) == person_id,
            col(MachineToken.revoked_at).is_(None),
            col(MachineToken.expires_at) > now,
        )
        .order_by(col(MachineToken.id).desc())
    )
    return (await session.execute(found)).all()


async def tokens_that_count(session: Session, person_id: UUID, *, now: datetime) -> int:
    """How many tokens a person has that count."""
    found = select(func.count()).where(
        col(MachineToken.person_id) == person_id,
        col(MachineToken.revoked_at).is_(None),
        col(MachineToken.expires_at) > now,
    )
    return await session.scalar(found) or 0


async def machine_token(
    session: Session, token_hash: bytes
) -> Row[UUID, UUID, bool, datetime, datetime | None, datetime | None] | None:
    """The token behind a hash: id, person_id, may_write, expires_at, used_at, revoked_at."""
    found = select(
        col(MachineToken.id),
        col(MachineToken.person_id),
        col(MachineToken.may_write),
        col(MachineToken.expires_at),
        col(MachineToken.used_at),
        col(MachineToken.revoked_at),
    )
    return (await session.execute(found.where(col(MachineToken.token_hash) == token_hash))).first()
