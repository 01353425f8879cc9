"""What can be done with the projection: keep the newest that network told."""

from uuid import UUID

from services.agenda.members.domain import MemberStatus
from services.agenda.members.models import newest_wins
from shared.bus.work import Work


async def record_active(
    work: Work, *, membership_id: UUID, network_id: UUID, person_id: UUID, perspective: str, role: str, version: int
) -> None:
    """Keep that a membership is active, unless something newer was heard before."""
    await work.session.execute(
        newest_wins(
            membership_id=membership_id,
            network_id=network_id,
            person_id=person_id,
            perspective=perspective,
            role=role,
            status=MemberStatus.ACTIVE,
            version=version,
        )
    )


async def record_ended(work: Work, *, membership_id: UUID, network_id: UUID, person_id: UUID, version: int) -> None:
    """Keep that a membership ended, also when its beginning was not heard yet."""
    await work.session.execute(
        newest_wins(
            membership_id=membership_id,
            network_id=network_id,
            person_id=person_id,
            perspective=None,
            role=None,
            status=MemberStatus.ENDED,
            version=version,
        )
    )
