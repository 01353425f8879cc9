"""How a test starts, kills, freezes and stops the houses: always by process id."""

import asyncio
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.servers.processes import free_port, tail

ROOT = Path(__file__).parents[2]
STARTING_SECONDS = 30.0
ENDING_SECONDS = 20.0


class Nursery:
    """The process that forks houses; one for all tests of a worker, because loading everything costs seconds."""

    def __init__(self, log: Path) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.ends"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                start_new_session=True,
            )
        self.ended: dict[int, int] = {}
        """How each house that is gone ended: its exit code, or minus the signal."""
        self._started: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="nursery", daemon=True)
        self._reader.start()
        self._started.get(timeout=60)

    def _read(self) -> None:
        for line in self._process.stdout or ():
            fact = json.loads(line)
            if "started" in fact:
                self.ended.pop(fact["started"], None)  # an old process may have had the same id
                self._started.put(fact["started"])
            else:
                self.ended[fact["ended"]] = fact["status"]

    def begin(self, order: dict[str, Any]) -> int:
        """Start a house; returns its process id."""
        if self._process.stdin is None:
            raise RuntimeError("the nursery has no ear")
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return self._started.get(timeout=10)

    def close(self) -> None:
        """End every house that still runs, and the nursery."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(10)
        self._reader.join(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


@dataclass
class House:
    """One process with one or more services; it can be started again and again at the same address."""

    nursery: Nursery
    names: tuple[str, ...]
    room: Path
    environ: dict[str, str]
    arrivals: Path
    relay_lease: float | None
    label: str
    port: int = field(default_factory=free_port)
    pid: int = 0

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it wrote, over all its lives."""
        return self.room / f"{self.label}.log"

    def begin(self, *, failpoints: str = "", later: str = "") -> None:
        """Start it; returns at once. failpoints: where it shall fall, as in LEERKRING_FAILPOINTS; later: only from SIGUSR1 on."""
        given = {"LEERKRING_PORT": str(self.port), "LEERKRING_FAILPOINTS": failpoints}
        self.pid = self.nursery.begin(
            {
                "names": self.names,
                "environ": self.environ | given,
                "log": str(self.log),
                "arrivals": str(self.arrivals),
                "relay_lease": self.relay_lease,
                "later": later,
            }
        )

    async def start(self, *, failpoints: str = "", later: str = "") -> None:
        """Start it; returns when it says that requests belong there."""
        self.begin(failpoints=failpoints, later=later)
        await self.until_ready()

    async def health(self) -> dict[str, Any] | None:
        """What /health/ready says, None when it does not answer within a second."""
        timeout = aiohttp.ClientTimeout(total=1)
        with suppress(aiohttp.ClientError, TimeoutError):
            async with (
                aiohttp.ClientSession(timeout=timeout) as asking,
                asking.get(f"{self.address}/health/ready") as answer,
            ):
                return {"code": answer.status, **await answer.json()}
        return None

    async def until_ready(self, seconds: float = STARTING_SECONDS) -> None:
        """Wait until it is ready. Raises TimeoutError with the end of its log, also when it ended instead."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self.has_ended:
                    found = await self.health()
                    if found is not None and found["code"] == 200:
                        return
                    await asyncio.sleep(0.03)
        raise TimeoutError(f"{self.label} is not ready:\n{tail(self.log, 40)}")

    @property
    def has_ended(self) -> bool:
        """Whether the process of its last start is gone."""
        return self.pid in self.nursery.ended

    async def until_ended(self, seconds: float = ENDING_SECONDS) -> int:
        """Wait until it is gone; returns its exit code, or minus the signal. Raises TimeoutError with the end of its log."""
        try:
            async with asyncio.timeout(seconds):
                while not self.has_ended:
                    await asyncio.sleep(0.02)
        except TimeoutError as late:
            raise TimeoutError(f"{self.label} did not end:\n{tail(self.log, 40)}") from late
        return self.nursery.ended[self.pid]

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it still runs."""
        if self.pid and not self.has_ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def kill(self) -> None:
        """SIGKILL, if it was ever started; returns when it is gone."""
        self.signal(signal.SIGKILL)
        if self.pid:
            await self.until_ended()

    async def until_frozen(self, seconds: float = ENDING_SECONDS) -> None:
        """Wait until it stopped itself at a failpoint. Raises TimeoutError."""
        stat = Path(f"/proc/{self.pid}/stat")
        async with asyncio.timeout(seconds):
            while stat.read_text().rpartition(")")[2].split()[0] != "T":
                await asyncio.sleep(0.02)

    def said(self, words: str) -> int:
        """How many lines of its log hold these words."""
        return sum(words in line for line in self.log.read_text(errors="replace").splitlines())
