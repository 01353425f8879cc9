"""What agenda is asked about calendars, and about changes that they must hear of."""

from uuid import UUID

from services.gateway.owners.inquiry import Inquiry, get, post
from shared.api.agenda.calendars import (
    CalendarEntry,
    CalendarFeedContents,
    CalendarFeedMade,
    CalendarFeedView,
    KeepBusyTimes,
    OwnCalendarView,
    OwnDate,
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


def own_calendar() -> Inquiry[OwnCalendarView]:
    """Until when the own calendar of who asks is known. Raises NotFound where nothing is kept."""
    return get(OWNER, "/own-calendar", OwnCalendarView)


def keep_busy_times(request: KeepBusyTimes, key: str | None) -> Inquiry[OwnCalendarView]:
    """Keep when who asks has something already."""
    return post(OWNER, "/own-calendar", OwnCalendarView, request, key)


def forget_busy_times(key: str | None) -> Inquiry[None]:
    """Forget the own calendar of who asks."""
    return post(OWNER, "/own-calendar:forget", None, None, key)


def own_dates(date_poll_id: UUID) -> Inquiry[list[OwnDate]]:
    """At which dates of a poll who asks has something already; only of dates that are known."""
    return get(OWNER, f"/date-polls/{date_poll_id}/own-calendar", list[OwnDate])


def calendar_entry(session_id: UUID) -> Inquiry[CalendarEntry]:
    """One session, to put in a calendar. Raises NotFound."""
    return get(OWNER, f"/sessions/{session_id}/calendar-entry", CalendarEntry)


def move_session(session_id: UUID, request: MoveSession, key: str | None) -> Inquiry[SessionView]:
    """Give a session another date, time or place."""
    return post(OWNER, f"/sessions/{session_id}:move", SessionView, request, key)


def cancel_session(session_id: UUID, request: CancelSession, key: str | None) -> Inquiry[SessionView]:
    """Call a session off."""
    return post(OWNER, f"/sessions/{session_id}:cancel", SessionView, request, key)
