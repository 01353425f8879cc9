"""Delivering what is due: claim, write, carry, and write down what became of it; a crash anywhere loses and doubles nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import structlog

from services.notifications.mail.domain.addresses import NotAnAddress, mailable
from services.notifications.mail.domain.ledger import (
    LEASE,
    ORDINARY,
    OWNERS_AWAY,
    STRANGE_WAITS,
    URGENT,
    Claimed,
    Dropped,
    MailState,
    gives_up,
)
from services.notifications.mail.models import claimed, claims_lapsed, dropped, released, sendings_lapsed
from services.notifications.mail.operations.carrying import Carrier, Tray
from services.notifications.mail.operations.courier import Courier
from services.notifications.mail.operations.register import Composed, Kind, Letter, Register
from shared.bus.work import Door, Work
from shared.settings import failpoint

log = structlog.get_logger("leerkring.mail")
NO_SUCH_KIND = "no such kind"
"""It did not leave, also not when an upgrade was long over: it is listed until an operator says what becomes of it."""
BATCHES = {URGENT: 20, ORDINARY: 500}
"""How many mails are claimed and written together; at most as many letters wait for a line."""
GOODBYE_SECONDS = 5.0
"""How long what is being written may take after a stop, and after that what stands at its final dot: together less than
the thirteen seconds that the house gives."""


async def deliver_mails(door: Door, *, kinds: Mapping[str, Kind], priority: int, lines: int) -> int:
    """Deliver the mails of one priority until none is due; gives how many were claimed.

    kinds: who writes each kind of mail. lines: how many go at the same time.
    Takes several transactions; no owner and no mail server is spoken to while one is open. When cancelled it claims nothing
    more, finishes what stands at its final dot, and gives back the rest.
    """
    courier: Courier = door.kit
    round_ = _Round(door, kinds, courier, priority)
    delivering = asyncio.ensure_future(round_.run(lines=lines))
    try:
        return await asyncio.shield(delivering)
    except asyncio.CancelledError:
        round_.stop()
        try:
            await asyncio.wait({delivering}, timeout=GOODBYE_SECONDS)
        finally:
            delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        raise


async def put_right(work: Work) -> None:
    """Put back what was claimed and never begun, and list as unknown what was begun and never heard of again."""
    await work.session.execute(claims_lapsed(work.now))
    await work.session.execute(sendings_lapsed(work.now))


async def _claim(door: Door, priority: int) -> list[Claimed]:
    async def take(work: Work) -> list[Claimed]:
        rows = await work.session.execute(
            claimed(priority=priority, now=work.now, lease_until=work.now + LEASE, most=BATCHES[priority])
        )
        return sorted((Claimed(*row) for row in rows), key=lambda mail: mail.id)

    batch = await door.change_at_once(take)
    if batch:
        await failpoint("mail.claimed")
    return batch


class _Round:
    """One go at what is due: one who claims and writes, and a few lines that carry."""

    def __init__(self, door: Door, kinds: Mapping[str, Kind], courier: Courier, priority: int) -> None:
        self._door = door
        self._kinds = kinds
        self._courier = courier
        self._register = Register(door, kinds, keeps_mails=courier.keeps_mails)
        self._priority = priority
        self._tray = Tray(BATCHES[priority])
        self._at_hand: list[Claimed] = []
        """What was claimed and does not lie in the tray yet."""
        self._is_held_up = False
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Claim nothing more, and hand no more letters out."""
        self._stopping.set()
        self._tray.stop()

    async def run(self, *, lines: int) -> int:
        """Carry on until nothing is due, or until it is stopped; then finish what stands at its final dot and give back the rest."""
        await self._door.change(put_right)
        batch = await self._claim()
        if not batch:
            await self._release(self._at_hand, timedelta(0))
            return 0
        count = 0
        carriers = [
            asyncio.create_task(Carrier(self._door, self._courier, self._tray, self._register).run())
            for _ in range(min(lines, len(batch)))
        ]
        try:
            while batch:
                count += len(batch)
                is_wanted = await self._tray.fill(await self._write(batch))
                self._at_hand = []
                if not is_wanted or self._is_held_up:
                    break
                batch = await self._claim()
            self._tray.complete()
            await asyncio.wait(carriers)
        finally:
            left = self._at_hand if self._stopping.is_set() else []
            self.stop()
            _, late = await asyncio.wait(carriers, timeout=GOODBYE_SECONDS)
            for carrier in late:
                carrier.cancel()
            outcomes = await asyncio.gather(*carriers, return_exceptions=True)
            await self._release([*left, *(letter.claimed for letter in self._tray.left())], timedelta(0))
        for outcome in outcomes:
            if outcome is not None:
                raise outcome
        return count

    async def _claim(self) -> list[Claimed]:
        if self._stopping.is_set() or self._courier.rests_until(self._door.now()) is not None:
            return []
        self._at_hand = await _claim(self._door, self._priority)
        return [] if self._stopping.is_set() else self._at_hand

    async def _write(self, batch: Sequence[Claimed]) -> list[Letter]:
        """Write claimed mails; those whose owners do not answer go back and wait a little."""
        now = self._door.now()
        late = [Dropped(mail, MailState.EXPIRED, "too late") for mail in batch if mail.expires_at <= now]
        strange = [mail for mail in batch if mail.kind not in self._kinds and mail.expires_at > now]
        for mail in strange:
            log.error("nothing here writes mails of this kind", kind=mail.kind, mail_id=str(mail.id))
        late += [Dropped(mail, MailState.UNKNOWN, NO_SUCH_KIND) for mail in strange if gives_up(mail, now)]
        if late:
            await self._door.change(lambda work: _drop(work, late))
        await self._release([mail for mail in strange if not gives_up(mail, now)], STRANGE_WAITS)
        letters: list[Letter] = []
        for name, kind in self._kinds.items():
            mails = [mail for mail in batch if mail.kind == name and mail.expires_at > now]
            if mails:
                letters += await self._compose(kind, mails)
        return letters

    async def _compose(self, kind: Kind, mails: Sequence[Claimed]) -> list[Letter]:
        composed = _with_addresses(await kind.compose(self._door, mails))

        async def keep(work: Work) -> None:
            ours = await _drop(work, composed.dropped)
            await kind.keep(work, Composed(composed.letters, ours, composed.delayed))

        await self._door.change_at_once(keep)
        await self._release(composed.delayed, OWNERS_AWAY)
        self._is_held_up = self._is_held_up or bool(composed.delayed)
        return composed.letters

    async def _release(self, mails: Sequence[Claimed], wait: timedelta) -> None:
        if not mails:
            return
        leases = [(mail.id, mail.fence) for mail in mails]

        async def give_back(work: Work) -> None:
            await work.session.execute(released(leases, now=work.now, wait=wait))

        await self._door.change(give_back)


def _with_addresses(composed: Composed) -> Composed:
    """Leave out letters to an address that no mail can be sent to."""
    letters: list[Letter] = []
    refused = list(composed.dropped)
    for letter in composed.letters:
        try:
            letter.recipient = mailable(letter.recipient)
        except NotAnAddress:
            refused.append(Dropped(letter.claimed, MailState.CANCELLED, "address"))
        else:
            letters.append(letter)
    return Composed(letters, refused, composed.delayed)


async def _drop(work: Work, drops: Sequence[Dropped]) -> list[Dropped]:
    """Write down that these are not sent after all; gives those that were still ours to drop."""
    groups: dict[tuple[MailState, str], list[Dropped]] = {}
    for drop in drops:
        groups.setdefault((drop.state, drop.reason), []).append(drop)
    ours: list[Dropped] = []
    for (state, reason), several in groups.items():
        leases = [(drop.claimed.id, drop.claimed.fence) for drop in several]
        gone = set((await work.session.execute(dropped(leases, state=state, reason=reason, now=work.now))).scalars())
        ours += [drop for drop in several if drop.claimed.id in gone]
    return ours
