"""The day itself: a session runs, everybody has a turn, groups are mixed, what waits is parked, and notes are not lost (J12)."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.operations import notes
from services.agenda.sessions.queries.day import notes_of_session
from shared.api.agenda.day import (
    AnswerParkedLine,
    AskTurn,
    ChooseCheckIn,
    DayView,
    GoToPoint,
    MakeGroups,
    OthersInGroups,
    ParkedLineView,
    ParkLine,
    ProposeParkedLine,
    SessionNoteView,
    WriteNote,
)
from shared.api.agenda.sessions import AgendaPointView, SessionView
from shared.api.my_data import DataGroup
from shared.api.page import Ids
from shared.database import new_id
from shared.errors import Refusal
from shared.events.agenda.days import SessionDayChanged, SessionDayEnded, SessionDayMovedOn, SessionDayStarted
from shared.events.base import Event
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import Cast, added, an_hour_passes, hear, join, planned
from tests.workplace import Workplace

AT_HALF_PAST_ONE = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
ALL = ("turns", "groups", "parked", "notes")


class Day:
    """The first session of a year, on its day, with two points on its agenda."""

    def __init__(self, place: Workplace, cast: Cast, session: SessionView, points: list[AgendaPointView]) -> None:
        self.place = place
        self.cast = cast
        self.session = session
        self.points = points
        self.facilitator = new_id()
        self.secretary = new_id()
        self.young_person = new_id()

    async def do(self, path: str, body: Any = None, *, by: UUID | None = None, kind: Any = DayView) -> Any:
        """Change something; as the facilitator where nobody else is named."""
        return await self.place.ask("POST", path, kind, person_id=by or self.facilitator, body=body)

    async def refused(self, path: str, body: Any = None, *, by: UUID | None = None) -> str:
        """Try to change something; the code it is refused with."""
        refusal = await self.place.refusal("POST", path, person_id=by or self.facilitator, body=body)
        return refusal.code

    async def start(self) -> DayView:
        """The facilitator starts."""
        started: DayView = await self.do(f"{self.at}/day:start")
        return started

    async def seen(self, by: UUID | None = None, *parts: str) -> DayView:
        """The day as somebody sees it; with all parts where none is named."""
        found: DayView = await self.place.ask(
            "GET", f"{self.at}/day", DayView, person_id=by or self.facilitator, params={"part": list(parts or ALL)}
        )
        return found

    async def write(self, words: str, version: int, *, point: UUID | None = None, by: UUID | None = None) -> Any:
        """Write a note."""
        body = WriteNote(agenda_point_id=point, words=words, version=version)
        return await self.do(f"{self.at}/notes", body, by=by, kind=SessionNoteView)

    async def park(self, words: str) -> ParkedLineView:
        """A member parks a line."""
        line: ParkedLineView = await self.do(
            f"{self.at}/parked-lines", ParkLine(words=words), by=self.cast.member, kind=ParkedLineView
        )
        return line

    @property
    def at(self) -> str:
        """Where the session is asked about."""
        return f"/sessions/{self.session.id}"


@pytest.fixture
async def day(place: Workplace, cast: Cast) -> Day:
    """A session on its day, with a facilitator, a secretary and a young person."""
    series = await planned(place, cast.network_id, cast.coordinator)
    session = series.sessions[0]
    points = [
        await added(place, session.id, cast.member, title="De nacht", minutes=30),
        await added(place, session.id, cast.member, title="Een eigen sleutel", minutes=20),
    ]
    made = Day(place, cast, session, points)
    await join(place, cast.network_id, made.facilitator, role="FACILITATOR", perspective="PROFESSIONAL")
    await join(place, cast.network_id, made.secretary, role="SECRETARY", perspective="PROFESSIONAL")
    await join(place, cast.network_id, made.young_person, perspective="YOUNG_PERSON")
    place.clock.moment = AT_HALF_PAST_ONE
    return made


async def announced_of_the_day(place: Workplace) -> list[Event]:
    """What was announced about the day itself."""
    kinds = (SessionDayStarted, SessionDayMovedOn, SessionDayChanged, SessionDayEnded)
    return [event for event in await place.announced() if isinstance(event, kinds)]


async def test_a_session_starts_at_its_first_point_goes_on_and_ends_and_says_so_without_words(
    place: Workplace, day: Day
) -> None:
    started = await day.start()
    place.clock.forward(minutes=20)
    moved = await day.do(f"{day.at}/day:go", GoToPoint(agenda_point_id=day.points[1].id))
    place.clock.forward(minutes=20)
    ended = await day.do(f"{day.at}/day:end")

    assert (started.is_running, started.agenda_point_id, started.point_started_at) == (
        True,
        day.points[0].id,
        AT_HALF_PAST_ONE,
    )
    assert (moved.agenda_point_id, moved.point_started_at) == (
        day.points[1].id,
        datetime(2027, 1, 14, 12, 50, tzinfo=UTC),
    )
    assert (ended.is_running, ended.ended_at) == (False, datetime(2027, 1, 14, 13, 10, tzinfo=UTC))
    events = await announced_of_the_day(place)
    assert [(type(event), event.version) for event in events] == [
        (SessionDayStarted, 1),
        (SessionDayMovedOn, 2),
        (SessionDayEnded, 3),
    ]


async def test_starting_going_and_ending_twice_changes_nothing(place: Workplace, day: Day) -> None:
    for _ in range(2):
        await day.start()
    place.clock.forward(minutes=5)
    for _ in range(2):
        gone = await day.do(f"{day.at}/day:go", GoToPoint(agenda_point_id=day.points[0].id))
    for _ in range(2):
        await day.do(f"{day.at}/day:end")

    assert gone.point_started_at == AT_HALF_PAST_ONE
    assert [type(event) for event in await announced_of_the_day(place)] == [SessionDayStarted, SessionDayEnded]


async def test_a_session_that_was_ended_too_soon_goes_on_where_it_was(place: Workplace, day: Day) -> None:
    await day.start()
    await day.do(f"{day.at}/day:go", GoToPoint(agenda_point_id=day.points[1].id))
    await day.do(f"{day.at}/day:end")

    again = await day.start()

    assert (again.is_running, again.started_at, again.agenda_point_id) == (True, AT_HALF_PAST_ONE, day.points[1].id)


async def test_a_session_starts_on_its_own_day_only_and_is_over_by_itself_the_day_after(
    place: Workplace, day: Day
) -> None:
    place.clock.moment = datetime(2027, 1, 13, 22, 59, tzinfo=UTC)
    assert await day.refused(f"{day.at}/day:start") == "SESSION_NOT_TODAY"
    place.clock.forward(minutes=1)  # midnight in Amsterdam
    await day.start()
    place.clock.moment = datetime(2027, 1, 14, 23, 0, tzinfo=UTC)

    assert (await day.seen()).is_running is False
    assert await day.refused(f"{day.at}/turns", AskTurn()) == "SESSION_NOT_RUNNING"
    assert await day.refused(f"{day.at}/day:start") == "SESSION_NOT_TODAY"


async def test_a_point_of_another_agenda_is_not_found(place: Workplace, cast: Cast, day: Day) -> None:
    other = await planned(place, cast.other_network_id, cast.other_coordinator, from_on=date(2027, 3, 1))
    strange = await added(place, other.sessions[0].id, cast.neighbour)
    await day.start()

    assert await day.refused(f"{day.at}/day:go", GoToPoint(agenda_point_id=strange.id)) == "NOT_FOUND"
    body = WriteNote(agenda_point_id=strange.id, words="Hier niet", version=0)
    assert await day.refused(f"{day.at}/notes", body) == "NOT_FOUND"


async def test_the_question_to_begin_with_is_chosen_days_before_and_seen_by_all(place: Workplace, day: Day) -> None:
    place.clock.moment = datetime(2027, 1, 12, 12, 0, tzinfo=UTC)
    await day.do(f"{day.at}/day:check-in", ChooseCheckIn(check_in="OWN", words="Wat zag je onderweg?"))
    own = await day.seen(day.cast.member)
    await day.do(f"{day.at}/day:check-in", ChooseCheckIn(check_in="WEATHER", words="blijft niet staan"))
    chosen = await day.seen(day.cast.member)

    assert (own.check_in, own.check_in_words) == ("OWN", "Wat zag je onderweg?")
    assert (chosen.check_in, chosen.check_in_words) == ("WEATHER", "")
    assert await day.refused(f"{day.at}/day:check-in", ChooseCheckIn(check_in="OWN")) == "LINE_MISSING"
    assert [event.kind for event in await announced_of_the_day(place) if isinstance(event, SessionDayChanged)] == [
        "CHECK_IN",
        "CHECK_IN",
    ]


async def test_turns_go_by_perspective_and_somebody_without_a_phone_has_one_too(place: Workplace, day: Day) -> None:
    await day.start()
    people = (day.cast.member, day.cast.second_member, day.young_person)
    for person in people:
        await day.do(f"{day.at}/turns", AskTurn(), by=person)
        place.clock.forward(minutes=1)
    await day.do(f"{day.at}/turns", AskTurn(perspective="MUNICIPALITY"))

    waiting = (await day.seen()).turns or []

    assert [(turn.person_id, turn.perspective, turn.place) for turn in waiting] == [
        (day.cast.member, "PARENT", 1),
        (day.young_person, "YOUNG_PERSON", 2),
        (None, "MUNICIPALITY", 3),
        (day.cast.second_member, "PARENT", 4),
    ]


async def test_a_turn_is_given_in_order_ends_the_one_before_and_is_over_when_said_so(
    place: Workplace, day: Day
) -> None:
    await day.start()
    for person in (day.cast.member, day.young_person):
        await day.do(f"{day.at}/turns", AskTurn(), by=person)
        place.clock.forward(minutes=1)
    first, second = (await day.seen()).turns or []

    assert await day.refused(f"/turns/{second.id}:give") == "TURN_ORDER_CHANGED"
    for _ in range(2):
        await day.do(f"/turns/{first.id}:give")
    speaking = (await day.seen()).turns or []
    await day.do(f"/turns/{second.id}:give")
    after = (await day.seen()).turns or []
    await day.do(f"/turns/{second.id}:end", by=day.young_person)

    assert [(turn.id, turn.place) for turn in speaking] == [(first.id, None), (second.id, 1)]
    assert [(turn.id, turn.place) for turn in after] == [(second.id, None)]
    assert (await day.seen()).turns == []


async def test_who_waits_already_keeps_their_place_and_can_take_it_back_themselves(place: Workplace, day: Day) -> None:
    await day.start()
    for _ in range(2):
        await day.do(f"{day.at}/turns", AskTurn(), by=day.cast.member)
    (turn,) = (await day.seen(day.cast.member)).turns or []

    assert turn.may_end is True
    assert [one.may_end for one in (await day.seen(day.cast.second_member)).turns or []] == [False]
    assert await day.refused(f"/turns/{turn.id}:end", by=day.cast.second_member) == "FACILITATOR_NEEDED"
    await day.do(f"/turns/{turn.id}:end", by=day.cast.member)
    assert (await day.seen()).turns == []
    assert await day.refused(f"/turns/{turn.id}:give") == "NOT_FOUND"


async def test_ten_people_who_press_at_once_all_wait_once(place: Workplace, day: Day) -> None:
    await day.start()
    people = [new_id() for _ in range(10)]
    for person in people:
        await join(place, day.cast.network_id, person)

    await asyncio.gather(*(day.do(f"{day.at}/turns", AskTurn(), by=person) for person in [*people, *people]))

    turns = (await day.seen()).turns or []
    assert sorted(turn.person_id for turn in turns if turn.person_id) == sorted(people)
    versions = [event.version for event in await announced_of_the_day(place)]
    assert versions == sorted(set(versions))


async def test_nothing_about_turns_and_groups_is_kept_after_the_day(place: Workplace, day: Day) -> None:
    await day.start()
    await day.do(f"{day.at}/turns", AskTurn(), by=day.cast.member)
    people = [day.cast.member, day.cast.second_member, day.young_person, day.secretary]
    await day.do(f"{day.at}/groups", MakeGroups(person_ids=people, groups=2))
    place.clock.moment = datetime(2027, 1, 14, 22, 30, tzinfo=UTC)
    await an_hour_passes(place)
    same_day = await held_about(place, day.cast.member)
    place.clock.forward(hours=1)
    await an_hour_passes(place)

    assert (same_day, await held_about(place, day.cast.member)) == ({"group_place", "speaking_turn"}, set())
    assert (await day.seen()).groups == []


async def held_about(place: Workplace, person_id: UUID) -> set[str]:
    """Which of the tables of the day tell of somebody."""
    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=person_id)
    return {one.code for one in groups if one.count} & {"speaking_turn", "group_place"}


async def test_who_is_erased_waits_for_no_turn_and_sits_in_no_group(place: Workplace, day: Day) -> None:
    await day.start()
    await day.do(f"{day.at}/turns", AskTurn(), by=day.cast.member)
    people = [day.cast.member, day.cast.second_member, day.young_person, day.secretary]
    await day.do(f"{day.at}/groups", MakeGroups(person_ids=people, groups=2))

    await hear(
        place,
        PersonErasureRequested(  # type: ignore[arg-type]  # heard in the same way
            erasure_id=new_id(), person_id=day.cast.member, requested_at=place.clock.now(), version=1
        ),
    )

    seen = await day.seen()
    assert seen.turns == []
    assert {one.person_id for one in seen.groups or []} == {day.cast.second_member, day.young_person, day.secretary}


async def test_groups_are_mixed_and_made_anew_in_place_of_those_before(place: Workplace, day: Day) -> None:
    people = [day.cast.member, day.cast.second_member, day.young_person, day.secretary]
    others = [OthersInGroups(perspective="YOUNG_PERSON", count=1)]
    for groups in (2, 2):
        await day.do(f"{day.at}/groups", MakeGroups(person_ids=people, others=others, groups=groups))

    seats = (await day.seen(day.cast.member)).groups or []

    assert len(seats) == 5
    assert {one.person_id for one in seats} == {*people, None}
    by_number: dict[int, set[str]] = {}
    for one in seats:
        by_number.setdefault(one.number, set()).add(one.perspective)
    assert sorted(map(len, by_number.values())) == [2, 3]


async def test_groups_of_strangers_and_groups_that_cannot_be_filled_are_refused(place: Workplace, day: Day) -> None:
    people = [day.cast.member, day.cast.second_member]

    stranger = MakeGroups(person_ids=[*people, day.cast.neighbour], groups=2)
    assert await day.refused(f"{day.at}/groups", stranger) == "NOT_FOUND"
    assert await day.refused(f"{day.at}/groups", MakeGroups(person_ids=people, groups=2)) == "GROUPS_NOT_POSSIBLE"


async def test_a_parked_line_is_answered_or_waits_as_a_proposal_for_the_next_agenda(place: Workplace, day: Day) -> None:
    answered, proposed = await day.park("Wie betaalt de taxi?"), await day.park("Weekenden")

    await day.do(
        f"/parked-lines/{answered.id}:answer",
        AnswerParkedLine(answer="De gemeente.", version=answered.version),
        kind=ParkedLineView,
    )
    done = await day.do(
        f"/parked-lines/{proposed.id}:propose",
        ProposeParkedLine(minutes=15, version=proposed.version),
        kind=ParkedLineView,
    )

    lines = (await day.seen(day.cast.member)).parked or []
    assert [(line.words, line.status, line.answer) for line in lines] == [
        ("Wie betaalt de taxi?", "ANSWERED", "De gemeente."),
        ("Weekenden", "PROPOSED", ""),
    ]
    (point,) = await place.ask(
        "POST",
        "/agenda-points:batch",
        list[AgendaPointView],
        person_id=day.facilitator,
        body=Ids(ids=[done.agenda_point_id]),
    )
    assert (point.title, point.minutes, point.owner_id) == ("Weekenden", 15, day.facilitator)
    assert (point.session_id, point.status) == (None, "PROPOSED")
    again = ProposeParkedLine(version=proposed.version)
    assert await day.refused(f"/parked-lines/{proposed.id}:propose", again) == "PARKED_LINE_DONE"


async def test_a_line_without_words_is_not_parked_and_a_stale_answer_not_given(place: Workplace, day: Day) -> None:
    line = await day.park("Wie betaalt de taxi?")

    assert await day.refused(f"{day.at}/parked-lines", ParkLine(words="  ")) == "LINE_MISSING"
    assert await day.refused(f"{day.at}/parked-lines", ParkLine(words="x" * 201)) == "LINE_MISSING"
    stale = AnswerParkedLine(answer="Ja.", version=line.version + 1)
    assert await day.refused(f"/parked-lines/{line.id}:answer", stale) == "STALE_VERSION"


async def test_notes_are_kept_by_point_and_told_to_who_takes_them(place: Workplace, day: Day) -> None:
    point = day.points[0].id
    first = await day.write("Iemand vertelt over de nacht.", 0, point=point, by=day.secretary)
    await day.write("Iemand vertelt over de nacht.\nAfspraak: een lamp.", first.version, point=point)
    await day.write("Iedereen was er.", 0)
    place.clock.moment = datetime(2027, 1, 16, 9, 0, tzinfo=UTC)
    await day.write("Iedereen was er, op tijd.", 1)

    async with place.door.reading() as session:
        notes = await notes_of_session(session, day.session.id)
    assert sorted((note.agenda_point_id == point, note.words, note.version) for note in notes) == [
        (False, "Iedereen was er, op tijd.", 2),
        (True, "Iemand vertelt over de nacht.\nAfspraak: een lamp.", 2),
    ]
    assert (await day.seen(day.cast.member)).notes is None
    assert len((await day.seen(day.secretary)).notes or []) == 2
    assert await day.refused(f"{day.at}/notes", WriteNote(words="x", version=2), by=day.cast.member) == (
        "NOTE_TAKER_NEEDED"
    )


async def test_a_note_over_another_ones_is_refused_and_the_newer_text_can_be_read(place: Workplace, day: Day) -> None:
    mine = await day.write("Eerst.", 0)

    assert await day.refused(f"{day.at}/notes", WriteNote(words="Ook eerst.", version=0)) == "STALE_VERSION"
    path = f"/session-notes/{mine.id}"
    newer = await place.ask("GET", path, SessionNoteView, person_id=day.secretary)
    assert newer.words == "Eerst."
    assert (await place.refusal("GET", path, person_id=day.cast.member)).code == "NOT_FOUND"


async def test_a_note_sent_twice_under_one_key_is_written_once(place: Workplace, day: Day) -> None:
    body = WriteNote(words="Zonder verbinding geschreven.", version=0)
    sent = [
        await place.ask("POST", f"{day.at}/notes", SessionNoteView, person_id=day.facilitator, body=body, key="note-1")
        for _ in range(2)
    ]

    assert [one.version for one in sent] == [1, 1]


async def test_two_who_write_the_first_words_at_once_write_one_note(place: Workplace, day: Day) -> None:
    bodies = [WriteNote(words=words, version=0) for words in ("De een.", "De ander.")]

    given = await asyncio.gather(
        *(
            place.ask("POST", f"{day.at}/notes", SessionNoteView, person_id=person, body=body)
            for person, body in zip((day.facilitator, day.secretary), bodies, strict=True)
        ),
        return_exceptions=True,
    )

    refusals = [one.code for one in given if isinstance(one, Refusal)]
    assert refusals == ["STALE_VERSION"]
    assert len((await day.seen()).notes or []) == 1


@pytest.mark.parametrize("part", ALL)
async def test_a_part_costs_one_statement_however_much_there_is_and_nothing_where_it_is_not_asked(
    place: Workplace, day: Day, part: str
) -> None:
    counted = []
    await day.start()
    for more in (1, 3):
        for number in range(more):
            person = new_id()
            await join(place, day.cast.network_id, person)
            await day.do(f"{day.at}/turns", AskTurn(), by=person)
            await day.park(f"Regel {more} {number}")
            point = day.points[number % 2].id if number else None
            known = {note.agenda_point_id: note.version for note in (await day.seen()).notes or []}
            await day.write(f"Woorden {more} {number}", known.get(point, 0), point=point)
        people = [day.cast.member, day.cast.second_member, day.young_person, day.secretary]
        await day.do(f"{day.at}/groups", MakeGroups(person_ids=people, groups=2))
        place.statements.clear()
        await place.ask("GET", f"{day.at}/day", DayView, person_id=day.facilitator)
        bare = len(place.statements)
        place.statements.clear()
        await day.seen(day.facilitator, part)
        counted.append((bare, len(place.statements)))

    assert counted[0] == counted[1]
    assert counted[0][1] - counted[0][0] == 1


async def test_a_series_of_which_a_day_was_prepared_is_not_undone(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    path = f"/sessions/{series.sessions[0].id}/day:check-in"
    await place.ask("POST", path, DayView, person_id=cast.coordinator, body=ChooseCheckIn(check_in="PROUD"))

    refusal = await place.refusal("POST", f"/series/{series.id}:undo", person_id=cast.coordinator)

    assert refusal.code == "SERIES_IN_USE"


async def test_a_session_parks_a_hundred_lines(place: Workplace, day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MOST_PARKED", 2)
    await day.park("Een")
    await day.park("Twee")

    assert await day.refused(f"{day.at}/parked-lines", ParkLine(words="Drie")) == "TOO_MANY_PARKED_LINES"


async def test_a_line_of_a_session_for_one_perspective_stays_with_that(place: Workplace, day: Day) -> None:
    await for_parents(place, day.session.id)
    line = await day.park("Alleen voor ouders")

    done = await day.do(
        f"/parked-lines/{line.id}:propose",
        ProposeParkedLine(minutes=15, version=line.version),
        by=day.cast.coordinator,
        kind=ParkedLineView,
    )

    async def seen_by(person_id: UUID) -> list[str]:
        body = Ids(ids=[done.agenda_point_id])
        found = await place.ask("POST", "/agenda-points:batch", list[AgendaPointView], person_id=person_id, body=body)
        return [one.title for one in found]

    titles = [await seen_by(one) for one in (day.cast.member, day.young_person)]
    assert titles == [["Alleen voor ouders"], []]
    async with place.door.reading() as session:
        assert (
            await session.scalar(text("SELECT count(*) FROM search_document WHERE title = 'Alleen voor ouders'")) == 0
        )


async def test_notes_go_sixty_days_after_the_session(place: Workplace, day: Day) -> None:
    await day.write("Ruw.", 0)

    async def kept_after(days: int) -> int:
        place.clock.moment = day.session.ends_at + timedelta(days=days, hours=1)
        await an_hour_passes(place)
        async with place.door.reading() as session:
            return len(await notes_of_session(session, day.session.id))

    assert [await kept_after(59), await kept_after(60)] == [1, 0]


async def for_parents(place: Workplace, session_id: UUID) -> None:
    """The session is for parents only."""
    async with place.door.work() as work:
        few = update(PlannedSession).where(col(PlannedSession.id) == session_id)
        await work.session.execute(few.values(perspective="PARENT"))
