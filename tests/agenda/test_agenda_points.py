"""Agenda points: members put them on, together they fit the session, and who put one on may take it off (BR-046)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.api.agenda.arranging import ChangeAgendaPoint
from shared.api.agenda.coming import AnswerSession
from shared.api.agenda.sessions import (
    AddAgendaPoint,
    AgendaPointView,
    PlanSeries,
    RemoveAgendaPoint,
    SeriesView,
    SessionView,
)
from shared.api.page import Ids
from shared.database import new_id
from shared.errors import Conflict, Invalid, NotAllowed, NotFound
from shared.events.agenda.agenda_points import (
    MeetingAgendaItemAdded,
    MeetingAgendaItemChanged,
    MeetingAgendaItemRemoved,
)
from tests.agenda.steps import Cast, added, agenda_of, planned, rule, set_status
from tests.agenda.test_finding import titles
from tests.agenda.test_writing_limits import decided, hear
from tests.workplace import Workplace


@pytest.fixture
async def series(place: Workplace, cast: Cast) -> SeriesView:
    """The sessions of 2027, of 150 minutes each."""
    return await planned(place, cast.network_id, cast.coordinator)


async def test_a_member_adds_a_point_and_it_is_announced(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]
    before = len(await place.announced())

    point = await place.ask(
        "POST",
        f"/sessions/{session.id}/agenda-points",
        AgendaPointView,
        person_id=cast.member,
        body=AddAgendaPoint(title="Wonen\u202e  dichtbij", note="Lees de brief.\n", purpose="DECIDE", minutes=30),
    )

    assert (point.title, point.note, point.purpose, point.minutes) == ("Wonen dichtbij", "Lees de brief.", "DECIDE", 30)
    assert (point.owner_id, point.position, point.may_remove, point.version) == (cast.member, 1, True, 1)
    assert (await place.announced())[before:] == [
        MeetingAgendaItemAdded(
            agenda_point_id=point.id,
            session_id=session.id,
            network_id=cast.network_id,
            purpose="DECIDE",
            owner_id=cast.member,
            at=place.clock.now(),
            version=1,
        )
    ]


async def test_points_stand_in_the_order_they_came(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session_id = series.sessions[0].id
    points = [await added(place, session_id, cast.member, title=f"Punt {number}") for number in range(4)]
    await place.ask(
        "POST", f"/agenda-points/{points[1].id}:remove", person_id=cast.member, body=RemoveAgendaPoint(version=1)
    )
    await added(place, session_id, cast.second_member, title="Punt 4")
    await added(place, series.sessions[1].id, cast.member, title="Elders")

    agenda = await agenda_of(place, session_id, cast.member)

    assert [(point.title, point.position) for point in agenda] == [
        ("Punt 0", 1),
        ("Punt 2", 3),
        ("Punt 3", 4),
        ("Punt 4", 5),
    ]
    assert [point.may_remove for point in agenda] == [True, True, True, False]


async def test_br_046_points_fit_the_session_to_the_minute(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session_id = series.sessions[0].id
    await added(place, session_id, cast.member, minutes=100)

    refusal = await place.refusal(
        "POST",
        f"/sessions/{session_id}/agenda-points",
        person_id=cast.member,
        body=AddAgendaPoint(title="Te lang", purpose="INFORM", minutes=51),
    )
    point = await added(place, session_id, cast.member, minutes=50)

    assert (type(refusal), refusal.code) == (Conflict, "AGENDA_TOO_LONG")
    assert [(problem.field, problem.code, problem.message) for problem in refusal.problems] == [
        ("minutes", "AGENDA_TOO_LONG", "50 minutes are left in this session.")
    ]
    assert point.minutes == 50


async def test_a_point_that_was_removed_makes_room(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session_id = series.sessions[0].id
    point = await added(place, session_id, cast.member, minutes=150)

    session = await place.ask(
        "POST",
        f"/agenda-points/{point.id}:remove",
        SessionView,
        person_id=cast.member,
        body=RemoveAgendaPoint(version=1),
    )
    again = await added(place, session_id, cast.member, minutes=150)

    assert (session.id, session.minutes_planned) == (session_id, 0)
    assert again.minutes == 150


async def test_every_missing_part_of_a_point_is_named_at_once(place: Workplace, cast: Cast, series: SeriesView) -> None:
    path = f"/sessions/{series.sessions[0].id}/agenda-points"

    missing = await place.refusal("POST", path, person_id=cast.member, body=AddAgendaPoint())
    too_much = await place.refusal(
        "POST",
        path,
        person_id=cast.member,
        body=AddAgendaPoint(title="a" * 201, note="a" * 4001, purpose="INFORM", minutes=5),
    )

    assert (type(missing), missing.code) == (Invalid, "AGENDA_POINT_INCOMPLETE")
    assert {(problem.field, problem.code) for problem in missing.problems} == {
        ("title", "REQUIRED"),
        ("purpose", "REQUIRED"),
        ("minutes", "REQUIRED"),
    }
    assert {(problem.field, problem.code) for problem in too_much.problems} == {
        ("title", "TITLE_TOO_LONG"),
        ("note", "TEXT_TOO_LONG"),
    }


async def test_no_point_is_added_once_a_session_has_begun(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]

    async def tried_at(moment: datetime) -> tuple[bool, str]:
        place.clock.moment = moment
        seen = await place.ask("GET", f"/sessions/{session.id}", SessionView, person_id=cast.member)
        refusal = await place.refusal(
            "POST",
            f"/sessions/{session.id}/agenda-points",
            person_id=cast.member,
            body=AddAgendaPoint(title="Te laat", purpose="INFORM", minutes=5),
        )
        return seen.may_add_point, refusal.code

    assert await tried_at(session.starts_at) == (False, "SESSION_HAS_BEGUN")
    assert await tried_at(session.ends_at + timedelta(days=30)) == (False, "SESSION_HAS_BEGUN")
    place.clock.moment = session.starts_at - timedelta(seconds=1)
    assert (await added(place, session.id, cast.member)).position == 1


async def test_a_session_that_is_cancelled_takes_no_points(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]
    await set_status(place, session.id, "CANCELLED")

    refusal = await place.refusal(
        "POST",
        f"/sessions/{session.id}/agenda-points",
        person_id=cast.member,
        body=AddAgendaPoint(title="Punt", purpose="INFORM", minutes=5),
    )

    assert (type(refusal), refusal.code) == (Conflict, "SESSION_CANCELLED")


async def test_removing_is_announced_and_the_words_are_gone(place: Workplace, cast: Cast, series: SeriesView) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    path = f"/agenda-points/{point.id}:remove"

    await place.ask("POST", path, person_id=cast.member, body=RemoveAgendaPoint(version=1))

    assert (await place.announced())[-1] == MeetingAgendaItemRemoved(
        agenda_point_id=point.id,
        session_id=point.session_id,
        network_id=cast.network_id,
        at=place.clock.now(),
        version=2,
    )
    again = await place.refusal("POST", path, person_id=cast.coordinator, body=RemoveAgendaPoint(version=1))
    assert type(again) is NotFound
    found = await place.ask(
        "POST", "/agenda-points:batch", list[AgendaPointView], person_id=cast.member, body=Ids(ids=[point.id])
    )
    assert found == []


async def test_whoever_takes_off_the_point_of_another_says_why_and_its_proposer_hears(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    path, why = f"/agenda-points/{point.id}:remove", "Dit hoort bij de gemeente."
    before = await place.announced()

    silent = await place.refusal("POST", path, person_id=cast.coordinator, body=RemoveAgendaPoint(version=1))
    assert (silent.code, [problem.field for problem in silent.problems]) == ("REASON_REQUIRED", ["reason"])
    assert await place.announced() == before

    await place.ask("POST", path, person_id=cast.coordinator, body=RemoveAgendaPoint(version=1, reason=why))
    (event,) = (await place.announced())[len(before) :]
    assert isinstance(event, MeetingAgendaItemChanged)
    assert (event.answers, event.status, event.session_id) == (cast.member, "DECLINED", None)
    (mine,) = await place.ask(
        "POST", "/agenda-points:batch", list[AgendaPointView], person_id=cast.member, body=Ids(ids=[point.id])
    )
    assert (mine.status, mine.answer, mine.is_mine) == ("DECLINED", why, True)
    assert point.session_id is not None
    assert [one.id for one in await agenda_of(place, point.session_id, cast.coordinator)] == []


async def test_who_is_limited_takes_off_no_point_of_another_for_that_asks_for_words(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    theirs = await added(place, series.sessions[0].id, cast.member)
    own = await added(place, series.sessions[0].id, cast.coordinator)
    await hear(place, decided(place, cast, days=7).model_copy(update={"person_id": cast.coordinator}))

    body = RemoveAgendaPoint(version=1, reason="Past niet.")
    refused = await place.refusal("POST", f"/agenda-points/{theirs.id}:remove", person_id=cast.coordinator, body=body)
    left = await place.ask(
        "POST",
        f"/agenda-points/{own.id}:remove",
        SessionView,
        person_id=cast.coordinator,
        body=RemoveAgendaPoint(version=1),
    )

    assert (refused.code, left.minutes_planned) == ("WRITING_LIMITED", 20)


async def test_who_takes_their_point_off_is_still_told_where_to_join(place: Workplace, cast: Cast) -> None:
    link = "https://video.example/kring"
    body = PlanSeries(network_id=cast.network_id, rule=rule(), place="Zwolle", link=link)
    online = await place.ask("POST", "/series", SeriesView, person_id=cast.coordinator, body=body)
    session = online.sessions[0]
    point = await added(place, session.id, cast.member)
    await place.ask(
        "POST",
        f"/sessions/{session.id}:answer",
        SessionView,
        person_id=cast.member,
        body=AnswerSession(answer="COMING"),
    )

    left = await place.ask(
        "POST",
        f"/agenda-points/{point.id}:remove",
        SessionView,
        person_id=cast.member,
        body=RemoveAgendaPoint(version=1),
    )

    assert (left.link, left.minutes_planned) == (link, 0)


async def test_removing_names_the_version_it_saw(place: Workplace, cast: Cast, series: SeriesView) -> None:
    point = await added(place, series.sessions[0].id, cast.member)

    refusal = await place.refusal(
        "POST", f"/agenda-points/{point.id}:remove", person_id=cast.member, body=RemoveAgendaPoint(version=7)
    )

    assert (type(refusal), refusal.code) == (Conflict, "STALE_VERSION")


async def test_a_member_may_not_remove_the_point_of_another(place: Workplace, cast: Cast, series: SeriesView) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    before = await place.announced()

    refusal = await place.refusal(
        "POST", f"/agenda-points/{point.id}:remove", person_id=cast.second_member, body=RemoveAgendaPoint(version=1)
    )

    assert (type(refusal), refusal.code) == (NotAllowed, "NOT_YOUR_AGENDA_POINT")
    assert await place.announced() == before


async def test_no_point_is_removed_once_a_session_has_begun(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]
    point = await added(place, session.id, cast.member)
    announced = await place.announced()

    async def tried_at(moment: datetime, person_id: UUID) -> tuple[set[bool], str]:
        place.clock.moment = moment
        agenda = await agenda_of(place, session.id, person_id)
        some = await place.ask(
            "POST", "/agenda-points:batch", list[AgendaPointView], person_id=person_id, body=Ids(ids=[point.id])
        )
        refusal = await place.refusal(
            "POST", f"/agenda-points/{point.id}:remove", person_id=person_id, body=RemoveAgendaPoint(version=1)
        )
        return {one.may_remove for one in (*agenda, *some)}, refusal.code

    over = session.ends_at + timedelta(days=30)
    assert await tried_at(session.starts_at, cast.member) == ({False}, "SESSION_HAS_BEGUN")
    assert await tried_at(over, cast.coordinator) == ({False}, "SESSION_HAS_BEGUN")
    assert await place.announced() == announced
    place.clock.moment = session.starts_at - timedelta(seconds=1)
    await place.ask(
        "POST", f"/agenda-points/{point.id}:remove", person_id=cast.member, body=RemoveAgendaPoint(version=1)
    )


async def test_the_agenda_of_a_session_that_is_cancelled_stays_as_it_was(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    await set_status(place, series.sessions[0].id, "CANCELLED")

    refusal = await place.refusal(
        "POST", f"/agenda-points/{point.id}:remove", person_id=cast.member, body=RemoveAgendaPoint(version=1)
    )

    assert (type(refusal), refusal.code) == (Conflict, "SESSION_CANCELLED")


async def test_an_unknown_session_is_not_found(place: Workplace, cast: Cast) -> None:
    refusals = [await place.refusal("GET", f"/sessions/{new_id()}", person_id=cast.member)]
    refusals.append(
        await place.refusal(
            "POST",
            f"/sessions/{new_id()}/agenda-points",
            person_id=cast.member,
            body=AddAgendaPoint(title="Punt", purpose="INFORM", minutes=5),
        )
    )

    assert [type(refusal) for refusal in refusals] == [NotFound] * 2


async def test_c092_a_content_note_stands_before_heavy_words_and_stays_unless_somebody_changes_it(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    path = f"/sessions/{series.sessions[0].id}/agenda-points"
    told: dict[str, Any] = {"title": "Afscheid", "note": "Een kind overleed.", "purpose": "EXPLORE", "minutes": 20}

    async def put(path: str, body: AddAgendaPoint) -> AgendaPointView:
        point: AgendaPointView = await place.ask("POST", path, AgendaPointView, person_id=cast.member, body=body)
        return point

    point = await put(path, AddAgendaPoint(**told, content_note="Gaat over verlies."))
    found = await titles(place, "overleed", cast.member)
    kept = await put(f"/agenda-points/{point.id}:change", ChangeAgendaPoint(**told | {"minutes": 25}, version=1))
    without = await put(
        f"/agenda-points/{point.id}:change", ChangeAgendaPoint(**told, content_note="", version=kept.version)
    )
    too_long = await place.refusal(
        "POST", path, person_id=cast.member, body=AddAgendaPoint(**told, content_note="x" * 141)
    )

    assert (point.content_note, kept.content_note, without.content_note) == ("Gaat over verlies.",) * 2 + (None,)
    assert found == []
    assert await titles(place, "overleed", cast.member) == ["Afscheid"]
    assert [(one.field, one.code) for one in too_long.problems] == [("content_note", "TEXT_TOO_LONG")]
