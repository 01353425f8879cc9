"""What is true of arranging an agenda: when it can be published, what an answer needs, and what is carried over."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.agenda_points import WAITING, AgendaPointFacts, SeenAgendaPoint, check_fits
from services.agenda.sessions.domain.changing import LONGEST_REASON, ReasonRequired
from services.agenda.sessions.domain.sessions import CANCELLED, HELD, TAKES_PLACE, SessionFacts, agenda_is_open
from shared.errors import Conflict, Invalid, Problem

NOTICE = timedelta(days=7)
"""An agenda is published at least so long before its session (BR-046)."""
REMINDED_BEFORE = timedelta(days=10)
"""So long before a session those who arrange hear that its agenda is not published yet."""
PREPARED_BEFORE = timedelta(days=7)
"""What is decided on lay open at least so long before the session (BR-046)."""
CARRIED_AFTER = timedelta(days=1)
"""So long after a session that recorded what it reached, the rest goes on by itself."""
ASKED_WITHIN = timedelta(days=14)
"""So long after a session who leads is asked what it reached."""
CARRIED_WITHIN = timedelta(days=60)
"""Later than so long after it, nothing of a session moves by itself."""
DECIDE: Final = "DECIDE"


class AgendaPublished(Conflict):
    """The agenda of this session is published already; what you change now is shown as changed."""


class AgendaEmpty(Conflict):
    """There is nothing on this agenda yet."""


class AgendaNotReady(Conflict):
    """Something is missing on this agenda."""


class AgendaAtShortNotice(Invalid):
    """This is less than seven days before the session; say why."""


class AgendaPointPlaced(Conflict):
    """This point stands on an agenda."""


class AgendaPointAnswered(Conflict):
    """This point was declined before."""


class SessionNotOver(Conflict):
    """This session is not over yet."""


class NoSessionToCarryTo(Conflict):
    """There is no next session yet; keep these points for later."""


class NotOnThisAgenda(Invalid):
    """This is not a point of this agenda."""


class OwnerNotAMember(Invalid):
    """Who brings in a point takes part in this network."""


class QuestionNotHere(Invalid):
    """This is not a question of this network."""


class Placed(NamedTuple):
    """One point at its place: how long it takes."""

    agenda_point_id: UUID
    minutes: int


def may_arrange(session: SessionFacts, standing: Standing, now: datetime) -> bool:
    """Whether somebody who stands so may arrange the agenda of this session now."""
    return standing.arranges and agenda_is_open(session, now)


def may_answer(seen: SeenAgendaPoint, now: datetime) -> bool:
    """Whether the reader may accept, park or decline this point now."""
    is_open = seen.session is None or agenda_is_open(seen.session, now)
    return seen.standing.arranges and is_open and (seen.session is not None or seen.point.status in WAITING)


def is_new(point: AgendaPointFacts, session: SessionFacts | None) -> bool:
    """Whether a point came on the agenda after that was published."""
    return bool(session and session.published_at and point.placed_at and point.placed_at > session.published_at)


def is_changed(point: AgendaPointFacts, session: SessionFacts | None) -> bool:
    """Whether a point was changed after its agenda was published."""
    return bool(session and session.published_at and point.changed_at and point.changed_at > session.published_at)


def was_published(point: AgendaPointFacts, session: SessionFacts | None) -> bool:
    """Whether a point stood on its agenda when that was published, so that its members heard of it by mail."""
    return bool(session and session.published_at and point.placed_at and point.placed_at <= session.published_at)


def check_arranged(points: Iterable[UUID], arranged: Sequence[Placed]) -> None:
    """Raise NotOnThisAgenda with each place where something else stands than these points, each once.

    A point that is missing is a problem at ``points``.
    """
    left = set(points)
    problems = []
    for number, one in enumerate(arranged):
        if one.agenda_point_id not in left:
            problems.append(Problem(f"points.{number}", "NOT_ON_THIS_AGENDA", "This is no point of this agenda."))
        elif one.minutes < 1:
            problems.append(Problem(f"points.{number}.minutes", "REQUIRED", "Fill this in."))
        left.discard(one.agenda_point_id)
    if left:
        problems.append(Problem("points", "POINT_MISSING", f"{len(left)} points of this agenda are missing."))
    if problems:
        raise NotOnThisAgenda(problems=tuple(problems))


def check_publishable(
    session: SessionFacts,
    points: Sequence[AgendaPointFacts],
    *,
    opened_at: Mapping[UUID, datetime | None],
    reason: str,
    now: datetime,
) -> str:
    """Give back the reason, which is empty where none is needed (BR-046).

    opened_at: since when each question that a point is about lies open, if it does. Raises AgendaPublished, AgendaEmpty,
    AgendaTooLong, AgendaNotReady with each point that lacks something, AgendaAtShortNotice.
    """
    if session.published_at is not None:
        raise AgendaPublished
    if not points:
        raise AgendaEmpty
    check_fits(session, planned=sum(point.minutes for point in points), minutes=0)
    problems = [
        problem
        for number, point in enumerate(points)
        if (problem := _lacks(session, number, point, opened_at)) is not None
    ]
    if problems:
        raise AgendaNotReady(problems=tuple(problems))
    if not is_short_notice(session, now):
        return ""
    if not any(letter.isalnum() for letter in reason):
        raise AgendaAtShortNotice(problems=(Problem("short_notice_reason", "REQUIRED", "Fill this in."),))
    return check_answer(reason, field="short_notice_reason")


def is_short_notice(session: SessionFacts, now: datetime) -> bool:
    """Whether an agenda that is published now comes less than seven days before its session."""
    return session.starts_at - now < NOTICE


def check_answer(reason: str, *, field: str = "reason") -> str:
    """Give back the reason. Raises ReasonRequired for one that nobody can read, or that is too long."""
    if not any(letter.isalnum() for letter in reason):
        raise ReasonRequired(problems=(Problem(field, "REQUIRED", "Fill this in."),))
    if len(reason) > LONGEST_REASON:
        words = f"A reason has at most {LONGEST_REASON} characters."
        raise ReasonRequired(problems=(Problem(field, "TEXT_TOO_LONG", words),))
    return reason


def may_carry_over(session: SessionFacts, standing: Standing, now: datetime) -> bool:
    """Whether somebody who stands so may say which points this session reached."""
    return standing.arranges and is_over(session, now)


def is_over(session: SessionFacts, now: datetime) -> bool:
    """Whether a session was called off, or has ended."""
    return session.status in {CANCELLED, HELD} or (session.status in TAKES_PLACE and session.ends_at <= now)


def check_over(session: SessionFacts, now: datetime) -> None:
    """Raise SessionNotOver for a session that is still to come or under way."""
    if not is_over(session, now):
        raise SessionNotOver


def _lacks(
    session: SessionFacts, number: int, point: AgendaPointFacts, opened_at: Mapping[UUID, datetime | None]
) -> Problem | None:
    if point.owner_id is None:
        return Problem(f"points.{number}", "OWNER_MISSING", "Say who brings this in.")
    if point.purpose != DECIDE:
        return None
    since = opened_at.get(point.question_id) if point.question_id else None
    if since is None or session.starts_at - since < PREPARED_BEFORE:
        words = "What you decide on is a question that lay open at least seven days before the session."
        return Problem(f"points.{number}", "DECISION_NOT_PREPARED", words)
    return None
