"""A PostgreSQL cluster of our own, and fresh databases on it; a test may kill, freeze and restart it.

Every method blocks; an asynchronous test calls ``await asyncio.to_thread(node.start)``.
"""

import json
import os
import re
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.servers.processes import (
    DidNotStart,
    NotThere,
    Room,
    end_group,
    free_port,
    is_alive,
    server_user,
    start_group,
    tail,
    wait_for,
    wait_gone,
)

MEND = "sudo apt-get install postgresql"
QUICK = ("fsync=off", "full_page_writes=off", "max_connections=300", "listen_addresses=127.0.0.1", "timezone=UTC")
"""fsync matters when the machine dies, not when the server does; the tests only kill servers."""


def binary(name: str) -> str:
    """Return the path of a PostgreSQL command, of the newest version installed."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: [int(part) for part in re.findall(r"\d+", path.parts[4])],
    )
    path = str(versions[-1]) if versions else shutil.which(name)
    if path is None:
        raise NotThere(MEND)
    return path


def make_database(server_url: str) -> str:
    """Make an empty database with a name of its own on a server, and return its address."""
    name = f"leerkring_{uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlunsplit(urlsplit(server_url)._replace(path="/" + name))


def drop_database(url: str, server_url: str) -> None:
    """Take a database away, whoever is still connected to it."""
    name = urlsplit(url).path.removeprefix("/")
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


TABLES = """
SELECT md5(string_agg(concat_ws(' ', c.oid, c.relname, c.relkind, a.attname, a.atttypid, a.attnotnull), ',' ORDER BY c.oid, a.attnum)),
       (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
"""
"""What tables, columns, indexes and rules a database has: other when one of them is."""
EMPTYING = """
SELECT string_agg(CASE relkind WHEN 'r' THEN format('DELETE FROM %I', relname)
                               ELSE format('SELECT setval(%L, 1, false)', oid::regclass) END, '; ')
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
"""
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

_made: dict[str, object] = {}
"""The tables of databases that are kept from test to test, by address."""


def has_tables(url: str) -> bool:
    """Whether this database is one that is kept, with its tables made."""
    return url in _made


def tables_made(url: str) -> None:
    """Note that the tables stand in a database, which may now be kept."""
    with psycopg.connect(url, autocommit=True) as connection:
        _made[url] = connection.execute(TABLES).fetchone()


class Shelf:
    """Databases that wait for their next test: all the tables of a service, and no row. A new one has no tables yet."""

    def __init__(self, server_url: str) -> None:
        self.server_url = server_url
        self._idle: dict[str, list[str]] = {}

    def take(self, kind: str) -> str:
        """Return the address of a database that no other test uses."""
        idle = self._idle.setdefault(kind, [])
        return idle.pop() if idle else make_database(self.server_url)

    def put_back(self, kind: str, url: str) -> None:
        """Empty a database for the next test. One whose tables a test changed, or that cannot be emptied, goes away."""
        with suppress(psycopg.Error), psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"SELECT pg_terminate_backend(pid, 5000) {OTHERS}")
            connection.execute("SET lock_timeout = 1000; SET session_replication_role = replica")
            if url in _made and connection.execute(TABLES).fetchone() == _made[url]:
                ((emptying,),) = connection.execute(EMPTYING).fetchall()
                connection.execute(emptying)
                self._idle[kind].append(url)
                return
        _made.pop(url, None)
        drop_database(url, self.server_url)


class PostgresNode:
    """One private cluster; ``directory`` is made by Room.directory. A second object on the same directory speaks to the same cluster."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        ports = directory / "ports.json"
        if not ports.exists():
            ports.write_text(json.dumps(free_port()))
        self.port = json.loads(ports.read_text())
        self.log = directory / "server.log"
        self.data = directory / "data"
        self.user = server_user("postgres", "nobody")

    @property
    def url(self) -> str:
        """The address of its first database, for those who make others."""
        return f"postgresql://leerkring@127.0.0.1:{self.port}/postgres"

    @property
    def pid(self) -> int:
        """The process id of the postmaster."""
        return int((self.directory / "pid").read_text())

    @property
    def is_running(self) -> bool:
        """Whether its process lives, frozen or not."""
        return (self.directory / "pid").exists() and is_alive(self.pid)

    def start(self, seconds: float = 30) -> None:
        """Start, and return when it takes connections; the first time it makes the cluster."""
        if not self.data.exists():
            self._make_cluster()
        options = [part for option in QUICK for part in ("-c", option)]
        command = [binary("postgres"), "-D", str(self.data), "-p", str(self.port), "-k", str(self.data), *options]

        def up() -> bool:
            # After a kill the old process may linger, and a start within that second is refused: try again.
            if not self.is_running:
                start_group(command, log=self.log, user=self.user)
            return wait_for(lambda: self.answers() or not self.is_running, 10) and self.answers()

        if not wait_for(up, seconds, step=0.2):
            raise DidNotStart(f"PostgreSQL did not answer within {seconds} s:\n{tail(self.log)}")

    def _make_cluster(self) -> None:
        self.data.mkdir(mode=0o700)
        if self.user:
            shutil.chown(self.data, self.user)
        arguments = [
            "-D",
            str(self.data),
            "-U",
            "leerkring",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        done = subprocess.run(
            [binary("initdb"), *arguments],
            user=self.user,
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise DidNotStart(f"initdb: {done.stdout}{done.stderr}")

    def answers(self) -> bool:
        """Whether it takes a connection and answers a question."""
        try:
            with psycopg.connect(self.url, connect_timeout=2, autocommit=True) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def stop(self) -> None:
        """Shut down in good order; open connections are ended."""
        end_group(self.pid, first=signal.SIGINT, seconds=30)

    def kill9(self) -> None:
        """Kill the postmaster and its children without warning; returns when they are gone."""
        wait_gone(*self._tell(signal.SIGKILL))

    def freeze(self) -> None:
        """Stop the postmaster and its children in the middle of whatever they do."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen cluster go on."""
        self._tell(signal.SIGCONT)

    def _tell(self, what: signal.Signals) -> list[int]:
        """Send a signal to the postmaster and all its children; return their process ids."""
        family = [self.pid, *_children(self.pid)]
        for member in family:
            with suppress(ProcessLookupError):  # children come and go
                os.kill(member, what)
        return family

    def database(self) -> str:
        """Make an empty database and return its address."""
        return make_database(self.url)


def _children(pid: int) -> list[int]:
    """Return the direct children; where there is no /proc none, they notice the postmaster's death themselves."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(stat.parent.name))
    return found


class Cluster:
    """The cluster that all workers of a run share."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.node = PostgresNode(Path(room.once("postgres", self._begin)))

    def _begin(self) -> str:
        node = PostgresNode(self.room.directory("postgres"))
        node.start()
        return str(node.directory)
