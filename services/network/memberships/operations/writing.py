"""Whether somebody may write in a network now: whatever takes words of who leads it asks this."""

from uuid import UUID

from services.network.memberships.domain.restrictions import check_not_limited
from services.network.memberships.queries.restrictions import limited_until
from services.network.memberships.queries.taking_part import place_of
from shared.bus.work import Work


async def check_may_write(work: Work, *, network_id: UUID) -> None:
    """Raise WritingLimited where who asks may write nothing in a network for a while, whatever their role (PR-7)."""
    mine = await place_of(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is not None:
        check_not_limited(await limited_until(work.session, mine.id, work.now))
