"""How a private server of a test run is started, shared by its workers, guarded and ended: always by process id."""

import fcntl
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

GUARD = 'while kill -0 "$2" 2>/dev/null; do kill -0 "$1" 2>/dev/null || { kill -9 -- "-$2"; exit; }; sleep 1; done'
"""Ends the server's process group when the test run (first argument) is gone, however it went."""


PORTS = range(12_000, 32_000)
"""Below the ports that Linux gives to outgoing connections (ip_local_port_range), above those that services are known by."""


class NotThere(Exception):
    """A server cannot be had on this machine; the text names the command that would mend it."""


class DidNotStart(Exception):
    """A server started but did not answer in time; the text ends with the last lines of its log."""


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that is free now, and is none of those that the system gives to outgoing connections.

    One of those would be taken by the next connection of a neighbour before a server is there to listen.
    """
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port


def run_owner() -> int:
    """Return the process id of the whole test run: the xdist controller if there is one, else this process."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ  # noqa: TID251 -- xdist tells it this way
    return os.getppid() if is_worker else os.getpid()


def server_user(*names: str) -> str | None:
    """Return the first of these users that exists, for servers that refuse to run as root; None when we are not root."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in names if name in known), None)


def start_group(
    command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None, user: str | None = None
) -> int:
    """Start a server as leader of its own process group, its output in ``log``; return its process id, also in ``pid`` beside it."""
    with log.open("ab") as output:
        pid = _start(command, stdout=output, stderr=output, env=env, user=user, cwd=log.parent)
    (log.parent / "pid").write_text(str(pid))
    _start(["sh", "-c", GUARD, "guard", str(run_owner()), str(pid)])
    return pid


def _start(command: Sequence[str], **settings: Any) -> int:
    settings = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **settings}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **settings)
    process.returncode = 0  # it outlives this object on purpose; wait_gone() takes notice of its death
    return process.pid


def is_alive(pid: int) -> bool:
    """Whether a process runs; a dead one that nobody reaped does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_gone(*pids: int, seconds: float = 10) -> bool:
    """Wait until none of these runs; a child of ours is reaped, so that its process id is free."""

    def gone() -> bool:
        for pid in pids:
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        return not any(is_alive(pid) for pid in pids)

    return wait_for(gone, seconds)


def end_group(pid: int, *, first: signal.Signals, seconds: float = 10) -> None:
    """End a process group: ``first``, and SIGKILL when it is still there after ``seconds``; returns when it is gone."""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGCONT)
        os.kill(pid, first)
    wait_gone(pid, seconds=seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    wait_gone(pid)


def wait_for(ready: Callable[[], bool], seconds: float, *, step: float = 0.05) -> bool:
    """Ask ``ready`` again and again until it says yes or ``seconds`` have passed; return what it said last."""
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            return False
        time.sleep(step)
    return True


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, or a remark that there is none."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else "(no log)"


class Room:
    """The directory of one test run in which its servers live; its workers share what stands in it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def make(cls) -> "Room":
        """Make a new one that a server of another user can reach."""
        path = Path(tempfile.mkdtemp(prefix="leerkring-"))
        path.chmod(0o711)  # PostgreSQL runs as a user of its own
        return cls(path)

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock of this name; the other workers wait."""
        with (self.path / f"{name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def once(self, name: str, begin: Callable[[], Any]) -> Any:
        """Return what ``begin`` gave (JSON) when the first worker of this run called it, and call it for the first."""
        with self.locked(name):
            given = self.path / f"{name}.json"
            if not given.exists():
                given.write_text(json.dumps(begin()))
            return json.loads(given.read_text())

    def directory(self, name: str) -> Path:
        """Return a new empty directory with a name that begins with ``name``."""
        path = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.path))
        path.chmod(0o711)
        return path

    def clear(self) -> None:
        """End every server that still runs here, and remove the directory."""
        for note in self.path.glob("*/pid"):
            pid = int(note.read_text())
            if is_alive(pid):
                end_group(pid, first=signal.SIGQUIT if note.parent.name.startswith("postgres") else signal.SIGKILL)
        shutil.rmtree(self.path, ignore_errors=True)
