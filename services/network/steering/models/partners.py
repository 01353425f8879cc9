"""What is stored of organisations and of their taking part."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from shared.columns import SortKey, UTCDateTime
from shared.database import NetworkStore, new_id


class Organisation(NetworkStore, table=True):
    """An organisation, once for all networks in which it takes part."""

    __tablename__ = "organisation"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str
    sort_name: str = Field(sa_type=SortKey, unique=True)


class Partner(NetworkStore, table=True):
    """An organisation takes part in a network, with a member as its linking pin where it has one."""

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("network_id", "organisation_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    linking_person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    since: datetime = Field(sa_type=UTCDateTime)
    contributes_from: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when it is a knowledge broker here (C003); None if it never was."""
    contributes_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When that ends, or ended; None while no end is set."""
    version: int
