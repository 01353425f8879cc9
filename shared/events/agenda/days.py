"""What agenda announces of the day of a session."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


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
