"""What is true of being erased: how it is asked, how long one may think again, who must answer, and when it is late (DOMAIN 9, J20)."""

import calendar
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from shared.errors import Conflict, Invalid, NotAllowed

THINK_AGAIN = timedelta(hours=24)
SAY_STOP = timedelta(days=7)
"""How long somebody can say stop to what an officer asked for them: they are told by mail, and may not read it the same day."""
ASKED_AGAIN = timedelta(hours=24)
ALARM_AFTER = timedelta(hours=72)
LAST_MAIL_WITHIN = timedelta(hours=24)
PROOF_KEPT = timedelta(days=730)
ANSWERING = ("network", "agenda", "notifications")
"""Every service that stores something; the gateway stores nothing."""
CONFIRMATIONS = frozenset({"wissen", "erase"})
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 4, 4


class NotConfirmed(Invalid):
    """Type the word to confirm that everything may go."""


class NothingToCancel(Conflict):
    """There is no erasure that can still be stopped."""


class NotThePrivacyOfficer(NotAllowed):
    """Only a privacy officer may see this."""


class NobodyHere(Invalid):
    """No account has this address; check it. Who has no address is erased once a coordinator ends their taking part."""


class AskItYourself(Conflict):
    """This is your own account; have it erased where your own data stand."""


class ErasureStatus(StrEnum):
    """Where an erasure is."""

    RECEIVED = "RECEIVED"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


class ErasureReason(StrEnum):
    """Why somebody is erased. BY_LETTER: asked by letter, by telephone or in person, and written down by a privacy officer."""

    ASKED = "ASKED"
    BY_LETTER = "BY_LETTER"
    INACTIVE = "INACTIVE"
    NO_PLACE = "NO_PLACE"


class Checked(StrEnum):
    """How a privacy officer made sure that who asks is who they say. What was seen or said stands nowhere."""

    DOCUMENT = "DOCUMENT"
    KNOWN = "KNOWN"
    CALLED_BACK = "CALLED_BACK"


class ErasureStep(StrEnum):
    """The seven quiet steps, in order. TRACES: nothing of the person is left in what the services told one another."""

    RECEIVED = "RECEIVED"
    ACCOUNT = "ACCOUNT"
    AGENDA = "AGENDA"
    MAIL = "MAIL"
    TRACES = "TRACES"
    LAST_MAIL = "LAST_MAIL"
    COMPLETED = "COMPLETED"


def new_reference() -> str:
    """A reference that nobody guesses (78 random bits) and that can be read aloud."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def check_confirmed(typed: str) -> None:
    """Raise NotConfirmed unless the word of confirmation was typed."""
    if typed.strip().strip(".\"'").casefold() not in CONFIRMATIONS:
        raise NotConfirmed(field="confirmation")


def deadline_of(requested_at: datetime) -> datetime:
    """One month later, as AVG art. 12 says; the last day of a month that has no such day."""
    year, month = divmod(requested_at.month, 12)
    last = calendar.monthrange(requested_at.year + year, month + 1)[1]
    return requested_at.replace(year=requested_at.year + year, month=month + 1, day=min(requested_at.day, last))


def missing(answered: Collection[str]) -> list[str]:
    """Who has not answered yet."""
    return [service for service in ANSWERING if service not in answered]


def is_late(*, now: datetime, started_at: datetime | None, answered: Collection[str]) -> bool:
    """Whether somebody has to look at it: a service did not answer within 72 hours."""
    return started_at is not None and bool(missing(answered)) and now - started_at >= ALARM_AFTER


def steps_of(
    *,
    requested_at: datetime,
    started_at: datetime | None,
    answered: Mapping[str, datetime],
    mailed_at: datetime | None,
    completed_at: datetime | None,
) -> list[tuple[ErasureStep, datetime | None]]:
    """The seven steps, each with when it was done. A mail that could not be sent has no moment, also not afterwards."""
    return [
        (ErasureStep.RECEIVED, requested_at),
        (ErasureStep.ACCOUNT, started_at),
        (ErasureStep.AGENDA, answered.get("agenda")),
        (ErasureStep.MAIL, answered.get("notifications")),
        (ErasureStep.TRACES, answered.get("network")),
        (ErasureStep.LAST_MAIL, mailed_at),
        (ErasureStep.COMPLETED, completed_at),
    ]
