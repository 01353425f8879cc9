"""What agenda announces: what is studied, and when people meet."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


class QuestionProposed(Event, source="agenda", noun="question", happened="proposed"):
    """A member proposed a question."""

    question_id: UUID
    network_id: UUID
    status: str
    track: str
    proposed_by: UUID | None
    at: AwareDatetime


class QuestionOpened(Event, source="agenda", noun="question", happened="opened"):
    """A coordinator put a question on the research agenda of its network."""

    question_id: UUID
    network_id: UUID
    status: str
    track: str
    at: AwareDatetime


class QuestionWithdrawn(Event, source="agenda", noun="question", happened="withdrawn"):
    """A question was taken back."""

    question_id: UUID
    network_id: UUID
    status: str
    was_on_agenda: bool
    """Whether it stood on the research agenda, where everybody could read it."""
    at: AwareDatetime


class SeriesPlanned(Event, source="agenda", noun="series", happened="planned"):
    """A coordinator planned a series of sessions; each of them is announced as confirmed."""

    series_id: UUID
    network_id: UUID
    sessions: int
    at: AwareDatetime


class DatePollOpened(Event, source="agenda", noun="date-poll", happened="opened"):
    """A coordinator asks the members of a network when they can come."""

    date_poll_id: UUID
    network_id: UUID
    status: str
    answer_until: AwareDatetime
    at: AwareDatetime


class DatePollAnswered(Event, source="agenda", noun="date-poll", happened="answered"):
    """Somebody answered, or answered differently; who it was is told to nobody."""

    date_poll_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class DatePollCompleted(Event, source="agenda", noun="date-poll", happened="completed"):
    """Everybody who takes part has answered, for the first time; these coordinators hear of it."""

    date_poll_id: UUID
    network_id: UUID
    status: str
    coordinator_ids: list[UUID]
    answer_until: AwareDatetime
    at: AwareDatetime


class DatePollEndsSoon(Event, source="agenda", noun="date-poll", happened="ends-soon"):
    """Answering ends soon: who has not answered yet is reminded, once."""

    date_poll_id: UUID
    network_id: UUID
    status: str
    answer_until: AwareDatetime
    at: AwareDatetime


class DatePollClosed(Event, source="agenda", noun="date-poll", happened="closed"):
    """A date poll is over: ``status`` CLOSED, DECIDED when dates were chosen, or EXPIRED when none were in time."""

    date_poll_id: UUID
    network_id: UUID
    status: str
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
    at: AwareDatetime


class SessionMoved(Event, source="agenda", noun="session", happened="moved"):
    """The date or the place of a session changed; ``sequence`` rose (RFC 5545 3.8.7.4)."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    sequence: int
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    at: AwareDatetime


class SessionCancelled(Event, source="agenda", noun="session", happened="cancelled"):
    """A session does not take place after all; ``sequence`` rose."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    sequence: int
    at: AwareDatetime


class SessionHeld(Event, source="agenda", noun="session", happened="held"):
    """A session is over."""

    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class MeetingAgendaItemAdded(
    Event, source="agenda", noun="meeting-agenda-item", happened="added", subject="agenda_point_id"
):
    """A member put a point on the agenda of a session."""

    agenda_point_id: UUID
    session_id: UUID
    network_id: UUID
    purpose: str
    owner_id: UUID | None
    at: AwareDatetime


class MeetingAgendaItemRemoved(
    Event, source="agenda", noun="meeting-agenda-item", happened="removed", subject="agenda_point_id"
):
    """A point left the agenda of a session."""

    agenda_point_id: UUID
    session_id: UUID
    network_id: UUID
    at: AwareDatetime


class PersonErasedFromAgenda(
    Event, source="agenda", noun="person", happened="erased-from-agenda", subject="erasure_id"
):
    """Agenda holds nothing of a person any more; ``version``: the how many-th time it was asked to."""

    erasure_id: UUID
    at: AwareDatetime
