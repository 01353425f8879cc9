"""The words that a coordinator adds to the reminder of a session (wish 18)."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.agenda.sessions.operations.seats import forget_who_came
from shared.api.agenda.calendars import SessionLetter, SessionLetterAsked
from shared.api.agenda.reminding import SessionReminder, WriteReminder
from shared.events.agenda.sessions import ReminderMomentChosen
from tests.agenda.steps import Cast, planned
from tests.workplace import Workplace


async def letter_words(place: Workplace, session_id: UUID) -> str:
    """What the mail gets of them."""
    body = SessionLetterAsked(reader_ids=[])
    path = f"/sessions/{session_id}:letter"
    told: SessionLetter = await place.ask("POST", path, SessionLetter, service="notifications", body=body)
    return told.words


async def write(
    place: Workplace, cast: Cast, session_id: UUID, words: str, version: int, days_before: int | None = None
) -> SessionReminder:
    """The coordinator writes."""
    body = WriteReminder(words=words, version=version, days_before=days_before)
    path = f"/sessions/{session_id}/reminder"
    written: SessionReminder = await place.ask("POST", path, SessionReminder, person_id=cast.coordinator, body=body)
    return written


async def test_words_are_kept_with_a_session_and_told_to_the_mail_only(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    before = len(await place.announced())

    empty = await letter_words(place, session.id)
    first = await write(place, cast, session.id, "Parkeer achter het huis.\r\nNeem je map mee.", 0)
    second = await write(place, cast, session.id, "Parkeer op het plein.", first.version)
    gone = await write(place, cast, session.id, "", second.version)

    assert (empty, first.words) == ("", "Parkeer achter het huis.\nNeem je map mee.")
    assert (first.version, second.version, gone.version) == (1, 2, 3)
    assert await letter_words(place, session.id) == ""
    assert (await place.announced())[before:] == []


async def test_words_too_long_a_stale_version_and_a_session_that_began_are_refused(
    place: Workplace, cast: Cast
) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    await write(place, cast, session.id, "Neem je map mee.", 0)
    path = f"/sessions/{session.id}/reminder"

    async def refused(words: str, version: int) -> str:
        body = WriteReminder(words=words, version=version)
        return (await place.refusal("POST", path, person_id=cast.coordinator, body=body)).code

    long, stale = await refused("a" * 1001, 1), await refused("Kort", 0)
    place.clock.moment += session.starts_at - place.clock.now()

    assert (long, stale, await refused("Kort", 1)) == ("REMINDER_TOO_LONG", "STALE_VERSION", "SESSION_HAS_BEGUN")


async def test_wish_18_when_it_leaves_is_chosen_and_told_only_when_that_changes(place: Workplace, cast: Cast) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    path = f"/sessions/{session.id}/reminder"
    usual = await place.ask("GET", path, SessionReminder, person_id=cast.coordinator)
    before = len(await place.announced())

    first = await write(place, cast, session.id, "Neem je map mee.", 0, 1)
    second = await write(place, cast, session.id, "Neem je map mee.", 1, 3)
    third = await write(place, cast, session.id, "", 2)
    never = await write(place, cast, session.id, "", 3, 0)

    assert [one.days_before for one in (usual, first, second, third, never)] == [1, 1, 3, 3, 0]
    told = [one for one in (await place.announced())[before:] if isinstance(one, ReminderMomentChosen)]
    assert [(one.session_id, one.days_before, one.version) for one in told] == [(session.id, 3, 1), (session.id, 0, 2)]
    assert len(await place.announced()) == before + 2
    assert (await place.ask("GET", path, SessionReminder, person_id=cast.coordinator)).days_before == 0


@pytest.mark.parametrize("days", [-1, 15])
async def test_a_day_after_the_session_or_far_before_it_is_refused(place: Workplace, cast: Cast, days: int) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    path = f"/sessions/{session.id}/reminder"
    body = WriteReminder(words="Kort", version=0, days_before=days)

    refusal = await place.refusal("POST", path, person_id=cast.coordinator, body=body)

    assert refusal.code == "REMINDER_DAY_NOT_POSSIBLE"
    assert await letter_words(place, session.id) == ""


async def test_a_week_after_a_session_its_words_are_forgotten(place: Workplace, cast: Cast) -> None:
    first, second = (await planned(place, cast.network_id, cast.coordinator)).sessions[:2]
    for session in (first, second):
        await write(place, cast, session.id, "Neem je map mee.", 0, 2)
    place.clock.moment += first.ends_at - place.clock.now() + timedelta(days=8)

    async with place.door.work() as work:
        await forget_who_came(work)

    kept = [await letter_words(place, session.id) for session in (first, second)]
    assert kept == ["", "Neem je map mee."]
    paths = [f"/sessions/{session.id}/reminder" for session in (first, second)]
    days = [await place.ask("GET", path, SessionReminder, person_id=cast.coordinator) for path in paths]
    assert [one.days_before for one in days] == [1, 2]


async def test_a_series_with_words_in_a_reminder_can_be_undone(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    await write(place, cast, series.sessions[0].id, "Neem je map mee.", 0, 7)

    await place.ask("POST", f"/series/{series.id}:undo", object, person_id=cast.coordinator)

    path = f"/sessions/{series.sessions[0].id}/reminder"
    assert (await place.refusal("GET", path, person_id=cast.coordinator)).code == "NOT_FOUND"
