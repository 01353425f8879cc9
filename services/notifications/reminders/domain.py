"""What is true of reminders: which kinds there are, who wants them, and that nothing is sent at night."""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.notifications.subscriptions.domain import Cadence

POLL: Final = "date-poll"
POLL_REMINDER: Final = "date-poll-reminder"
POLL_COMPLETE: Final = "date-poll-complete"
ABOUT = {POLL: "INVITATION", POLL_REMINDER: "REMINDER", POLL_COMPLETE: "COMPLETE"}
"""By kind of mail, as what agenda is asked for it."""

WANTED_BY = tuple(cadence for cadence in Cadence if cadence is not Cadence.NEVER)
"""Who gets a mail that asks something: everybody who did not say that they want none of this network."""
COMPLETE_LIVES = timedelta(days=7)
QUIET_FROM, QUIET_UNTIL = time(21), time(7, 30)
ZONE = "Europe/Amsterdam"


def out_of_the_night(moment: datetime) -> datetime:
    """When a mail that could leave at a moment does leave: in the quiet hours (21.00 to 7.30 on the clock) it waits for the morning."""
    local = moment.astimezone(ZoneInfo(ZONE))
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return moment
    morning = local.date() + timedelta(days=local.time() >= QUIET_FROM)
    return datetime.combine(morning, QUIET_UNTIL, tzinfo=ZoneInfo(ZONE)).astimezone(moment.tzinfo)
