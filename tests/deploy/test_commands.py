"""The command as an operator and a script use it: what it answers, and its exit codes."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from deploy.cli.main import app
from deploy.stores import stores
from shared.settings import Settings, read_settings

NETWORK = "praktijkleernetwerk-kleinschaligheid"
Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A function that runs one command in an empty directory."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LEERKRING_{name.upper()}", raising=False)
    monkeypatch.setenv("LEERKRING_ENV", "test")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def answer(done: Result) -> Any:
    """What a command answered as JSON."""
    assert done.exit_code in {0, 1}, done.output
    return json.loads(done.stdout)


def kim(command: Command, *options: str) -> Result:
    """Let Kim take part."""
    words = ("--name", "Voorbeeld Kim", "--perspective", "professional")
    return command("member", "add", NETWORK, "kim@voorbeeld.example", *words, *options)


def dead_event(error: str = "ValueError") -> UUID:
    """An event that agenda gave up; gives its id."""
    id_ = uuid4()

    async def write() -> None:
        async with stores(read_settings(), "agenda") as (store,), store.database.writing() as session:
            await session.execute(
                insert(store.database.metadata.tables["inbox"]).values(
                    consumer="agenda",
                    id=id_,
                    source="network",
                    type="nl.leernetwerken.membership.ended.v1",
                    subject=uuid4(),
                    version=1,
                    announced_at=datetime.now(UTC),  # noqa: TID251 -- an event of today
                    body=b"{}",
                    body_hash=b"0" * 32,
                    state=6,
                    attempts=9,
                    crashes=0,
                    next_at=datetime.now(UTC),  # noqa: TID251 -- as above
                    received_at=datetime.now(UTC),  # noqa: TID251 -- as above
                    error=error,
                )
            )
            await session.commit()

    asyncio.run(write())
    return id_


def test_the_index_of_what_can_be_found_is_written_anew(command: Command, tmp_path: Path) -> None:
    answer(command("seed", "--json"))
    with closing(sqlite3.connect(tmp_path / "var" / "network.db")) as store:
        before = store.execute("SELECT number, kind, id, words FROM search_document ORDER BY number").fetchall()
        store.execute("DELETE FROM search_document WHERE rowid % 2")
        store.commit()

    written = answer(command("search", "reindex", "--json"))
    said = command("search", "reindex", "network")

    with closing(sqlite3.connect(tmp_path / "var" / "network.db")) as store:
        after = store.execute("SELECT number, kind, id, words FROM search_document ORDER BY number").fetchall()
        found = store.execute("SELECT count(*) FROM search_words('\"=netwerk\"')").fetchone()[0]
    assert after == before
    assert found == 2
    assert written["network"] == len(before)
    assert written["agenda"] > 50
    assert said.stdout.split() == ["network", str(len(before)), "can", "be", "found"]


def test_seed_loads_the_reference_content_and_nobody(command: Command) -> None:
    once = answer(command("seed", "--json"))
    again = answer(command("seed", "--json"))
    text = command("seed")

    assert once == again == {"networks": 21, "questions": 56}
    assert text.stdout == "21 networks and 56 proposed questions are there.\n"
    assert command("bus", "status").exit_code == 0


def test_a_member_is_added_and_ended(command: Command) -> None:
    command("seed")
    added = answer(kim(command, "--role", "coordinator", "--language", "en", "--json"))
    again = answer(kim(command, "--role", "coordinator", "--language", "en", "--json"))
    ended = answer(command("member", "end", NETWORK, "kim@voorbeeld.example", "--json"))

    assert (added["roles"], added["perspective"], added["status"]) == (["COORDINATOR"], "PROFESSIONAL", "ACTIVE")
    assert again["id"] == added["id"]
    assert (ended["id"], ended["status"]) == (added["id"], "ENDED")


def test_a_role_on_the_platform_is_given_and_taken_back(command: Command) -> None:
    given = answer(command("people", "grant", "kim@voorbeeld.example", "platform_admin", "--json"))
    told = command("people", "revoke", "kim@voorbeeld.example", "PLATFORM_ADMIN")
    taken = answer(command("people", "revoke", "kim@voorbeeld.example", "platform_admin", "--json"))

    assert given["roles"] == ["PLATFORM_ADMIN"]
    assert told.stdout == "kim@voorbeeld.example is no PLATFORM_ADMIN any more.\n"
    assert (taken["person_id"], taken["roles"]) == (given["person_id"], [])
    assert command("people", "grant", "kim@voorbeeld.example", "king").exit_code == 2


def test_what_is_refused_is_one_sentence_and_exit_code_1(command: Command) -> None:
    unknown = kim(command)
    wrong = command("member", "add", NETWORK, "x", "--name", "Kim", "--perspective", "king")

    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr.endswith("(NOT_FOUND)\n")
    assert wrong.exit_code == 1
    assert {line.split(":")[0].strip() for line in wrong.stderr.splitlines()[1:]} == {"email", "perspective"}


def test_a_command_that_is_written_wrong_ends_with_exit_code_2(command: Command) -> None:
    assert command("member", "add", NETWORK).exit_code == 2
    assert command("bus", "show", "not-an-id").exit_code == 2


def test_a_digest_without_news_is_not_sent(command: Command) -> None:
    """BR-062."""
    command("seed")
    kim(command)

    preview = command("digest", "preview", NETWORK)
    run = answer(command("digest", "run", "--now", "--json"))

    assert preview.stdout == "There is nothing new: no mail would leave.\n"
    assert (run["sent"], run["waiting"], run["failed"]) == (0, 0, 0)


def test_digests_do_not_leave_by_mistake(command: Command) -> None:
    done = command("digest", "run")

    assert (done.exit_code, done.stderr.startswith("Digests leave by the clock")) == (1, True)


def test_every_mail_is_accounted_for(command: Command) -> None:
    listed = command("mail", "unknown", "list")
    none = answer(command("mail", "unknown", "list", "--json"))
    settled = command("mail", "unknown", "mark-sent", str(uuid4()), "--reason", "It is in the log.")

    assert listed.stdout == "Every mail is accounted for.\n"
    assert none == []
    assert (settled.exit_code, settled.stderr.endswith("(NOT_FOUND)\n")) == (1, True)


def test_a_dead_event_is_seen_shown_and_tried_again(command: Command) -> None:
    command("deploy", "migrate")
    event = str(dead_event())

    status = command("bus", "status", "--json")
    listed = command("bus", "dead", "--json")
    shown = answer(command("bus", "show", event, "--json"))
    retried = command("bus", "retry", "--type", "MembershipEnded", "--json")
    after = command("bus", "status", "--json")

    assert (status.exit_code, answer(status)["agenda"]["dead"]) == (1, 1)
    assert (listed.exit_code, [one["id"] for one in answer(listed)["agenda"]]) == (1, [event])
    assert [(one["box"], one["state"]) for one in shown] == [("inbox", "dead")]
    assert (retried.exit_code, answer(retried)) == (0, {"network": 0, "agenda": 1, "notifications": 0})
    assert (after.exit_code, answer(after)["agenda"]["waiting"]) == (0, 1)


def test_a_dead_event_is_let_go_with_a_reason(command: Command) -> None:
    command("deploy", "migrate")
    event = str(dead_event())

    discarded = command("bus", "discard", event, "--reason", "Somebody tried something.")
    again = command("bus", "discard", event, "--reason", "Somebody tried something.")
    shown = answer(command("bus", "show", event, "--json"))

    assert (discarded.exit_code, again.exit_code) == (0, 1)
    assert (shown[0]["state"], shown[0]["error"]) == ("discarded", "discarded: Somebody tried something.")
    assert command("bus", "status").exit_code == 0


def test_what_nobody_knows_is_not_shown(command: Command) -> None:
    command("deploy", "migrate")
    done = command("bus", "show", str(uuid4()))

    assert (done.exit_code, done.stderr) == (1, "Nobody here knows an event of this id.\n")


@pytest.mark.parametrize("arguments", [(), ("--all", "--type", "QuestionOpened"), (str(UUID(int=7)), "--all")])
def test_retry_wants_to_know_which(command: Command, arguments: tuple[str, ...]) -> None:
    done = command("bus", "retry", *arguments)

    assert (done.exit_code, done.stderr) == (1, "Say which: an id, --type and --error, or --all.\n")


def test_replay_counts_before_it_sends(command: Command) -> None:
    command("seed")
    kim(command)
    answer(command("digest", "run", "--now", "--json"))  # a house at work: what was announced has left

    counted = answer(command("bus", "replay", "--since", "2026-01-01", "--dry-run", "--json"))
    left = answer(command("bus", "status", "--json"))["network"]["pending"]
    sent = answer(command("bus", "replay", "--since", "2026-01-01", "--type", "MembershipActivated", "--json"))
    again = answer(command("bus", "status", "--json"))["network"]["pending"]

    assert counted["network"] == 23, "21 networks, that one goes on as another, and that Kim takes part"
    assert (left, sent["network"], again) == (0, 1, 1)


def test_reconcile_finds_and_mends_what_a_listener_misses(command: Command) -> None:
    """F-05, P5: an empty broker, or a restored database."""
    command("seed")
    kim(command)
    answer(command("digest", "run", "--now", "--json"))
    whole = command("bus", "reconcile")

    async def lose() -> None:
        async with stores(read_settings(), "agenda") as (store,), store.database.altering() as connection:
            await connection.exec_driver_sql("DELETE FROM inbox")
            await connection.exec_driver_sql("DELETE FROM applied")
            await connection.exec_driver_sql("DELETE FROM member")
            await connection.exec_driver_sql("DELETE FROM succession")
            await connection.exec_driver_sql("DELETE FROM network_life")

    asyncio.run(lose())
    found = command("bus", "reconcile", "--json")
    fixed = command("bus", "reconcile", "--fix")
    answer(command("digest", "run", "--now", "--json"))
    mended = command("bus", "reconcile")

    assert (whole.exit_code, whole.stdout) == (0, "Everybody knows what was announced.\n")
    missed = Counter((one["consumer"], one["source"], one["noun"]) for one in answer(found))
    assert missed.keys() == {("agenda", "network", "membership"), ("agenda", "network", "network")}
    assert missed["agenda", "network", "network"] > 1  # each network tells when it began and whether it ended
    assert (found.exit_code, fixed.exit_code) == (1, 1)
    assert (mended.exit_code, mended.stdout) == (0, "Everybody knows what was announced.\n")


def test_keys_are_made_once(command: Command, tmp_path: Path) -> None:
    once = answer(command("deploy", "keys", "--json"))
    before = {path.name: path.read_text() for path in (tmp_path / "keys").iterdir()}
    answer(command("deploy", "keys", "--json"))
    after = {path.name: path.read_text() for path in (tmp_path / "keys").iterdir()}
    trusted = json.loads(before["trusted.jwks"])["keys"]

    assert set(once) == {"gateway", "notifications", "operator", "trusted", "vault"}
    assert before == after
    assert {key["kid"] for key in trusted} == {"gateway", "notifications", "operator"}
    assert not any("d" in key for key in trusted)
    assert {oct((tmp_path / once[name]).stat().st_mode & 0o777) for name in ("gateway", "operator")} == {"0o600"}


def test_apart_a_command_asks_whose_database_it_is(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERKRING_DATABASE_URL", "postgresql://nobody/")

    for arguments in (("bus", "status"), ("deploy", "migrate")):
        done = command(*arguments)

        assert (done.exit_code, str(done.exception)) == (
            1,
            "Name the service whose database LEERKRING_DATABASE_URL is: network, agenda or notifications.",
        )


def test_apart_an_operator_needs_a_key(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERKRING_NETWORK_URL", "http://127.0.0.1:1")

    done = kim(command)

    assert str(done.exception).startswith("Setting LEERKRING_SIGNING_KEY is missing")


def test_without_a_broker_there_is_nothing_to_declare_or_examine(command: Command) -> None:
    for arguments in (("deploy", "topology"), ("bus", "doctor")):
        done = command(*arguments)

        assert (done.exit_code, "Setting LEERKRING_BROKER_URL is missing" in str(done.exception)) == (1, True)


def test_a_broker_that_is_away_is_one_sentence(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEERKRING_BROKER_URL", "amqp://127.0.0.1:1/")

    declared = command("deploy", "topology")
    examined = command("bus", "doctor", "--json")

    assert (declared.exit_code, "does not answer" in str(declared.exception)) == (1, True)
    assert (examined.exit_code, [one["kind"] for one in answer(examined)]) == (1, ["unreachable"])


@pytest.mark.broker
def test_the_topology_is_declared_and_examined(
    command: Command, monkeypatch: pytest.MonkeyPatch, rabbitmq_url: str
) -> None:
    monkeypatch.setenv("LEERKRING_BROKER_URL", rabbitmq_url)
    before = answer(command("bus", "doctor", "--json"))

    declared = answer(command("deploy", "topology", "--json"))["declared"]
    again = answer(command("deploy", "topology", "--json"))["declared"]
    after = answer(command("bus", "doctor", "--json"))

    assert "missing-exchange" in {one["kind"] for one in before}
    assert declared == again
    assert "leerkring.v1.agenda.in" in declared
    assert {one["kind"] for one in after} == {"unread-queue"}


def test_a_migration_is_written_for_developers_only_when_something_changed(command: Command) -> None:
    """Whoever changed a model and forgot the migration gets a file here, and so a failure."""
    for service in ("network", "agenda", "notifications"):
        done = command("deploy", "migration", service, "-m", "nothing")

        assert done.stdout == "The models say what the migrations made: nothing to write.\n"
    assert command("deploy", "migration", "gateway", "-m", "nothing").exit_code == 1


def test_the_audit_log_is_verified_by_service_and_a_change_is_named(command: Command, tmp_path: Path) -> None:
    command("seed")
    kim(command)
    whole = command("audit", "verify")
    kept = command("audit", "head", "--service", "network").stdout.strip()
    with closing(sqlite3.connect(tmp_path / "var" / "network.db")) as store, store:
        store.execute("DROP TRIGGER audit_entry_remains")
        store.execute("DELETE FROM audit_entry")

    unseen = command("audit", "verify")
    seen = command("audit", "verify", "--head", kept, "--json")

    assert (whole.exit_code, [line.split()[0] for line in whole.stdout.splitlines()]) == (
        0,
        ["network", "agenda", "notifications"],
    )
    assert unseen.exit_code == 0
    assert (seen.exit_code, answer(seen)["network"]["broken"]) == (1, 1)


@pytest.mark.parametrize("told", ["network", "network=1", "cellar=0:" + "0" * 64])
def test_a_head_of_no_log_is_refused(command: Command, told: str) -> None:
    kim(command)

    assert command("audit", "verify", "--head", told).exit_code == 1
