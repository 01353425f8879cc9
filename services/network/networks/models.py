"""What is stored of networks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from services.network.finding.domain import network_document
from services.network.networks.domain import NetworkStatus
from shared.columns import Json, SortKey, UTCDateTime
from shared.database import NetworkStore, begun_at, new_id
from shared.search.document import Document


class Network(NetworkStore, table=True):
    """A network. Its perspectives, themes and regions belong to it and are only ever read and changed with it."""

    __tablename__ = "network"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    slug: str = Field(unique=True, max_length=100)
    name: str
    sort_name: str = Field(sa_type=SortKey, index=True)
    short_name: str | None
    kind: str = Field(max_length=100)
    status: str = Field(max_length=20)
    mission_nl: str
    mission_en: str
    organiser: str | None
    organiser_short: str | None
    rhythm_months: int | None
    digest_cadence: str = Field(max_length=20)
    """How often the overview comes to members who chose nothing themselves."""
    perspectives: list[dict[str, Any]] = Field(sa_type=Json)
    themes: list[str] = Field(sa_type=Json)
    regions: list[str] = Field(sa_type=Json)
    parent_id: UUID | None = Field(default=None, foreign_key="network.id", index=True)
    source: str
    settled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When its own coordinators last changed it; from then on reference content leaves it alone."""
    version: int

    def document(self) -> Document:
        """By which words it is found."""
        return network_document(
            network_id=self.id,
            name=self.name,
            missions=(self.mission_nl, self.mission_en),
            organiser=self.organiser,
            known_as=(self.short_name, self.organiser_short, self.slug),
            is_over=not NetworkStatus(self.status).takes_members,
            began_at=begun_at(self.id),
        )


class Relation(NetworkStore, table=True):
    """What one network says of its relation to another, or to something that is no network here; both sides read it."""

    __tablename__ = "relation"
    __table_args__ = (UniqueConstraint("network_id", "type", "to_slug"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id")
    type: str = Field(max_length=40)
    to_slug: str = Field(max_length=100, index=True)
    to_name: str
    created_at: datetime = Field(sa_type=UTCDateTime)
