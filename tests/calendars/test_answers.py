"""The answers of calendars are read as their writer meant them, and nothing that comes in by mail makes the reader fall."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.notifications.answers.domain.links import address_for, answer_token, tokens_in
from services.notifications.answers.domain.reading import MOST_OCTETS, Automatic, Bounce, Reply, Unread, read_mail
from services.notifications.mail.domain.letters import Invite, prepare_body
from shared.database import new_id
from shared.ics import Entry, attendee, calendar, organizer, recurrence_id
from tests.notifications.calendars import replied
from tests.notifications.house import read
from tests.notifications.test_answers import reported

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
SECRET = b"geheim"
moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ANSWERS = {"ACCEPTED": "COMING", "TENTATIVE": "MAYBE", "DECLINED": "NOT_COMING"}


def invitation(starts_at: datetime, *, sequence: int = 0, address: str = "lea@voorbeeld.example") -> EmailMessage:
    """A mail with one session of a series, as this house writes it."""
    token = answer_token(SECRET, new_id(), new_id())
    entry = Entry(
        uid="a@leerkring.example",
        sequence=sequence,
        stamped_at=NOW,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        summary="Bijeenkomst",
        recurrence=(recurrence_id(starts_at),),
        people=(
            organizer(address_for("antwoord@leerkring.example", token), "KBL"),
            attendee(address, "NEEDS-ACTION", asks=True),
        ),
    )
    text = calendar([entry], method="REQUEST")
    body = prepare_body(subject="s", text="t", html="h", language="nl", invites=[Invite("REQUEST", text)])
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{body.boundary}"\r\n\r\n'
    return read(b"".join((head.encode(), *body.filled(""))))


@settings(deadline=None, max_examples=60)
@given(starts_at=moments, at=moments, answer=st.sampled_from(sorted(ANSWERS)), sequence=st.integers(0, 9999))
def test_what_another_program_answers_to_what_we_write_is_read_as_it_meant_it(
    starts_at: datetime, at: datetime, answer: str, sequence: int
) -> None:
    asked = invitation(starts_at, sequence=sequence)

    reply = read_mail(replied(asked, answer, at=at, recurs_at=starts_at))

    assert isinstance(reply, Reply)
    assert (reply.uid, reply.attendee) == ("a@leerkring.example", "lea@voorbeeld.example")
    assert (reply.answer, reply.sequence) == (ANSWERS[answer], sequence)
    assert (reply.stamped_at, reply.recurs_at) == (at, starts_at)
    assert len(tokens_in(reply.addresses)) == 1


def test_a_secret_is_found_in_an_address_however_a_mail_server_writes_it() -> None:
    token = answer_token(SECRET, new_id(), new_id())

    found = tokens_in([f"Leerkring <ANTWOORD+{token.upper()}@LEERKRING.example>", "x+kort@y.nl", "niets"])

    assert found == [token]
    assert len(address_for("a" * 23 + "@leerkring.example", token).partition("@")[0]) == 64


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ("Auto-Submitted: auto-replied\r\n", Automatic),
        ("Auto-Submitted: auto-generated; type=x\r\n", Automatic),
        ("Precedence: bulk\r\n", Automatic),
        ("Return-Path: <>\r\n", Automatic),
        ("Auto-Submitted: no\r\n", Unread),
        ("", Unread),
    ],
)
def test_what_a_program_sent_by_itself_is_never_answered(headers: str, kind: type) -> None:
    content = f"From: x@y.nl\r\n{headers}Subject: afwezig\r\n\r\nIk ben er niet.\r\n".encode()

    try:
        found: object = read_mail(content)
    except Unread as why:
        found = why

    assert isinstance(found, kind)


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("relayed", "5.0.0"), ("failed", "4.2.2")])
def test_a_report_that_nothing_is_lost_is_no_bounce(action: str, status: str) -> None:
    assert read_mail(reported("<x@y>", action=action, status=status)) == Automatic()


def test_a_report_tells_which_mails_did_not_arrive() -> None:
    assert read_mail(reported("<abc@leerkring.example>")) == Bounce(("<abc@leerkring.example>",), "5.1.1")


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "COUNTER"},
        {"method": "REQUEST"},
        {"dtstamp": None},
        {"uid": None},
        {"attendee": None},
    ],
)
def test_an_answer_that_is_not_whole_is_refused_with_a_reason(changes: dict[str, Any]) -> None:
    content = replied(invitation(NOW), "ACCEPTED", at=NOW, **changes)

    with pytest.raises(Unread, match=r"\.$"):
        read_mail(content)


@pytest.mark.parametrize("answer", ["NEEDS-ACTION", "DELEGATED", "x"])
def test_what_is_neither_yes_nor_maybe_nor_no_is_refused(answer: str) -> None:
    with pytest.raises(Unread):
        read_mail(replied(invitation(NOW), answer, at=NOW))


def test_a_mail_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(Unread, match="too large"):
        read_mail(b"x" * (MOST_OCTETS + 1))


GOOD = replied(invitation(NOW), "ACCEPTED", at=NOW)
REPORT = reported("<abc@leerkring.example>")


def read_or_refused(content: bytes) -> None:
    """Read it; being refused is an answer too, and nothing else may happen."""
    with suppress(Unread):
        assert isinstance(read_mail(content), Reply | Bounce | Automatic)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=2000))
@example(b"")
@example(b"Content-Type: text/calendar; charset=utf-99\r\nContent-Transfer-Encoding: base64\r\n\r\n====")
@example(b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\n")
@example(b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nDTSTAMP:x\r\n")
@example(b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)))
@example(b"Content-Type: message/rfc822\r\n\r\n" * 3000)
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    read_or_refused(content)


@settings(deadline=None, max_examples=300)
@given(base=st.sampled_from([GOOD, REPORT]), data=st.data())
def test_no_damage_to_a_good_mail_makes_the_reader_fall(base: bytes, data: st.DataObject) -> None:
    content = bytearray(base)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content)))
        until = min(len(content), at + data.draw(st.integers(0, 30)))
        content[at:until] = data.draw(
            st.one_of(st.binary(max_size=12), st.sampled_from([b"\r\n", b":", b";", b"\x00"]))
        )

    read_or_refused(bytes(content))


@settings(deadline=None, max_examples=150)
@given(
    lines=st.lists(
        st.tuples(
            st.sampled_from(
                ["UID", "DTSTAMP", "SEQUENCE", "RECURRENCE-ID", "ATTENDEE", "ORGANIZER", "RRULE", "METHOD"]
            ),
            st.text(max_size=40).filter(lambda text: "\n" not in text and "\r" not in text),
        ),
        max_size=12,
    )
)
def test_no_calendar_makes_the_reader_fall(lines: list[tuple[str, str]]) -> None:
    body = "".join(f"{name}:{value}\r\n" for name, value in lines)
    event = f"BEGIN:VEVENT\r\n{body}END:VEVENT\r\n"
    whole = f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n{event}END:VCALENDAR\r\n"

    read_or_refused(f"Content-Type: text/calendar; charset=utf-8\r\n\r\n{whole}".encode())
