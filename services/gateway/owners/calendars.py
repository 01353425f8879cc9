"""What agenda is asked about calendars."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.calendars import (
    CalendarEntry,
    CalendarFeedContents,
    CalendarFeedMade,
    CalendarFeedView,
    ReadCalendarFeed,
    ResetCalendarFeed,
)

OWNER = "agenda"


def my_calendar_feeds() -> Inquiry[list[CalendarFeedView]]:
    """The feeds of who asks."""
    return get(OWNER, "/calendar-feeds/mine", list[CalendarFeedView])


def reset_calendar_feed(request: ResetCalendarFeed) -> Inquiry[CalendarFeedMade]:
    """Make a new secret address. No key: the answer holds a secret."""
    return post(OWNER, "/calendar-feeds:reset", CalendarFeedMade, request)


def read_calendar_feed(request: ReadCalendarFeed) -> Inquiry[CalendarFeedContents]:
    """What stands behind a secret address. Raises NotFound for one that never was."""
    return post(OWNER, "/calendar-feeds:read", CalendarFeedContents, request)


def calendar_entry(session_id: UUID) -> Inquiry[CalendarEntry]:
    """One session, to put in a calendar. Raises NotFound."""
    return get(OWNER, f"/sessions/{session_id}/calendar-entry", CalendarEntry)
