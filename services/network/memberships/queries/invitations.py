"""What can be told of invitations."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Exists, Row, SQLColumnExpression, case, exists, func, or_, select, tuple_
from sqlmodel import col

from services.network.memberships.domain.invitations import InvitationStatus
from services.network.memberships.domain.roles import Role
from services.network.memberships.models.invitations import Invitation, OpenInvitation
from services.network.memberships.models.taking_part import Membership
from services.network.memberships.queries.roles import ACTIVE, MOST_AT_ONCE
from services.network.people.domain.accounts import NEW_NAME
from services.network.people.models.accounts import Person
from services.network.people.models.vault import indexes_of
from services.network.people.queries.accounts import names
from shared.database import Session

OPEN = InvitationStatus.OPEN.value
ACCEPTED = InvitationStatus.ACCEPTED.value
SEEM_TO_WAIT = (OPEN, ACCEPTED)

Sent = Row[*tuple[Any, ...]]
"""One invitation for who coordinates: id, address, name, perspective, role, status, invited_at, expires_at, sent_at, over_at,
version."""
Link = Row[*tuple[Any, ...]]
"""One open invitation: id, network_id, perspective, cap, joined, opened_at, expires_at, closed_at."""


async def invitation_to_change(session: Session, invitation_id: UUID) -> Invitation | None:
    """One invitation; others that would change it wait."""
    found = select(Invitation).where(col(Invitation.id) == invitation_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def by_token(session: Session, token_hash: bytes) -> Invitation | None:
    """The invitation behind a token."""
    return await session.scalar(select(Invitation).where(col(Invitation.token_hash) == token_hash))


async def link_by_token(session: Session, token_hash: bytes) -> OpenInvitation | None:
    """The open invitation behind a token."""
    return await session.scalar(select(OpenInvitation).where(col(OpenInvitation.token_hash) == token_hash))


async def link_to_change(session: Session, open_invitation_id: UUID) -> OpenInvitation | None:
    """One open invitation; others that would change it wait."""
    found = select(OpenInvitation).where(col(OpenInvitation.id) == open_invitation_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True))


async def open_addresses(session: Session, *, network_id: UUID, addresses: Sequence[str]) -> set[str]:
    """Which of these addresses this network invited, and seems to wait for."""
    found = _found_by(addresses)
    waiting = select(col(Invitation.address_index)).where(
        col(Invitation.network_id) == network_id,
        col(Invitation.status).in_(SEEM_TO_WAIT),
        col(Invitation.address_index).in_(list(found)),
    )
    return {found[index] for index in (await session.scalars(waiting)).all() if index is not None}


def asked_to_coordinate(network_id: UUID | SQLColumnExpression[UUID]) -> Exists:
    """Whether somebody is invited to coordinate a network."""
    return exists().where(
        col(Invitation.network_id) == network_id,
        col(Invitation.role) == Role.COORDINATOR.value,
        col(Invitation.status).in_(SEEM_TO_WAIT),
    )


async def member_addresses(session: Session, *, network_id: UUID, addresses: Sequence[str]) -> set[str]:
    """Which of these addresses take part in this network now, under their own name.

    Never whether an address has an account (A-34), nor that somebody with a schuilnaam takes part: that would tell whose it is.
    """
    found = _found_by(addresses)
    taking_part = (
        select(col(Person.email_index))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.network_id) == network_id,
            col(Membership.status) == ACTIVE,
            col(Person.is_pseudonym).is_(False),
            col(Person.display_name) != NEW_NAME,
            col(Person.email_index).in_(list(found)),
        )
    )
    return {found[index] for index in (await session.scalars(taking_part)).all() if index is not None}


async def sent_today(session: Session, *, network_id: UUID, now: datetime) -> int:
    """How many invitations a network made or sent again in the last day."""
    found = select(func.count()).where(
        col(Invitation.network_id) == network_id, col(Invitation.invited_at) > now - timedelta(days=1)
    )
    return await session.scalar(found) or 0


async def sent(
    session: Session, *, network_id: UUID, after: tuple[int, datetime, UUID] | None, first: int
) -> Sequence[Sent]:
    """The invitations of a network: those that seem to wait first; ``after``: is_over, invited_at, id of the last."""
    is_over = case((col(Invitation.status).in_(SEEM_TO_WAIT), 0), else_=1)
    known_to_be_there = (
        select(col(Person.id))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Person.email_index) == col(Invitation.address_index),
            col(Person.is_pseudonym).is_(False),
            col(Person.display_name) != NEW_NAME,
            col(Membership.network_id) == network_id,
            col(Membership.status) == ACTIVE,
        )
    )
    found = select(
        is_over.label("is_over"),
        col(Invitation.id),
        col(Invitation.network_id),
        col(Invitation.address),
        col(Invitation.name),
        col(Invitation.perspective),
        col(Invitation.role),
        col(Invitation.status),
        col(Invitation.invited_at),
        col(Invitation.expires_at),
        col(Invitation.sent_at),
        col(Invitation.over_at),
        col(Invitation.version),
    ).where(
        col(Invitation.network_id) == network_id, or_(col(Invitation.status) != ACCEPTED, ~known_to_be_there.exists())
    )
    found = found.order_by(is_over, col(Invitation.invited_at), col(Invitation.id)).limit(first)
    if after is not None:
        found = found.where(tuple_(is_over, col(Invitation.invited_at), col(Invitation.id)) > after)
    return (await session.execute(found)).all()


async def links(session: Session, *, network_id: UUID, now: datetime) -> Sequence[Link]:
    """The open invitations of a network that still count, newest first."""
    found = select(
        col(OpenInvitation.id),
        col(OpenInvitation.network_id),
        col(OpenInvitation.perspective),
        col(OpenInvitation.cap),
        col(OpenInvitation.joined),
        col(OpenInvitation.opened_at),
        col(OpenInvitation.expires_at),
        col(OpenInvitation.closed_at),
    ).where(
        col(OpenInvitation.network_id) == network_id,
        col(OpenInvitation.closed_at).is_(None),
        col(OpenInvitation.expires_at) > now,
    )
    return (await session.execute(found.order_by(col(OpenInvitation.id).desc()))).all()


async def name_of(session: Session, person_id: UUID | None) -> str | None:
    """How somebody is called, for whoever got an invitation from them; None for who has no name yet."""
    if person_id is None:
        return None
    name = names()
    called = await session.scalar(select(name.c.display_name).where(name.c.id == person_id))
    return None if called == NEW_NAME else called


async def expired(session: Session, now: datetime) -> Sequence[Invitation]:
    """Invitations whose time is over, at most 200; others that would end them skip these."""
    over = select(Invitation).where(col(Invitation.status).in_(SEEM_TO_WAIT), col(Invitation.expires_at) <= now)
    over = over.order_by(col(Invitation.expires_at), col(Invitation.id)).limit(MOST_AT_ONCE)
    return (await session.scalars(over.with_for_update(skip_locked=True))).all()


def _found_by(addresses: Sequence[str]) -> dict[bytes, str]:
    return {index: address for address in addresses for index in indexes_of(address)}
