"""What is stored of roles."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class MembershipRole(NetworkStore, table=True):
    """One role that somebody holds or held in a network, from a moment and, when that is known, until a moment."""

    __tablename__ = "membership_role"
    __table_args__ = (
        Index(
            "ix_membership_role_until_at", "until_at", sqlite_where=text("is_held"), postgresql_where=text("is_held")
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    membership_id: UUID = Field(foreign_key="membership.id", index=True)
    role: str = Field(max_length=20)
    from_at: datetime = Field(sa_type=UTCDateTime)
    until_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    is_held: bool
    """False once it is over: taken away, or its last moment has come and the clock has seen it."""
