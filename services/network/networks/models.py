"""What is stored of networks."""

from typing import Any
from uuid import UUID

from sqlmodel import Field

from shared.columns import Json, SortKey
from shared.database import NetworkStore, new_id


class Network(NetworkStore, table=True):
    """A network. Its perspectives and relations belong to it and are only ever read and changed with it."""

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
    perspectives: list[dict[str, Any]] = Field(sa_type=Json)
    relations: list[dict[str, Any]] = Field(sa_type=Json)
    source: str
    version: int
