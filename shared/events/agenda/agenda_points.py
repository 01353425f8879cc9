"""What agenda announces of agenda points and agendas."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


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
    perspective: str | None = None
    """For whom the session is; None: for everybody who takes part."""
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
