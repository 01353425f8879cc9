"""How memberships are shown, with the roles they hold and the interests they declare."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from services.network.memberships.domain.roles import Role, coordinates, last_day
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.interests import declared
from services.network.memberships.queries.mandates import mandates
from services.network.memberships.queries.perspectives import perspectives_of
from services.network.memberships.queries.roles import periods
from services.network.people.queries.accounts import readers
from shared.api.network.mandates import MandateView
from shared.api.network.memberships import MembershipView
from shared.api.network.participation import HeldRole, InterestView
from shared.bus.work import Work
from shared.database import Session
from shared.errors import NotFound

OF_THE_ROW = tuple(name for name in MembershipView.model_fields if name not in {"perspectives", "roles", "coordinates"})


def shown_membership(row: Any, roles: Collection[Role]) -> MembershipView:
    """A membership, or a row with its columns, with the roles it holds."""
    told = {name: getattr(row, name) for name in OF_THE_ROW}
    return MembershipView.model_validate(
        {
            **told,
            "perspectives": perspectives_of(row),
            "roles": [role for role in Role if role in roles],
            "coordinates": coordinates(roles),
        }
    )


async def changed_membership(work: Work, membership: Membership) -> MembershipView:
    """A membership as it is after a change."""
    await work.session.flush()
    held = await periods(work.session, [membership.id])
    return shown_membership(membership, [Role(row.role) for row in held])


async def held_by(session: Session, membership_ids: Sequence[UUID]) -> dict[UUID, list[HeldRole]]:
    """The roles that these memberships hold, from when and until which day; those without are left out."""
    held: dict[UUID, list[HeldRole]] = {}
    for row in await periods(session, membership_ids):
        shown = HeldRole.model_validate({"role": row.role, "from_at": row.from_at, "until_on": last_day(row.until_at)})
        held.setdefault(row.membership_id, []).append(shown)
    return held


async def declared_by(session: Session, membership_ids: Sequence[UUID]) -> dict[UUID, list[InterestView]]:
    """The interests that these memberships declare; those without are left out."""
    found: dict[UUID, list[InterestView]] = {}
    for row in await declared(session, membership_ids):
        found.setdefault(row.membership_id, []).append(InterestView(id=row.id, text=row.text, from_at=row.from_at))
    return found


async def appointed_to(
    session: Session, membership_ids: Sequence[UUID], now: datetime
) -> dict[UUID, list[MandateView]]:
    """The mandates that these memberships hold now; those without are left out."""
    found: dict[UUID, list[MandateView]] = {}
    for row in await mandates(session, membership_ids, now):
        told = {name: getattr(row, name) for name in MandateView.model_fields}
        found.setdefault(row.membership_id, []).append(MandateView.model_validate(told))
    return found


async def reader_of(session: Session, person_id: UUID) -> Any:
    """Where the mail of somebody goes, and in which language. Raises NotFound for who is gone or has no mail address."""
    for reader in await readers(session, [person_id]):
        return reader
    raise NotFound
