"""`leerkring serve`: from an empty directory to a page, and to a stop in good order."""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from deploy.apart import check_settings, office_of
from deploy.server import run
from deploy.single import House
from services.network.people.domain.vault import new_vault_key
from shared.access import new_key
from shared.errors import Unavailable
from shared.settings import Settings, WrongSetting, read_settings
from shared.web.limits import STOPPING_SECONDS
from tests.journeys.processes import COMMAND, Serving, environment, leerkring
from tests.servers.processes import free_port, wait_for

OF_THE_BUS = {"outbox", "inbox", "applied", "relay_lease", "schedule", "request_key", "used_pass", "sqlite_sequence"}


def as_text(issuer: str, *, private: bool) -> str:
    """A new key of this issuer, as a JSON Web Key."""
    return json.dumps({**new_key().as_dict(private=private), "kid": issuer})


@asynccontextmanager
async def house(*, database: bool) -> AsyncIterator[Any]:
    """A house that opens, or waited for its database in vain."""
    if not database:
        raise Unavailable("The database of agenda does not answer.")
    yield None


def test_a_database_that_never_comes_is_one_sentence() -> None:
    async def ready() -> None:
        raise AssertionError("nothing is ready")

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(WrongSetting, match=r"^The database of agenda does not answer\.$"):
        run(socket.create_server(("127.0.0.1", 0)), house(database=False), ready=ready)

    assert signal.getsignal(signal.SIGTERM) == before


TRUSTED = f'{{"keys": [{as_text("gateway", private=False)}]}}'


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An empty directory to start in."""
    return tmp_path / "here"


@pytest.fixture
def demo(directory: Path) -> Iterator[Serving]:
    """The platform, filled with example content."""
    serving = Serving("--demo", settings={}, directory=directory)
    yield serving
    serving.end()


def content_of(var: Path, *services: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that holds what people made, by service and table. services: of these only."""
    rows = {}
    for service in services or ("network", "agenda", "notifications"):
        store = sqlite3.connect(f"file:{var / service}.db?mode=ro", uri=True)
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) - OF_THE_BUS:
            rows[f"{service}.{table}"] = sorted(store.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608 -- a table's own name
        store.close()
    return rows


@contextmanager
def open_page(serving: Serving) -> Iterator[Iterator[str]]:
    """A page that stays open to hear what changes; gives the lines it hears."""
    address = f"http://127.0.0.1:{serving.port}/live?network=praktijkleernetwerk-kleinschaligheid"
    with httpx2.stream("GET", address, headers={"host": f"localhost:{serving.port}"}, timeout=20) as answer:
        yield answer.iter_lines()


def test_it_starts_in_an_empty_directory_and_a_second_start_adds_nothing(demo: Serving, directory: Path) -> None:
    demo.says("Leerkring staat klaar", 60)
    page = httpx2.get(f"http://127.0.0.1:{demo.port}/netwerken", headers={"host": f"localhost:{demo.port}"})
    assert wait_for(lambda: not any(one["outbox_pending"] for one in demo.health()["services"]), 20)
    first = demo.health()["status"], demo.stop(), demo.log.read_text().splitlines()[-1]
    before = content_of(directory / "var")

    again = Serving("--demo", settings={"port": str(demo.port)}, directory=directory)
    try:
        again.says("Leerkring staat klaar", 60)
        with open_page(again) as lines:
            assert next(lines).startswith(":")
            began = time.monotonic()
            second = again.stop(signal.SIGINT)
            seconds = time.monotonic() - began
    finally:
        again.end()

    assert first == ("ready", 0, f"Leerkring staat klaar: http://localhost:{demo.port}")
    assert (page.status_code, "Praktijkleernetwerk kleinschaligheid" in page.text) == (200, True)
    assert {path.name for path in (directory / "var").glob("*.db")} == {"network.db", "agenda.db", "notifications.db"}
    assert {oct(path.stat().st_mode & 0o777) for path in (directory / "var" / "keys").iterdir()} == {"0o600"}
    assert (len(before["network.network"]), len(before["agenda.question"])) == (22, 60)
    assert len(before["agenda.session"]) > 6
    assert len(before["agenda.minutes"]) == 2
    assert second == 0
    assert seconds < STOPPING_SECONDS  # an open page is let go, it need not be cut off
    assert content_of(directory / "var") == before


def test_example_content_is_loaded_at_the_end_of_summer_too_and_again_changes_nothing(directory: Path) -> None:
    """Eight weeks before it is holiday everywhere: the session that was held stands on the last day that could be."""
    directory.mkdir()
    clock = directory / "clock"
    clock.write_text("2027-09-02T09:00:00+00:00")
    settings = {"clock": str(clock), "env": "test"}
    done = leerkring("seed", "--demo", settings=settings, at=directory)
    assert done.returncode == 0, done.stderr
    first = content_of(directory / "var")

    again = leerkring("seed", "--demo", settings=settings, at=directory)

    assert again.returncode == 0, again.stderr
    assert content_of(directory / "var", "agenda") == {name: rows for name, rows in first.items() if "agenda." in name}
    with closing(sqlite3.connect(directory / "var" / "agenda.db")) as store:
        held = store.execute("SELECT starts_at FROM session WHERE status = 'HELD' ORDER BY starts_at").fetchall()
        minutes = store.execute("SELECT status, count(*) FROM minutes GROUP BY status").fetchall()
        actions = store.execute("SELECT status, due_on < '2027-09-02' FROM action_point ORDER BY due_on").fetchall()
        carried = store.execute("SELECT count(*) FROM agenda_point WHERE carried_from_id IS NOT NULL").fetchone()
        said = store.execute("SELECT count(*) FROM agenda_point WHERE title NOT LIKE 'Voorbeeld%'").fetchone()
    assert [moment[:10] for (moment,) in held] == ["2027-07-06", "2027-07-08"]
    assert sorted(minutes) == [("ESTABLISHED", 1), ("SHARED", 1)]
    assert actions == [("DONE", 1), ("OPEN", 1), ("OPEN", 0)]
    assert (carried, said) == ((1,), (0,))

    rows = "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM session_document), (SELECT count(*) FROM reminder_words)"
    with closing(sqlite3.connect(directory / "var" / "agenda.db")) as store:
        whole = store.execute(rows).fetchone()
        store.execute("DELETE FROM session WHERE status = 'DRAFT'")
        store.execute("DELETE FROM session_document WHERE session_id IN (SELECT session_id FROM reminder_words)")
        store.execute("DELETE FROM reminder_words")
        store.commit()
        cut_off = store.execute(rows).fetchone()
    once_more = leerkring("seed", "--demo", settings=settings, at=directory)
    assert once_more.returncode == 0, once_more.stderr
    with closing(sqlite3.connect(directory / "var" / "agenda.db")) as store:
        assert store.execute(rows).fetchone() == whole, (
            "what was cut off after its series was planned is made after all"
        )
    assert [before - after for before, after in zip(whole, cut_off, strict=True)] == [2, 1, 1]


def test_a_start_on_files_of_a_newer_version_is_one_sentence(directory: Path) -> None:
    serving = Serving(settings={}, directory=directory)
    try:
        serving.wait(60)
        stopped = serving.stop()
    finally:
        serving.end()
    with sqlite3.connect(directory / "var" / "agenda.db") as store:
        store.execute("UPDATE alembic_version_agenda SET version_num = '9999'")

    done = leerkring("serve", settings={"port": str(serving.port)}, at=directory)

    assert (stopped, done.returncode) == (0, 1)
    assert done.stderr == (
        "The database of agenda was used by a newer version of Leerkring (it stands at 9999, this version knows 0008): "
        "start that newer version, or put back the backup from before the upgrade.\n"
    )


def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        done = leerkring("serve", settings={"port": str(port)}, at=tmp_path)

    assert done.returncode == 1
    assert done.stderr == (
        f"Nothing can be served on 127.0.0.1:{port} (Address already in use): "
        "set LEERKRING_PORT and LEERKRING_HOST to an address that is free.\n"
    )


def test_without_its_broker_a_service_answers_and_says_so(directory: Path) -> None:
    """P4: requests go on, events wait, and readiness tells it."""
    nobody = f"amqp://127.0.0.1:{free_port()}/"
    settings = {"broker_url": nobody, "trusted_keys": TRUSTED, "vault_key": new_vault_key()}
    serving = Serving("network", settings=settings, directory=directory)
    try:
        serving.wait(60)
        health = serving.health()
        stranger = httpx2.get(f"{serving.address}/networks")
        code = serving.stop()
    finally:
        serving.end()

    assert health["status"] == "degraded"
    assert (health["services"][0]["database"], health["services"][0]["transport"]) == (True, False)
    assert all(health["services"][0]["workers"].values())
    assert (stranger.status_code, stranger.json()["code"]) == (401, "NOT_SIGNED_IN")
    assert code == 0


def test_a_stop_while_it_waits_for_its_database_is_heard(directory: Path) -> None:
    """F-70: it waits, and says for what."""
    directory.mkdir()
    nobody = f"127.0.0.1:{free_port()}"
    settings = {
        "broker_url": f"amqp://{nobody}/",
        "database_url": f"postgresql://{nobody}/leerkring",
        "trusted_keys": TRUSTED,
    }
    serving = Serving("agenda", settings=settings, directory=directory)
    try:
        serving.says("waiting for the database", 60)
        assert serving.stop() == 0
    finally:
        serving.end()


APART = {"broker_url": "amqp://mq/", "trusted_keys": TRUSTED}


@pytest.mark.parametrize(
    ("service", "given", "missing"),
    [
        ("network", {}, ["BROKER_URL", "TRUSTED_KEYS", "VAULT_KEY"]),
        ("agenda", {"broker_url": "amqp://mq/"}, ["TRUSTED_KEYS"]),
        ("notifications", APART, ["SIGNING_KEY", "NETWORK_URL", "AGENDA_URL"]),
        ("gateway", {"broker_url": "amqp://mq/"}, ["SIGNING_KEY", "NETWORK_URL", "AGENDA_URL", "NOTIFICATIONS_URL"]),
    ],
)
def test_what_a_service_apart_still_needs_is_said_in_a_sentence_each(
    service: str, given: dict[str, Any], missing: list[str]
) -> None:
    """DESIGN 7: a start without keys says so."""
    with pytest.raises(WrongSetting) as refused:
        check_settings(read_settings(**given), service)

    assert re.findall(r"Setting LEERKRING_([A-Z_]+) is missing", str(refused.value)) == missing


def test_a_key_of_somebody_else_is_refused() -> None:
    theirs = as_text("notifications", private=True)
    public = as_text("gateway", private=False)

    for key in (theirs, public, "no key at all"):
        with pytest.raises(WrongSetting, match="Setting LEERKRING_SIGNING_KEY is wrong"):
            office_of(Settings(signing_key=key), "gateway")
    with pytest.raises(WrongSetting, match="Setting LEERKRING_TRUSTED_KEYS is wrong"):
        office_of(Settings(trusted_keys="[]"), "network")


@pytest.mark.parametrize("name", ["broker_url", "database_url", "network_url"])
def test_one_process_refuses_settings_that_it_would_not_use(name: str, tmp_path: Path) -> None:
    scheme = {"broker_url": "amqp", "database_url": "postgresql", "network_url": "http"}[name]

    with pytest.raises(WrongSetting, match=f"Setting LEERKRING_{name.upper()} is for services that run apart"):
        House(read_settings(var=tmp_path, **{name: f"{scheme}://somewhere/"}))


def test_a_wrong_setting_ends_the_start_with_exit_code_1(tmp_path: Path) -> None:
    done = leerkring("serve", settings={"env": "production"}, at=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("Setting LEERKRING_BASE_URL is wrong: set LEERKRING_BASE_URL to the address")
    assert not (tmp_path / "var").exists()


def test_help_needs_none_of_the_heavy_libraries() -> None:
    """`leerkring --help` is there at once."""
    code = COMMAND[2].replace("app()", "")
    heavy = "import sys; print([name for name in ('fastapi', 'sqlalchemy', 'strawberry', 'aio_pika', 'yaml') if name in sys.modules])"
    done = subprocess.run(
        [COMMAND[0], "-c", f"{code}{heavy}"], env=environment(), capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
