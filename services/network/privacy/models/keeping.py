"""What is stored to know how long an account is not used: a day, and whether its owner was warned."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field

from shared.columns import UTCDateTime
from shared.database import NetworkStore


class AccountUse(NetworkStore, table=True):
    """When an account was used last, as a day, and which warnings were sent since."""

    __tablename__ = "account_use"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    used_on: date = Field(index=True)
    warned_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    warned_again_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
