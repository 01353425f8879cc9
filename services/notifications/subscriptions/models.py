"""What is stored of wanting mail: who takes part, what they chose, how their mail fares, and their unsubscribe tokens."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Insert, LargeBinary, UniqueConstraint, Update, and_, case, delete, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import Delete, ReturningUpdate
from sqlmodel import Field, col

from shared.database import Json, NotificationsStore, UTCDateTime, new_id


class Member(NotificationsStore, table=True):
    """One membership as network told it; ``version`` is network's, and what is older than it was heard too late."""

    __tablename__ = "member"
    __table_args__ = (
        Index("ix_member_network_id_person_id", "network_id", "person_id"),
        Index("ix_member_person_id", "person_id"),
    )

    membership_id: UUID = Field(primary_key=True)
    network_id: UUID
    person_id: UUID
    is_active: bool
    news_from: datetime = Field(sa_type=UTCDateTime)
    """What appeared before this moment is not new to them."""
    version: int


class Reader(NotificationsStore, table=True):
    """One person who may get mail. ``mark`` rises with everything that changes what may be sent to them."""

    __tablename__ = "reader"

    person_id: UUID = Field(primary_key=True)
    mark: int
    bounces: int = 0
    paused_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class NetworkMark(NotificationsStore, table=True):
    """One network; ``mark`` rises when something leaves it that may stand in a mail that is ready to go."""

    __tablename__ = "network_mark"

    network_id: UUID = Field(primary_key=True)
    mark: int


class Subscription(NotificationsStore, table=True):
    """What a person chose for one network; without a row it is the default."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("person_id", "network_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID
    network_id: UUID
    cadence: str = Field(max_length=20)
    news_from: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Set when the digest comes again after it was stopped: what appeared in between is not sent afterwards."""
    chosen_at: datetime = Field(sa_type=UTCDateTime)
    version: int


class UnsubscribeToken(NotificationsStore, table=True):
    """What the link at the end of one mail may end; only the hash of its secret is kept."""

    __tablename__ = "unsubscribe_token"

    token_hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    person_id: UUID
    network_ids: list[str] = Field(sa_type=Json)
    language: str = Field(max_length=2)
    minted_at: datetime = Field(sa_type=UTCDateTime, index=True)


def newest_member(
    *, membership_id: UUID, network_id: UUID, person_id: UUID, is_active: bool, news_from: datetime, version: int
) -> Insert:
    """Write a membership, unless a newer version stands; who already takes part keeps the earliest ``news_from``."""
    told = insert(Member).values(
        membership_id=membership_id,
        network_id=network_id,
        person_id=person_id,
        is_active=is_active,
        news_from=news_from,
        version=version,
    )
    stays = and_(col(Member.is_active), told.excluded.is_active, col(Member.news_from) < told.excluded.news_from)
    return told.on_conflict_do_update(
        index_elements=[col(Member.membership_id)],
        set_={
            "is_active": told.excluded.is_active,
            "news_from": case((stays, col(Member.news_from)), else_=told.excluded.news_from),
            "version": told.excluded.version,
        },
        where=col(Member.version) < told.excluded.version,
    )


def marked_reader(person_id: UUID) -> Insert:
    """Raise the mark of one reader, who may be new."""
    row = insert(Reader).values(person_id=person_id, mark=1, bounces=0)
    return row.on_conflict_do_update(index_elements=[col(Reader.person_id)], set_={"mark": col(Reader.mark) + 1})


def marked_network(network_id: UUID) -> Insert:
    """Raise the mark of one network."""
    row = insert(NetworkMark).values(network_id=network_id, mark=1)
    return row.on_conflict_do_update(
        index_elements=[col(NetworkMark.network_id)], set_={"mark": col(NetworkMark.mark) + 1}
    )


def marks_raised(person_ids: Collection[UUID]) -> ReturningUpdate[UUID, int]:
    """Raise the marks of these readers, and give the new ones."""
    return (
        update(Reader)
        .where(col(Reader.person_id).in_(person_ids))
        .values(mark=col(Reader.mark) + 1)
        .returning(col(Reader.person_id), col(Reader.mark))
    )


def bounce_counted(person_id: UUID) -> ReturningUpdate[int]:
    """Count one hard bounce, and give how many there are in a row now."""
    return (
        update(Reader)
        .where(col(Reader.person_id) == person_id)
        .values(bounces=col(Reader.bounces) + 1)
        .returning(col(Reader.bounces))
    )


def mail_paused(person_id: UUID, at: datetime) -> Update:
    """Pause the mail of one reader."""
    return update(Reader).where(col(Reader.person_id) == person_id).values(paused_at=at, mark=col(Reader.mark) + 1)


def bounces_cleared(person_ids: Collection[UUID]) -> Update:
    """Begin counting anew for these readers, and end their pause."""
    return update(Reader).where(col(Reader.person_id).in_(person_ids)).values(bounces=0, paused_at=None)


def tokens_kept(rows: Sequence[dict[str, Any]]) -> Insert:
    """Keep what new tokens stand for."""
    return plain_insert(UnsubscribeToken).values(list(rows))


def tokens_forgotten(before: datetime) -> Delete:
    """Forget tokens minted before a moment."""
    return delete(UnsubscribeToken).where(col(UnsubscribeToken.minted_at) < before)
