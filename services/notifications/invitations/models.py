"""What is stored of invitations: which sessions must be told of soon, and who was told what in which mail."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Delete, Insert, Update, case, delete, or_, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Field, col

from services.notifications.invitations.domain import NEW
from shared.columns import UTCDateTime
from shared.database import NotificationsStore


class SessionCall(NotificationsStore, table=True):
    """Sessions of which people must be told soon: of one series, or one by itself. Gone when the mails are planned."""

    __tablename__ = "session_call"

    set_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=20)
    network_id: UUID
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)


class DocumentCall(NotificationsStore, table=True):
    """A document of a session of which people must be told soon, in one mail with what happens to sessions. Gone after some days."""

    __tablename__ = "document_call"

    document_id: UUID = Field(primary_key=True)
    set_id: UUID
    """The series of its session, or the session by itself."""
    network_id: UUID
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)
    mail_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Under which time the mails that tell of it are planned; each of them asks for what has this time."""
    is_planned: bool = False
    """Whether all of them are."""


class Newcomer(NotificationsStore, table=True):
    """Somebody who takes part since a moment ago, and hears of what the others were told before. Gone when that mail is planned."""

    __tablename__ = "newcomer"

    person_id: UUID = Field(primary_key=True)
    network_id: UUID = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UTCDateTime, index=True)


class ToldSession(NotificationsStore, table=True):
    """What a person was last told of a session, and in which mail: written in the same breath as that mail is sent."""

    __tablename__ = "told_session"

    person_id: UUID = Field(primary_key=True)
    session_id: UUID = Field(primary_key=True)
    set_id: UUID = Field(index=True)
    mail_id: UUID
    sequence: int
    is_off: bool
    starts_at: datetime = Field(sa_type=UTCDateTime)
    place: str
    said: str = ""
    """A short hash of what they were told; a place and a link do not stand here twice."""


def call_noted(*, set_id: UUID, kind: str, network_id: UUID, due_at: datetime, now: datetime) -> Insert:
    """Note that people must be told of these sessions; what was to be told sooner is told sooner.

    What may still be taken back waits for the last of it. A call whose time has come is being answered already, with what
    was known then: it is made anew.
    """
    row = insert(SessionCall).values(set_id=set_id, kind=kind, network_id=network_id, due_at=due_at)
    was_due = col(SessionCall.due_at)
    counts = row.excluded.due_at > was_due if kind == NEW else or_(row.excluded.due_at < was_due, was_due <= now)
    return row.on_conflict_do_update(
        index_elements=[col(SessionCall.set_id), col(SessionCall.kind)],
        set_={"due_at": case((counts, row.excluded.due_at), else_=was_due)},
    )


def call_answered(set_id: UUID, kind: str, due_at: datetime) -> Delete:
    """Forget a call whose mails are planned, unless it was made anew meanwhile."""
    return delete(SessionCall).where(
        col(SessionCall.set_id) == set_id, col(SessionCall.kind) == kind, col(SessionCall.due_at) == due_at
    )


def document_noted(
    *, document_id: UUID, set_id: UUID, network_id: UUID, due_at: datetime, unheard: datetime | None
) -> Insert:
    """Note that people must be told of a document; noted twice is noted once.

    unheard: mails of before this moment told nobody of it, for then its session was a draft; it is told in others. None: they did.
    """
    row = insert(DocumentCall).values(
        document_id=document_id, set_id=set_id, network_id=network_id, due_at=due_at, is_planned=False
    )
    if unheard is None:
        return row.on_conflict_do_nothing()
    return row.on_conflict_do_update(
        index_elements=[col(DocumentCall.document_id)],
        set_={"due_at": row.excluded.due_at, "mail_at": None, "is_planned": False},
        where=col(DocumentCall.mail_at) < unheard,
    )


def documents_called(document_ids: Collection[UUID], mail_at: datetime) -> Update:
    """Note under which time the mails about these documents are planned; what has one keeps it."""
    return (
        update(DocumentCall)
        .where(col(DocumentCall.document_id).in_(document_ids), col(DocumentCall.mail_at).is_(None))
        .values(mail_at=mail_at)
    )


def documents_planned(network_id: UUID, mail_at: datetime) -> Update:
    """Note that all mails about the documents of this time are planned."""
    return (
        update(DocumentCall)
        .where(col(DocumentCall.network_id) == network_id, col(DocumentCall.mail_at) == mail_at)
        .values(is_planned=True)
    )


def documents_forgotten(before: datetime) -> Delete:
    """Forget documents of which people were told before a moment."""
    return delete(DocumentCall).where(col(DocumentCall.is_planned), col(DocumentCall.mail_at) < before)


def newcomer_noted(*, person_id: UUID, network_id: UUID, due_at: datetime) -> Insert:
    """Note that somebody is new in a network; noted twice is noted once."""
    row = insert(Newcomer).values(person_id=person_id, network_id=network_id, due_at=due_at)
    return row.on_conflict_do_nothing()


def newcomers_answered(network_id: UUID, person_ids: Collection[UUID]) -> Delete:
    """Forget newcomers whose mail is planned."""
    return delete(Newcomer).where(col(Newcomer.network_id) == network_id, col(Newcomer.person_id).in_(person_ids))


def sessions_told(rows: Sequence[dict[str, Any]]) -> Insert:
    """Write what people are told of sessions; what is older than they know stays away."""
    told = insert(ToldSession).values(list(rows))
    kept = {
        name: told.excluded[name] for name in ("set_id", "mail_id", "sequence", "is_off", "starts_at", "place", "said")
    }
    return told.on_conflict_do_update(
        index_elements=[col(ToldSession.person_id), col(ToldSession.session_id)],
        set_=kept,
        where=col(ToldSession.sequence) <= told.excluded.sequence,
    )
