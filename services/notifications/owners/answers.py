"""What agenda tells and takes about whether and when one person comes, on the word of a secret in their mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.api.agenda.calendars import (
    AnswerFor,
    AnswerOf,
    SeriesAnswersFor,
    SeriesAnswersOf,
    SessionSets,
    SessionSetsAsked,
    TheirAnswer,
    TheirSeriesAnswers,
)
from shared.api.agenda.date_polls import PollAnswersFor, PollAnswersOf, TheirPollAnswers
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
class PolledDate:
    """One date of a poll, and what one person said of it. answer: None while they said nothing."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    answer: str | None


@dataclass(frozen=True, slots=True)
class PollSaid:
    """One date poll, and what one person said of its dates; no dates once it takes no more answers."""

    network_id: UUID
    answer_until: datetime
    takes_answers: bool
    is_needed: bool
    """Whether it cannot be without them: coordinators see what they say."""
    yes_counts: bool
    """Whether their yes to a date that is chosen is an answer to its session."""
    dates: tuple[PolledDate, ...]


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One session of a series, and what one person said of it. answer: None while they said nothing of the date that stands."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    answer: str | None
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class SeriesSaid:
    """The sessions of a series that are still to come, and what one person said of them."""

    network_id: UUID
    zone: str
    sessions: tuple[SeriesDate, ...]


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


async def poll_answers_of(asking: Asking, poll_id: UUID, person_id: UUID) -> PollSaid:
    """Ask agenda what somebody said of a date poll. Raises NotFound when they do not take part."""
    body = PollAnswersOf(person_id=person_id)
    return _poll_said(
        await asking.ask("agenda", "POST", f"/date-polls/{poll_id}:answer-of", TheirPollAnswers, body=body)
    )


async def poll_answers_for(
    asking: Asking, poll_id: UUID, person_id: UUID, answers: Mapping[UUID, str], yes_counts: bool | None
) -> PollSaid:
    """Tell agenda what somebody says of dates. yes_counts: None: as it was. Raises NotFound, and what agenda refuses."""
    said = [{"date_id": date_id, "availability": answer} for date_id, answer in answers.items()]
    body = PollAnswersFor.model_validate({"person_id": person_id, "answers": said, "yes_counts": yes_counts})
    told = await asking.ask("agenda", "POST", f"/date-polls/{poll_id}:answer-for", TheirPollAnswers, body=body)
    return _poll_said(told)


async def series_answers_of(asking: Asking, series_id: UUID, person_id: UUID) -> SeriesSaid:
    """Ask agenda what somebody said of the sessions of a series. Raises NotFound when they are expected at none."""
    body = SeriesAnswersOf(person_id=person_id)
    told = await asking.ask("agenda", "POST", f"/series/{series_id}:answer-of", TheirSeriesAnswers, body=body)
    return _series_said(told)


async def series_answers_for(
    asking: Asking, series_id: UUID, person_id: UUID, whole_series: str | None, answers: Mapping[UUID, str]
) -> SeriesSaid:
    """Tell agenda what somebody says of a whole series, or of sessions of it. Raises NotFound, and what agenda refuses."""
    said = [{"session_id": session_id, "answer": answer} for session_id, answer in answers.items()]
    body = SeriesAnswersFor.model_validate({"person_id": person_id, "answers": said, "whole_series": whole_series})
    told = await asking.ask("agenda", "POST", f"/series/{series_id}:answer-for", TheirSeriesAnswers, body=body)
    return _series_said(told)


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


def _poll_said(told: TheirPollAnswers) -> PollSaid:
    return PollSaid(
        network_id=told.network_id,
        answer_until=told.answer_until,
        takes_answers=told.takes_answers,
        is_needed=told.is_needed,
        yes_counts=told.yes_counts,
        dates=tuple(PolledDate(one.id, one.starts_at, one.ends_at, one.answer) for one in told.dates),
    )


def _series_said(told: TheirSeriesAnswers) -> SeriesSaid:
    return SeriesSaid(
        network_id=told.network_id,
        zone=told.zone,
        sessions=tuple(SeriesDate(**dict(one)) for one in told.sessions),
    )
