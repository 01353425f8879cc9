"""What is stored of what people allow."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class PrivacyPermission(NetworkStore, table=True):
    """One permission that was given: for which use, in answer to which text. Taken back it stays, with the day, as proof of both."""

    __tablename__ = "privacy_permission"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    use: str = Field(max_length=20)
    text_version: str = Field(max_length=20)
    given_at: datetime = Field(sa_type=UTCDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
