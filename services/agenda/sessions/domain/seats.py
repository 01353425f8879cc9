"""Who gets a seat: never more people than there are seats, and a seat kept free for each perspective that needs one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.rhythm import ZONE
from shared.errors import Conflict, Invalid, Problem

MOST_SEATS = 1000
RELEASE_DAYS = 3
"""So many days before a session the seats that are kept become free, unless its coordinators say otherwise."""
MOST_RELEASE_DAYS = 90


class SeatsNotPossible(Invalid):
    """These seats are not possible."""


class NoSeatForCompanion(Conflict):
    """There is no seat for who comes along."""


class Room(NamedTuple):
    """How many seats a session has (None: as many as are asked for), and how many of them are kept for each perspective."""

    capacity: int | None
    kept: Mapping[str, int]


class Request(NamedTuple):
    """Somebody who comes, or would.

    seats: theirs and those of who comes along. turn: lower asked earlier. is_seated: whether they have their seats.
    """

    person_id: UUID
    perspective: str
    seats: int
    turn: int
    is_seated: bool


class Taken(NamedTuple):
    """How a room stands: seats taken, and seats held free for perspectives below their minimum."""

    seats: int
    held: int
    below: frozenset[str]
    """The perspectives of which fewer people have a seat than are kept for them."""


def kept_until(starts_at: datetime, release_days: int | None) -> datetime | None:
    """When the seats that are kept become free for everybody: so many days before, at the same time on the clock; None: never."""
    if release_days is None:
        return None
    local = starts_at.astimezone(ZoneInfo(ZONE))
    day = local.date() - timedelta(days=release_days)
    return datetime.combine(day, local.time(), tzinfo=ZoneInfo(ZONE)).astimezone(starts_at.tzinfo)


def room_at(room: Room, *, until: datetime | None, now: datetime) -> Room:
    """A room as it stands now: from the moment until which seats are kept, none are."""
    return room if until is None or now < until else room._replace(kept={})


def taken(room: Room, requests: Iterable[Request]) -> Taken:
    """How a room stands. Who comes along takes a seat, but does not speak for the perspective it is kept for."""
    seated = [request for request in requests if request.is_seated]
    people = Counter(request.perspective for request in seated)
    return counted(room, people, sum(request.seats for request in seated))


def counted(room: Room, people: Mapping[str, int], seats: int) -> Taken:
    """The same, of so many people with a seat by perspective, who take so many seats with who comes along."""
    missing = {perspective: kept - people.get(perspective, 0) for perspective, kept in room.kept.items()}
    below = frozenset(perspective for perspective, count in missing.items() if count > 0)
    return Taken(seats, sum(missing[perspective] for perspective in below), below)


def would_wait(room: Room, stands: Taken, perspective: str, *, others_wait: bool) -> bool:
    """Whether somebody of a perspective who asks for one seat now would have to wait for it."""
    if room.capacity is None or (perspective in stands.below and stands.seats < room.capacity):
        return False
    return others_wait or stands.seats + stands.held >= room.capacity


def next_seated(room: Room, requests: Iterable[Request]) -> Request | None:
    """Who of those who wait gets seats now; None when nobody does.

    Who speaks for a perspective below its minimum comes first, then who asked first. Nobody goes before somebody who still
    waits, but for one case that costs that person nothing: alone on a seat that was kept for their own perspective.
    """
    requests = list(requests)
    waiting = [request for request in requests if not request.is_seated]
    if room.capacity is None:
        return min(waiting, key=lambda request: request.turn, default=None)
    stands = taken(room, requests)
    is_held_up = False
    for request in sorted(waiting, key=lambda one: (one.perspective not in stands.below, one.turn)):
        open_to_all = request.seats - (request.perspective in stands.below)
        if stands.seats + request.seats <= room.capacity and (
            open_to_all == 0 or (not is_held_up and stands.seats + stands.held + open_to_all <= room.capacity)
        ):
            return request
        is_held_up = True
    return None


def seat(room: Room, requests: Iterable[Request]) -> list[Request]:
    """Give seats to who waits, one after the other; gives who got theirs, in that order."""
    standing = {request.person_id: request for request in requests}
    given = []
    while (chosen := next_seated(room, standing.values())) is not None:
        standing[chosen.person_id] = chosen._replace(is_seated=True)
        given.append(standing[chosen.person_id])
    return given


def check_room(room: Room, requests: Iterable[Request], *, release_days: int | None = None) -> None:
    """Raise SeatsNotPossible where seats that were given, and those to keep, do not fit: nobody loses a seat they have."""
    problems = []
    if release_days is not None and not 0 <= release_days <= MOST_RELEASE_DAYS:
        words = f"Seats are kept until at most {MOST_RELEASE_DAYS} days before."
        problems.append(Problem("release_days", "RELEASE_OUT_OF_RANGE", words))
    if room.capacity is not None and not 1 <= room.capacity <= MOST_SEATS:
        problems.append(Problem("capacity", "SEATS_OUT_OF_RANGE", f"A session has 1 to {MOST_SEATS} seats."))
    if any(count < 0 for count in room.kept.values()):
        problems.append(Problem("kept", "SEATS_OUT_OF_RANGE", "Seats to keep are a number from 0."))
    if room.capacity is None and any(room.kept.values()):
        problems.append(Problem("capacity", "CAPACITY_NEEDED", "Seats are kept only where their number is known."))
    if not problems and room.capacity is not None:
        stands = taken(room, requests)
        if stands.seats + stands.held > room.capacity:
            words = f"{stands.seats + stands.held} seats are given or kept."
            problems.append(Problem("capacity", "TOO_FEW_SEATS", words))
    if problems:
        raise SeatsNotPossible(problems=tuple(problems))


def check_grows(room: Room, requests: Iterable[Request], *, more: int) -> None:
    """Raise NoSeatForCompanion when somebody with a seat cannot have so many more: there are none, or others wait for them."""
    if room.capacity is None:
        return
    requests = list(requests)
    stands = taken(room, requests)
    if stands.seats + stands.held + more > room.capacity or not all(request.is_seated for request in requests):
        raise NoSeatForCompanion
