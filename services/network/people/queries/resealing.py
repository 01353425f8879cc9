"""What can be told of how far sealing anew is."""

from collections.abc import Sequence

from sqlalchemy import func, select

from services.network.people.models.resealing import sealed_columns
from shared.database import Session


async def sealed_with(session: Session, keys: Sequence[bytes]) -> int:
    """How many values these keys sealed; with no key, none."""
    if not keys:
        return 0
    counts = [
        await session.scalar(select(func.count()).select_from(one.table).where(one.older(keys)))
        for one in sealed_columns()
    ]
    return sum(count or 0 for count in counts)
