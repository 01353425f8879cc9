"""What is stored of changes that can still be taken back: how the sessions stood before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, String, delete
from sqlmodel import Field, col

from services.agenda.sessions.domain.series_changes import ChangeKind
from shared.columns import Json, UTCDateTime
from shared.database import AgendaStore, new_id


class SessionChange(AgendaStore, table=True):
    """Sessions that were changed or confirmed together, and how they stood; gone after a day."""

    __tablename__ = "session_change"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(index=True)
    series_id: UUID | None = Field(default=None, index=True)
    kind: ChangeKind = Field(sa_type=String)
    before: list[dict[str, Any]] = Field(sa_type=Json)
    """By session: its id, its version after the change, and what was in each field that changed."""
    made_at: datetime = Field(sa_type=UTCDateTime, index=True)


def changes_forgotten(made_before: datetime) -> Delete:
    """Forget changes that can no longer be taken back."""
    return delete(SessionChange).where(col(SessionChange.made_at) <= made_before)
