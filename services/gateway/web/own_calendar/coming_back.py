"""On which days something comes back by a rule (RFC 5545 3.3.10), counted out by dateutil within bounds.

dateutil looks for the next day until the year 9999: eleven seconds where none ever comes, such as 30 February (A-72). The
calendar is the same every 400 years, with its weekdays (146 097 days are 20 871 weeks), so every rule is counted out in the last
years that there are, and fewer than 400 are left to look through.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, date, datetime, time
from typing import Any, Final

from dateutil.rrule import rrulestr

PARTS: Final = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
}
FREQUENCIES: Final = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
EARLIEST: Final = date(1970, 1, 1)
MOST_VALUES: Final = 62
"""In one part of a rule."""
THE_SAME_AGAIN: Final = 400
"""After so many years the calendar begins anew."""


class NoSuchRule(ValueError):
    """A rule that is not one of days, weeks, months or years, holds more than such a rule needs, or begins in the far past."""


def days_of(parts: Mapping[str, Sequence[Any]], first: date, last: date) -> Iterator[date]:
    """The days on which something comes back from its first day to a last one, both with it. Raises NoSuchRule or ValueError.

    parts: of the rule, each a list; until when it comes back is for the last day to say.
    """
    if first < EARLIEST or not set(parts) <= PARTS or any(len(values) > MOST_VALUES for values in parts.values()):
        raise NoSuchRule
    if str(parts["FREQ"][0]).upper() not in FREQUENCIES or int(parts.get("INTERVAL", [1])[0]) < 1:
        raise NoSuchRule
    if first > last:
        return
    later = (MAXYEAR - last.year) // THE_SAME_AGAIN * THE_SAME_AGAIN
    told = [f"{name}={','.join(map(str, values))}" for name, values in parts.items() if name != "UNTIL"]
    begins = datetime.combine(first.replace(year=first.year + later), time())
    for at in rrulestr(";".join(told), dtstart=begins):
        day = at.date().replace(year=at.year - later)
        if day > last:
            return
        yield day
