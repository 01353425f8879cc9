"""What can be told of accounts."""

from collections.abc import Sequence
from typing import Any
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
    return await session.scalar(select(col(Person.email)).where(col(Person.email).is_not(None)).limit(1))


async def readers(session: Session, person_ids: Sequence[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Where the mail of these people goes: id, email, display_name, language; who is gone or has no address is left out."""
    reader = select(col(Person.id), col(Person.email), col(Person.display_name), col(Person.language))
    theirs = reader.where(col(Person.id).in_(person_ids), col(Person.email_index).is_not(None))
    return (await session.execute(theirs.order_by(col(Person.id)))).all()


async def to_end(session: Session, person_id: UUID) -> Row[UUID, str | None, str] | None:
    """What is needed of an account to end it: id, email, language; email is None for who has none."""
    found = select(col(Person.id), col(Person.email), col(Person.language)).where(col(Person.id) == person_id)
    return (await session.execute(found)).first()


def names() -> Subquery:
    """What others may see of people, to join with: id, display_name, avatar, sort_name."""
    return select(col(Person.id), col(Person.display_name), col(Person.avatar), col(Person.sort_name)).subquery("names")
