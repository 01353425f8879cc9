"""What can be asked about drafts: planning one session, confirming drafts, throwing them away."""

from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.api.agenda.sessions import SessionType
from shared.api.page import Shape
from shared.api.text import Line


class PlanSession(Shape):
    """POST /networks/{network_id}/sessions (PERSON, coordinator): the SessionView of a draft; only coordinators know of it.

    on, starts, ends: on the clock in Europe/Amsterdam. perspective: for whom a pre-meeting is; for_session_id: before which
    session.
    """

    on: date
    starts: time
    ends: time
    type: SessionType = "REGULAR"
    perspective: Annotated[str, Field(max_length=50)] | None = None
    place: Annotated[Line, Field(max_length=200)] = ""
    link: Annotated[Line, Field(max_length=2000)] = ""
    for_session_id: UUID | None = None


class Drafts(Shape):
    """POST /drafts:confirm (PERSON, coordinator): a SessionsChanged; mail about them waits an hour.

    POST /drafts:discard (PERSON, coordinator): a DraftsDiscarded. All are of one network, else NOT_FOUND.
    """

    session_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]


class DraftsDiscarded(Shape):
    """Drafts are gone; nobody else ever knew of them."""

    network_id: UUID
