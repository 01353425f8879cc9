"""Whose points take the time on agendas: by perspective, with no figure of fewer than three people."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from services.agenda.sessions.domain.shares import PerspectiveMinutes, shares_of
from shared.api.agenda.arranging import AgendaSharesView, AgendaShareView
from shared.database import new_id
from tests.agenda.steps import Cast, added, join, planned
from tests.workplace import Workplace

COUNTED = some.lists(
    some.builds(
        PerspectiveMinutes, some.sampled_from("ABCDEF"), some.integers(min_value=1, max_value=9), some.integers(0, 600)
    ),
    unique_by=lambda one: one.perspective,
    max_size=6,
)


async def test_a_year_of_sessions_shows_who_took_more_than_half_and_who_none(place: Workplace, cast: Cast) -> None:
    for perspective in ("PROFESSIONAL", "PROFESSIONAL", "PROFESSIONAL", "YOUNG_PERSON", "YOUNG_PERSON"):
        await join(place, cast.network_id, professional := new_id(), perspective=perspective)
        if perspective == "YOUNG_PERSON":
            young_person = professional
        else:
            carer = professional
    first, second, third = (await planned(place, cast.network_id, cast.coordinator)).sessions[:3]
    await added(place, first.id, cast.member, minutes=30)
    await added(place, first.id, carer, minutes=60)
    await added(place, second.id, carer, minutes=30)
    await added(place, third.id, young_person, minutes=100)
    place.clock.moment = second.ends_at

    found = await place.ask(
        "GET", f"/networks/{cast.network_id}/agenda-shares", AgendaSharesView, person_id=cast.coordinator
    )

    assert found == AgendaSharesView(
        from_at=place.clock.now() - timedelta(days=365),
        shares=[
            AgendaShareView(perspective="PROFESSIONAL", is_heard=True, minutes=90, percent=75),
            AgendaShareView(perspective="PARENT", is_heard=True, minutes=30, percent=25),
            AgendaShareView(perspective="YOUNG_PERSON", is_heard=False, minutes=None, percent=None),
        ],
        most="PROFESSIONAL",
        unheard=["YOUNG_PERSON"],
    )


async def test_the_shares_are_for_who_arranges(place: Workplace, cast: Cast) -> None:
    path = f"/networks/{cast.network_id}/agenda-shares"

    refusals = [await place.refusal("GET", path, person_id=person_id) for person_id in (cast.member, cast.neighbour)]

    assert [refusal.code for refusal in refusals] == ["FACILITATOR_NEEDED", "NOT_A_MEMBER"]


@given(COUNTED)
def test_no_figure_of_fewer_than_three_people_is_told_or_can_be_worked_out(counted: list[PerspectiveMinutes]) -> None:
    small = {one.perspective for one in counted if one.members < 3}

    found = shares_of(counted)
    others = shares_of([one for one in counted if one.perspective not in small])

    assert {share.perspective for share in found.shares if share.minutes is None} == small
    assert [share for share in found.shares if share.minutes is not None] == list(others.shares)
    assert found.most == others.most


@given(COUNTED)
def test_shares_add_up_and_one_at_most_takes_more_than_half(counted: list[PerspectiveMinutes]) -> None:
    found = shares_of(counted)
    percents = [share.percent for share in found.shares if share.percent is not None]

    assert sum(percents) == 0 or abs(sum(percents) - 100) <= len(percents)
    assert found.most is None or max(percents) >= 50
