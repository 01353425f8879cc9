"""What can be done with expertise: say that fellow members may ask one, and about what; and end that."""

from collections.abc import Collection
from uuid import UUID

from services.network.memberships.domain.expertise import check_may_be_asked, themes_to_ask_about
from services.network.memberships.domain.taking_part import MembershipStatus, NotAMember
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.taking_part import membership
from services.network.networks.queries import shown_by_ids
from services.network.people.queries.ages import age_band_of
from shared.bus.work import Work


async def offer_expertise(work: Work, *, network_id: UUID, themes: Collection[str]) -> None:
    """Stand among who can be asked, about these themes or about whatever one brings.

    Raises NotAMember, TooYoungToBeAsked, NotAThemeHere.
    """
    mine = await _mine(work, network_id)
    check_may_be_asked(await age_band_of(work.session, mine.person_id))
    (network,) = await shown_by_ids(work.session, [network_id])
    mine.expertise = themes_to_ask_about(themes, network.themes)


async def end_expertise(work: Work, *, network_id: UUID) -> None:
    """Stand among who can be asked no longer. Raises NotAMember."""
    (await _mine(work, network_id)).expertise = None


async def _mine(work: Work, network_id: UUID) -> Membership:
    mine = await membership(work.session, network_id=network_id, person_id=work.viewer.person())
    if mine is None or mine.status != MembershipStatus.ACTIVE:
        raise NotAMember
    return mine
