"""What is stored of choosing names: that a name was tried which is taken, never which; and the names before, sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, delete
from sqlmodel import Field, col

from services.network.people.models.vault import Sealed
from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class NameTry(NetworkStore, table=True):
    """That an account tried a name that somebody else has."""

    __tablename__ = "name_try"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    tried_at: datetime = Field(sa_type=UTCDateTime)


class EarlierName(NetworkStore, table=True):
    """A name that others saw of somebody before, in the vault: only so that it goes out of their texts too when they are erased."""

    __tablename__ = "earlier_name"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(sa_type=Sealed)
    is_pseudonym: bool


def forget_name_tries(before: datetime) -> Delete:
    """Remove the tries from before a moment."""
    return delete(NameTry).where(col(NameTry.tried_at) <= before)
