"""What agenda is asked about calendars, and about changes that they must hear of."""

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
from shared.api.agenda.changing import CancelSession, MoveSession
from shared.api.agenda.sessions import SessionView

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


def move_session(session_id: UUID, request: MoveSession, key: str | None) -> Inquiry[SessionView]:
    """Give a session another date, time or place."""
    return post(OWNER, f"/sessions/{session_id}:move", SessionView, request, key)


def cancel_session(session_id: UUID, request: CancelSession, key: str | None) -> Inquiry[SessionView]:
    """Call a session off."""
    return post(OWNER, f"/sessions/{session_id}:cancel", SessionView, request, key)
