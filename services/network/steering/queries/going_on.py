"""What waits where a network ends or a day passes: a choice to go along (J22), and the outcome of goals (BR-025)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, Select, Uuid, exists, func, literal, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from services.network.memberships.domain.taking_part import MembershipStatus
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE
from services.network.memberships.queries.supporting import HERE
from services.network.networks.domain import NetworkStatus
from services.network.networks.models import Network, Relation
from services.network.steering.models.goals import Goal
from services.network.steering.queries.keeping import NEVER

ASKED_FOR = timedelta(days=60)
"""So long somebody is asked whether they go along; after that it only stands on the page of the network, and nags nobody (C097)."""


def to_go_along(person_id: UUID, now: datetime) -> Select[*tuple[Any, ...]]:
    """Networks of theirs that went on as another one, where they have no place and left none since: one row for each.

    Who was removed there is not asked either: they cannot come back by themselves.
    """
    mine, there, successor = aliased(Membership), aliased(Membership), aliased(Network)
    has_chosen = exists().where(
        col(there.network_id) == col(successor.id),
        col(there.person_id) == person_id,
        or_(
            col(there.status).in_((*HERE, MembershipStatus.REMOVED.value)),
            col(there.ended_at) > col(Relation.created_at),
        ),
    )
    return (
        select(
            literal("GO_ALONG"),
            col(mine.network_id),
            null().cast(Uuid),
            col(successor.name),
            literal(1),
            col(Relation.created_at),
            NEVER,
        )
        .select_from(mine)
        .join(Network, col(Network.id) == col(mine.network_id))
        .join(Relation, col(Relation.network_id) == col(Network.id))
        .join(successor, col(successor.slug) == col(Relation.to_slug))
        .where(
            col(mine.person_id) == person_id,
            col(mine.status) == ACTIVE,
            col(Network.status) == NetworkStatus.SUCCEEDED.value,
            col(Relation.type) == "SUCCEEDED_BY",
            col(Relation.created_at) > now - ASKED_FOR,
            ~has_chosen,
        )
    )


def passed_goals(coordinated: CTE, today: date) -> Select[*tuple[Any, ...]]:
    """Goals whose day has passed and of which nobody said what became of them: one row for a network (BR-025)."""
    over = (NetworkStatus.SUCCEEDED.value, NetworkStatus.ARCHIVED.value)
    return (
        select(
            literal("GOALS_PASSED"),
            col(Goal.network_id),
            null().cast(Uuid),
            literal(""),
            func.count(),
            func.min(col(Goal.set_at)),
            NEVER,
        )
        .join(Network, col(Network.id) == col(Goal.network_id))
        .where(
            col(Goal.network_id).in_(select(coordinated.c.network_id)),
            col(Goal.outcome).is_(None),
            col(Goal.due_on) < today,
            col(Network.status).not_in(over),
        )
        .group_by(col(Goal.network_id))
    )
