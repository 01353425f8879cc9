"""Whether people come, by a link in their mail and by the answer of their calendar: only with the secret of their own invitation."""

import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

import icalendar
import pytest
from sqlalchemy import select

from services.notifications.answers.domain.reading import Bounce, Reply, read_mail
from services.notifications.answers.models import AnswerLink
from services.notifications.handlers.clock import when_a_session_comes_near
from services.notifications.subscriptions.queries import standings
from shared.api.agenda.calendars import SessionAnswerGiven
from shared.api.notifications.answers import (
    AnswerAsked,
    AnswerByLink,
    AnswerPlace,
    AnswerPlaceKnown,
    CalendarAnswer,
    PollAnswersAsked,
    Received,
    SeenAnswer,
    SeenSeries,
    SeriesAnswersAsked,
    SeriesAnswersByLink,
)
from shared.api.notifications.mail import MailsBounced, MailsNoted
from shared.bus.clock import Period
from shared.errors import NotAllowed, NotFound, Refusal
from tests.notifications.calendars import replied
from tests.notifications.house import House, html_of, open_house, text_of
from tests.notifications.test_invitations import YEAR, call_off, move, series, time_passes


@pytest.fixture
async def answered_house(tmp_path: Path) -> AsyncIterator[House]:
    """The service where a mail server hands it the answers of calendars."""
    async with open_house(tmp_path, reply_address="antwoord@leerkring.example") as house:
        yield house


async def invited(house: House) -> tuple[UUID, UUID, UUID, list[UUID], EmailMessage]:
    """Somebody is invited to a series: network, person, series, sessions, and the mail."""
    network_id = house.owners.add_network("KBL")
    person_id = await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    (mail,) = await time_passes(house, hours=2)
    return network_id, person_id, series_id, sessions, mail


async def receive(house: House, content: bytes) -> Any:
    """The operator hands over a mail; gives of how many sessions it was, or the code of the refusal."""
    mail = read_mail(content)
    assert isinstance(mail, Reply)
    body = CalendarAnswer.model_validate(asdict(mail))
    try:
        answer = await house.place.ask("POST", "/answers:receive", Received, service="operator", body=body)
    except Refusal as no:
        return no.code
    return answer.sessions


def answers(house: House, person_id: UUID, sessions: list[UUID]) -> list[str | None]:
    """What somebody said of these sessions."""
    return [house.owners.answers.get((session_id, person_id)) for session_id in sessions]


def links(mail: EmailMessage) -> list[str]:
    """The secrets in the links of a mail, in order."""
    return re.findall(r"/antwoord/([0-9a-f]{40})\b", text_of(mail))


async def show(house: House, token: str) -> Any:
    """What the holder of a secret sees."""
    return await house.place.ask("POST", "/answers:show", SeenAnswer, body=AnswerAsked(token=token))


async def say(house: House, token: str, answer: Any) -> Any:
    """The holder of a secret answers."""
    return await house.place.ask("POST", "/answers", SeenAnswer, body=AnswerByLink(token=token, answer=answer))


async def test_each_session_in_a_mail_has_a_link_of_its_own_with_which_its_reader_answers(house: House) -> None:
    network_id, person_id, _, sessions, mail = await invited(house)

    tokens = links(mail)
    before = await show(house, tokens[1])
    after = await say(house, tokens[1], "MAYBE")
    changed = await say(house, tokens[1], "NOT_COMING")

    assert len(set(tokens)) == len(sessions)
    assert (before.network_id, before.starts_at, before.answer) == (network_id, YEAR[1], None)
    assert [after.answer, changed.answer] == ["MAYBE", "NOT_COMING"]
    assert answers(house, person_id, sessions) == [None, "NOT_COMING", None, None]
    assert set(SeenAnswer.model_fields) & {"person_id", "place", "link"} == set()


async def test_the_same_link_stands_in_the_reminder_and_the_secret_itself_stands_nowhere(house: House) -> None:
    _, person_id, _, _, mail = await invited(house)
    house.is_now(YEAR[0] - timedelta(hours=24))
    await when_a_session_comes_near(house.door, Period("now", house.place.clock.now()))
    await house.deliver()

    reminder = (await house.mailbox())[-1]
    async with house.door.reading() as session:
        rows = (await session.execute(select(AnswerLink))).scalars().all()
    assert links(reminder) == links(mail)[:1]
    assert {row.person_id for row in rows} == {person_id}
    assert not {row.token_hash.hex()[:40] for row in rows} & set(links(mail))


async def test_a_secret_opens_nothing_once_its_session_is_over_or_its_person_left_and_unknown_ones_are_the_same(
    house: House,
) -> None:
    network_id, person_id, _, _, mail = await invited(house)
    tokens = links(mail)
    house.is_now(YEAR[0] + timedelta(hours=3))
    with pytest.raises(NotFound) as over:
        await show(house, tokens[0])
    await house.leave(network_id, person_id)

    for token in (tokens[1], "0" * 40, "nooit-gemaakt-en-te-kort"):
        with pytest.raises(NotFound) as unknown:
            await say(house, token, "COMING")
        assert unknown.value.message == over.value.message


async def test_calendars_answer_to_an_address_with_a_secret_that_is_the_same_in_every_mail(
    answered_house: House,
) -> None:
    house = answered_house
    _, _, series_id, sessions, first = await invited(house)
    await move(house, series_id, sessions[1], place="Zwolle")
    (second,) = await time_passes(house, minutes=4)

    organizers = {
        line
        for mail in (first, second)
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
        for line in re.findall(r"mailto:antwoord\+[0-9a-f]{40}@leerkring\.example", _unfolded(part))
    }
    assert len(organizers) == 1
    assert "RSVP=TRUE" in _unfolded(next(part for part in first.walk() if part.get_content_type() == "text/calendar"))


async def test_without_an_address_for_answers_calendars_are_not_asked_for_any(house: House) -> None:
    *_, mail = await invited(house)

    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]

    assert "RSVP=FALSE" in _unfolded(part)
    assert "mailto:leerkring@leerkring.example" in _unfolded(part)


async def test_j16_the_answer_of_a_calendar_sets_the_answer_of_one_session_or_of_all(answered_house: House) -> None:
    house = answered_house
    _, person_id, _, sessions, mail = await invited(house)
    now = house.place.clock.now()

    all_of_them = await receive(house, replied(mail, "ACCEPTED", at=now))
    one = await receive(house, replied(mail, "DECLINED", at=now + timedelta(seconds=5), recurs_at=YEAR[2]))
    another = await receive(house, replied(mail, "TENTATIVE", at=now + timedelta(seconds=9), recurs_at=YEAR[3]))

    assert (all_of_them, one, another) == (4, 1, 1)
    assert answers(house, person_id, sessions) == ["COMING", "COMING", "NOT_COMING", "MAYBE"]


async def test_a_forged_answer_changes_nothing(answered_house: House) -> None:
    """From alone proves nothing, nor does knowing the UID: only the secret of one's own invitation counts."""
    house = answered_house
    network_id, person_id, _, sessions, mail = await invited(house)
    await house.member(network_id, "noor@voorbeeld.example")
    (other,) = await time_passes(house, minutes=4)
    now = house.place.clock.now()
    strange = "mailto:antwoord+" + "0" * 40 + "@leerkring.example"

    refused = [
        await receive(house, replied(mail, "DECLINED", at=now, organizer="mailto:antwoord@leerkring.example")),
        await receive(house, replied(mail, "DECLINED", at=now, organizer=strange)),
        await receive(house, replied(other, "DECLINED", at=now, attendee=_attendee("lea@voorbeeld.example"))),
        await receive(house, replied(mail, "DECLINED", at=now, uid=f"{sessions[0]}@leerkring.example")),
        await receive(house, replied(mail, "DECLINED", at=now, recurs_at=YEAR[0] + timedelta(hours=1))),
    ]

    assert refused == ["NOT_FOUND", "NOT_FOUND", "REPLY_NOT_YOURS", "REPLY_NOT_YOURS", "NOTHING_TO_ANSWER"]
    assert answers(house, person_id, sessions) == [None] * 4


async def test_an_answer_that_comes_late_or_is_about_an_earlier_date_changes_nothing(answered_house: House) -> None:
    house = answered_house
    _, person_id, series_id, sessions, mail = await invited(house)
    now = house.place.clock.now()
    moved = YEAR[1] + timedelta(days=7)
    house.place.clock.forward(minutes=2)
    newer = await receive(house, replied(mail, "DECLINED", at=now + timedelta(minutes=1), recurs_at=YEAR[0]))
    older = await receive(house, replied(mail, "ACCEPTED", at=now, recurs_at=YEAR[0]))

    await move(house, series_id, sessions[1], starts_at=moved)
    (news,) = await time_passes(house, minutes=4)
    about_then = await receive(house, replied(mail, "ACCEPTED", at=house.place.clock.now(), recurs_at=YEAR[1]))
    all_then = await receive(house, replied(mail, "TENTATIVE", at=now + timedelta(minutes=1)))
    about_now = await receive(house, replied(news, "ACCEPTED", at=house.place.clock.now(), recurs_at=YEAR[1]))

    assert newer == about_now == 1
    assert older == about_then == "REPLY_OUTDATED"
    assert all_then == 3
    assert answers(house, person_id, sessions) == ["MAYBE", "COMING", "MAYBE", "MAYBE"]


async def test_an_answer_of_a_calendar_that_comes_late_or_twice_leaves_what_was_said_by_a_link_since(
    answered_house: House,
) -> None:
    house = answered_house
    _, person_id, _, sessions, mail = await invited(house)
    ahead = replied(mail, "ACCEPTED", at=house.place.clock.now() + timedelta(minutes=9), recurs_at=YEAR[0])

    first = await receive(house, ahead)
    house.place.clock.forward(minutes=1)
    late = replied(mail, "ACCEPTED", at=house.place.clock.now(), recurs_at=YEAR[1])
    house.place.clock.forward(minutes=1)
    for token in links(mail)[:2]:
        await say(house, token, "NOT_COMING")
    house.place.clock.forward(minutes=1)
    outdated = await receive(house, late)
    newer = await receive(house, replied(mail, "TENTATIVE", at=house.place.clock.now(), recurs_at=YEAR[0]))

    assert (first, outdated, newer) == (1, "REPLY_OUTDATED", 1)
    assert answers(house, person_id, sessions)[:2] == ["MAYBE", "NOT_COMING"]


async def test_an_answer_from_the_future_is_refused_however_often_it_is_sent(answered_house: House) -> None:
    """Kept and sent again later it would undo what somebody said meanwhile."""
    house = answered_house
    _, person_id, _, sessions, mail = await invited(house)
    ahead = replied(mail, "ACCEPTED", at=house.place.clock.now() + timedelta(days=30), recurs_at=YEAR[0])

    first = await receive(house, ahead)
    house.place.clock.forward(days=2)
    await say(house, links(mail)[0], "NOT_COMING")
    again = await receive(house, ahead)

    assert (first, again) == ("REPLY_FROM_LATER", "REPLY_FROM_LATER")
    assert answers(house, person_id, sessions)[0] == "NOT_COMING"


async def test_what_a_calendar_answers_with_opens_no_link_and_what_stands_in_a_link_is_no_address(
    answered_house: House,
) -> None:
    """Also for a session by itself, where both are about the same."""
    house = answered_house
    network_id = house.owners.add_network("KBL")
    person_id = await house.member(network_id, "lea@voorbeeld.example")
    session_id = await house.plan_session(network_id, YEAR[0])
    (mail,) = await time_passes(house, hours=2)
    (link,) = links(mail)
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (calendars,) = set(re.findall(r"mailto:antwoord\+([0-9a-f]{40})@", _unfolded(part)))
    now = house.place.clock.now()

    with pytest.raises(NotFound):
        await say(house, calendars, "COMING")
    swapped = await receive(
        house, replied(mail, "ACCEPTED", at=now, organizer=f"mailto:antwoord+{link}@leerkring.example")
    )
    known = [
        (await house.place.ask("POST", "/answers:known", AnswerPlaceKnown, service="operator", body=place)).is_known
        for place in (
            AnswerPlace(addresses=[f"antwoord+{token}@leerkring.example"]) for token in (link, calendars, "0" * 40)
        )
    ]

    assert (swapped, known) == ("NOT_FOUND", [False, True, False])
    assert answers(house, person_id, [session_id]) == [None]


async def test_an_answer_to_what_does_not_take_place_says_so(answered_house: House) -> None:
    house = answered_house
    _, person_id, series_id, sessions, mail = await invited(house)
    for session_id in sessions:
        await call_off(house, series_id, session_id)

    answer = await receive(house, replied(mail, "ACCEPTED", at=house.place.clock.now()))

    assert answer == "NOTHING_TO_ANSWER"
    assert answers(house, person_id, sessions) == [None] * 4


async def test_only_an_operator_hands_over_mail(answered_house: House) -> None:
    house = answered_house
    _, person_id, _, _, mail = await invited(house)
    reply = read_mail(replied(mail, "ACCEPTED", at=house.place.clock.now()))
    assert isinstance(reply, Reply)
    body = CalendarAnswer.model_validate(asdict(reply))

    with pytest.raises(NotAllowed):
        await house.place.ask("POST", "/answers:receive", Received, person_id=person_id, body=body)


async def test_br_066_a_report_that_a_mail_did_not_arrive_makes_it_bounced_and_its_news_is_told_again(
    any_house: House,
) -> None:
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    (mail,) = await time_passes(house, hours=2)
    report = read_mail(reported(str(mail["Message-ID"])))
    assert isinstance(report, Bounce)
    body = MailsBounced(message_ids=list(report.message_ids), status=report.status)

    noted = [
        await house.place.ask("POST", "/mails:bounced", MailsNoted, service="operator", body=body) for _ in range(2)
    ]
    await move(house, series_id, sessions[1], place="Zwolle")
    (again,) = await time_passes(house, minutes=4)

    assert [answer.mails for answer in noted] == [1, 0]
    assert [(one.state, one.reason) for one in await house.ledger()] == [("BOUNCED", "report 5.1.1"), ("SENT", None)]
    assert str(again["Subject"]) == "Uitnodiging: 4 bijeenkomsten"


async def test_a_report_about_somebody_elses_mail_changes_nothing(house: House) -> None:
    *_, mail = await invited(house)
    body = MailsBounced(message_ids=["<iets-anders@leerkring.example>", str(mail["Message-ID"])[:-2]], status="5.1.1")

    noted = await house.place.ask("POST", "/mails:bounced", MailsNoted, service="operator", body=body)

    assert noted.mails == 0
    assert await house.states() == ["SENT"]


async def test_a_report_counts_once_against_a_person_and_not_at_all_under_a_name_that_others_can_make_up(
    house: House,
) -> None:
    """Else two forged reports silence somebody's mail (BR-066)."""
    network_id, person_id, _, _, mail = await invited(house)
    await series(house, network_id)
    (other,) = await time_passes(house, hours=2)
    rows = await house.ledger()
    guessed = [
        hashlib.blake2b(row.intent_key.encode(), digest_size=16, person=b"leerkring-mail").hexdigest() for row in rows
    ]
    forged = [f"<{one}@leerkring.example>" for one in (*guessed, *(f"{row.id.hex}.{row.id.hex}" for row in rows))]
    noted = []
    for names in (forged, [str(one["Message-ID"]) for one in (mail, other)]):
        body = MailsBounced(message_ids=names, status="5.1.1")
        noted.append((await house.place.ask("POST", "/mails:bounced", MailsNoted, service="operator", body=body)).mails)

    async with house.door.reading() as session:
        standing = await standings(session, [person_id])
    assert noted == [0, 2]
    assert not standing[person_id].is_paused


def reported(message_id: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """The report of a mail server about a mail (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@elders.example\r\nTo: leerkring@leerkring.example\r\nReturn-Path: <>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nHelaas.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; elders.example\r\n\r\n"
        f"Final-Recipient: rfc822; lea@voorbeeld.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {message_id}\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    ).encode()


def _unfolded(part: Any) -> str:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n ", "")


def _attendee(address: str) -> Any:
    attendee = icalendar.vCalAddress(f"mailto:{address}")
    attendee.params["PARTSTAT"] = "DECLINED"
    return attendee


def series_links(mail: EmailMessage) -> list[str]:
    """The secrets in the links for a whole series, in order."""
    return re.findall(r"https://leerkring\.example/antwoord/reeks/([0-9a-f]{40})\b", text_of(mail))


async def show_series(house: House, token: str) -> SeenSeries:
    """What the holder of the secret of a series sees."""
    seen = await house.place.ask("POST", "/series-answers:show", SeenSeries, body=SeriesAnswersAsked(token=token))
    assert isinstance(seen, SeenSeries)
    return seen


async def test_one_link_in_the_invitation_answers_for_the_whole_series_and_looking_changes_nothing(
    house: House,
) -> None:
    network_id, person_id, _, sessions, mail = await invited(house)
    (token,) = series_links(mail)

    before = await show_series(house, token)
    looked = answers(house, person_id, sessions)
    said = [SessionAnswerGiven(session_id=one.id, answer="COMING") for one in before.sessions]
    after = await house.place.ask(
        "POST", "/series-answers", SeenSeries, body=SeriesAnswersByLink(token=token, answers=said)
    )

    assert (before.network_id, [one.starts_at for one in before.sessions]) == (network_id, list(YEAR))
    assert looked == [None] * len(sessions)
    assert [one.answer for one in after.sessions] == ["COMING"] * len(sessions)
    assert answers(house, person_id, sessions) == ["COMING"] * len(sessions)
    assert "Zeg in één keer voor de hele reeks of je komt" in html_of(mail)


async def test_a_07_the_link_of_a_series_opens_nothing_else_and_nothing_else_opens_a_series(house: House) -> None:
    _, _, _, _, mail = await invited(house)
    (token,), of_session = series_links(mail), links(mail)[0]

    refused = [
        await house.place.refusal("POST", path, body=body)
        for path, body in (
            ("/answers:show", AnswerAsked(token=token)),
            ("/answers", AnswerByLink(token=token, answer="COMING")),
            ("/poll-answers:show", PollAnswersAsked(token=token)),
            ("/series-answers:show", SeriesAnswersAsked(token=of_session)),
            ("/series-answers:show", SeriesAnswersAsked(token="0" * 40)),
        )
    ]
    async with house.door.reading() as session:
        rows = (await session.execute(select(AnswerLink))).scalars().all()

    assert [one.code for one in refused] == ["NOT_FOUND"] * 5
    assert not {row.token_hash.hex()[:40] for row in rows} & {token}
    assert token not in links(mail)


async def test_the_link_of_a_series_is_over_with_its_last_session_and_for_who_left(house: House) -> None:
    network_id, person_id, _, _, mail = await invited(house)
    (token,) = series_links(mail)
    house.is_now(YEAR[-1] - timedelta(days=1))
    last = await show_series(house, token)

    house.owners.members.discard((network_id, person_id))
    left = await house.place.refusal("POST", "/series-answers:show", body=SeriesAnswersAsked(token=token))
    house.owners.members.add((network_id, person_id))
    house.is_now(YEAR[-1] + timedelta(hours=3))
    over = await house.place.refusal("POST", "/series-answers:show", body=SeriesAnswersAsked(token=token))

    assert [one.starts_at for one in last.sessions] == [YEAR[-1]]
    assert (left.code, over.code) == ("NOT_FOUND", "NOT_FOUND")


async def test_a_mail_about_one_session_has_no_link_for_a_series(house: House) -> None:
    _, _, series_id, sessions, _ = await invited(house)
    await move(house, series_id, sessions[0], place="Ede")

    (mail,) = await time_passes(house, minutes=10)

    assert (len(links(mail)), series_links(mail)) == (1, [])
