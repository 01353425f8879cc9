"""Part (b): digests built and sent per second, and the memory it takes, against the same messages sent bare to the same sink."""

import asyncio
import json
import smtplib
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.servers.processes import free_port

MANY, FEW = 20_000, 2_000
LINES = 8
SENDER = "leerkring@leerkring.example"


@asynccontextmanager
async def sink() -> AsyncIterator[int]:
    """A mail server in a process of its own that takes everything; gives its port."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.mail_sink", str(port), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await process.stdout.readline()
    try:
        yield port
    finally:
        process.terminate()
        await process.wait()


async def digests_sent(members: int, port: int, copy: Path) -> tuple[float, float, int]:
    """Digests a second, MiB that planning and sending added, and how many left; one message is kept at ``copy``."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.benchmarks.digest_round",
        str(members),
        str(port),
        str(copy),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"a round of digests ended with {process.returncode}")
    report = json.loads(output.splitlines()[-1])
    return report["sent"] / report["seconds"], report["grown_mib"], report["sent"]


def send_bare(port: int, message: bytes, count: int) -> float:
    """Messages a second over eight kept connections of smtplib, each in a thread; the message is ready."""

    def carry(number: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as line:
            for index in range(count // LINES):
                line.sendmail(SENDER, [f"lid{number}-{index}@voorbeeld.example"], message)

    began = time.perf_counter()
    with ThreadPoolExecutor(LINES) as threads:
        list(threads.map(carry, range(LINES)))
    return count / (time.perf_counter() - began)


async def measure(runs: int) -> list[Figure]:
    """Each run sends 20 000 digests, and then as many ready messages of the same size bare."""
    ours, bare, many, few = [], [], [], []
    async with sink() as port:
        with tempfile.TemporaryDirectory(prefix="leerkring-bench-") as directory:
            copy = Path(directory) / "message.eml"
            for _ in range(runs):
                rate, grown, sent = await digests_sent(MANY, port, copy)
                if sent != MANY:
                    raise RuntimeError(f"{sent} of {MANY} digests left")
                ours.append(rate)
                many.append(grown)
                few.append((await digests_sent(FEW, port, copy))[1])
                bare.append(await asyncio.to_thread(send_bare, port, copy.read_bytes(), MANY))
    return [
        Figure(
            "b",
            f"digests/s planned, built and sent, {MANY} members",
            "/s",
            ours,
            "bare smtplib, 8 connections",
            bare,
            ">= 0.4",
        ),
        Figure("b", f"memory added by sending, {MANY} members", "MiB", many, f"{FEW} members", few, "0.9 to 1.1"),
    ]
