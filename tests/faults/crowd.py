"""Who asks for changes during a fault, and remembers what was asked and what was answered: the outside view of the truth."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from uuid import UUID, uuid4

import aiohttp
from joserfc.jwk import OKPKey

from shared.access import PassOffice
from tests.faults.processes import House

PER_REQUEST = 10
ANSWER_SECONDS = 20.0
SECONDS = 60.0


@dataclass
class Crowd:
    """Several people at once who change things of network, each change under a key that is used again until it is answered.

    houses: where they ask, one after the other. seed: what makes the same crowd ask for the same things again.
    """

    houses: Sequence[House]
    key: OKPKey
    seed: int
    things: int = 60
    answered: dict[str, list[tuple[UUID, int]]] = field(default_factory=dict)
    """By key: each thing and the version it got."""
    asked: dict[str, list[UUID]] = field(default_factory=dict)
    trouble: Counter[str] = field(default_factory=Counter)
    """What came instead of an answer: a status, or the kind of error."""
    slowest: float = 0.0
    _http: aiohttp.ClientSession | None = None

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 -- which things to change is no secret
        self._office = PassOffice("gateway", self.key, {})
        self.subjects = [UUID(int=self._random.getrandbits(128), version=4) for _ in range(self.things)]

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Crowd"]:
        """Have a line to the houses."""
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as self._http:
            yield self

    @property
    def events(self) -> int:
        """How many events their answered changes stand for."""
        return sum(len(answer) for answer in self.answered.values())

    async def change(self, subjects: Sequence[UUID] | None = None, *, state: str | None = None) -> str:
        """Ask for one change until it is answered; returns its key. Raises TimeoutError after a minute."""
        key = uuid4().hex
        chosen = list(subjects or self._random.sample(self.subjects, PER_REQUEST))
        self.asked[key] = chosen
        word = state or self._random.choice(("member", "coordinator"))
        until = monotonic() + SECONDS
        attempt = 0
        while key not in self.answered:
            if monotonic() > until:
                raise TimeoutError(f"a change was not answered in {SECONDS:.0f} s: {dict(self.trouble)}")
            house = self.houses[(len(self.asked) + attempt) % len(self.houses)]
            await self.ask(house, key, chosen, word)
            attempt += 1
            if key not in self.answered:
                await asyncio.sleep(0.05)
        return key

    async def ask(self, house: House, key: str, subjects: Sequence[UUID], state: str) -> int | None:
        """Ask for one change once; returns the status, None when there was no answer."""
        if self._http is None:
            raise RuntimeError("the crowd is not open")
        now = datetime.now(UTC)  # noqa: TID251 -- a pass is signed by the clock on the wall
        began = monotonic()
        body = json.dumps({"subjects": [str(subject) for subject in subjects], "state": state}).encode()
        token = self._office.sign_for("POST", "/changes", body, audience="network", person_id=None, now=now)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key, "Authorization": f"Bearer {token}"}
        try:
            async with self._http.post(f"{house.address}/changes", data=body, headers=headers) as answer:
                body = await answer.json()
                if answer.status == 200:
                    self.answered[key] = [(UUID(one["subject"]), one["version"]) for one in body]
                else:
                    says_when = " Retry-After" if "Retry-After" in answer.headers else ""
                    self.trouble[f"{answer.status} {body.get('code')}{says_when}"] += 1
                return answer.status
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            self.trouble[type(error).__name__] += 1
            return None
        finally:
            self.slowest = max(self.slowest, monotonic() - began)

    async def changes(self, events: int, *, at_once: int = 4) -> None:
        """Ask for so many events' worth of changes as fast as they are answered."""
        left = iter(range(0, events, PER_REQUEST))

        async def one() -> None:
            for _ in left:
                await self.change()

        await asyncio.gather(*(one() for _ in range(at_once)))

    @asynccontextmanager
    async def busy(self, events: int, *, seconds: float = 8.0) -> AsyncIterator[None]:
        """Keep asking beside the block, ``events`` in about ``seconds``; it goes on until both the block and the number are done."""
        over = asyncio.Event()
        pause = seconds * PER_REQUEST / events
        begun = 0
        under_way: set[asyncio.Task[str]] = set()

        async def go_on() -> None:
            nonlocal begun
            while begun < events or not over.is_set():
                begun += PER_REQUEST
                under_way.add(task := asyncio.create_task(self.change()))
                task.add_done_callback(under_way.discard)
                if len(under_way) >= 40:
                    await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.sleep(pause)
            await asyncio.gather(*under_way)

        going = asyncio.create_task(go_on())
        try:
            yield
        except BaseException:
            going.cancel()
            await asyncio.gather(going, *under_way, return_exceptions=True)
            raise
        over.set()
        await going
