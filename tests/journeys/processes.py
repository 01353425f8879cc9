"""Starts the real command, waits until it can be asked, and ends it in good order."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

from tests.servers.processes import free_port, tail, wait_for

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from deploy.cli.main import app; app()"]


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process: this one's without any setting of Leerkring, and these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LEERKRING_")}  # noqa: TID251 -- a child gets this process's environment
    named = {f"LEERKRING_{name.upper()}": value for name, value in settings.items()}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **named}


def leerkring(
    *arguments: str, settings: Mapping[str, str], at: Path, seconds: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end in the directory ``at``."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(**settings),
        cwd=at,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def answer_of(done: subprocess.CompletedProcess[str]) -> Any:
    """What a command with --json answered; a command that failed fails the test with what it said."""
    assert done.returncode == 0, f"{done.args[3:]}: {done.stdout}{done.stderr}"
    return json.loads(done.stdout)


class Serving:
    """A `leerkring serve …` that runs, with its output in ``directory``/serve.log."""

    def __init__(self, *arguments: str, settings: Mapping[str, str], directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.port = int(settings.get("port") or free_port())
        self.address = f"http://{urlsplit(settings.get('base_url', '')).hostname or '127.0.0.1'}:{self.port}"
        self.log = directory / "serve.log"
        self.began = time.monotonic()
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", *arguments],
                env=environment(**{**settings, "port": str(self.port)}),
                cwd=directory,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait(self, seconds: float = 30) -> float:
        """Wait until it says that it is ready for requests; returns the seconds since it was started."""

        def ready() -> bool:
            assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{tail(self.log, 40)}"
            try:
                answer = httpx2.get(f"{self.address}/health/ready", timeout=2)
            except httpx2.HTTPError as error:
                said.append(repr(error))
                return False
            said.append(answer.text)
            return answer.status_code == 200

        said: list[str] = []
        assert wait_for(ready, seconds), f"not ready after {seconds} s: {said[-1]}\n{tail(self.log, 40)}"
        return time.monotonic() - self.began

    def says(self, text: str, seconds: float = 30) -> None:
        """Wait until its output holds this text."""

        def said() -> bool:
            over = self.process.poll() is not None
            return text in self.log.read_text() or over

        assert wait_for(said, seconds), f"never said {text!r}:\n{tail(self.log, 40)}"
        assert text in self.log.read_text(), f"ended without saying {text!r}:\n{tail(self.log, 40)}"

    def health(self) -> dict[str, Any]:
        """What /health/ready tells."""
        found = httpx2.get(f"{self.address}/health/ready", timeout=5).json()
        assert isinstance(found, dict)
        return found

    def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 10) -> int:
        """Ask it to stop and return its exit code; longer than ``seconds`` is a failure."""
        self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.end()
            raise AssertionError(f"did not stop within {seconds} s:\n{tail(self.log, 40)}") from None

    def end(self) -> None:
        """Kill it, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
