"""What is stored of a wish to go on as another network, until the other one answers."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Succession(NetworkStore, table=True):
    """A network asks another one whether it may go on as it. With a yes the row goes; with a no it stays, and says why."""

    __tablename__ = "succession"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    network_id: UUID = Field(foreign_key="network.id", unique=True)
    successor_id: UUID = Field(foreign_key="network.id", index=True)
    proposed_at: datetime = Field(sa_type=UTCDateTime)
    declined_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    answer: str
    """With which words it was declined."""


def forget_proposal(network_id: UUID) -> Delete:
    """Remove what a network asked: it was answered, taken back, or something else is asked in its place."""
    return delete(Succession).where(col(Succession.network_id) == network_id)
