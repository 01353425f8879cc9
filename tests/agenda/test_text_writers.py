"""Everybody who wrote words of a text is known with it, so that none of them answers a report about it (PR-7)."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.agenda.members.models import TextWriter
from services.agenda.privacy.operations import take_out
from shared.api.agenda.arranging import AnswerAgendaPoint, ChangeAgendaPoint, WithdrawAgendaPoint
from shared.api.agenda.minutes import AddAddendum, MinutesView
from shared.api.agenda.questions import NoteContent, QuestionView
from shared.api.agenda.sessions import AgendaPointView
from shared.api.my_data import DataGroup
from shared.api.page import Ids
from tests.agenda.minutes import answered, change, commented, held_session, secretary_of, written
from tests.agenda.steps import Cast, added, agenda_of, join, planned, proposed
from tests.agenda.test_stories import said, told
from tests.agenda.test_templates import START, set_template
from tests.workplace import Workplace


async def reworded(place: Workplace, point: AgendaPointView, by: UUID, title: str) -> AgendaPointView:
    """An agenda point that somebody said in other words."""
    seen = await with_writers(place, point.id, by)
    body = ChangeAgendaPoint(title=title, purpose="EXPLORE", minutes=20, version=seen.version)
    path = f"/agenda-points/{point.id}:change"
    given: AgendaPointView = await place.ask("POST", path, AgendaPointView, person_id=by, body=body)
    return given


async def with_writers(place: Workplace, point_id: UUID, reader: UUID) -> AgendaPointView:
    """An agenda point with who wrote words of it."""
    told = await place.ask(
        "POST",
        "/agenda-points:batch",
        list[AgendaPointView],
        person_id=reader,
        body=Ids(ids=[point_id]),
        params={"writers": True},
    )
    (view,) = told
    assert isinstance(view, AgendaPointView)
    return view


async def of_minutes(place: Workplace, session_id: UUID, reader: UUID) -> MinutesView:
    """Minutes with who wrote words of them and of what was said of them."""
    params = {"writers": True, "comments": True}
    told: MinutesView = await place.ask(
        "GET", f"/sessions/{session_id}/minutes", MinutesView, person_id=reader, params=params
    )
    return told


async def how_many(place: Workplace) -> int:
    """How many times somebody stands at a text of somebody else."""
    async with place.door.reading() as session:
        return await session.scalar(select(func.count()).select_from(TextWriter)) or 0


async def test_everybody_who_changed_a_point_or_answered_it_stays_known_with_it(place: Workplace, cast: Cast) -> None:
    await join(place, cast.network_id, cast.second_member, role="COORDINATOR", version=2)
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    point = await added(place, session.id, cast.member)

    await reworded(place, point, cast.coordinator, "Iets lelijks")
    await reworded(place, point, cast.second_member, "Iets anders")
    await reworded(place, point, cast.member, "Terugblik")
    both = await with_writers(place, point.id, cast.member)
    (unasked,) = await agenda_of(place, session.id, cast.member)

    assert (both.writers or [])[0] == cast.member
    assert set(both.writers or []) == {cast.member, cast.coordinator, cast.second_member}
    assert unasked.writers is None


async def test_of_a_series_that_is_undone_nobody_is_kept_as_who_wrote_what_it_started_with(
    place: Workplace, cast: Cast
) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    await set_template(place, cast, series, START)
    before = await how_many(place)

    await place.ask("POST", f"/series/{series.id}:undo", Any, person_id=cast.coordinator)

    assert (before, await how_many(place)) == (1, 0)


async def test_who_only_gave_a_point_other_minutes_wrote_nothing_and_who_parked_it_did(
    place: Workplace, cast: Cast
) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    point = await added(place, session.id, cast.member)
    path = f"/agenda-points/{point.id}"
    longer = ChangeAgendaPoint(title=point.title, purpose="EXPLORE", minutes=25, version=point.version)
    kept = await place.ask("POST", f"{path}:change", AgendaPointView, person_id=cast.coordinator, body=longer)
    before = await with_writers(place, point.id, cast.member)

    parked = AnswerAgendaPoint(reason="Dat past nu niet.", version=kept.version)
    await place.ask("POST", f"{path}:park", AgendaPointView, person_id=cast.coordinator, body=parked)
    after = await with_writers(place, point.id, cast.member)
    gone = WithdrawAgendaPoint(version=after.version)
    await place.ask("POST", f"{path}:withdraw", Any, person_id=cast.member, body=gone)

    assert (before.writers, after.writers) == ([cast.member], [cast.member, cast.coordinator])
    assert await how_many(place) == 0


async def test_who_wrote_what_a_series_starts_with_is_known_at_each_of_its_points(place: Workplace, cast: Cast) -> None:
    series = await planned(place, cast.network_id, cast.coordinator)
    await set_template(place, cast, series, START)
    (point,) = await agenda_of(place, series.sessions[0].id, cast.member)
    known = await with_writers(place, point.id, cast.member)

    await set_template(place, cast, series)

    assert (known.proposed_by, known.writers) == (None, [cast.coordinator])
    assert await how_many(place) == 0


async def test_who_warned_of_heavy_words_in_a_question_wrote_along_and_only_members_are_told(
    place: Workplace, cast: Cast
) -> None:
    question = await proposed(place, cast.network_id, cast.member)
    path, asked = f"/questions/{question.id}", {"writers": True}
    body = NoteContent(content_note="Gaat over geweld.", version=question.version)
    noted = await place.ask("POST", f"{path}:note-content", QuestionView, person_id=cast.coordinator, body=body)

    to_member = await place.ask("GET", path, QuestionView, person_id=cast.second_member, params=asked)
    plain = await place.ask("GET", path, QuestionView, person_id=cast.second_member)
    empty = NoteContent(content_note="", version=noted.version)
    await place.ask("POST", f"{path}:note-content", QuestionView, person_id=cast.member, body=empty)
    afterwards = await place.ask("GET", path, QuestionView, person_id=cast.second_member, params=asked)

    assert (to_member.writers, plain.writers) == ([cast.member, cast.coordinator], None)
    assert afterwards.writers == [cast.member, cast.coordinator]


async def test_of_minutes_everybody_is_known_whose_words_stand_in_them_and_of_a_remark_who_answered_it(
    place: Workplace, cast: Cast
) -> None:
    session, (point,) = await held_session(place, cast, "Het huis")
    secretary = await secretary_of(place, cast)
    await written(place, session.id, secretary, {point: "Het huis gaat open."})
    story = await told(place, session.id, cast.coordinator, cast.member, agenda_point_id=point)
    before = await of_minutes(place, session.id, secretary)
    await said(place, story, cast.member, allows=True)
    await change(place, session.id, secretary, "share")
    (remark,) = (await commented(place, session.id, cast.member)).comments or []
    unanswered = (await of_minutes(place, session.id, cast.member)).comments or []
    await answered(place, remark.id, secretary)
    await answered(place, remark.id, cast.coordinator, answer="Toch anders.")

    after = await of_minutes(place, session.id, cast.member)

    assert set(before.writers or []) == {secretary, cast.coordinator}
    assert set(after.writers or []) == {secretary, cast.coordinator, cast.member}
    (answer,) = after.comments or []
    assert ([one.writers for one in unanswered], set(answer.writers or [])) == (
        [[cast.member]],
        {cast.member, secretary, cast.coordinator},
    )


async def test_who_added_to_established_minutes_is_known_too(place: Workplace, cast: Cast) -> None:
    session, (point,) = await held_session(place, cast, "Het huis")
    secretary = await secretary_of(place, cast)
    await written(place, session.id, secretary, {point: "Het huis gaat open."})
    await change(place, session.id, secretary, "share")
    place.clock.moment = session.starts_at.replace(month=session.starts_at.month + 1)
    await change(place, session.id, secretary, "establish")
    path = f"/sessions/{session.id}/minutes:add"
    await place.ask("POST", path, MinutesView, person_id=cast.coordinator, body=AddAddendum(text="In mei dus."))

    after = await of_minutes(place, session.id, cast.member)

    assert set(after.writers or []) == {secretary, cast.coordinator}


async def test_who_wrote_along_reads_that_in_their_own_data_and_it_goes_when_they_are_erased(
    place: Workplace, cast: Cast
) -> None:
    session = (await planned(place, cast.network_id, cast.coordinator)).sessions[0]
    point = await added(place, session.id, cast.member)
    await reworded(place, point, cast.coordinator, "Iets anders")
    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.coordinator)
    of_proposer = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)

    async with place.door.work() as work:
        await take_out(work, person_id=cast.coordinator)
    left = await with_writers(place, point.id, cast.member)

    assert "text_writer" in {group.code for group in groups}
    assert str(cast.coordinator) not in str(of_proposer)
    assert (left.writers, await how_many(place)) == ([cast.member], 0)
