"""What can be told of passkeys."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import col

from services.network.people.models.passkeys import Passkey
from shared.database import Session


async def passkeys(session: Session, person_id: UUID) -> Sequence[Row[UUID, str, datetime, datetime | None]]:
    """The keys of a person, newest first: id, name, created_at, used_at."""
    found = select(col(Passkey.id), col(Passkey.name), col(Passkey.created_at), col(Passkey.used_at))
    ordered = found.where(col(Passkey.person_id) == person_id).order_by(col(Passkey.id).desc())
    return (await session.execute(ordered)).all()


async def credential_ids(session: Session, person_id: UUID) -> Sequence[bytes]:
    """The ids by which the devices of a person know their keys."""
    found = select(col(Passkey.credential_id)).where(col(Passkey.person_id) == person_id)
    return (await session.scalars(found.order_by(col(Passkey.id)))).all()


async def passkey_by_credential(session: Session, credential_id: bytes) -> Row[UUID, UUID, bytes, int] | None:
    """The key that a device knows by this id: id, person_id, public_key, sign_count."""
    found = select(col(Passkey.id), col(Passkey.person_id), col(Passkey.public_key), col(Passkey.sign_count))
    return (await session.execute(found.where(col(Passkey.credential_id) == credential_id))).first()
