"""What an inbox needs now and then: to be measured, and to be rid of what is kept no longer."""

import asyncio
from datetime import datetime, timedelta

from shared.bus.inbox.box import Inbox
from shared.bus.inbox.rows import DEAD, DEAD_KEPT_DAYS, KEPT_DAYS, PURGED_AT_ONCE
from shared.telemetry import INBOX_DEAD, INBOX_WAITING

MEASURE_SECONDS = 5.0
PURGE_SECONDS = 3600.0


class Upkeep:
    """Looks after one inbox; takes a turn as often as it is asked, and mostly does nothing."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._measured_at = self._purged_at = float("-inf")

    async def turn(self, now: datetime) -> None:
        """Measure every five seconds; every hour throw away what is kept no longer (DOMAIN 9: 14 days what was given up)."""
        moment = asyncio.get_running_loop().time()
        if moment - self._measured_at >= MEASURE_SECONDS:
            self._measured_at = moment
            depth = await self._inbox.depth()
            INBOX_DEAD.labels(self._inbox.consumer).set(depth.get(DEAD, 0))
            INBOX_WAITING.labels(self._inbox.consumer).set(sum(count for state, count in depth.items() if state < DEAD))
        if moment - self._purged_at >= PURGE_SECONDS:
            await self._inbox.purge(now - timedelta(days=DEAD_KEPT_DAYS), states=(DEAD,))
            gone = await self._inbox.purge(now - timedelta(days=KEPT_DAYS))
            self._purged_at = moment if gone < PURGED_AT_ONCE else float("-inf")
