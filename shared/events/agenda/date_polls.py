"""What agenda announces of date polls."""

from uuid import UUID

from pydantic import AwareDatetime

from shared.events.base import Event


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
