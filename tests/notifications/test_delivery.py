"""Mails on their way: what a mail server may do wrong, and that nobody gets nothing or two because of it."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.notifications.handlers.clock import when_monday_comes
from services.notifications.kinds import KINDS
from services.notifications.mail.domain.ledger import ORDINARY, URGENT
from services.notifications.mail.operations import smtp
from services.notifications.mail.operations.courier import LINES
from services.notifications.mail.operations.delivery import deliver_mails
from services.notifications.mail.operations.smtp import Patience
from services.notifications.subscriptions.domain import Cadence
from shared.api.notifications.mail import SettleUnknown
from shared.api.notifications.subscriptions import ChooseSessionMail, SubscriptionView, UnsubscribeAsked
from shared.bus.clock import Period
from shared.events.notifications import DigestSent
from tests.notifications.house import MONDAY, NEXT_WEEK, THIS_WEEK, House, open_house, text_of, token_in
from tests.servers.processes import free_port
from tests.servers.smtp_sink import SmtpSink, Stage

LID, ANDER = "lid@voorbeeld.nl", "ander@elders.example"


async def planned(house: House, *addresses: str, period: Period = THIS_WEEK) -> dict[str, UUID]:
    """It is Monday, and everybody's digest is planned."""
    if not house.owners.networks:
        house.owners.add_network("Noord")
    (network,) = house.owners.networks
    people = {address: await house.member(network, address) for address in addresses}
    await house.open_question(network, f"Wat helpt in {period.key}?")
    house.is_now(period.due_at)
    await when_monday_comes(house.door, period)
    return people


async def reasons(house: House) -> list[tuple[str, str | None, int]]:
    """State, reason and number of attempts of each mail."""
    return [(mail.state, mail.reason, mail.attempts) for mail in await house.ledger()]


async def test_a_digest_leaves_with_every_header_it_needs(any_sending_house: House, smtp_sink: SmtpSink) -> None:
    """DESIGN 6, J14 AC1."""
    await planned(any_sending_house, LID)

    await any_sending_house.deliver()

    (kept,) = smtp_sink.accepted()
    mail = kept.message
    assert (kept.sender, kept.recipients) == ("leerkring@leerkring.example", (LID,))
    assert (mail["To"], mail["From"]) == (LID, "Leerkring <leerkring@leerkring.example>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(token_in(mail)) == 43
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Wat helpt in 2026-W48?" in text_of(mail)
    assert await reasons(any_sending_house) == [("SENT", None, 1)]


async def test_hundreds_of_mails_leave_over_a_few_lines_each_once(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """P7, I4 in the ideal run: one mail per intent, no UNKNOWN, no more connections than lines, DigestSent for each."""
    people = await planned(any_sending_house, *(f"lid{number}@voorbeeld.nl" for number in range(40)))

    await any_sending_house.deliver()

    assert sorted(mail.recipients[0] for mail in smtp_sink.accepted()) == sorted(people)
    assert len({mail.message_id for mail in smtp_sink.accepted()}) == 40
    assert smtp_sink.dialogues <= LINES
    assert set(await any_sending_house.states()) == {"SENT"}
    sent = [event for event in await any_sending_house.place.announced() if isinstance(event, DigestSent)]
    assert {event.person_id for event in sent} == set(people.values())


async def test_a_server_away_for_two_hours_costs_nobody_their_mail(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    """F-52: refused connections, DEFERRED by the ladder, one mail later."""
    smtp_sink.stop()
    async with open_house(tmp_path / "house", smtp_url=smtp_sink.url) as house:
        await planned(house, LID)
        states = set()
        for _ in range(24):
            await house.deliver()
            states.add((await house.states())[0])
            house.place.clock.forward(minutes=5)
        smtp_sink.start()
        house.place.clock.forward(hours=4)
        await house.deliver()

        assert states == {"DEFERRED"}
        assert await house.states() == ["SENT"]
        assert len(smtp_sink.accepted()) == 1


async def test_a_server_away_until_the_next_period_gives_one_mail_with_both(
    tmp_path: Path, smtp_sink: SmtpSink
) -> None:
    """F-52: the content is merged when the next period starts."""
    smtp_sink.stop()
    async with open_house(tmp_path / "house", smtp_url=smtp_sink.url) as house:
        await planned(house, LID)
        await house.deliver()
        smtp_sink.start()
        await planned(house, period=NEXT_WEEK)
        await house.deliver()

        (kept,) = smtp_sink.accepted()
        assert "2026-W48" in text_of(kept.message)
        assert "2026-W49" in text_of(kept.message)
        assert [state for state, _, _ in await reasons(house)] == ["CANCELLED", "SENT"]


@pytest.mark.parametrize("reply", ["421 4.3.2 Closing", "451 4.3.0 Try later"])
@pytest.mark.parametrize("stage", [Stage.GREETING, Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.DOT])
async def test_a_temporary_refusal_is_tried_again(
    sending_house: House, smtp_sink: SmtpSink, stage: Stage, reply: str
) -> None:
    """F-53: at every stage; later once, with the same Message-ID, and nobody else is harmed."""
    await planned(sending_house, LID)
    smtp_sink.reply(stage, reply, times=1)

    await sending_house.deliver()
    ((state, reason, attempts),) = await reasons(sending_house)
    for _ in range(12):
        sending_house.place.clock.forward(seconds=31)
        await sending_house.deliver()

    assert (state, attempts) == ("DEFERRED", 1)
    assert reason is not None
    assert reply.split(maxsplit=1)[0] in reason
    assert len(smtp_sink.accepted()) == 1
    assert [state for state, _, _ in await reasons(sending_house)] == ["SENT"]


async def test_a_domain_that_asks_for_rest_harms_no_other(sending_house: House, smtp_sink: SmtpSink) -> None:
    """F-53: back-off per domain after 421; the others go on."""
    await planned(sending_house, *(f"lid{number}@voorbeeld.nl" for number in range(5)), ANDER)
    for number in range(5):
        smtp_sink.reply(Stage.RCPT, "421 4.7.0 Too fast", recipient=f"lid{number}@voorbeeld.nl", times=1)

    await sending_house.deliver()
    at_first = [mail.recipients[0] for mail in smtp_sink.accepted()]
    smtp_sink.behave()
    sending_house.place.clock.forward(minutes=6)
    await sending_house.deliver()

    assert at_first == [ANDER]
    assert len(smtp_sink.accepted()) == 6
    assert set(await sending_house.states()) == {"SENT"}


@pytest.mark.parametrize(
    ("stage", "reply"),
    [(Stage.RCPT, "550 5.1.1 Unknown user"), (Stage.DOT, "552 5.3.4 Too big"), (Stage.DOT, "554 5.6.0 No")],
)
async def test_a_refusal_for_good_is_not_tried_again(
    sending_house: House, smtp_sink: SmtpSink, stage: Stage, reply: str
) -> None:
    """F-54: BOUNCED, and the next recipient on the same line gets theirs."""
    await planned(sending_house, LID, ANDER)
    smtp_sink.reply(stage, reply, recipient=LID)

    await sending_house.deliver()
    sending_house.place.clock.forward(hours=24)
    await sending_house.deliver()

    assert [mail.recipients for mail in smtp_sink.accepted()] == [(ANDER,)]
    states = {state: (reason, attempts) for state, reason, attempts in await reasons(sending_house)}
    assert states["BOUNCED"][1] == 1
    assert reply.split(maxsplit=1)[0] in (states["BOUNCED"][0] or "")


async def test_two_hard_bounces_pause_the_mail_and_choosing_ends_the_pause(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """BR-066, F-54: paused after the second, told in the app, SUPPRESSED after that."""
    house = any_sending_house
    people = await planned(house, LID)
    (network,) = house.owners.networks
    smtp_sink.reply(Stage.RCPT, "550 5.1.1 Unknown user", recipient=LID)
    paused = []
    for week in range(3):
        await planned(house, period=Period(f"2026-W{48 + week}", MONDAY + timedelta(days=7 * week)))
        await house.deliver()
        (view,) = await house.place.ask("GET", "/subscriptions/mine", list[SubscriptionView], person_id=people[LID])
        paused.append(view.paused)
    smtp_sink.behave()
    await house.choose(people[LID], network, Cadence.WEEKLY)
    await planned(house, period=Period("2026-W51", MONDAY + timedelta(days=21)))
    await house.deliver()

    assert paused == [False, True, True]
    assert [state for state, _, _ in await reasons(house)] == ["BOUNCED", "BOUNCED", "SUPPRESSED", "SENT"]
    (kept,) = smtp_sink.accepted()
    assert text_of(kept.message).count("* Wat helpt in") == 5  # what bounced was not lost


async def test_a_mail_that_arrives_begins_the_count_anew(sending_house: House, smtp_sink: SmtpSink) -> None:
    """BR-066: twice in a row, not twice in a life."""
    await planned(sending_house, LID)
    for week in range(4):
        if week % 2 == 0:
            smtp_sink.reply(Stage.RCPT, "550 5.1.1 Unknown user", recipient=LID, times=1)
        await planned(sending_house, period=Period(f"2026-W{48 + week}", MONDAY + timedelta(days=7 * week)))
        await sending_house.deliver()

    assert [state for state, _, _ in await reasons(sending_house)] == ["BOUNCED", "SENT", "BOUNCED", "SENT"]


async def test_each_mail_has_one_recipient(sending_house: House, smtp_sink: SmtpSink) -> None:
    """F-55: a refusal of one can never touch another, and nobody sees another's address."""
    await planned(sending_house, LID, ANDER, "derde@voorbeeld.nl")
    smtp_sink.reply(Stage.RCPT, "550 5.1.1 Unknown user", recipient=ANDER)

    await sending_house.deliver()

    for mail in smtp_sink.accepted():
        assert len(mail.recipients) == 1
        assert mail.message["To"] == mail.recipients[0]
        assert mail.message["Cc"] is None
    assert sorted(mail.recipients[0] for mail in smtp_sink.accepted()) == ["derde@voorbeeld.nl", LID]


async def test_a_line_cut_after_the_dot_is_unknown_and_never_sent_again(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """F-56, V9: listed, not re-sent; the next digest says so and brings it once more."""
    house = any_sending_house
    await planned(house, LID, ANDER)
    smtp_sink.accept_then_drop(recipient=LID, times=1)
    await house.deliver()
    for _ in range(10):
        house.place.clock.forward(hours=8)
        await house.deliver()
    after_the_cut = await reasons(house)

    await planned(house, period=NEXT_WEEK)
    await house.deliver()

    assert sorted(after_the_cut, key=str) == [("SENT", None, 1), ("UNKNOWN", "dot", 1)]
    first, second = smtp_sink.accepted(LID)
    assert "aangekomen" not in text_of(first.message)
    assert "Je vorige mail is misschien niet aangekomen." in text_of(second.message)
    assert "Wat helpt in 2026-W48?" in text_of(second.message)
    assert "2026-W48" not in text_of(smtp_sink.accepted(ANDER)[1].message)


async def test_a_line_cut_before_the_dot_is_surely_not_sent(sending_house: House, smtp_sink: SmtpSink) -> None:
    """V9: the same exception, another certainty."""
    for stage in (Stage.GREETING, Stage.MAIL, Stage.RCPT, Stage.DATA):
        smtp_sink.drop(stage, times=1)
    await planned(sending_house, LID)

    for _ in range(12):
        await sending_house.deliver()
        sending_house.place.clock.forward(minutes=20)

    assert len(smtp_sink.accepted()) == 1
    assert [state for state, _, _ in await reasons(sending_house)] == ["SENT"]


async def test_an_answer_that_comes_too_late_is_unknown(tmp_path: Path, smtp_sink: SmtpSink) -> None:
    """F-57: patience after the dot is at least ten minutes; after that it is unknown, and not sent again."""
    assert Patience().dot >= 600
    async with open_house(
        tmp_path / "house", smtp_url=smtp_sink.url, patience=Patience(connect=2, command=2, dot=0.3)
    ) as house:
        await planned(house, LID)
        smtp_sink.accept_then_slow(1.0, times=1)

        await house.deliver()
        await asyncio.sleep(1)
        house.place.clock.forward(hours=1)
        await house.deliver()

        assert await reasons(house) == [("UNKNOWN", "dot", 1)]
        assert len(smtp_sink.accepted()) == 1


async def test_a_slow_answer_within_patience_is_just_an_answer(sending_house: House, smtp_sink: SmtpSink) -> None:
    """F-57."""
    await planned(sending_house, LID)
    smtp_sink.accept_then_slow(0.7, times=1)

    await sending_house.deliver()

    assert await reasons(sending_house) == [("SENT", None, 1)]


async def test_slow_recipients_hold_up_nobody_else(sending_house: House, smtp_sink: SmtpSink) -> None:
    """F-66: the pool is bounded, and the others go on."""
    await planned(sending_house, *(f"snel{number}@voorbeeld.nl" for number in range(30)), LID, ANDER)
    for address in (LID, ANDER):
        smtp_sink.slow(Stage.RCPT, 1.5, recipient=address, times=1)

    delivering = asyncio.create_task(sending_house.deliver())
    started = time.monotonic()
    while len(smtp_sink.accepted()) < 30 and time.monotonic() - started < 10:
        await asyncio.sleep(0.05)
    others_done = time.monotonic() - started
    await delivering

    assert others_done < 1.5
    assert len(smtp_sink.accepted()) == 32


async def test_two_schedulers_and_two_deliverers_make_one_mail(any_sending_house: House, smtp_sink: SmtpSink) -> None:
    """F-62: the unique intent and the claim decide, not the clocks."""
    house = any_sending_house
    people = await planned(house, *(f"lid{number}@voorbeeld.nl" for number in range(20)))

    await asyncio.gather(*(when_monday_comes(house.door, THIS_WEEK) for _ in range(2)))
    await asyncio.gather(
        *(deliver_mails(house.door, kinds=KINDS, priority=ORDINARY, lines=3) for _ in range(2)),
    )

    assert sorted(mail.recipients[0] for mail in smtp_sink.accepted()) == sorted(people)
    assert await house.states() == ["SENT"] * 20


# Between writing and sending


async def test_who_leaves_between_writing_and_sending_gets_nothing(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """F-63, P8: checked again in the commit before the final dot."""
    house = any_sending_house
    people = await planned(house, LID, ANDER)
    (network,) = house.owners.networks
    smtp_sink.slow(Stage.RCPT, 0.8, recipient=LID, times=1)

    delivering = asyncio.create_task(house.deliver())
    await asyncio.sleep(0.4)
    await house.leave(network, people[LID])
    await delivering
    await house.deliver()

    assert [mail.recipients[0] for mail in smtp_sink.accepted()] == [ANDER]
    assert sorted(await house.states()) == ["CANCELLED", "SENT"]
    assert ("CANCELLED", "no-access", 1) in await reasons(house)


async def test_who_unsubscribes_while_the_mail_waits_gets_nothing(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """F-65: by a click on last week's mail, while this week's stands in line or is half on its way."""
    house = any_sending_house
    await planned(house, LID)
    await house.deliver()
    (first,) = smtp_sink.accepted()
    await planned(house, period=NEXT_WEEK)
    smtp_sink.slow(Stage.RCPT, 0.8, recipient=LID, times=1)

    delivering = asyncio.create_task(house.deliver())
    await asyncio.sleep(0.4)
    await house.place.ask("POST", "/unsubscriptions", None, body=UnsubscribeAsked(token=token_in(first.message)))
    await delivering
    await house.deliver()

    assert len(smtp_sink.accepted()) == 1
    assert (await reasons(house))[1][:2] == ("CANCELLED", "unsubscribed")


async def test_what_is_taken_back_between_writing_and_sending_is_left_out(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """F-64: written again without it."""
    house = any_sending_house
    await planned(house, LID)
    (network,) = house.owners.networks
    hidden = await house.open_question(network, "Net teruggenomen?")
    smtp_sink.slow(Stage.RCPT, 0.8, recipient=LID, times=1)

    delivering = asyncio.create_task(house.deliver())
    await asyncio.sleep(0.4)
    await house.withdraw_question(hidden)
    await delivering
    await house.deliver()

    (kept,) = smtp_sink.accepted()
    assert "Net teruggenomen?" not in text_of(kept.message)
    assert "Wat helpt in 2026-W48?" in text_of(kept.message)


async def test_what_is_muted_between_writing_and_sending_is_left_out(
    any_sending_house: House, smtp_sink: SmtpSink
) -> None:
    """F-64: somebody wants nothing of a session any more while the overview with its point is half on its way."""
    house = any_sending_house
    people = await planned(house, LID)
    (network,) = house.owners.networks
    session_id = await house.plan_session(network, MONDAY + timedelta(days=20))
    await house.add_point(session_id, "Logeren bij een steungezin")
    smtp_sink.slow(Stage.RCPT, 0.8, recipient=LID, times=1)

    delivering = asyncio.create_task(house.deliver())
    await asyncio.sleep(0.4)
    body = ChooseSessionMail(session_id=session_id, level="MUTED")
    await house.place.ask("POST", "/session-mail:choose", None, person_id=people[LID], body=body)
    await delivering
    await house.deliver()

    (kept,) = smtp_sink.accepted()
    assert "Logeren" not in text_of(kept.message)
    assert "Wat helpt in 2026-W48?" in text_of(kept.message)


async def test_stopping_in_the_middle_leaves_nothing_in_doubt(sending_house: House, smtp_sink: SmtpSink) -> None:
    """A rolling deploy: what stands at its dot is finished, the rest goes back, and the next process sends it."""
    await planned(sending_house, *(f"lid{number}@voorbeeld.nl" for number in range(60)))
    smtp_sink.slow(Stage.DOT, 0.2)

    delivering = asyncio.create_task(sending_house.deliver())
    async with asyncio.timeout(20):
        while not smtp_sink.accepted():
            await asyncio.sleep(0.01)
    delivering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await delivering
    after_the_stop = set(await sending_house.states())
    smtp_sink.behave()
    await sending_house.deliver()

    assert after_the_stop <= {"SENT", "PLANNED"}
    assert "PLANNED" in after_the_stop
    assert await sending_house.states() == ["SENT"] * 60
    assert len(smtp_sink.accepted()) == 60


async def test_a_sign_in_does_not_wait_behind_digests(sending_house: House, smtp_sink: SmtpSink) -> None:
    """A line of its own for who waits at the screen."""
    await planned(sending_house, *(f"lid{number}@voorbeeld.nl" for number in range(60)))
    smtp_sink.slow(Stage.DOT, 0.2)
    digests = asyncio.create_task(deliver_mails(sending_house.door, kinds=KINDS, priority=ORDINARY, lines=LINES))
    await asyncio.sleep(0.3)
    await sending_house.request_sign_in("wacht@voorbeeld.nl")

    await deliver_mails(sending_house.door, kinds=KINDS, priority=URGENT, lines=1)
    before = len(smtp_sink.accepted())
    (kept,) = smtp_sink.accepted("wacht@voorbeeld.nl")
    await digests

    assert before < 61
    assert kept.message["List-Unsubscribe"] is None


async def test_nobody_listening_is_found_out_at_once(tmp_path: Path) -> None:
    """F-52: the server rests, and mails that were not tried count no attempt."""
    (tmp_path / "house").mkdir(exist_ok=True)
    async with open_house(tmp_path / "house", smtp_url=f"smtp://127.0.0.1:{free_port()}") as house:
        await planned(house, *(f"lid{number}@voorbeeld.nl" for number in range(30)))

        await house.deliver()

        states = await reasons(house)
        assert {state for state, _, _ in states} <= {"DEFERRED", "PLANNED"}
        assert sum(attempts for _, _, attempts in states) <= LINES


async def test_nothing_is_sent_in_clear_to_another_machine(
    sending_house: House, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F-67: a server elsewhere that offers no STARTTLS gets nothing, and the mail waits."""
    monkeypatch.setattr(smtp, "_is_this_machine", lambda _host: False)
    await planned(sending_house, LID)

    await sending_house.deliver()

    assert smtp_sink.accepted() == []
    assert [state for state, _, _ in await reasons(sending_house)] == ["DEFERRED"]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("[::1]", True),
        ("localhost", True),
        ("mail.example", False),
        ("10.0.0.1", False),
    ],
)
def test_only_this_machine_is_this_machine(host: str, here: bool) -> None:
    assert smtp._is_this_machine(host) is here


async def test_clear_text_can_be_asked_for_on_purpose(
    smtp_sink: SmtpSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """README: ``?tls=none`` for a relay on a network of one's own."""
    monkeypatch.setattr(smtp, "_is_this_machine", lambda _host: False)
    async with open_house(tmp_path / "house", smtp_url=f"{smtp_sink.url}?tls=none") as house:
        await planned(house, LID)

        await house.deliver()

        assert len(smtp_sink.accepted(LID)) == 1


async def test_a_mail_of_a_kind_that_nobody_writes_is_listed_and_can_be_sent_later(house: House) -> None:
    """It does not stay claimed without a word: an operator sees it, and sends it once the house knows the kind."""
    await planned(house, LID)
    without = {name: kind for name, kind in KINDS.items() if name != "digest"}

    for _ in range(2):
        await deliver_mails(house.door, kinds=without, priority=ORDINARY, lines=LINES)
        assert await reasons(house) == [("PLANNED", None, 0)]  # an upgrade may be under way: it waits
        house.place.clock.forward(minutes=5)
    house.place.clock.forward(hours=6)
    await deliver_mails(house.door, kinds=without, priority=ORDINARY, lines=LINES)
    told = await reasons(house)
    (mail,) = await house.ledger()
    body = SettleUnknown(outcome="RESEND", reason="upgraded")
    await house.place.ask("POST", f"/mails/{mail.id}:settle", object, service="operator", body=body)
    await house.deliver()

    assert told == [("UNKNOWN", "no such kind", 1)]
    assert await house.states() == ["SENT"]
