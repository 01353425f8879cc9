"""Several perspectives: coordinators give them, each speaks from one at a time and is counted there once (DOMAIN 2, T12)."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from services.network.memberships.domain.perspectives import PerspectiveMissing, perspective_change
from services.network.memberships.domain.taking_part import WrongPerspective
from services.network.memberships.queries.people import is_guarded
from services.network.networks.domain import Perspective
from shared.api.network.memberships import ActivateMembership, BalanceView, MembershipView
from shared.api.network.networks import PerspectiveView
from shared.api.network.participation import MemberView, OfferExpertise, ParticipationView, SetPerspectives, SpeakFrom
from shared.api.page import Page
from shared.audit.reading import of_network
from shared.errors import Refusal
from shared.events.network import MembershipActivated
from tests.network.steps import a_network, join, load, stored
from tests.network.test_steering import administrator
from tests.workplace import Workplace

SIDES = [PerspectiveView(code=code, minimum=1) for code in ("YOUNG_PERSON", "PARENT", "PROFESSIONAL")]


def asked_to(version: int, *perspectives: str) -> SetPerspectives:
    """A wish for exactly these perspectives."""
    return SetPerspectives.model_validate({"perspectives": perspectives, "version": version})


async def give(place: Workplace, by: MembershipView, to: UUID, version: int, *perspectives: str) -> MemberView:
    """A coordinator chooses from which perspectives somebody may speak."""
    given: MemberView = await place.ask(
        "POST",
        f"/memberships/{to}:set-perspectives",
        MemberView,
        person_id=by.person_id,
        body=asked_to(version, *perspectives),
    )
    return given


async def not_given(place: Workplace, by: UUID | None, to: MembershipView, version: int, *perspectives: str) -> Refusal:
    """Somebody cannot choose them."""
    path = f"/memberships/{to.id}:set-perspectives"
    return await place.refusal("POST", path, person_id=by, body=asked_to(version, *perspectives))


async def speak(place: Workplace, who: MembershipView, version: int, perspective: str) -> ParticipationView:
    """Somebody speaks from another of their perspectives."""
    body = SpeakFrom.model_validate({"perspective": perspective, "version": version})
    path = f"/memberships/{who.id}:speak-from"
    given: ParticipationView = await place.ask("POST", path, ParticipationView, person_id=who.person_id, body=body)
    return given


async def not_spoken(place: Workplace, by: UUID | None, who: MembershipView, version: int, perspective: str) -> str:
    """Somebody cannot; the code of the refusal."""
    body = SpeakFrom.model_validate({"perspective": perspective, "version": version})
    return (await place.refusal("POST", f"/memberships/{who.id}:speak-from", person_id=by, body=body)).code


async def own(place: Workplace, who: MembershipView) -> ParticipationView:
    """Somebody's place as they see it."""
    path = f"/networks/{who.network_id}/participation"
    given: ParticipationView = await place.ask("GET", path, ParticipationView, person_id=who.person_id)
    return given


async def told(place: Workplace, who: MembershipView) -> list[tuple[int, str, list[str]]]:
    """What others heard of somebody: version, perspective, the others."""
    events = [event for event in await place.announced() if isinstance(event, MembershipActivated)]
    return [(one.version, one.perspective, one.also) for one in events if one.membership_id == who.id]


async def written_down(place: Workplace, who: MembershipView) -> list[tuple[str, str | None]]:
    """What the log says of their perspectives, oldest first."""
    async with place.door.reading() as session:
        entries = await of_network(session, who.network_id, kind=None, first=50, before=None)
    return [
        (one.verb, one.reason)
        for one in reversed(entries)
        if one.subject == who.id and one.verb.startswith("perspective.")
    ]


async def a_circle(place: Workplace) -> tuple[MembershipView, MembershipView]:
    """Sanne coordinates, and Daan takes part as a professional."""
    await load(place, a_network(perspectives=SIDES))
    return await join(place, "kring", "Sanne", role="COORDINATOR"), await join(place, "kring", "Daan")


async def test_a_coordinator_gives_a_second_perspective_and_the_member_speaks_from_it(place: Workplace) -> None:
    sanne, daan = await a_circle(place)

    given = await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")
    spoken = await speak(place, daan, 2, "PARENT")

    assert (given.perspective, given.perspectives, given.version) == ("PROFESSIONAL", ["PROFESSIONAL", "PARENT"], 2)
    assert (spoken.perspective, spoken.perspectives, spoken.version) == ("PARENT", ["PARENT", "PROFESSIONAL"], 3)
    assert await told(place, daan) == [
        (1, "PROFESSIONAL", []),
        (2, "PROFESSIONAL", ["PARENT"]),
        (3, "PARENT", ["PROFESSIONAL"]),
    ]
    (mine,) = await place.ask("GET", "/memberships/mine", list[MembershipView], person_id=daan.person_id)
    assert (mine.perspective, mine.perspectives) == ("PARENT", ["PARENT", "PROFESSIONAL"])
    assert await written_down(place, daan) == [("perspective.given", "PARENT"), ("perspective.chosen", "PARENT")]


async def test_t12_who_has_several_is_counted_once_under_the_one_they_speak_from(place: Workplace) -> None:
    """DOMAIN T12: a popular member with three perspectives must not be three."""
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT", "YOUNG_PERSON")
    for name in ("Bram", "Els"):
        await join(place, "kring", name)
    path = f"/networks/{daan.network_id}/balance"

    before = await place.ask("GET", path, list[BalanceView])
    await speak(place, daan, 2, "PARENT")
    after = await place.ask("GET", path, list[BalanceView])

    assert [(one.perspective, one.is_empty, one.count) for one in before] == [
        ("YOUNG_PERSON", True, None),
        ("PARENT", True, None),
        ("PROFESSIONAL", False, 4),
    ]
    assert [(one.perspective, one.is_empty, one.count) for one in after] == [
        ("YOUNG_PERSON", True, None),
        ("PARENT", False, None),
        ("PROFESSIONAL", False, 3),
    ]


async def test_who_loses_the_one_they_speak_from_goes_on_from_the_first_that_stays(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT", "YOUNG_PERSON")

    taken = await give(place, sanne, daan.id, 2, "PARENT", "YOUNG_PERSON")
    back = await give(place, sanne, daan.id, 3, "PARENT")

    assert (taken.perspective, taken.perspectives) == ("YOUNG_PERSON", ["YOUNG_PERSON", "PARENT"])
    assert (back.perspective, back.perspectives) == ("PARENT", ["PARENT"])
    assert (await written_down(place, daan))[2:] == [
        ("perspective.taken", "PROFESSIONAL"),
        ("perspective.taken", "YOUNG_PERSON"),
    ]


async def test_the_same_again_changes_and_announces_nothing(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PARENT", "PROFESSIONAL")
    before = len(await place.announced())

    again = await give(place, sanne, daan.id, 2, "PROFESSIONAL", "PARENT")
    spoken = await speak(place, daan, 2, "PROFESSIONAL")

    assert (again.version, spoken.version) == (2, 2)
    assert len(await place.announced()) == before


async def test_what_cannot_be_is_refused_and_changes_nothing(place: Workplace) -> None:
    sanne, daan = await a_circle(place)

    none = await not_given(place, sanne.person_id, daan, 1)
    wrong = await not_given(place, sanne.person_id, daan, 1, "PROFESSIONAL", "MUNICIPALITY")
    not_mine = await not_spoken(place, daan.person_id, daan, 1, "PARENT")

    assert [(one.code, one.problems[0].field) for one in (none, wrong)] == [
        ("PERSPECTIVE_MISSING", "perspectives"),
        ("WRONG_PERSPECTIVE", "perspectives"),
    ]
    assert not_mine == "PERSPECTIVE_NOT_GIVEN"
    assert len(await told(place, daan)) == 1
    assert await written_down(place, daan) == []


async def test_a26_nobody_but_a_coordinator_of_this_network_gives_perspectives(place: Workplace) -> None:
    """A-26, C034: not the member, another network's coordinator, who is away, or who looks after the platform."""
    _, daan = await a_circle(place)
    await load(place, a_network("ander"))
    elsewhere = await join(place, "ander", "Els", role="COORDINATOR")
    deputy = await join(place, "kring", "Bram", role="DEPUTY")
    away = await join(place, "kring", "Noor", role="COORDINATOR")
    path = f"/networks/{away.network_id}/participation:pause"
    await place.ask("POST", path, ParticipationView, person_id=away.person_id)
    keeper = await administrator(place)
    wish = ("PROFESSIONAL", "PARENT")

    codes = [
        (await not_given(place, who, daan, 1, *wish)).code
        for who in (daan.person_id, elsewhere.person_id, away.person_id, keeper, None)
    ]
    given = await give(place, deputy, daan.id, 1, *wish)

    assert codes == ["COORDINATOR_NEEDED", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "NOT_SIGNED_IN"]
    assert given.perspectives == ["PROFESSIONAL", "PARENT"]


async def test_nobody_chooses_from_which_perspective_another_speaks(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")

    codes = [await not_spoken(place, who, daan, 2, "PARENT") for who in (sanne.person_id, None)]

    assert codes == ["NOT_FOUND", "NOT_SIGNED_IN"]
    assert (await own(place, daan)).perspective == "PROFESSIONAL"


async def test_who_saw_an_older_version_is_told_so(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")

    late = await not_given(place, sanne.person_id, daan, 1, "PROFESSIONAL")
    also_late = await not_spoken(place, daan.person_id, daan, 1, "PARENT")

    assert (late.code, also_late) == ("STALE_VERSION", "STALE_VERSION")


async def test_a42_who_speaks_from_one_that_is_taken_at_that_moment_does_so_before_it_or_not_at_all(
    place: Workplace,
) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")

    answers = await asyncio.gather(
        give(place, sanne, daan.id, 2, "PROFESSIONAL"), speak(place, daan, 2, "PARENT"), return_exceptions=True
    )

    assert sorted(getattr(answer, "code", "done") for answer in answers) == ["STALE_VERSION", "done"]
    mine = await own(place, daan)
    assert mine.perspective in mine.perspectives
    assert [version for version, _, _ in await told(place, daan)] == [1, 2, 3]


async def test_who_is_away_keeps_them_and_who_left_has_one(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")
    path = f"/networks/{daan.network_id}/participation"
    away = await place.ask("POST", f"{path}:pause", ParticipationView, person_id=daan.person_id)
    codes = (
        (await not_given(place, sanne.person_id, daan, away.version, "PARENT")).code,
        await not_spoken(place, daan.person_id, daan, away.version, "PARENT"),
    )
    here = await place.ask("POST", f"{path}:resume", ParticipationView, person_id=daan.person_id)

    gone = await place.ask("POST", f"{path}:leave", ParticipationView, person_id=daan.person_id)
    not_there = await not_spoken(place, daan.person_id, daan, gone.version, "PARENT")
    back = await place.ask("POST", f"{path}:resume", ParticipationView, person_id=daan.person_id)

    assert codes == ("NOT_FOUND", "NOT_FOUND")
    assert here.perspectives == ["PROFESSIONAL", "PARENT"]
    assert not_there == "NOT_FOUND"
    assert (gone.perspectives, back.perspectives) == (["PROFESSIONAL"], ["PROFESSIONAL"])


async def test_only_coordinators_and_the_person_see_from_which_others_somebody_may_speak(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    bram = await join(place, "kring", "Bram")
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")

    seen = [
        await place.ask("GET", f"/memberships/{daan.id}", MemberView, person_id=who.person_id)
        for who in (sanne, bram, daan)
    ]
    listed = await place.ask("GET", f"/networks/{daan.network_id}/members", Page[MemberView], person_id=bram.person_id)

    assert [one.perspectives for one in seen] == [["PROFESSIONAL", "PARENT"], None, None]
    assert {one.perspectives for one in listed.items} == {None}
    assert (await own(place, daan)).perspectives == ["PROFESSIONAL", "PARENT"]


async def test_pr6_a_young_person_is_guarded_also_while_they_speak_from_another_perspective(place: Workplace) -> None:
    """PR-6, C058: what is never shown of a young person stays so, and nobody asks them something out of sight of others."""
    sanne, noor = await a_circle(place)
    await give(place, sanne, noor.id, 1, "PROFESSIONAL", "YOUNG_PERSON")
    path = f"/networks/{noor.network_id}/participation:offer-expertise"
    await place.ask("POST", path, ParticipationView, person_id=noor.person_id, body=OfferExpertise())

    async with place.door.reading() as session:
        guarded = await is_guarded(session, noor.person_id)
    seen = await place.ask("GET", f"/memberships/{noor.id}", MemberView, person_id=sanne.person_id)

    assert seen.perspective == "PROFESSIONAL"
    assert (guarded, seen.may_be_asked) == (True, False)


async def test_who_is_let_in_again_from_one_of_theirs_speaks_from_it_and_keeps_the_other(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")
    body = ActivateMembership(
        network_slug="kring", email="daan@voorbeeld.example", display_name="Daan", perspective="PARENT"
    )
    place.clock.forward(days=1)

    again = await place.ask("POST", "/memberships:activate", MembershipView, service="operator", body=body)

    assert again.perspectives == ["PARENT", "PROFESSIONAL"]
    assert again.since == place.clock.now() - timedelta(days=1)


async def test_what_a_network_asks_for_no_more_stays_until_a_coordinator_takes_it(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")
    await load(place, a_network(perspectives=[SIDES[0], SIDES[2]]))

    kept = await give(place, sanne, daan.id, 2, "PROFESSIONAL", "PARENT", "YOUNG_PERSON")
    taken = await give(place, sanne, daan.id, 3, "PROFESSIONAL", "YOUNG_PERSON")
    not_again = await not_given(place, sanne.person_id, daan, 4, "PROFESSIONAL", "PARENT")

    assert set(kept.perspectives or ()) == {"PROFESSIONAL", "PARENT", "YOUNG_PERSON"}
    assert taken.perspectives == ["PROFESSIONAL", "YOUNG_PERSON"]
    assert not_again.code == "WRONG_PERSPECTIVE"


async def test_what_is_stored_is_two_columns_of_one_row(place: Workplace) -> None:
    sanne, daan = await a_circle(place)
    await give(place, sanne, daan.id, 1, "PROFESSIONAL", "PARENT")

    (row,) = [one for one in await stored(place, "membership") if one.id == daan.id]

    assert (row.perspective, row.also) == ("PROFESSIONAL", ["PARENT"])


def test_somebody_always_has_one() -> None:
    speaks, other = Perspective.PARENT, Perspective.EDUCATION

    with pytest.raises(PerspectiveMissing):
        perspective_change(speaks_from=speaks, also=[], wanted=[], asked_for=[])
    with pytest.raises(WrongPerspective):
        perspective_change(speaks_from=speaks, also=[], wanted=[speaks, other], asked_for=[speaks])
    moved = perspective_change(speaks_from=speaks, also=[], wanted=[other], asked_for=[])

    assert (moved.speaks_from, list(moved.also), moved.given, moved.taken) == (other, [], [other], [speaks])
