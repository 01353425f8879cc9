"""Minutes: who writes and reads them, what is kept, and how they come to be established (BR-050, BR-052, J13)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from services.agenda.handlers import when_minutes_are_ten_years_old
from services.agenda.minutes.models.keeping import BESIDE
from services.agenda.minutes.models.minutes import Minutes
from services.agenda.minutes.operations import comments
from services.agenda.sessions.models.sessions import PlannedSession
from services.agenda.sessions.queries.day import notes_of_session
from shared.api.agenda import minutes as api
from shared.api.agenda.arranging import CarryOver
from shared.api.agenda.day import SessionNoteView, WriteNote
from shared.api.agenda.minutes import MinutesView
from shared.api.agenda.sessions import SessionView
from shared.api.page import Page
from shared.api.search import FoundPage, Search
from shared.bus.clock import Period
from shared.errors import Refusal
from shared.events.agenda.minutes import MinutesEstablished, MinutesMissed, MinutesShared
from tests.agenda.minutes import (
    answered,
    assigned,
    change,
    commented,
    held_session,
    read,
    secretary_of,
    the_clock_keeps,
    written,
)
from tests.agenda.steps import Cast, an_hour_passes, join
from tests.workplace import Workplace


async def code_of(asking: Any) -> str:
    """The code of the refusal that something ends in."""
    with pytest.raises(Refusal) as refused:
        await asking
    return refused.value.code


async def test_a_secretary_writes_by_agenda_point_and_a_draft_is_for_who_writes(place: Workplace, cast: Cast) -> None:
    session, (first, second) = await held_session(place, cast, "Opening", "Het nieuwe huis")
    secretary = await secretary_of(place, cast)

    minutes = await written(place, session.id, secretary, {second: "We kijken samen.", first: "", None: "Rondvraag."})

    seen = await read(place, session.id, cast.coordinator)
    assert (minutes.status, minutes.version, minutes.may_write) == ("DRAFT", 1, True)
    assert [(part.title, part.text) for part in seen.parts or []] == [
        ("Het nieuwe huis", "We kijken samen."),
        ("", "Rondvraag."),
    ]
    assert await code_of(read(place, session.id, cast.member)) == "NOT_FOUND"
    assert await code_of(read(place, session.id, cast.neighbour)) == "NOT_FOUND"
    assert await place.announced() == [event for event in await place.announced() if event.NOUN != "minutes"]


async def test_only_secretary_and_coordinator_write(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)

    codes = [
        await code_of(written(place, session.id, person_id, {None: "Zo ging het."}))
        for person_id in (cast.member, cast.neighbour, cast.former_coordinator, cast.outsider)
    ]

    assert codes == ["SECRETARY_NEEDED", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]


async def test_nothing_is_written_before_the_session_begins(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    place.clock.forward(minutes=-1)

    refused = await code_of(written(place, session.id, cast.coordinator, {None: "Zo ging het."}))

    assert refused == "MINUTES_TOO_EARLY"
    assert await code_of(read(place, session.id, cast.coordinator)) == "NOT_FOUND"


async def test_br_050_who_writes_finds_an_empty_draft_with_its_day_as_soon_as_the_session_begins(
    place: Workplace, cast: Cast
) -> None:
    session, _ = await held_session(place, cast)

    minutes = await read(place, session.id, cast.coordinator)

    assert (minutes.version, minutes.begun_at, minutes.due_on) == (0, None, date(2027, 1, 21))


async def test_two_writers_lose_nothing(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    secretary = await secretary_of(place, cast)
    await written(place, session.id, secretary, {None: "De eerste zin."})

    code = await code_of(written(place, session.id, cast.coordinator, {None: "Een andere zin."}))

    assert code == "STALE_VERSION"
    assert [part.text for part in (await read(place, session.id, secretary)).parts or []] == ["De eerste zin."]


async def test_every_version_is_kept_and_says_what_changed(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Opening")
    await written(place, session.id, cast.coordinator, {point: "Eerst.\nDaarna."})
    await written(place, session.id, cast.coordinator, {point: "Eerst.\nDaarna."}, version=1)
    await written(place, session.id, cast.coordinator, {point: "Eerst.\nToen."}, version=1)

    minutes = await read(place, session.id, cast.coordinator)
    changes = await place.ask(
        "GET",
        f"/sessions/{session.id}/minutes/versions/2",
        api.VersionChangesView,
        person_id=cast.coordinator,
    )

    assert [one.number for one in minutes.versions or []] == [2, 1]
    assert [(line.change, line.text) for line in changes.changes[0].lines] == [
        ("SAME", "Eerst."),
        ("REMOVED", "Daarna."),
        ("ADDED", "Toen."),
    ]


async def test_what_stood_in_the_draft_stays_with_who_writes(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Sanne vertelde over thuis."})
    await written(place, session.id, cast.coordinator, {None: "Iemand vertelde over thuis."}, version=1)
    await change(place, session.id, cast.coordinator, "share", version=2)
    await written(place, session.id, cast.coordinator, {None: "Iemand vertelde."}, version=2)

    seen = await read(place, session.id, cast.member)
    path = f"/sessions/{session.id}/minutes/versions"
    draft = await place.refusal("GET", f"{path}/1", person_id=cast.member)
    first = await place.ask("GET", f"{path}/2", api.VersionChangesView, person_id=cast.member)

    assert [one.number for one in seen.versions or []] == [3, 2]
    assert draft.code == "NOT_FOUND"
    assert [(line.change, line.text) for line in first.changes[0].lines] == [("ADDED", "Iemand vertelde over thuis.")]
    assert [one.number for one in (await read(place, session.id, cast.coordinator)).versions or []] == [3, 2, 1]


async def test_shared_minutes_are_for_every_member_and_are_announced_once(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})

    await change(place, session.id, cast.coordinator, "share")
    await change(place, session.id, cast.coordinator, "share")

    seen = await read(place, session.id, cast.member)
    until = datetime(2027, 1, 24, 22, 59, tzinfo=UTC)
    assert (seen.status, seen.may_comment, seen.may_write, seen.comments_until) == ("SHARED", True, False, until)
    (told,) = [event for event in await place.announced() if event.NOUN == "minutes"]
    assert isinstance(told, MinutesShared)
    assert (told.session_id, told.comments_until) == (session.id, until)
    assert await code_of(read(place, session.id, cast.neighbour)) == "NOT_FOUND"


async def test_empty_minutes_are_not_shared(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: ""})

    assert await code_of(change(place, session.id, cast.coordinator, "share")) == "MINUTES_EMPTY"


async def test_br_050_minutes_nobody_objects_to_are_established_after_ten_days(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    place.clock.forward(days=9)
    await the_clock_keeps(place)
    early = (await read(place, session.id, cast.member)).status

    place.clock.forward(days=2)
    await the_clock_keeps(place)
    await the_clock_keeps(place)

    seen = await read(place, session.id, cast.member)
    assert (early, seen.status, seen.established_way) == ("SHARED", "ESTABLISHED", "NO_OBJECTION")
    told = [event.TYPE for event in await place.announced() if event.NOUN == "minutes"]
    assert told == [MinutesShared.TYPE, MinutesEstablished.TYPE]


async def test_a_comment_gets_an_answer_and_then_nothing_stands_in_the_way(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Opening")
    await written(place, session.id, cast.coordinator, {point: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    seen = await commented(place, session.id, cast.member, agenda_point_id=point)
    (comment,) = seen.comments or []

    place.clock.forward(days=11)
    await the_clock_keeps(place)
    waits = await read(place, session.id, cast.coordinator)
    await answered(place, comment.id, cast.coordinator, is_adopted=False, answer="Zo staat het in de notities.")
    await the_clock_keeps(place)

    after = await read(place, session.id, cast.member)
    (said,) = after.comments or []
    assert (waits.status, after.status) == ("SHARED", "ESTABLISHED")
    assert (said.author_id, said.is_adopted, said.answer) == (cast.member, False, "Zo staat het in de notities.")


async def test_br_050_an_objection_waits_for_the_next_session(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    (comment,) = (await commented(place, session.id, cast.member, is_objection=True)).comments or []
    during = await code_of(change(place, session.id, cast.coordinator, "establish"))
    place.clock.forward(days=11)
    unanswered = await code_of(change(place, session.id, cast.coordinator, "establish"))
    await answered(place, comment.id, cast.coordinator, is_adopted=False)
    await the_clock_keeps(place)
    objected = await code_of(change(place, session.id, cast.coordinator, "establish"))

    place.clock.forward(days=60)
    established = await change(place, session.id, cast.coordinator, "establish")

    assert (during, unanswered, objected) == ("COMMENTS_OPEN", "ANSWERS_MISSING", "OBJECTION_OPEN")
    assert (established.status, established.established_way) == ("ESTABLISHED", "CHECKED")


async def test_established_minutes_are_locked_and_corrected_by_an_addendum(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    body = api.AddAddendum(text="Het was een woensdag.")
    path = f"/sessions/{session.id}/minutes:add"
    early = await code_of(place.ask("POST", path, MinutesView, person_id=cast.coordinator, body=body))
    place.clock.forward(days=11)
    await change(place, session.id, cast.coordinator, "establish")

    locked = await code_of(written(place, session.id, cast.coordinator, {None: "Anders."}, version=1))
    comment = await code_of(commented(place, session.id, cast.member))
    await place.ask("POST", path, MinutesView, person_id=cast.coordinator, body=body)

    seen = await read(place, session.id, cast.member)
    assert (early, locked, comment) == ("NOT_ESTABLISHED", "ALREADY_ESTABLISHED", "COMMENTS_CLOSED")
    assert [one.text for one in seen.addenda or []] == ["Het was een woensdag."]
    assert [part.text for part in seen.parts or []] == ["Zo ging het."]


async def test_br_050_who_writes_is_reminded_once_when_nothing_was_written_after_four_working_days(
    place: Workplace, cast: Cast
) -> None:
    session, _ = await held_session(place, cast)
    secretary = await secretary_of(place, cast)
    place.clock.forward(hours=3)
    await an_hour_passes(place)
    for days in (0, 5, 1, 1):
        place.clock.forward(days=days)
        await the_clock_keeps(place)

    missed = [event for event in await place.announced() if isinstance(event, MinutesMissed)]
    waiting = await place.ask("GET", "/minutes/waiting", list[MinutesView], person_id=secretary)

    assert [(event.writer_ids, event.at) for event in missed] == [
        ([secretary], session.starts_at + timedelta(days=6, hours=3))
    ]
    assert [(one.session_id, one.version) for one in waiting] == [(session.id, 0)]


async def test_what_was_begun_is_not_asked_for(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    place.clock.forward(days=10)
    await an_hour_passes(place)

    await the_clock_keeps(place)

    assert [event for event in await place.announced() if isinstance(event, MinutesMissed)] == []


async def test_members_find_shared_minutes_by_their_words(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "We spraken over de moestuin."})

    async def found(person_id: Any) -> list[Any]:
        page = await place.ask(
            "POST", "/search", FoundPage, person_id=person_id, body=Search(words="moestuin", first=5)
        )
        return [hit.id for hit in page.items]

    before = await found(cast.coordinator)
    await change(place, session.id, cast.coordinator, "share")

    assert (before, await found(cast.member), await found(cast.neighbour)) == ([], [session.id], [])


async def test_the_minutes_of_a_series_come_together_the_newest_session_first(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Opening")
    await written(place, session.id, cast.coordinator, {point: "Zo ging het.\nAfspraak: bellen"})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    await assigned(place, action, cast.coordinator, owner_id=cast.member)
    await change(place, session.id, cast.coordinator, "share")
    asked: dict[str, Any] = {
        "params": {"series_id": str(session.series_id), "parts": True, "actions": True, "addenda": True}
    }

    of_member = await place.ask(
        "GET", f"/networks/{cast.network_id}/minutes", Page[MinutesView], person_id=cast.member, **asked
    )
    of_neighbour = await place.ask(
        "GET", f"/networks/{cast.network_id}/minutes", Page[MinutesView], person_id=cast.neighbour, **asked
    )

    (minutes,) = of_member.items
    assert ([part.title for part in minutes.parts], [one.text for one in minutes.actions]) == (["Opening"], ["bellen"])
    assert of_neighbour.items == []


async def test_reading_minutes_costs_the_same_statements_however_much_was_said(place: Workplace, cast: Cast) -> None:
    session, points = await held_session(place, cast, "Een", "Twee", "Drie")
    counted = []
    for version, some in enumerate((points[:1], points)):
        texts: dict[Any, str] = dict.fromkeys(some, "Zo ging het.\nAfspraak: bellen")
        await written(place, session.id, cast.coordinator, texts, version=version)
        place.statements.clear()
        await read(place, session.id, cast.coordinator)
        counted.append(len(place.statements))

    assert counted[0] == counted[1] <= 7


async def test_what_is_for_one_perspective_is_read_by_nobody_else(place: Workplace, cast: Cast) -> None:
    session, _ = await held_session(place, cast)
    await join(place, cast.network_id, cast.outsider, perspective="YOUNG_PERSON")
    await written(place, session.id, cast.coordinator, {None: "Onder ons."})
    async with place.door.work() as work:
        await work.session.execute(update(PlannedSession).values(perspective="YOUNG_PERSON"))
    await change(place, session.id, cast.coordinator, "share")

    young = await read(place, session.id, cast.outsider)

    assert young.status == "SHARED"
    assert await code_of(read(place, session.id, cast.member)) == "NOT_FOUND"


@pytest.mark.parametrize("perspective", [None, "YOUNG_PERSON"])
async def test_a_pre_meeting_is_not_the_next_session_at_which_minutes_are_checked(
    place: Workplace, cast: Cast, perspective: str | None
) -> None:
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    (comment,) = (await commented(place, session.id, cast.member, is_objection=True)).comments or []
    await answered(place, comment.id, cast.coordinator, is_adopted=False)
    async with place.door.work() as work:
        others = update(PlannedSession).where(col(PlannedSession.id) != session.id)
        await work.session.execute(others.values(perspective=perspective))
    place.clock.forward(days=70)

    asked = change(place, session.id, cast.coordinator, "establish")

    if perspective is None:
        assert (await asked).established_way == "CHECKED"
    else:
        assert await code_of(asked) == "OBJECTION_OPEN"


@pytest.mark.parametrize("by", ["hand", "clock"])
async def test_notes_of_the_day_go_when_the_minutes_are_established(place: Workplace, cast: Cast, by: str) -> None:
    session, _ = await held_session(place, cast)
    note = WriteNote(agenda_point_id=None, words="Ruw.", version=0)
    await place.ask("POST", f"/sessions/{session.id}/notes", person_id=cast.coordinator, body=note)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    place.clock.forward(days=9)
    await the_clock_keeps(place)
    during = (await read(place, session.id, cast.coordinator)).notes or []

    place.clock.forward(days=2)
    if by == "hand":
        await change(place, session.id, cast.coordinator, "establish")
    else:
        await the_clock_keeps(place)

    async with place.door.reading() as reading:
        left = await notes_of_session(reading, session.id)
    assert (len(during), left) == (1, [])


async def test_minutes_take_a_hundred_comments(place: Workplace, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST_COMMENTS", 2)
    session, _ = await held_session(place, cast)
    await written(place, session.id, cast.coordinator, {None: "Zo ging het."})
    await change(place, session.id, cast.coordinator, "share")
    for _ in range(2):
        await commented(place, session.id, cast.member)

    assert await code_of(commented(place, session.id, cast.member)) == "TOO_MANY_COMMENTS"


async def test_a_point_that_went_on_keeps_its_place_in_the_minutes_of_where_it_stood(
    place: Workplace, cast: Cast
) -> None:
    session, (stays, goes, noted) = await held_session(place, cast, "Opening", "De nacht", "Het huis")
    note = WriteNote(agenda_point_id=noted, words="Het huis is te klein.", version=0)
    await place.ask("POST", f"/sessions/{session.id}/notes", SessionNoteView, person_id=cast.coordinator, body=note)
    place.clock.moment = session.ends_at
    over = CarryOver(reached=[stays], to="BACKLOG", version=session.version)
    await place.ask("POST", f"/sessions/{session.id}:carry-over", SessionView, person_id=cast.coordinator, body=over)

    asked = await read(place, session.id, cast.coordinator)
    words: dict[UUID | None, str] = {None: "Rondvraag.", noted: "Te klein.", goes: "Kort.", stays: "Welkom."}
    await written(place, session.id, cast.coordinator, words)

    seen = await read(place, session.id, cast.coordinator)
    assert [(one.title, one.text) for one in asked.notes or []] == [("Het huis", "Het huis is te klein.")]
    assert [(one.title, one.text) for one in seen.parts or []] == [
        ("Opening", "Welkom."),
        ("De nacht", "Kort."),
        ("Het huis", "Te klein."),
        ("", "Rondvraag."),
    ]


async def test_words_at_a_point_of_elsewhere_are_refused_at_that_point_and_none_are_lost_in_silence(
    place: Workplace, cast: Cast
) -> None:
    session, _ = await held_session(place, cast, "Opening")
    elsewhere = UUID(int=9)

    with pytest.raises(Refusal) as refused:
        await written(place, session.id, cast.coordinator, {None: "Rondvraag.", elsewhere: "De taart."})
    await written(place, session.id, cast.coordinator, {None: "Rondvraag.", elsewhere: ""})

    assert [(one.field, one.code) for one in refused.value.problems] == [(f"parts.{elsewhere}", "NOT_FOUND")]
    assert [part.text for part in (await read(place, session.id, cast.coordinator)).parts or []] == ["Rondvraag."]


async def test_minutes_and_all_beside_them_go_ten_years_after_their_session(place: Workplace, cast: Cast) -> None:
    """DOMAIN 9."""
    session, (point,) = await held_session(place, cast, "Het nieuwe huis")
    await written(place, session.id, cast.coordinator, {point: "Een zeldzaam woord.\nAfspraak: het huis bellen"})
    (action,) = (await read(place, session.id, cast.coordinator)).actions or []
    await assigned(place, action, cast.coordinator, owner_id=cast.member)
    await change(place, session.id, cast.coordinator, "share")
    await commented(place, session.id, cast.member)
    search = Search(words="zeldzaam", kinds=["minutes"])
    place.clock.moment = session.ends_at.replace(year=session.ends_at.year + 10)
    await when_minutes_are_ten_years_old(place.door, Period(key="1", due_at=place.clock.now()))
    kept = await place.ask("POST", "/search", FoundPage, person_id=cast.member, body=search)
    place.clock.forward(seconds=1)

    await when_minutes_are_ten_years_old(place.door, Period(key="2", due_at=place.clock.now()))

    gone = await place.ask("POST", "/search", FoundPage, person_id=cast.member, body=search)
    assert (len(kept.items), len(gone.items)) == (1, 0)
    assert await code_of(read(place, session.id, cast.member)) == "NOT_FOUND"
    async with place.door.reading() as reading:
        rows = [await reading.scalar(select(func.count()).select_from(table)) for table in (*BESIDE, Minutes)]
    assert rows == [0] * 7


async def test_who_writes_is_asked_as_soon_as_a_session_is_over_and_before_the_clock_came_by(
    place: Workplace, cast: Cast
) -> None:
    session, _ = await held_session(place, cast)

    async def asked_of(person_id: UUID) -> list[tuple[UUID, int]]:
        found = await place.ask("GET", "/minutes/waiting", list[MinutesView], person_id=person_id)
        return [(one.session_id, one.version) for one in found]

    during = await asked_of(cast.coordinator)
    place.clock.moment = session.ends_at
    after = [await asked_of(person_id) for person_id in (cast.coordinator, cast.member, cast.other_coordinator)]

    assert during == []
    assert after == [[(session.id, 0)], [], []]
