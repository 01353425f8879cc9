"""What can be done about help: choose who helps."""

from uuid import UUID

from services.network.memberships.domain.guardians import SupportPersonMissing
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries import supporting as queries
from shared.bus.work import Work


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
    else:
        support.supporter_id, support.since = supporter_id, work.now
