"""The bytes of a mail: headers that nobody else can write, addresses by one strict rule, and a link that mail programs can click."""

import re
from datetime import datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.notifications.mail.domain.addresses import NotAnAddress, Sender, mailable, sender_from
from services.notifications.mail.domain.headers import (
    ALWAYS,
    LISTED,
    UnexpectedHeaders,
    check_headers,
    mail_headers,
    words,
)
from services.notifications.mail.domain.letters import SLOT, letter_bytes, prepare_body
from services.notifications.mail.domain.pieces import fit
from services.notifications.mail.operations.smtp import Envelope
from tests.notifications.house import ADDRESS, MONDAY, SENDER, read

INJECTION = "=?utf-8?q?Hi=0D=0ABcc=3A_evil=40x=2Enl?="
NASTY = [
    "Hallo\r\nBcc: evil@x.nl",
    "Hallo\nBcc: evil@x.nl",
    "Hallo\rBcc: evil@x.nl",
    INJECTION,
    f"{INJECTION} {INJECTION}",
    "=?utf-8?b?SGkNCkJjYzogZXZpbEB4Lm5s?=",
    "Hallo\u2028Bcc: evil@x.nl",
    "Hallo\u0085Bcc: evil@x.nl",
    "\x00\x1b[31mHallo",
    "Hallo\r\n\r\n<script>alert(1)</script>",
    "ü" * 400,
]


def a_letter(subject: str = "Overzicht", *, text: str = "Hallo", html: str = "<p>Hallo</p>", **changes: Any) -> bytes:
    """A mail as it would leave."""
    given: dict[str, Any] = {
        "sender": SENDER,
        "recipient": "lid@voorbeeld.nl",
        "message_id": "<een@leerkring.example>",
        "sent_at": MONDAY,
        "token": "t" * 43,
        "unsubscribe_base": f"{ADDRESS}/afmelden/",
        **changes,
    }
    return b"".join(letter_bytes(prepare_body(subject=subject, text=text, html=html, language="nl"), **given))


def names(content: bytes) -> list[str]:
    """The header names as the standard library reads them from the bytes."""
    return list(message_from_bytes(content, policy=policy.compat32).keys())


@pytest.mark.parametrize("nasty", NASTY)
def test_a_subject_adds_no_header(nasty: str) -> None:
    """V10, A-66, A-67, CVE-2024-6923: exactly the headers that were meant, whatever people typed."""
    mail = a_letter(nasty)

    assert names(mail) == [*ALWAYS[:7], *LISTED, *ALWAYS[7:]]
    assert read(mail)["Bcc"] is None
    assert b"\nBcc" not in mail
    assert len(read(mail)["Subject"]) <= 150


@pytest.mark.parametrize("nasty", NASTY)
def test_a_senders_name_adds_no_header(nasty: str) -> None:
    """A-66, A-67."""
    mail = a_letter(sender=Sender(nasty, "leerkring@leerkring.example"))

    assert names(mail) == [*ALWAYS[:7], *LISTED, *ALWAYS[7:]]
    (address,) = read(mail)["From"].addresses
    assert address.addr_spec == "leerkring@leerkring.example"


@given(st.text())
@example(INJECTION)
def test_words_are_one_line_without_anything_to_decode(text: str) -> None:
    """V10: strips C0, C1 and line separators, breaks up encoded words, at most 150 characters."""
    made = words(text)

    assert len(made) <= 150
    assert "=?" not in made
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", made)
    assert made.splitlines() in ([], [made])


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=100))
def test_a_subject_reads_as_it_was_written(text: str) -> None:
    subject = read(a_letter(text))["Subject"]

    assert subject == words(text)


@pytest.mark.parametrize("field", ["recipient", "message_id", "token", "unsubscribe_base"])
@pytest.mark.parametrize("nasty", ["x\r\nBcc: evil@x.nl", "x\nBcc: evil@x.nl", "x y", "x\u2028y", ""])
def test_a_value_that_could_be_more_than_one_header_is_refused(field: str, nasty: str) -> None:
    """A-66: the second wall; such a mail never leaves."""
    if field in {"token", "unsubscribe_base"} and nasty == "":
        nasty = "x\ty"

    with pytest.raises((UnexpectedHeaders, UnicodeEncodeError)):
        a_letter(**{field: nasty})


def test_other_headers_than_meant_are_noticed_in_the_bytes() -> None:
    """V10: whatever wrote them, the final bytes are read back."""
    good = a_letter()
    check_headers(good, listed=True)

    for bad in (
        good.replace(b"Subject:", b"Bcc: evil@x.nl\r\nSubject:", 1),
        good.replace(b"Subject:", b"Subject: a\r\nSubject:", 1),
        good.replace(b"Subject:", b"Subject: a\nBcc: evil@x.nl\r\nX:", 1),
        good.replace(b"Auto-Submitted: auto-generated\r\n", b"", 1),
        good.replace(b"\r\n\r\n", b"\n\n"),
        b"",
    ):
        with pytest.raises(UnexpectedHeaders):
            check_headers(bad, listed=True)
    with pytest.raises(UnexpectedHeaders):
        check_headers(good, listed=False)


# The link that ends it with one click


def test_the_one_click_header_is_one_plain_line() -> None:
    """BR-064, J14 AC1, STACK 7: a folded or encoded link is a dead link."""
    token = "t" * 43
    mail = a_letter(
        token=token, unsubscribe_base="https://een-heel-lange-naam.van-een-netwerk.leerkring.example/afmelden/"
    )

    (line,) = [line for line in mail.split(b"\r\n") if line.startswith(b"List-Unsubscribe: ")]
    assert line == (
        b"List-Unsubscribe: <https://een-heel-lange-naam.van-een-netwerk.leerkring.example/afmelden/" + b"t" * 43 + b">"
    )
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in mail
    assert b"\r\nList-Id: <overzicht.leerkring.example>\r\n" in mail
    assert b"\r\nAuto-Submitted: auto-generated\r\n" in mail


def test_a_mail_nobody_can_unsubscribe_from_says_nothing_about_it() -> None:
    mail = a_letter(token=None, unsubscribe_base=None)

    assert names(mail) == list(ALWAYS)


# The body


LINES = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=2000)


@given(LINES, LINES)
@example("." * 5 + "\n.\n..hoi\n" + "x" * 3000, "  spatie aan het eind \n\nFrom here")
def test_a_body_reads_as_it_was_written(text: str, html: str) -> None:
    """Quoted-printable round trip, with each reader's own token in its place."""
    token = "A-_z" * 10
    mail = a_letter(text=f"{text}{SLOT}{text}", html=f"{html}{SLOT}", token=token)
    message = read(mail)

    plain, rich = (part.get_payload(decode=True) for part in message.iter_parts())
    assert isinstance(plain, bytes)
    assert isinstance(rich, bytes)
    assert plain.decode().replace("\r\n", "\n") == f"{text}{token}{text}"
    assert rich.decode().replace("\r\n", "\n") == f"{html}{token}"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@given(LINES)
def test_no_line_is_too_long_and_every_line_ends_right(text: str) -> None:
    """RFC 5322 2.1.1, and no lone line break with which a mail could be smuggled in."""
    mail = a_letter(text=text + SLOT, html=text)

    assert max(len(line) for line in mail.partition(b"\r\n\r\n")[2].split(b"\r\n")) <= 78
    assert mail.count(b"\n") == mail.count(b"\r\n") == mail.count(b"\r")
    assert mail.isascii()


def test_the_place_of_the_token_cannot_be_guessed() -> None:
    assert len(SLOT) > 20
    assert SLOT.isalnum()


# Addresses


@pytest.mark.parametrize(
    "nasty",
    [
        "a@x.nl,b@y.nl",
        "a@x.nl b@y.nl",
        "a@x.nl;b@y.nl",
        "alice@example.org)bob@evil.com",
        "alice@example.org(bob@evil.com)",
        '"a b"@x.nl',
        '"a@b"@x.nl',
        "Alice <a@x.nl>",
        "<a@x.nl>",
        "a@x.nl>",
        "a@x.nl\r\nRCPT TO:<b@y.nl>",
        "a@x.nl\nb@y.nl",
        "a@x.nl\x00",
        "a@x.nl\n",
        "a@[127.0.0.1]",
        "a@x_y.nl",
        "a@-x.nl",
        "a@x..nl",
        ".a@x.nl",
        "a.@x.nl",
        "a..b@x.nl",
        "@x.nl",
        "a@",
        "a",
        "",
        "a" * 65 + "@x.nl",
        "a@" + ("b" * 60 + ".") * 5 + "nl",
        "ä@x.nl",
        "a@x\u2028.nl",
        "a@b@x.nl",
    ],
)
def test_only_one_plain_address_is_an_address(nasty: str) -> None:
    """A-68, A-69, V11 (CVE-2023-27043): one strict rule, no parser of lists, names, quotes or comments."""
    with pytest.raises(NotAnAddress):
        mailable(nasty)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("lid@voorbeeld.nl", "lid@voorbeeld.nl"),
        ("o'brien+leerkring@mail.voorbeeld.test", "o'brien+leerkring@mail.voorbeeld.test"),
        ("lid@localhost", "lid@localhost"),
        ("lid@jeugdhülp.nl", "lid@xn--jeugdhlp-c6a.nl"),
        ("lid@аpple.com", "lid@xn--pple-43d.com"),
    ],
)
def test_an_address_goes_over_the_wire_in_ascii(typed: str, sent: str) -> None:
    """A-68: an international domain is shown as what it is."""
    assert mailable(typed) == sent


@given(st.text())
def test_what_is_mailable_is_one_word(text: str) -> None:
    try:
        made = mailable(text)
    except NotAnAddress:
        return
    assert re.fullmatch(r"[\x21-\x7e]+@[\x21-\x7e]+", made)
    assert not set(made) & set('<>()[],;:\\" ')


@pytest.mark.parametrize("nasty", ["a@x.nl\r\nDATA", "a@x.nl> SIZE=1", "a@x.nl\n", "a b@x.nl", "<a@x.nl>", "ä@x.nl"])
def test_an_envelope_holds_one_address(nasty: str) -> None:
    """A-69, CVE-2015-9097: the last wall before the wire."""
    with pytest.raises(ValueError, match="envelope"):
        Envelope(sender="leerkring@leerkring.example", recipient=nasty)
    with pytest.raises(ValueError, match="envelope"):
        Envelope(sender=nasty, recipient="lid@voorbeeld.nl")


def test_the_sender_is_read_from_the_settings() -> None:
    assert sender_from("Leerkring <leerkring@localhost>") == Sender("Leerkring", "leerkring@localhost")
    assert sender_from("leerkring@localhost") == Sender("", "leerkring@localhost")
    assert sender_from('"Leer, kring" <a@b.nl>') == Sender("Leer, kring", "a@b.nl")
    for wrong in ("Leerkring", "Leerkring <>", "a <b@c.nl> <d@e.nl>", "a@b.nl, c@d.nl"):
        with pytest.raises(NotAnAddress):
            sender_from(wrong)


def test_headers_name_the_moment_of_sending() -> None:
    headers = mail_headers(
        sender=SENDER,
        recipient="lid@voorbeeld.nl",
        subject="Overzicht",
        sent_at=datetime.fromisoformat("2026-11-23T07:30:00+01:00"),
        message_id="<een@leerkring.example>",
        language="nl",
        boundary="b",
    )

    assert b"Date: Mon, 23 Nov 2026 07:30:00 +0100\r\n" in headers


@pytest.mark.parametrize(
    "written",
    ["Hallo", ".TOKEN\n.", "Kijk:\nTOKEN\n.\n..punt", "TOKENTOKEN\r.\r\n."],
)
def test_a_mail_travels_in_pieces_as_it_would_whole(written: str) -> None:
    """RFC 5321 4.5.2: no line of a mail ends it early, wherever a reader's own token stands."""
    text = written.replace("TOKEN", SLOT)
    prepared = prepare_body(subject="Overzicht", text=text, html=f"<p>{text}</p>", language="nl")
    pieces = prepared.filled("t" * 43)
    whole = b"".join(pieces)

    travels = b"".join(fit(piece) for piece in pieces)

    assert travels == fit(whole)
    assert b"\r\n.\r\n" not in travels
    assert travels.replace(b"\r\n..", b"\r\n.") == whole
    assert [fit(piece) for piece in pieces] == [fit(bytes(piece)) for piece in pieces]
