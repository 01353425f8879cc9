"""A mail server that keeps every mail it takes, and misbehaves when told to."""

import asyncio
import contextlib
import re
import sqlite3
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Stage(StrEnum):
    """Where in a delivery something goes wrong."""

    GREETING = "greeting"
    EHLO = "ehlo"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    DOT = "dot"


@dataclass(frozen=True)
class Accepted:
    """One mail that this server took responsibility for, on disk before it said so."""

    number: int
    at: datetime
    sender: str
    recipients: tuple[str, ...]
    message_id: str
    content: bytes
    answered: bool
    """False when the client never heard 250: the line was dropped on purpose after the mail was kept."""

    @property
    def message(self) -> EmailMessage:
        """The mail, read by the standard library."""
        return message_from_bytes(self.content, policy=policy.default)


@dataclass
class Fault:
    """What goes wrong, where, for whom (None: for everybody), and how many times more (None: always)."""

    stage: Stage
    reply: str | None = None
    drop: bool = False
    keep: bool = False
    slow: float = 0
    recipient: str | None = None
    times: int | None = None


class SmtpSink:
    """Listens on a port of 127.0.0.1 in a thread of its own; ``directory`` holds what it accepted, as SQLite."""

    def __init__(self, directory: Path, *, port: int = 0) -> None:
        self.path = directory / "accepted.db"
        self.pipelines = False
        """Whether it says that commands may come together (RFC 2920); it understands them anyway."""
        self.port = port
        self.dialogues = 0
        """How many connections were opened so far."""
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread: threading.Thread | None = None
        self._lines: set[asyncio.Transport] = set()
        with contextlib.closing(self._connect()) as store:
            store.execute(
                "CREATE TABLE IF NOT EXISTS accepted (number INTEGER PRIMARY KEY, at TEXT NOT NULL, sender TEXT NOT NULL, "
                "recipients TEXT NOT NULL, message_id TEXT NOT NULL, content BLOB NOT NULL, answered INTEGER NOT NULL)"
            )

    def _connect(self) -> sqlite3.Connection:
        store = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=FULL")  # on disk before the client hears 250
        return store

    @property
    def url(self) -> str:
        """Its address, as LEERKRING_SMTP_URL takes it."""
        return f"smtp://127.0.0.1:{self.port}"

    # Starting and stopping

    def start(self) -> None:
        """Listen; the first time on a free port, later on the same one."""
        self._store = self._connect()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), name="smtp-sink", daemon=True)
        self._thread.start()
        if not started.wait(10):
            raise RuntimeError("the SMTP sink did not start")

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(self._loop.create_server(self._dialogue, "127.0.0.1", self.port))
        self.port = self._server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()
        self._server.close()
        for line in list(self._lines):
            line.abort()
        waiting = asyncio.all_tasks(self._loop)
        for task in waiting:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0.01))  # the sockets are closed in the next turn of the loop
        self._loop.close()

    def stop(self) -> None:
        """Stop listening and drop every line; what was accepted stays readable."""
        if self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._thread = None
        self._loop = asyncio.new_event_loop()
        self._store.close()

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self._loop.close()

    # Misbehaving

    def reply(self, stage: Stage, text: str, *, recipient: str | None = None, times: int | None = None) -> None:
        """Answer ``text`` ("451 4.3.0 Try later") at a stage instead of doing it; 421 also ends the line."""
        self._plan(Fault(stage, reply=text, drop=text.startswith("421"), recipient=recipient, times=times))

    def drop(self, stage: Stage, *, recipient: str | None = None, times: int | None = None) -> None:
        """Cut the line at a stage without an answer; nothing is accepted."""
        self._plan(Fault(stage, drop=True, recipient=recipient, times=times))

    def accept_then_drop(self, *, recipient: str | None = None, times: int | None = None) -> None:
        """Keep the mail, then cut the line before 250 (RFC 1047)."""
        self._plan(Fault(Stage.DOT, drop=True, keep=True, recipient=recipient, times=times))

    def accept_then_slow(self, seconds: float, *, recipient: str | None = None, times: int | None = None) -> None:
        """Keep the mail, then wait this long before 250."""
        self._plan(Fault(Stage.DOT, keep=True, slow=seconds, recipient=recipient, times=times))

    def slow(self, stage: Stage, seconds: float, *, recipient: str | None = None, times: int | None = None) -> None:
        """Wait this long at a stage, then go on as if nothing happened."""
        self._plan(Fault(stage, slow=seconds, recipient=recipient, times=times))

    def behave(self) -> None:
        """Forget every fault."""
        with self._lock:
            self._faults.clear()

    def _plan(self, fault: Fault) -> None:
        with self._lock:
            self._faults.append(fault)

    def _fault(self, stage: Stage, recipients: list[str]) -> Fault | None:
        with self._lock:
            for fault in self._faults:
                if fault.stage is stage and (fault.recipient is None or fault.recipient in recipients):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times == 0:
                            self._faults.remove(fault)
                    return fault
        return None

    # What was accepted

    def accepted(self, recipient: str | None = None) -> list[Accepted]:
        """Return every mail accepted so far, in order; only those to ``recipient`` when given."""
        with contextlib.closing(self._connect()) as store:
            rows = store.execute(
                "SELECT number, at, sender, recipients, message_id, content, answered FROM accepted ORDER BY number"
            ).fetchall()
        mails = [
            Accepted(
                number, datetime.fromisoformat(at), sender, tuple(to.split("\n")), message_id, content, bool(answered)
            )
            for number, at, sender, to, message_id, content, answered in rows
        ]
        return [mail for mail in mails if recipient is None or recipient in mail.recipients]

    def count(self) -> int:
        """Return how many mails were accepted so far."""
        with contextlib.closing(self._connect()) as store:
            return int(store.execute("SELECT count(*) FROM accepted").fetchone()[0])

    def forget(self) -> None:
        """Throw away what was accepted, and every fault."""
        self.behave()
        with contextlib.closing(self._connect()) as store:
            store.execute("DELETE FROM accepted")

    def keep(self, envelope: Envelope, *, answered: bool) -> None:
        """Put a mail on disk."""
        content = bytes(envelope.original_content or b"")
        found = MESSAGE_ID.search(content)
        self._store.execute(
            "INSERT INTO accepted (at, sender, recipients, message_id, content, answered) VALUES (?, ?, ?, ?, ?, ?)",
            (
                datetime.now(UTC).isoformat(),  # noqa: TID251 -- the sink stands outside the system and has its own clock
                envelope.mail_from or "",
                "\n".join(envelope.rcpt_tos),
                found.group(1).decode("ascii", "replace") if found else "",
                content,
                answered,
            ),
        )

    def _dialogue(self) -> "_Dialogue":
        return _Dialogue(self, self._loop)


class _Dialogue(SMTP):
    """One connection: aiosmtpd's own, with a question to the sink before every answer."""

    def __init__(self, sink: SmtpSink, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(_Keeper(sink), hostname="sink.test", enable_SMTPUTF8=True, data_size_limit=None, loop=loop)
        self.sink = sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.sink.dialogues += 1
        self.sink._lines.add(transport)  # type: ignore[arg-type]  # aiosmtpd names the base class
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.sink._lines = {line for line in self.sink._lines if not line.is_closing()}
        super().connection_lost(error)

    async def _handle_client(self) -> None:
        if await self.passes(Stage.GREETING):
            await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:
        await self.after(Stage.EHLO, super().smtp_EHLO, hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:
        await self.after(Stage.MAIL, super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        named = re.search(r"<(.*?)>", arg or "")
        await self.after(Stage.RCPT, super().smtp_RCPT, arg, [named.group(1)] if named else [])

    async def smtp_DATA(self, arg: str) -> None:
        await self.after(Stage.DATA, super().smtp_DATA, arg)

    async def after(
        self, stage: Stage, go_on: Callable[[Any], Awaitable[None]], arg: Any, recipients: list[str] | None = None
    ) -> None:
        """Do what the client asked, unless a fault of this stage says otherwise."""
        if await self.passes(stage, recipients):
            await go_on(arg)

    async def passes(self, stage: Stage, recipients: list[str] | None = None) -> bool:
        """Carry out the fault of this stage, if there is one; return whether the dialogue goes on as usual."""
        named = recipients if recipients is not None else list(self.envelope.rcpt_tos) if self.envelope else []
        fault = self.sink._fault(stage, named)
        if fault is None:
            return True
        await asyncio.sleep(fault.slow)
        if fault.reply is not None:
            await self.push(fault.reply)
        if fault.drop:
            self.cut(gently=fault.reply is not None)
        return fault.reply is None and not fault.drop

    def cut(self, *, gently: bool = False) -> None:
        """End the line; gently: after what was already said has left."""
        transport = self.transport
        if isinstance(transport, asyncio.Transport):
            if gently:
                transport.close()
            else:
                transport.abort()


class _Keeper:
    """What happens after the final dot."""

    def __init__(self, sink: SmtpSink) -> None:
        self.sink = sink

    async def handle_EHLO(
        self, server: _Dialogue, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Say what this server can."""
        session.host_name = hostname
        return [*responses[:-1], *(["250-PIPELINING"] if self.sink.pipelines else []), responses[-1]]

    async def handle_DATA(self, server: _Dialogue, session: Session, envelope: Envelope) -> str:
        """Keep the mail, or do what the fault of this stage says."""
        fault = self.sink._fault(Stage.DOT, list(envelope.rcpt_tos))
        if fault is None:
            self.sink.keep(envelope, answered=True)
            return "250 2.0.0 Kept"
        if fault.keep:
            self.sink.keep(envelope, answered=not fault.drop)
        await asyncio.sleep(fault.slow)
        if fault.drop:
            if fault.reply is not None:
                await server.push(fault.reply)
            server.cut(gently=fault.reply is not None)
            raise ConnectionResetError("cut on purpose")
        if fault.reply is not None:
            return fault.reply
        if not fault.keep:
            self.sink.keep(envelope, answered=True)
        return "250 2.0.0 Kept"
