"""What can be told of ages: the band, and nothing more exact."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.network.people.domain.ages import AgeBand
from services.network.people.models.accounts import Person
from shared.database import Session


async def age_band_of(session: Session, person_id: UUID) -> AgeBand | None:
    """In which band somebody's age is; None for who was never asked."""
    band = await session.scalar(select(col(Person.age_band)).where(col(Person.id) == person_id))
    return None if band is None else AgeBand(band)
