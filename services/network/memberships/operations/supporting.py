"""What can be done about help: choose who helps, and notice that who helped does so no more."""

from uuid import UUID

from services.network.memberships.domain.guardians import SupportPersonMissing
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries import supporting as queries
from services.network.memberships.queries.roles import MOST_AT_ONCE
from services.network.memberships.queries.taking_part import membership as membership_of
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound
from shared.events.supporting import SupportChosen, SupportLost

MOST_TOLD = 20
"""At most so many coordinators hear of one who is helped no more."""


async def be_helped_by(work: Work, *, membership: Membership, supporter_id: UUID, is_added: bool = False) -> None:
    """Let a support person of the same network help; chosen anew, the new one helps. Raises SupportPersonMissing.

    is_added: by this very helper, who may be a coordinator too.
    """
    known = {row.membership_id for row in await queries.support_people(work.session, membership.network_id)}
    if not is_added and supporter_id not in known - {membership.id}:
        raise SupportPersonMissing(field="supporter_id")
    support = await queries.support_of(work.session, membership.id)
    if support is None:
        work.add(Support(membership_id=membership.id, supporter_id=supporter_id, since=work.now))
    elif support.supporter_id != supporter_id or support.lost_at is not None:
        support.supporter_id, support.since, support.lost_at = supporter_id, work.now, None
    else:
        return
    if not is_added and membership.status == MembershipStatus.ACTIVE:
        await _tell(work, supporter_id)


async def tell_supporter(work: Work, *, membership_id: UUID) -> None:
    """Let who stands as the helper of somebody who takes part from now on hear of it, unless they let them take part themselves."""
    support = await queries.support_of(work.session, membership_id)
    if support is not None and support.supporter_id is not None:
        await _tell(work, support.supporter_id)


async def _tell(work: Work, supporter_id: UUID) -> None:
    supporter = await queries.supporter(work.session, supporter_id)
    if supporter is not None:
        work.announce(
            SupportChosen(
                version=1,
                notice_id=new_id(),
                membership_id=supporter_id,
                network_id=supporter.network_id,
                person_id=supporter.person_id,
                at=work.now,
            )
        )


async def choose_supporter(work: Work, *, network_id: UUID, supporter_id: UUID) -> Membership:
    """Choose another support person, on one's own place. Raises NotFound, SupportPersonMissing."""
    mine = await membership_of(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None or MembershipStatus(mine.status).is_over:
        raise NotFound
    await be_helped_by(work, membership=mine, supporter_id=supporter_id)
    return mine


async def notice_lost_support(work: Work) -> int:
    """Notice who is helped no more, though they need it: they and who coordinates hear of it once. Gives how many.

    Who gets their helper back meanwhile lacks nothing any more.
    """
    for membership_id in await queries.helped_again(work.session):
        support = await queries.support_of(work.session, membership_id)
        if support is not None:
            support.lost_at = None
    alone = await queries.unhelped(work.session)
    leads = await queries.coordinating(work.session, sorted({row.network_id for row in alone})) if alone else ()
    for row in alone:
        support = await queries.support_of(work.session, row.membership_id)
        if support is None:
            continue
        support.lost_at = work.now
        told = [one for one in leads if one.network_id == row.network_id and one.person_id != row.person_id][:MOST_TOLD]
        work.announce(
            SupportLost(
                version=1,
                notice_id=new_id(),
                membership_id=row.membership_id,
                network_id=row.network_id,
                person_id=row.person_id,
                coordinator_ids=[one.person_id for one in told],
                coordinating_ids=[one.id for one in told],
                at=work.now,
            )
        )
    return min(len(alone), MOST_AT_ONCE)
