"""What can be told of changes of mail address."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, func, or_, select
from sqlmodel import col

from services.network.people.domain.signing_in import MAIL_WINDOW
from services.network.people.models.email_changes import EmailChange
from shared.database import Session


async def email_change(session: Session, email_change_id: UUID) -> EmailChange | None:
    """One change."""
    return await session.get(EmailChange, email_change_id)


async def by_token(session: Session, token_hash: bytes) -> EmailChange | None:
    """The change that a link in the mail to the new address belongs to."""
    return await session.scalar(select(EmailChange).where(col(EmailChange.token_hash) == token_hash))


async def by_stop_token(session: Session, token_hash: bytes) -> EmailChange | None:
    """The change that a link in a mail to the old address belongs to."""
    found = or_(col(EmailChange.stop_hash) == token_hash, col(EmailChange.undo_hash) == token_hash)
    return await session.scalar(select(EmailChange).where(found))


async def latest_change(
    session: Session, person_id: UUID, *, now: datetime
) -> Row[UUID, str | None, datetime, datetime, datetime | None, datetime] | None:
    """A person's change that waits or can be undone: id, address, requested_at, expires_at, confirmed_at, undo_until."""
    found = (
        select(
            col(EmailChange.id),
            col(EmailChange.address),
            col(EmailChange.requested_at),
            col(EmailChange.expires_at),
            col(EmailChange.confirmed_at),
            col(EmailChange.undo_until),
        )
        .where(
            col(EmailChange.person_id) == person_id,
            col(EmailChange.stopped_at).is_(None),
            or_(
                col(EmailChange.expires_at) > now,
                col(EmailChange.confirmed_at).is_not(None) & (col(EmailChange.undo_until) > now),
            ),
        )
        .order_by(col(EmailChange.id).desc())
        .limit(1)
    )
    return (await session.execute(found)).first()


async def changes_asked(session: Session, *, person_id: UUID, address_hash: bytes, now: datetime) -> int:
    """How many changes were asked by this person, or to this address, in the last quarter of an hour."""
    asked = select(func.count()).where(
        or_(col(EmailChange.address_hash) == address_hash, col(EmailChange.person_id) == person_id),
        col(EmailChange.is_silent).is_(False),
        col(EmailChange.requested_at) > now - MAIL_WINDOW,
    )
    return await session.scalar(asked) or 0
