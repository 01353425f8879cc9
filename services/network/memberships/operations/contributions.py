"""What can be done with a contribution: say it, say it otherwise, take it back."""

from uuid import UUID

from services.network.memberships.domain.contributions import check_contribution
from services.network.memberships.domain.restrictions import check_not_limited
from services.network.memberships.domain.taking_part import MembershipStatus, NotAMember
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.restrictions import limited_until
from services.network.memberships.queries.taking_part import membership
from shared.bus.work import Work


async def say_contribution(work: Work, *, network_id: UUID, text: str) -> Membership:
    """Tell the members of a network what one brings; without words there is none any more.

    Raises NotAMember, WritingLimited, ContributionTooLong.
    """
    mine = await membership(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None or mine.status != MembershipStatus.ACTIVE:
        raise NotAMember
    if text:
        check_not_limited(await limited_until(work.session, mine.id, work.now))
    check_contribution(text)
    work.replaces(mine.contribution)
    mine.contribution = text or None
    return mine
