"""Who looks at which network now, and what they have not been told yet."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.gateway.graphql.context import Change
from services.gateway.graphql.limits import MOST_WATCHED
from services.gateway.owners.remembered import Remembered
from shared.bus.work import Clock
from shared.errors import Unavailable

MOST_WAITING = 64
MOST_WATCHERS = 10_000
KEPT = timedelta(minutes=1)
"""How long a change is told to who begins to listen after it, but looked before it."""


class TooManyOpenPages(Unavailable):
    """Too many pages are open at this moment; this one does not renew itself."""


class Watcher:
    """One open page or subscription.

    What it was not told yet is bounded: the same change waits once, and when more than 64 wait, one of each kind is left
    without saying what changed. So a slow page learns less exactly, but never nothing, and nobody waits for it.
    """

    def __init__(self, auth_session_id: UUID | None) -> None:
        self.auth_session_id = auth_session_id
        self._waiting: dict[Change, None] = {}
        self._bell = asyncio.Event()
        self._ended = False

    def tell(self, change: Change) -> None:
        """Put a change with what is waiting."""
        self._waiting[change] = None
        if len(self._waiting) > MOST_WAITING:
            self._waiting = dict.fromkeys(replace(waiting, node=None) for waiting in self._waiting)
        self._bell.set()

    def end(self) -> None:
        """Tell it nothing more."""
        self._ended = True
        self._waiting.clear()
        self._bell.set()

    async def changes(self) -> AsyncIterator[Change]:
        """What is new, one after the other, until it is ended."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            while self._waiting:
                change = next(iter(self._waiting))
                del self._waiting[change]
                yield change
            if self._ended:
                return


class Latest:
    """What changed in one network in the last minute, and when that was heard; bounded as what waits for a watcher is."""

    def __init__(self) -> None:
        self._heard: dict[Change, datetime] = {}

    def keep(self, change: Change, now: datetime) -> None:
        """Keep a change, and let go of what is older than a minute."""
        self._heard.pop(change, None)
        self._heard = {one: at for one, at in self._heard.items() if at > now - KEPT}
        self._heard[change] = now
        if len(self._heard) > MOST_WAITING:
            self._heard = {replace(one, node=None): at for one, at in self._heard.items()}

    def since(self, moment: datetime) -> list[Change]:
        """What was heard at this moment or after it, oldest first."""
        return [change for change, at in self._heard.items() if at >= moment]


class Hub:
    """Where changes arrive and open pages listen; of this process, for each replica hears every event."""

    def __init__(self, remembered: Remembered, clock: Clock) -> None:
        self.remembered = remembered
        self.clock = clock
        self._watchers: defaultdict[UUID, set[Watcher]] = defaultdict(set)
        self._latest: defaultdict[UUID, Latest] = defaultdict(Latest)
        self._count = 0
        self._of_person: Counter[UUID] = Counter()

    @property
    def watchers(self) -> int:
        """How many pages and subscriptions listen now."""
        return self._count

    @asynccontextmanager
    async def watch(
        self,
        network_id: UUID,
        *,
        person_id: UUID | None = None,
        auth_session_id: UUID | None = None,
        since: datetime | None = None,
    ) -> AsyncIterator[AsyncIterator[Change]]:
        """Listen to one network; also to what was heard since the page was asked for, at most a minute ago.

        person_id: whose account listens, where somebody signed in. Raises TooManyOpenPages, also for one account alone.
        """
        if self._count >= MOST_WATCHERS or (person_id is not None and self._of_person[person_id] >= MOST_WATCHED):
            raise TooManyOpenPages
        watcher = Watcher(auth_session_id)
        if since is not None and network_id in self._latest:
            for change in self._latest[network_id].since(max(since, self.clock.now() - KEPT)):
                watcher.tell(change)
        self._watchers[network_id].add(watcher)
        self._count += 1
        if person_id is not None:
            self._of_person[person_id] += 1
        try:
            yield watcher.changes()
        finally:
            self._count -= 1
            if person_id is not None:
                self._of_person[person_id] -= 1
                if not self._of_person[person_id]:
                    del self._of_person[person_id]
            self._watchers[network_id].discard(watcher)
            if not self._watchers[network_id]:
                del self._watchers[network_id]

    def tell(self, change: Change) -> None:
        """Tell everybody who watches this network; never waits for a slow one."""
        self._latest[change.network_id].keep(change, self.clock.now())
        for watcher in self._watchers.get(change.network_id, ()):
            watcher.tell(change)

    def membership_changed(self, person_id: UUID) -> None:
        """What is remembered about this person's memberships no longer holds."""
        self.remembered.forget_memberships(person_id)

    def end(self) -> None:
        """Tell nobody anything more, because this process goes; an open page comes back by itself, elsewhere or later."""
        for watchers in self._watchers.values():
            for watcher in watchers:
                watcher.end()

    def session_ended(self, auth_session_id: UUID) -> None:
        """Forget whose cookie this was, and stop telling the pages that were open under it."""
        self.remembered.forget(auth_session_id)
        for watchers in self._watchers.values():
            for watcher in watchers:
                if watcher.auth_session_id == auth_session_id:
                    watcher.end()
