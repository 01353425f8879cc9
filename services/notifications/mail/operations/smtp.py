"""Speaking SMTP in phases: everything before the final dot is surely not sent, everything after it may be (RFC 1047, 5321).

aiosmtplib opens the connection, says EHLO, starts TLS and signs in; from there a reader of our own follows the dialogue,
because one mail's last words and the next mail's first ones travel together where the server allows it (RFC 2920).
"""

import asyncio
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol, cast
from urllib.parse import unquote

import aiosmtplib
from pydantic_core import Url

from services.notifications.mail.domain.ledger import Answer, Stage, Verdict, answer_to
from services.notifications.mail.domain.pieces import fit
from shared.settings import failpoint

MOST_REPLY_BYTES = 65_536
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\uffff<>]")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds we wait: for a connection, for the answer to a command, and after the final dot (RFC 5321 4.5.3.2)."""

    connect: float = 30.0
    command: float = 60.0
    dot: float = 600.0


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom a mail goes, as the mail server is told. One recipient each."""

    sender: str
    recipient: str

    def __post_init__(self) -> None:
        """Raise ValueError for anything that could be more than one address (A-69, CVE-2015-9097)."""
        if _CONTROLS.search(self.sender) or _CONTROLS.search(self.recipient):
            raise ValueError("an envelope address with characters that do not belong in it")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn brought: what became of the mail that was under way, and whether the next may be sent."""

    done: Answer | None
    ready: Answer | None


class Line(Protocol):
    """A kept-open way for mails to leave, one after another."""

    @property
    def is_open(self) -> bool:
        """Whether another turn can be tried."""

    async def turn(self, content: Sequence[bytes] | None, envelope: Envelope | None) -> Turn:
        """Finish the mail that stands at its final dot, if any, and bring the next one that far, if any.

        content: in pieces, each of which begins where a line begins.
        """

    def cut(self) -> None:
        """Break off: what stands before its final dot is surely not sent."""


class NoLine(Exception):
    """No connection could be had; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.reason)
        self.answer = answer


async def open_line(url: Url, *, hostname: str, patience: Patience) -> "SmtpLine":
    """Connect, and encrypt as the address asks: smtps from the start, smtp by STARTTLS except to this machine itself.

    ``?tls=none`` in the address sends in clear on purpose. Raises NoLine.
    """
    in_clear = url.scheme == "smtp" and (_is_this_machine(url.host or "") or ("tls", "none") in url.query_params())
    client = aiosmtplib.SMTP(
        hostname=url.host,
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        start_tls=url.scheme == "smtp" and not in_clear,
        local_hostname=hostname,
        timeout=patience.connect,
    )
    try:
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
    except aiosmtplib.SMTPResponseException as error:
        client.close()
        raise NoLine(Answer(Verdict.LATER, Stage.CONNECT, error.code, error.message)) from error
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        client.close()
        raise NoLine(Answer(Verdict.LATER, Stage.CONNECT)) from error
    transport = cast("asyncio.Transport", client.transport)  # uvloop's is one in all but its class
    return SmtpLine(transport, pipelines=client.supports_extension("pipelining"), patience=patience)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class SmtpLine:
    """One open connection to a mail server, after EHLO."""

    def __init__(self, transport: asyncio.Transport, *, pipelines: bool, patience: Patience) -> None:
        self._transport = transport
        self._replies = _Replies()
        self._pipelines = pipelines
        self._patience = patience
        self._is_dirty = False
        transport.set_protocol(self._replies)
        self.used_at = asyncio.get_running_loop().time()

    @property
    def is_open(self) -> bool:
        """Whether another turn can be tried; a server that spoke unasked (421) is about to leave."""
        return not (self._replies.is_lost or self._transport.is_closing() or self._replies.waiting)

    def cut(self) -> None:
        """Break the connection."""
        self._transport.abort()

    def close(self) -> None:
        """Say goodbye and hang up."""
        if self.is_open:
            self._transport.write(b"QUIT\r\n")
        self._transport.close()

    async def turn(self, content: Sequence[bytes] | None, envelope: Envelope | None) -> Turn:
        """Finish one mail and begin the next; together where the server understands that."""
        self.used_at = asyncio.get_running_loop().time()
        commands = _commands(envelope) if envelope is not None else ()
        done = ready = None
        together = content is not None and self._pipelines and bool(commands)
        if content is not None:
            done = await self._finish(content, commands if together else ())
        if envelope is not None:
            if not self.is_open and not (together and not self._replies.is_lost):
                ready = Answer(Verdict.UNTRIED, Stage.CONNECT)
            elif self._pipelines:
                ready = await self._begin_together(commands, were_said=together)
            else:
                ready = await self._begin_in_steps(commands)
        return Turn(done, ready)

    async def _finish(self, content: Sequence[bytes], behind: tuple[bytes, ...]) -> Answer:
        if self._replies.is_lost or self._transport.is_closing():
            return Answer(Verdict.LATER, Stage.DATA)  # not a byte of it left
        self._transport.write(b"".join((*map(fit, content), b".\r\n", *behind)))
        await failpoint("mail.after_dot")
        reply = await self._replies.next(self._patience.dot)
        if reply is None:
            self.cut()
            return Answer(Verdict.LOST, Stage.DOT)
        await failpoint("mail.after_250")
        if reply[0] == 421 and not behind:
            self.cut()
        return answer_to(Stage.DOT, *reply)

    async def _begin_together(self, commands: tuple[bytes, ...], *, were_said: bool) -> Answer:
        if not were_said:
            if self._is_dirty:
                commands = (b"RSET\r\n", *commands)
            self._transport.write(b"".join(commands))
            if self._is_dirty and await self._replies.next(self._patience.command) is None:
                return self._untried()
        answers: list[Answer] = []
        for stage in (Stage.MAIL, Stage.RCPT, Stage.DATA):
            reply = await self._replies.next(self._patience.command)
            if reply is None:
                self.cut()
                return next((a for a in answers if a.verdict is not Verdict.TAKEN), None) or self._untried(stage)
            answers.append(answer_to(stage, *reply))
        refused = next((answer for answer in answers if answer.verdict is not Verdict.TAKEN), None)
        self._is_dirty = refused is not None
        if refused is not None and answers[-1].verdict is Verdict.TAKEN:
            self._transport.write(b".\r\n")  # RFC 2920 3.1: data was opened although nobody is to get it
            await self._replies.next(self._patience.command)
        if refused is not None and refused.code == 421:
            self.cut()
        return refused or answers[-1]

    async def _begin_in_steps(self, commands: tuple[bytes, ...]) -> Answer:
        if self._is_dirty:
            self._transport.write(b"RSET\r\n")
            if await self._replies.next(self._patience.command) is None:
                return self._untried()
            self._is_dirty = False
        answer = Answer(Verdict.UNTRIED, Stage.CONNECT)
        for stage, command in zip((Stage.MAIL, Stage.RCPT, Stage.DATA), commands, strict=True):
            if self._transport.is_closing():
                return self._untried(stage)
            self._transport.write(command)
            reply = await self._replies.next(self._patience.command)
            if reply is None:
                return self._untried(stage)
            answer = answer_to(stage, *reply)
            if answer.verdict is not Verdict.TAKEN:
                self._is_dirty = stage is not Stage.MAIL
                if answer.code == 421:
                    self.cut()
                return answer
        return answer

    def _untried(self, stage: Stage = Stage.CONNECT) -> Answer:
        self.cut()
        return Answer(Verdict.UNTRIED, stage)


def _commands(envelope: Envelope) -> tuple[bytes, ...]:
    return (
        f"MAIL FROM:<{envelope.sender}>\r\n".encode("ascii"),
        f"RCPT TO:<{envelope.recipient}>\r\n".encode("ascii"),
        b"DATA\r\n",
    )


class _Replies(asyncio.Protocol):
    """Reads the server's replies, in order."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[int, str]] = deque()
        self.is_lost = False
        self._rest = b""
        self._transport: asyncio.BaseTransport | None = None
        self._awaited: asyncio.Future[None] | None = None

    def data_received(self, data: bytes) -> None:
        """Take what arrived; only complete replies count."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line[3:4] != b"-":
                code = int(line[:3]) if line[:3].isdigit() else 0
                self.waiting.append((code, line[4:].decode("ascii", "replace").strip()))
        if len(self._rest) > MOST_REPLY_BYTES:
            self.is_lost = True
        self._wake()

    def eof_received(self) -> bool:
        """Nothing more will come."""
        self.is_lost = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more will come."""
        self.is_lost = True
        self._wake()

    async def next(self, seconds: float) -> tuple[int, str] | None:
        """The next reply, or None when the line was lost or stayed silent for too long."""
        if not self.waiting and not self.is_lost:
            loop = asyncio.get_running_loop()
            self._awaited = loop.create_future()
            alarm = loop.call_later(seconds, self.eof_received)  # silence is as good as a lost line
            try:
                await self._awaited
            finally:
                alarm.cancel()
                self._awaited = None
        return self.waiting.popleft() if self.waiting else None

    def _wake(self) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_result(None)
