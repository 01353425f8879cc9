"""The overview by mail: once, complete, and only what its reader may see."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.digests.domain import (
    burst_due_at,
    burst_of,
    covers,
    days_ahead,
    delay_of,
    intent_key,
    period_of,
    spread,
)
from services.notifications.handlers.agenda import when_question_opened
from services.notifications.handlers.clock import when_a_burst_may_be_over, when_a_day_begins, when_monday_comes
from services.notifications.handlers.network import when_membership_activated
from services.notifications.subscriptions.domain import Cadence
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.agenda.agenda_points import MeetingAgendaItemRemoved
from shared.events.notifications import DigestSent, DigestSkipped
from tests.notifications.house import MONDAY, NEXT_WEEK, THIS_WEEK, House, html_of, text_of

TODAY = Period("2026-11-23", MONDAY)
TOMORROW = Period("2026-11-24", MONDAY + timedelta(days=1))


async def on_monday(house: House, period: Period = THIS_WEEK) -> None:
    """The hour of the weekly digest."""
    house.is_now(period.due_at)
    await when_monday_comes(house.door, period)
    await house.deliver()


async def test_everybody_who_takes_part_gets_one_mail_on_monday(any_house: House) -> None:
    """BR-060, BR-061, J15 AC1: weekly by default, all networks of a reader in one mail, two lists and the dates."""
    house = any_house
    north, south = house.owners.add_network("Noord"), house.owners.add_network("Zuid")
    both = await house.member(north, "beide@voorbeeld.nl")
    await house.join(south, both)
    await house.member(south, "zuid@voorbeeld.nl")
    session = await house.plan_session(north, MONDAY + timedelta(days=52, hours=6))
    await house.add_point(session, "Logeren bij een steungezin")
    await house.open_question(south, "Wat helpt een kind?")

    await on_monday(house)

    mails = {str(mail["To"]): mail for mail in await house.mailbox()}
    assert set(mails) == {"beide@voorbeeld.nl", "zuid@voorbeeld.nl"}
    text = text_of(mails["beide@voorbeeld.nl"])
    points, questions, dates = (
        text.index(heading) for heading in ("Agendapunten", "Vragen op de kennisagenda", "Eerstvolgende bijeenkomsten")
    )
    assert points < text.index("Logeren bij een steungezin") < questions < text.index("Wat helpt een kind?") < dates
    assert "donderdag 14 januari 2027, 13.30 tot 16.00 uur" in text[dates:]
    assert "Logeren" not in text_of(mails["zuid@voorbeeld.nl"])
    assert await house.states() == ["SENT", "SENT"]
    assert [type(event) for event in await house.place.announced()] == [DigestSent, DigestSent]


async def test_a_large_round_is_spread_and_complete(house: House) -> None:
    """F-69, F-62: batch after batch, network after network; who takes part in two networks is planned once."""
    north, south = house.owners.add_network("Noord"), house.owners.add_network("Zuid")
    async with house.door.work() as work:
        people = [house.owners.add_person(f"lid{number}@voorbeeld.nl") for number in range(2100)]
        for number, person in enumerate(people):
            await when_membership_activated(work, house.joined(north if number % 2 else south, person))
        for person in people[:100]:
            await when_membership_activated(work, house.joined(north, person, version=2))

    await when_monday_comes(house.door, THIS_WEEK)

    rows = await house.ledger()
    moments = [row.next_at for row in rows]
    assert {row.person_id for row in rows} == set(people)
    assert len(rows) == 2100
    assert moments == sorted(moments)
    assert moments[0] == MONDAY
    assert timedelta(seconds=60) < moments[-1] - MONDAY <= timedelta(minutes=30)


async def test_a_second_run_sends_nothing(any_house: House) -> None:
    """F-62: the same period twice, whoever fires it."""
    network = any_house.owners.add_network("Noord")
    await any_house.member(network, "lid@voorbeeld.nl")
    await any_house.open_question(network, "Wat helpt?")

    await on_monday(any_house)
    await on_monday(any_house)

    assert len(await any_house.mailbox()) == 1
    assert await any_house.states() == ["SENT"]


async def test_each_item_is_mailed_once_per_member(any_house: House) -> None:
    """BR-062: the next week brings only what is new."""
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    first = await house.open_question(network, "De eerste?")
    await on_monday(house)
    second = await house.open_question(network, "De tweede?")

    await on_monday(house, NEXT_WEEK)

    assert ["De eerste?" in text_of(mail) for mail in await house.mailbox()] == [True, False]
    assert await house.told() == {(person, first), (person, second)}


async def test_a_redelivered_event_does_not_double_an_item(house: House) -> None:
    """J15 AC3."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    session = await house.plan_session(network, MONDAY + timedelta(days=30))
    point = await house.add_point(session, "Logeren")
    await house.hear(house.point_added(point), house.point_added(point))

    await on_monday(house)
    await house.hear(house.point_added(point))
    await on_monday(house, NEXT_WEEK)

    (mail,) = await house.mailbox()
    assert text_of(mail).count("* Logeren") == 1


async def test_what_was_taken_back_before_the_hour_is_not_in_it(house: House) -> None:
    """J15 AC2, BR-062: added and removed, opened and withdrawn."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    session = await house.plan_session(network, MONDAY + timedelta(days=30))
    gone = await house.add_point(session, "Ging er weer af")
    withdrawn = await house.open_question(network, "Teruggenomen?")
    await house.open_question(network, "Blijft staan?")
    await house.remove_point(gone)
    await house.withdraw_question(withdrawn)

    await on_monday(house)

    (mail,) = await house.mailbox()
    assert "Blijft staan?" in text_of(mail)
    assert "Ging er weer af" not in text_of(mail)
    assert "Teruggenomen?" not in text_of(mail)


async def test_what_an_owner_no_longer_tells_is_left_out(house: House) -> None:
    """BR-062: taken back at the owner, while the event is still on its way."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    hidden = await house.open_question(network, "Net verborgen?")
    await house.open_question(network, "Blijft staan?")
    del house.owners.questions[hidden]

    await on_monday(house)

    (mail,) = await house.mailbox()
    assert "Net verborgen?" not in text_of(mail)


@pytest.mark.parametrize("order", list(permutations(("added", "removed", "added"))))
async def test_a_point_ends_up_removed_in_whatever_order_it_is_heard(house: House, order: tuple[str, ...]) -> None:
    """I2: removed before added ends removed."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    point = house.owners.add_point(house.owners.add_session(network, MONDAY + timedelta(days=30)), "Kwam en ging")
    said = {
        "added": house.point_added(point),
        "removed": MeetingAgendaItemRemoved(
            agenda_point_id=point,
            session_id=house.owners.points[point].session_id,
            network_id=network,
            at=house.place.clock.now(),
            version=2,
        ),
    }

    await house.hear(*(said[what] for what in order))
    await on_monday(house)

    assert await house.mailbox() == []


async def test_nothing_new_is_no_mail(any_house: House) -> None:
    """BR-063, J15 AC4: an empty digest is not sent, and that is announced."""
    network = any_house.owners.add_network("Noord")
    person = await any_house.member(network, "lid@voorbeeld.nl")
    await any_house.plan_session(network, MONDAY + timedelta(days=30))

    await on_monday(any_house)

    assert await any_house.mailbox() == []
    (mail,) = await any_house.ledger()
    assert (mail.state, mail.reason) == ("CANCELLED", "empty")
    (skipped,) = await any_house.place.announced()
    assert isinstance(skipped, DigestSkipped)
    assert (skipped.person_id, skipped.period, skipped.reason) == (person, "2026-W48", "EMPTY")


async def test_a_digest_empty_at_its_owners_is_no_mail(house: House) -> None:
    """F-64: everything in it was hidden in between."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    question = await house.open_question(network, "Net verborgen?")
    del house.owners.questions[question]

    await on_monday(house)

    assert [(mail.state, mail.reason) for mail in await house.ledger()] == [("CANCELLED", "empty")]


async def test_who_may_not_see_a_network_gets_nothing_of_it(any_house: House) -> None:
    """J15 AC5, P8: each owner decides by its own rows; one no is enough."""
    house = any_house
    seen, closed, left = (house.owners.add_network(name) for name in ("Open", "Gesloten", "Verlaten"))
    person = await house.member(seen, "lid@voorbeeld.nl")
    for network in (closed, left):
        await house.join(network, person)
    for network in (seen, closed, left):
        await house.open_question(network, f"Vraag van {house.owners.networks[network].name}?")
    house.owners.closed.add(closed)
    house.owners.members.discard((left, person))  # network knows, and the event is still on its way

    await on_monday(house)

    (mail,) = await house.mailbox()
    told = text_of(mail) + html_of(mail)
    assert "Vraag van Open?" in told
    assert "Gesloten" not in told
    assert "Verlaten" not in told


async def test_who_left_gets_no_mail(house: House) -> None:
    """F-63 before rendering: planned while a member, gone at the hour."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await house.leave(network, person)

    await house.deliver()

    assert [(mail.state, mail.reason) for mail in await house.ledger()] == [("CANCELLED", "no-access")]
    (skipped,) = await house.place.announced()
    assert isinstance(skipped, DigestSkipped)
    assert skipped.reason == "NO_ACCESS"


async def test_words_are_those_of_the_moment_of_sending(house: House) -> None:
    """DESIGN 6: rendered late."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    question = await house.open_question(network, "Eerst zo?")
    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    house.owners.rename(question, "Nu zo?")

    await house.deliver()

    (mail,) = await house.mailbox()
    assert "Nu zo?" in text_of(mail)
    assert "Eerst zo?" not in text_of(mail)


async def test_each_reader_reads_their_own_language(house: House) -> None:
    network = house.owners.add_network("Noord")
    await house.member(network, "nl@voorbeeld.nl")
    await house.member(network, "en@voorbeeld.nl", language="en")
    await house.open_question(network, "Wat helpt?")

    await on_monday(house)

    languages = {str(mail["To"]): str(mail["Content-Language"]) for mail in await house.mailbox()}
    assert languages == {"nl@voorbeeld.nl": "nl", "en@voorbeeld.nl": "en"}


async def test_no_owner_is_asked_while_a_transaction_is_open(house: House) -> None:
    """DESIGN 3: not one connection of ours is in use while somebody else is asked."""
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")
    pool = house.door.database.engine.sync_engine.pool
    in_use: list[int] = []
    house.owners.when_asked = lambda _path: in_use.append(pool.checkedout())

    await on_monday(house)

    assert set(in_use) == {0}
    assert len(in_use) == 5


async def test_owners_that_are_away_cost_no_attempt(any_house: House) -> None:
    """The mail waits half a minute and is written then; its Message-ID would be the same anyway."""
    house = any_house
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")
    house.owners.is_away = True
    await on_monday(house)
    (waiting,) = await house.ledger()

    house.owners.is_away = False
    house.place.clock.forward(seconds=31)
    await house.deliver()

    assert (waiting.state, waiting.attempts) == ("PLANNED", 0)
    assert len(await house.mailbox()) == 1


async def test_readers_of_one_network_are_asked_about_together(house: House) -> None:
    """One question per owner and network, whether one reads or thirty."""
    network = house.owners.add_network("Noord")
    await house.open_question(network, "Wat helpt?")
    asked: list[int] = []
    for readers, period in ((1, THIS_WEEK), (30, NEXT_WEEK)):
        for number in range(readers):
            await house.member(network, f"lid{readers}-{number}@voorbeeld.nl")
        await house.open_question(network, f"En voor {readers}?")
        house.owners.asked.clear()
        await on_monday(house, period)
        asked.append(len(house.owners.asked))

    assert asked == [5, 5]
    assert len(await house.mailbox()) == 1 + 31


async def test_readers_of_many_networks_are_asked_about_within_the_owners_limits(house: House) -> None:
    """A call to an owner holds at most 100 questions and 100 KiB; more goes in several calls, and nobody is forgotten."""
    networks = [house.owners.add_network(f"Netwerk {number:03}") for number in range(110)]
    people = [house.owners.add_person(f"lid{number}@voorbeeld.nl") for number in range(3)]
    async with house.door.work() as work:
        for network in networks:
            question = house.owners.add_question(network, "Wat helpt hier?")
            await when_question_opened(work, house.question_opened(question))
            for person in people:
                house.owners.members.add((network, person))
                await when_membership_activated(work, house.joined(network, person))
    before = house.door.asking.calls

    await on_monday(house)

    mails = await house.mailbox()
    assert len(mails) == 3
    assert {text_of(mail).count("* Wat helpt hier?") for mail in mails} == {110}
    assert house.door.asking.calls - before == 2 + 3  # 112 questions to network, 220 to agenda


# When they go


async def test_daily_readers_get_theirs_every_day(house: House) -> None:
    """BR-060: daily at 07:30, all daily networks in one mail."""
    north, south = house.owners.add_network("Noord"), house.owners.add_network("Zuid")
    person = await house.member(north, "lid@voorbeeld.nl")
    await house.join(south, person)
    for network in (north, south):
        await house.choose(person, network, Cadence.DAILY)
        await house.open_question(network, f"Vraag {network}?")

    house.is_now(MONDAY)
    await when_monday_comes(house.door, THIS_WEEK)
    await when_a_day_begins(house.door, TODAY)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert text_of(mail).count("Vraag ") == 2
    assert [row.intent_key for row in await house.ledger()] == [f"digest-daily:{person}:2026-11-23"]


async def test_before_a_session_means_a_week_before_it(house: House) -> None:
    """BR-060: on the day seven days ahead, not earlier, and once."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.choose(person, network, Cadence.BEFORE_SESSION)
    session = await house.plan_session(network, MONDAY + timedelta(days=8, hours=6))
    await house.add_point(session, "Logeren")

    sent = []
    for days in range(4):
        house.is_now(MONDAY + timedelta(days=days))
        await when_a_day_begins(house.door, Period(f"2026-11-{23 + days}", house.place.clock.now()))
        await house.deliver()
        sent.append(len(await house.mailbox()))

    assert sent == [0, 1, 1, 1]
    assert [row.intent_key for row in await house.ledger()] == [f"digest-before:{person}:{session}"]


async def test_a_burst_is_one_direct_mail(any_house: House) -> None:
    """Wish 2: what appears within a few minutes comes together."""
    house = any_house
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.member(network, "weekelijks@voorbeeld.nl")
    await house.choose(person, network, Cadence.DIRECT)
    for number in range(3):
        await house.open_question(network, f"Vraag {number}?")
        house.place.clock.forward(seconds=40)
    await when_a_burst_may_be_over(house.door, Period("", house.place.clock.now()))
    await house.deliver()
    at_once = len(await house.mailbox())

    house.place.clock.forward(minutes=7)
    for _ in range(2):
        await when_a_burst_may_be_over(house.door, Period("", house.place.clock.now()))
        await house.deliver()

    assert at_once == 0
    (mail,) = await house.mailbox()
    assert str(mail["To"]) == "lid@voorbeeld.nl"
    assert text_of(mail).count("* Vraag") == 3


async def test_nobody_direct_means_no_burst(house: House) -> None:
    network = house.owners.add_network("Noord")
    await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Wat helpt?")

    house.place.clock.forward(minutes=20)
    await when_a_burst_may_be_over(house.door, Period("", house.place.clock.now()))

    assert await house.ledger() == []


async def test_what_a_direct_mail_left_behind_comes_the_next_morning(house: House) -> None:
    """Nothing is lost: the daily round sweeps up for direct readers too."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.open_question(network, "Van vóór de keuze?")
    await house.choose(person, network, Cadence.DIRECT)

    house.is_now(MONDAY)
    await when_a_day_begins(house.door, TODAY)
    await house.deliver()

    assert len(await house.mailbox()) == 1


async def test_an_earlier_digest_that_still_waits_is_merged_into_the_next(house: House) -> None:
    """F-52: one mail with everything, not two."""
    network = house.owners.add_network("Noord")
    person = await house.member(network, "lid@voorbeeld.nl")
    await house.choose(person, network, Cadence.DAILY)
    await house.open_question(network, "Van gisteren?")
    house.is_now(MONDAY)
    await when_a_day_begins(house.door, TODAY)
    await house.open_question(network, "Van vandaag?")

    house.is_now(TOMORROW.due_at)
    await when_a_day_begins(house.door, TOMORROW)
    await house.deliver()

    (mail,) = await house.mailbox()
    assert "Van gisteren?" in text_of(mail)
    assert "Van vandaag?" in text_of(mail)
    assert [(row.period, row.state, row.reason) for row in await house.ledger()] == [
        ("2026-11-23", "CANCELLED", "merged"),
        ("2026-11-24", "SENT", None),
    ]


# What is true without a database


def test_periods_come_from_the_local_calendar() -> None:
    """RELIABILITY 7.7: ISO weeks and days of Amsterdam."""
    assert period_of(Cadence.WEEKLY, MONDAY) == "2026-W48"
    assert period_of(Cadence.DAILY, MONDAY.replace(hour=23, minute=30)) == "2026-11-24"
    assert period_of(Cadence.WEEKLY, MONDAY.replace(year=2027, month=1, day=1)) == "2026-W53"


def test_every_cadence_has_its_own_key() -> None:
    """The unique intent is what makes a second mail impossible."""
    person = new_id()
    keys = {intent_key(cadence, person, "p") for cadence in Cadence if cadence is not Cadence.NEVER}

    assert len(keys) == 4
    assert intent_key(Cadence.WEEKLY, person, "2026-W48") == f"digest:{person}:2026-W48"


def test_a_daily_round_covers_direct_readers_too() -> None:
    assert {cadence: set(covers(cadence)) for cadence in Cadence} == {
        **{cadence: {cadence} for cadence in Cadence},
        Cadence.DAILY: {Cadence.DAILY, Cadence.DIRECT},
    }


@given(st.integers(min_value=0, max_value=200_000))
def test_digests_are_spread_over_at_most_half_an_hour(readers: int) -> None:
    """F-69."""
    over = spread(readers)

    assert timedelta(0) <= over <= timedelta(minutes=30)
    assert readers > 1000 or over == timedelta(0)


@given(st.integers(min_value=1, max_value=200_000), st.data())
def test_who_comes_later_in_line_never_goes_earlier(readers: int, data: st.DataObject) -> None:
    """F-69: evenly, and always the same for the same place."""
    place = data.draw(st.integers(min_value=0, max_value=readers))

    assert timedelta(0) <= delay_of(place, readers) <= delay_of(place + 1, readers) <= spread(readers)
    assert delay_of(0, readers) == timedelta(0)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2056, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 -- the zone is the strategy's
def test_a_burst_is_mailed_after_it_ended(moment: datetime) -> None:
    burst = burst_of(moment)

    assert burst <= moment
    assert timedelta(minutes=2) < burst_due_at(burst) - moment <= timedelta(minutes=7)


def test_seven_days_ahead_is_counted_in_local_days() -> None:
    after, before = days_ahead(MONDAY)

    assert after == MONDAY
    assert before.isoformat() == "2026-11-30T23:00:00+00:00"
