"""A RabbitMQ node of our own that a test may kill, freeze, fill and wipe.

Every method blocks for as long as the node needs; an asynchronous test calls ``await asyncio.to_thread(node.start)``.
A quorum queue that was declared less than six seconds before ``kill9`` may come back without a leader (F-04): let other tests wait.
"""

import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from tests.servers.processes import (
    DidNotStart,
    NotThere,
    Room,
    end_group,
    free_port,
    is_alive,
    start_group,
    tail,
    wait_for,
    wait_gone,
)

BIN = Path("/usr/lib/rabbitmq/bin")
MEND = "sudo apt-get install rabbitmq-server"


def binary(name: str) -> str:
    """Return the path of a RabbitMQ command. Debian's wrapper in /usr/sbin insists on its own user, so it comes last."""
    found = BIN / name
    path = str(found) if found.exists() else shutil.which(name)
    if path is None or shutil.which("erl") is None:
        raise NotThere(MEND)
    return path


class RabbitNode:
    """One node with its own ports, data, cookie and port mapper; ``directory`` is made by Room.directory.

    A second object on the same directory speaks to the same node.
    """

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        ports = directory / "ports.json"
        if not ports.exists():
            ports.write_text(json.dumps([free_port() for _ in range(3)]))
        self.port, self.distribution_port, self.mapper_port = json.loads(ports.read_text())
        self.name = f"leerkring{self.port}@localhost"
        self.log = directory / "node.log"
        self.data = directory / "data"

    @property
    def url(self) -> str:
        """The address of its first virtual host."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    @property
    def pid(self) -> int:
        """The process id of the node, which leads its group."""
        return int((self.directory / "pid").read_text())

    @property
    def is_running(self) -> bool:
        """Whether its process lives, frozen or not."""
        return (self.directory / "pid").exists() and is_alive(self.pid)

    def environment(self) -> dict[str, str]:
        """Return what the node and rabbitmqctl read to find each other and nobody else."""
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),  # noqa: TID251 -- where its programs are
            "LANG": "C.UTF-8",
            "HOME": str(self.directory),
            "ERL_EPMD_PORT": str(self.mapper_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self.name,
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_MNESIA_BASE": str(self.data),
            "RABBITMQ_LOG_BASE": str(self.directory / "log"),
            "RABBITMQ_CONFIG_FILE": str(self.directory / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.directory / "plugins"),
            "RABBITMQ_PID_FILE": str(self.directory / "node.pid"),
            "RABBITMQ_SERVER_START_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
            "detached": "1",  # the script then becomes the node instead of waiting beside it
        }

    def start(self, seconds: float = 90) -> None:
        """Start, and return when it takes connections."""
        server = binary("rabbitmq-server")
        (self.directory / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\nlog.console = true\nlog.console.level = warning\n"
            "disk_free_limit.absolute = 50MB\n"
        )
        (self.directory / "plugins").write_text("[].\n")
        self.data.mkdir(exist_ok=True)
        mapper = f'epmd -port {self.mapper_port} & exec "{server}"'
        start_group(["sh", "-c", mapper], log=self.log, env=self.environment())
        if not wait_for(self.answers, seconds, step=0.1):
            self.kill9()
            raise DidNotStart(f"RabbitMQ did not answer within {seconds} s:\n{tail(self.log)}")

    def answers(self) -> bool:
        """Whether it greets a client of AMQP 0-9-1."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(b"AMQP\x00\x00\x09\x01")
                return line.recv(1) == b"\x01"
        except OSError:
            return False

    def stop(self) -> None:
        """Shut down in good order."""
        end_group(self.pid, first=signal.SIGTERM, seconds=30)

    def kill9(self) -> None:
        """Kill without warning; returns when the node is gone."""
        pid = self.pid
        os.killpg(pid, signal.SIGKILL)
        wait_gone(pid)

    def freeze(self) -> None:
        """Stop the process in the middle of whatever it does; connections stay open and silent."""
        os.killpg(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen node go on."""
        os.killpg(self.pid, signal.SIGCONT)

    def wipe(self) -> None:
        """Stop it and throw away everything it kept, as if its disk were new; start() gives an empty node at the same address."""
        if self.is_running:
            self.kill9()
        shutil.rmtree(self.data, ignore_errors=True)

    def rabbitmqctl(self, *arguments: str, seconds: float = 60) -> str:
        """Run rabbitmqctl against this node and return what it printed (about two seconds)."""
        done = subprocess.run(
            [binary("rabbitmqctl"), "--quiet", *arguments],
            env=self.environment(),
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"rabbitmqctl {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def empty(self) -> None:
        """Take every queue, exchange and alarm away from the first virtual host."""
        self.rabbitmqctl(
            "eval",
            f'rabbit_vhost:delete(<<"/">>, <<"tests">>), {_made("/", "guest")}, '
            "rabbit_disk_monitor:set_disk_free_limit(50000000), vm_memory_monitor:set_vm_memory_high_watermark(0.4), ok.",
        )


class Broker:
    """The node that all workers of a run share; hands out virtual hosts that nobody used before.

    given: the address of a running one, else a private node is started.
    control: the command that stands for rabbitmqctl of a given one ("docker exec leerkring-rabbitmq rabbitmqctl").
    """

    BATCH = 24

    def __init__(self, room: Room, *, given: str | None = None, control: str = "rabbitmqctl") -> None:
        self.room = room
        self._fresh: list[str] = []
        if given:
            self.url = given
            self._control = _given_control(control)
        else:
            node = RabbitNode(Path(room.once("rabbitmq", self._begin)))
            self.url = node.url
            self._control = node.rabbitmqctl

    def _begin(self) -> str:
        node = RabbitNode(self.room.directory("rabbitmq"))
        node.start()
        return str(node.directory)

    def fresh_url(self) -> str:
        """Return the address of an empty virtual host of its own."""
        if not self._fresh:
            self._fresh = [f"test-{uuid4().hex}" for _ in range(self.BATCH)]
            user = urlsplit(self.url).username or "guest"
            self._control("eval", "".join(f"{_made(vhost, user)}, " for vhost in self._fresh) + "ok.")
        return urlunsplit(urlsplit(self.url)._replace(path="/" + self._fresh.pop()))


def _made(vhost: str, user: str) -> str:
    """Return the Erlang that makes a virtual host and lets a user do everything in it."""
    return (
        f'rabbit_vhost:add(<<"{vhost}">>, <<"tests">>), rabbit_auth_backend_internal:set_permissions('
        f'<<"{user}">>, <<"{vhost}">>, <<".*">>, <<".*">>, <<".*">>, <<"tests">>)'
    )


def _given_control(command: str) -> Callable[..., str]:
    def control(*arguments: str) -> str:
        done = subprocess.run(
            [*shlex.split(command), *arguments], capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode:
            raise RuntimeError(
                f"{command}: {done.stdout}{done.stderr}\nLEERKRING_TEST_BROKER_CONTROL names the rabbitmqctl of the given broker."
            )
        return done.stdout

    return control
