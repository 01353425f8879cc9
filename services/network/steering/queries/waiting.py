"""What can be told of decisions that wait for somebody, or that they wait for, in all networks: in one statement."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Row, Select, Uuid, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.requests import RequestStatus
from services.network.memberships.domain.roles import COORDINATING, ZONE
from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.removals import Removal
from services.network.memberships.models.requests import JoinRequest
from services.network.memberships.models.roles import MembershipRole
from services.network.memberships.models.supporting import Support
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, GIVES_RIGHTS
from services.network.memberships.queries.supporting import HERE
from services.network.networks.models import Network
from services.network.steering.models.succession import Succession
from services.network.steering.queries.going_on import passed_goals, to_go_along
from services.network.steering.queries.keeping import NEVER, moderation, questions_to_answer
from shared.database import Session

MOST_SHOWN = 50
REMOVAL_SHOWN_FOR = timedelta(days=30)
"""How long somebody is led to why they were removed, and to what they can do about it."""
Waits = Select[*tuple[Any, ...]]


async def waiting_for(session: Session, person_id: UUID, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Requests to take part (one row for a network), objections, wishes to go on as another network, who lost their help; oldest first.

    Also what somebody waits for themselves: an answer to their request, permission of a parent or guardian, and the place that is
    kept in a pause; where they were removed from; whether they go along with a network that ended, and what became of goals
    whose day passed (queries/going_on.py). And reports, objections to a warning or limit, what was decided about them, and what
    they were asked (queries/keeping.py).
    Each: kind, network_slug, network_name, about_id (a membership, a wish, one's own request), other_name (of the other network),
    how_many, since_at, until_at (by when a report is answered; when a limit ends; until when a question waits).
    An objection only where this coordinator may answer it; at most fifty.
    """
    coordinated = (
        select(col(Membership.network_id))
        .where(col(Membership.person_id) == person_id, col(Membership.status) == ACTIVE)
        .where(exists().where(GIVES_RIGHTS).correlate(Membership))
        .cte("coordinated")
    )
    every = union_all(
        _requests(coordinated),
        _appeals(coordinated, person_id),
        *_wishes(coordinated),
        _alone(coordinated),
        *_own(person_id),
        _removed(person_id, now),
        *moderation(person_id, now),
        questions_to_answer(person_id, now),
        to_go_along(person_id, now),
        passed_goals(coordinated, now.astimezone(ZONE).date()),
    ).subquery()
    found = (
        select(
            every.c.kind,
            col(Network.slug).label("network_slug"),
            col(Network.name).label("network_name"),
            every.c.about_id,
            every.c.other_name,
            every.c.how_many,
            every.c.since_at,
            every.c.until_at,
        )
        .join(Network, col(Network.id) == every.c.network_id)
        .order_by(every.c.since_at, every.c.network_id, every.c.kind)
        .limit(MOST_SHOWN)
    )
    return (await session.execute(found)).all()


def _requests(coordinated: CTE) -> Waits:
    return (
        select(
            literal("JOIN_REQUESTS").label("kind"),
            col(JoinRequest.network_id).label("network_id"),
            null().cast(Uuid).label("about_id"),
            literal("").label("other_name"),
            func.count().label("how_many"),
            func.min(col(JoinRequest.asked_at)).label("since_at"),
            NEVER.label("until_at"),
        )
        .where(
            col(JoinRequest.network_id).in_(select(coordinated.c.network_id)),
            col(JoinRequest.status) == RequestStatus.OPEN.value,
        )
        .group_by(col(JoinRequest.network_id))
    )


def _alone(coordinated: CTE) -> Waits:
    """One row for a network, whoever and however many they are: who is under 16 is nobody's to know (PR-1, PR-4)."""
    return (
        select(
            literal("SUPPORT_LOST"),
            col(Membership.network_id),
            null().cast(Uuid),
            literal(""),
            literal(1),
            func.min(col(Support.lost_at)),
            NEVER,
        )
        .join(Membership, col(Membership.id) == col(Support.membership_id))
        .where(
            col(Membership.network_id).in_(select(coordinated.c.network_id)),
            col(Membership.status).in_(HERE),
            col(Support.lost_at).is_not(None),
        )
        .group_by(col(Membership.network_id))
    )


def _own(person_id: UUID) -> tuple[Waits, Waits]:
    asked = select(
        literal("OWN_REQUEST"),
        col(JoinRequest.network_id),
        col(JoinRequest.id),
        literal(""),
        literal(1),
        col(JoinRequest.asked_at),
        NEVER,
    ).where(col(JoinRequest.person_id) == person_id, col(JoinRequest.status) == RequestStatus.OPEN.value)
    waits = MembershipStatus.AWAITING_PARENTAL_PERMISSION.value
    kept = select(
        case((col(Membership.status) == waits, "OWN_PERMISSION"), else_="OWN_PAUSE"),
        col(Membership.network_id),
        col(Membership.id),
        literal(""),
        literal(1),
        func.coalesce(col(Membership.paused_at), col(Membership.since)),
        NEVER,
    ).where(
        col(Membership.person_id) == person_id,
        col(Membership.status).in_((waits, MembershipStatus.PAUSED.value)),
    )
    return asked, kept


def _removed(person_id: UUID, now: datetime) -> Waits:
    return select(
        literal("OWN_REMOVAL"),
        col(Membership.network_id),
        col(Membership.id),
        literal(""),
        literal(1),
        col(Membership.ended_at),
        NEVER,
    ).where(
        col(Membership.person_id) == person_id,
        col(Membership.status) == MembershipStatus.REMOVED.value,
        col(Membership.ended_at) > now - REMOVAL_SHOWN_FOR,
    )


def _appeals(coordinated: CTE, person_id: UUID) -> Waits:
    other, role = aliased(Membership), aliased(MembershipRole)
    somebody_else = exists().where(
        col(other.network_id) == col(Removal.network_id),
        col(other.person_id) != person_id,
        col(other.status) == ACTIVE,
        col(role.membership_id) == col(other.id),
        col(role.role).in_(sorted(COORDINATING)),
        col(role.is_held),
    )
    return (
        select(
            literal("APPEAL"),
            col(Removal.network_id),
            col(Removal.membership_id),
            literal(""),
            literal(1),
            col(Removal.appealed_at),
            NEVER,
        )
        .join(Membership, col(Membership.id) == col(Removal.membership_id))
        .where(
            col(Removal.network_id).in_(select(coordinated.c.network_id)),
            col(Removal.appealed_at).is_not(None),
            col(Removal.answered_at).is_(None),
            col(Membership.status) == MembershipStatus.REMOVED.value,
            or_(col(Removal.removed_by).is_(None), col(Removal.removed_by) != person_id, ~somebody_else),
        )
    )


def _wishes(coordinated: CTE) -> tuple[Waits, Waits]:
    asks = aliased(Network)
    asked = (
        select(
            literal("SUCCESSION"),
            col(Succession.successor_id),
            col(Succession.id),
            col(asks.name),
            literal(1),
            col(Succession.proposed_at),
            NEVER,
        )
        .join(asks, col(asks.id) == col(Succession.network_id))
        .where(
            col(Succession.successor_id).in_(select(coordinated.c.network_id)), col(Succession.declined_at).is_(None)
        )
    )
    own = aliased(Network)
    declined = (
        select(
            literal("SUCCESSION_DECLINED"),
            col(Succession.network_id),
            col(Succession.id),
            col(own.name),
            literal(1),
            col(Succession.declined_at),
            NEVER,
        )
        .join(own, col(own.id) == col(Succession.successor_id))
        .where(
            col(Succession.network_id).in_(select(coordinated.c.network_id)), col(Succession.declined_at).is_not(None)
        )
    )
    return asked, declined
