"""Who may speak from several perspectives: what is over stays under the one they spoke from then, what is open follows them."""

from uuid import UUID

from sqlalchemy import select

from services.agenda.members.queries import is_guarded
from services.agenda.privacy.models import person_taken_out
from services.agenda.sessions.models.agenda_points import AgendaPoint
from shared.api.agenda.arranging import AgendaSharesView
from shared.api.agenda.coming import ComingAsked, ComingView
from shared.api.agenda.date_polls import DatePollView
from shared.database import new_id
from shared.events.network import MembershipPaused
from tests.agenda.steps import MOMENT, Cast, activated, added, an_hour_passes, hear, join, membership, planned
from tests.agenda.test_attendance import attendance, recorded, sessions_begun
from tests.agenda.test_date_polls import answered, closed, ids, opened_poll, opening, seen
from tests.agenda.test_members import standing
from tests.workplace import Workplace

PARENT, PROFESSIONAL = "PARENT", "PROFESSIONAL"


async def three_more(place: Workplace, cast: Cast, perspective: str = PROFESSIONAL) -> list[UUID]:
    """Three others take part, so that what is counted of them may be told."""
    people = [new_id() for _ in range(3)]
    for one in people:
        await join(place, cast.network_id, one, perspective=perspective)
    return people


async def speaks(place: Workplace, cast: Cast, perspective: str, other: str, version: int = 2) -> None:
    """The member of the cast speaks from another of their perspectives."""
    await join(place, cast.network_id, cast.member, perspective=perspective, also=[other], version=version)


def counted(poll: DatePollView) -> dict[str, tuple[int | None, int | None]]:
    """By perspective how many take part, and how many of them answered; None of fewer than three people."""
    return {one.perspective: (one.members, one.answered) for one in poll.perspectives or []}


def said_yes(poll: DatePollView) -> dict[str, int | None]:
    """By perspective how many say yes to the first date; None of fewer than three people."""
    (date,) = [one for one in poll.dates or [] if one.id == ids(poll)[0]]
    return {one.perspective: one.yes for one in date.coverage or []}


async def test_who_answered_an_open_poll_answers_it_from_no_other_perspective(place: Workplace, cast: Cast) -> None:
    """DOMAIN 2: answers in a round come from exactly one perspective; and nobody is counted twice in one (T12)."""
    await three_more(place, cast)
    poll = await opened_poll(place, cast)
    before = await answered(place, poll, cast.member, "YES")

    await speaks(place, cast, PROFESSIONAL, PARENT)
    after = await answered(place, poll, cast.member, "YES", "YES")
    told = await seen(place, poll, cast.coordinator)
    over = await closed(place, poll, cast)

    assert (before.answered_from, after.answered_from) == (PARENT, PARENT)
    for one in (told, over):
        assert {name: count for name, (count, _) in counted(one).items()} == {PARENT: 3, PROFESSIONAL: 3}
        assert said_yes(one) == {PARENT: 1, PROFESSIONAL: 0}


async def test_who_did_not_answer_yet_is_asked_from_the_perspective_they_speak_from_now(
    place: Workplace, cast: Cast
) -> None:
    await three_more(place, cast)
    poll = await opened_poll(place, cast)
    await speaks(place, cast, PROFESSIONAL, PARENT)

    waiting = await seen(place, poll, cast.coordinator)
    said = await answered(place, poll, cast.member, "YES")
    told = await seen(place, poll, cast.coordinator)
    another = await opened_poll(place, cast)

    assert {name: count for name, (count, _) in counted(waiting).items()} == {PARENT: None, PROFESSIONAL: 4}
    assert (said.answered_from, said_yes(told)) == (PROFESSIONAL, {PARENT: None, PROFESSIONAL: 1})
    assert (await seen(place, another, cast.member)).answered_from is None


async def test_an_answer_stays_under_its_perspective_when_a_coordinator_takes_that_one_away(
    place: Workplace, cast: Cast
) -> None:
    await three_more(place, cast)
    poll = await opened_poll(place, cast)
    await answered(place, poll, cast.member, "YES")

    await join(place, cast.network_id, cast.member, perspective=PROFESSIONAL, version=2)

    assert said_yes(await seen(place, poll, cast.coordinator)) == {PARENT: 1, PROFESSIONAL: 0}


async def test_minutes_on_agendas_count_for_the_perspective_of_when_the_session_was_held(
    place: Workplace, cast: Cast
) -> None:
    await three_more(place, cast)
    await join(place, cast.network_id, new_id())
    first, second, *_ = (await planned(place, cast.network_id, cast.coordinator)).sessions
    await added(place, first.id, cast.member, minutes=30)
    await added(place, second.id, cast.member, minutes=60)
    place.clock.moment = first.ends_at
    await an_hour_passes(place)
    await speaks(place, cast, PROFESSIONAL, PARENT)
    path = f"/networks/{cast.network_id}/agenda-shares"

    earlier = await place.ask("GET", path, AgendaSharesView, person_id=cast.coordinator)
    place.clock.moment = second.ends_at
    ended = await place.ask("GET", path, AgendaSharesView, person_id=cast.coordinator)
    await an_hour_passes(place)
    await speaks(place, cast, PARENT, PROFESSIONAL, version=3)
    later = await place.ask("GET", path, AgendaSharesView, person_id=cast.coordinator)

    assert [{one.perspective: one.minutes for one in found.shares} for found in (earlier, ended, later)] == [
        {PARENT: 30, PROFESSIONAL: 0},
        {PARENT: 30, PROFESSIONAL: 60},
        {PARENT: 30, PROFESSIONAL: 60},
    ]


async def test_from_which_perspective_somebody_spoke_goes_with_them_when_they_are_erased(
    place: Workplace, cast: Cast
) -> None:
    first, *_ = (await planned(place, cast.network_id, cast.coordinator)).sessions
    await added(place, first.id, cast.member)
    place.clock.moment = first.ends_at
    await an_hour_passes(place)

    async with place.door.work() as work:
        before = (await work.session.execute(select(AgendaPoint))).scalar_one().owner_perspective
        for statement in person_taken_out(cast.member):
            await work.session.execute(statement)
        work.session.expire_all()
        point = (await work.session.execute(select(AgendaPoint))).scalar_one()

        assert (before, point.owner_id, point.owner_perspective) == (PARENT, None, None)


async def test_br_048_attendance_stays_under_the_perspective_of_then_also_when_it_is_recorded_again(
    place: Workplace, cast: Cast
) -> None:
    others = await three_more(place, cast)
    (session, *_) = await sessions_begun(place, cast)
    there = {cast.member: True, cast.second_member: True, cast.coordinator: True}
    await recorded(place, session, cast.coordinator, there)
    await speaks(place, cast, PROFESSIONAL, PARENT)

    await recorded(place, session, cast.coordinator, there | dict.fromkeys(others, True))

    told = (await attendance(place, session, cast.coordinator)).perspectives
    assert {one.perspective: (one.members, one.came) for one in told if one.perspective != "YOUNG_PERSON"} == {
        PARENT: (3, 3),
        PROFESSIONAL: (3, 3),
    }


async def test_who_comes_to_what_is_still_to_be_follows_the_perspective_of_now(place: Workplace, cast: Cast) -> None:
    await three_more(place, cast)
    await join(place, cast.network_id, new_id())
    first, *_ = (await planned(place, cast.network_id, cast.coordinator)).sessions

    async def members() -> dict[str, int | None]:
        asked = ComingAsked(session_ids=[first.id])
        (view,) = await place.ask("POST", "/sessions:coming", list[ComingView], person_id=cast.coordinator, body=asked)
        return {one.perspective: one.members for one in view.perspectives}

    before = await members()
    await speaks(place, cast, PROFESSIONAL, PARENT)

    assert (before, await members()) == ({PARENT: 4, PROFESSIONAL: 3}, {PARENT: 3, PROFESSIONAL: 4})


async def test_pr6_who_may_speak_as_a_young_person_or_parent_is_guarded_whatever_they_speak_from_now(
    place: Workplace, cast: Cast
) -> None:
    """PR-6, A-21: nothing that is kept from others comes out because somebody speaks from another perspective."""
    speaker = new_id()
    await join(place, cast.network_id, speaker, perspective=PROFESSIONAL, also=["YOUNG_PERSON"])
    asking = opening(cast.network_id, needed_ids=[speaker])

    async with place.door.reading() as session:
        guarded = await is_guarded(session, speaker)
    refusal = await place.refusal("POST", "/date-polls", person_id=cast.coordinator, body=asking)
    await hear(place, activated(cast.network_id, speaker, perspective=PROFESSIONAL, version=2))
    async with place.door.reading() as session:
        guarded_still = await is_guarded(session, speaker)

    assert (guarded, refusal.code, refusal.problems[0].field) == (True, "DATE_POLL_NOT_POSSIBLE", "needed_ids")
    assert not guarded_still


async def test_who_is_away_keeps_them_and_what_was_heard_before_there_were_several_means_none(
    place: Workplace, cast: Cast
) -> None:
    speaker = new_id()
    await join(place, cast.network_id, speaker, perspective=PROFESSIONAL, also=[PARENT])
    away = MembershipPaused(
        membership_id=membership(cast.network_id, speaker),
        network_id=cast.network_id,
        person_id=speaker,
        paused_at=MOMENT,
        until_at=None,
        version=2,
    )

    await hear(place, away)
    async with place.door.reading() as session:
        guarded = await is_guarded(session, speaker)
        of_member = await is_guarded(session, cast.coordinator)

    assert (guarded, of_member) == (True, False)
    assert not (await standing(place, cast.network_id, speaker)).takes_part
