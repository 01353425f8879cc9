"""What can be done with the projection: keep the newest that network told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from services.agenda.members.domain import OVER, MemberStatus, NetworkIsOver, check_not_limited
from services.agenda.members.models import (
    forget_limits,
    newest_life_wins,
    newest_limit_wins,
    newest_succession_wins,
    newest_wins,
    wrote_along,
)
from services.agenda.members.queries import is_over, limited_until, planning_in
from shared.bus.work import Work
from shared.database import AgendaStore, one_at_a_time
from shared.erasure import is_gone

LIMITS_KEPT = timedelta(days=36)
"""How long a limit that is over is kept: as long as news of it can still come late."""


async def record_active(
    work: Work,
    *,
    membership_id: UUID,
    network_id: UUID,
    person_id: UUID,
    perspective: str,
    also: Sequence[str] = (),
    roles: Sequence[str],
    version: int,
) -> None:
    """Keep that a membership is active, unless something newer was heard before; of who was erased nothing is kept (A-89)."""
    if await is_gone(work.session, AgendaStore.metadata, person_id):
        return
    await work.session.execute(
        newest_wins(
            membership_id=membership_id,
            network_id=network_id,
            person_id=person_id,
            perspective=perspective,
            also=also,
            roles=roles,
            status=MemberStatus.ACTIVE,
            version=version,
        )
    )


async def record_succession(work: Work, *, network_id: UUID, successor_id: UUID, version: int) -> None:
    """Keep that a network goes on as another one, unless something newer was heard before."""
    await work.session.execute(
        newest_succession_wins(network_id=network_id, successor_id=successor_id, version=version)
    )


async def record_life(work: Work, *, network_id: UUID, status: str, version: int) -> None:
    """Keep whether a network has ended, unless something newer was heard before; who plans there meanwhile plans before it."""
    await one_at_a_time(work.session, planning_in(network_id))
    await work.session.execute(newest_life_wins(network_id=network_id, is_over=status in OVER, version=version))


async def record_paused(work: Work, *, membership_id: UUID, network_id: UUID, person_id: UUID, version: int) -> None:
    """Keep that somebody is away; they keep their perspective and roles, and these give no rights until they are back."""
    await _record_away(work, membership_id, network_id, person_id, MemberStatus.PAUSED, version)


async def record_ended(work: Work, *, membership_id: UUID, network_id: UUID, person_id: UUID, version: int) -> None:
    """Keep that a membership ended, also when its beginning was not heard yet."""
    await _record_away(work, membership_id, network_id, person_id, MemberStatus.ENDED, version)


async def record_limit(
    work: Work, *, restriction_id: UUID, network_id: UUID, person_id: UUID, until_at: datetime, version: int
) -> None:
    """Keep until when somebody writes nothing in a network, unless something newer was heard before."""
    if await is_gone(work.session, AgendaStore.metadata, person_id):
        return
    await work.session.execute(
        newest_limit_wins(
            restriction_id=restriction_id,
            network_id=network_id,
            person_id=person_id,
            until_at=until_at,
            version=version,
        )
    )


async def check_may_write(work: Work, *, network_id: UUID) -> None:
    """Raise WritingLimited where who asks may write nothing in a network for a while; whatever takes somebody's words asks this (PR-7)."""
    if work.viewer.person_id is not None:
        check_not_limited(await limited_until(work.session, network_id, work.viewer.person_id, work.now))


async def check_goes_on(work: Work, *, network_id: UUID) -> None:
    """Raise NetworkIsOver in a network that has ended; whatever begins something new in a network asks this (DOMAIN 6, J22)."""
    if await is_over(work.session, network_id):
        raise NetworkIsOver


async def check_may_begin(work: Work, *, network_id: UUID) -> None:
    """Raise NetworkIsOver or WritingLimited where who asks may begin nothing in words of their own."""
    await check_goes_on(work, network_id=network_id)
    await check_may_write(work, network_id=network_id)


async def writes_along(work: Work, *, about_id: UUID) -> None:
    """Keep that who asks wrote words of a text, so that they answer no report about it (PR-7)."""
    if work.viewer.person_id is not None:
        await work.session.execute(wrote_along([about_id], work.viewer.person_id))


async def forget_old_limits(work: Work) -> None:
    """Remove the limits that are long over."""
    await work.session.execute(forget_limits(work.now - LIMITS_KEPT))


async def _record_away(
    work: Work, membership_id: UUID, network_id: UUID, person_id: UUID, status: MemberStatus, version: int
) -> None:
    if await is_gone(work.session, AgendaStore.metadata, person_id):
        return
    await work.session.execute(
        newest_wins(
            membership_id=membership_id,
            network_id=network_id,
            person_id=person_id,
            perspective=None,
            also=None,
            roles=None,
            status=status,
            version=version,
        )
    )
