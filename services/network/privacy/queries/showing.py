"""What network holds about one person."""

from uuid import UUID

from services.network.privacy.domain.exporting import WITHHELD
from services.network.privacy.models.erasing import rows_of_person
from shared.database import Session
from shared.holdings import Holding, holdings


async def my_data(session: Session, person_id: UUID) -> list[Holding]:
    """Everything that is theirs, by table."""
    return await holdings(session, rows_of_person(person_id), withheld=WITHHELD)
