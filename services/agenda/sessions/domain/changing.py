"""What is true of changing a session: who may, and why it is called off."""

from datetime import datetime

from services.agenda.members.domain import Standing
from services.agenda.sessions.domain.sessions import DRAFT, SessionFacts, agenda_is_open
from shared.errors import Conflict, Invalid, Problem

LONGEST_REASON = 500
NETWORK_OVER = "Dit netwerk is gestopt."
"""The reason of a session that was still to come when its network ended; pages and mails say it in the reader's language."""


class MomentTaken(Conflict):
    """Another session of this network stands then."""


class NothingCalledOff(Conflict):
    """A meeting beforehand does not take place only where its session does not."""


class ReasonRequired(Invalid):
    """Say why it does not take place."""


def may_change(session: SessionFacts, standing: Standing, now: datetime) -> bool:
    """Whether somebody who stands so may move this session or call it off now."""
    is_draft = session.status == DRAFT and now < session.starts_at
    return standing.coordinates and (is_draft or agenda_is_open(session, now))


def check_reason(reason: str) -> str:
    """Give back the reason. Raises ReasonRequired for one that nobody can read, or that is too long."""
    if not any(letter.isalnum() for letter in reason):
        raise ReasonRequired(problems=(Problem("reason", "REQUIRED", "Fill this in."),))
    if len(reason) > LONGEST_REASON:
        words = f"A reason has at most {LONGEST_REASON} characters."
        raise ReasonRequired(problems=(Problem("reason", "TEXT_TOO_LONG", words),))
    return reason
