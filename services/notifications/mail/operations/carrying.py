"""Carrying letters: each line finishes one and begins the next in the same turn."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import timedelta

from services.notifications.mail.domain.headers import UnexpectedHeaders
from services.notifications.mail.domain.ledger import NAMING, Answer, Stage, Verdict, message_id
from services.notifications.mail.domain.letters import letter_bytes
from services.notifications.mail.operations.courier import Courier
from services.notifications.mail.operations.register import Entry, Letter, Register
from services.notifications.mail.operations.smtp import Envelope, Line, NoLine, Turn
from shared.bus.work import Door
from shared.settings import failpoint

LEASE_MARGIN = timedelta(minutes=2)
"""A letter whose lease ends sooner is left to whoever has it next."""
UNFIT = Answer(Verdict.NEVER, Stage.HEADERS)
"""The headers came out otherwise than meant; such a mail never leaves."""


class Tray:
    """Letters that wait for a line; who writes waits when it is full, so that memory stays flat."""

    def __init__(self, most: int) -> None:
        self._letters: deque[Letter] = deque()
        self._most = most
        self._arrived = asyncio.Event()
        self._room = asyncio.Event()
        self._is_complete = False
        self._is_stopped = False

    async def fill(self, letters: Sequence[Letter]) -> bool:
        """Lay letters in, once there is room; False when nobody takes them out any more."""
        while len(self._letters) >= self._most and not self._is_stopped:
            self._room.clear()
            await self._room.wait()
        self._letters.extend(letters)
        self._arrived.set()
        return not self._is_stopped

    async def take(self, *, wait: bool) -> Letter | None:
        """Take the next letter; None when no more come, or when there is none now and ``wait`` is False."""
        while not self._letters and wait and not self._is_complete and not self._is_stopped:
            self._arrived.clear()
            await self._arrived.wait()
        if self._is_stopped or not self._letters:
            return None
        self._room.set()
        return self._letters.popleft()

    def put_back(self, letter: Letter) -> None:
        """Lay a letter in again, first in line."""
        self._letters.appendleft(letter)
        self._arrived.set()

    def complete(self) -> None:
        """No more letters come."""
        self._is_complete = True
        self._arrived.set()

    def stop(self) -> None:
        """Hand out nothing more."""
        self._is_stopped = True
        self._arrived.set()
        self._room.set()

    def left(self) -> list[Letter]:
        """What was not taken out."""
        return list(self._letters)


class Carrier:
    """One line at work: ``run`` ends when no letters come any more and the last one is written down."""

    def __init__(self, door: Door, courier: Courier, tray: Tray, register: Register) -> None:
        self._door = door
        self._courier = courier
        self._tray = tray
        self._register = register
        self._naming = door.asking.office.secret(NAMING)
        self._line: Line | None = None
        self._current: tuple[Letter, tuple[bytes, ...]] | None = None
        """The letter that stands at its final dot: written down as SENDING, its dot not yet sent."""

    async def run(self) -> None:
        """Carry until no letters come any more."""
        try:
            while await self._one_turn():
                pass
        except BaseException:
            self._tray.stop()
            if self._line is not None:
                self._line.cut()
            raise
        if self._line is not None:
            self._courier.give_back(self._line)

    async def _one_turn(self) -> bool:
        following = await self._following()
        if following is None and self._current is None:
            return False
        try:
            return await self._with(following)
        except BaseException:
            if following is not None:
                self._tray.put_back(following[0])  # to be given back, unless it was begun
            raise

    async def _with(self, following: tuple[Letter, tuple[bytes, ...]] | None) -> bool:
        if self._line is None and following is not None and not await self._open_line(following[0]):
            return True
        if self._line is None:
            return True
        with self._register.expecting():
            turn = await self._line.turn(
                self._current[1] if self._current else None,
                Envelope(self._courier.sender.address, following[0].recipient) if following else None,
            )
        await self._write_down(turn, following, self._line)
        if not self._line.is_open and self._current is None:
            self._line = None
        return True

    async def _open_line(self, letter: Letter) -> bool:
        """Have a line, or give the letter back; while the server rests, that is no attempt."""
        now = self._door.now()
        until = self._courier.rests_until(now)
        if until is not None:
            await self._register.enter(Entry(done=letter, wait_until=until))
            return False
        try:
            self._line = await self._courier.line(now)
        except NoLine as no_line:
            await self._register.enter(Entry(done=letter, answer=no_line.answer))
            return False
        return True

    async def _write_down(self, turn: Turn, following: tuple[Letter, tuple[bytes, ...]] | None, line: Line) -> None:
        entry = Entry()
        if self._current is not None and turn.done is not None:
            entry.done, entry.content, entry.answer = *self._current, turn.done
            self._courier.heed(entry.done.recipient, turn.done, self._door.now())
        refused: Letter | None = None
        if following is not None and turn.ready is not None:
            self._courier.heed(following[0].recipient, turn.ready, self._door.now())
            if turn.ready.verdict is Verdict.TAKEN:
                entry.begin = following[0]
            else:
                refused = following[0]
        may_go = False
        if entry.done is not None or entry.begin is not None:
            may_go = await self._register.enter(entry)
        if refused is not None and turn.ready is not None:
            await self._not_begun(refused, turn.ready)
        self._current = following if may_go else None
        if may_go:
            await failpoint("mail.before_dot")
        elif entry.begin is not None:
            line.cut()  # data was opened, and nothing of it may be sent

    async def _not_begun(self, letter: Letter, answer: Answer) -> None:
        """A letter that was surely not sent: once it may try another line for nothing, after that it was an attempt."""
        if answer.verdict is Verdict.UNTRIED:
            if not letter.was_tried:
                letter.was_tried = True
                self._tray.put_back(letter)
                return
            answer = Answer(Verdict.LATER, answer.stage if answer.stage is not Stage.DOT else Stage.CONNECT)
        await self._register.enter(Entry(done=letter, answer=answer))

    async def _following(self) -> tuple[Letter, tuple[bytes, ...]] | None:
        """The next letter and its bytes, or None; waits for one only when no other is under way."""
        while True:
            letter = await self._tray.take(wait=self._current is None)
            if letter is None:
                return None
            now = self._door.now()
            until = self._courier.domain_rests_until(letter.recipient, now)
            if until is not None:
                await self._register.enter(Entry(done=letter, wait_until=until))
                continue
            if now > letter.claimed.lease_until - LEASE_MARGIN:
                continue
            try:
                return letter, letter_bytes(
                    letter.body,
                    sender=self._courier.sender,
                    recipient=letter.recipient,
                    message_id=message_id(self._naming, letter.claimed.id, self._courier.sender.domain),
                    sent_at=now,
                    token=letter.token,
                    unsubscribe_base=letter.unsubscribe_base,
                )
            except UnexpectedHeaders:
                await self._register.enter(Entry(done=letter, answer=UNFIT))
