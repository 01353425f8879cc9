"""Date polls answered with the link in a mail: as the person it was mailed to, of this poll, until it closes, and nothing else."""

from datetime import timedelta
from uuid import UUID

import pytest

from shared.api.agenda.date_polls import (
    Availability,
    AvailabilityGiven,
    PollAnswersFor,
    PollAnswersOf,
    TheirPollAnswers,
)
from shared.database import new_id
from shared.errors import Refusal
from shared.events.agenda.date_polls import DatePollAnswered, DatePollCompleted
from shared.events.network import MembershipPaused
from tests.agenda.steps import MOMENT, Cast, hear, leave, membership
from tests.agenda.test_date_polls import UNTIL, closed, ids, opened_poll, seen
from tests.workplace import Workplace


async def asked(place: Workplace, poll_id: UUID, person_id: UUID) -> TheirPollAnswers:
    """What notifications is told of what somebody said."""
    body = PollAnswersOf(person_id=person_id)
    path = f"/date-polls/{poll_id}:answer-of"
    return await place.ask("POST", path, TheirPollAnswers, service="notifications", body=body)  # type: ignore[no-any-return]  # it was read as one


async def says(place: Workplace, poll_id: UUID, person_id: UUID, said: dict[UUID, Availability]) -> TheirPollAnswers:
    """Somebody answers with the link in their mail."""
    answers = [AvailabilityGiven(date_id=date_id, availability=one) for date_id, one in said.items()]
    body = PollAnswersFor(person_id=person_id, answers=answers)
    path = f"/date-polls/{poll_id}:answer-for"
    return await place.ask("POST", path, TheirPollAnswers, service="notifications", body=body)  # type: ignore[no-any-return]  # as above


async def test_j04_an_answer_by_link_is_an_answer_of_ones_own(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    first, last = ids(poll)

    before = await asked(place, poll.id, cast.member)
    said = await says(place, poll.id, cast.member, {first: "YES"})
    changed = await says(place, poll.id, cast.member, {last: "NO"})
    on_the_page = await seen(place, poll, cast.member)
    others = await asked(place, poll.id, cast.coordinator)

    assert [(date.id, date.answer) for date in before.dates] == [(first, None), (last, None)]
    assert [[date.answer for date in view.dates] for view in (said, changed)] == [["YES", None], ["YES", "NO"]]
    assert {date.id: date.my_answer for date in on_the_page.dates or []} == {first: "YES", last: "NO"}
    assert [date.answer for date in others.dates] == [None, None]
    assert [type(event) for event in (await place.announced())[1:3]] == [DatePollAnswered, DatePollAnswered]


async def test_the_last_to_answer_by_link_completes_the_poll(place: Workplace, cast: Cast) -> None:
    poll = await opened_poll(place, cast)
    told = []
    for person_id in (cast.coordinator, cast.member, cast.second_member):
        await says(place, poll.id, person_id, {ids(poll)[0]: "IF_NEEDED"})
        told.append(sum(isinstance(event, DatePollCompleted) for event in await place.announced()))

    assert told == [0, 0, 1]


@pytest.mark.parametrize("why", ["another network", "left", "paused", "no poll"])
async def test_a_23_a_32_who_does_not_take_part_any_more_is_told_nothing(
    place: Workplace, cast: Cast, why: str
) -> None:
    poll = await opened_poll(place, cast)
    person_id, poll_id = cast.member, poll.id
    if why == "another network":
        person_id = cast.other_coordinator
    elif why == "left":
        await leave(place, cast.network_id, person_id)
    elif why == "paused":
        paused = MembershipPaused(
            membership_id=membership(cast.network_id, person_id),
            network_id=cast.network_id,
            person_id=person_id,
            paused_at=MOMENT,
            until_at=None,
            version=2,
        )
        await hear(place, paused)
    else:
        poll_id = new_id()

    codes = []
    for ask in (asked(place, poll_id, person_id), says(place, poll_id, person_id, {ids(poll)[0]: "YES"})):
        with pytest.raises(Refusal) as no:
            await ask
        codes.append(no.value.code)

    assert codes == ["NOT_FOUND", "NOT_FOUND"]


async def test_a_27_a_date_of_another_poll_is_not_found_and_none_at_all_is_asked_again(
    place: Workplace, cast: Cast
) -> None:
    poll, other = await opened_poll(place, cast), await opened_poll(place, cast)
    refused = []
    for said in ({ids(other)[0]: "YES"}, {}):
        with pytest.raises(Refusal) as no:
            await says(place, poll.id, cast.member, said)  # type: ignore[arg-type]  # an empty one says nothing of its kind
        refused.append(no.value.code)

    assert refused == ["NOT_FOUND", "AVAILABILITY_MISSING"]


@pytest.mark.parametrize("by_hand", [True, False], ids=["closed", "over"])
async def test_a_poll_that_closed_tells_no_dates_and_takes_no_answer(
    place: Workplace, cast: Cast, by_hand: bool
) -> None:
    poll = await opened_poll(place, cast)
    await says(place, poll.id, cast.member, {ids(poll)[0]: "YES"})
    if by_hand:
        await closed(place, poll, cast)
    else:
        place.clock.forward(seconds=(UNTIL + timedelta(seconds=1) - place.clock.now()).total_seconds())

    found = await asked(place, poll.id, cast.member)
    with pytest.raises(Refusal) as no:
        await says(place, poll.id, cast.member, {ids(poll)[0]: "NO"})

    assert (found.takes_answers, found.dates) == (False, [])
    assert no.value.code == "DATE_POLL_CLOSED"
