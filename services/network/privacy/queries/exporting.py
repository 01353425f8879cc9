"""What can be told of taking one's data along."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from services.network.privacy.models.exporting import DataExport
from shared.database import Session


async def asked_since(session: Session, person_id: UUID, since: datetime) -> int:
    """How often somebody asked for their data since a moment."""
    asked = select(func.count()).where(col(DataExport.person_id) == person_id, col(DataExport.requested_at) > since)
    return await session.scalar(asked) or 0


async def exists(session: Session, export_id: UUID) -> bool:
    """Whether there is such a request."""
    return await session.get(DataExport, export_id) is not None
