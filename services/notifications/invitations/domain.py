"""What is true of invitations: who must be told what, when, and how a series is written as one."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from itertools import pairwise
from math import gcd
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from services.notifications.subscriptions.domain import Cadence
from shared.ics import ZONE, instant, recurrence_dates, wall

INVITED: Final = "session-invited"
CALLED_OFF: Final = "session-called-off"
"""A mail that an earlier version planned; it says what any other about these sessions would say."""
MAILS: Final = (INVITED, CALLED_OFF)
NEW: Final = "new"
"""A call about sessions that may still be taken back; until its time comes nobody hears of them."""
CHANGED: Final = "changed"
WANTED_BY: Final = tuple(cadence for cadence in Cadence if cadence is not Cadence.NEVER)
"""Who hears of documents: everybody who did not say that they want no mail of the network."""
BURST: Final = timedelta(minutes=3)
"""How long what happens to the sessions of a network is gathered into one mail; told well within five minutes (J05, BR-047)."""
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
_AMSTERDAM = ZoneInfo(ZONE)


def period_of(due_at: datetime) -> str:
    """The time of a mail about sessions, as its writer must know it: which documents it tells of."""
    return due_at.astimezone(UTC).isoformat()


class Meeting(NamedTuple):
    """One session as agenda tells it now. first_starts_at: when it was to start when it was confirmed."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    sequence: int
    is_off: bool
    first_starts_at: datetime
    link: str = ""
    joins: bool = True
    """Whether its reader is told where to join online."""

    @property
    def shown_link(self) -> str:
        """Where to join online, for this reader."""
        return self.link if self.joins else ""

    @property
    def said(self) -> str:
        """What people are told of it, as a short hash: what went back to as they know it is no news (J03)."""
        facts = (self.starts_at.astimezone(UTC), self.ends_at.astimezone(UTC), self.place, self.link, self.is_off)
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


class Told(NamedTuple):
    """What somebody was last told of a session."""

    sequence: int
    is_off: bool
    starts_at: datetime
    place: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What one mail tells somebody of one series, or of one session by itself.

    new: sessions they did not know. changed and off: sessions that changed or do not take place after all, and what was
    told before. standing: all that stand now.
    """

    new: tuple[Meeting, ...]
    changed: tuple[tuple[Meeting, Told], ...]
    off: tuple[tuple[Meeting, Told], ...]
    standing: tuple[Meeting, ...]

    @property
    def stands(self) -> tuple[Meeting, ...]:
        """What is told of and takes place."""
        return (*self.new, *(meeting for meeting, _ in self.changed))

    @property
    def first_at(self) -> datetime:
        """When the first of these starts."""
        return min(meeting.starts_at for meeting in self.stands)

    @property
    def about(self) -> tuple[Meeting, ...]:
        """The sessions that are told of; what does not take place under the moment and the place that were told before."""
        off = (meeting._replace(starts_at=was.starts_at, place=was.place) for meeting, was in self.off)
        return (*self.stands, *off)


def news_for(meetings: Sequence[Meeting], told: Mapping[UUID, Told], *, now: datetime) -> News:
    """What somebody is told now: nothing that they know, nothing that is over, and that something is off only if they were invited."""
    coming = [meeting for meeting in meetings if meeting.ends_at > now]
    known = [(meeting, told[meeting.id]) for meeting in coming if meeting.id in told]
    return News(
        new=tuple(meeting for meeting in coming if not meeting.is_off and meeting.id not in told),
        changed=tuple(
            (meeting, before)
            for meeting, before in known
            if not meeting.is_off
            and (before.is_off or (before.sequence < meeting.sequence and before.said != meeting.said))
        ),
        off=tuple((meeting, before) for meeting, before in known if meeting.is_off and not before.is_off),
        standing=tuple(meeting for meeting in meetings if not meeting.is_off),
    )


def recurrence(starts: Sequence[datetime]) -> tuple[str, ...]:
    """The lines that make the first of these moments come back at all the others (RFC 5545 3.8.5).

    A rule with exceptions where the dates have one (every so many months on the nth weekday, or every so many weeks):
    Outlook reads no lists of dates. A list where they have none. starts: in order, at least one.
    """
    local = [moment.astimezone(_AMSTERDAM) for moment in starts]
    if len(starts) < 2:
        return ()
    if len({(moment.time(), moment.weekday(), moment.fold) for moment in local}) > 1:
        return recurrence_dates(starts[1:])
    days = [moment.date() for moment in local]
    rule, expected = _monthly(days) or _weekly(days)
    missing = [day for day in expected if day not in set(days)]
    if len(missing) > len(days):
        return recurrence_dates(starts[1:])
    at = local[0].timetz()
    return (
        f"RRULE:{rule};UNTIL={instant(starts[-1])}",
        *(f"EXDATE{wall(datetime.combine(day, at).astimezone(UTC))}" for day in missing),
    )


def _monthly(days: Sequence[date]) -> tuple[str, list[date]] | None:
    months = [day.year * 12 + day.month - 1 for day in days]
    every = reduce(gcd, (later - earlier for earlier, later in pairwise(months)))
    nths = [_nths(day) for day in days]
    common = set(nths[0]).intersection(*nths[1:])
    if not every or not common:
        return None
    nth = max(common)
    expected = [_day(month, nth, days[0].weekday()) for month in range(months[0], months[-1] + 1, every)]
    return f"FREQ=MONTHLY;INTERVAL={every};BYDAY={nth}{WEEKDAYS[days[0].weekday()]}", [day for day in expected if day]


def _weekly(days: Sequence[date]) -> tuple[str, list[date]]:
    weeks = reduce(gcd, ((later - earlier).days // 7 for earlier, later in pairwise(days)))
    count = (days[-1] - days[0]).days // (7 * weeks)
    expected = [days[0] + timedelta(weeks=weeks * number) for number in range(count + 1)]
    return f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={WEEKDAYS[days[0].weekday()]}", expected


def _nths(day: date) -> tuple[int, ...]:
    """As the how many-th of its weekday a day stands in its month: first to fourth, and -1 for the last."""
    nth = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    return (*((nth,) if nth < 5 else ()), *((LAST,) if is_last else ()))


def _day(month: int, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a month (counted from year 0), where it has one."""
    first = date(month // 12, month % 12 + 1, 1)
    if nth == LAST:
        next_first = (first + timedelta(days=31)).replace(day=1)
        return next_first - timedelta(days=(next_first.weekday() - weekday - 1) % 7 + 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == first.month else None
