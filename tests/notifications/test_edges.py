"""What may be asked of mail and digests, and by whom."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.notifications.handlers.clock import when_monday_comes
from services.notifications.mail.queries import LedgerCounts, ledger_counts
from shared.api.notifications.mail import (
    DigestAsked,
    DigestPreview,
    DigestRun,
    DigestRunView,
    LedgerLine,
    MailboxLine,
    MailboxMail,
    SettleUnknown,
)
from shared.api.page import Page
from shared.events.network import SignInRequested
from shared.events.notifications import DigestSent, DigestSkipped
from tests.notifications.house import MONDAY, NEXT_WEEK, THIS_WEEK, House, open_house, some_id, text_of
from tests.servers.smtp_sink import SmtpSink

LID = "lid@voorbeeld.nl"


async def some_news(house: House, *addresses: str) -> UUID:
    """A network with members and a question; gives the network."""
    network = house.owners.add_network("Noord")
    for address in addresses:
        await house.member(network, address)
    await house.open_question(network, "Wat helpt?")
    return network


async def as_operator(house: House, method: str, path: str, answer: Any, **kwargs: Any) -> Any:
    """Ask as the leerkring command does."""
    return await house.place.ask(method, path, answer, service="operator", **kwargs)


# The local mailbox


async def test_the_local_mailbox_shows_every_mail_newest_first(any_house: House) -> None:
    """DESIGN 6: the same ledger, delivered where the web client shows it."""
    house = any_house
    await some_news(house, *(f"lid{number}@voorbeeld.nl" for number in range(5)))
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()
    await house.request_sign_in(LID)
    await house.deliver()

    first: Page[MailboxLine] = await house.place.ask("GET", "/mailbox", Page[MailboxLine], params={"first": 4})
    rest: Page[MailboxLine] = await house.place.ask(
        "GET", "/mailbox", Page[MailboxLine], params={"first": 4, "after": first.next_cursor}
    )

    lines = [*first.items, *rest.items]
    assert (len(first.items), len(rest.items), rest.next_cursor) == (4, 2, None)
    assert [line.kind for line in lines] == ["sign-in"] + ["digest"] * 5
    assert (lines[0].to, lines[0].at) == (LID, MONDAY)
    assert {line.subject for line in lines[1:]} == {"Leerkring: overzicht van deze week"}


async def test_a_mail_in_the_mailbox_can_be_read(house: House) -> None:
    await some_news(house, LID)
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()
    (line,) = (await house.place.ask("GET", "/mailbox", Page[MailboxLine])).items

    mail: MailboxMail = await house.place.ask("GET", f"/mailbox/{line.id}", MailboxMail)

    assert "Wat helpt?" in mail.text
    assert "<h1" in mail.html
    assert dict(mail.headers)["To"] == LID
    assert "List-Unsubscribe" in dict(mail.headers)
    assert (await house.place.refusal("GET", f"/mailbox/{some_id()}")).code == "NOT_FOUND"
    assert (await house.place.refusal("GET", "/mailbox", params={"after": "x"})).status == 400


async def test_there_is_no_mailbox_where_mails_are_sent_for_real(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    async with open_house(tmp_path / "house", smtp_url=smtp_sink.url) as house:
        for path in ("/mailbox", f"/mailbox/{some_id()}"):
            assert (await house.place.refusal("GET", path)).code == "NOT_FOUND"


async def test_a_sign_in_mail_holds_its_secret_and_nothing_else_does(any_house: House) -> None:
    """DESIGN 6: the secret is made at sending, by its owner; no row of the ledger holds it."""
    house = any_house
    sign_in = await house.request_sign_in(LID, language="en")
    before = list(house.owners.minted)
    await house.deliver()

    (mail,) = await house.mailbox()
    (row,) = await house.ledger()
    (token,) = house.owners.minted
    assert before == []
    assert "000001" in text_of(mail)
    assert f"https://leerkring.example/inloggen/link/{token}" in text_of(mail)
    assert str(mail["Subject"]) == "Your code to sign in to Leerkring"
    assert row.intent_key == f"sign-in:{sign_in}"
    assert token not in str(row)
    assert "000001" not in str(row)


async def test_a_sign_in_that_is_over_is_not_mailed(any_house: House) -> None:
    """404 from its owner means expired, 409 used or overtaken."""
    house = any_house
    gone, over, late = [await house.request_sign_in(f"lid{number}@voorbeeld.nl") for number in range(3)]
    del house.owners.sign_ins[gone]
    address, language, _ = house.owners.sign_ins[over]
    house.owners.sign_ins[over] = (address, language, house.place.clock.now())
    house.owners.is_away = True
    await house.deliver()
    house.owners.is_away = False
    house.place.clock.forward(seconds=31)

    await house.deliver()

    states = {row.subject_id: (row.state, row.reason) for row in await house.ledger()}
    assert states == {gone: ("EXPIRED", "over"), over: ("CANCELLED", "used"), late: ("SENT", None)}


async def test_a_sign_in_that_could_not_be_mailed_in_time_expires(house: House) -> None:
    """Ten minutes, and then nobody waits for it any more."""
    await house.request_sign_in(LID)
    house.place.clock.forward(minutes=10)

    await house.deliver()

    assert [(row.state, row.reason) for row in await house.ledger()] == [("EXPIRED", "too late")]
    assert house.owners.minted == []


async def test_hearing_of_a_sign_in_twice_mails_it_once(house: House) -> None:
    sign_in = await house.request_sign_in(LID)
    await house.deliver()

    await house.hear(SignInRequested(sign_in_id=sign_in, expires_at=house.owners.sign_ins[sign_in][2], version=1))
    await house.deliver()

    assert len(await house.mailbox()) == 1


# What operators run by hand


async def test_only_the_operator_sees_the_ledger_and_runs_digests(house: House) -> None:
    asked = (
        ("GET", "/mails", None),
        ("POST", f"/mails/{some_id()}:settle", SettleUnknown(outcome="SENT", reason="gezien")),
        ("POST", "/digests:preview", DigestAsked(network_slug="netwerk-0")),
        ("POST", "/digests:run", DigestRun()),
        ("GET", "/digests/2026-W48", None),
    )

    for method, path, body in asked:
        for service, person in (("gateway", None), ("gateway", some_id()), ("agenda", None)):
            refusal = await house.place.refusal(method, path, body=body, service=service, person_id=person)
            assert (path, refusal.code) == (path, "NOT_ALLOWED")


async def test_a_digest_can_be_seen_before_monday_and_nothing_is_saved(any_house: House) -> None:
    await some_news(any_house, LID, "ander@voorbeeld.nl")
    any_house.owners.add_network("Leeg")

    shown: DigestPreview = await as_operator(
        any_house, "POST", "/digests:preview", DigestPreview, body=DigestAsked(network_slug="netwerk-0", language="en")
    )
    empty: DigestPreview = await as_operator(
        any_house, "POST", "/digests:preview", DigestPreview, body=DigestAsked(network_slug="netwerk-1")
    )

    assert shown.subject == "Leerkring: overview of this week"
    assert "Wat helpt?" in shown.text
    assert "Wat helpt?" in shown.html
    assert shown.readers == 2
    assert (empty.subject, empty.text, empty.html, empty.readers) == ("", "", "", 0)
    assert await any_house.ledger() == []
    assert await any_house.told() == set()
    refusal = await any_house.place.refusal(
        "POST", "/digests:preview", service="operator", body=DigestAsked(network_slug="onbekend")
    )
    assert refusal.code == "NOT_FOUND"


async def test_what_everybody_had_is_no_longer_in_the_preview(house: House) -> None:
    await some_news(house, LID)
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()

    shown: DigestPreview = await as_operator(
        house, "POST", "/digests:preview", DigestPreview, body=DigestAsked(network_slug="netwerk-0")
    )

    assert shown.subject == ""


async def test_digests_can_be_run_without_waiting_for_monday(any_house: House) -> None:
    """leerkring digest run --now: the period of this moment, and a second run sends nothing."""
    house = any_house
    network = await some_news(house, LID)
    await house.member(house.owners.add_network("Leeg"), "leeg@voorbeeld.nl")

    begun: DigestRunView = await as_operator(house, "POST", "/digests:run", DigestRunView, body=DigestRun())
    await house.deliver()
    done: DigestRunView = await as_operator(house, "GET", f"/digests/{begun.period}", DigestRunView)
    await house.open_question(network, "Te laat voor deze week?")
    await as_operator(house, "POST", "/digests:run", DigestRunView, body=DigestRun())
    await house.deliver()

    assert (begun.period, begun.planned, begun.waiting) == ("2026-W47", 2, 2)
    assert (done.sent, done.skipped, done.waiting, done.failed) == (1, 1, 0, 0)
    assert len(await house.mailbox()) == 1


async def test_who_had_nothing_new_is_looked_at_again_by_hand(house: House) -> None:
    """The intent stays one: skipped first, sent later, never twice."""
    network = house.owners.add_network("Noord")
    await house.member(network, LID)
    await as_operator(house, "POST", "/digests:run", DigestRunView, body=DigestRun())
    await house.deliver()
    await house.open_question(network, "Nu wel?")

    await as_operator(house, "POST", "/digests:run", DigestRunView, body=DigestRun())
    await house.deliver()

    assert len(await house.ledger()) == 1
    assert len(await house.mailbox()) == 1
    assert [type(event) for event in await house.place.announced()] == [DigestSkipped, DigestSent]


@pytest.mark.parametrize("outcome", ["SENT", "RESEND"])
async def test_an_unknown_mail_is_settled_by_somebody_who_knows(
    sending_house: House, smtp_sink: SmtpSink, outcome: Any
) -> None:
    """RELIABILITY 7.6, point 7: listed, with the name the mail server's log knows; sent once more only when told to."""
    house = sending_house
    await some_news(house, LID)
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    smtp_sink.accept_then_drop(times=1)
    await house.deliver()

    (line,) = (await as_operator(house, "GET", "/mails", Page[LedgerLine], params={"state": "UNKNOWN"})).items
    settled: LedgerLine = await as_operator(
        house,
        "POST",
        f"/mails/{line.id}:settle",
        LedgerLine,
        body=SettleUnknown(outcome=outcome, reason="gezien in het logboek"),
    )
    await house.deliver()
    again = await house.place.refusal(
        "POST",
        f"/mails/{line.id}:settle",
        service="operator",
        body=SettleUnknown(outcome=outcome, reason="nog eens"),
    )

    kept = smtp_sink.accepted()
    assert line.message_id == kept[0].message_id
    assert settled.state == ("SENT" if outcome == "SENT" else "PLANNED")
    assert [mail.message_id for mail in kept] == [line.message_id] * (1 if outcome == "SENT" else 2)
    assert await house.states() == ["SENT"]
    assert again.code == "NOT_UNKNOWN"
    house.is_now(NEXT_WEEK.due_at)
    await when_monday_comes(house.door, NEXT_WEEK)
    await house.deliver()
    assert len(smtp_sink.accepted()) == len(kept)  # what is settled as sent is not news again


async def test_settling_what_is_not_there_is_not_found(house: House) -> None:
    refusal = await house.place.refusal(
        "POST",
        f"/mails/{some_id()}:settle",
        service="operator",
        body=SettleUnknown(outcome="SENT", reason="gezien"),
    )

    assert refusal.code == "NOT_FOUND"


async def test_the_ledger_is_read_page_by_page_without_an_address(house: House) -> None:
    """DESIGN 3: keyset; DESIGN 1: personal data stands in one place."""
    await some_news(house, *(f"lid{number}@voorbeeld.nl" for number in range(5)))
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.deliver()

    seen: list[UUID] = []
    after = None
    while True:
        page: Page[LedgerLine] = await as_operator(
            house, "GET", "/mails", Page[LedgerLine], params={"first": 2, "after": after}
        )
        seen += [line.id for line in page.items]
        assert not [line for line in page.items if "@voorbeeld.nl" in line.model_dump_json()]
        after = page.next_cursor
        if after is None:
            break

    assert len(seen) == len(set(seen)) == 5


async def test_metrics_can_count_what_is_due_and_what_is_in_doubt(sending_house: House, smtp_sink: SmtpSink) -> None:
    house = sending_house
    await some_news(house, LID, "ander@voorbeeld.nl")
    await house.request_sign_in("wacht@voorbeeld.nl")
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    async with house.door.reading() as session:
        due = await ledger_counts(session, MONDAY)
    smtp_sink.accept_then_drop(recipient=LID)
    await house.deliver()
    async with house.door.reading() as session:
        after = await ledger_counts(session, MONDAY)

    assert (due.due, due.digests_due, due.unknown) == (3, 2, 0)
    assert due.oldest_due_at == MONDAY - timedelta(hours=42, minutes=30)
    assert after == LedgerCounts(0, None, 0, 1)
