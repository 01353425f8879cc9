"""What can be asked about the words that a coordinator adds to the reminder of a session."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.api.page import Shape
from shared.api.posting import Posted, PostedProse


class WriteReminder(Posted):
    """POST /sessions/{id}/reminder (PERSON, coordinator): a SessionReminder. words: empty for nothing; version: the one seen.

    days_before: so many days before the session it leaves for who chose nothing themselves; 0: not at all; None: as it was.
    """

    words: Annotated[PostedProse, Field(max_length=8000)] = ""
    version: Annotated[int, Field(ge=0)]
    days_before: int | None = None


class SessionReminder(Shape):
    """GET /sessions/{id}/reminder (PERSON, coordinator): what they added to it; version 0 where nothing was ever written."""

    session_id: UUID
    network_id: UUID
    words: str
    version: int
    days_before: int = 1
    """So many days before the session it leaves for who chose nothing themselves; 0: not at all."""
