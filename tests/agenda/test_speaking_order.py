"""Who speaks next, and how groups are mixed: rules held against their promises and against trying everything (J12, C036)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.agenda.sessions.domain.groups import GroupsNotPossible, Somebody, check_groups, mixed
from services.agenda.sessions.domain.turns import (
    Turn,
    TurnOrderChanged,
    check_is_next,
    next_number,
    speaker,
    speaking_order,
)
from shared.database import new_id

BEGAN = datetime(2027, 1, 14, 12, 30, tzinfo=UTC)
NAMES = ("YOUNG_PERSON", "PARENT", "PROFESSIONAL", "MUNICIPALITY")


def asked(perspective: str, minute: int) -> Turn:
    """Somebody of this perspective asked for a turn, so many minutes after the start."""
    return Turn(new_id(), new_id(), new_id(), new_id(), perspective, BEGAN + timedelta(minutes=minute), None, None)


def given_next(turns: Sequence[Turn]) -> list[Turn]:
    """The turns after the next one was given."""
    chosen = speaking_order(turns)[0]
    number = next_number(turns)
    return [turn._replace(number=number) if turn.id == chosen.id else turn for turn in turns]


def test_every_perspective_has_a_turn_before_one_has_a_second() -> None:
    turns = [asked("PROFESSIONAL", 0), asked("PROFESSIONAL", 1), asked("PARENT", 2), asked("YOUNG_PERSON", 3)]

    order = speaking_order(turns)

    assert [(turn.perspective, turn.asked_at.minute - 30) for turn in order] == [
        ("PROFESSIONAL", 0),
        ("PARENT", 2),
        ("YOUNG_PERSON", 3),
        ("PROFESSIONAL", 1),
    ]


def test_who_comes_later_does_not_make_up_for_the_turns_before() -> None:
    turns = [asked("PARENT", minute) for minute in range(3)]
    for _ in range(2):
        turns = given_next(turns)
    turns += [asked("YOUNG_PERSON", 10), asked("YOUNG_PERSON", 11)]

    assert [turn.perspective for turn in speaking_order(turns)] == ["YOUNG_PERSON", "PARENT", "YOUNG_PERSON"]


def test_the_last_one_given_speaks_until_it_is_over() -> None:
    turns = given_next([asked("PARENT", 0), asked("PROFESSIONAL", 1)])
    first = speaker(turns)

    assert first is not None
    assert first.perspective == "PARENT"
    assert speaker([turn._replace(ended_at=BEGAN) for turn in turns]) is None
    assert speaker([turn for turn in turns if turn.waits]) is None


def test_a_turn_that_is_not_next_is_not_given() -> None:
    turns = [asked("PARENT", 0), asked("PARENT", 1)]

    check_is_next(turns, turns[0].id)

    with pytest.raises(TurnOrderChanged):
        check_is_next(turns, turns[1].id)
    with pytest.raises(TurnOrderChanged):
        check_is_next([], turns[0].id)


@given(st.lists(st.one_of(st.sampled_from(NAMES), st.none()), max_size=40))
def test_no_perspective_waits_while_another_has_a_second_turn(doings: list[str | None]) -> None:
    """doings: a perspective asks, or (None) the next one may speak."""
    turns: list[Turn] = []
    spoken_while_waiting: dict[str, Counter[str]] = {}
    for minute, doing in enumerate(doings):
        if doing is not None:
            turns.append(asked(doing, minute))
            spoken_while_waiting.setdefault(doing, Counter())
            continue
        if not speaking_order(turns):
            continue
        before = turns
        turns = given_next(turns)
        spoke = next(new for old, new in zip(before, turns, strict=True) if old != new)
        spoken_while_waiting.pop(spoke.perspective)
        for counted in spoken_while_waiting.values():
            counted[spoke.perspective] += 1
        if any(turn.waits and turn.perspective == spoke.perspective for turn in turns):
            spoken_while_waiting[spoke.perspective] = Counter()
        assert all(count == 1 for counted in spoken_while_waiting.values() for count in counted.values())


@given(st.lists(st.sampled_from(NAMES), max_size=25))
def test_the_order_told_is_the_order_given_and_within_a_perspective_that_of_asking(names: list[str]) -> None:
    turns = [asked(name, minute) for minute, name in enumerate(names)]
    told = [turn.id for turn in speaking_order(turns)]
    given_ids = []
    while speaking_order(turns):
        before = turns
        turns = given_next(turns)
        given_ids.append(next(new.id for old, new in zip(before, turns, strict=True) if old != new))

    assert given_ids == told
    asked_at = {turn.id: turn.asked_at for turn in turns}
    for name in NAMES:
        own = [
            asked_at[turn.id] for turn in sorted(turns, key=lambda turn: turn.number or 0) if turn.perspective == name
        ]
        assert all(first < second for first, second in pairwise(own))


def everybody(*counts: int) -> list[Somebody]:
    """So many people of each perspective."""
    return [Somebody(new_id(), name) for name, count in zip(NAMES, counts, strict=False) for _ in range(count)]


def perspectives_in(groups: Sequence[Sequence[Somebody]]) -> list[int]:
    """How many perspectives each group has, the fewest first."""
    return sorted(len({one.perspective for one in group}) for group in groups)


def every_way(people: Sequence[Somebody], sizes: Sequence[int]) -> Iterator[list[list[Somebody]]]:
    """Every way to fill groups of these sizes, as far as perspectives go."""
    groups: list[list[Somebody]] = [[] for _ in sizes]

    def fill(index: int) -> Iterator[list[list[Somebody]]]:
        if index == len(people):
            yield groups
            return
        tried = set()
        for group, size in zip(groups, sizes, strict=True):
            state = (size, tuple(sorted(one.perspective for one in group)))
            if len(group) == size or state in tried:
                continue
            tried.add(state)
            group.append(people[index])
            yield from fill(index + 1)
            group.pop()

    yield from fill(0)


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize(
    "counts",
    [
        (4, 4),
        (6, 1, 1),
        (1, 1, 5),
        (2, 2, 2, 2),
        (1, 1, 1, 6),
        (5, 2, 1),
        (3, 3, 1, 1),
        (7, 2),
        (2, 1, 1, 3),
        (1, 5, 3),
    ],
)
def test_no_other_way_to_make_groups_is_more_mixed(counts: tuple[int, ...], groups: int) -> None:
    people = everybody(*counts)
    made = mixed(people, groups)
    sizes = sorted((len(group) for group in made), reverse=True)

    assert sizes[0] - sizes[-1] <= 1
    assert perspectives_in(made) == max(perspectives_in(way) for way in every_way(people, sizes))


@given(st.tuples(*(st.integers(0, 9) for _ in NAMES)), st.integers(2, 6), st.randoms())
def test_everybody_is_in_one_group_and_groups_are_even_in_size_and_in_perspectives(
    counts: tuple[int, ...], groups: int, chance: object
) -> None:
    people = everybody(*counts)
    chance.shuffle(people)  # type: ignore[attr-defined]  # what Hypothesis gives is a random.Random

    made = mixed(people, groups)

    assert sorted(one.person_id for group in made for one in group if one.person_id) == sorted(
        one.person_id for one in people if one.person_id
    )
    sizes = [len(group) for group in made]
    assert max(sizes) - min(sizes) <= 1
    assert perspectives_in(made)[-1] - perspectives_in(made)[0] <= 1
    assert sum(perspectives_in(made)) == sum(min(count, groups) for count in counts)


@pytest.mark.parametrize(("people", "groups"), [(3, 2), (8, 1), (8, 0), (8, 5), (0, 2), (301, 2)])
def test_groups_of_one_and_no_groups_are_refused(people: int, groups: int) -> None:
    with pytest.raises(GroupsNotPossible):
        check_groups(people, groups)
