"""What can be asked about a session that was confirmed: another date, time or place, or that it does not take place."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.api.agenda.series_changes import Scope
from shared.api.page import Shape
from shared.api.posting import Posted, PostedProse
from shared.api.text import Line


class MoveSession(Shape):
    """POST /sessions/{id}:move (PERSON, coordinator): a SessionView. Everybody who takes part hears of a change at once.

    A ChangeSessions of this one, with its meetings beforehand: refused with the same words, SESSIONS_NOT_FREE among them.
    """

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: Annotated[Line, Field(max_length=200)] = ""
    version: int


class CancelSession(Posted):
    """POST /sessions/{id}:cancel (PERSON, coordinator): a SessionView. Everybody who was invited hears of it at once.

    reason: members read it. scope: this session, those of its series from it on, or all of its series. without: sessions that
    go on. with_pre_meetings: also meetings beforehand of what does not take place. Taken back as any change of sessions.
    """

    reason: Annotated[PostedProse, Field(max_length=2000)] = ""
    scope: Scope = "THIS"
    without: Annotated[list[UUID], Field(max_length=100)] = []
    with_pre_meetings: bool = False
    version: int
