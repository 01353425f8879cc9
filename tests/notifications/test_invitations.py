"""Invitations by mail: what people are told of sessions, once, in order, in words and as their calendar reads it (BR-047, J05)."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from sqlalchemy import update

from services.notifications.handlers.clock import when_a_burst_may_be_over
from services.notifications.invitations.operations import calling
from services.notifications.mail.models import MAIL
from shared.bus.clock import Period
from shared.bus.work import Work
from shared.database import new_id
from shared.events.agenda.sessions import SessionCancelled, SessionConfirmed, SessionMoved
from tests.notifications.house import MONDAY, NEXT_WEEK, House, html_of, read, text_of
from tests.notifications.test_digests import on_monday
from tests.servers.smtp_sink import SmtpSink

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEAR = [datetime(2027, *day, 13, 30, tzinfo=AMSTERDAM).astimezone(UTC) for day in ((1, 14), (3, 11), (5, 13), (7, 8))]
"""The second Thursdays of odd months (oracle 8.2), 13.30 on the wall."""
LENGTH = timedelta(hours=2, minutes=30)


async def series(house: House, network_id: UUID, starts: list[datetime] = YEAR) -> tuple[UUID, list[UUID]]:
    """A series that was confirmed, and can be undone for an hour."""
    series_id = new_id()
    sessions = [house.owners.add_session(network_id, one) for one in starts]
    house.owners.sets[series_id] = sessions
    now = house.place.clock.now()
    await house.hear(
        *(
            SessionConfirmed(
                session_id=session_id,
                network_id=network_id,
                series_id=series_id,
                status="CONFIRMED",
                sequence=0,
                starts_at=one,
                ends_at=one + LENGTH,
                undo_until=now + timedelta(hours=1),
                at=now,
                version=1,
            )
            for session_id, one in zip(sessions, starts, strict=True)
        )
    )
    return series_id, sessions


async def move(house: House, series_id: UUID | None, session_id: UUID, **changes: Any) -> None:
    """A session gets another date or place."""
    if "starts_at" in changes:
        changes["ends_at"] = changes["starts_at"] + LENGTH
    view = house.owners.change_session(session_id, **changes)
    await house.hear(
        SessionMoved(
            session_id=session_id,
            network_id=view.network_id,
            series_id=series_id,
            status=view.status,
            sequence=view.sequence,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            at=house.place.clock.now(),
            version=view.version,
        )
    )


async def call_off(house: House, series_id: UUID | None, session_id: UUID) -> None:
    """A session does not take place."""
    view = house.owners.change_session(session_id, status="CANCELLED")
    await house.hear(
        SessionCancelled(
            session_id=session_id,
            network_id=view.network_id,
            series_id=series_id,
            status=view.status,
            sequence=view.sequence,
            at=house.place.clock.now(),
            version=view.version,
        )
    )


async def time_passes(house: House, **delta: float) -> list[EmailMessage]:
    """Time goes on, and what is due is planned and delivered; gives what arrived since."""
    before = len(await house.mailbox())
    house.place.clock.forward(**delta)
    await when_a_burst_may_be_over(house.door, Period("now", house.place.clock.now()))
    await house.deliver()
    return (await house.mailbox())[before:]


def calendar_of(mail: EmailMessage) -> tuple[str, list[Any]]:
    """What a calendar program reads in a mail: the method, and the events as icalendar reads them."""
    (found,) = calendars_of(mail)
    return found


def calendars_of(mail: EmailMessage) -> list[tuple[str, list[Any]]]:
    """The same, of a mail about several series: each is a calendar of its own, under one UID (RFC 5546 3.2.2)."""
    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (attached,) = [part for part in mail.walk() if part.get_content_type() == "application/ics"]
    assert attached.get_payload(decode=True) == parts[0].get_payload(decode=True)
    calendars = []
    for part in parts:
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found = icalendar.Calendar.from_ical(content)
        events = found.walk("VEVENT")
        assert part.get_param("method") == found["METHOD"]
        assert len(vobject.readOne(content.decode()).vevent_list) == len(events)
        assert len({str(event["UID"]) for event in events}) == 1
        calendars.append((str(found["METHOD"]), events))
    return calendars


async def test_j03_a_series_comes_as_one_invitation_once_it_cannot_be_undone_any_more(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, _ = await series(house, network_id)

    early = await time_passes(house, minutes=59)
    (mail,) = await time_passes(house, minutes=4)
    again = await time_passes(house, minutes=30)

    method, (event,) = calendar_of(mail)
    assert (early, again) == ([], [])
    assert (method, str(event["UID"]), event["SEQUENCE"]) == ("REQUEST", f"{series_id}@leerkring.example", 0)
    assert event["RRULE"].to_ical().decode() == "FREQ=MONTHLY;UNTIL=20270708T113000Z;INTERVAL=2;BYDAY=2TH"
    assert event.decoded("DTSTART") == YEAR[0]
    assert str(event["ATTENDEE"]) == "mailto:lea@voorbeeld.example"
    assert str(event["ORGANIZER"]) == "mailto:leerkring@leerkring.example"
    assert str(mail["Subject"]) == "Uitnodiging: 4 bijeenkomsten"
    for words in (text_of(mail), html_of(mail)):
        assert "donderdag 13 mei 2027, 13.30 tot 16.00 uur" in words
        assert "Buurthuis (voorbeeld)" in words


async def test_j03_who_undoes_within_the_hour_sends_no_mail(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    _, sessions = await series(house, network_id)

    for session_id in sessions:
        del house.owners.sessions[session_id]

    assert await time_passes(house, hours=2) == []


async def confirm(house: House, series_id: UUID, session_id: UUID, *, version: int = 2) -> None:
    """A draft of a series takes place, and can be undone for an hour."""
    view, now = house.owners.sessions[session_id], house.place.clock.now()
    await house.hear(
        SessionConfirmed(
            session_id=session_id,
            network_id=view.network_id,
            series_id=series_id,
            status="CONFIRMED",
            sequence=view.sequence,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            undo_until=now + timedelta(hours=1),
            at=now,
            version=version,
        )
    )


async def test_j03_while_one_draft_of_a_series_can_be_undone_nothing_new_of_it_leaves(any_house: House) -> None:
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, (first,) = await series(house, network_id, YEAR[:1])
    house.place.clock.forward(minutes=50)
    second = house.owners.add_session(network_id, YEAR[1])
    house.owners.sets[series_id].append(second)
    await confirm(house, series_id, second)

    early = await time_passes(house, minutes=58)
    (mail,) = await time_passes(house, minutes=4)

    assert early == []
    assert str(mail["Subject"]) == "Uitnodiging: 2 bijeenkomsten"
    assert first in house.owners.sessions


async def test_j03_what_is_undone_and_confirmed_again_can_be_undone_for_a_whole_hour(any_house: House) -> None:
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, (session_id,) = await series(house, network_id, YEAR[:1])
    house.place.clock.forward(minutes=55)
    await confirm(house, series_id, session_id, version=3)

    assert await time_passes(house, minutes=58) == []
    assert len(await time_passes(house, minutes=4)) == 1


async def test_br_047_a_move_in_a_series_of_which_a_draft_can_still_be_undone_is_told_at_once(
    any_house: House,
) -> None:
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id, YEAR[:2])
    await time_passes(house, hours=2)
    fresh = house.owners.add_session(network_id, YEAR[2])
    house.owners.sets[series_id].append(fresh)
    await confirm(house, series_id, fresh)

    await move(house, series_id, sessions[1], starts_at=YEAR[1] + timedelta(days=7))
    (moved,) = await time_passes(house, minutes=4)
    await call_off(house, series_id, sessions[0])
    (off,) = await time_passes(house, minutes=4)
    (asked,) = await time_passes(house, hours=1)

    assert "Wordt: donderdag 18 maart 2027" in text_of(moved)
    assert str(off["Subject"]) == "Gaat niet door: bijeenkomst op donderdag 14 januari 2027"
    assert not any("13 mei 2027" in text_of(mail) for mail in (moved, off))
    assert YEAR[2] not in [event.decoded("DTSTART") for event in calendar_of(moved)[1]]
    assert str(asked["Subject"]) == "Uitnodiging: bijeenkomst op donderdag 13 mei 2027"


@pytest.mark.parametrize("is_other", [False, True])
async def test_what_is_heard_while_mails_are_being_planned_is_told_too(
    any_house: House, monkeypatch: pytest.MonkeyPatch, is_other: bool
) -> None:
    """Planning stopped halfway, after the mail of one reader left: what happens then comes under a call of its own."""
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    session_id, other_id = [await house.plan_session(network_id, one) for one in YEAR[:2]]
    await time_passes(house, minutes=4)
    await move(house, None, session_id, place="Zwolle")
    with monkeypatch.context() as dying:
        dying.setattr(calling, "call_answered", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await time_passes(house, minutes=3)
    await house.deliver()

    house.place.clock.forward(seconds=10)
    await move(house, None, other_id if is_other else session_id, place="Utrecht")
    told = await time_passes(house, minutes=4)

    assert ["Utrecht" in text_of(mail) for mail in told] == [True]


async def test_br_047_j05_a_move_is_told_at_once_with_the_same_uid_and_a_higher_sequence(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    await time_passes(house, hours=2)

    moved = YEAR[1] + timedelta(days=7)
    await move(house, series_id, sessions[1], starts_at=moved)
    (mail,) = await time_passes(house, minutes=4)

    method, (whole, exception) = calendar_of(mail)
    assert (method, whole["UID"], exception["UID"]) == ("REQUEST", whole["UID"], whole["UID"])
    assert exception.decoded("RECURRENCE-ID") == YEAR[1]
    assert (exception.decoded("DTSTART"), exception["SEQUENCE"], whole["SEQUENCE"]) == (moved, 1, 0)
    assert "Was: donderdag 11 maart 2027, 13.30 uur" in text_of(mail)
    assert "Wordt: donderdag 18 maart 2027, 13.30 tot 16.00 uur" in text_of(mail)
    assert "14 januari" not in text_of(mail)
    assert await time_passes(house, hours=1) == []


async def test_j05_what_moved_is_not_told_again_as_new_in_the_next_overview(house: House) -> None:
    """J05 AC3: what stood on its agenda before is no news, the date of an overview is the new one, and no news is no mail."""
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    await time_passes(house, hours=2)
    await house.add_point(sessions[0], "Logeren bij een steungezin")
    await on_monday(house)

    await move(house, series_id, sessions[0], starts_at=YEAR[0] + timedelta(days=7))
    (told,) = await time_passes(house, minutes=4)
    before = len(await house.mailbox())
    await on_monday(house, NEXT_WEEK)
    quiet = len(await house.mailbox()) - before
    await house.open_question(network_id, "Wat helpt een kind?")
    await on_monday(house, Period("2026-W50", MONDAY + timedelta(days=14)))
    overview = text_of((await house.mailbox())[-1])

    assert "Was: donderdag 14 januari 2027, 13.30 uur" in text_of(told)
    assert quiet == 0
    assert "Wat helpt een kind?" in overview
    assert "Logeren" not in overview
    assert "donderdag 21 januari 2027" in overview
    assert "14 januari" not in overview


async def test_br_047_a_burst_of_changes_is_one_mail(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    await time_passes(house, hours=2)

    await move(house, series_id, sessions[1], place="Zwolle")
    house.place.clock.forward(seconds=20)
    await move(house, series_id, sessions[1], place="Utrecht")
    await move(house, series_id, sessions[2], starts_at=YEAR[2] + timedelta(days=1))
    (mail,) = await time_passes(house, minutes=4)

    _, events = calendar_of(mail)
    assert [event["SEQUENCE"] for event in events] == [0, 2, 1]
    assert "Utrecht" in text_of(mail)
    assert "Zwolle" not in text_of(mail)


async def test_br_047_a_change_says_what_was_before_also_where_there_was_no_place_or_day_and_place_stay(
    house: House,
) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    house.owners.sessions |= {
        one: house.owners.sessions[one].model_copy(update={"place": "", "link": "https://video.example/kring"})
        for one in sessions
    }
    (invited,) = await time_passes(house, hours=2)

    await move(house, series_id, sessions[1], place="Zwolle")
    (placed,) = await time_passes(house, minutes=4)
    await move(house, series_id, sessions[1], ends_at=YEAR[1] + LENGTH + timedelta(hours=1))
    (longer,) = await time_passes(house, minutes=4)

    online = "Het is online. Zeg dat je komt, dan zie je de link."
    assert (text_of(invited).count(online), html_of(invited).count(online)) == (len(YEAR), len(YEAR))
    assert "Was: nog geen plek" in text_of(placed)
    assert "nog geen plek" in html_of(placed)
    assert "Online meedoen kan ook." in text_of(placed)
    for told in (text_of(longer), html_of(longer)):
        assert "De dag, de begintijd en de plek blijven zo. De eindtijd of de link is anders." in told
        assert "nog geen plek" not in told


async def test_br_047_what_happens_to_several_series_of_a_network_is_one_mail_with_a_calendar_for_each(
    any_house: House,
) -> None:
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    first_id, first = await series(house, network_id)
    other_id, other = await series(house, network_id, [one + timedelta(days=1) for one in YEAR])
    (asked,) = await time_passes(house, hours=2)

    await move(house, first_id, first[1], starts_at=YEAR[1] + timedelta(days=7))
    house.place.clock.forward(minutes=2)
    await call_off(house, other_id, other[2])
    alone = await house.plan_session(network_id, YEAR[3] + timedelta(days=30))
    early = await time_passes(house, seconds=30)
    (told,) = await time_passes(house, seconds=40)

    assert [(method, str(events[0]["UID"])) for method, events in calendars_of(asked)] == [
        ("REQUEST", f"{first_id}@leerkring.example"),
        ("REQUEST", f"{other_id}@leerkring.example"),
    ]
    assert str(asked["Subject"]) == "Uitnodiging: 8 bijeenkomsten"
    assert early == []
    assert {(method, str(events[0]["UID"])) for method, events in calendars_of(told)} == {
        ("REQUEST", f"{first_id}@leerkring.example"),
        ("CANCEL", f"{other_id}@leerkring.example"),
        ("REQUEST", f"{alone}@leerkring.example"),
    }
    assert str(told["Subject"]) == "Verandering in je bijeenkomsten"
    for words in (text_of(told), html_of(told)):
        for day in ("11 maart 2027", "18 maart 2027", "14 mei 2027", "7 augustus 2027"):
            assert day in words
    assert await time_passes(house, hours=1) == []


async def test_a_move_and_a_cancellation_in_one_series_are_one_calendar_in_which_the_whole_has_a_higher_sequence(
    house: House,
) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    await time_passes(house, hours=2)

    await move(house, series_id, sessions[1], starts_at=YEAR[1] + timedelta(days=7))
    await call_off(house, series_id, sessions[2])
    (mail,) = await time_passes(house, minutes=4)

    method, (whole, exception) = calendar_of(mail)
    assert (method, whole["SEQUENCE"], exception["SEQUENCE"]) == ("REQUEST", 1, 1)
    assert whole["EXDATE"].dts[0].dt == YEAR[2]
    assert "Dit gaat niet door" in text_of(mail)
    assert "Wordt: donderdag 18 maart 2027" in text_of(mail)


async def test_who_joins_later_is_invited_once_to_all_that_is_still_to_come(any_house: House) -> None:
    house = any_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    alone = await house.plan_session(network_id, YEAR[3] + timedelta(days=30))
    await time_passes(house, hours=2)
    await call_off(house, series_id, sessions[2])
    await time_passes(house, minutes=4)

    late = await house.member(network_id, "laat@voorbeeld.example", language="en")
    early = await time_passes(house, minutes=2)
    (mail,) = await time_passes(house, minutes=2)
    await house.join(network_id, late, version=2)
    again = await time_passes(house, minutes=4)

    assert (early, again) == ([], [])
    assert str(mail["To"]) == "laat@voorbeeld.example"
    assert str(mail["Subject"]) == "Invitation: 4 meetings"
    assert [(method, str(events[0]["UID"])) for method, events in calendars_of(mail)] == [
        ("REQUEST", f"{series_id}@leerkring.example"),
        ("REQUEST", f"{alone}@leerkring.example"),
    ]
    assert "13 May" not in text_of(mail)


async def test_who_joins_where_nothing_is_planned_or_while_it_can_be_undone_gets_no_mail_of_their_own(
    house: House,
) -> None:
    network_id, empty = house.owners.add_network("KBL"), house.owners.add_network("Leeg")
    await house.member(empty, "stil@voorbeeld.example")
    await series(house, network_id)
    await house.member(network_id, "laat@voorbeeld.example")

    before = await time_passes(house, minutes=30)
    planned = await house.ledger()
    (mail,) = await time_passes(house, minutes=31)

    assert (before, planned) == ([], [])
    assert str(mail["To"]) == "laat@voorbeeld.example"


async def test_who_joins_and_leaves_again_within_minutes_hears_nothing(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await series(house, network_id)
    await time_passes(house, hours=2)
    late = await house.member(network_id, "laat@voorbeeld.example")

    await house.leave(network_id, late)

    assert await time_passes(house, minutes=4) == []


async def test_a_session_for_one_perspective_is_told_to_nobody_else(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    young = await house.member(network_id, "noor@voorbeeld.example")
    await house.member(network_id, "lea@voorbeeld.example")
    _, sessions = await series(house, network_id)
    apart = await house.plan_session(network_id, YEAR[0] - timedelta(days=3))
    house.owners.expected = {apart: {young}, sessions[3]: {young}}

    (first,) = await time_passes(house, minutes=4)
    mails = {str(mail["To"]): mail for mail in await time_passes(house, hours=2)}

    assert str(first["To"]) == "noor@voorbeeld.example"
    assert {to: str(mail["Subject"]) for to, mail in mails.items()} == {
        "noor@voorbeeld.example": "Uitnodiging: 4 bijeenkomsten",
        "lea@voorbeeld.example": "Uitnodiging: 3 bijeenkomsten",
    }
    _, (event,) = calendar_of(mails["lea@voorbeeld.example"])
    assert event["RRULE"].to_ical().decode() == "FREQ=MONTHLY;UNTIL=20270513T113000Z;INTERVAL=2;BYDAY=2TH"


async def test_a_call_waits_while_agenda_is_away_and_is_made_after_that(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await series(house, network_id)
    await time_passes(house, hours=2)
    await house.member(network_id, "laat@voorbeeld.example")

    house.owners.is_away = True
    away = await time_passes(house, minutes=4)
    house.owners.is_away = False

    assert away == []
    assert len(await time_passes(house, minutes=1)) == 1


async def test_a_change_before_the_invitation_went_out_is_just_the_invitation(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)

    await call_off(house, series_id, sessions[1])
    off = await time_passes(house, minutes=10)
    (mail,) = await time_passes(house, hours=1)

    method, (event,) = calendar_of(mail)
    assert off == []
    assert method == "REQUEST"
    assert event["EXDATE"].dts[0].dt == YEAR[1]
    assert "11 maart" not in text_of(mail)


async def test_one_session_that_is_off_is_taken_out_of_its_series(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, sessions = await series(house, network_id)
    await time_passes(house, hours=2)

    await call_off(house, series_id, sessions[2])
    (mail,) = await time_passes(house, minutes=4)

    method, (event,) = calendar_of(mail)
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event.decoded("RECURRENCE-ID") == YEAR[2]
    assert str(mail["Subject"]) == "Gaat niet door: bijeenkomst op donderdag 13 mei 2027"
    assert await time_passes(house, hours=1) == []


async def test_a_session_by_itself_is_invited_to_and_called_off_under_its_own_uid(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example", language="en")
    session_id = await house.plan_session(network_id, YEAR[0])
    (asked,) = await time_passes(house, minutes=4)

    await call_off(house, None, session_id)
    (off,) = await time_passes(house, minutes=4)

    found = [calendar_of(mail) for mail in (asked, off)]
    assert [(method, str(events[0]["UID"])) for method, events in found] == [
        ("REQUEST", f"{session_id}@leerkring.example"),
        ("CANCEL", f"{session_id}@leerkring.example"),
    ]
    assert [len(events) for _, events in found] == [1, 1]
    assert "RECURRENCE-ID" not in found[1][1][0]
    assert str(found[0][1][0]["SUMMARY"]) == "Meeting KBL"
    assert str(asked["Subject"]) == "Invitation: meeting on Thursday 14 January 2027"


async def test_a_cancellation_waits_until_the_invitation_before_it_has_left(
    sending_house: House, smtp_sink: SmtpSink
) -> None:
    """The same person is never told that something is off while the mail that invites them may still be on its way."""
    house = sending_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    session_id = await house.plan_session(network_id, YEAR[0])
    house.place.clock.forward(minutes=4)
    await when_a_burst_may_be_over(house.door, Period("1", house.place.clock.now()))
    await _is_in_hand(house)
    await call_off(house, None, session_id)

    house.place.clock.forward(minutes=4)
    await when_a_burst_may_be_over(house.door, Period("2", house.place.clock.now()))
    await house.deliver()
    while_on_its_way = len(smtp_sink.accepted())
    for _ in range(2):
        house.place.clock.forward(minutes=20)
        await house.deliver()

    assert while_on_its_way == 0
    assert [mail.state for mail in await house.ledger()] == ["CANCELLED", "CANCELLED"]
    assert smtp_sink.accepted() == []


async def test_who_was_told_by_a_mail_of_which_nobody_knows_is_told_that_it_is_off(
    sending_house: House, smtp_sink: SmtpSink
) -> None:
    house = sending_house
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    session_id = await house.plan_session(network_id, YEAR[0])
    house.place.clock.forward(minutes=4)
    await when_a_burst_may_be_over(house.door, Period("1", house.place.clock.now()))
    smtp_sink.accept_then_drop(times=1)
    await house.deliver()

    await call_off(house, None, session_id)
    house.place.clock.forward(minutes=4)
    await when_a_burst_may_be_over(house.door, Period("2", house.place.clock.now()))
    await house.deliver()

    assert [mail.state for mail in await house.ledger()] == ["UNKNOWN", "SENT"]
    assert [calendar_of(read(mail.content))[0] for mail in smtp_sink.accepted()] == ["REQUEST", "CANCEL"]


async def test_a_21_young_people_are_told_little_in_their_calendar_and_all_in_the_words(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    house.owners.little.add(await house.member(network_id, "noor@voorbeeld.example"))
    await house.plan_session(network_id, YEAR[0])

    (mail,) = await time_passes(house, minutes=4)

    _, (event,) = calendar_of(mail)
    assert (str(event["SUMMARY"]), str(event["CLASS"]), "LOCATION" in event) == ("Bijeenkomst", "PRIVATE", False)
    assert "KBL" not in event.to_ical().decode()
    assert "Buurthuis (voorbeeld)" in text_of(mail)


async def test_nobody_reads_another_ones_address_and_who_left_gets_nothing(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    await house.member(network_id, "noor@voorbeeld.example")
    gone = await house.member(network_id, "weg@voorbeeld.example")
    await house.plan_session(network_id, YEAR[0])
    await house.leave(network_id, gone)

    mails = await time_passes(house, minutes=4)

    assert {str(mail["To"]) for mail in mails} == {"lea@voorbeeld.example", "noor@voorbeeld.example"}
    for mail in mails:
        _, (event,) = calendar_of(mail)
        assert str(event["ATTENDEE"]) == f"mailto:{mail['To']}"


async def _is_in_hand(house: House) -> None:
    """Somebody claimed all mails, and is writing them."""
    lease = house.place.clock.now() + timedelta(minutes=15)

    async def change(work: Work) -> None:
        await work.session.execute(update(MAIL).values(state="CLAIMED", next_at=None, lease_until=lease))

    await house.door.change(change)


async def test_j03_what_went_back_to_as_people_know_it_before_a_mail_left_is_no_news(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    await house.member(network_id, "lea@voorbeeld.example")
    series_id, (first, *_) = await series(house, network_id)
    await time_passes(house, hours=2)

    await move(house, series_id, first, starts_at=YEAR[0] + timedelta(days=1))
    await move(house, series_id, first, starts_at=YEAR[0])
    in_time = await time_passes(house, minutes=10)
    await move(house, series_id, first, starts_at=YEAR[0] + timedelta(days=1))
    (moved,) = await time_passes(house, minutes=10)
    await move(house, series_id, first, starts_at=YEAR[0])
    (back,) = await time_passes(house, minutes=10)

    assert in_time == []
    _, (whole, exception) = calendar_of(
        back
    )  # without an entry of its own an answer to it would be about what stood before
    assert (exception.decoded("RECURRENCE-ID"), exception.decoded("DTSTART")) == (YEAR[0], YEAR[0])
    assert (whole["SEQUENCE"], exception["SEQUENCE"]) == (0, 4)
    assert str(moved["Subject"]) == "Verandering: bijeenkomst op vrijdag 15 januari 2027"
    assert "Wordt: donderdag 14 januari 2027" in text_of(back)


async def test_where_to_join_online_stands_in_the_mail_and_in_the_calendar_of_who_is_told_more(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    lea = await house.member(network_id, "lea@voorbeeld.example")
    young = await house.member(network_id, "sam@voorbeeld.example")
    await house.member(network_id, "kim@voorbeeld.example")
    house.owners.little.add(young)
    _, (first, *_) = await series(house, network_id, YEAR[:1])
    house.owners.change_session(first, link="https://video.example/kring")
    house.owners.answers |= {(first, lea): "COMING", (first, young): "COMING"}

    mails = {str(mail["To"]): mail for mail in await time_passes(house, hours=2)}

    lines = {
        to: {line for line in _calendar_text(mail).split("\r\n") if line.startswith("CONFERENCE")}
        for to, mail in mails.items()
    }
    assert lines == {
        "lea@voorbeeld.example": {"CONFERENCE;VALUE=URI;FEATURE=VIDEO,AUDIO:https://video.example/kring"},
        "sam@voorbeeld.example": set(),
        "kim@voorbeeld.example": set(),
    }
    told = {to for to, mail in mails.items() if "Online meedoen: https://video.example/kring" in text_of(mail)}
    assert told == {"lea@voorbeeld.example", "sam@voorbeeld.example"}
    silent = mails["kim@voorbeeld.example"]
    assert "Online meedoen kan ook. Zeg dat je komt, dan zie je de link." in text_of(silent)
    assert "video.example" not in text_of(silent) + html_of(silent)


async def test_wish_3_who_said_yes_in_the_date_poll_already_is_not_asked_again(house: House) -> None:
    network_id = house.owners.add_network("KBL")
    lea = await house.member(network_id, "lea@voorbeeld.example")
    kim = await house.member(network_id, "kim@voorbeeld.example")
    _, (first, second) = await series(house, network_id, YEAR[:2])
    house.owners.answers |= {(first, lea): "COMING", (second, lea): "COMING", (first, kim): "COMING"}

    mails = {str(mail["To"]).partition("@")[0]: mail for mail in await time_passes(house, hours=2)}

    asked = {name: text_of(mail).count("Zeg of je komt: ") for name, mail in mails.items()}
    known = {name: text_of(mail).count("\n  Je komt. Verander je antwoord: ") for name, mail in mails.items()}
    said = {name: calendar_of(mail)[1][0]["ATTENDEE"].params["PARTSTAT"] for name, mail in mails.items()}
    assert (asked, known) == ({"lea": 0, "kim": 1}, {"lea": 2, "kim": 1})
    assert [html_of(mails[name]).count("Zeg of je komt") for name in ("lea", "kim")] == [0, 1]
    assert ["Zeg in één keer" in text_of(mails[name]) for name in ("lea", "kim")] == [False, True]
    assert said == {"lea": "ACCEPTED", "kim": "NEEDS-ACTION"}


def _calendar_text(mail: EmailMessage) -> str:
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode().replace("\r\n ", "")
