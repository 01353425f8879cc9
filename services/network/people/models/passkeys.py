"""What is stored of passkeys: the public half of a key, and the questions that are under way."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Delete, LargeBinary, delete, or_, update
from sqlalchemy.sql.dml import ReturningDelete, ReturningUpdate
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NetworkStore, new_id


class Passkey(NetworkStore, table=True):
    """A key on a device of somebody. Only its public half stands here, with the name its owner gave it."""

    __tablename__ = "passkey"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=60)
    credential_id: bytes = Field(sa_type=LargeBinary, unique=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = Field(sa_type=BigInteger)
    """How often the key says it was used; a lower number later tells of a copy. Many keys always say 0."""
    created_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class PasskeyChallenge(NetworkStore, table=True):
    """A question to a key, for five minutes; it is removed by the first answer, right or wrong."""

    __tablename__ = "passkey_challenge"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    challenge: bytes = Field(sa_type=LargeBinary)
    browser_hash: bytes = Field(sa_type=LargeBinary)
    """Of the secret of the browser that asked; of its session where a key is added."""
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    """Whose key is added; nobody's where somebody signs in."""
    expires_at: datetime = Field(sa_type=UTCDateTime, index=True)


def take_challenge(
    challenge_id: UUID, *, browser_hash: bytes, person_id: UUID | None, now: datetime
) -> ReturningDelete[bytes]:
    """Use a question up; gives its challenge to the first answer from the browser it was put to, nothing to the second."""
    return (
        delete(PasskeyChallenge)
        .where(
            col(PasskeyChallenge.id) == challenge_id,
            col(PasskeyChallenge.browser_hash) == browser_hash,
            col(PasskeyChallenge.person_id).is_(None)
            if person_id is None
            else col(PasskeyChallenge.person_id) == person_id,
            col(PasskeyChallenge.expires_at) > now,
        )
        .returning(col(PasskeyChallenge.challenge))
    )


def count_use(passkey_id: UUID, *, sign_count: int, now: datetime) -> ReturningUpdate[UUID]:
    """Write down that a key was used; gives its id, nothing when its count did not go on (two answers at the same moment)."""
    return (
        update(Passkey)
        .where(
            col(Passkey.id) == passkey_id,
            or_(col(Passkey.sign_count) < sign_count, col(Passkey.sign_count) == 0),
        )
        .values(sign_count=sign_count, used_at=now)
        .returning(col(Passkey.id))
    )


def remove_passkey(passkey_id: UUID, *, person_id: UUID) -> ReturningDelete[UUID]:
    """Remove a key of a person; gives its id, nothing when it is not theirs."""
    return (
        delete(Passkey)
        .where(col(Passkey.id) == passkey_id, col(Passkey.person_id) == person_id)
        .returning(col(Passkey.id))
    )


def remove_passkeys_since(person_id: UUID, *, since: datetime) -> ReturningDelete[UUID]:
    """Remove the keys that a person got from this moment on; gives their ids."""
    return (
        delete(Passkey)
        .where(col(Passkey.person_id) == person_id, col(Passkey.created_at) >= since)
        .returning(col(Passkey.id))
    )


def forget_challenges(*, now: datetime) -> Delete:
    """Remove the questions that nobody answered in time."""
    return delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) <= now)
