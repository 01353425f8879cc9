"""What can be told of what people allow."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.network.privacy.models.permitting import PrivacyPermission
from shared.database import Session


async def standing_permissions(session: Session, person_id: UUID) -> Sequence[PrivacyPermission]:
    """What somebody allows now."""
    found = select(PrivacyPermission).where(
        col(PrivacyPermission.person_id) == person_id, col(PrivacyPermission.withdrawn_at).is_(None)
    )
    return (await session.scalars(found.order_by(col(PrivacyPermission.id)))).all()
