"""The processes that a fault test kills: ``python -m tests.faults.ends`` loads everything once and forks a house per line of JSON.

A house is a process of its own, in a session of its own, with its own log: it can be killed, frozen and stopped by its id.
Told on standard output: ``{"started": pid}`` for every line, ``{"ended": pid, "status": code}`` as waitpid gives it.
When standard input ends, so does every house.
"""

import json
import os
import resource
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from deploy.server import bind, run
from shared.bus import relay
from shared.settings import arm_failpoints, read_settings
from shared.telemetry import write_logs
from tests.faults.houses import at_work


def live(order: dict[str, Any]) -> None:
    """Be a house until SIGTERM: ``names`` of its services, ``environ`` with its settings, ``arrivals`` and ``relay_lease``.

    ``later``: failpoints that hold from SIGUSR1 on, for what may fall only after the start.
    """
    os.environ.update(order["environ"])  # noqa: TID251 -- the settings of this process are given to it here
    if order["relay_lease"]:
        relay.LEASE_SECONDS = order["relay_lease"]
    signal.signal(signal.SIGUSR1, lambda *_: arm_failpoints(order["later"]))
    settings = read_settings()
    write_logs(level="INFO", form="json")

    async def ready() -> None:
        return

    run(bind(settings), at_work(settings, order["names"], Path(order["arrivals"])), ready=ready)


def begin(order: dict[str, Any]) -> int:
    """Fork a house; returns its process id."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with Path(order["log"]).open("ab") as log, Path(os.devnull).open("rb") as nothing:
            for old, new in ((0, nothing), (1, log), (2, log)):
                os.dup2(new.fileno(), old)
        live(order)
        code = 0
    except BaseException:  # noqa: BLE001 -- whatever it was, it is written down and this process ends here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def tell(**fact: int) -> None:
    """Write one line for the test."""
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Start what is asked for, and tell who ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alive: set[int] = set()
    rest = b""
    tell(started=0)
    while True:
        readable, _, _ = select.select([0], [], [], 0.02)
        if readable:
            piece = os.read(0, 65536)
            if not piece:
                break
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                pid = begin(json.loads(line))
                alive.add(pid)
                tell(started=pid)
        for pid in list(alive):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                alive.discard(pid)
                tell(ended=pid, status=os.waitstatus_to_exitcode(status))
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
