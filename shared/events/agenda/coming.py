"""What agenda announces of who comes."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


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
