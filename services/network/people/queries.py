"""What can be told of people and of signing in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, Subquery, func, select
from sqlmodel import col

from services.network.people.domain import MAIL_WINDOW
from services.network.people.models import AuthSession, Person, SignIn
from shared.database import Session


async def person_by_id(session: Session, person_id: UUID) -> Person | None:
    """One account."""
    return await session.get(Person, person_id)


async def person_by_email(session: Session, email: str) -> Person | None:
    """The account of a normalised address."""
    return await session.scalar(select(Person).where(col(Person.email) == email))


async def me(session: Session, person_id: UUID) -> Row[UUID, str, str, str] | None:
    """What somebody may know of oneself: id, display_name, email, language."""
    person = select(col(Person.id), col(Person.display_name), col(Person.email), col(Person.language))
    return (await session.execute(person.where(col(Person.id) == person_id))).first()


async def readers(session: Session, person_ids: Sequence[UUID]) -> Sequence[Row[UUID, str, str, str]]:
    """Where the mail of these people goes: id, email, display_name, language; who is gone is left out."""
    reader = select(col(Person.id), col(Person.email), col(Person.display_name), col(Person.language))
    return (await session.execute(reader.where(col(Person.id).in_(person_ids)).order_by(col(Person.id)))).all()


def names() -> Subquery:
    """What others may see of people, to join with: id, display_name, sort_name."""
    return select(col(Person.id), col(Person.display_name), col(Person.sort_name)).subquery("names")


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


async def auth_session(
    session: Session, token_hash: bytes
) -> Row[UUID, UUID, datetime, datetime, datetime | None] | None:
    """The signed-in session behind a token: id, person_id, seen_at, expires_at, ended_at."""
    found = select(
        col(AuthSession.id),
        col(AuthSession.person_id),
        col(AuthSession.seen_at),
        col(AuthSession.expires_at),
        col(AuthSession.ended_at),
    )
    return (await session.execute(found.where(col(AuthSession.token_hash) == token_hash))).first()


def _sign_in() -> Select[UUID, bytes, str | None, str, datetime, int]:
    return select(
        col(SignIn.id),
        col(SignIn.browser_hash),
        col(SignIn.address),
        col(SignIn.language),
        col(SignIn.expires_at),
        col(SignIn.attempts),
    )
