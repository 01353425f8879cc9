"""Puts inquiries through: one call per owner however many there are, and no call for a moment to one that is silent."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from services.gateway.owners.inquiry import Inquiry
from shared.asking import Asking, Part
from shared.errors import Refusal, Unavailable

FAILURES = 3
PAUSE_SECONDS = 2.0
MOST_TOGETHER = 100
log = logging.getLogger(__name__)


class Circuit:
    """Whether asking one owner makes sense: closed after an answer, open for 2 s after three silences in a row (F-82)."""

    def __init__(self, tick: Callable[[], float]) -> None:
        self._tick = tick
        self._silences = 0
        self._open_until = 0.0

    def is_open(self) -> bool:
        """Whether to leave this owner alone; when the pause is over, one inquiry goes through to find out."""
        if self._silences < FAILURES:
            return False
        if self._tick() < self._open_until:
            return True
        self._open_until = self._tick() + PAUSE_SECONDS
        return False

    def answered(self) -> None:
        """The owner answered, be it with a refusal."""
        self._silences = 0

    def silent(self) -> None:
        """The owner did not answer."""
        self._silences += 1
        if self._silences >= FAILURES:
            self._open_until = self._tick() + PAUSE_SECONDS


class Switchboard:
    """All owners, for the life of the process. tick: seconds that only go forward."""

    def __init__(self, asking: Asking, tick: Callable[[], float] = time.monotonic) -> None:
        self.asking = asking
        self._tick = tick
        self._circuits: dict[str, Circuit] = {}

    async def ask(self, inquiries: Sequence[Inquiry[Any]], person_id: UUID | None) -> None:
        """Ask everything at once, one call per owner, and what two ask in the same words once.

        Each inquiry carries its own answer or refusal afterwards.
        """
        by_owner: dict[str, list[Inquiry[Any]]] = {}
        same: list[tuple[Inquiry[Any], Inquiry[Any]]] = []
        for inquiry in inquiries:
            asked = by_owner.setdefault(inquiry.service, [])
            twin = next((other for other in asked if inquiry.asks_the_same(other)), None)
            if twin is None:
                asked.append(inquiry)
            else:
                same.append((inquiry, twin))
        turns = [
            self._ask_owner(service, asked[start : start + MOST_TOGETHER], person_id)
            for service, asked in by_owner.items()
            for start in range(0, len(asked), MOST_TOGETHER)
        ]
        if len(turns) == 1:
            await turns[0]
        else:
            await asyncio.gather(*turns)
        for inquiry, twin in same:
            inquiry.given, inquiry.refused = twin.given, twin.refused

    async def _ask_owner(self, service: str, inquiries: Sequence[Inquiry[Any]], person_id: UUID | None) -> None:
        circuit = self._circuits.setdefault(service, Circuit(self._tick))
        if circuit.is_open():
            for inquiry in inquiries:
                inquiry.refused = Unavailable()
            return
        outcomes: Sequence[Any]
        try:
            if len(inquiries) == 1:
                outcomes = [await self._ask_one(inquiries[0], person_id)]
            else:
                outcomes = await self.asking.ask_together(
                    service,
                    [Part(q.method, q.path, q.kind, q.body, q.params, q.key) for q in inquiries],
                    person_id=person_id,
                )
        except Refusal as refusal:
            outcomes = [refusal] * len(inquiries)
        except Exception:
            log.exception("asking %s failed", service)
            outcomes = [Unavailable()] * len(inquiries)
        for inquiry, outcome in zip(inquiries, outcomes, strict=True):
            if isinstance(outcome, Refusal):
                inquiry.refused = outcome
            else:
                inquiry.given = outcome
        if all(isinstance(outcome, Unavailable) for outcome in outcomes):
            circuit.silent()
        else:
            circuit.answered()

    async def _ask_one(self, inquiry: Inquiry[Any], person_id: UUID | None) -> Any:
        try:
            return await self.asking.ask(
                inquiry.service,
                inquiry.method,
                inquiry.path,
                inquiry.kind,
                person_id=person_id,
                body=inquiry.body,
                params=inquiry.params,
                key=inquiry.key,
            )
        except Refusal as refusal:
            return refusal
