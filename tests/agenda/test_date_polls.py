"""Date polls: asking when people can come, answering until it closes, and choosing the dates without leaving anybody out by accident."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.handlers import when_ten_minutes_have_passed
from shared.api.agenda.date_polls import (
    AnswerDatePoll,
    AvailabilityGiven,
    ConfirmDates,
    DatePollLetter,
    DatePollLetterAsked,
    DatePollView,
    DatesConfirmed,
    MeasureChosen,
    OpenDatePoll,
    PolledDate,
)
from shared.api.agenda.planning import Need
from shared.api.my_data import DataGroup
from shared.api.page import Page
from shared.bus.clock import Period
from shared.database import new_id
from shared.events.agenda.date_polls import (
    DatePollAnswered,
    DatePollClosed,
    DatePollCompleted,
    DatePollEndsSoon,
    DatePollOpened,
)
from shared.events.agenda.sessions import SeriesPlanned, SessionConfirmed
from shared.events.network import MembershipPaused, PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, hear, join, leave, membership
from tests.agenda.test_calendars import behind, made
from tests.workplace import Workplace

DAYS = (datetime(2027, 1, 14, 12, 30, tzinfo=UTC), datetime(2027, 3, 11, 12, 30, tzinfo=UTC))
UNTIL = datetime(2026, 12, 10, 22, 59, tzinfo=UTC)


def opening(network_id: UUID, *days: datetime, **changes: Any) -> OpenDatePoll:
    """A poll about these days, each from 13.30 to 16.00."""
    told: dict[str, Any] = {
        "title": "Bijeenkomsten 2027",
        "place": "Zaal 3, Zwolle",
        "dates": [PolledDate(starts_at=at, ends_at=at + timedelta(hours=2, minutes=30)) for at in days or DAYS],
        "answer_until": UNTIL,
        **changes,
    }
    return OpenDatePoll(network_id=network_id, **told)


async def opened_poll(place: Workplace, cast: Cast, *days: datetime, **changes: Any) -> DatePollView:
    """A poll that the coordinator opened, as they see it."""
    made = await place.ask(
        "POST",
        "/date-polls",
        DatePollView,
        person_id=cast.coordinator,
        body=opening(cast.network_id, *days, **changes),
    )
    return await seen(place, made, cast.coordinator)


async def seen(place: Workplace, poll: DatePollView, person_id: UUID) -> DatePollView:
    """The poll as somebody sees it."""
    found = await place.ask("GET", f"/date-polls/{poll.id}", DatePollView, person_id=person_id)
    assert isinstance(found, DatePollView)
    return found


def ids(poll: DatePollView) -> list[UUID]:
    """Its dates, in order of time."""
    return [date.id for date in sorted(poll.dates or [], key=lambda date: date.starts_at)]


def saying(poll: DatePollView, *said: str | None) -> AnswerDatePoll:
    """What somebody says of the dates, in order of time; None: nothing."""
    return AnswerDatePoll.model_validate(
        {
            "answers": [
                {"date_id": date_id, "availability": one} for date_id, one in zip(ids(poll), said, strict=False) if one
            ]
        }
    )


async def answered(place: Workplace, poll: DatePollView, person_id: UUID, *said: str | None) -> DatePollView:
    """Somebody answers; the poll as they see it then."""
    await place.ask(
        "POST", f"/date-polls/{poll.id}:answer", DatePollView, person_id=person_id, body=saying(poll, *said)
    )
    return await seen(place, poll, person_id)


async def closed(place: Workplace, poll: DatePollView, cast: Cast) -> DatePollView:
    """The coordinator ends the answering."""
    await place.ask("POST", f"/date-polls/{poll.id}:close", DatePollView, person_id=cast.coordinator)
    return await seen(place, poll, cast.coordinator)


async def ten_minutes_pass(place: Workplace) -> None:
    """The clock says that ten minutes have passed."""
    await when_ten_minutes_have_passed(place.door, Period(key="1", due_at=place.clock.now()))


async def test_opening_asks_every_perspective_that_takes_part_and_announces_no_words(
    place: Workplace, cast: Cast
) -> None:
    await join(place, cast.network_id, new_id(), perspective="PROFESSIONAL")

    poll = await opened_poll(place, cast)

    assert (poll.status, poll.title, poll.members, poll.may_close, poll.may_decide) == (
        "OPEN",
        "Bijeenkomsten 2027",
        4,
        True,
        False,
    )
    assert [(one.perspective, one.minimum) for one in poll.perspectives or []] == [("PARENT", 1), ("PROFESSIONAL", 1)]
    assert await place.announced() == [
        DatePollOpened(
            date_poll_id=poll.id,
            network_id=cast.network_id,
            status="OPEN",
            answer_until=UNTIL,
            at=place.clock.now(),
            version=1,
        )
    ]


async def test_a_poll_that_cannot_be_tells_all_that_is_wrong_at_once(place: Workplace, cast: Cast) -> None:
    past = datetime(2026, 11, 20, 12, tzinfo=UTC)
    wrong = opening(cast.network_id, past, DAYS[0], DAYS[0], answer_until=DAYS[1], title="x" * 201)

    refusal = await place.refusal("POST", "/date-polls", person_id=cast.coordinator, body=wrong)

    assert refusal.code == "DATE_POLL_NOT_POSSIBLE"
    assert [(problem.field, problem.code) for problem in refusal.problems] == [
        ("title", "TITLE_TOO_LONG"),
        ("dates", "IN_THE_PAST"),
        ("dates", "DATE_TWICE"),
        ("answer_until", "AFTER_FIRST_DATE"),
    ]


async def test_who_does_not_coordinate_opens_no_poll(place: Workplace, cast: Cast) -> None:
    codes = {
        person_id: (await place.refusal("POST", "/date-polls", person_id=person_id, body=opening(cast.network_id))).code
        for person_id in (cast.member, cast.other_coordinator, cast.former_coordinator)
    }

    assert codes == {
        cast.member: "COORDINATOR_NEEDED",
        cast.other_coordinator: "NOT_A_MEMBER",
        cast.former_coordinator: "NOT_A_MEMBER",
    }


async def test_j04_an_answer_can_change_until_the_end_and_what_is_not_said_is_no_answer(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)

    first = await answered(place, poll, cast.member, "YES", None)
    again = await answered(place, poll, cast.member, "NO", "IF_NEEDED")

    mine = {
        date.starts_at: (date.my_answer, [(one.yes, one.if_needed, one.no) for one in date.coverage or []])
        for view in (first, again)
        for date in view.dates or []
    }
    assert mine == {DAYS[0]: ("NO", [(0, 0, 1)]), DAYS[1]: ("IF_NEEDED", [(0, 1, 0)])}
    assert [date.my_answer for date in sorted(first.dates or [], key=lambda date: date.starts_at)] == ["YES", None]
    assert [type(event) for event in await place.announced()] == [DatePollOpened, DatePollAnswered, DatePollAnswered]


async def test_a_member_sees_what_others_said_only_after_answering_and_a_neighbour_sees_nothing(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    await answered(place, poll, cast.second_member, "YES", "NO")

    before = await seen(place, poll, cast.member)
    after = await answered(place, poll, cast.member, "YES", "YES")
    refused = await place.refusal("GET", f"/date-polls/{poll.id}", person_id=cast.neighbour)
    unknown = await place.refusal("GET", f"/date-polls/{new_id()}", person_id=cast.neighbour)

    assert [(date.rank, date.coverage, date.left_out) for date in before.dates or []] == [(None, None, None)] * 2
    assert [date.rank for date in after.dates or []] == [1, 2]
    assert (refused.code, str(refused)) == (unknown.code, str(unknown))


async def test_answers_of_a_date_of_another_poll_or_of_nothing_are_refused(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    other = await opened_poll(place, cast, DAYS[1])
    elsewhere = AnswerDatePoll(answers=[AvailabilityGiven(date_id=ids(other)[0], availability="YES")])

    codes = [
        (await place.refusal("POST", f"/date-polls/{poll.id}:answer", person_id=cast.member, body=body)).code
        for body in (elsewhere, AnswerDatePoll(answers=[]))
    ]
    stranger = await place.refusal(
        "POST", f"/date-polls/{poll.id}:answer", person_id=cast.neighbour, body=saying(poll, "YES")
    )

    assert (codes, stranger.code) == (["NOT_FOUND", "AVAILABILITY_MISSING"], "NOT_FOUND")


async def test_after_the_end_nobody_answers_whether_the_clock_came_by_or_not(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    place.clock.moment = UNTIL

    late = await place.refusal(
        "POST", f"/date-polls/{poll.id}:answer", person_id=cast.member, body=saying(poll, "YES", "YES")
    )
    between = await seen(place, poll, cast.coordinator)
    await ten_minutes_pass(place)
    after = await seen(place, poll, cast.coordinator)

    assert late.code == "DATE_POLL_CLOSED"
    assert (between.status, between.may_decide, after.status, after.may_decide) == ("CLOSED", True, "CLOSED", True)
    assert [event.status for event in await place.announced() if isinstance(event, DatePollClosed)] == ["CLOSED"]


async def test_the_clock_says_once_that_a_poll_ends_soon_and_lets_a_forgotten_one_expire(
    place: Workplace, cast: Cast
) -> None:
    await opened_poll(place, cast)
    place.clock.moment = UNTIL - timedelta(days=3)
    await ten_minutes_pass(place)
    await ten_minutes_pass(place)
    place.clock.moment = DAYS[1] + timedelta(minutes=1)
    await ten_minutes_pass(place)
    await ten_minutes_pass(place)

    told = [(type(event), vars(event).get("status")) for event in await place.announced()]

    assert told == [
        (DatePollOpened, "OPEN"),
        (DatePollEndsSoon, "OPEN"),
        (DatePollClosed, "CLOSED"),
        (DatePollClosed, "EXPIRED"),
    ]


async def test_when_everybody_answered_the_coordinators_hear_of_it_once(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)

    for person_id in (cast.member, cast.second_member, cast.coordinator, cast.member):
        await answered(place, poll, person_id, "YES", "NO")

    complete = [event for event in await place.announced() if isinstance(event, DatePollCompleted)]
    assert [(event.coordinator_ids, event.version) for event in complete] == [([cast.coordinator], 5)]


async def test_who_pauses_or_leaves_is_not_counted_and_who_joins_later_is(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    for person_id in (cast.member, cast.second_member):
        await answered(place, poll, person_id, "YES", "YES")
    paused = MembershipPaused(
        membership_id=membership(cast.network_id, cast.second_member),
        network_id=cast.network_id,
        person_id=cast.second_member,
        paused_at=MOMENT,
        until_at=None,
        version=2,
    )

    await hear(place, paused)
    await leave(place, cast.network_id, cast.member)
    for _ in range(3):
        await join(place, cast.network_id, new_id())
    later = new_id()
    await join(place, cast.network_id, later, perspective="REGION")
    view = await seen(place, poll, cast.coordinator)

    assert [_told(date) for date in view.dates or []] == [[("PARENT", False, 4, 0), ("REGION", False, None, None)]] * 2
    assert (view.members, view.answered) == (5, None)


def _told(date: Any) -> list[tuple[str, bool, int | None, int | None]]:
    return [(one.perspective, one.is_enough, one.members, one.yes) for one in date.coverage]


async def test_j03_dates_that_were_chosen_become_one_series_of_sessions_at_the_same_time_in_winter_and_summer(
    place: Workplace, cast: Cast
) -> None:
    summer = datetime(2027, 5, 13, 11, 30, tzinfo=UTC)
    poll = await opened_poll(place, cast, *DAYS, summer)
    await answered(place, poll, cast.member, "YES", "YES", "YES")
    await closed(place, poll, cast)

    done = await place.ask(
        "POST",
        f"/date-polls/{poll.id}:confirm",
        DatesConfirmed,
        person_id=cast.coordinator,
        body=ConfirmDates(date_ids=ids(poll)),
    )

    assert [(one.number, one.starts_at, one.place) for one in done.sessions] == [
        (1, DAYS[0], "Zaal 3, Zwolle"),
        (2, DAYS[1], "Zaal 3, Zwolle"),
        (3, summer, "Zaal 3, Zwolle"),
    ]
    view = await seen(place, poll, cast.member)
    assert (view.status, view.series_id, view.may_answer) == ("DECIDED", done.sessions[0].series_id, False)
    assert {date.starts_at: date.session_id for date in view.dates or []} == {
        one.starts_at: one.id for one in done.sessions
    }
    told = [type(event) for event in await place.announced()]
    assert (told.count(SeriesPlanned), told.count(SessionConfirmed), told.count(DatePollClosed)) == (1, 3, 2)


async def test_where_to_join_online_and_the_kind_of_a_poll_become_those_of_its_sessions(
    place: Workplace, cast: Cast
) -> None:
    link = "https://bellen.example/kring"
    poll = await opened_poll(place, cast, link=link, type="CO_DESIGN")
    await answered(place, poll, cast.member, "YES", "YES")
    as_member = await seen(place, poll, cast.member)
    as_coordinator = await seen(place, poll, cast.coordinator)
    await closed(place, poll, cast)

    path = f"/date-polls/{poll.id}:confirm"
    unsafe = await place.refusal(
        "POST", path, person_id=cast.coordinator, body=ConfirmDates(date_ids=ids(poll), link="http://bellen.example")
    )
    done = await place.ask(
        "POST", path, DatesConfirmed, person_id=cast.coordinator, body=ConfirmDates(date_ids=ids(poll))
    )

    assert [(one.link, one.type) for one in (as_member, as_coordinator)] == [(None, "CO_DESIGN"), (link, "CO_DESIGN")]
    assert [(one.field, one.code) for one in unsafe.problems] == [("link", "ADDRESS_NOT_SAFE")]
    assert {(one.link, one.type) for one in done.sessions} == {(link, "CO_DESIGN")}


async def test_another_link_is_chosen_with_the_dates_than_the_poll_said(place: Workplace, cast: Cast) -> None:
    polls = [await opened_poll(place, cast, day, link="https://bellen.example/kring") for day in DAYS]
    told = []
    for poll, link in zip(polls, ("https://elders.example/kring", ""), strict=True):
        await answered(place, poll, cast.member, "YES")
        await closed(place, poll, cast)
        body = ConfirmDates(date_ids=ids(poll), link=link)
        done = await place.ask(
            "POST", f"/date-polls/{poll.id}:confirm", DatesConfirmed, person_id=cast.coordinator, body=body
        )
        told.append(done.sessions[0].link)

    assert told == ["https://elders.example/kring", ""]


async def test_j03_six_dates_are_confirmed_at_once_each_with_its_own_entry_at_half_past_one_on_the_clock(
    place: Workplace, cast: Cast
) -> None:
    """J03 AC5: the dates of oracle 8.2, of which the first two and the last are in winter time."""
    days = [(1, 14, 12), (3, 11, 12), (5, 13, 11), (7, 8, 11), (9, 9, 11), (11, 11, 12)]
    year = [datetime(2027, month, day, hour, 30, tzinfo=UTC) for month, day, hour in days]
    poll = await opened_poll(place, cast, *year)
    await answered(place, poll, cast.member, *["YES"] * 6)
    await closed(place, poll, cast)

    path, body = f"/date-polls/{poll.id}:confirm", ConfirmDates(date_ids=ids(poll))
    done = await place.ask("POST", path, DatesConfirmed, person_id=cast.coordinator, body=body)
    feed = await behind(place, (await made(place, cast.member)).token)

    confirmed = [event for event in await place.announced() if isinstance(event, SessionConfirmed)]
    assert sorted(event.starts_at for event in confirmed) == year
    assert [(entry.id, entry.starts_at) for entry in feed.entries] == [(one.id, one.starts_at) for one in done.sessions]
    assert {f"{entry.starts_at.astimezone(ZoneInfo('Europe/Amsterdam')):%H.%M}" for entry in feed.entries} == {"13.30"}
    assert len(feed.entries) == 6


async def test_dates_are_chosen_after_the_end_once_and_by_a_coordinator(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    body = ConfirmDates(date_ids=ids(poll))
    path = f"/date-polls/{poll.id}:confirm"
    await answered(place, poll, cast.member, "YES", "YES")

    open_still = await place.refusal("POST", path, person_id=cast.coordinator, body=body)
    await closed(place, poll, cast)
    member = await place.refusal("POST", path, person_id=cast.member, body=body)
    none = await place.refusal("POST", path, person_id=cast.coordinator, body=ConfirmDates(date_ids=[]))
    await place.ask("POST", path, DatesConfirmed, person_id=cast.coordinator, body=body)
    again = await place.refusal("POST", path, person_id=cast.coordinator, body=body)

    assert [one.code for one in (open_still, member, none, again)] == [
        "DATE_POLL_STILL_OPEN",
        "COORDINATOR_NEEDED",
        "DATES_MISSING",
        "DATE_POLL_DECIDED",
    ]


async def test_j03_chosen_dates_are_taken_back_within_the_hour_and_can_be_chosen_again(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    await answered(place, poll, cast.member, "YES", "YES")
    await closed(place, poll, cast)
    path, body = f"/date-polls/{poll.id}:confirm", ConfirmDates(date_ids=ids(poll))
    done = await place.ask("POST", path, DatesConfirmed, person_id=cast.coordinator, body=body)

    await place.ask("POST", f"/series/{done.date_poll.series_id}:undo", Any, person_id=cast.coordinator)
    back = await seen(place, poll, cast.coordinator)
    again = await place.ask(
        "POST", path, DatesConfirmed, person_id=cast.coordinator, body=ConfirmDates(date_ids=ids(poll)[:1])
    )

    assert (back.status, back.may_decide, back.series_id) == ("CLOSED", True, None)
    assert [(date.session_id, date.measures) for date in back.dates or []] == [(None, [])] * 2
    assert [one.starts_at for one in again.sessions] == [DAYS[0]]
    told = [event for event in await place.announced() if isinstance(event, SessionConfirmed)]
    assert {event.undo_until for event in told} == {place.clock.now() + timedelta(hours=1)}


async def test_br_043_a_date_that_leaves_a_perspective_out_is_chosen_only_with_what_is_done_for_it(
    place: Workplace, cast: Cast
) -> None:
    young = new_id()
    await join(place, cast.network_id, young, perspective="YOUNG_PERSON")
    needs = [
        Need(perspective="PARENT", minimum=2),
        Need(perspective="YOUNG_PERSON", minimum=1),
        Need(perspective="MUNICIPALITY", minimum=1),
    ]
    poll = await opened_poll(place, cast, needs=needs)
    for person_id in (cast.member, cast.second_member):
        await answered(place, poll, person_id, "YES", "YES")
    await answered(place, poll, young, "YES", "NO")
    view = await closed(place, poll, cast)
    first, second = ids(poll)
    path = f"/date-polls/{poll.id}:confirm"

    refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=ConfirmDates(date_ids=[second]))
    await place.ask(
        "POST",
        path,
        DatesConfirmed,
        person_id=cast.coordinator,
        body=ConfirmDates(
            date_ids=[first, second],
            measures=[
                MeasureChosen(perspective="YOUNG_PERSON", measure="PRE_MEETING"),
                MeasureChosen(perspective="MUNICIPALITY", measure="ONLINE"),
            ],
        ),
    )

    assert {date.id: date.left_out for date in view.dates or []} == {
        first: ["MUNICIPALITY"],
        second: ["MUNICIPALITY", "YOUNG_PERSON"],
    }
    assert refusal.code == "COVERAGE_NOT_MET"
    assert [problem.message.split(":")[0] for problem in refusal.problems] == ["MUNICIPALITY", "YOUNG_PERSON"]
    kept = {
        date.id: {one.perspective: one.measure for one in date.measures}
        for date in (await seen(place, poll, cast.member)).dates or []
    }
    assert kept == {
        first: {"MUNICIPALITY": "ONLINE"},
        second: {"MUNICIPALITY": "ONLINE", "YOUNG_PERSON": "PRE_MEETING"},
    }


async def test_a_date_in_a_holiday_is_not_asked_and_one_that_became_a_holiday_for_somebody_is_not_chosen(
    place: Workplace, cast: Cast
) -> None:
    kings_day, spring = datetime(2027, 4, 27, 11, 30, tzinfo=UTC), datetime(2027, 2, 18, 12, 30, tzinfo=UTC)
    network_id, coordinator = new_id(), new_id()
    await join(place, network_id, coordinator, role="COORDINATOR", perspective="PROFESSIONAL")

    refusal = await place.refusal(
        "POST", "/date-polls", person_id=coordinator, body=opening(network_id, DAYS[0], kings_day)
    )
    poll = await place.ask(
        "POST", "/date-polls", DatePollView, person_id=coordinator, body=opening(network_id, spring, regions=["SOUTH"])
    )
    await join(place, network_id, new_id(), perspective="YOUNG_PERSON")
    await place.ask("POST", f"/date-polls/{poll.id}:close", DatePollView, person_id=coordinator)
    view = await seen(place, poll, coordinator)
    late = await place.refusal(
        "POST", f"/date-polls/{poll.id}:confirm", person_id=coordinator, body=ConfirmDates(date_ids=ids(view))
    )

    assert (refusal.code, {problem.field for problem in refusal.problems}) == ("HARD_BLOCK_DATE", {"dates"})
    assert [(reason.what, reason.is_hard) for date in view.dates or [] for reason in date.reasons] == [
        ("SPRING_BREAK", True)
    ]
    assert (late.code, [problem.message for problem in late.problems]) == ("HARD_BLOCK_DATE", ["2027-02-18"])


async def test_what_waits_for_somebody_is_to_answer_or_for_a_coordinator_to_choose(
    place: Workplace, cast: Cast
) -> None:
    later = await opened_poll(place, cast, DAYS[1], answer_until=UNTIL + timedelta(days=1))
    sooner = await opened_poll(place, cast)
    await answered(place, later, cast.member, "YES")
    await closed(place, sooner, cast)

    waiting = {
        person_id: [
            (one.id, one.may_answer, one.may_decide)
            for one in await place.ask("GET", "/date-polls/waiting", list[DatePollView], person_id=person_id)
        ]
        for person_id in (cast.member, cast.second_member, cast.coordinator, cast.neighbour)
    }

    assert waiting == {
        cast.member: [],
        cast.second_member: [(later.id, True, False)],
        cast.coordinator: [(sooner.id, False, True), (later.id, True, False)],
        cast.neighbour: [],
    }


async def test_a_network_lists_its_polls_newest_first_and_page_by_page_to_members(place: Workplace, cast: Cast) -> None:
    polls = [await opened_poll(place, cast) for _ in range(3)]
    path = f"/networks/{cast.network_id}/date-polls"

    page = await place.ask("GET", path, Page[DatePollView], person_id=cast.member, params={"first": 2})
    rest = await place.ask(
        "GET", path, Page[DatePollView], person_id=cast.member, params={"first": 2, "after": page.next_cursor}
    )
    theirs = await place.ask("GET", path, Page[DatePollView], person_id=cast.neighbour)

    assert [one.id for one in (*page.items, *rest.items)] == [one.id for one in reversed(polls)]
    assert (rest.next_cursor, theirs.items) == (None, [])


async def test_a_mail_goes_to_who_has_not_answered_and_news_that_it_is_complete_to_who_coordinates(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    await answered(place, poll, cast.member, "YES", "NO")
    everyone = [cast.member, cast.second_member, cast.coordinator, cast.neighbour]

    async def readers(about: str) -> list[UUID]:
        body = DatePollLetterAsked.model_validate({"about": about, "reader_ids": everyone})
        path = f"/date-polls/{poll.id}:letter"
        told = await place.ask("POST", path, DatePollLetter, service="notifications", body=body)
        assert (told.title, told.dates, told.first_starts_at) == ("Bijeenkomsten 2027", 2, DAYS[0])
        return list(told.reader_ids)

    told = {about: await readers(about) for about in ("INVITATION", "REMINDER", "COMPLETE")}
    await closed(place, poll, cast)
    over = await place.refusal(
        "POST",
        f"/date-polls/{poll.id}:letter",
        service="notifications",
        body=DatePollLetterAsked(about="REMINDER", reader_ids=everyone),
    )

    assert told == {
        "INVITATION": [cast.second_member, cast.coordinator],
        "REMINDER": [cast.second_member, cast.coordinator],
        "COMPLETE": [cast.coordinator],
    }
    assert over.code == "CONFLICT"


async def test_answers_are_somebodys_own_data_and_go_with_them_and_with_the_year(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    for person_id in (cast.member, cast.second_member):
        await answered(place, poll, person_id, "YES", "NO")
    held = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)

    erasure = PersonErasureRequested(erasure_id=new_id(), person_id=cast.member, version=1, requested_at=MOMENT)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    gone = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)
    await closed(place, poll, cast)
    place.clock.forward(days=364)
    await ten_minutes_pass(place)
    kept = await _answers(place, cast.second_member)
    place.clock.forward(days=2)
    await ten_minutes_pass(place)

    assert _count(held) == 2
    assert _count(gone) == 0
    assert (kept, await _answers(place, cast.second_member)) == (2, 0)


async def _answers(place: Workplace, person_id: UUID) -> int:
    return _count(await place.ask("GET", "/my-data", list[DataGroup], person_id=person_id))


def _count(held: list[DataGroup]) -> int:
    return sum(group.count for group in held if group.code == "availability_answer")


async def test_a_coordinator_adds_words_of_their_own_that_stand_at_the_poll_and_in_its_mails(
    place: Workplace, cast: Cast
) -> None:
    """Wish 18; not longer than a mail can bear, and looked through for contact details (PR-6)."""
    body = {"words": "We zoeken een dag na school.\nNeem gerust iemand mee."}
    too_long = await place.refusal(
        "POST", "/date-polls", person_id=cast.coordinator, body=opening(cast.network_id, words="a" * 1001)
    )
    flagged = await place.refusal(
        "POST", "/date-polls", person_id=cast.coordinator, body=opening(cast.network_id, words="Bel 06-12345678.")
    )

    poll = await opened_poll(place, cast, **body)
    letter = await place.ask(
        "POST",
        f"/date-polls/{poll.id}:letter",
        DatePollLetter,
        service="notifications",
        body=DatePollLetterAsked(about="INVITATION", reader_ids=[cast.member]),
    )

    assert [(one.field, one.code) for one in too_long.problems] == [("words", "TEXT_TOO_LONG")]
    assert (flagged.code, [one.field for one in flagged.problems]) == ("CONTACT_DETAILS", ["words"])
    assert (await seen(place, poll, cast.member)).words == letter.words == body["words"]
