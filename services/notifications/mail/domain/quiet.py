"""When no mail leaves that can wait: at night."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

QUIET_FROM, QUIET_UNTIL = time(21), time(7, 30)
ZONE: Final = "Europe/Amsterdam"


def out_of_the_night(moment: datetime) -> datetime:
    """When a mail that could leave at a moment does leave: in the quiet hours (21.00 to 7.30 on the clock) it waits for the morning."""
    local = moment.astimezone(ZoneInfo(ZONE))
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    morning = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(morning, QUIET_UNTIL, tzinfo=ZoneInfo(ZONE)).astimezone(moment.tzinfo)
