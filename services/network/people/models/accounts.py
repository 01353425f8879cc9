"""What is stored of a person: the account."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from shared.columns import Json, SortKey, UTCDateTime
from shared.database import NetworkStore, new_id


class Person(NetworkStore, table=True):
    """Somebody with an account. The address stands here and nowhere else."""

    __tablename__ = "person"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    display_name: str
    sort_name: str = Field(sa_type=SortKey)
    language: str = Field(max_length=2)
    created_at: datetime = Field(sa_type=UTCDateTime)
    platform_roles: list[str] = Field(default_factory=list, sa_type=Json)
    """What somebody does for the whole platform: codes of PlatformRole."""
