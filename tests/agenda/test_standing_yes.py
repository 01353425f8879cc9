"""A yes in a date poll that counts: who wants it so comes to the session that the date becomes, without saying so again (wish 3)."""

from typing import Any
from uuid import UUID

from shared.api.agenda.calendars import SessionSets, SessionSetsAsked
from shared.api.agenda.date_polls import ConfirmDates, DatePollView, DatesConfirmed, PollAnswersFor, TheirPollAnswers
from shared.api.agenda.sessions import SessionView
from shared.api.my_data import DataGroup
from shared.database import new_id
from shared.events.agenda.coming import SessionAnswered
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, hear, join, leave
from tests.agenda.test_coming import coming, has_seats, heard_of, says
from tests.agenda.test_date_polls import closed, ids, opened_poll, saying, seen, ten_minutes_pass
from tests.agenda.test_polls_by_link import asked
from tests.workplace import Workplace


async def said(
    place: Workplace, poll: DatePollView, person_id: UUID, *answers: str | None, counts: bool | None = True
) -> None:
    """Somebody answers, and says whether their yes counts."""
    body = saying(poll, *answers).model_copy(update={"yes_counts": counts})
    await place.ask("POST", f"/date-polls/{poll.id}:answer", DatePollView, person_id=person_id, body=body)


async def chosen(place: Workplace, poll: DatePollView, cast: Cast) -> list[SessionView]:
    """The coordinator ends the answering and chooses every date."""
    await closed(place, poll, cast)
    body = ConfirmDates.model_validate(
        {"date_ids": ids(poll), "measures": [{"perspective": "PARENT", "measure": "ONLINE"}]}
    )
    done = await place.ask(
        "POST", f"/date-polls/{poll.id}:confirm", DatesConfirmed, person_id=cast.coordinator, body=body
    )
    return list(done.sessions)


async def answers(place: Workplace, sessions: list[SessionView], person_id: UUID) -> list[str | None]:
    """What somebody said of these sessions, as they see it."""
    found = [await coming(place, session, person_id) for session in sessions]
    return [one.my_answer.answer if one.my_answer else None for one in found]


async def test_wish_3_who_wants_their_yes_to_count_comes_and_an_if_needed_or_a_no_stays_a_question(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    await said(place, poll, cast.member, "YES", "IF_NEEDED")
    await said(place, poll, cast.second_member, "NO", "YES")
    await said(place, poll, cast.coordinator, "YES", "YES", counts=False)

    sessions = await chosen(place, poll, cast)

    assert await answers(place, sessions, cast.member) == ["COMING", None]
    assert await answers(place, sessions, cast.second_member) == [None, "COMING"]
    sets = await place.ask(
        "POST",
        f"/session-sets/{sessions[0].series_id}:letter",
        SessionSets,
        service="notifications",
        body=SessionSetsAsked(reader_ids=[cast.member, cast.second_member]),
    )
    assert [one.comer_ids for one in sets.sets[0].sessions] == [[cast.member], [cast.second_member]]
    assert [one.joiner_ids for one in sets.sets[0].sessions] == [[], []]
    assert await answers(place, sessions, cast.coordinator) == [None, None]
    told = await heard_of(place, SessionAnswered)
    assert [(event.session_id, event.version) for event in told] == [(session.id, 1) for session in sessions]
    assert all(str(cast.member) not in event.model_dump_json() for event in told)


async def test_whether_a_yes_counts_stays_until_it_is_said_otherwise(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)

    await said(place, poll, cast.member, "YES", None)
    await said(place, poll, cast.member, None, "YES", counts=None)
    kept = await seen(place, poll, cast.member)
    await said(place, poll, cast.second_member, "YES", "YES")
    await said(place, poll, cast.second_member, "YES", "YES", counts=False)
    taken_back = await seen(place, poll, cast.second_member)
    sessions = await chosen(place, poll, cast)

    assert (kept.yes_counts, taken_back.yes_counts) == (True, False)
    assert await answers(place, sessions, cast.member) == ["COMING", "COMING"]
    assert await answers(place, sessions, cast.second_member) == [None, None]


async def test_that_a_yes_counts_is_taken_back_after_the_closing_too_until_the_dates_are_chosen(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    for person_id in (cast.member, cast.second_member):
        await said(place, poll, person_id, "YES", "YES")
    await closed(place, poll, cast)
    path = f"/date-polls/{poll.id}:answer"

    await said(place, poll, cast.member, counts=False)
    more = saying(poll, "NO").model_copy(update={"yes_counts": False})
    late = await place.refusal("POST", path, person_id=cast.second_member, body=more)
    again = await place.refusal(
        "POST", path, person_id=cast.member, body=saying(poll).model_copy(update={"yes_counts": True})
    )
    sessions = await chosen(place, poll, cast)
    over = await place.refusal(
        "POST", path, person_id=cast.second_member, body=saying(poll).model_copy(update={"yes_counts": False})
    )

    assert {late.code, again.code, over.code} == {"DATE_POLL_CLOSED"}
    assert await answers(place, sessions, cast.member) == [None, None]
    assert await answers(place, sessions, cast.second_member) == ["COMING", "COMING"]


async def test_the_same_holds_with_the_link_in_a_mail(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    body = PollAnswersFor.model_validate(
        {"person_id": cast.member, "yes_counts": True, **saying(poll, "YES", "YES").model_dump(include={"answers"})}
    )

    told = await place.ask(
        "POST", f"/date-polls/{poll.id}:answer-for", TheirPollAnswers, service="notifications", body=body
    )
    again = await asked(place, poll.id, cast.member)
    sessions = await chosen(place, poll, cast)

    assert (told.yes_counts, again.yes_counts) == (True, True)
    assert await answers(place, sessions, cast.member) == ["COMING", "COMING"]


async def test_who_comes_so_has_a_seat_that_counts_and_can_still_say_something_else(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    for person_id in (cast.second_member, cast.member):
        await said(place, poll, person_id, "YES", "YES")
    first, second = await chosen(place, poll, cast)

    await says(place, first, cast.member, "NOT_COMING")
    await has_seats(place, second, cast, 2)
    await says(place, second, cast.coordinator, "COMING")
    mine, late = [await coming(place, second, person_id) for person_id in (cast.member, cast.coordinator)]

    assert await answers(place, [first], cast.member) == ["NOT_COMING"]
    assert mine.my_answer
    assert not mine.my_answer.is_waiting
    assert late.my_answer
    assert late.my_answer.is_waiting


async def test_who_left_meanwhile_does_not_come_and_what_is_taken_back_within_the_hour_is_gone(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    gone = new_id()
    await join(place, cast.network_id, gone, perspective="PROFESSIONAL")
    for person_id in (gone, cast.member):
        await said(place, poll, person_id, "YES", "YES")
    await leave(place, cast.network_id, gone)
    sessions = await chosen(place, poll, cast)
    (first, *_) = [await coming(place, session, cast.coordinator) for session in sessions]

    await place.ask("POST", f"/series/{sessions[0].series_id}:undo", Any, person_id=cast.coordinator)
    back = await place.ask("GET", "/my-data", list[DataGroup], person_id=cast.member)
    again = await place.ask(
        "POST",
        f"/date-polls/{poll.id}:confirm",
        DatesConfirmed,
        person_id=cast.coordinator,
        body=ConfirmDates(date_ids=ids(poll)[:1]),
    )

    assert {one.perspective: one.coming for one in first.perspectives} == {"PARENT": 1}
    assert "session_answer" not in {group.code for group in back if group.count}
    assert await answers(place, again.sessions, cast.member) == ["COMING"]


async def test_that_a_yes_counts_is_somebodys_own_data_and_goes_with_them_and_with_the_year(
    place: Workplace, cast: Cast
) -> None:
    poll = await opened_poll(place, cast)
    for person_id in (cast.member, cast.second_member):
        await said(place, poll, person_id, "YES", "YES")
    held = await _held(place, cast.member)

    erasure = PersonErasureRequested(erasure_id=new_id(), person_id=cast.member, version=1, requested_at=MOMENT)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    gone = await _held(place, cast.member)
    await closed(place, poll, cast)
    place.clock.forward(days=366)
    await ten_minutes_pass(place)

    assert (held, gone, await _held(place, cast.second_member)) == (1, 0, 0)


async def _held(place: Workplace, person_id: UUID) -> int:
    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=person_id)
    return sum(group.count for group in groups if group.code == "standing_yes")
