"""What agenda tells and takes about whether one person comes, on the word of a secret in their mail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.api.agenda.calendars import AnswerFor, AnswerOf, SessionSets, SessionSetsAsked, TheirAnswer
from shared.asking import Asking
from shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class SessionSaid:
    """One session, and what one person said of it. answer: None while they said nothing."""

    network_id: UUID
    starts_at: datetime
    ends_at: datetime
    zone: str
    is_cancelled: bool
    takes_answers: bool
    answer: str | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """One session of which an answer may be about. first_starts_at: by which a calendar knows it in its series."""

    id: UUID
    first_starts_at: datetime
    sequence: int
    revised_at: datetime

    def is_current(self, sequence: int | None, stamped_at: datetime) -> bool:
        """Whether an answer is about the date that stands now. sequence: of an answer about this one; None: about a whole series."""
        if not self.sequence:
            return True  # it never changed
        return stamped_at >= self.revised_at if sequence is None else sequence >= self.sequence


async def answer_of(asking: Asking, session_id: UUID, person_id: UUID) -> SessionSaid:
    """Ask agenda what somebody said of a session. Raises NotFound when they are not expected there, or it is over."""
    body = AnswerOf(person_id=person_id)
    return _said(await asking.ask("agenda", "POST", f"/sessions/{session_id}:answer-of", TheirAnswer, body=body))


async def answer_for(asking: Asking, session_id: UUID, person_id: UUID, answer: str) -> SessionSaid:
    """Tell agenda what somebody says of a session. Raises NotFound, and what agenda refuses."""
    body = AnswerFor.model_validate({"person_id": person_id, "answer": answer})
    return _said(await asking.ask("agenda", "POST", f"/sessions/{session_id}:answer-for", TheirAnswer, body=body))


async def reply_for(asking: Asking, session_id: UUID, person_id: UUID, answer: str, stamped_at: datetime) -> bool:
    """Tell agenda what somebody's calendar said at a moment; False if they said something since. Raises as answer_for."""
    body = AnswerFor.model_validate({"person_id": person_id, "answer": answer, "stamped_at": stamped_at})
    return (await asking.ask("agenda", "POST", f"/sessions/{session_id}:answer-for", TheirAnswer, body=body)).is_taken


async def to_answer(asking: Asking, set_id: UUID, person_id: UUID) -> list[ToAnswer]:
    """The sessions of a series, or the one by itself, at which somebody is expected and that take place."""
    body = SessionSetsAsked(reader_ids=[person_id])
    try:
        told = await asking.ask("agenda", "POST", f"/session-sets/{set_id}:letter", SessionSets, body=body)
    except NotFound:
        return []
    return [
        ToAnswer(one.id, one.first_starts_at, one.sequence, one.revised_at)
        for found in told.sets
        for one in found.sessions
        if person_id in told.reader_ids
        and one.status in {"CONFIRMED", "AGENDA_PUBLISHED"}
        and (one.reader_ids is None or person_id in one.reader_ids)
    ]


def _said(told: TheirAnswer) -> SessionSaid:
    return SessionSaid(**{name: getattr(told, name) for name in SessionSaid.__slots__})
