"""What is true of changing a session: how far it may move, and when it is called off."""

from datetime import datetime

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.rhythm import FURTHEST_AHEAD
from services.agenda.sessions.domain.series_changes import LONGEST, shifted_too_far
from services.agenda.sessions.domain.sessions import DRAFT, SessionFacts, agenda_is_open
from shared.errors import Conflict, Invalid, Problem

LONGEST_REASON = 500
NETWORK_OVER = "Dit netwerk is gestopt."
"""The reason of a session that was still to come when its network ended; pages and mails say it in the reader's language."""


class MoveNotPossible(Invalid):
    """The session cannot move to there."""


class MovedTooFar(Conflict):
    """A session of a series moves at most ten days; cancel this one and plan another."""


class MomentTaken(Conflict):
    """Another session of this network stands then."""


class ReasonRequired(Invalid):
    """Say why it does not take place."""


def may_change(session: SessionFacts, standing: Standing, now: datetime) -> bool:
    """Whether somebody who stands so may move this session or call it off now."""
    is_draft = session.status == DRAFT and now < session.starts_at
    return standing.coordinates and (is_draft or agenda_is_open(session, now))


def check_move(
    *, starts_at: datetime, ends_at: datetime, first_starts_at: datetime, is_in_series: bool, now: datetime
) -> None:
    """Raise MoveNotPossible with every part that is wrong, or MovedTooFar from where it first stood (BR-042)."""
    problems = []
    if starts_at <= now:
        problems.append(Problem("starts_at", "IN_THE_PAST", "A session begins later than now."))
    elif starts_at > now + FURTHEST_AHEAD:
        problems.append(Problem("starts_at", "TOO_FAR_AHEAD", "A session begins within five years."))
    if ends_at <= starts_at:
        problems.append(Problem("ends_at", "ENDS_BEFORE_START", "A session ends after it starts."))
    elif ends_at - starts_at >= LONGEST:
        problems.append(Problem("ends_at", "LASTS_TOO_LONG", "A session lasts less than a day."))
    if problems:
        raise MoveNotPossible(problems=tuple(problems))
    if is_in_series and shifted_too_far(starts_at, first_starts_at):
        raise MovedTooFar


def check_reason(reason: str) -> str:
    """Give back the reason. Raises ReasonRequired for one that nobody can read, or that is too long."""
    if not any(letter.isalnum() for letter in reason):
        raise ReasonRequired(problems=(Problem("reason", "REQUIRED", "Fill this in."),))
    if len(reason) > LONGEST_REASON:
        words = f"A reason has at most {LONGEST_REASON} characters."
        raise ReasonRequired(problems=(Problem("reason", "TEXT_TOO_LONG", words),))
    return reason
