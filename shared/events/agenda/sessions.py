"""What agenda announces of series and sessions."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class SeriesPlanned(Event, source="agenda", noun="series", happened="planned"):
    """A coordinator planned a series of sessions; each of them is announced as confirmed."""

    series_id: UUID
    network_id: UUID
    sessions: int
    at: AwareDatetime


class SeriesUndone(Event, source="agenda", noun="series", happened="undone"):
    """A series was taken back within the hour: its sessions are gone as if they had never been, and nobody gets a mail."""

    series_id: UUID
    network_id: UUID
    session_ids: list[UUID]
    at: AwareDatetime


class SessionConfirmed(Event, source="agenda", noun="session", happened="confirmed"):
    """A session takes place; until ``undo_until`` it can be taken back, so mail about it waits until then."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    sequence: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    undo_until: AwareDatetime | None = None
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    document_ids: list[UUID] = []
    """What stands with it from when it took place before; that was taken back, so nobody heard of these."""
    at: AwareDatetime


class SessionWithdrawn(Event, source="agenda", noun="session", happened="withdrawn"):
    """That a session takes place was taken back within the hour: only coordinators know of it again, and nobody gets a mail."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    at: AwareDatetime


class SessionRetyped(Event, source="agenda", noun="session", happened="retyped"):
    """A session is of another kind; its date and its place stay, so nobody gets a mail."""

    session_id: UUID
    network_id: UUID
    kind: str
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    at: AwareDatetime


class TemplateAgendaSet(Event, source="agenda", noun="template-agenda", happened="set", subject="series_id"):
    """The points with which every session of a series starts are others; the sessions still to come have them now."""

    series_id: UUID
    network_id: UUID
    points: int
    at: AwareDatetime


class SessionDocumentAdded(Event, source="agenda", noun="session-document", happened="added", subject="document_id"):
    """A member put a document with a session; who takes part hears of it, unless the session is a draft or does not take place."""

    document_id: UUID
    session_id: UUID
    network_id: UUID
    series_id: UUID | None = None
    status: str | None = None
    """How the session stands; None: as it was announced before people heard of documents."""
    at: AwareDatetime


class SessionDocumentRemoved(
    Event, source="agenda", noun="session-document", happened="removed", subject="document_id"
):
    """A document is no longer with a session."""

    document_id: UUID
    session_id: UUID
    network_id: UUID
    at: AwareDatetime


class ReminderMomentChosen(Event, source="agenda", noun="reminder-moment", happened="chosen"):
    """A coordinator chose how many days before a session its reminder leaves for who chose nothing themselves; 0: it does not."""

    reminder_moment_id: UUID
    session_id: UUID
    network_id: UUID
    days_before: int
    at: AwareDatetime


class SessionMoved(Event, source="agenda", noun="session", happened="moved"):
    """The date, the place or the link of a session changed; ``sequence`` rose (RFC 5545 3.8.7.4)."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    sequence: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    at: AwareDatetime


class SessionCancelled(Event, source="agenda", noun="session", happened="cancelled"):
    """A session does not take place after all; ``sequence`` rose."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    sequence: int
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    at: AwareDatetime


class SessionHeld(Event, source="agenda", noun="session", happened="held"):
    """A session is over."""

    session_id: UUID
    network_id: UUID
    status: str
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    at: AwareDatetime
