"""What can be told of roles on the platform."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.network.people.domain.platform import PlatformRole
from services.network.people.models.accounts import Person
from shared.database import Session


async def platform_roles(session: Session, person_id: UUID) -> list[PlatformRole]:
    """What somebody does for the whole platform, in the order of PlatformRole."""
    told = await session.scalar(select(col(Person.platform_roles)).where(col(Person.id) == person_id))
    return [role for role in PlatformRole if role in (told or ())]


async def has_platform_role(session: Session, person_id: UUID, role: PlatformRole) -> bool:
    """Whether somebody has this role on the platform."""
    return role in await platform_roles(session, person_id)


async def administrators(session: Session) -> Sequence[UUID]:
    """Who looks after the platform."""
    found = select(col(Person.id), col(Person.platform_roles)).where(col(Person.email_index).is_not(None))
    rows = (await session.execute(found.where(col(Person.platform_roles) != []).order_by(col(Person.id)))).all()
    return [row.id for row in rows if PlatformRole.PLATFORM_ADMIN in row.platform_roles]
