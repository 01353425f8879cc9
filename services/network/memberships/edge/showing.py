"""How a membership is shown to who takes part by it."""

from collections.abc import Collection
from typing import Any

from services.network.memberships.domain.roles import Role, coordinates
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import held_by
from shared.api.network.memberships import MembershipView
from shared.bus.work import Work

OF_THE_ROW = tuple(name for name in MembershipView.model_fields if name not in {"roles", "coordinates"})


def shown_membership(row: Any, roles: Collection[Role]) -> MembershipView:
    """A membership, or a row with its columns, with the roles it holds."""
    told = {name: getattr(row, name) for name in OF_THE_ROW}
    return MembershipView.model_validate(
        {**told, "roles": [role for role in Role if role in roles], "coordinates": coordinates(roles)}
    )


async def changed_membership(work: Work, membership: Membership) -> MembershipView:
    """A membership as it is after a change."""
    return shown_membership(membership, [Role(row.role) for row in await held_by(work.session, membership.id)])
