"""Who carries the mails: a few kept-open connections to a mail server, or the local mailbox."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

import structlog
from pydantic_core import Url

from services.notifications.mail.domain.addresses import Sender, sender_from
from services.notifications.mail.domain.ledger import Answer, Stage, Verdict
from services.notifications.mail.operations.smtp import Envelope, Line, NoLine, Patience, SmtpLine, Turn, open_line
from shared.settings import Settings

log = structlog.get_logger("leerkring.mail")
LINES = 19
"""Most connections of one process to a mail server; one more is opened for who waits at the screen.

Every line finishes one mail in the commit in which it begins the next, so that twice the lines are half the commits;
common mail servers let 20 (Exchange) to 50 (Postfix) in from one address.
"""
SERVER_RESTS = timedelta(seconds=30)
DOMAIN_RESTS = timedelta(minutes=5)
MOST_DOMAINS = 1000
IDLE_SECONDS = 60.0


@runtime_checkable
class Courier(Protocol):
    """What carries mails out of this house."""

    sender: Sender
    keeps_mails: bool
    """Whether a mail that was taken stays here, in the local mailbox."""

    async def line(self, now: datetime) -> Line:
        """Open a line, or take one that is kept open. Raises NoLine, and then rests for a while."""

    def give_back(self, line: Line) -> None:
        """Keep a line open for the next."""

    def rests_until(self, now: datetime) -> datetime | None:
        """Until when the mail server is left alone, if it is."""

    def domain_rests_until(self, recipient: str, now: datetime) -> datetime | None:
        """Until when the domain of an address is left alone, if it is."""

    def heed(self, recipient: str, answer: Answer, now: datetime) -> None:
        """Take notice of what the mail server said about a recipient."""


class SmtpCourier:
    """Carries mails to one mail server over kept-open connections."""

    keeps_mails = False

    def __init__(self, url: Url, sender: Sender, *, patience: Patience | None = None) -> None:
        self.sender = sender
        self._url = url
        self._patience = patience or Patience()
        self._idle: list[SmtpLine] = []
        self._rests_until: datetime | None = None
        self._domain_rests: dict[str, datetime] = {}

    async def line(self, now: datetime) -> Line:
        """Open a line, or take one that is kept open. Raises NoLine."""
        while self._idle:
            line = self._idle.pop()
            if line.is_open and asyncio.get_running_loop().time() - line.used_at < IDLE_SECONDS:
                return line
            line.close()
        try:
            opened = await open_line(self._url, hostname=self.sender.domain, patience=self._patience)
        except NoLine as no_line:
            log.warning("the mail server cannot be reached", reason=no_line.answer.reason)
            self._rests_until = now + SERVER_RESTS
            raise
        self._rests_until = None
        return opened

    def give_back(self, line: Line) -> None:
        """Keep a line open for the next."""
        if isinstance(line, SmtpLine):
            if line.is_open and len(self._idle) < LINES:
                self._idle.append(line)
            else:
                line.close()

    def rests_until(self, now: datetime) -> datetime | None:
        """Until when the mail server is left alone, if it is."""
        return self._rests_until if self._rests_until is not None and self._rests_until > now else None

    def domain_rests_until(self, recipient: str, now: datetime) -> datetime | None:
        """Until when the domain of an address is left alone, if it is."""
        until = self._domain_rests.get(_domain(recipient))
        return until if until is not None and until > now else None

    def heed(self, recipient: str, answer: Answer, now: datetime) -> None:
        """Leave a domain alone for a while after 421, and the whole server when it said so before any recipient."""
        if answer.slows_domain:
            if len(self._domain_rests) >= MOST_DOMAINS:
                self._domain_rests = {domain: until for domain, until in self._domain_rests.items() if until > now}
            self._domain_rests[_domain(recipient)] = now + DOMAIN_RESTS
        elif answer.code == 421:
            self._rests_until = now + SERVER_RESTS

    def close(self) -> None:
        """Hang up everywhere."""
        for line in self._idle:
            line.close()
        self._idle.clear()


class LocalMailbox:
    """Carries mails no further than the mailbox that the web client shows (development and demo)."""

    keeps_mails = True

    def __init__(self, sender: Sender) -> None:
        self.sender = sender

    async def line(self, now: datetime) -> Line:
        """A way into the mailbox."""
        return _LocalLine()

    def give_back(self, line: Line) -> None:
        """Nothing to keep."""

    def rests_until(self, now: datetime) -> datetime | None:
        """Never."""
        return None

    def domain_rests_until(self, recipient: str, now: datetime) -> datetime | None:
        """Never."""
        return None

    def heed(self, recipient: str, answer: Answer, now: datetime) -> None:
        """Nothing to heed."""


class _LocalLine:
    is_open = True

    async def turn(self, content: Sequence[bytes] | None, envelope: Envelope | None) -> Turn:
        """Take everything."""
        done = None if content is None else Answer(Verdict.TAKEN, Stage.DOT, 250)
        return Turn(done, None if envelope is None else Answer(Verdict.TAKEN, Stage.DATA, 354))

    def cut(self) -> None:
        """Nothing was begun."""


@asynccontextmanager
async def open_courier(settings: Settings) -> AsyncIterator[Courier]:
    """Open what carries the mails of this service for its whole life, as the settings say."""
    sender = sender_from(settings.mail_from)
    if settings.smtp_url is None:
        yield LocalMailbox(sender)
        return
    courier = SmtpCourier(Url(str(settings.smtp_url)), sender)
    try:
        yield courier
    finally:
        courier.close()


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
