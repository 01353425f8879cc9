"""What can be asked about sessions that change together: what a change would come to, the change, and taking it back."""

from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.planning import DateReason
from shared.api.agenda.sessions import SessionType, SessionView
from shared.api.page import Shape
from shared.api.text import Line

Scope = Literal["THIS", "FOLLOWING", "ALL"]
Kind = Literal["CHANGED", "CONFIRMED", "CANCELLED"]
Stays = Literal["STANDS_APART", "HAS_BEGUN", "CANCELLED", "LEFT_OUT", "AS_IT_IS"]


class WantedChange(Shape):
    """What is wanted of sessions from now on; None: as it is.

    on: another day, for one session. nth, weekday (Monday is 0): the nth such weekday of each month (5: the last), without nth
    that weekday of the same week. shift_days: so many days later. starts, ends: on the clock in Europe/Amsterdam.
    """

    on: date | None = None
    nth: Annotated[int, Field(ge=1, le=5)] | None = None
    weekday: Annotated[int, Field(ge=0, le=6)] | None = None
    shift_days: Annotated[int, Field(ge=-10, le=10)] | None = None
    starts: time | None = None
    ends: time | None = None
    place: Annotated[Line, Field(max_length=200)] | None = None
    link: Annotated[Line, Field(max_length=2000)] | None = None
    type: SessionType | None = None


class LookAtChange(Shape):
    """POST /sessions/{id}:look-at-change (PERSON, coordinator): a ChangePreview; nothing is saved.

    scope: this session, those of its series from it on, or all of its series. with_apart: also those that were changed by
    themselves before. without: sessions that stay as they are.
    """

    scope: Scope = "THIS"
    wanted: WantedChange
    with_apart: bool = False
    without: Annotated[list[UUID], Field(max_length=100)] = []
    with_pre_meetings: bool = False
    """Whether meetings beforehand of what moves move along, as long before it as they were."""


class ChangeSessions(LookAtChange):
    """POST /sessions/{id}:change (PERSON, coordinator): a SessionsChanged. Who takes part hears of another moment or place at once.

    SESSIONS_NOT_FREE when something is in the way: each problem at ``sessions`` begins with the day of its session now.
    """

    version: int
    """Of this session, as the reader saw it."""


class LookedAtSession(Shape):
    """One session as it is and as it would be. stays: why it would not change. problems: codes of what is in the way."""

    session: SessionView
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: str
    link: str
    type: SessionType
    stays: Stays | None
    problems: list[str]
    reasons: list[DateReason]
    is_told: bool
    """Whether people would get a mail about it."""


class ChangePreview(Shape):
    """What a change would come to, and how many people would hear of it."""

    network_id: UUID
    sessions: list[LookedAtSession]
    members: int


class SessionsChanged(Shape):
    """Sessions after a change. change_id: by which it can be taken back until then; None where nothing changed."""

    sessions: list[SessionView]
    change_id: UUID | None
    undo_until: AwareDatetime | None


class ChangedSession(Shape):
    """A session that changed: when it starts now, when it was to start before that, and for whom it is (None: for all)."""

    session_id: UUID
    starts_at: AwareDatetime
    was_starts_at: AwareDatetime
    perspective: str | None


class FreshChange(Shape):
    """GET /networks/{network_id}/session-changes/fresh (coordinator; list): what can still be taken back.

    POST /session-changes/{id}:undo (PERSON, coordinator): a SessionsChanged, without a change_id.
    """

    id: UUID
    network_id: UUID
    kind: Kind
    sessions: int
    undo_until: AwareDatetime
    about: list[ChangedSession] = []
    """Which these are, in order of time."""
