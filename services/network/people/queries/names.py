"""What can be told of names that others see: which schuilnamen are taken, how often somebody tried one that is, and names before."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from services.network.people.domain.names import TRIED_WITHIN, folded
from services.network.people.models.accounts import Person
from services.network.people.models.names import EarlierName, NameTry
from shared.database import Session

IS_PSEUDONYM = col(Person.is_pseudonym).is_(True)


async def is_pseudonym_of_another(session: Session, name: str, *, person_id: UUID) -> bool:
    """Whether this is the schuilnaam of somebody else, however it is written."""
    found = select(col(Person.id)).where(
        col(Person.name_key) == folded(name), IS_PSEUDONYM, col(Person.id) != person_id
    )
    return await session.scalar(found.limit(1)) is not None


async def pseudonyms_among(session: Session, names: Sequence[str]) -> set[str]:
    """Which of these names are somebody's schuilnaam, folded."""
    found = select(col(Person.name_key)).where(col(Person.name_key).in_([folded(name) for name in names]), IS_PSEUDONYM)
    return set((await session.scalars(found)).all())


async def names_tried(session: Session, person_id: UUID, now: datetime) -> int:
    """How many names that are taken an account tried in the last hour."""
    tried = select(func.count()).where(col(NameTry.person_id) == person_id, col(NameTry.tried_at) > now - TRIED_WITHIN)
    return await session.scalar(tried) or 0


async def earlier_names(session: Session, person_id: UUID) -> Sequence[EarlierName]:
    """The names that others saw of somebody before, newest first, opened; for nobody's eyes but their own (PR-3, PR-4)."""
    theirs = select(EarlierName).where(col(EarlierName.person_id) == person_id).order_by(col(EarlierName.id).desc())
    return (await session.scalars(theirs)).all()
