"""Drafts and meetings of one perspective: who knows of them, and what is announced when (BR-043)."""

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.agenda.sessions.models.coming import AccessNeeds, GivenAnswer, PerspectiveAsk, SessionComing
from shared.api.agenda.calendars import (
    CalendarEntry,
    CalendarFeedContents,
    CalendarFeedMade,
    ReadCalendarFeed,
    ResetCalendarFeed,
    SessionLetter,
    SessionLetterAsked,
    SessionSets,
    SessionSetsAsked,
)
from shared.api.agenda.coming import AnswerSession
from shared.api.agenda.drafts import Drafts, DraftsDiscarded, PlanSession
from shared.api.agenda.planning import FreshSeries
from shared.api.agenda.series_changes import SessionsChanged
from shared.api.agenda.sessions import PlanSeries, SeriesView, SessionView
from shared.api.page import Ids, Page
from shared.api.search import FoundPage, Search
from shared.database import new_id
from shared.events.agenda.sessions import SeriesPlanned, SessionConfirmed, SessionWithdrawn
from tests.agenda.steps import Cast, added, join, planned, rule
from tests.workplace import Workplace


async def draft_series(place: Workplace, cast: Cast) -> SeriesView:
    """Six sessions that only coordinators know of."""
    answer = await place.ask(
        "POST",
        "/series",
        SeriesView,
        person_id=cast.coordinator,
        body=PlanSeries(
            network_id=cast.network_id, rule=rule(), place="Zwolle", link="https://video.example/kring", as_draft=True
        ),
    )
    assert isinstance(answer, SeriesView)
    return answer


async def pre_meeting(place: Workplace, cast: Cast, *, perspective: str = "YOUNG_PERSON", **given: Any) -> SessionView:
    """A meeting of one perspective that a coordinator planned, as a draft."""
    told: dict[str, Any] = {"on": date(2027, 1, 7), "starts": time(16, 0), "ends": time(17, 0), **given}
    answer = await place.ask(
        "POST",
        f"/networks/{cast.network_id}/sessions",
        SessionView,
        person_id=cast.coordinator,
        body=PlanSession(type="PRE_MEETING", perspective=perspective, place="Jongerencentrum", **told),
    )
    assert isinstance(answer, SessionView)
    return answer


async def confirmed(place: Workplace, cast: Cast, *session_ids: UUID) -> SessionsChanged:
    """Drafts that a coordinator confirmed."""
    answer = await place.ask(
        "POST", "/drafts:confirm", SessionsChanged, person_id=cast.coordinator, body=Drafts(session_ids=session_ids)
    )
    assert isinstance(answer, SessionsChanged)
    return answer


async def known(place: Workplace, cast: Cast, person_id: UUID | None) -> list[UUID]:
    """Which sessions of the network somebody sees."""
    found = await place.ask(
        "GET", f"/networks/{cast.network_id}/sessions", Page[SessionView], person_id=person_id, params={"first": 50}
    )
    return [one.id for one in found.items]


async def young(place: Workplace, cast: Cast) -> UUID:
    """A young person who takes part."""
    await join(place, cast.network_id, cast.outsider, perspective="YOUNG_PERSON")
    return cast.outsider


async def test_drafts_are_planned_without_a_word_to_anybody_but_coordinators(place: Workplace, cast: Cast) -> None:
    series = await draft_series(place, cast)
    draft = series.sessions[0]

    assert {one.status for one in series.sessions} == {"DRAFT"}
    assert await place.announced() == []
    assert await known(place, cast, cast.coordinator) == [one.id for one in series.sessions]
    assert await known(place, cast, cast.member) == await known(place, cast, None) == []
    for person_id in (None, cast.member, cast.other_coordinator):
        assert (await place.refusal("GET", f"/sessions/{draft.id}", person_id=person_id)).code == "NOT_FOUND"
        entry = await place.refusal("GET", f"/sessions/{draft.id}/calendar-entry", person_id=person_id)
        assert entry.code == "NOT_FOUND"
    assert (await place.refusal("GET", f"/sessions/{draft.id}/calendar-entry", person_id=cast.coordinator)).code
    found = await place.ask("POST", "/search", FoundPage, person_id=cast.coordinator, body=Search(words="januari 2027"))
    assert found.items == []
    fresh = await place.ask(
        "GET", f"/networks/{cast.network_id}/series/fresh", list[FreshSeries], person_id=cast.coordinator
    )
    assert fresh == []


async def test_a_draft_keeps_its_moment_from_being_planned_twice(place: Workplace, cast: Cast) -> None:
    await draft_series(place, cast)

    refusal = await place.refusal(
        "POST", "/series", person_id=cast.coordinator, body=PlanSeries(network_id=cast.network_id, rule=rule())
    )

    assert refusal.code == "SESSIONS_CLASH"


async def test_one_or_all_drafts_are_confirmed_and_can_be_drafts_again_for_an_hour(
    place: Workplace, cast: Cast
) -> None:
    series = await draft_series(place, cast)
    one, *others = [session.id for session in series.sessions]

    first = await confirmed(place, cast, one)
    rest = await confirmed(place, cast, *others)
    back = await place.ask(
        "POST", f"/session-changes/{rest.change_id}:undo", SessionsChanged, person_id=cast.coordinator
    )

    assert [session.status for session in first.sessions] == ["CONFIRMED"]
    assert {session.status for session in back.sessions} == {"DRAFT"}
    assert await known(place, cast, cast.member) == [one]
    kinds = [type(event) for event in await place.announced()]
    assert kinds.count(SessionConfirmed) == 6
    assert kinds.count(SeriesPlanned) == 2
    assert kinds[-5:] == [SessionWithdrawn] * 5
    events = [event for event in await place.announced() if isinstance(event, SessionConfirmed)]
    assert {event.undo_until for event in events} == {rest.undo_until}


async def test_what_has_a_point_on_its_agenda_is_no_draft_again(place: Workplace, cast: Cast) -> None:
    series = await draft_series(place, cast)
    changed = await confirmed(place, cast, series.sessions[0].id)
    await added(place, series.sessions[0].id, cast.member)

    refusal = await place.refusal("POST", f"/session-changes/{changed.change_id}:undo", person_id=cast.coordinator)

    assert refusal.code == "SERIES_IN_USE"


async def test_drafts_are_thrown_away_and_their_series_with_the_last(place: Workplace, cast: Cast) -> None:
    series = await draft_series(place, cast)
    body = Drafts(session_ids=[one.id for one in series.sessions])

    gone = await place.ask("POST", "/drafts:discard", DraftsDiscarded, person_id=cast.coordinator, body=body)
    again = await place.refusal("POST", "/drafts:discard", person_id=cast.coordinator, body=body)
    template = await place.refusal("GET", f"/series/{series.id}/template-agenda", person_id=cast.coordinator)

    assert gone.network_id == cast.network_id
    assert (again.code, template.code) == ("NOT_FOUND", "NOT_FOUND")
    assert await known(place, cast, cast.coordinator) == []
    assert await place.announced() == []


async def test_what_was_confirmed_is_no_draft_and_sessions_of_two_networks_do_not_go_together(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    draft = await pre_meeting(place, cast, perspective="PARENT")
    elsewhere = await planned(place, cast.other_network_id, cast.other_coordinator)

    no_draft = await place.refusal(
        "POST", "/drafts:discard", person_id=cast.coordinator, body=Drafts(session_ids=[series.sessions[0].id])
    )
    mixed = await place.refusal(
        "POST",
        "/drafts:confirm",
        person_id=cast.coordinator,
        body=Drafts(session_ids=[draft.id, elsewhere.sessions[0].id]),
    )

    assert (no_draft.code, mixed.code) == ("NOT_A_DRAFT", "NOT_FOUND")


async def test_br_043_a_meeting_of_one_perspective_is_known_to_that_perspective_and_who_plans_it(
    place: Workplace, cast: Cast
) -> None:
    reader = await young(place, cast)
    whole = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    meeting = await pre_meeting(place, cast, for_session_id=whole.id)
    await confirmed(place, cast, meeting.id)
    await added(place, meeting.id, reader, title="Wat wij willen zeggen")

    for stranger in (None, cast.member, cast.other_coordinator):
        assert meeting.id not in await known(place, cast, stranger)
        for path in (f"/sessions/{meeting.id}", f"/sessions/{meeting.id}/calendar-entry"):
            assert (await place.refusal("GET", path, person_id=stranger)).code == "NOT_FOUND"
        assert await place.ask("POST", "/sessions:agendas", Any, person_id=stranger, body=Ids(ids=[meeting.id])) == []
        found = await place.ask("POST", "/search", FoundPage, person_id=stranger, body=Search(words="zeggen"))
        assert found.items == []
        beside = await place.ask(
            "POST", "/sessions:pre-meetings", list[SessionView], person_id=stranger, body=Ids(ids=[whole.id])
        )
        assert beside == []
    for one in (reader, cast.coordinator):
        seen = await place.ask("GET", f"/sessions/{meeting.id}", SessionView, person_id=one)
        assert (seen.place, seen.perspective, seen.for_session_id) == ("Jongerencentrum", "YOUNG_PERSON", whole.id)
        beside = await place.ask(
            "POST", "/sessions:pre-meetings", list[SessionView], person_id=one, body=Ids(ids=[whole.id])
        )
        assert [each.id for each in beside] == [meeting.id]


async def test_br_043_only_that_perspective_is_invited_and_has_it_in_the_calendar(place: Workplace, cast: Cast) -> None:
    reader = await young(place, cast)
    meeting = await pre_meeting(place, cast)
    await confirmed(place, cast, meeting.id)

    invited = await place.ask(
        "POST",
        f"/session-sets/{meeting.id}:letter",
        SessionSets,
        service="notifications",
        body=SessionSetsAsked(reader_ids=[reader, cast.member, cast.coordinator]),
    )
    in_feed = {}
    for person_id in (reader, cast.member, cast.coordinator):
        made = await place.ask(
            "POST",
            "/calendar-feeds:reset",
            CalendarFeedMade,
            person_id=person_id,
            body=ResetCalendarFeed(language="nl"),
        )
        contents = await place.ask(
            "POST", "/calendar-feeds:read", CalendarFeedContents, body=ReadCalendarFeed(token=made.token)
        )
        in_feed[person_id] = [entry.id for entry in contents.entries]

    assert [one.reader_ids for each in invited.sets for one in each.sessions] == [[reader]]
    assert in_feed == {reader: [meeting.id], cast.member: [], cast.coordinator: []}
    upcoming = await place.ask("GET", "/sessions/upcoming", Page[SessionView], person_id=cast.coordinator)
    assert upcoming.items == []


async def test_perspectives_may_meet_at_the_same_time_but_not_during_a_session_of_all(
    place: Workplace, cast: Cast
) -> None:
    await young(place, cast)
    await planned(place, cast.network_id, cast.coordinator)
    await pre_meeting(place, cast)

    parents = await pre_meeting(place, cast, perspective="PARENT")
    twice = await place.refusal(
        "POST",
        f"/networks/{cast.network_id}/sessions",
        person_id=cast.coordinator,
        body=PlanSession(on="2027-01-14", starts="13:00", ends="14:00", type="PRE_MEETING", perspective="PARENT"),
    )

    assert (parents.status, twice.code) == ("DRAFT", "MOMENT_TAKEN")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"type": "PRE_MEETING"}, "TYPE_NOT_POSSIBLE", "perspective"),
        ({"type": "PRE_MEETING", "perspective": "EDUCATION"}, "TYPE_NOT_POSSIBLE", "perspective"),
        ({"type": "WORK_VISIT", "perspective": "PARENT"}, "TYPE_NOT_POSSIBLE", "type"),
        ({"ends": "09:00"}, "CHANGE_NOT_POSSIBLE", "ends"),
        ({"link": "http://video.example"}, "CHANGE_NOT_POSSIBLE", "link"),
        ({"on": "2027-04-27"}, "HARD_BLOCK_DATE", "on"),
    ],
)
async def test_a_session_that_cannot_be_planned_says_why(
    place: Workplace, cast: Cast, given: dict[str, Any], code: str, field: str
) -> None:
    told = {"on": "2027-01-07", "starts": "10:00", "ends": "12:00", **given}

    refusal = await place.refusal(
        "POST", f"/networks/{cast.network_id}/sessions", person_id=cast.coordinator, body=PlanSession(**told)
    )

    assert (refusal.code, {one.field for one in refusal.problems}) == (code, {field})


async def test_where_to_join_online_is_for_who_said_they_come_and_who_prepares_it(place: Workplace, cast: Cast) -> None:
    facilitator = new_id()
    await join(place, cast.network_id, facilitator, role="FACILITATOR")
    series = await draft_series(place, cast)
    session_id = series.sessions[0].id
    await confirmed(place, cast, session_id)
    path, online = f"/sessions/{session_id}", "https://video.example/kring"

    async def told(person_id: UUID | None) -> tuple[str | None, str]:
        view: SessionView = await place.ask("GET", path, SessionView, person_id=person_id)
        entry = await place.ask("GET", f"{path}/calendar-entry", CalendarEntry, person_id=person_id)
        assert view.is_online == (person_id in {cast.member, cast.second_member, cast.coordinator, facilitator})
        return view.link, entry.link

    async def in_mails() -> tuple[set[UUID], set[UUID]]:
        readers = [cast.member, cast.second_member, facilitator]
        body = SessionLetterAsked(reader_ids=readers)
        letter = await place.ask("POST", f"{path}:letter", SessionLetter, service="notifications", body=body)
        about = f"/session-sets/{series.id}:letter"
        asked = SessionSetsAsked(reader_ids=readers)
        sets = await place.ask("POST", about, SessionSets, service="notifications", body=asked)
        (told_of,) = [one for one_set in sets.sets for one in one_set.sessions if one.id == session_id]
        return {one.person_id for one in letter.readers if one.joins}, set(told_of.joiner_ids)

    before = [await told(one) for one in (None, cast.neighbour, cast.member)]
    mails_before = await in_mails()
    for person_id, said in ((cast.member, "COMING"), (cast.second_member, "MAYBE")):
        answer = AnswerSession.model_validate({"answer": said})
        await place.ask("POST", f"{path}:answer", SessionView, person_id=person_id, body=answer)

    assert before == [(None, ""), (None, ""), ("", "")]
    assert [await told(one) for one in (cast.member, cast.coordinator, facilitator)] == [(online, online)] * 3
    assert await told(cast.second_member) == ("", "")
    assert mails_before == ({facilitator}, {facilitator})
    assert await in_mails() == ({cast.member, facilitator}, {cast.member, facilitator})
    assert all("video.example" not in event.model_dump_json() for event in await place.announced())


async def test_what_people_said_of_a_session_goes_when_it_is_a_draft_again(place: Workplace, cast: Cast) -> None:
    series = await draft_series(place, cast)
    first = series.sessions[0]
    change_id = (await confirmed(place, cast, first.id)).change_id
    answer = AnswerSession(answer="COMING", access_needs=["STEP_FREE"])
    await place.ask("POST", f"/sessions/{first.id}:answer", SessionView, person_id=cast.member, body=answer)

    await place.ask("POST", f"/session-changes/{change_id}:undo", SessionsChanged, person_id=cast.coordinator)

    async with place.door.reading() as reading:
        for told in (GivenAnswer, AccessNeeds, PerspectiveAsk, SessionComing):
            assert (await reading.execute(select(told))).all() == []
