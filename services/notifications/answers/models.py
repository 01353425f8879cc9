"""What is stored of answers: for whom a secret stands, and which answer of a calendar was the newest."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Insert, LargeBinary, Table, delete
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from shared.columns import UTCDateTime
from shared.database import NotificationsStore


class AnswerLink(NotificationsStore, table=True):
    """For whom and about what (a session, a series, a date poll) an answer may be given with one secret; only its hash is kept."""

    __tablename__ = "answer_link"

    token_hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    person_id: UUID = Field(index=True)
    about_id: UUID
    minted_at: datetime = Field(sa_type=UTCDateTime, index=True)


class CalendarReply(NotificationsStore, table=True):
    """When the newest answer of somebody's calendar about a session was given, so that an older one that comes late changes nothing."""

    __tablename__ = "calendar_reply"

    person_id: UUID = Field(primary_key=True)
    session_id: UUID = Field(primary_key=True)
    stamped_at: datetime = Field(sa_type=UTCDateTime, index=True)


LINK: Table = AnswerLink.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one


def links_kept(rows: Sequence[dict[str, Any]]) -> Insert:
    """Keep what secrets stand for; the same one again lives on from now."""
    told = insert(LINK).values(list(rows))
    return told.on_conflict_do_update(index_elements=[LINK.c.token_hash], set_={"minted_at": told.excluded.minted_at})


def reply_noted(*, person_id: UUID, session_id: UUID, stamped_at: datetime) -> Insert:
    """Note an answer, unless a newer one stands."""
    told = insert(CalendarReply).values(person_id=person_id, session_id=session_id, stamped_at=stamped_at)
    return told.on_conflict_do_update(
        index_elements=[col(CalendarReply.person_id), col(CalendarReply.session_id)],
        set_={"stamped_at": told.excluded.stamped_at},
        where=col(CalendarReply.stamped_at) < told.excluded.stamped_at,
    )


def answers_forgotten(before: datetime) -> Iterator[Delete]:
    """Forget secrets of mails that left, and answers that were given, before a moment."""
    yield delete(AnswerLink).where(col(AnswerLink.minted_at) < before)
    yield delete(CalendarReply).where(col(CalendarReply.stamped_at) < before)
