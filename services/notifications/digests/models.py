"""What is stored of digests: what is new where, when people meet, what waits to be mailed at once, and who was told what."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Delete, Index, Insert, Table, bindparam, delete, select, true
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, col

from services.notifications.digests.domain import ItemKind
from services.notifications.mail.queries import mail_readers
from shared.columns import UTCDateTime
from shared.database import NotificationsStore
from shared.straight.session import Prepared
from shared.tombstones import LAST_VERSION


class Item(NotificationsStore, table=True):
    """Something that may be news, as agenda told it; ``version`` is agenda's. No words of it stand here."""

    __tablename__ = "item"
    __table_args__ = (Index("ix_item_network_id_appeared_at", "network_id", "appeared_at"),)

    item_id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=10)
    network_id: UUID
    is_standing: bool
    appeared_at: datetime = Field(sa_type=UTCDateTime)
    version: int


class Gathering(NotificationsStore, table=True):
    """When a session starts, as agenda told it."""

    __tablename__ = "gathering"

    session_id: UUID = Field(primary_key=True)
    network_id: UUID
    is_confirmed: bool
    starts_at: datetime = Field(sa_type=UTCDateTime, index=True)
    version: int


class Burst(NotificationsStore, table=True):
    """What appeared in a network within a few minutes and is mailed at once to who wants that."""

    __tablename__ = "burst"

    network_id: UUID = Field(primary_key=True)
    began_at: datetime = Field(sa_type=UTCDateTime, primary_key=True)
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)


class ToldItem(NotificationsStore, table=True):
    """In which mail a person was told of an item: written in the same breath as that mail is sent, once per person."""

    __tablename__ = "told_item"
    __table_args__ = {"sqlite_with_rowid": False}  # the key is most of the row: kept once, for there are very many

    person_id: UUID = Field(primary_key=True)
    item_id: UUID = Field(primary_key=True)
    mail_id: UUID


def newest_item(
    *, item_id: UUID, kind: ItemKind, network_id: UUID, is_standing: bool, appeared_at: datetime, version: int
) -> ReturningInsert[UUID]:
    """Write an item, unless a newer version stands; gives its id when it was written."""
    told = insert(Item).values(
        item_id=item_id,
        kind=kind.value,
        network_id=network_id,
        is_standing=is_standing,
        appeared_at=appeared_at,
        version=version,
    )
    return told.on_conflict_do_update(
        index_elements=[col(Item.item_id)],
        set_={
            "is_standing": told.excluded.is_standing,
            "appeared_at": told.excluded.appeared_at,
            "version": told.excluded.version,
        },
        where=col(Item.version) < told.excluded.version,
    ).returning(col(Item.item_id))


def newest_gathering(
    *, session_id: UUID, network_id: UUID, is_confirmed: bool, starts_at: datetime, version: int
) -> Insert:
    """Write when a session starts, unless a newer version stands."""
    told = insert(Gathering).values(
        session_id=session_id,
        network_id=network_id,
        is_confirmed=is_confirmed,
        starts_at=starts_at,
        version=version,
    )
    return told.on_conflict_do_update(
        index_elements=[col(Gathering.session_id)],
        set_={
            "is_confirmed": told.excluded.is_confirmed,
            "starts_at": told.excluded.starts_at,
            "version": told.excluded.version,
        },
        where=col(Gathering.version) < told.excluded.version,
    )


def gathering_never(session_id: UUID, network_id: UUID, at: datetime) -> Insert:
    """Note that a session is gone as if it had never been, whatever is heard of it after this."""
    return newest_gathering(
        session_id=session_id, network_id=network_id, is_confirmed=False, starts_at=at, version=LAST_VERSION
    )


def gathering_over(session_id: UUID, network_id: UUID, at: datetime, version: int) -> Insert:
    """Note that a session needs no mail before it any more, also where nothing was heard of it yet."""
    return newest_gathering(
        session_id=session_id, network_id=network_id, is_confirmed=False, starts_at=at, version=version
    )


def burst_begun(*, network_id: UUID, began_at: datetime, due_at: datetime) -> Insert:
    """Begin a burst, unless it was begun already."""
    return insert(Burst).values(network_id=network_id, began_at=began_at, due_at=due_at).on_conflict_do_nothing()


def burst_ended(network_id: UUID, began_at: datetime) -> Delete:
    """Forget a burst whose mails are planned."""
    return delete(Burst).where(col(Burst.network_id) == network_id, col(Burst.began_at) == began_at)


ITEM: Table = Item.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one
TOLD_ITEM: Table = ToldItem.__table__  # type: ignore[attr-defined]  # as above


MAILS_AT_ONCE = 10


@lru_cache
def _items_told(items: int) -> Prepared:
    readers = mail_readers([bindparam(f"mail{n}", type_=TOLD_ITEM.c.mail_id.type) for n in range(MAILS_AT_ONCE)])
    mails = readers.subquery()
    told = insert(TOLD_ITEM).from_select(
        ["item_id", "person_id", "mail_id"],
        select(ITEM.c.item_id, mails.c.person_id, mails.c.mail_id)
        .select_from(ITEM)
        .join(mails, true())
        .where(ITEM.c.item_id.in_([bindparam(f"item{n}", type_=ITEM.c.item_id.type) for n in range(items)])),
    )
    return Prepared(
        told.on_conflict_do_update(
            index_elements=[TOLD_ITEM.c.person_id, TOLD_ITEM.c.item_id], set_={"mail_id": told.excluded.mail_id}
        )
    )


def items_told(mail_ids: Sequence[UUID], item_ids: Sequence[UUID]) -> tuple[Prepared, dict[str, UUID]]:
    """Write that the readers of these mails (at most MAILS_AT_ONCE) are told of these items in them, and not in an earlier one.

    Statements are made once for each size and kept: this runs for every few mails.
    """
    size = max(8, 1 << (len(item_ids) - 1).bit_length())
    values = {f"mail{n}": mail_ids[min(n, len(mail_ids) - 1)] for n in range(MAILS_AT_ONCE)}
    values |= {f"item{n}": item_ids[min(n, len(item_ids) - 1)] for n in range(size)}
    return _items_told(size), values
