"""Arranging an agenda: in order, published in time, complete; and nothing a person proposes goes without an answer (BR-046)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.agenda.handlers import when_agendas_are_looked_after
from shared.api.agenda.arranging import (
    AcceptAgendaPoint,
    AnswerAgendaPoint,
    ArrangeAgenda,
    ChangeAgendaPoint,
    PlacedPoint,
    ProposeAgendaPoint,
    PublishAgenda,
    WithdrawAgendaPoint,
)
from shared.api.agenda.series_changes import ChangeSessions, FreshChange, SessionsChanged, WantedChange
from shared.api.agenda.sessions import AddAgendaPoint, AgendaPointView, SeriesView, SessionView
from shared.bus.clock import Period
from shared.database import new_id
from shared.errors import Conflict, Invalid, NotAllowed, NotFound
from shared.events.agenda.agenda_points import (
    MeetingAgendaArranged,
    MeetingAgendaItemChanged,
    MeetingAgendaItemProposed,
    MeetingAgendaLeftUnpublished,
    MeetingAgendaPublished,
)
from tests.agenda.steps import Cast, added, agenda_of, join, opened, planned, proposed
from tests.agenda.test_changing import move
from tests.workplace import Workplace


@pytest.fixture
async def series(place: Workplace, cast: Cast) -> SeriesView:
    """The sessions of 2027, of 150 minutes each; the first is on 14 January."""
    return await planned(place, cast.network_id, cast.coordinator)


async def session_now(place: Workplace, session_id: UUID, person_id: UUID) -> SessionView:
    """A session as it stands."""
    found = await place.ask("GET", f"/sessions/{session_id}", SessionView, person_id=person_id)
    assert isinstance(found, SessionView)
    return found


async def arranged(place: Workplace, person_id: UUID, session: SessionView, *points: tuple[UUID, int]) -> SessionView:
    """An agenda that somebody put in order."""
    found = await place.ask(
        "POST", f"/sessions/{session.id}:arrange", SessionView, person_id=person_id, body=order(session, *points)
    )
    assert isinstance(found, SessionView)
    return found


def order(session: SessionView, *points: tuple[UUID, int]) -> ArrangeAgenda:
    """Points in this order, with their minutes."""
    placed = [PlacedPoint(agenda_point_id=point_id, minutes=minutes) for point_id, minutes in points]
    return ArrangeAgenda(points=placed, version=session.version)


async def published(place: Workplace, person_id: UUID, session_id: UUID, reason: str = "") -> SessionView:
    """A session of which the agenda was published."""
    version = (await session_now(place, session_id, person_id)).version
    found = await place.ask(
        "POST",
        f"/sessions/{session_id}:publish-agenda",
        SessionView,
        person_id=person_id,
        body=PublishAgenda(short_notice_reason=reason, version=version),
    )
    assert isinstance(found, SessionView)
    return found


async def answered(
    place: Workplace, person_id: UUID, verb: str, point: AgendaPointView, reason: str
) -> AgendaPointView:
    """A point that somebody parked or declined."""
    found = await place.ask(
        "POST",
        f"/agenda-points/{point.id}:{verb}",
        AgendaPointView,
        person_id=person_id,
        body=AnswerAgendaPoint(reason=reason, version=point.version),
    )
    assert isinstance(found, AgendaPointView)
    return found


async def waiting(place: Workplace, network_id: UUID, person_id: UUID) -> list[str]:
    """The titles of what waits in a network."""
    found = await place.ask("GET", f"/networks/{network_id}/agenda-points", Any, person_id=person_id)
    return [point["title"] for point in found["items"]]


def words(point: AgendaPointView, **changes: Any) -> ChangeAgendaPoint:
    """A point as it stands, with changes."""
    told = {
        name: getattr(point, name) for name in ChangeAgendaPoint.model_fields if name in AgendaPointView.model_fields
    }
    return ChangeAgendaPoint(**{**told, **changes})


def at_version(version: int) -> WithdrawAgendaPoint:
    """What names no more than the version it saw."""
    return WithdrawAgendaPoint(version=version)


async def test_a_whole_agenda_is_put_in_order_in_one_act(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]
    one, two, three = [await added(place, session.id, cast.member, title=f"Punt {n}") for n in (1, 2, 3)]
    before = len(await place.announced())

    after = await arranged(place, cast.coordinator, session, (three.id, 20), (one.id, 35), (two.id, 20))

    assert [
        (point.title, point.position, point.minutes) for point in await agenda_of(place, session.id, cast.member)
    ] == [
        ("Punt 3", 1, 20),
        ("Punt 1", 2, 35),
        ("Punt 2", 3, 20),
    ]
    assert (after.minutes_planned, after.version) == (75, session.version + 1)
    assert await place.announced(before) == [
        MeetingAgendaItemChanged(
            agenda_point_id=one.id,
            session_id=session.id,
            was_session_id=session.id,
            network_id=cast.network_id,
            status="PROPOSED",
            purpose="EXPLORE",
            owner_id=cast.member,
            is_published=False,
            at=place.clock.now(),
            version=2,
        ),
        MeetingAgendaArranged(
            session_id=session.id,
            network_id=cast.network_id,
            status="CONFIRMED",
            at=place.clock.now(),
            version=session.version + 1,
        ),
    ]


async def test_the_same_order_again_changes_and_announces_nothing(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    before = len(await place.announced())

    after = await arranged(place, cast.coordinator, series.sessions[0], (point.id, 20))

    assert after.version == series.sessions[0].version
    assert await place.announced(before) == []


async def test_an_agenda_in_the_making_may_be_too_long_but_is_not_published_so(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    """J12 AC1: the sum of minutes over the length is refused."""
    session = series.sessions[0]
    one, two = [await added(place, session.id, cast.member, minutes=60) for _ in range(2)]

    after = await arranged(place, cast.coordinator, session, (one.id, 100), (two.id, 60))
    refusal = await place.refusal(
        "POST",
        f"/sessions/{session.id}:publish-agenda",
        person_id=cast.coordinator,
        body=PublishAgenda(version=after.version),
    )

    assert (after.minutes_planned, after.may_arrange) == (160, True)
    assert (type(refusal), refusal.code) == (Conflict, "AGENDA_TOO_LONG")


async def test_an_order_that_names_other_points_is_refused_whole(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    one, two = [await added(place, session.id, cast.member) for _ in range(2)]
    elsewhere = await added(place, series.sessions[1].id, cast.member)
    path = f"/sessions/{session.id}:arrange"

    refusals = [
        await place.refusal("POST", path, person_id=cast.coordinator, body=order(session, *points))
        for points in (
            [(one.id, 20)],
            [(one.id, 20), (one.id, 20), (two.id, 20)],
            [(one.id, 20), (two.id, 0)],
            [(two.id, 20), (elsewhere.id, 20), (one.id, 20)],
        )
    ]

    assert {(type(refusal), refusal.code) for refusal in refusals} == {(Invalid, "NOT_ON_THIS_AGENDA")}
    assert [[problem.field for problem in refusal.problems] for refusal in refusals] == [
        ["points"],
        ["points.1"],
        ["points.1.minutes"],
        ["points.1"],
    ]
    assert [point.position for point in await agenda_of(place, session.id, cast.member)] == [1, 2]


async def test_who_arranges_late_is_told_that_the_agenda_changed(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    one, two = [await added(place, session.id, cast.member) for _ in range(2)]
    await arranged(place, cast.coordinator, session, (two.id, 20), (one.id, 20))

    refusal = await place.refusal(
        "POST",
        f"/sessions/{session.id}:arrange",
        person_id=cast.coordinator,
        body=order(session, (one.id, 20), (two.id, 20)),
    )

    assert refusal.code == "STALE_VERSION"


async def test_a_facilitator_arranges_and_a_member_does_not(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]
    facilitator = new_id()
    await join(place, cast.network_id, facilitator, role="FACILITATOR")
    point = await added(place, session.id, cast.member)

    refusals = [
        await place.refusal(
            "POST", f"/sessions/{session.id}:arrange", person_id=person_id, body=order(session, (point.id, 25))
        )
        for person_id in (cast.member, cast.neighbour, cast.former_coordinator)
    ]
    after = await arranged(place, facilitator, session, (point.id, 25))

    assert [(type(refusal), refusal.code) for refusal in refusals] == [
        (NotAllowed, "FACILITATOR_NEEDED"),
        (NotAllowed, "NOT_A_MEMBER"),
        (NotAllowed, "NOT_A_MEMBER"),
    ]
    assert after.minutes_planned == 25


async def test_a_published_agenda_is_announced_and_what_comes_after_is_shown_as_new_or_changed(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    one, two = [await added(place, session.id, cast.member, title=f"Punt {n}") for n in (1, 2)]
    before = len(await place.announced())

    after = await published(place, cast.coordinator, session.id)
    announced = await place.announced(before)
    place.clock.forward(minutes=1)
    later = await added(place, session.id, cast.second_member, title="Later")
    await arranged(place, cast.coordinator, after, (two.id, 30), (later.id, 20), (one.id, 20))

    assert (after.status, after.published_at, after.short_notice_reason) == (
        "AGENDA_PUBLISHED",
        place.clock.now() - timedelta(minutes=1),
        "",
    )
    assert announced[-1] == MeetingAgendaPublished(
        session_id=session.id,
        network_id=cast.network_id,
        status="AGENDA_PUBLISHED",
        starts_at=session.starts_at,
        published_at=after.published_at,
        at=after.published_at,
        version=session.version + 1,
    )
    assert [
        (event.agenda_point_id, event.status, event.is_published, event.answers)
        for event in announced
        if isinstance(event, MeetingAgendaItemChanged)
    ] == [(point.id, "ACCEPTED", True, None) for point in (one, two)]
    assert [
        (point.title, point.is_new, point.is_changed) for point in await agenda_of(place, session.id, cast.member)
    ] == [("Punt 2", False, True), ("Later", True, False), ("Punt 1", False, False)]


async def test_an_agenda_is_published_once_and_not_empty(place: Workplace, cast: Cast, series: SeriesView) -> None:
    session = series.sessions[0]
    path = f"/sessions/{session.id}:publish-agenda"

    empty = await place.refusal("POST", path, person_id=cast.coordinator, body=PublishAgenda(version=session.version))
    await added(place, session.id, cast.member)
    after = await published(place, cast.coordinator, session.id)
    again = await place.refusal("POST", path, person_id=cast.coordinator, body=PublishAgenda(version=after.version))

    assert (empty.code, again.code) == ("AGENDA_EMPTY", "AGENDA_PUBLISHED")


async def test_br_046_an_agenda_within_seven_days_of_its_session_needs_a_reason(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    await added(place, session.id, cast.member)
    place.clock.moment = session.starts_at - timedelta(days=7) + timedelta(seconds=1)
    path = f"/sessions/{session.id}:publish-agenda"

    refusal = await place.refusal(
        "POST", path, person_id=cast.coordinator, body=PublishAgenda(short_notice_reason=" … ", version=session.version)
    )
    after = await published(place, cast.coordinator, session.id, "De zaal werd pas gisteren bekend.")

    assert (type(refusal), refusal.code) == (Invalid, "AGENDA_AT_SHORT_NOTICE")
    assert [problem.field for problem in refusal.problems] == ["short_notice_reason"]
    assert after.short_notice_reason == "De zaal werd pas gisteren bekend."


async def test_br_046_seven_days_before_to_the_second_needs_no_reason_and_keeps_none(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    await added(place, session.id, cast.member)
    place.clock.moment = session.starts_at - timedelta(days=7)

    after = await published(place, cast.coordinator, session.id, "Een reden die niet nodig is.")

    assert after.short_notice_reason == ""


async def test_br_046_what_is_decided_on_is_a_question_that_lay_open_for_a_week(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    question = await proposed(place, cast.network_id, cast.member)
    path, add = f"/sessions/{session.id}:publish-agenda", f"/sessions/{session.id}/agenda-points"
    await added(place, session.id, cast.member)

    async def refused(**asked: Any) -> list[tuple[str, str]]:
        body = AddAgendaPoint(title="Besluit", purpose="DECIDE", minutes=20, **asked)
        point = await place.ask("POST", add, AgendaPointView, person_id=cast.coordinator, body=body)
        version = (await session_now(place, session.id, cast.coordinator)).version
        body_ = PublishAgenda(short_notice_reason="Kort dag.", version=version)
        refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=body_)
        await place.ask("POST", f"/agenda-points/{point.id}:remove", person_id=cast.coordinator, body=at_version(1))
        return [(problem.field, problem.code) for problem in refusal.problems]

    without = await refused()
    only_proposed = await refused(question_id=question.id)
    place.clock.moment = session.starts_at - timedelta(days=7) + timedelta(seconds=1)
    await opened(place, question, cast.coordinator)
    too_late = await refused(question_id=question.id)

    assert [without, only_proposed, too_late] == [[("points.1", "DECISION_NOT_PREPARED")]] * 3


async def test_br_046_a_question_that_lay_open_for_a_week_can_be_decided_on(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    question = await opened(place, await proposed(place, cast.network_id, cast.member), cast.coordinator)
    body = AddAgendaPoint(title="Besluit", purpose="DECIDE", minutes=20, question_id=question.id)
    point = await place.ask(
        "POST", f"/sessions/{session.id}/agenda-points", AgendaPointView, person_id=cast.member, body=body
    )

    after = await published(place, cast.coordinator, session.id)

    assert (point.question_id, after.status) == (question.id, "AGENDA_PUBLISHED")


async def test_a_point_is_about_a_question_of_its_own_network_only(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    elsewhere = await proposed(place, cast.other_network_id, cast.neighbour)
    path = f"/sessions/{series.sessions[0].id}/agenda-points"

    refusals = [
        await place.refusal(
            "POST",
            path,
            person_id=cast.member,
            body=AddAgendaPoint(title="Punt", purpose="EXPLORE", minutes=5, question_id=question_id),
        )
        for question_id in (elsewhere.id, new_id())
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [(Invalid, "QUESTION_NOT_HERE")] * 2


async def test_a_parked_point_waits_with_a_reason_that_its_proposer_gets(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[0]
    point = await added(place, session.id, cast.member, title="Nieuwe folder")

    no_reason = await place.refusal(
        "POST",
        f"/agenda-points/{point.id}:park",
        person_id=cast.coordinator,
        body=AnswerAgendaPoint(reason=" . ", version=1),
    )
    parked = await answered(place, cast.coordinator, "park", point, "We wachten op de drukker.")

    assert (type(no_reason), no_reason.code) == (Invalid, "REASON_REQUIRED")
    assert (parked.session_id, parked.status, parked.answer) == (None, "PARKED", "We wachten op de drukker.")
    assert (await place.announced())[-1] == MeetingAgendaItemChanged(
        agenda_point_id=point.id,
        session_id=None,
        was_session_id=session.id,
        network_id=cast.network_id,
        status="PARKED",
        purpose="EXPLORE",
        owner_id=cast.member,
        is_published=False,
        answers=cast.member,
        at=place.clock.now(),
        version=2,
    )
    assert await agenda_of(place, session.id, cast.member) == []
    assert await waiting(place, cast.network_id, cast.second_member) == ["Nieuwe folder"]
    told = await place.ask("GET", "/agenda-points/answered", list[AgendaPointView], person_id=cast.member)
    others = await place.ask("GET", "/agenda-points/answered", list[AgendaPointView], person_id=cast.second_member)
    assert ([one.answer for one in told], others) == (["We wachten op de drukker."], [])


async def test_a_proposed_point_waits_until_it_is_placed_or_declined(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    path = f"/networks/{cast.network_id}/agenda-points"
    bodies = [ProposeAgendaPoint(title=title, purpose="INFORM", minutes=15) for title in ("Eerst", "Dan")]
    before = len(await place.announced())

    first, second = [
        await place.ask("POST", path, AgendaPointView, person_id=cast.member, body=body) for body in bodies
    ]
    announced = await place.announced(before)
    stood = await waiting(place, cast.network_id, cast.coordinator)
    placed = await place.ask(
        "POST",
        f"/agenda-points/{first.id}:accept",
        AgendaPointView,
        person_id=cast.coordinator,
        body=AcceptAgendaPoint(session_id=series.sessions[1].id, version=1),
    )
    declined = await answered(place, cast.coordinator, "decline", second, "Dit hoort bij de gemeente.")

    assert announced == [
        MeetingAgendaItemProposed(
            agenda_point_id=point.id,
            network_id=cast.network_id,
            status="PROPOSED",
            purpose="INFORM",
            owner_id=cast.member,
            at=place.clock.now(),
            version=1,
        )
        for point in (first, second)
    ]
    assert stood == ["Eerst", "Dan"]
    assert (placed.session_id, placed.status, placed.position) == (series.sessions[1].id, "ACCEPTED", 1)
    assert (declined.status, declined.may_answer, declined.may_change) == ("DECLINED", False, False)
    assert await waiting(place, cast.network_id, cast.member) == []
    again = await place.refusal(
        "POST",
        f"/agenda-points/{second.id}:park",
        person_id=cast.coordinator,
        body=AnswerAgendaPoint(reason="Toch nog eens.", version=declined.version),
    )
    assert again.code == "AGENDA_POINT_ANSWERED"


async def test_what_waits_is_for_members_only(place: Workplace, cast: Cast, series: SeriesView) -> None:
    point = await place.ask(
        "POST",
        f"/networks/{cast.network_id}/agenda-points",
        AgendaPointView,
        person_id=cast.member,
        body=ProposeAgendaPoint(title="Punt", purpose="INFORM", minutes=15),
    )

    refusals = [
        await place.refusal("GET", f"/networks/{cast.network_id}/agenda-points", person_id=cast.neighbour),
        await place.refusal(
            "POST",
            f"/agenda-points/{point.id}:accept",
            person_id=cast.other_coordinator,
            body=AcceptAgendaPoint(session_id=series.sessions[0].id, version=1),
        ),
        await place.refusal(
            "POST",
            f"/agenda-points/{point.id}:decline",
            person_id=cast.second_member,
            body=AnswerAgendaPoint(reason="Nee.", version=1),
        ),
    ]

    assert [(type(refusal), refusal.code) for refusal in refusals] == [
        (NotAllowed, "NOT_A_MEMBER"),
        (NotFound, "NOT_FOUND"),
        (NotAllowed, "FACILITATOR_NEEDED"),
    ]


async def test_who_proposed_a_point_takes_it_back_while_it_waits(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await place.ask(
        "POST",
        f"/networks/{cast.network_id}/agenda-points",
        AgendaPointView,
        person_id=cast.member,
        body=ProposeAgendaPoint(title="Punt", purpose="INFORM", minutes=15),
    )
    path = f"/agenda-points/{point.id}:withdraw"

    refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=at_version(1))
    await place.ask("POST", path, person_id=cast.member, body=at_version(1))

    assert refusal.code == "NOT_YOUR_AGENDA_POINT"
    assert await waiting(place, cast.network_id, cast.member) == []


async def test_an_owner_says_it_in_other_words_and_who_arranges_gives_it_to_another(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    path = f"/agenda-points/{point.id}:change"

    own = await place.ask(
        "POST", path, AgendaPointView, person_id=cast.member, body=words(point, title="Anders", minutes=25)
    )
    refused = await place.refusal("POST", path, person_id=cast.member, body=words(own, owner_id=cast.second_member))
    stranger = await place.refusal("POST", path, person_id=cast.coordinator, body=words(own, owner_id=cast.neighbour))
    given = await place.ask(
        "POST", path, AgendaPointView, person_id=cast.coordinator, body=words(own, owner_id=cast.second_member)
    )

    assert (own.title, own.minutes, own.version) == ("Anders", 25, 2)
    assert (refused.code, stranger.code) == ("NOT_YOUR_AGENDA_POINT", "OWNER_NOT_A_MEMBER")
    assert (given.owner_id, given.version) == (cast.second_member, 3)


async def test_a_change_that_names_no_owner_leaves_it_whose_it_is(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await added(place, series.sessions[0].id, cast.member)
    body = ChangeAgendaPoint(title="Anders", purpose="INFORM", minutes=20, version=1)

    for person_id in (cast.member, cast.coordinator):
        path = f"/agenda-points/{point.id}:change"
        changed = await place.ask("POST", path, AgendaPointView, person_id=person_id, body=body)
        body = body.model_copy(update={"title": "Nog anders", "version": changed.version})

    assert (changed.owner_id, changed.title) == (cast.member, "Nog anders")


async def test_ten_days_before_those_who_arrange_are_reminded_once(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first, second = series.sessions[:2]
    await added(place, second.id, cast.member)
    facilitator = new_id()
    await join(place, cast.network_id, facilitator, role="FACILITATOR")

    async def reminded_at(moment: Any) -> list[Any]:
        place.clock.moment = moment
        before = len(await place.announced())
        await when_agendas_are_looked_after(place.door, Period(key="1", due_at=moment))
        return [event for event in await place.announced(before) if isinstance(event, MeetingAgendaLeftUnpublished)]

    early = await reminded_at(first.starts_at - timedelta(days=10, seconds=1))
    due = await reminded_at(first.starts_at - timedelta(days=10))
    again = await reminded_at(first.starts_at - timedelta(days=9))
    await published(place, cast.coordinator, second.id)
    done = await reminded_at(second.starts_at - timedelta(days=9))

    assert (early, again, done) == ([], [], [])
    assert due == [
        MeetingAgendaLeftUnpublished(
            session_id=first.id,
            network_id=cast.network_id,
            status="CONFIRMED",
            arranger_ids=sorted([cast.coordinator, facilitator]),
            starts_at=first.starts_at,
            at=first.starts_at - timedelta(days=10),
            version=2,
        )
    ]


async def test_a_point_that_gets_its_place_from_the_backlog_says_that_it_stood_nowhere(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    session = series.sessions[1]
    body = ProposeAgendaPoint(title="Wonen", purpose="INFORM", minutes=15)
    point = await place.ask(
        "POST", f"/networks/{cast.network_id}/agenda-points", AgendaPointView, person_id=cast.member, body=body
    )
    path = f"/agenda-points/{point.id}:accept"

    nowhere = await place.refusal(
        "POST", path, person_id=cast.coordinator, body=AcceptAgendaPoint(session_id=new_id(), version=1)
    )
    placed = await place.ask(
        "POST",
        path,
        AgendaPointView,
        person_id=cast.coordinator,
        body=AcceptAgendaPoint(session_id=session.id, version=1),
    )
    parked = await answered(place, cast.coordinator, "park", placed, "We wachten nog.")
    await place.ask(
        "POST",
        path,
        AgendaPointView,
        person_id=cast.coordinator,
        body=AcceptAgendaPoint(session_id=session.id, version=parked.version),
    )

    assert type(nowhere) is NotFound
    changes = [event for event in await place.announced() if isinstance(event, MeetingAgendaItemChanged)]
    assert [(event.was_session_id, event.session_id) for event in changes] == [
        (None, session.id),
        (session.id, None),
        (None, session.id),
    ]


async def test_a_point_that_stands_is_not_accepted_for_a_session_that_is_not_found(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    point = await added(place, series.sessions[0].id, cast.member)

    refusal = await place.refusal(
        "POST",
        f"/agenda-points/{point.id}:accept",
        person_id=cast.coordinator,
        body=AcceptAgendaPoint(session_id=new_id(), version=1),
    )

    assert type(refusal) is NotFound


async def test_a_session_that_moved_is_left_alone_for_an_hour_and_asked_for_again(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    first = series.sessions[0]

    async def reminded(**after: Any) -> list[Any]:
        place.clock.forward(**after)
        before = len(await place.announced())
        await when_agendas_are_looked_after(place.door, Period(key="1", due_at=place.clock.now()))
        told = [event for event in await place.announced(before) if isinstance(event, MeetingAgendaLeftUnpublished)]
        return [event.starts_at for event in told]

    place.clock.moment = first.starts_at - timedelta(days=5)
    once = await reminded()
    await move(place, cast, await session_now(place, first.id, cast.coordinator), days=1)
    within = await reminded(minutes=59)
    (fresh,) = await place.ask(
        "GET", f"/networks/{cast.network_id}/session-changes/fresh", list[FreshChange], person_id=cast.coordinator
    )
    await place.ask("POST", f"/session-changes/{fresh.id}:undo", SessionsChanged, person_id=cast.coordinator)
    await move(place, cast, await session_now(place, first.id, cast.coordinator), days=2)
    after = await reminded(hours=1)
    again = await reminded(hours=1)

    assert (once, within, after, again) == ([first.starts_at], [], [first.starts_at + timedelta(days=2)], [])


async def test_asking_for_an_agenda_does_not_keep_another_kind_of_session_from_being_taken_back(
    place: Workplace, cast: Cast, series: SeriesView
) -> None:
    """Another kind is no other date: the clock, which looks at dates, would have asked within the hour."""
    first = series.sessions[0]
    place.clock.moment = first.starts_at - timedelta(days=5)
    body = ChangeSessions(scope="THIS", wanted=WantedChange(type="WORK_VISIT"), version=first.version)
    path = f"/sessions/{first.id}:change"
    changed = await place.ask("POST", path, SessionsChanged, person_id=cast.coordinator, body=body)

    async def asked_for() -> list[UUID]:
        await when_agendas_are_looked_after(place.door, Period(key="1", due_at=place.clock.now()))
        told = [event for event in await place.announced() if isinstance(event, MeetingAgendaLeftUnpublished)]
        return [event.session_id for event in told]

    place.clock.forward(minutes=59)
    within = await asked_for()
    undo = f"/session-changes/{changed.change_id}:undo"
    back = await place.ask("POST", undo, SessionsChanged, person_id=cast.coordinator)
    after = await asked_for()

    assert ([one.type for one in back.sessions], within, after) == (["REGULAR"], [], [first.id])
