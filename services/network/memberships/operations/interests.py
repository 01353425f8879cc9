"""What can be done with declared interests: declare one, end it."""

from uuid import UUID

from services.network.memberships.domain.interests import check_interest
from services.network.memberships.domain.restrictions import check_not_limited
from services.network.memberships.domain.taking_part import MembershipStatus, NotAMember
from services.network.memberships.models.interests import DeclaredInterest
from services.network.memberships.queries import interests as queries
from services.network.memberships.queries.restrictions import limited_until
from services.network.memberships.queries.taking_part import membership, network_of
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.database import new_id
from shared.errors import NotFound


async def declare_interest(work: Work, *, network_id: UUID, text: str) -> DeclaredInterest:
    """Tell a network which interest one has. Raises NotAMember, WritingLimited, InterestMissing, TooManyInterests."""
    mine = await membership(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None or mine.status != MembershipStatus.ACTIVE:
        raise NotAMember
    check_not_limited(await limited_until(work.session, mine.id, work.now))
    check_interest(text, declared=await queries.how_many(work.session, mine.id))
    work.note(Verb.INTEREST_DECLARED, Kind.MEMBERSHIP, mine.id, network_id=network_id)
    return work.add(DeclaredInterest(id=new_id(), membership_id=mine.id, text=text, from_at=work.now))


async def end_interest(work: Work, *, interest_id: UUID) -> UUID:
    """Say that an interest is over; gives the network it was declared to. Raises NotFound."""
    declared = await queries.own_interest(work.session, interest_id=interest_id, person_id=work.viewer.person())
    network_id = None if declared is None else await network_of(work.session, declared.membership_id)
    if declared is None or network_id is None:
        raise NotFound
    declared.until_at = work.now
    work.note(Verb.INTEREST_ENDED, Kind.MEMBERSHIP, declared.membership_id, network_id=network_id)
    return network_id
