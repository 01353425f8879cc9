"""How sessions come to stand elsewhere, are announced so, and how they stood before is kept for an hour."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.agenda.sessions.domain.places import SessionType
from services.agenda.sessions.domain.series_changes import ChangeKind
from services.agenda.sessions.domain.sessions import DRAFT, document_of_session
from services.agenda.sessions.models.series_changes import SessionChange
from services.agenda.sessions.models.sessions import PlannedSession
from shared.bus.work import Work
from shared.events.agenda.sessions import SessionMoved, SessionRetyped

KEPT: Sequence[str] = (
    "starts_at",
    "ends_at",
    "place",
    "link",
    "type",
    "status",
    "was_starts_at",
    "moved_at",
    "stands_apart",
)
"""What is kept of a session before it changes."""
MOMENTS = frozenset({"starts_at", "ends_at", "was_starts_at", "moved_at"})


def put(
    work: Work,
    *,
    session: PlannedSession,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    link: str,
    type_: SessionType,
) -> None:
    """Let a session be at another moment or place, or of another kind, and say so where people know of it."""
    is_told = (starts_at, ends_at, place, link) != (session.starts_at, session.ends_at, session.place, session.link)
    is_retyped = type_ != session.type
    if session.status != DRAFT:
        if (starts_at, ends_at) != (session.starts_at, session.ends_at):
            session.moved_at = work.now
        if starts_at != session.starts_at:
            session.was_starts_at, session.agenda_reminded_at = session.starts_at, None
    session.starts_at, session.ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    session.place, session.link, session.type = place, link, type_
    session.version += 1
    if session.status == DRAFT:
        return
    if is_told:
        session.sequence += 1
        session.revised_at = work.now
        announce_moved(work, session=session)
    elif is_retyped:
        work.announce(
            SessionRetyped(
                session_id=session.id,
                network_id=session.network_id,
                kind=session.type,
                perspective=session.perspective,
                at=work.now,
                version=session.version,
            )
        )


def announce_moved(work: Work, *, session: PlannedSession) -> None:
    """Say that a session is at another moment or place; people hear of it at once (BR-047)."""
    work.announce(
        SessionMoved(
            session_id=session.id,
            network_id=session.network_id,
            series_id=session.series_id,
            status=session.status,
            sequence=session.sequence,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            perspective=session.perspective,
            at=work.now,
            version=session.version,
        )
    )
    if session.perspective is None:
        work.index(document_of_session(session.facts()))


def kept(session: PlannedSession) -> dict[str, Any]:
    """How a session stands, to put it back later."""
    return {
        name: value.isoformat() if isinstance(value := getattr(session, name), datetime) else value for name in KEPT
    }


def remember(
    work: Work,
    *,
    kind: ChangeKind,
    network_id: UUID,
    series_id: UUID | None,
    sessions: Iterable[PlannedSession],
    before: dict[UUID, dict[str, Any]],
) -> SessionChange | None:
    """Keep how these sessions stood, so that it can be taken back; nothing where none of them changed."""
    if not before:
        return None
    return work.add(
        SessionChange(
            network_id=network_id,
            series_id=series_id,
            kind=kind,
            before=[
                {"id": str(one.id), "version": one.version, **before[one.id]} for one in sessions if one.id in before
            ],
            made_at=work.now,
        )
    )
