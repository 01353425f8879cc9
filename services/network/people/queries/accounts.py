"""What can be told of accounts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Row, Subquery, select
from sqlmodel import col

from services.network.people.domain.vault import VAULT
from services.network.people.models.accounts import Person
from shared.database import Session


async def person_by_id(session: Session, person_id: UUID) -> Person | None:
    """One account."""
    return await session.get(Person, person_id)


async def person_by_email(session: Session, email: str) -> Person | None:
    """The account of a normalised address."""
    return await session.scalar(select(Person).where(col(Person.email_index).in_(VAULT.indexes(email))))


async def any_address(session: Session) -> str | None:
    """One address, to try whether the vault opens; None where nobody has an account."""
    return await session.scalar(select(col(Person.email)).limit(1))


async def readers(session: Session, person_ids: Sequence[UUID]) -> Sequence[Row[UUID, str, str, str]]:
    """Where the mail of these people goes: id, email, display_name, language; who is gone is left out."""
    reader = select(col(Person.id), col(Person.email), col(Person.display_name), col(Person.language))
    return (await session.execute(reader.where(col(Person.id).in_(person_ids)).order_by(col(Person.id)))).all()


def names() -> Subquery:
    """What others may see of people, to join with: id, display_name, avatar, sort_name."""
    return select(col(Person.id), col(Person.display_name), col(Person.avatar), col(Person.sort_name)).subquery("names")
