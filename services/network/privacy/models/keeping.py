"""What is stored to know how long an account is not used: a day, and when its owner was warned."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, Update, exists, literal, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.network.people.models.accounts import Person
from shared.columns import UTCDateTime
from shared.database import NetworkStore


class AccountUse(NetworkStore, table=True):
    """When an account was used last, as a day, and which warnings were sent since."""

    __tablename__ = "account_use"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    used_on: date = Field(index=True)
    warned_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    warned_again_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


def uses_begun(today: date) -> Insert:
    """Begin to count for every account that is new; who has no mail address has somebody who stops for them."""
    known = exists().where(col(AccountUse.person_id) == col(Person.id))
    fresh = select(col(Person.id), literal(today)).where(~known, col(Person.email_index).is_not(None))
    return insert(AccountUse).from_select(["person_id", "used_on"], fresh).on_conflict_do_nothing()


def uses_noted(rows: Sequence[dict[str, Any]]) -> Insert:
    """Note when accounts were used last, and forget warnings from before. rows: person_id and used_on."""
    told = insert(AccountUse).values(list(rows))
    return told.on_conflict_do_update(
        index_elements=[col(AccountUse.person_id)],
        set_={"used_on": told.excluded.used_on, "warned_at": None, "warned_again_at": None},
        where=col(AccountUse.used_on) < told.excluded.used_on,
    )


def warned(person_ids: Sequence[UUID], *, again: bool, now: datetime) -> Update:
    """Note that these were warned."""
    values = {"warned_again_at": now} if again else {"warned_at": now}
    return update(AccountUse).where(col(AccountUse.person_id).in_(person_ids)).values(values)
