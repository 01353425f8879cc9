"""leerkring mail receive, as a mail server pipes mail into it: what it does, and with which exit code (sysexits.h)."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deploy.cli.main import app
from services.notifications.answers.domain.links import CALENDAR, token_hash
from shared.database import new_id
from shared.settings import Settings
from tests.calendars.test_answers import invitation
from tests.notifications.calendars import replied
from tests.notifications.test_answers import reported

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
Receive = Callable[..., Result]


@pytest.fixture
def receive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Receive:
    """A function that hands one mail over, in an empty house."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LEERKRING_{name.upper()}", raising=False)
    monkeypatch.setenv("LEERKRING_ENV", "test")
    monkeypatch.chdir(tmp_path)
    return lambda content, *words: CliRunner().invoke(app, ["mail", "receive", *words], input=content)


LETTER = b"From: lea@voorbeeld.example\r\nSubject: hallo\r\n\r\nIk kom.\r\n"
AWAY = b"From: lea@voorbeeld.example\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet.\r\n"
LARGE = b"x" * 2_000_000


@pytest.fixture
def known(receive: Receive, tmp_path: Path) -> str:
    """An address of an invitation that left this house, to somebody who is no longer there."""
    token = "0123456789abcdef0123456789abcdef01234567"
    receive(LETTER, "--recipient", f"antwoord+{token}@leerkring.example")
    with closing(sqlite3.connect(tmp_path / "var" / "notifications.db")) as database, database:
        database.execute(
            "INSERT INTO answer_link (token_hash, person_id, about_id, minted_at) VALUES (?, ?, ?, ?)",
            (token_hash(token, CALENDAR), new_id().hex, new_id().hex, "2026-12-01 09:30:00.000000"),
        )
    return f"antwoord+{token}@leerkring.example"


def test_mail_that_came_to_no_invitation_of_this_house_ends_silently_for_its_sender_may_be_forged(
    receive: Receive,
) -> None:
    strange = "antwoord+" + "0" * 40 + "@leerkring.example"
    mails = [replied(invitation(NOW), "ACCEPTED", at=NOW), LETTER, LARGE]

    done = [receive(mail, *words) for mail in mails for words in ((), ("--recipient", strange))]

    assert {(one.exit_code, one.stdout, one.stderr) for one in done} == {(0, "", "")}


def test_what_came_to_an_invitation_goes_back_with_a_reason_and_what_a_program_sent_does_not(
    receive: Receive, known: str
) -> None:
    answer = replied(invitation(NOW), "ACCEPTED", at=NOW, organizer=f"mailto:{known}")

    over, letter, away, large = (receive(mail, "--recipient", known) for mail in (answer, LETTER, AWAY, LARGE))

    assert [done.exit_code for done in (over, letter, away, large)] == [67, 65, 0, 65]
    assert "use the link in the invitation" in over.stderr
    assert letter.stderr.startswith("Nobody reads mail at this address.")
    assert (away.stderr, large.stderr) == ("", "This mail is too large for this address.\n")


def test_a_report_about_a_mail_of_somebody_else_is_taken_and_changes_nothing(receive: Receive) -> None:
    done = receive(reported("<iets@elders.example>"), "--json")

    assert (done.exit_code, json.loads(done.stdout)) == (0, {"mails": 0})


def test_while_the_house_cannot_be_opened_the_mail_server_keeps_the_mail(
    receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEERKRING_VAR", "/dev/null/nergens")

    done = receive(replied(invitation(NOW), "ACCEPTED", at=NOW))

    assert (done.exit_code, done.stderr) == (75, "Leerkring cannot take this now.\n")
