"""How a change of a membership is told: its next version, and the state that others keep."""

from collections.abc import Collection
from functools import partial

from services.network.finding.domain import PERSON
from services.network.memberships.domain.roles import Role
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.finding import document_of_person
from shared.bus.work import Work
from shared.events.network import MembershipActivated, MembershipEnded, MembershipPaused


def tell_active(work: Work, *, membership: Membership, roles: Collection[Role]) -> None:
    """Announce that somebody takes part, from which perspective and in which roles."""
    membership.status = MembershipStatus.ACTIVE.value
    membership.version += 1
    work.announce(
        MembershipActivated(
            version=membership.version,
            membership_id=membership.id,
            network_id=membership.network_id,
            person_id=membership.person_id,
            perspective=membership.perspective,
            also=membership.also,
            roles=[role.value for role in Role if role in roles],
            activated_at=work.now,
            returned_at=membership.returned_at,
        )
    )
    network_id, person_id = membership.network_id, membership.person_id
    work.index_later(partial(document_of_person, network_id=network_id, person_id=person_id))


def tell_paused(work: Work, *, membership: Membership) -> None:
    """Announce that somebody is away for a while."""
    membership.status = MembershipStatus.PAUSED.value
    membership.version += 1
    work.announce(
        MembershipPaused(
            version=membership.version,
            membership_id=membership.id,
            network_id=membership.network_id,
            person_id=membership.person_id,
            paused_at=work.now,
            until_at=membership.paused_until,
        )
    )
    work.forget(PERSON, membership.person_id, network_id=membership.network_id)


def tell_over(work: Work, *, membership: Membership, status: MembershipStatus) -> None:
    """Announce that somebody takes part no longer: they left, or were removed."""
    membership.status = status.value
    membership.ended_at = work.now
    membership.paused_at = membership.paused_until = membership.may_return_until = None
    membership.contribution = None
    membership.expertise = None
    membership.also = []
    membership.version += 1
    work.announce(
        MembershipEnded(
            version=membership.version,
            membership_id=membership.id,
            network_id=membership.network_id,
            person_id=membership.person_id,
            status=membership.status,
            ended_at=work.now,
        )
    )
    work.forget(PERSON, membership.person_id, network_id=membership.network_id)
