"""leerkring mail receive, as a mail server pipes mail into it: what it does, and with which exit code (sysexits.h)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from deploy.cli.main import app
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


def test_the_answer_to_an_invitation_that_this_house_never_sent_goes_back_with_a_reason(receive: Receive) -> None:
    done = receive(replied(invitation(NOW), "ACCEPTED", at=NOW))

    assert (done.exit_code, done.stdout) == (67, "")
    assert "use the link in the invitation" in done.stderr


def test_what_is_no_answer_goes_back_with_a_reason_and_what_a_program_sent_does_not(receive: Receive) -> None:
    letter = receive(b"From: lea@voorbeeld.example\r\nSubject: hallo\r\n\r\nIk kom.\r\n")
    away = receive(b"From: lea@voorbeeld.example\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet.\r\n")
    large = receive(b"x" * 2_000_000)

    assert [done.exit_code for done in (letter, away, large)] == [65, 0, 65]
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
