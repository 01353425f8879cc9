"""What can be told of names that others see: which are taken."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.network.people.domain.names import folded
from services.network.people.models.accounts import Person
from shared.database import Session


async def is_taken(session: Session, name: str, *, person_id: UUID | None, by_pseudonyms_only: bool) -> bool:
    """Whether somebody else has this name, however it is written; ``by_pseudonyms_only``: whether it is their schuilnaam."""
    found = select(col(Person.id)).where(col(Person.name_key) == folded(name))
    if person_id is not None:
        found = found.where(col(Person.id) != person_id)
    if by_pseudonyms_only:
        found = found.where(col(Person.is_pseudonym).is_(True))
    return await session.scalar(found.limit(1)) is not None


async def taken_among(session: Session, names: Sequence[str]) -> set[str]:
    """Which of these names somebody has, folded."""
    found = select(col(Person.name_key)).where(col(Person.name_key).in_([folded(name) for name in names]))
    return set((await session.scalars(found)).all())
