"""What becomes of a mail: its states, the ladder of attempts, and what an answer of the mail server means."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final
from uuid import UUID

from shared.errors import Conflict

NAMING: Final = "message-id"
"""For what the secret of this house is with which mails are named."""
_NAMED = re.compile(r"<([0-9a-f]{32})\.([0-9a-f]{32})@[^<>@\s]+>")
URGENT, ORDINARY = 0, 1
"""Priorities: a sign-in does not wait behind twenty thousand digests."""
LEASE = timedelta(minutes=15)
LADDER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=60),
    timedelta(hours=4),
    timedelta(hours=8),
)
OWNERS_AWAY = timedelta(seconds=30)
"""How long a mail waits when an owner did not answer; that is no attempt."""
STRANGE_WAITS = timedelta(minutes=5)
"""How long a mail waits that nothing here can write; that is no attempt."""
STRANGE_LIVES = timedelta(hours=6)
"""So long after it was planned, the part of the house that planned it may be newer than the one that delivers: it waits."""


class MailState(StrEnum):
    """Where a mail stands (DESIGN 6)."""

    PLANNED = "PLANNED"
    CLAIMED = "CLAIMED"
    SENDING = "SENDING"
    SENT = "SENT"
    DEFERRED = "DEFERRED"
    BOUNCED = "BOUNCED"
    UNKNOWN = "UNKNOWN"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    SUPPRESSED = "SUPPRESSED"


WAITING = (MailState.PLANNED, MailState.DEFERRED)
DELIVERED = (MailState.SENDING, MailState.SENT)
"""States in which what stands in a mail counts as told."""


class NotUnknown(Conflict):
    """This mail is not in doubt."""


class Stage(StrEnum):
    """How far a delivery came (RFC 5321)."""

    HEADERS = "headers"
    CONNECT = "connect"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    DOT = "dot"


class Verdict(StrEnum):
    """What an answer means for the mail it was about."""

    TAKEN = "taken"
    LATER = "later"
    NEVER = "never"
    LOST = "lost"
    """Nothing was heard after the final dot: the mail may or may not have arrived."""
    UNTRIED = "untried"
    """Surely not sent, and not this mail's doing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the mail server said, or did not say. ``text`` is never stored: it may repeat an address."""

    verdict: Verdict
    stage: Stage
    code: int = 0
    text: str = ""

    @property
    def reason(self) -> str:
        """The answer without anything personal: stage, code, and the enhanced code (RFC 3463)."""
        enhanced = re.match(r"[245]\.\d{1,3}\.\d{1,3}\b", self.text)
        said = f" {self.code}" if self.code else ""
        return f"{self.stage}{said}" + (f" {enhanced.group()}" if enhanced else "")

    @property
    def queue_id(self) -> str | None:
        """Under which name the mail server keeps the mail, where it says so."""
        named = re.search(r"\bqueued as ([A-Za-z0-9._-]{1,60})", self.text)
        return named.group(1) if named else None

    @property
    def slows_domain(self) -> bool:
        """Whether mail to this recipient's domain should rest for a while."""
        return self.code == 421 and self.stage in {Stage.RCPT, Stage.DATA, Stage.DOT}


def answer_to(stage: Stage, code: int, text: str) -> Answer:
    """Read the answer at a stage.

    A refusal for good counts against a recipient only where it is about the recipient or the mail (RCPT, DATA, DOT);
    before that it is about us, and another try may help.
    """
    if code == 354 if stage is Stage.DATA else 200 <= code < 300:
        return Answer(Verdict.TAKEN, stage, code, text)
    if 500 <= code < 600 and stage in {Stage.RCPT, Stage.DATA, Stage.DOT}:
        return Answer(Verdict.NEVER, stage, code, text)
    return Answer(Verdict.LATER, stage, code, text)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a mail: its next state, when it is tried again, and why."""

    state: MailState
    next_at: datetime | None
    reason: str | None


def retry_at(attempts: int, now: datetime, expires_at: datetime) -> datetime | None:
    """When the next attempt is, after so many of them (1, 5, 15, 60 min, 4 h, 8 h, 8 h …); None when that is too late."""
    at = now + LADDER[min(max(attempts, 1), len(LADDER)) - 1]
    return at if at < expires_at else None


def fate_of(answer: Answer, *, attempts: int, now: datetime, expires_at: datetime) -> Fate:
    """What becomes of a mail after this answer. A mail that may have arrived is never sent again by itself."""
    match answer.verdict:
        case Verdict.TAKEN:
            return Fate(MailState.SENT, None, None)
        case Verdict.NEVER:
            ours = answer.stage is Stage.HEADERS  # we refused it ourselves; nothing to hold against the reader
            return Fate(MailState.CANCELLED if ours else MailState.BOUNCED, None, answer.reason)
        case Verdict.LOST:
            return Fate(MailState.UNKNOWN, None, answer.reason)
        case Verdict.UNTRIED:
            return Fate(MailState.PLANNED, now, None)
        case Verdict.LATER:
            again = retry_at(attempts, now, expires_at)
            if again is None:
                return Fate(MailState.EXPIRED, None, answer.reason)
            return Fate(MailState.DEFERRED, again, answer.reason)


def message_id(secret: bytes, mail_id: UUID, domain: str) -> str:
    """The Message-ID of a mail: the same on every attempt, and nobody else can make it up. secret: of this house, for NAMING."""
    return f"<{mail_id.hex}.{_proof(secret, mail_id)}@{domain}>"


def mail_named(secret: bytes, name: str) -> UUID | None:
    """Which mail has this Message-ID; None for what this house did not write."""
    found = _NAMED.fullmatch(name)
    if found is None:
        return None
    mail_id = UUID(hex=found[1])
    return mail_id if hmac.compare_digest(found[2], _proof(secret, mail_id)) else None


def _proof(secret: bytes, mail_id: UUID) -> str:
    proof = _keyed(secret).copy()
    proof.update(mail_id.bytes)
    return proof.digest()[:16].hex()


@lru_cache(maxsize=4)
def _keyed(secret: bytes) -> hmac.HMAC:
    """Ready for every mail: a digest in one go lets other threads in between, and waits until they let it on."""
    return hmac.new(secret, digestmod="sha256")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that this process may deliver until ``lease_until``; ``fence`` tells it from earlier claims."""

    id: UUID
    intent_key: str
    kind: str
    person_id: UUID | None
    cadence: str | None
    period: str | None
    subject_id: UUID | None
    expires_at: datetime
    lease_until: datetime
    attempts: int
    fence: int
    planned_at: datetime


def gives_up(mail: Claimed, now: datetime) -> bool:
    """Whether a mail that nothing here can write waits no longer: an upgrade is long over, or it would be too late."""
    return now >= mail.planned_at + STRANGE_LIVES or now + STRANGE_WAITS >= mail.expires_at


@dataclass(frozen=True, slots=True)
class Dropped:
    """A mail that is not sent after all. ``is_skipped`` tells that nothing was wrong, there was just nothing to send."""

    claimed: Claimed
    state: MailState
    reason: str
