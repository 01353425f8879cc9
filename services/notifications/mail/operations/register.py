"""Writing down what happens to mails while they leave: many lines, few commits."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.notifications.mail.domain.ledger import (
    LEASE,
    Answer,
    Claimed,
    Dropped,
    Fate,
    MailState,
    Verdict,
    fate_of,
)
from services.notifications.mail.domain.letters import Body
from services.notifications.mail.models import AT_ONCE, SENDING, SENT, MailboxMail, ended, these
from services.notifications.subscriptions.domain import Standing
from shared.bus.work import Door, Work, is_away

GATHERING_SECONDS = 0.005
"""How long one commit waits for lines that are about to be answered; more mails in one commit cost less each."""
DATABASE_AWAY_TRIES = 20
DATABASE_AWAY_SECONDS = 1.0


@dataclass(slots=True, eq=False)
class Letter:
    """A mail, written for one reader, ready to be put together.

    refs: what stands in it, and about_ids: what it is about, for the noun that keeps that. standing and mark: how the
    reader and the news stood when it was written. token: the reader's own secret for the link that ends it.
    """

    claimed: Claimed
    recipient: str
    body: Body
    token: str | None = None
    unsubscribe_base: str | None = None
    refs: tuple[UUID, ...] = ()
    standing: Standing | None = None
    about_ids: tuple[UUID, ...] = ()
    mark: int = 0
    was_tried: bool = False

    @property
    def lease(self) -> tuple[UUID, int]:
        """By what right this process may write about the mail."""
        return self.claimed.id, self.claimed.fence


@dataclass(slots=True)
class Composed:
    """What became of claimed mails when they were written.

    letters: ready to go. dropped: not sent after all. delayed: an owner did not answer; they wait and are claimed again.
    """

    letters: list[Letter] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    delayed: list[Claimed] = field(default_factory=list)


class Kind(Protocol):
    """What the ledger asks of the noun that wants a kind of mail sent."""

    async def compose(self, door: Door, claimed: Sequence[Claimed]) -> Composed:
        """Write these mails now, with what may be said now. Asks the owners, so no transaction is open."""

    async def keep(self, work: Work, composed: Composed) -> None:
        """Put on record what must stand there before these letters leave, and announce what is not sent."""

    async def let_go(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        """Right before the final dot: which of these may still go? Puts on record what stands in them, in the same breath."""

    async def taken(self, work: Work, letters: Sequence[Letter]) -> None:
        """The mail server took these."""

    async def bounced(self, work: Work, letter: Letter) -> None:
        """The mail server refused this one for good."""


@dataclass(slots=True, eq=False)
class Entry:
    """What one line has to write down: what became of one letter, and that another is about to be sent."""

    done: Letter | None = None
    content: tuple[bytes, ...] = ()
    answer: Answer | None = None
    wait_until: datetime | None = None
    begin: Letter | None = None
    written: asyncio.Future[bool] | None = None


class Register:
    """Gathers the entries of all lines and writes them in one transaction; while one commits, the next gathers."""

    def __init__(self, door: Door, kinds: Mapping[str, Kind], *, keeps_mails: bool) -> None:
        self._door = door
        self._kinds = kinds
        self._keeps_mails = keeps_mails
        self._waiting: list[Entry] = []
        self._writer: asyncio.Task[None] | None = None
        self._under_way = 0
        self._all_here = asyncio.Event()

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """A line is about to have something to write down: what is written now waits a moment for it."""
        self._under_way += 1
        self._all_here.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if self._under_way == 0:
                self._all_here.set()

    async def enter(self, entry: Entry) -> bool:
        """Write an entry down; True when the letter it begins may be sent."""
        entry.written = asyncio.get_running_loop().create_future()
        self._waiting.append(entry)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return await entry.written

    async def _write_all(self) -> None:
        while self._waiting:
            if self._under_way:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._all_here.wait(), GATHERING_SECONDS)
            await asyncio.sleep(0)
            entries, self._waiting = self._waiting, []
            try:
                gone = await self._write_down(entries)
            except Exception as error:  # noqa: BLE001 -- handed to every line that waits for it
                for entry in entries:
                    if entry.written is not None and not entry.written.done():
                        entry.written.set_exception(error)
                continue
            for entry in entries:
                if entry.written is not None and not entry.written.done():
                    entry.written.set_result(entry.begin is not None and entry.begin.claimed.id in gone)

    async def _write_down(self, entries: Sequence[Entry]) -> set[UUID]:
        tries = 0
        while True:
            try:
                return await self._door.change_at_once(lambda work: self._write(work, entries))
            except Exception as error:
                tries += 1
                if not is_away(error) or tries >= DATABASE_AWAY_TRIES:
                    raise  # what was taken stays SENDING, and is listed as UNKNOWN (F-61)
                await asyncio.sleep(DATABASE_AWAY_SECONDS)

    async def _write(self, work: Work, entries: Sequence[Entry]) -> set[UUID]:
        await self._write_taken(work, [entry for entry in entries if _is_taken(entry)])
        for entry in entries:
            if entry.done is not None and not _is_taken(entry):
                await self._write_other(work, entry)
        return await self._begin(work, [entry.begin for entry in entries if entry.begin is not None])

    async def _write_taken(self, work: Work, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        for first in range(0, len(entries), AT_ONCE):
            several = entries[first : first + AT_ONCE]
            leases = [entry.done.lease for entry in several if entry.done is not None]
            queues = {f"queue{n}": entry.answer.queue_id for n, entry in enumerate(several) if entry.answer is not None}
            queues |= {f"queue{n}": None for n in range(len(several), AT_ONCE)}
            await SENT.run(work.session, these(leases, now=work.now, **queues))
        letters = [entry.done for entry in entries if entry.done is not None]
        for kind, taken in _by_kind(letters).items():
            await self._kinds[kind].taken(work, taken)
        if self._keeps_mails:
            for entry in entries:
                if entry.done is not None:
                    work.add(
                        MailboxMail(
                            mail_id=entry.done.claimed.id,
                            recipient=entry.done.recipient,
                            subject=entry.done.body.subject,
                            kind=entry.done.claimed.kind,
                            content=b"".join(entry.content),
                            at=work.now,
                        )
                    )

    async def _write_other(self, work: Work, entry: Entry) -> None:
        letter, answer = entry.done, entry.answer
        if letter is None:
            return
        if answer is None:  # given back untried, to be taken up later
            fate = Fate(MailState.PLANNED, entry.wait_until or work.now, None)
            await work.session.execute(ended(letter.lease, fate, now=work.now, counts=False))
            return
        fate = fate_of(answer, attempts=letter.claimed.attempts, now=work.now, expires_at=letter.claimed.expires_at)
        await work.session.execute(
            ended(
                letter.lease,
                fate,
                now=work.now,
                code=answer.code or None,
                counts=answer.verdict is not Verdict.UNTRIED,
            )
        )
        if fate.state is MailState.BOUNCED:
            await self._kinds[letter.claimed.kind].bounced(work, letter)

    async def _begin(self, work: Work, letters: Sequence[Letter]) -> set[UUID]:
        if not letters:
            return set()
        leases = [letter.lease for letter in letters]
        ours: set[UUID] = set()
        for first in range(0, len(leases), AT_ONCE):
            values = these(leases[first : first + AT_ONCE], now=work.now, until=work.now + LEASE)
            ours |= {row[0] for row in await SENDING.run(work.session, values)}
        gone: set[UUID] = set()
        for kind, several in _by_kind([letter for letter in letters if letter.claimed.id in ours]).items():
            gone |= await self._kinds[kind].let_go(work, several)
        for letter in letters:
            if letter.claimed.id in ours and letter.claimed.id not in gone:
                again = Fate(MailState.PLANNED, work.now, None)  # something changed since it was written: write it anew
                await work.session.execute(ended(letter.lease, again, now=work.now, counts=False))
        return gone


def _is_taken(entry: Entry) -> bool:
    return entry.done is not None and entry.answer is not None and entry.answer.verdict is Verdict.TAKEN


def _by_kind(letters: Sequence[Letter]) -> dict[str, list[Letter]]:
    found: dict[str, list[Letter]] = {}
    for letter in letters:
        found.setdefault(letter.claimed.kind, []).append(letter)
    return found
