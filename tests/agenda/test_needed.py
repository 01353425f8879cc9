"""Without whom it cannot be: dates on which they can come go first, and no other is chosen without saying so (row 23, wish 3)."""

from uuid import UUID

import pytest

from services.agenda.privacy.operations import finish_erasures
from services.agenda.sessions.models.needed import NeededPerson
from shared.api.agenda.date_polls import (
    ConfirmDates,
    DatePollLetter,
    DatePollLetterAsked,
    DatePollView,
    DatesConfirmed,
    PollAnswersOf,
    TheirPollAnswers,
)
from shared.api.my_data import DataGroup
from shared.database import new_id
from shared.events.agenda.people import PersonErasedFromAgenda
from shared.events.network import PersonErasureRequested
from tests.agenda.steps import MOMENT, Cast, hear, join, leave
from tests.agenda.test_date_polls import (
    answered,
    closed,
    ids,
    opened_poll,
    opening,
    seen,
    ten_minutes_pass,
)
from tests.workplace import Workplace


async def test_wish_3_dates_on_which_who_leads_can_come_go_first_for_who_chooses_and_nobody_else_sees_it(
    place: Workplace, cast: Cast
) -> None:
    leader = new_id()
    await join(place, cast.network_id, leader, perspective="PROFESSIONAL", role="FACILITATOR")
    poll = await opened_poll(place, cast, needed_ids=[leader])
    first, second = ids(poll)
    await answered(place, poll, cast.member, "YES", "NO")
    await answered(place, poll, cast.second_member, "YES", "NO")

    before = await seen(place, poll, cast.coordinator)
    told = await answered(place, poll, leader, "NO", "IF_NEEDED")
    after = await seen(place, poll, cast.coordinator)
    member = await seen(place, poll, cast.member)

    assert [date.id for date in before.dates or []] == [first, second]
    assert [date.id for date in after.dates or []] == [second, first]
    assert [[(one.person_id, one.answer) for one in date.needed or []] for date in after.dates or []] == [
        [(leader, "IF_NEEDED")],
        [(leader, "NO")],
    ]
    assert (after.needed_ids, after.is_needed) == ([leader], False)
    assert (told.is_needed, told.needed_ids) == (True, None)
    assert [date.id for date in member.dates or []] == [first, second]
    assert (member.is_needed, member.needed_ids) == (False, None)
    assert [date.needed for date in member.dates or []] == [None, None]


@pytest.mark.parametrize("said", ["NO", None])
async def test_row_23_a_date_without_them_is_chosen_only_by_who_says_that_it_goes_on_without_them(
    place: Workplace, cast: Cast, said: str | None
) -> None:
    poll = await opened_poll(place, cast, needed_ids=[cast.coordinator])
    await answered(place, poll, cast.coordinator, said, "YES")
    await answered(place, poll, cast.member, "YES", "YES")
    await closed(place, poll, cast)
    path, (first, second) = f"/date-polls/{poll.id}:confirm", ids(poll)

    refused = await place.refusal("POST", path, person_id=cast.coordinator, body=ConfirmDates(date_ids=[first, second]))
    chosen = await place.ask(
        "POST",
        path,
        DatesConfirmed,
        person_id=cast.coordinator,
        body=ConfirmDates(date_ids=[first], goes_without=True),
    )

    assert refused.code == "NEEDED_CANNOT_COME"
    assert [problem.message for problem in refused.problems] == ["2027-01-14"]
    assert len(chosen.sessions) == 1


async def test_a_date_on_which_they_can_come_is_chosen_without_a_word(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast, needed_ids=[cast.coordinator])
    await answered(place, poll, cast.coordinator, "NO", "IF_NEEDED")
    await closed(place, poll, cast)

    chosen = await place.ask(
        "POST",
        f"/date-polls/{poll.id}:confirm",
        DatesConfirmed,
        person_id=cast.coordinator,
        body=ConfirmDates(date_ids=ids(poll)[1:]),
    )

    assert len(chosen.sessions) == 1


async def test_what_a_young_person_or_a_parent_says_is_asked_of_nobody_by_name(place: Workplace, cast: Cast) -> None:
    young = new_id()
    await join(place, cast.network_id, young, perspective="YOUNG_PERSON")

    guarded = [
        await place.refusal(
            "POST", "/date-polls", person_id=cast.coordinator, body=opening(cast.network_id, needed_ids=[person_id])
        )
        for person_id in (young, cast.member)
    ]
    stranger = await place.refusal(
        "POST", "/date-polls", person_id=cast.coordinator, body=opening(cast.network_id, needed_ids=[cast.neighbour])
    )
    crowd = [new_id() for _ in range(7)]
    for person_id in crowd:
        await join(place, cast.network_id, person_id, perspective="PROFESSIONAL")
    many = await place.refusal(
        "POST", "/date-polls", person_id=cast.coordinator, body=opening(cast.network_id, needed_ids=crowd)
    )

    assert {one.code for one in guarded} == {"DATE_POLL_NOT_POSSIBLE"}
    assert {problem.code for one in guarded for problem in one.problems} == {"ANSWERS_FOR_THEMSELVES"}
    assert stranger.code == "NOT_FOUND"
    assert [(problem.field, problem.code) for problem in many.problems] == [("needed_ids", "TOO_MANY_NEEDED")]


@pytest.mark.parametrize(("needed", "figures"), [(0, 3), (1, None), (2, None), (3, 3)])
async def test_beside_who_is_seen_by_name_no_figure_tells_what_one_or_two_others_said(
    place: Workplace, cast: Cast, needed: int, figures: int | None
) -> None:
    people = [new_id() for _ in range(3)]
    for person_id in people:
        await join(place, cast.network_id, person_id, perspective="EXPERT_BY_EXPERIENCE")
    poll = await opened_poll(place, cast, needed_ids=people[:needed])
    for person_id in people:
        await answered(place, poll, person_id, "YES", "NO")

    after = await seen(place, poll, cast.coordinator)

    told = [one for one in (after.dates or [])[0].coverage or [] if one.perspective == "EXPERT_BY_EXPERIENCE"]
    groups = [one for one in after.perspectives or [] if one.perspective == "EXPERT_BY_EXPERIENCE"]
    assert [(one.yes, one.members, one.is_enough) for one in told] == [(figures, figures, True)]
    assert [(one.answered, one.members) for one in groups] == [(figures, figures)]


async def test_who_is_seen_by_name_is_known_in_the_group_in_which_their_answer_counts(
    place: Workplace, cast: Cast
) -> None:
    needed, *others = [new_id() for _ in range(3)]
    for person_id in (needed, *others):
        await join(place, cast.network_id, person_id, perspective="EXPERT_BY_EXPERIENCE")
    poll = await opened_poll(place, cast, needed_ids=[needed])
    for person_id in (needed, *others):
        await answered(place, poll, person_id, "YES", "NO")
    await join(place, cast.network_id, needed, perspective="PROFESSIONAL", version=2)

    after = await seen(place, poll, cast.coordinator)

    told = [one for one in (after.dates or [])[0].coverage or [] if one.perspective == "EXPERT_BY_EXPERIENCE"]
    assert [(one.yes, one.is_enough) for one in told] == [(None, True)]


async def test_who_left_or_takes_part_as_a_parent_since_is_not_needed_any_more(place: Workplace, cast: Cast) -> None:
    left, changed = new_id(), new_id()
    for person_id in (left, changed):
        await join(place, cast.network_id, person_id, perspective="PROFESSIONAL")
    poll = await opened_poll(place, cast, needed_ids=[left, changed])

    await leave(place, cast.network_id, left)
    await join(place, cast.network_id, changed, perspective="PARENT", version=2)
    after = await seen(place, poll, cast.coordinator)

    assert after.needed_ids == []
    assert (await seen(place, poll, changed)).is_needed is False


async def test_who_is_needed_reads_so_in_the_mail_and_behind_its_link(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast, needed_ids=[cast.coordinator])
    people = [cast.member, cast.coordinator]

    letters = {
        about: await place.ask(
            "POST",
            f"/date-polls/{poll.id}:letter",
            DatePollLetter,
            service="notifications",
            body=DatePollLetterAsked.model_validate({"about": about, "reader_ids": people}),
        )
        for about in ("INVITATION", "REMINDER", "COMPLETE")
    }
    told = [
        await place.ask(
            "POST",
            f"/date-polls/{poll.id}:answer-of",
            TheirPollAnswers,
            service="notifications",
            body=PollAnswersOf(person_id=person_id),
        )
        for person_id in people
    ]

    assert {about: letter.needed_ids for about, letter in letters.items()} == {
        "INVITATION": [cast.coordinator],
        "REMINDER": [cast.coordinator],
        "COMPLETE": [],
    }
    assert [one.is_needed for one in told] == [False, True]


async def test_that_somebody_is_needed_is_their_own_data_and_goes_with_them_and_with_the_year(
    place: Workplace, cast: Cast
) -> None:
    first, second = new_id(), new_id()
    for person_id in (first, second):
        await join(place, cast.network_id, person_id, perspective="PROFESSIONAL")
    poll: DatePollView = await opened_poll(place, cast, needed_ids=[first, second])
    held = await _held(place, first)

    erasure = PersonErasureRequested(erasure_id=new_id(), person_id=first, version=1, requested_at=MOMENT)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    gone = await _held(place, first)
    await closed(place, poll, cast)
    place.clock.forward(days=366)
    await ten_minutes_pass(place)

    assert (held, gone, await _held(place, second)) == (1, 0, 0)


async def test_a89_who_is_asked_for_while_they_are_being_erased_is_gone_when_agenda_says_that_nothing_is_left(
    place: Workplace, cast: Cast
) -> None:
    gone = new_id()
    await join(place, cast.network_id, gone, perspective="PROFESSIONAL")
    poll = await opened_poll(place, cast)
    erasure = PersonErasureRequested(erasure_id=new_id(), person_id=gone, version=1, requested_at=MOMENT)
    await hear(place, erasure)  # type: ignore[arg-type]  # agenda hears this one too
    async with place.door.work() as work:  # as a poll that was opened with them at that very moment leaves it
        work.add(NeededPerson(date_poll_id=poll.id, person_id=gone))

    await finish_erasures(place.door)

    assert await _held(place, gone) == 0
    assert [event.erasure_id for event in await place.announced() if isinstance(event, PersonErasedFromAgenda)] == [
        erasure.erasure_id
    ]


async def _held(place: Workplace, person_id: UUID) -> int:
    groups = await place.ask("GET", "/my-data", list[DataGroup], person_id=person_id)
    return sum(group.count for group in groups if group.code == "needed_person")
