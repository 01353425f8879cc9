"""The points with which every session of a series starts, and documents of sessions."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from shared.api.agenda.documents import AddDocument, DocumentRemoved, DocumentView
from shared.api.agenda.sessions import SeriesView
from shared.api.agenda.templates import SetTemplateAgenda, TemplateAgenda, TemplatePoint
from shared.api.page import Ids
from shared.events.agenda.agenda_points import MeetingAgendaItemAdded
from shared.events.agenda.sessions import SessionDocumentAdded, SessionDocumentRemoved, TemplateAgendaSet
from tests.agenda.steps import Cast, added, agenda_of, planned
from tests.agenda.test_drafts import confirmed, draft_series, pre_meeting, young
from tests.workplace import Workplace

START = TemplatePoint(title="Inchecken", purpose="EXPLORE", minutes=15)
END = TemplatePoint(title="Uitchecken", purpose="EXPLORE", minutes=10)


async def set_template(place: Workplace, cast: Cast, series: SeriesView, *points: TemplatePoint) -> TemplateAgenda:
    """A coordinator says with which points the sessions start."""
    answer = await place.ask(
        "POST",
        f"/series/{series.id}/template-agenda",
        TemplateAgenda,
        person_id=cast.coordinator,
        body=SetTemplateAgenda(points=list(points)),
    )
    assert isinstance(answer, TemplateAgenda)
    return answer


async def agenda(place: Workplace, cast: Cast, session_id: UUID) -> list[str]:
    """The titles on an agenda, in order."""
    return [one.title for one in await agenda_of(place, session_id, cast.coordinator)]


async def test_every_session_to_come_starts_with_the_points_above_what_members_put_there(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    await added(place, series.sessions[1].id, cast.member, title="Wonen", minutes=60)
    await added(place, series.sessions[2].id, cast.member, title="Vol", minutes=150)
    before = len(await place.announced())

    made = await set_template(place, cast, series, START, END)

    assert (made.sessions, made.minutes, [one.title for one in made.points]) == (5, 150, ["Inchecken", "Uitchecken"])
    assert [await agenda(place, cast, one.id) for one in series.sessions[:3]] == [
        ["Inchecken", "Uitchecken"],
        ["Inchecken", "Uitchecken", "Wonen"],
        ["Vol"],
    ]
    assert (await place.announced())[before:] == [
        TemplateAgendaSet(series_id=series.id, network_id=cast.network_id, points=2, at=place.clock.now(), version=2)
    ]


async def test_written_once_more_the_points_are_replaced_where_nobody_changed_them(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    await set_template(place, cast, series, START, END)

    await set_template(place, cast, series, END)

    assert [await agenda(place, cast, one.id) for one in series.sessions] == [["Uitchecken"]] * 6
    known = await place.ask("GET", f"/series/{series.id}/template-agenda", TemplateAgenda, person_id=cast.coordinator)
    assert known.points == [END]


async def test_the_next_series_starts_as_the_one_before(place: Workplace, cast: Cast) -> None:
    first = await planned(place, cast.network_id, cast.coordinator, until_on=date(2027, 6, 30))
    await set_template(place, cast, first, START)

    second = await planned(
        place, cast.network_id, cast.coordinator, from_on=date(2027, 7, 1), until_on=date(2027, 12, 31)
    )
    undone = await place.ask("POST", f"/series/{second.id}:undo", Any, person_id=cast.coordinator)

    assert {one.minutes_planned for one in second.sessions} == {15}
    assert undone["network_id"] == str(cast.network_id)


async def test_drafts_get_the_points_when_they_are_confirmed(place: Workplace, cast: Cast) -> None:
    series = await draft_series(place, cast)
    made = await set_template(place, cast, series, START)
    changed = await confirmed(place, cast, series.sessions[0].id)

    on_it = await agenda(place, cast, series.sessions[0].id)
    await place.ask("POST", f"/session-changes/{changed.change_id}:undo", Any, person_id=cast.coordinator)

    assert (made.sessions, on_it) == (0, ["Inchecken"])
    assert [event for event in await place.announced() if isinstance(event, MeetingAgendaItemAdded)] == []


@pytest.mark.parametrize(
    ("points", "code", "fields"),
    [
        ([TemplatePoint(title=" ", minutes=5)], "TEMPLATE_INCOMPLETE", ["points.0.title", "points.0.purpose"]),
        ([START.model_copy(update={"minutes": 151})], "AGENDA_TOO_LONG", ["points"]),
        ([START] * 21, "TEMPLATE_INCOMPLETE", ["points"]),
    ],
)
async def test_points_that_cannot_be_say_which(
    place: Workplace, cast: Cast, points: list[TemplatePoint], code: str, fields: list[str]
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)

    refusal = await place.refusal(
        "POST",
        f"/series/{series.id}/template-agenda",
        person_id=cast.coordinator,
        body=SetTemplateAgenda(points=points),
    )

    assert (refusal.code, [one.field for one in refusal.problems]) == (code, fields)


async def document(place: Workplace, session_id: UUID, person_id: UUID, **given: Any) -> DocumentView:
    """A document that somebody put with a session."""
    told = {"title": "Verslag", "url": "https://documenten.example/verslag.pdf", **given}
    answer = await place.ask(
        "POST", f"/sessions/{session_id}/documents", DocumentView, person_id=person_id, body=AddDocument(**told)
    )
    assert isinstance(answer, DocumentView)
    return answer


async def test_a_document_is_a_link_that_members_see_and_who_added_it_takes_away(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    made = await document(place, session.id, cast.member)
    path = f"/documents/{made.id}:remove"

    seen = {
        person_id: await place.ask(
            "POST", "/sessions:documents", list[DocumentView], person_id=person_id, body=Ids(ids=[session.id])
        )
        for person_id in (None, cast.neighbour, cast.member, cast.second_member, cast.coordinator)
    }
    not_theirs = await place.refusal("POST", path, person_id=cast.second_member)
    not_here = await place.refusal("POST", path, person_id=cast.neighbour)
    await place.ask("POST", path, DocumentRemoved, person_id=cast.member)

    assert {person_id: [one.may_remove for one in found] for person_id, found in seen.items()} == {
        None: [],
        cast.neighbour: [],
        cast.member: [True],
        cast.second_member: [False],
        cast.coordinator: [True],
    }
    assert (not_theirs.code, not_here.code) == ("NOT_YOUR_DOCUMENT", "NOT_FOUND")
    assert [type(event) for event in (await place.announced())[-2:]] == [SessionDocumentAdded, SessionDocumentRemoved]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"title": "", "url": ""}, ["title", "url"]),
        ({"url": "http://documenten.example/"}, ["url"]),
        ({"url": "https://documenten.example/" + "a" * 1000}, ["url"]),
        ({"title": "a" * 201}, ["title"]),
    ],
)
async def test_a_document_that_is_not_complete_says_what_is_missing(
    place: Workplace, cast: Cast, given: dict[str, str], fields: list[str]
) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    told = {"title": "Verslag", "url": "https://documenten.example/", **given}

    refusal = await place.refusal(
        "POST", f"/sessions/{session.id}/documents", person_id=cast.member, body=AddDocument(**told)
    )

    assert (refusal.code, [one.field for one in refusal.problems]) == ("DOCUMENT_INCOMPLETE", fields)


async def test_documents_of_one_perspective_stay_with_it(place: Workplace, cast: Cast) -> None:
    reader = await young(place, cast)
    meeting = await pre_meeting(place, cast)
    await confirmed(place, cast, meeting.id)
    await document(place, meeting.id, reader)

    others = await place.ask(
        "POST", "/sessions:documents", list[DocumentView], person_id=cast.member, body=Ids(ids=[meeting.id])
    )
    refusal = await place.refusal(
        "POST",
        f"/sessions/{meeting.id}/documents",
        person_id=cast.member,
        body=AddDocument(title="Verslag", url="https://documenten.example/"),
    )

    assert (others, refusal.code) == ([], "NOT_FOUND")
