"""What can be told of requests to sign in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlmodel import col

from services.network.people.domain.signing_in import MAIL_WINDOW
from services.network.people.models.signing_in import SignIn
from shared.database import Session


async def mails_asked(session: Session, address_hash: bytes, now: datetime) -> int:
    """How many sign-in mails were asked for an address in the last quarter of an hour."""
    asked = select(func.count()).where(
        col(SignIn.address_hash) == address_hash,
        col(SignIn.is_silent).is_(False),
        col(SignIn.requested_at) > now - MAIL_WINDOW,
    )
    return await session.scalar(asked) or 0


async def sign_in_by_id(session: Session, sign_in_id: UUID) -> Row[UUID, bytes, str | None, str, datetime, int] | None:
    """One request to sign in: id, browser_hash, address, language, expires_at, attempts."""
    return (await session.execute(_sign_in().where(col(SignIn.id) == sign_in_id))).first()


async def sign_in_by_token(
    session: Session, token_hash: bytes
) -> Row[UUID, bytes, str | None, str, datetime, int] | None:
    """The request to sign in that a link belongs to; the same columns."""
    return (await session.execute(_sign_in().where(col(SignIn.token_hash) == token_hash))).first()


def _sign_in() -> Select[UUID, bytes, str | None, str, datetime, int]:
    return select(
        col(SignIn.id),
        col(SignIn.browser_hash),
        col(SignIn.address),
        col(SignIn.language),
        col(SignIn.expires_at),
        col(SignIn.attempts),
    )
