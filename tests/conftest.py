"""What every test may ask for: servers of its own, and a plain list at the end of what this machine could not run."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest

from services.network.people.domain.vault import VAULT, new_vault_key
from tests import statements
from tests.servers import postgres, rabbitmq
from tests.servers.processes import NotThere, Room, run_owner
from tests.servers.proxy import TcpProxy
from tests.servers.smtp_sink import SmtpSink

ROOM = pytest.StashKey[Room]()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Make the directory for this run's servers; the workers of xdist get the one of their controller."""
    statements.share()
    VAULT.unlock(new_vault_key())  # what tests of a single service seal is opened by nobody else
    given = getattr(config, "workerinput", {}).get("leerkring_room")
    config.stash[ROOM] = Room(Path(given)) if given else Room.make()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tell a worker of xdist where this run's servers live."""
    node.workerinput["leerkring_room"] = str(node.config.stash[ROOM].path)  # type: ignore[attr-defined]  # xdist's node has no public type


LONG = (
    "tests/browser",
    "tests/faults/test_broker_killed.py",
    "tests/gateway/test_matrix.py",
    "tests/faults/test_takers_killed.py",
    "tests/agenda/test_rights.py",
    "tests/faults/test_senders_killed.py",
    "tests/journeys/test_away_and_back.py",
    "tests/deploy/test_serve.py",
    "tests/faults/",
    "tests/journeys/",
    "tests/notifications/test_kills.py",
    "tests/deploy/",
    "tests/bus/",
    "tests/notifications/test_delivery.py",
    "tests/gateway/web/",
)
"""What takes longest begins first, what waits beside what calculates, so that all workers end at about the same time."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Give whole files to workers, the long ones first; all of tests/browser to one, for it shares a site and a browser."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]  # it ships no types

    class LongestFirst(LoadFileScheduling):  # type: ignore[misc]  # for the same reason
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "tests/browser" if file.startswith("tests/browser/") else file

    return LongestFirst(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put files that take long before others, where several workers share them; within a file nothing changes its place."""
    if "workerinput" not in config.__dict__:
        return
    size = Counter(item.path for item in items)

    def place(item: pytest.Item) -> tuple[int, int, str]:
        long = next((at for at, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG))
        return long, -size[item.path], item.nodeid.partition("::")[0]

    items.sort(key=place)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End every server of this run; a worker leaves that to its controller."""
    if run_owner() == os.getpid() and ROOM in config.stash:
        config.stash[ROOM].clear()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with a plain list of what was not run, and the command that would mend it."""
    missing: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        missing[reason.removeprefix("Skipped: ")] = missing.get(reason.removeprefix("Skipped: "), 0) + 1
    if missing:
        terminalreporter.section("not run on this machine")
        for reason, count in sorted(missing.items()):
            terminalreporter.line(f"{count} test{'s' if count > 1 else ''}: {reason}")


def setting(name: str) -> str | None:
    """Return a setting of the tests, None when it is not set."""
    return os.environ.get(name) or None  # noqa: TID251 -- settings of the tests are no settings of the product


def not_run(what: str, mend: str) -> NoReturn:
    """Leave a test out because this machine lacks something; under CI that is a failure."""
    text = f"{what} is not there. To mend it: {mend}"
    if setting("CI") == "true":
        pytest.fail(text, pytrace=False)
    pytest.skip(text)


@pytest.fixture(scope="session")
def room(request: pytest.FixtureRequest) -> Room:
    """The directory of this run's servers."""
    return request.config.stash[ROOM]


# RabbitMQ


@pytest.fixture(scope="session")
def _broker(room: Room) -> rabbitmq.Broker:
    try:
        return rabbitmq.Broker(
            room,
            given=setting("LEERKRING_TEST_BROKER_URL"),
            control=setting("LEERKRING_TEST_BROKER_CONTROL") or "rabbitmqctl",
        )
    except NotThere as lack:
        not_run("RabbitMQ", f"{lack}, or set LEERKRING_TEST_BROKER_URL=amqp://…")


@pytest.fixture
def rabbitmq_url(_broker: rabbitmq.Broker) -> str:
    """The address of an empty virtual host on a node that all tests share; only speak to it, never stop it."""
    return _broker.fresh_url()


@pytest.fixture(scope="session")
def _fault_node(room: Room) -> Iterator[rabbitmq.RabbitNode]:
    node = rabbitmq.RabbitNode(room.directory("rabbitmq"))
    try:
        node.start()
    except NotThere as lack:
        not_run("RabbitMQ on this machine (a test kills and wipes it)", str(lack))
    yield node
    node.thaw()
    node.kill9()


@pytest.fixture
def rabbitmq_node(_fault_node: rabbitmq.RabbitNode) -> rabbitmq.RabbitNode:
    """A node of this worker's own, running and empty, to be killed, frozen and wiped."""
    if _fault_node.is_running:
        _fault_node.thaw()
    else:
        _fault_node.start()
    _fault_node.empty()
    return _fault_node


# PostgreSQL


@pytest.fixture(scope="session")
def _postgres_server(room: Room) -> str:
    given = setting("LEERKRING_TEST_DATABASE_URL")
    if given:
        return given
    try:
        return postgres.Cluster(room).node.url
    except NotThere as lack:
        not_run("PostgreSQL", f"{lack}, or set LEERKRING_TEST_DATABASE_URL=postgresql://…")


@pytest.fixture
def postgres_database(_postgres_server: str) -> Iterator[Callable[[], str]]:
    """A function that makes an empty database and returns its address; they are dropped after the test."""
    made: list[str] = []

    def make() -> str:
        made.append(postgres.make_database(_postgres_server))
        return made[-1]

    yield make
    for url in made:
        postgres.drop_database(url, _postgres_server)


@pytest.fixture(scope="session")
def _postgres_shelf(_postgres_server: str) -> postgres.Shelf:
    return postgres.Shelf(_postgres_server)


@pytest.fixture
def postgres_store(_postgres_shelf: postgres.Shelf) -> Iterator[Callable[[str], str]]:
    """A function that gives a database without rows to a service (or whatever has tables of its own), by its name.

    The tables stay for the next test, for making them takes longer than most tests; see tests.workplace.make_tables.
    """
    taken: list[tuple[str, str]] = []

    def take(kind: str) -> str:
        taken.append((kind, _postgres_shelf.take(kind)))
        return taken[-1][1]

    yield take
    for kind, url in taken:
        _postgres_shelf.put_back(kind, url)


@pytest.fixture(scope="session")
def _fault_cluster(room: Room) -> Iterator[postgres.PostgresNode]:
    node = postgres.PostgresNode(room.directory("postgres"))
    try:
        node.start()
    except NotThere as lack:
        not_run("PostgreSQL on this machine (a test kills it)", str(lack))
    yield node
    node.thaw()
    node.stop()


@pytest.fixture
def postgres_node(_fault_cluster: postgres.PostgresNode) -> postgres.PostgresNode:
    """A cluster of this worker's own, running, to be killed and frozen; ``node.database()`` makes a database."""
    if _fault_cluster.is_running:
        _fault_cluster.thaw()
    else:
        _fault_cluster.start()
    return _fault_cluster


# Mail, lines, browser


@pytest.fixture
def smtp_sink(tmp_path: Path) -> Iterator[SmtpSink]:
    """A mail server that keeps every mail and misbehaves when told to."""
    sink = SmtpSink(tmp_path)
    sink.start()
    yield sink
    sink.close()


@pytest.fixture
def tcp_proxy() -> Iterator[Callable[[str], TcpProxy]]:
    """A function that puts a line that can be cut before the server of an address (amqp://…, postgresql://…, smtp://…)."""
    made: list[TcpProxy] = []

    def before(url: str) -> TcpProxy:
        parts = urlsplit(url)
        proxy = TcpProxy(parts.port or 0, host=parts.hostname or "127.0.0.1")
        proxy.start()
        made.append(proxy)
        return proxy

    yield before
    for proxy in made:
        proxy.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine that Playwright can drive."""
    found = setting("LEERKRING_TEST_CHROMIUM") or next(
        (path for name in BROWSERS if (path := shutil.which(name))), None
    )
    if found is None:
        not_run("Chromium", "sudo apt-get install chromium, or set LEERKRING_TEST_CHROMIUM=/path/to/chromium")
    driver = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False)
    if driver.returncode:
        not_run("A library of the program that drives Chromium", "sudo apt-get install libatomic1")
    return found
