"""What agenda announces: what is studied, and when people meet."""

from datetime import date
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
    perspective: str | None = None
    """For whom it is; None: for everybody who takes part."""
    at: AwareDatetime


class SessionWithdrawn(Event, source="agenda", noun="session", happened="withdrawn"):
    """That a session takes place was taken back within the hour: only coordinators know of it again, and nobody gets a mail."""

    session_id: UUID
    network_id: UUID
    series_id: UUID | None
    status: str
    at: AwareDatetime


class SessionRetyped(Event, source="agenda", noun="session", happened="retyped"):
    """A session is of another kind; its date and its place stay, so nobody gets a mail."""

    session_id: UUID
    network_id: UUID
    kind: str
    at: AwareDatetime


class TemplateAgendaSet(Event, source="agenda", noun="template-agenda", happened="set", subject="series_id"):
    """The points with which every session of a series starts are others; the sessions still to come have them now."""

    series_id: UUID
    network_id: UUID
    points: int
    at: AwareDatetime


class SessionDocumentAdded(Event, source="agenda", noun="session-document", happened="added", subject="document_id"):
    """A member put a document with a session."""

    document_id: UUID
    session_id: UUID
    network_id: UUID
    at: AwareDatetime


class SessionDocumentRemoved(
    Event, source="agenda", noun="session-document", happened="removed", subject="document_id"
):
    """A document is no longer with a session."""

    document_id: UUID
    session_id: UUID
    network_id: UUID
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
    at: AwareDatetime


class SessionHeld(Event, source="agenda", noun="session", happened="held"):
    """A session is over."""

    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class SessionAnswered(Event, source="agenda", noun="session-coming", happened="answered"):
    """Somebody said whether they come to a session, or said something else; who it was is told to nobody."""

    session_coming_id: UUID
    session_id: UUID
    network_id: UUID
    at: AwareDatetime


class SessionSeatsSet(Event, source="agenda", noun="session-coming", happened="seats-set"):
    """A coordinator said how many seats a session has, or how many are kept for whom."""

    session_coming_id: UUID
    session_id: UUID
    network_id: UUID
    at: AwareDatetime


class SessionSeatGiven(Event, source="agenda", noun="session-coming", happened="seat-given"):
    """Somebody who waited for a seat got one."""

    session_coming_id: UUID
    session_id: UUID
    network_id: UUID
    person_id: UUID
    starts_at: AwareDatetime
    at: AwareDatetime


class SessionCameNear(Event, source="agenda", noun="session-coming", happened="came-near"):
    """A session starts within seven days: these coordinators hear who is missing, if anybody is."""

    session_coming_id: UUID
    session_id: UUID
    network_id: UUID
    coordinator_ids: list[UUID]
    starts_at: AwareDatetime
    at: AwareDatetime


class PerspectiveAsked(Event, source="agenda", noun="session-coming", happened="perspective-asked"):
    """A coordinator asked a perspective to come; these people of it have not answered. Many people are several events."""

    session_coming_id: UUID
    session_id: UUID
    network_id: UUID
    perspective: str
    person_ids: list[UUID]
    starts_at: AwareDatetime
    at: AwareDatetime


class AttendanceRecorded(Event, source="agenda", noun="session-coming", happened="attendance-recorded"):
    """Who was at a session was recorded; who that was is told to nobody."""

    session_coming_id: UUID
    session_id: UUID
    network_id: UUID
    at: AwareDatetime


class SessionDayStarted(Event, source="agenda", noun="session-day", happened="started"):
    """A session started, or went on after it was ended too soon; it is at this agenda point."""

    session_day_id: UUID
    session_id: UUID
    network_id: UUID
    started_at: AwareDatetime
    agenda_point_id: UUID | None
    at: AwareDatetime


class SessionDayMovedOn(Event, source="agenda", noun="session-day", happened="moved-on"):
    """A session went on with another agenda point, or back to one."""

    session_day_id: UUID
    session_id: UUID
    network_id: UUID
    agenda_point_id: UUID
    at: AwareDatetime


class SessionDayChanged(Event, source="agenda", noun="session-day", happened="changed"):
    """A part (``kind``) of the day of a session is different: CHECK_IN, TURNS, GROUPS or PARKING; who is in it is told to nobody."""

    session_day_id: UUID
    session_id: UUID
    network_id: UUID
    kind: str
    at: AwareDatetime


class SessionDayEnded(Event, source="agenda", noun="session-day", happened="ended"):
    """Who led a session said that it is over."""

    session_day_id: UUID
    session_id: UUID
    network_id: UUID
    ended_at: AwareDatetime
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


class MeetingAgendaItemProposed(
    Event, source="agenda", noun="meeting-agenda-item", happened="proposed", subject="agenda_point_id"
):
    """A member proposed a point that stands on no agenda yet."""

    agenda_point_id: UUID
    network_id: UUID
    status: str
    purpose: str
    owner_id: UUID | None
    at: AwareDatetime


class MeetingAgendaItemChanged(
    Event, source="agenda", noun="meeting-agenda-item", happened="changed", subject="agenda_point_id"
):
    """A point was changed, accepted, parked, declined, or stands on another agenda or on none now."""

    agenda_point_id: UUID
    session_id: UUID | None
    was_session_id: UUID | None
    """On whose agenda it stood until then."""
    network_id: UUID
    status: str
    purpose: str
    owner_id: UUID | None
    is_published: bool
    """Whether it stood on its agenda when that was published, so that members heard of it by mail."""
    answers: UUID | None = None
    """Who proposed it, where this is the answer to that."""
    at: AwareDatetime


class MeetingAgendaArranged(Event, source="agenda", noun="meeting-agenda", happened="arranged", subject="session_id"):
    """The points on the agenda of a session stand in another order, or take other times."""

    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class MeetingAgendaPublished(Event, source="agenda", noun="meeting-agenda", happened="published", subject="session_id"):
    """The agenda of a session is ready; who takes part hears of it."""

    session_id: UUID
    network_id: UUID
    status: str
    starts_at: AwareDatetime
    published_at: AwareDatetime
    at: AwareDatetime


class MeetingAgendaLeftUnpublished(
    Event, source="agenda", noun="meeting-agenda", happened="left-unpublished", subject="session_id"
):
    """A session comes near and its agenda is not published; those who arrange it are reminded, once."""

    session_id: UUID
    network_id: UUID
    status: str
    arranger_ids: list[UUID]
    starts_at: AwareDatetime
    at: AwareDatetime


class MinutesShared(Event, source="agenda", noun="minutes", happened="shared"):
    """The minutes of a session can be read by every member, who can comment until ``comments_until``."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    comments_until: AwareDatetime
    at: AwareDatetime


class MinutesChanged(Event, source="agenda", noun="minutes", happened="changed"):
    """Shared minutes say something else, somebody commented, a comment was answered, or an addendum came; no mail follows."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class MinutesEstablished(Event, source="agenda", noun="minutes", happened="established"):
    """Minutes are established and locked: after the check at the next session, or because nobody objected (BR-050)."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    reason: str
    at: AwareDatetime


class MinutesMissed(Event, source="agenda", noun="minutes", happened="missed"):
    """Nobody began the minutes of a session that was some days ago; these people, who write them, are reminded once."""

    minutes_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    writer_ids: list[UUID]
    at: AwareDatetime


class ActionPointAssigned(Event, source="agenda", noun="action-point", happened="assigned"):
    """An action has an owner, from now on for everybody in its network to see; once for each owner.

    with_minutes: whether it came to be known with its minutes, so that the mail about these tells of it.
    """

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    owner_id: UUID | None
    due_on: date
    status: str
    with_minutes: bool
    at: AwareDatetime


class ActionPointDueSoon(Event, source="agenda", noun="action-point", happened="due-soon"):
    """An action is due in a week (``kind`` SOON) or the next day (TOMORROW); these people are reminded."""

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    reader_ids: list[UUID]
    due_on: date
    kind: str
    at: AwareDatetime


class ActionPointOverdue(Event, source="agenda", noun="action-point", happened="overdue"):
    """An action was not done in time; these people are reminded, once."""

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    reader_ids: list[UUID]
    due_on: date
    kind: str
    at: AwareDatetime


class ActionPointCompleted(Event, source="agenda", noun="action-point", happened="completed"):
    """An action is over: ``status`` DONE or CANCELLED; or OPEN where that was taken back."""

    action_point_id: UUID
    session_id: UUID
    network_id: UUID
    status: str
    at: AwareDatetime


class PersonErasedFromAgenda(
    Event, source="agenda", noun="person", happened="erased-from-agenda", subject="erasure_id"
):
    """Agenda holds nothing of a person any more; ``version``: the how many-th time it was asked to."""

    erasure_id: UUID
    at: AwareDatetime
