"""Moving a session and calling it off: who may, how far, and what is announced (BR-042, BR-047, J05)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from shared.api.agenda.calendars import CalendarEntry
from shared.api.agenda.changing import CancelSession, MoveSession
from shared.api.agenda.sessions import SessionView
from shared.audit.table import ENTRY
from shared.errors import Refusal
from shared.events.agenda.sessions import SessionCancelled, SessionMoved
from tests.agenda.steps import Cast, added, planned
from tests.workplace import Workplace


def moved(session: SessionView, **changes: Any) -> MoveSession:
    """The session as it stands, but for some changes; days and hours move both ends."""
    by = timedelta(**{unit: changes.pop(unit) for unit in ("days", "hours") if unit in changes})
    given = {
        "starts_at": session.starts_at + by,
        "ends_at": session.ends_at + by,
        "place": session.place,
        "version": session.version,
        **changes,
    }
    return MoveSession(**given)


async def first_session(place: Workplace, cast: Cast) -> SessionView:
    """The first session of a year, as a member sees it."""
    return (await planned(place, cast.network_id, cast.coordinator)).sessions[0]


async def move(agenda: Workplace, cast: Cast, session: SessionView, **changes: Any) -> SessionView:
    """A coordinator moves a session."""
    answer = await agenda.ask(
        "POST",
        f"/sessions/{session.id}:move",
        SessionView,
        person_id=cast.coordinator,
        body=moved(session, **changes),
    )
    assert isinstance(answer, SessionView)
    return answer


async def refused(agenda: Workplace, cast: Cast, session: SessionView, **changes: Any) -> Refusal:
    """A coordinator may not move a session like this."""
    return await agenda.refusal(
        "POST", f"/sessions/{session.id}:move", person_id=cast.coordinator, body=moved(session, **changes)
    )


def in_the_way(refusal: Refusal) -> list[str]:
    """What is in the way of a session where it would come, as codes."""
    assert refusal.code == "SESSIONS_NOT_FREE"
    return [problem.code for problem in refusal.problems]


async def test_j05_a_session_that_moves_keeps_its_id_and_tells_when_it_was(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    place.clock.forward(hours=5)

    after = await move(place, cast, session, days=7)

    assert (after.id, after.was_starts_at, after.sequence, after.version) == (session.id, session.starts_at, 1, 2)
    assert (after.starts_at, after.ends_at) == (
        session.starts_at + timedelta(days=7),
        session.ends_at + timedelta(days=7),
    )
    entry = await place.ask("GET", f"/sessions/{session.id}/calendar-entry", CalendarEntry)
    assert (entry.sequence, entry.revised_at) == (1, place.clock.now())
    assert (await place.announced())[-1] == SessionMoved(
        session_id=session.id,
        network_id=cast.network_id,
        series_id=session.series_id,
        status="CONFIRMED",
        sequence=1,
        starts_at=after.starts_at,
        ends_at=after.ends_at,
        at=place.clock.now(),
        version=2,
    )
    async with place.door.reading() as reading:
        noted = (await reading.execute(select(ENTRY.c.verb, ENTRY.c.subject).order_by(ENTRY.c.number.desc()))).first()
    assert noted is not None
    assert tuple(noted) == ("session.moved", session.id)


async def test_br_047_another_place_is_a_change_and_the_same_place_is_none(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)

    elsewhere = await move(place, cast, session, place="Utrecht")
    count = len(await place.announced())
    same = await move(place, cast, elsewhere)

    assert (elsewhere.sequence, elsewhere.place, elsewhere.was_starts_at) == (1, "Utrecht", None)
    assert same == elsewhere
    assert len(await place.announced()) == count


async def test_br_042_a_session_of_a_series_moves_at_most_ten_days_from_where_it_first_stood(
    place: Workplace, cast: Cast
) -> None:
    session = await first_session(place, cast)

    nine = await move(place, cast, session, days=9)
    refusal = await refused(place, cast, nine, days=2)
    back = await move(place, cast, nine, days=-19)

    assert in_the_way(refusal) == ["MOVED_TOO_FAR"]
    assert back.starts_at == session.starts_at - timedelta(days=10)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"days": -100}, ["IN_THE_PAST", "MOVED_TOO_FAR"]),
        ({"days": 3000}, ["TOO_FAR_AHEAD", "MOVED_TOO_FAR"]),
        ({"ends_at": "2027-01-14T12:00:00Z"}, ["ENDS_BEFORE_START"]),
        ({"ends_at": "9999-12-31T23:59:00-14:00"}, ["LASTS_TOO_LONG"]),
    ],
)
async def test_a_move_that_cannot_be_says_all_that_is_in_the_way(
    place: Workplace, cast: Cast, changes: dict[str, Any], codes: list[str]
) -> None:
    refusal = await refused(place, cast, await first_session(place, cast), **changes)

    assert in_the_way(refusal) == codes


async def test_a_move_onto_another_session_or_from_an_older_version_is_refused(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    await planned(place, cast.network_id, cast.coordinator, weekday=4, until_on="2027-02-28")

    taken = await refused(place, cast, session, days=-6)
    stale = await refused(place, cast, session, hours=1, version=9)

    assert (in_the_way(taken), stale.code) == (["MOMENT_TAKEN"], "STALE_VERSION")


async def test_a_session_stays_long_enough_for_its_agenda(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    await added(place, session.id, cast.member, minutes=120)

    refusal = await refused(place, cast, session, ends_at=session.starts_at + timedelta(hours=1))

    assert in_the_way(refusal) == ["AGENDA_TOO_LONG"]


async def test_a_session_is_called_off_with_a_reason_that_members_read(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)
    path = f"/sessions/{session.id}:cancel"

    empty = await place.refusal("POST", path, person_id=cast.coordinator, body=CancelSession(reason=" . ", version=1))
    after = await place.ask(
        "POST",
        path,
        SessionView,
        person_id=cast.coordinator,
        body=CancelSession(reason="De zaal is dicht.", version=1),
    )
    again = await place.refusal(
        "POST", path, person_id=cast.coordinator, body=CancelSession(reason="Nog eens", version=2)
    )

    seen = await place.ask("GET", f"/sessions/{session.id}", SessionView)
    assert (empty.code, again.code) == ("REASON_REQUIRED", "SESSION_CANCELLED")
    assert (after.status, after.sequence, after.cancel_reason) == ("CANCELLED", 1, "De zaal is dicht.")
    assert (seen.status, seen.cancel_reason) == ("CANCELLED", None)
    assert (await place.announced())[-1] == SessionCancelled(
        session_id=session.id,
        network_id=cast.network_id,
        series_id=session.series_id,
        status="CANCELLED",
        sequence=1,
        at=place.clock.now(),
        version=2,
    )


async def test_only_who_coordinates_is_told_that_they_may_change_it(place: Workplace, cast: Cast) -> None:
    session = await first_session(place, cast)

    seen = [
        (await place.ask("GET", f"/sessions/{session.id}", SessionView, person_id=person_id)).may_change
        for person_id in (None, cast.member, cast.coordinator, cast.other_coordinator)
    ]

    assert seen == [False, False, True, False]
