"""What is true of a meeting beforehand when the session it prepares moves: it moves along, as long before it as it was."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services.agenda.sessions.domain.rhythm import ZONE
from services.agenda.sessions.domain.series_changes import Looked, Stood, Wanted, after, in_utc, problems_of


def along(meeting: Stood, prepares: Looked, *, without: Iterable[UUID], now: datetime) -> Looked | None:
    """How a meeting beforehand would stand: as far before its session as it was, by the clock on the wall (BR-049).

    None where it has nothing to do with it: its session does not begin at another moment, or it has begun or is off itself.
    """
    if prepares.stays is not None or prepares.starts_at == prepares.session.starts_at:
        return None
    looked = after(meeting, Wanted(), scope="THIS", with_apart=True, without=without, now=now)
    if looked.stays == "LEFT_OUT":
        return looked
    if looked.stays != "AS_IT_IS":
        return None
    further = _wall(prepares.starts_at) - _wall(prepares.session.starts_at)
    starts_at, ends_at = (in_utc(_wall(moment) + further) for moment in (meeting.starts_at, meeting.ends_at))
    looked = looked._replace(stays=None)
    if starts_at is None or ends_at is None:
        return looked._replace(problems=("NO_SUCH_TIME",))
    looked = looked._replace(starts_at=starts_at, ends_at=ends_at)
    return looked._replace(problems=problems_of(looked, now))


def _wall(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None)
