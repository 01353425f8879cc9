"""Who gets a seat: never over capacity, no perspective below its minimum passed over, and everybody keeps their place in the line."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.agenda.sessions.domain.seats import (
    NoSeatForCompanion,
    Request,
    Room,
    SeatsNotPossible,
    check_grows,
    check_room,
    kept_until,
    room_at,
    seat,
    taken,
    would_wait,
)
from shared.database import new_id

PERSPECTIVES = ("YOUNG_PERSON", "PARENT", "PROFESSIONAL")


def asks(perspective: str, turn: int, *, seats: int = 1, is_seated: bool = False) -> Request:
    """Somebody of a perspective, who asked at that turn."""
    return Request(new_id(), perspective, seats, turn, is_seated)


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """A room in which what is kept fits."""
    kept = {name: draw(st.integers(0, 3)) for name in draw(st.sets(st.sampled_from(PERSPECTIVES)))}
    return Room(sum(kept.values()) + draw(st.integers(0, 6)), kept)


@st.composite
def lines(draw: st.DrawFn) -> list[Request]:
    """People who asked one after the other, most of them alone."""
    people = draw(st.lists(st.tuples(st.sampled_from(PERSPECTIVES), st.sampled_from([1, 1, 1, 2, 3])), max_size=14))
    return [asks(perspective, turn, seats=seats) for turn, (perspective, seats) in enumerate(people, start=1)]


def one_by_one(room: Room, line: Sequence[Request], leaving: Sequence[int]) -> list[list[Request]]:
    """How a room stands after each person who asks, and after each who says no later."""
    standing: list[Request] = []
    history = []
    for request in line:
        standing = settled(room, [*standing, request])
        history.append(standing)
    for place in leaving:
        if standing:
            standing = settled(room, [one for number, one in enumerate(standing) if number != place % len(standing)])
            history.append(standing)
    return history


def settled(room: Room, standing: Sequence[Request]) -> list[Request]:
    """The same people, with the seats they get now."""
    given = {request.person_id for request in seat(room, standing)}
    return [request._replace(is_seated=request.is_seated or request.person_id in given) for request in standing]


@given(rooms(), lines(), st.lists(st.integers(0, 20), max_size=8))
def test_there_are_never_more_people_than_seats_and_what_is_kept_stays_free(
    room: Room, line: list[Request], leaving: list[int]
) -> None:
    for standing in one_by_one(room, line, leaving):
        stands = taken(room, standing)

        assert room.capacity is not None
        assert stands.seats + stands.held <= room.capacity


@given(rooms(), lines(), st.lists(st.integers(0, 20), max_size=8))
def test_a_perspective_below_its_minimum_is_never_passed_over(
    room: Room, line: list[Request], leaving: list[int]
) -> None:
    before: list[Request] = []
    for standing in one_by_one(room, line, leaving):
        alone = [
            one
            for one in standing
            if not one.is_seated and one.seats == 1 and one.perspective in taken(room, standing).below
        ]
        had = {one.person_id for one in before if one.is_seated}
        gained = [one for one in standing if one.is_seated and one.person_id not in had]
        here = {one.person_id for one in standing}
        below = taken(room, [one for one in before if one.person_id in here]).below  # as it stood once some had left

        assert alone == []
        for one in gained:
            held_up = [
                other
                for other in standing
                if not other.is_seated
                and other.perspective in below
                and other.perspective in taken(room, standing).below
            ]
            assert not held_up or one.perspective in below
        before = standing


@given(rooms(), lines(), st.lists(st.integers(0, 20), max_size=8))
def test_everybody_keeps_their_place_in_the_line(room: Room, line: list[Request], leaving: list[int]) -> None:
    for standing in one_by_one(room, line, leaving):
        for waiting in (one for one in standing if not one.is_seated):
            overtook = [
                one
                for one in standing
                if one.is_seated
                and one.turn > waiting.turn
                and one.perspective == waiting.perspective
                and one.seats >= waiting.seats
            ]

            assert overtook == []


@given(lines())
def test_without_a_number_of_seats_everybody_gets_theirs_in_turn(line: list[Request]) -> None:
    given_ = seat(Room(None, {}), line)

    assert [one.turn for one in given_] == [one.turn for one in line]


@given(rooms(), lines())
def test_would_wait_says_what_happens_to_who_asks_alone(room: Room, line: list[Request]) -> None:
    standing = settled(room, line)
    others_wait = any(not one.is_seated for one in standing)
    for perspective in PERSPECTIVES:
        newcomer = asks(perspective, len(line) + 1)

        told = would_wait(room, taken(room, standing), perspective, others_wait=others_wait)

        got = any(one.person_id == newcomer.person_id for one in seat(room, [*standing, newcomer]))
        assert got is not told


def test_a_kept_seat_goes_to_its_perspective_also_when_the_room_is_full() -> None:
    room = Room(3, {"YOUNG_PERSON": 1})
    full = [asks("PARENT", 1, is_seated=True), asks("PARENT", 2, is_seated=True), asks("PARENT", 3)]
    young = asks("YOUNG_PERSON", 4)

    given_ = seat(room, [*full, young])

    assert [one.person_id for one in given_] == [young.person_id]


def test_who_comes_with_a_support_person_waits_for_both_seats_and_goes_before_who_asked_earlier() -> None:
    room = Room(3, {"YOUNG_PERSON": 1})
    parents = [asks("PARENT", 1, is_seated=True), asks("PARENT", 2, is_seated=True), asks("PARENT", 3)]
    young = asks("YOUNG_PERSON", 4, seats=2)

    assert seat(room, [*parents, young]) == []
    assert [one.person_id for one in seat(room, [*parents[1:], young])] == [young.person_id]


def test_nobody_goes_before_who_waits_for_more_seats_than_are_free() -> None:
    room = Room(3, {})
    standing = [asks("PARENT", 1, seats=2, is_seated=True), asks("PARENT", 2, seats=2), asks("PROFESSIONAL", 3)]

    assert seat(room, standing) == []


def test_seats_that_are_given_or_kept_cannot_be_taken_away() -> None:
    people = [asks("PARENT", 1, is_seated=True), asks("PARENT", 2, is_seated=True)]

    with pytest.raises(SeatsNotPossible) as refused:
        check_room(Room(2, {"YOUNG_PERSON": 1}), people)

    assert [(one.field, one.code, one.message) for one in refused.value.problems] == [
        ("capacity", "TOO_FEW_SEATS", "3 seats are given or kept.")
    ]
    check_room(Room(3, {"YOUNG_PERSON": 1}), people)


@pytest.mark.parametrize(
    ("room", "field", "code"),
    [
        (Room(0, {}), "capacity", "SEATS_OUT_OF_RANGE"),
        (Room(1001, {}), "capacity", "SEATS_OUT_OF_RANGE"),
        (Room(5, {"PARENT": -1}), "kept", "SEATS_OUT_OF_RANGE"),
        (Room(None, {"PARENT": 1}), "capacity", "CAPACITY_NEEDED"),
    ],
)
def test_seats_that_make_no_sense_are_refused(room: Room, field: str, code: str) -> None:
    with pytest.raises(SeatsNotPossible) as refused:
        check_room(room, [])

    assert [(one.field, one.code) for one in refused.value.problems] == [(field, code)]


def test_a_companion_too_many_is_refused_while_others_wait() -> None:
    room = Room(3, {})
    people = [asks("PARENT", 1, is_seated=True), asks("PARENT", 2, seats=3)]

    with pytest.raises(NoSeatForCompanion):
        check_grows(room, people, more=1)
    check_grows(room, people[:1], more=2)
    with pytest.raises(NoSeatForCompanion):
        check_grows(room, people[:1], more=3)


@pytest.mark.parametrize(
    ("starts_at", "until"),
    [
        (datetime(2027, 3, 30, 11, 30, tzinfo=UTC), datetime(2027, 3, 27, 12, 30, tzinfo=UTC)),
        (datetime(2027, 1, 14, 12, 30, tzinfo=UTC), datetime(2027, 1, 11, 12, 30, tzinfo=UTC)),
    ],
    ids=["over summer time", "in winter"],
)
def test_kept_seats_become_free_at_the_same_time_on_the_clock(starts_at: datetime, until: datetime) -> None:
    room = Room(5, {"PARENT": 2})

    assert kept_until(starts_at, 3) == until
    assert kept_until(starts_at, None) is None
    assert room_at(room, until=until, now=until - timedelta(seconds=1)) == room
    assert room_at(room, until=until, now=until) == Room(5, {})
    assert room_at(room, until=None, now=starts_at) == room
