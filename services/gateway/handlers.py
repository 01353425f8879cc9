"""What the gateway does when it hears an event: it tells the open pages. It stores nothing, so it only listens live."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from services.gateway.graphql.context import Change, ChangeKind, Hub
from shared.events.agenda.agenda_points import (
    MeetingAgendaArranged,
    MeetingAgendaItemAdded,
    MeetingAgendaItemChanged,
    MeetingAgendaItemProposed,
    MeetingAgendaItemRemoved,
    MeetingAgendaPublished,
)
from shared.events.agenda.coming import (
    AttendanceRecorded,
    PerspectiveAsked,
    SessionAnswered,
    SessionSeatGiven,
    SessionSeatsSet,
)
from shared.events.agenda.date_polls import DatePollAnswered, DatePollClosed, DatePollCompleted, DatePollOpened
from shared.events.agenda.days import SessionDayChanged, SessionDayEnded, SessionDayMovedOn, SessionDayStarted
from shared.events.agenda.minutes import (
    ActionPointAssigned,
    ActionPointCompleted,
    MinutesChanged,
    MinutesEstablished,
    MinutesShared,
)
from shared.events.agenda.questions import QuestionOpened, QuestionProposed, QuestionWithdrawn
from shared.events.agenda.sessions import (
    SeriesPlanned,
    SeriesUndone,
    SessionCancelled,
    SessionConfirmed,
    SessionDocumentAdded,
    SessionDocumentRemoved,
    SessionHeld,
    SessionMoved,
    SessionRetyped,
    SessionWithdrawn,
    TemplateAgendaSet,
)
from shared.events.base import Event
from shared.events.network import (
    AuthSessionEnded,
    MachineTokenRevoked,
    MembershipActivated,
    MembershipEnded,
    MembershipPaused,
    NetworkChanged,
    NetworkCreated,
    NetworkSucceeded,
)


async def when_network_changed(hub: Hub, event: NetworkChanged | NetworkCreated | NetworkSucceeded) -> None:
    """Everybody may know."""
    hub.tell(Change(event.network_id, ChangeKind.NETWORK, ("Network", event.network_id)))


async def when_membership_changed(hub: Hub, event: MembershipActivated | MembershipPaused | MembershipEnded) -> None:
    """Members may know who takes part; what was remembered about this person goes first."""
    hub.membership_changed(event.person_id)
    hub.tell(Change(event.network_id, ChangeKind.MEMBERS, members_only=True))


async def when_auth_session_ended(hub: Hub, event: AuthSessionEnded) -> None:
    """Nobody is told; the session is forgotten and its pages fall silent (A-15)."""
    hub.session_ended(event.auth_session_id)


async def when_machine_token_revoked(hub: Hub, event: MachineTokenRevoked) -> None:
    """Nobody is told; the token is forgotten and what a program listens to under it falls silent (A-15)."""
    hub.session_ended(event.machine_token_id)


async def when_question_opened(hub: Hub, event: QuestionOpened) -> None:
    """What stands on the agenda is for everybody."""
    hub.tell(Change(event.network_id, ChangeKind.QUESTIONS, ("Question", event.question_id)))


async def when_question_proposed(hub: Hub, event: QuestionProposed) -> None:
    """A proposed question is for members."""
    hub.tell(Change(event.network_id, ChangeKind.QUESTIONS, ("Question", event.question_id), members_only=True))


async def when_question_withdrawn(hub: Hub, event: QuestionWithdrawn) -> None:
    """Who could read a question may know that it was taken back."""
    node = ("Question", event.question_id)
    hub.tell(Change(event.network_id, ChangeKind.QUESTIONS, node, members_only=not event.was_on_agenda))


async def when_series_changed(hub: Hub, event: SeriesPlanned | SeriesUndone) -> None:
    """Everybody may know when a network meets."""
    hub.tell(Change(event.network_id, ChangeKind.SESSIONS))


async def when_session_changed(
    hub: Hub,
    event: SessionConfirmed | SessionMoved | SessionCancelled | SessionHeld | SessionWithdrawn | SessionRetyped,
) -> None:
    """Everybody may know when a network meets, and what became of that; what is for one perspective is for members only."""
    hub.tell(_of_session(event.network_id, event.session_id, event.perspective))


async def when_date_poll_changed(
    hub: Hub, event: DatePollOpened | DatePollAnswered | DatePollCompleted | DatePollClosed
) -> None:
    """Members may know that there is a date poll, and that somebody answered; nobody hears who."""
    hub.tell(Change(event.network_id, ChangeKind.DATE_POLLS, ("DatePoll", event.date_poll_id), members_only=True))


async def when_coming_changed(
    hub: Hub, event: SessionAnswered | SessionSeatsSet | SessionSeatGiven | PerspectiveAsked | AttendanceRecorded
) -> None:
    """Members may know that somebody said whether they come, or that seats changed; nobody hears who, or to what."""
    hub.tell(Change(event.network_id, ChangeKind.COMING, members_only=True))


async def when_agenda_changed(
    hub: Hub,
    event: MeetingAgendaItemAdded
    | MeetingAgendaItemRemoved
    | MeetingAgendaArranged
    | SessionDocumentAdded
    | SessionDocumentRemoved,
) -> None:
    """Members may know that something is on an agenda; nobody hears of which session: one can be for few."""
    hub.tell(Change(event.network_id, ChangeKind.AGENDA, members_only=True))


async def when_agenda_item_changed(hub: Hub, event: MeetingAgendaItemChanged | MeetingAgendaItemProposed) -> None:
    """Members may know that something waits for a session, or was answered; nobody hears what: it can be for few."""
    hub.tell(Change(event.network_id, ChangeKind.AGENDA, members_only=True))


async def when_agenda_published(hub: Hub, event: MeetingAgendaPublished) -> None:
    """Everybody may know that the agenda of a session for everybody is ready; what stands on it is for members."""
    hub.tell(_of_session(event.network_id, event.session_id, event.perspective))
    hub.tell(Change(event.network_id, ChangeKind.AGENDA, members_only=True))


async def when_a_day_changed(
    hub: Hub, event: SessionDayStarted | SessionDayMovedOn | SessionDayChanged | SessionDayEnded
) -> None:
    """Members may know that a session goes on; nobody hears who asked for a turn, nor of which session: one can be for few."""
    hub.tell(Change(event.network_id, ChangeKind.DAY, members_only=True))


async def when_minutes_changed(
    hub: Hub,
    event: MinutesShared | MinutesChanged | MinutesEstablished | ActionPointAssigned | ActionPointCompleted,
) -> None:
    """Members may know that minutes or actions changed; nobody hears of which session: one can be for few."""
    hub.tell(Change(event.network_id, ChangeKind.MINUTES, members_only=True))


async def when_template_set(hub: Hub, event: TemplateAgendaSet) -> None:
    """Members may know what is on agendas."""
    hub.tell(Change(event.network_id, ChangeKind.AGENDA, members_only=True))


def _of_session(network_id: UUID, session_id: UUID, perspective: str | None) -> Change:
    if perspective is None:
        return Change(network_id, ChangeKind.SESSIONS, ("Session", session_id))
    return Change(network_id, ChangeKind.SESSIONS, members_only=True)


HANDLERS: Mapping[type[Event], Callable[[Hub, Any], Awaitable[None]]] = {
    NetworkCreated: when_network_changed,
    NetworkChanged: when_network_changed,
    NetworkSucceeded: when_network_changed,
    MembershipActivated: when_membership_changed,
    MembershipPaused: when_membership_changed,
    MembershipEnded: when_membership_changed,
    AuthSessionEnded: when_auth_session_ended,
    MachineTokenRevoked: when_machine_token_revoked,
    QuestionProposed: when_question_proposed,
    QuestionOpened: when_question_opened,
    QuestionWithdrawn: when_question_withdrawn,
    SeriesPlanned: when_series_changed,
    SeriesUndone: when_series_changed,
    SessionWithdrawn: when_session_changed,
    SessionRetyped: when_session_changed,
    TemplateAgendaSet: when_template_set,
    SessionDocumentAdded: when_agenda_changed,
    SessionDocumentRemoved: when_agenda_changed,
    DatePollOpened: when_date_poll_changed,
    DatePollAnswered: when_date_poll_changed,
    DatePollCompleted: when_date_poll_changed,
    DatePollClosed: when_date_poll_changed,
    SessionAnswered: when_coming_changed,
    SessionSeatsSet: when_coming_changed,
    SessionSeatGiven: when_coming_changed,
    PerspectiveAsked: when_coming_changed,
    AttendanceRecorded: when_coming_changed,
    SessionConfirmed: when_session_changed,
    SessionMoved: when_session_changed,
    SessionCancelled: when_session_changed,
    SessionHeld: when_session_changed,
    MeetingAgendaItemAdded: when_agenda_changed,
    MeetingAgendaItemRemoved: when_agenda_changed,
    MinutesShared: when_minutes_changed,
    MinutesChanged: when_minutes_changed,
    MinutesEstablished: when_minutes_changed,
    ActionPointAssigned: when_minutes_changed,
    ActionPointCompleted: when_minutes_changed,
    MeetingAgendaArranged: when_agenda_changed,
    MeetingAgendaItemProposed: when_agenda_item_changed,
    MeetingAgendaItemChanged: when_agenda_item_changed,
    MeetingAgendaPublished: when_agenda_published,
    SessionDayStarted: when_a_day_changed,
    SessionDayMovedOn: when_a_day_changed,
    SessionDayChanged: when_a_day_changed,
    SessionDayEnded: when_a_day_changed,
}
