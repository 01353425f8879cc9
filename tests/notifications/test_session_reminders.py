"""Reminders of sessions: a day before unless somebody chose otherwise, once for each start, never at night."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from services.notifications.digests.operations.planning import plan_before_sessions
from services.notifications.handlers.clock import when_a_session_comes_near
from services.notifications.invitations.operations.calling import plan_invitations
from services.notifications.reminders.domain import DAYS_BEFORE, due_at
from services.notifications.subscriptions.domain import Cadence, Reminder
from shared.api.notifications.mail import ReminderAsked, ReminderPreview
from shared.api.notifications.subscriptions import ChooseDigest, SubscriptionView
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.agenda.sessions import (
    SeriesUndone,
    SessionCancelled,
    SessionConfirmed,
    SessionHeld,
    SessionMoved,
)
from shared.events.network import MembershipPaused
from tests.notifications.house import House, html_of, text_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
START = datetime(2026, 12, 10, 13, 30, tzinfo=AMSTERDAM).astimezone(UTC)


async def it_is(house: House, moment: datetime) -> list[str]:
    """Time has come; gives the subjects of the reminders that left."""
    before = len(await house.mailbox())
    house.is_now(moment)
    for _ in range(2):
        await when_a_session_comes_near(house.door, Period("now", moment))
    await house.deliver()
    return [f"{mail['To']}: {mail['Subject']}" for mail in (await house.mailbox())[before:]]


async def move(house: House, session_id: UUID, starts_at: datetime) -> None:
    """A session gets another date."""
    view = house.owners.change_session(session_id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    await house.hear(
        SessionMoved(
            session_id=session_id,
            network_id=view.network_id,
            series_id=None,
            status=view.status,
            sequence=view.sequence,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            at=house.place.clock.now(),
            version=view.version,
        )
    )


async def choose(house: House, person_id: UUID, network_id: UUID, cadence: Cadence, reminder: Reminder | None) -> str:
    """Somebody chooses; gives which reminder stands then."""
    body = ChooseDigest(
        network_id=network_id, cadence=cadence.value, reminder=reminder.value if reminder is not None else None
    )
    view = await house.place.ask("POST", "/subscriptions:choose", SubscriptionView, person_id=person_id, body=body)
    assert isinstance(view, SubscriptionView)
    return view.reminder


async def test_a_day_before_everybody_is_reminded_once_with_when_where_and_what(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    await house.add_point(session_id, "Terug naar school")

    early = await it_is(house, START - timedelta(hours=25))
    on_time = await it_is(house, START - timedelta(hours=24))
    later = await it_is(house, START - timedelta(hours=2))

    assert (early, on_time, later) == ([], ["lea@voorbeeld.nl: Morgen: bijeenkomst om 13.30 uur"], [])
    (mail,) = await house.mailbox()
    for words in (text_of(mail), html_of(mail)):
        assert "donderdag 10 december 2026, 13.30 tot 16.00 uur" in words
        assert "Buurthuis (voorbeeld)" in words
        assert "Terug naar school (20 minuten)" in words
        assert f"https://leerkring.example/bijeenkomsten/{session_id}" in words
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


async def test_everybody_chooses_for_each_network_a_week_a_day_or_nothing(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    week, none, never, plain = [await house.member(network, f"{name}@voorbeeld.nl") for name in "abcd"]
    chosen = [
        await choose(house, week, network, Cadence.WEEKLY, Reminder.WEEK),
        await choose(house, none, network, Cadence.DAILY, Reminder.NONE),
        await choose(house, never, network, Cadence.NEVER, Reminder.DAY),
        await choose(house, week, network, Cadence.DAILY, None),
        await choose(house, plain, network, Cadence.WEEKLY, None),
    ]
    await house.plan_session(network, START)

    a_week_before = await it_is(house, START - timedelta(days=7))
    a_day_before = await it_is(house, START - timedelta(days=1))

    assert chosen == ["WEEK", "NONE", "DAY", "WEEK", "USUAL"]
    assert a_week_before == ["a@voorbeeld.nl: Binnenkort: bijeenkomst op donderdag 10 december 2026"]
    assert a_day_before == ["d@voorbeeld.nl: Morgen: bijeenkomst om 13.30 uur"]


async def test_a_session_that_moves_drops_its_old_reminder_and_gets_a_new_one(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    house.is_now(START - timedelta(days=1))
    await when_a_session_comes_near(house.door, Period("now", house.place.clock.now()))

    await move(house, session_id, START + timedelta(days=7))
    await house.deliver()
    dropped = [(mail.state, mail.reason) for mail in await house.ledger()]
    again = await it_is(house, START + timedelta(days=6))

    assert dropped == [("CANCELLED", "moved")]
    assert again == ["lea@voorbeeld.nl: Morgen: bijeenkomst om 13.30 uur"]


async def test_j03_a_reminder_that_did_not_leave_because_a_session_moved_leaves_when_that_is_undone(
    any_house: House,
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    session_id, other_id = [await house.plan_session(network, START) for _ in range(2)]
    house.is_now(START - timedelta(days=1))
    await when_a_session_comes_near(house.door, Period("now", house.place.clock.now()))
    for one in (session_id, other_id):
        await move(house, one, START + timedelta(days=7))
    await house.deliver()

    house.is_now(START - timedelta(hours=16))  # half past nine in the evening
    await move(house, session_id, START)
    at_night = await it_is(house, START - timedelta(hours=15))
    back = await it_is(house, START - timedelta(hours=6))
    again = await it_is(house, START - timedelta(hours=5))

    assert (at_night, back, again) == ([], ["lea@voorbeeld.nl: Vandaag: bijeenkomst om 13.30 uur"], [])
    reminded = {mail.subject_id: mail.state for mail in await house.ledger() if mail.kind == "session-reminder"}
    assert reminded == {session_id: "SENT", other_id: "CANCELLED"}


@pytest.mark.parametrize("how", ["cancelled", "held"])
async def test_nobody_is_reminded_of_what_does_not_take_place(house: House, how: str) -> None:
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    planned, sent = [await house.plan_session(network, START + timedelta(minutes=n)) for n in (0, 1)]
    house.is_now(START - timedelta(days=1) + timedelta(minutes=1))
    await when_a_session_comes_near(house.door, Period("now", house.place.clock.now()))
    view = house.owners.change_session(planned, status="CANCELLED" if how == "cancelled" else "HELD")
    at = house.place.clock.now()
    facts = {"session_id": planned, "network_id": network, "status": view.status, "at": at, "version": view.version}
    await house.hear(
        SessionCancelled.model_validate({**facts, "series_id": None, "sequence": 1})
        if how == "cancelled"
        else SessionHeld.model_validate(facts)
    )
    await house.deliver()
    await it_is(house, START - timedelta(hours=1))

    by_session = {mail.subject_id: mail.state for mail in await house.ledger() if mail.kind == "session-reminder"}
    assert by_session == {planned: "CANCELLED", sent: "SENT"}


@pytest.mark.parametrize("comes_first", [False, True])
async def test_j03_of_a_series_that_was_taken_back_nothing_is_planned_in_whatever_order_that_is_heard(
    any_house: House, comes_first: bool
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lea@voorbeeld.nl")
    await house.choose(person, network, Cadence.BEFORE_SESSION)
    house.is_now(START - timedelta(days=8))
    session_id = new_id()
    undone = SeriesUndone(
        series_id=new_id(), network_id=network, session_ids=[session_id], at=house.place.clock.now(), version=2
    )
    confirmed = SessionConfirmed(
        session_id=session_id,
        network_id=network,
        series_id=undone.series_id,
        status="CONFIRMED",
        sequence=0,
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        at=house.place.clock.now(),
        version=1,
    )

    await house.hear(*([undone, confirmed, undone] if comes_first else [confirmed, undone, undone]))
    house.is_now(START - timedelta(days=7))
    await plan_before_sessions(house.door)
    await it_is(house, START - timedelta(days=1))

    assert [mail.kind for mail in await house.ledger() if mail.kind != "session-invited"] == []


async def test_who_left_or_is_away_or_is_told_just_now_gets_no_reminder(house: House) -> None:
    network, late = house.owners.add_network("Noord"), house.owners.add_network("Zuid")
    left, away = [await house.member(network, f"{name}@voorbeeld.nl") for name in "ab"]
    await house.member(late, "c@voorbeeld.nl")
    await house.plan_session(network, START)
    house.is_now(START - timedelta(hours=30))
    await house.plan_session(late, START)
    await house.leave(network, left)
    house.owners.members.discard((network, away))
    await house.hear(
        MembershipPaused(
            membership_id=UUID(int=network.int ^ away.int),
            network_id=network,
            person_id=away,
            paused_at=house.place.clock.now(),
            until_at=None,
            version=2,
        )
    )

    assert await it_is(house, START - timedelta(hours=24)) == []
    assert [mail.kind for mail in await house.ledger() if mail.kind == "session-reminder"] == []


async def test_a_reminder_says_what_its_reader_answered_and_who_does_not_come_needs_none(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    comes, may, not_, silent, elsewhere = [await house.member(network, f"{name}@voorbeeld.nl") for name in "abcde"]
    session_id = await house.plan_session(network, START)
    house.owners.answers |= {
        (session_id, comes): "COMING",
        (session_id, may): "MAYBE",
        (session_id, not_): "NOT_COMING",
    }
    house.owners.expected[session_id] = {comes, may, not_, silent}

    await it_is(house, START - timedelta(hours=24))

    said = {str(mail["To"])[0]: text_of(mail) for mail in await house.mailbox()}
    assert sorted(said) == ["a", "b", "d"]
    assert "Je zei dat je komt." in said["a"]
    assert "Je zei dat je misschien komt." in said["b"]
    assert "We weten nog niet of je komt." in said["d"]
    assert elsewhere not in house.owners.expected[session_id]


async def test_a_reminder_that_comes_too_late_is_left_out(house: House) -> None:
    """After days of standing still nobody is told of a week that has passed; of tomorrow they still are."""
    network = house.owners.add_network("Noord")
    week = await house.member(network, "a@voorbeeld.nl")
    await house.member(network, "b@voorbeeld.nl")
    await choose(house, week, network, Cadence.WEEKLY, Reminder.WEEK)
    await house.plan_session(network, START)

    assert await it_is(house, START - timedelta(hours=3)) == ["b@voorbeeld.nl: Vandaag: bijeenkomst om 13.30 uur"]


@pytest.mark.parametrize(
    ("starts", "reminder", "due"),
    [
        ((2027, 1, 14, 13, 30), Reminder.DAY, (2027, 1, 13, 13, 30)),
        ((2027, 3, 31, 13, 30), Reminder.WEEK, (2027, 3, 24, 13, 30)),
        ((2027, 3, 28, 19, 0), Reminder.DAY, (2027, 3, 27, 19, 0)),
        ((2027, 1, 14, 22, 0), Reminder.DAY, (2027, 1, 14, 7, 30)),
        ((2027, 1, 14, 6, 0), Reminder.WEEK, (2027, 1, 7, 7, 30)),
    ],
)
def test_a_reminder_leaves_at_the_same_time_on_the_clock_and_not_at_night(
    starts: tuple[int, ...], reminder: Reminder, due: tuple[int, ...]
) -> None:
    moments = [datetime(*numbers, tzinfo=AMSTERDAM) for numbers in (starts, due)]  # type: ignore[misc, arg-type]  # year to minute

    assert due_at(moments[0].astimezone(UTC), DAYS_BEFORE[reminder]) == moments[1]


async def test_wish_18_what_a_coordinator_adds_stands_in_the_reminder_and_makes_no_link_and_no_html(
    any_house: House,
) -> None:
    """A-65, A-70: words of people stay words."""
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    house.owners.reminder_words[session_id] = "Parkeer <b>achter</b> het huis.\nKijk op koop.nu"

    await it_is(house, START - timedelta(hours=24))

    (mail,) = await house.mailbox()
    assert "schrijft erbij:\n\nParkeer <b>achter</b> het huis.\nKijk op koop. nu\n" in text_of(mail).replace(
        "\r\n", "\n"
    )
    assert "Parkeer &lt;b&gt;achter&lt;/b&gt; het huis.<br>Kijk op koop. nu" in html_of(mail)


async def test_a_coordinator_sees_the_reminder_before_it_goes_and_nobody_else_does(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    lea = await house.member(network, "lea@voorbeeld.nl")
    house.owners.coordinator_id = new_id()
    session_id = await house.plan_session(network, START)
    body = ReminderAsked(session_id=session_id, words="Neem je map mee.", language="en")
    path = "/session-reminders:preview"

    seen = await house.place.ask("POST", path, ReminderPreview, person_id=house.owners.coordinator_id, body=body)
    refused = await house.place.refusal("POST", path, person_id=lea, body=body)
    stranger = await house.place.refusal("POST", path, body=body)

    assert seen.subject == "Tomorrow: meeting at 13:30"
    assert "Who prepares the meeting adds:\n\nNeem je map mee.\n" in seen.text
    assert "afmeldcode" not in seen.text
    assert (refused.code, stranger.code) == ("COORDINATOR_NEEDED", "NOT_SIGNED_IN")
    assert (await house.ledger(), await house.mailbox()) == ([], [])


async def test_a_reminder_tells_where_to_join_online_only_to_who_said_they_come(any_house: House) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    comes = await house.member(network, "lea@voorbeeld.nl")
    await house.member(network, "kim@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    house.owners.change_session(session_id, link="https://video.example/kring")
    house.owners.answers[session_id, comes] = "COMING"

    await it_is(house, START - timedelta(hours=24))

    mails = {str(mail["To"]): text_of(mail) + html_of(mail) for mail in await house.mailbox()}
    told = {
        to: ("video.example" in words, "Zeg dat je komt, dan zie je de link." in words) for to, words in mails.items()
    }
    assert told == {"lea@voorbeeld.nl": (True, False), "kim@voorbeeld.nl": (False, True)}


async def call_off(house: House, session_id: UUID) -> None:
    """A session does not take place."""
    view = house.owners.change_session(session_id, status="CANCELLED")
    await house.hear(
        SessionCancelled(
            session_id=session_id,
            network_id=view.network_id,
            series_id=None,
            status=view.status,
            sequence=view.sequence,
            at=house.place.clock.now(),
            version=view.version,
        )
    )


async def take_up(house: House, session_id: UUID) -> None:
    """A session that was called off takes place after all."""
    house.owners.change_session(session_id, status="CONFIRMED")
    await move(house, session_id, START)


async def invitations(house: House) -> None:
    """The mails about sessions leave."""
    await plan_invitations(house.door)
    await house.deliver()


@pytest.mark.parametrize("dropped", [True, False])
async def test_a_reminder_of_a_session_that_was_off_for_a_moment_leaves_once_when_it_takes_place_after_all(
    any_house: House, dropped: bool
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    due = START - timedelta(days=1)
    house.is_now(due if dropped else due - timedelta(minutes=1))
    await when_a_session_comes_near(house.door, Period("now", house.place.clock.now()))
    await call_off(house, session_id)

    off = await it_is(house, due + timedelta(minutes=1))
    states = [mail.reason for mail in await house.ledger() if mail.kind == "session-reminder"]
    await take_up(house, session_id)
    back = await it_is(house, due + timedelta(minutes=2))
    await call_off(house, session_id)
    await take_up(house, session_id)
    again = await it_is(house, due + timedelta(minutes=3))

    assert (off, states, again) == ([], ["over"] if dropped else [], [])
    assert back == ["lea@voorbeeld.nl: Morgen: bijeenkomst om 13.30 uur"]


@pytest.mark.parametrize("heard_back", [True, False])
async def test_who_heard_that_it_was_off_hears_that_it_takes_place_after_all_and_not_also_a_reminder(
    any_house: House, heard_back: bool
) -> None:
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lea@voorbeeld.nl")
    session_id = await house.plan_session(network, START)
    house.is_now(START - timedelta(days=3))
    await invitations(house)
    due = START - timedelta(days=1)
    house.is_now(due)
    await when_a_session_comes_near(house.door, Period("now", due))
    await call_off(house, session_id)
    house.is_now(due + timedelta(minutes=10))
    await invitations(house)

    await take_up(house, session_id)
    if heard_back:
        house.is_now(due + timedelta(minutes=20))
        await invitations(house)
    reminded = await it_is(house, due + timedelta(minutes=25))
    await invitations(house)

    subjects = [str(mail["Subject"]) for mail in await house.mailbox()]
    assert [subject.partition(":")[0] for subject in subjects[1:]] == ["Gaat niet door", "Gaat toch door"]
    assert not any("Morgen" in one for one in reminded)
