"""What agenda announces of questions."""

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
