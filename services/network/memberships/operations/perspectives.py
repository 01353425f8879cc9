"""What can be done with perspectives: a coordinator gives and takes them, and each member chooses from which of theirs they speak."""

from collections.abc import Collection
from uuid import UUID

from services.network.memberships.domain.perspectives import check_given, perspective_change
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.operations.announcing import tell_active
from services.network.memberships.operations.roles import check_viewer_coordinates
from services.network.memberships.queries import taking_part
from services.network.memberships.queries.roles import held_by
from services.network.networks.domain import Perspective
from services.network.networks.queries import shown_by_ids
from shared.audit.verbs import Kind, Verb
from shared.bus.work import Work
from shared.errors import NotFound, StaleVersion


async def set_perspectives(
    work: Work, *, membership_id: UUID, perspectives: Collection[Perspective], version: int
) -> Membership:
    """Let a member speak from exactly these perspectives, from one at a time; for a coordinator, who lets nobody in by themselves.

    Who loses the one they speak from goes on from the first that stays. The same again changes nothing.
    Raises NotFound, CoordinatorNeeded, StaleVersion, PerspectiveMissing, WrongPerspective.
    """
    network_id = await taking_part.network_of(work.session, membership_id)
    if network_id is None:
        raise NotFound
    await check_viewer_coordinates(work, network_id=network_id)
    membership = await _to_change(work, membership_id, version)
    (network,) = await shown_by_ids(work.session, [network_id])
    change = perspective_change(
        speaks_from=Perspective(membership.perspective),
        also=[Perspective(one) for one in membership.also],
        wanted=set(perspectives),
        asked_for=[Perspective(asked["code"]) for asked in network.perspectives],
    )
    if not change.given and not change.taken:
        return membership
    for one in change.taken:
        _note(work, Verb.PERSPECTIVE_TAKEN, membership, one)
    for one in change.given:
        _note(work, Verb.PERSPECTIVE_GIVEN, membership, one)
    await _speak(work, membership, change.speaks_from, [one.value for one in change.also])
    return membership


async def speak_from(work: Work, *, membership_id: UUID, perspective: Perspective, version: int) -> Membership:
    """Speak from another of one's own perspectives from now on: one at a time, and one is counted there only (DOMAIN 2).

    What was said under the one before stays under it where it is over. The same again changes nothing.
    Raises NotFound, StaleVersion, PerspectiveNotGiven.
    """
    membership = await _to_change(work, membership_id, version, of_person=work.viewer.person())
    if membership.perspective == perspective:
        return membership
    check_given(perspective, membership.also)
    _note(work, Verb.PERSPECTIVE_CHOSEN, membership, perspective)
    left = {membership.perspective, *membership.also} - {perspective.value}
    await _speak(work, membership, perspective, [one.value for one in Perspective if one.value in left])
    return membership


async def _to_change(work: Work, membership_id: UUID, version: int, *, of_person: UUID | None = None) -> Membership:
    membership = await taking_part.membership_to_change(work.session, membership_id)
    if membership is None or membership.status != MembershipStatus.ACTIVE:
        raise NotFound
    if of_person not in {None, membership.person_id}:
        raise NotFound
    if membership.version != version:
        raise StaleVersion
    return membership


async def _speak(work: Work, membership: Membership, perspective: Perspective, also: list[str]) -> None:
    membership.perspective, membership.also = perspective.value, also
    tell_active(
        work, membership=membership, roles=[Role(row.role) for row in await held_by(work.session, membership.id)]
    )


def _note(work: Work, verb: Verb, membership: Membership, perspective: Perspective) -> None:
    work.note(verb, Kind.MEMBERSHIP, membership.id, network_id=membership.network_id, reason=perspective.value)
