"""What can be told of accounts at other houses."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import col

from services.network.people.models.outside_identities import OutsideIdentity
from shared.database import Session


async def identities(session: Session, person_id: UUID) -> Sequence[Row[UUID, str, datetime, datetime | None]]:
    """The identities that are linked to a person, newest first: id, provider, linked_at, used_at."""
    found = select(
        col(OutsideIdentity.id),
        col(OutsideIdentity.provider),
        col(OutsideIdentity.linked_at),
        col(OutsideIdentity.used_at),
    )
    ordered = found.where(col(OutsideIdentity.person_id) == person_id).order_by(col(OutsideIdentity.id).desc())
    return (await session.execute(ordered)).all()


async def identity(session: Session, *, issuer: str, subject: str) -> Row[UUID, UUID] | None:
    """Whose this issuer and subject is: id, person_id."""
    found = select(col(OutsideIdentity.id), col(OutsideIdentity.person_id))
    theirs = found.where(col(OutsideIdentity.issuer) == issuer, col(OutsideIdentity.subject) == subject)
    return (await session.execute(theirs)).first()
