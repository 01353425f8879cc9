"""Part (e): from the command to the first page, and memory at rest."""

import asyncio
import shutil
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL
from pathlib import Path

import aiohttp

from tests.benchmarks.figures import Figure
from tests.servers.processes import free_port

REST_SECONDS = 5


def memory_mib(pid: int) -> float:
    """Resident memory of a process in MiB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} is gone")


async def one_run(directory: Path) -> tuple[float, float, float]:
    """Start ``leerkring serve --demo`` on an empty store; seconds to the first page, its bytes, MiB at rest."""
    port = free_port()
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("leerkring")),
        "serve",
        "--demo",
        env={"PATH": "/usr/bin:/bin", "LEERKRING_PORT": str(port), "LEERKRING_VAR": str(directory)},
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        async with aiohttp.ClientSession() as client:
            while True:
                try:
                    async with client.get(f"http://localhost:{port}/") as response:
                        page = await response.read()
                        if response.status == 200:
                            break
                except aiohttp.ClientConnectionError:
                    pass
                if process.returncode is not None:
                    raise RuntimeError(f"leerkring serve ended with {process.returncode}")
                await asyncio.sleep(0.02)
        seconds = time.perf_counter() - started
        await asyncio.sleep(REST_SECONDS)
        return seconds, len(page), memory_mib(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def measure(runs: int) -> list[Figure]:
    """Start it ``runs`` times, each on an empty store, after one run that warms the files' cache."""
    results = []
    for _ in range(runs + 1):
        directory = Path(tempfile.mkdtemp(prefix="leerkring-bench-"))
        try:
            results.append(await one_run(directory))
        finally:
            shutil.rmtree(directory)
    results = results[1:]
    return [
        Figure(
            "e",
            "command to first page, empty store with demo",
            "s",
            [r[0] for r in results],
            "absolute",
            target="<= 5 s",
        ),
        Figure(
            "e", "memory at rest, all four services", "MiB", [r[2] for r in results], "absolute", target="<= 250 MiB"
        ),
    ]
