"""What is stored of wanting mail: who takes part, what they chose, how their mail fares, and their unsubscribe tokens."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Index,
    Insert,
    LargeBinary,
    Table,
    UniqueConstraint,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import Delete, ReturningUpdate
from sqlmodel import Field, col

from services.notifications.subscriptions.domain import MailLevel
from shared.columns import Json, UTCDateTime
from shared.database import NotificationsStore, new_id
from shared.straight.session import Prepared


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


class NetworkCadence(NotificationsStore, table=True):
    """How often the overview of a network comes to who chose nothing, as network told it; without a row it is weekly."""

    __tablename__ = "network_cadence"

    network_id: UUID = Field(primary_key=True)
    cadence: str = Field(max_length=20)
    version: int
    """Network's; what is older than it was heard too late."""


class Subscription(NotificationsStore, table=True):
    """What a person chose for one network; without a row it is as for everybody there."""

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("person_id", "network_id"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID
    network_id: UUID
    cadence: str = Field(max_length=20)
    reminder: str | None = Field(default=None, max_length=10)
    """How long before a session its reminder comes, where they chose that."""
    news_from: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Set when the digest comes again after it was stopped: what appeared in between is not sent afterwards."""
    chosen_at: datetime = Field(sa_type=UTCDateTime)
    version: int


class SessionChoice(NotificationsStore, table=True):
    """How much mail a person wants about one session, or about one series; without a row it is as for the network."""

    __tablename__ = "session_choice"

    person_id: UUID = Field(primary_key=True)
    about_id: UUID = Field(primary_key=True, index=True)
    """The session, or the series; what is chosen for a session counts before what is chosen for its series."""
    network_id: UUID
    level: str = Field(max_length=10)
    chosen_at: datetime = Field(sa_type=UTCDateTime, index=True)


class UnsubscribeToken(NotificationsStore, table=True):
    """What the link at the end of one mail may end; only the hash of its secret is kept."""

    __tablename__ = "unsubscribe_token"

    token_hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    person_id: UUID
    network_ids: list[str] = Field(sa_type=Json)
    language: str = Field(max_length=2)
    minted_at: datetime = Field(sa_type=UTCDateTime, index=True)


MEMBER: Table = Member.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one
SUBSCRIPTION: Table = Subscription.__table__  # type: ignore[attr-defined]  # as above
SESSION_CHOICE: Table = SessionChoice.__table__  # type: ignore[attr-defined]  # as above
READER: Table = Reader.__table__  # type: ignore[attr-defined]  # as above
NETWORK_CADENCE: Table = NetworkCadence.__table__  # type: ignore[attr-defined]  # as above
NETWORK_MARK: Table = NetworkMark.__table__  # type: ignore[attr-defined]  # as above
TOKEN: Table = UnsubscribeToken.__table__  # type: ignore[attr-defined]  # as above
TOKENS_KEPT = Prepared(plain_insert(TOKEN), tuple(column.name for column in TOKEN.columns))
"""Keep what new tokens stand for; runs with one row of values for each."""


def newest_member(
    *,
    membership_id: UUID,
    network_id: UUID,
    person_id: UUID,
    is_active: bool,
    news_from: datetime,
    has_returned: bool,
    version: int,
) -> Insert:
    """Write a membership, unless a newer version stands; who already takes part keeps the earliest ``news_from``.

    has_returned: they were away, and ``news_from`` is when they came back, whatever stood there.
    """
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
            "news_from": told.excluded.news_from
            if has_returned
            else case((stays, col(Member.news_from)), else_=told.excluded.news_from),
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


def newest_cadence(network_id: UUID, cadence: str, version: int) -> Insert:
    """Write how often the overview of a network comes to who chose nothing, unless a newer version stands."""
    told = insert(NetworkCadence).values(network_id=network_id, cadence=cadence, version=version)
    return told.on_conflict_do_update(
        index_elements=[col(NetworkCadence.network_id)],
        set_={"cadence": told.excluded.cadence, "version": told.excluded.version},
        where=col(NetworkCadence.version) < told.excluded.version,
    )


def _raised(readers: int) -> Prepared:
    withdrawn = select(func.coalesce(func.sum(NETWORK_MARK.c.mark), 0)).scalar_subquery()
    return Prepared(
        update(READER)
        .where(READER.c.person_id.in_([bindparam(f"id{n}", type_=READER.c.person_id.type) for n in range(readers)]))
        .values(mark=READER.c.mark + 1)
        .returning(READER.c.person_id, READER.c.mark, withdrawn.label("withdrawn"))
    )


AT_ONCE = 10
MARKS_RAISED = _raised(AT_ONCE)
"""Raise the marks of a few readers; gives the new ones, and how much was withdrawn so far. Made once: it runs often."""


def marks_raised(person_ids: Sequence[UUID]) -> dict[str, UUID]:
    """The values for MARKS_RAISED: at most AT_ONCE readers, each once."""
    return {f"id{n}": person_ids[min(n, len(person_ids) - 1)] for n in range(AT_ONCE)}


def bounce_counted(person_id: UUID) -> ReturningUpdate[int]:
    """Count one hard bounce, and give how many there are in a row now."""
    return (
        update(READER)
        .where(READER.c.person_id == person_id)
        .values(bounces=READER.c.bounces + 1)
        .returning(READER.c.bounces)
    )


def mail_paused(person_id: UUID, at: datetime) -> Update:
    """Pause the mail of one reader."""
    return update(READER).where(READER.c.person_id == person_id).values(paused_at=at, mark=READER.c.mark + 1)


def bounces_cleared(person_ids: Collection[UUID]) -> Update:
    """Begin counting anew for these readers, and end their pause."""
    return update(READER).where(READER.c.person_id.in_(person_ids)).values(bounces=0, paused_at=None)


def tokens_forgotten(before: datetime) -> Delete:
    """Forget tokens minted before a moment."""
    return delete(UnsubscribeToken).where(col(UnsubscribeToken.minted_at) < before)


def session_chosen(*, person_id: UUID, about_id: UUID, network_id: UUID, level: str, chosen_at: datetime) -> Insert:
    """Keep how much mail somebody wants about a session or a series, in place of what they chose before."""
    row = insert(SessionChoice).values(
        person_id=person_id, about_id=about_id, network_id=network_id, level=level, chosen_at=chosen_at
    )
    return row.on_conflict_do_update(
        index_elements=[col(SessionChoice.person_id), col(SessionChoice.about_id)],
        set_={"level": row.excluded.level, "chosen_at": row.excluded.chosen_at},
    )


def session_not_chosen(person_id: UUID, about_id: UUID) -> Delete:
    """Let it be as for the network, or for the series."""
    return delete(SessionChoice).where(
        col(SessionChoice.person_id) == person_id, col(SessionChoice.about_id) == about_id
    )


def followed_no_more(person_id: UUID, network_id: UUID) -> Delete:
    """Follow nothing of a network any more."""
    return delete(SessionChoice).where(
        col(SessionChoice.person_id) == person_id,
        col(SessionChoice.network_id) == network_id,
        col(SessionChoice.level) == MailLevel.FOLLOWED.value,
    )


def choices_forgotten(before: datetime) -> Delete:
    """Forget choices about sessions and series made before a moment."""
    return delete(SessionChoice).where(col(SessionChoice.chosen_at) < before)
