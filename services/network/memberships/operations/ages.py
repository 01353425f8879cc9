"""How taking part is held to age: here and nowhere else is decided whether somebody's place may begin or go on (PR-1)."""

from uuid import UUID

from services.network.memberships.domain.guardians import InvitationNeeded
from services.network.memberships.queries.guardians import has_permission
from services.network.people.domain.ages import AgeAnswer, AgeBand, AgeNotSaid, ParentalPermissionRequired
from services.network.people.operations.ages import say_age
from services.network.people.queries.accounts import person_by_id
from services.network.people.queries.ages import age_band_of
from shared.bus.work import Work
from shared.errors import NotSignedIn


async def check_old_enough(work: Work, *, person_id: UUID, membership_id: UUID | None, is_let_in: bool) -> None:
    """Raise ParentalPermissionRequired under 16 without permission for this place, AgeNotSaid for who comes in unasked.

    is_let_in: who is let in by hand need not have been asked; they are, the first time they join by themselves.
    membership_id: the place; None for one that is only now made.
    """
    band = await age_band_of(work.session, person_id)
    if band is None and not is_let_in:
        raise AgeNotSaid(field="age")
    await check_may_go_on(work, person_id=person_id, membership_id=membership_id)


async def check_may_go_on(work: Work, *, person_id: UUID, membership_id: UUID | None) -> None:
    """Raise ParentalPermissionRequired under 16 without permission for this place; for a place that is left and taken up again."""
    band = await age_band_of(work.session, person_id)
    if band is AgeBand.UNDER_16 and (membership_id is None or not await has_permission(work.session, membership_id)):
        raise ParentalPermissionRequired


async def check_from_16(work: Work, *, person_id: UUID, age: AgeAnswer | None) -> None:
    """Keep in which band somebody's age is, and raise InvitationNeeded under 16; then nothing is kept. Raises AgeNotSaid, TooYoung."""
    person = await person_by_id(work.session, person_id)
    if person is None:
        raise NotSignedIn
    if say_age(person, answer=age) is AgeBand.UNDER_16:
        raise InvitationNeeded
    await work.session.flush()
