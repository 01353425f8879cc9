"""What becomes of a mail: the rules of the ledger, without a database."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.mail.domain.ledger import (
    Answer,
    MailState,
    Stage,
    Verdict,
    answer_to,
    fate_of,
    mail_named,
    message_id,
    retry_at,
)
from tests.notifications.house import MONDAY

LATER = Answer(Verdict.LATER, Stage.RCPT, 451, "4.3.0 Try later, lid@voorbeeld.nl")


def test_the_ladder_is_climbed_until_it_is_too_late() -> None:
    """RELIABILITY 7.6: 1, 5, 15, 60 minutes, 4 h, 8 h, 8 h … within 48 hours."""
    waits = []
    now, attempts = MONDAY, 0
    while True:
        attempts += 1
        at = retry_at(attempts, now, MONDAY + timedelta(hours=48))
        if at is None:
            break
        waits.append(at - now)
        now = at

    minutes = [wait.total_seconds() / 60 for wait in waits]
    assert minutes == [1, 5, 15, 60, 240, 480, 480, 480, 480, 480]


def test_a_sign_in_is_not_tried_after_it_expired() -> None:
    """Ten minutes: at most three attempts."""
    waits = [retry_at(attempts, MONDAY, MONDAY + timedelta(minutes=10)) for attempts in (1, 2, 3)]

    assert [wait is None for wait in waits] == [False, False, True]


@pytest.mark.parametrize(
    ("stage", "code", "verdict"),
    [
        (Stage.MAIL, 250, Verdict.TAKEN),
        (Stage.RCPT, 251, Verdict.TAKEN),
        (Stage.DATA, 354, Verdict.TAKEN),
        (Stage.DATA, 250, Verdict.LATER),
        (Stage.DOT, 250, Verdict.TAKEN),
        (Stage.DOT, 354, Verdict.LATER),
        (Stage.RCPT, 550, Verdict.NEVER),
        (Stage.DATA, 554, Verdict.NEVER),
        (Stage.DOT, 552, Verdict.NEVER),
        (Stage.RCPT, 450, Verdict.LATER),
        (Stage.DOT, 421, Verdict.LATER),
        (Stage.MAIL, 550, Verdict.LATER),
        (Stage.CONNECT, 554, Verdict.LATER),
        (Stage.DOT, 0, Verdict.LATER),
        (Stage.DOT, 600, Verdict.LATER),
    ],
)
def test_an_answer_means_what_its_stage_makes_of_it(stage: Stage, code: int, verdict: Verdict) -> None:
    """A refusal for good counts against a recipient only where it is about them; before that it is about us."""
    assert answer_to(stage, code, "").verdict is verdict


def test_what_may_have_arrived_is_never_sent_again_by_itself() -> None:
    """RELIABILITY 7.6, point 7."""
    fate = fate_of(Answer(Verdict.LOST, Stage.DOT), attempts=1, now=MONDAY, expires_at=MONDAY + timedelta(days=2))

    assert (fate.state, fate.next_at) == (MailState.UNKNOWN, None)


def test_each_verdict_has_its_fate() -> None:
    expires_at = MONDAY + timedelta(days=2)
    fates = {
        verdict: fate_of(Answer(verdict, Stage.RCPT), attempts=1, now=MONDAY, expires_at=expires_at).state
        for verdict in Verdict
    }

    assert fates == {
        Verdict.TAKEN: MailState.SENT,
        Verdict.LATER: MailState.DEFERRED,
        Verdict.NEVER: MailState.BOUNCED,
        Verdict.LOST: MailState.UNKNOWN,
        Verdict.UNTRIED: MailState.PLANNED,
    }
    too_late = fate_of(LATER, attempts=9, now=expires_at - timedelta(minutes=1), expires_at=expires_at)
    assert (too_late.state, too_late.next_at) == (MailState.EXPIRED, None)


def test_a_reason_repeats_nothing_that_a_server_said_about_a_person() -> None:
    """I7: servers repeat addresses in their answers."""
    assert LATER.reason == "rcpt 451 4.3.0"
    assert Answer(Verdict.NEVER, Stage.RCPT, 550, "<lid@voorbeeld.nl>: unknown").reason == "rcpt 550"
    assert Answer(Verdict.TAKEN, Stage.DOT, 250, "2.0.0 Ok: queued as 4XyZ12").queue_id == "4XyZ12"
    assert Answer(Verdict.TAKEN, Stage.DOT, 250, "queued for lid@voorbeeld.nl").queue_id is None


@given(st.uuids(), st.uuids())
def test_a_message_id_is_the_same_on_every_attempt(one: UUID, other: UUID) -> None:
    made = message_id(b"geheim", one, "leerkring.example")

    assert made == message_id(b"geheim", one, "leerkring.example")
    assert (made == message_id(b"geheim", other, "leerkring.example")) == (one == other)
    assert re.fullmatch(r"<[0-9a-f.]+@leerkring\.example>", made)


@given(st.uuids(), st.uuids())
def test_a_message_id_is_known_by_who_wrote_it_and_made_up_by_nobody(one: UUID, other: UUID) -> None:
    made = message_id(b"geheim", one, "leerkring.example")
    forged = [
        message_id(b"iets anders", one, "leerkring.example"),
        made.replace(one.hex, UUID(int=one.int ^ 1).hex, 1),
        made[:-2],
        f"<{one.hex}@leerkring.example>",
        f"<{one.hex}.{other.hex}@leerkring.example>",
        "",
    ]

    assert mail_named(b"geheim", made) == one
    assert [mail_named(b"geheim", name) for name in forged] == [None] * len(forged)
