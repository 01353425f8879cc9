"""What memberships can be asked about mandates: what somebody was appointed to, by whom, from when until when (C056)."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.api.page import Shape
from shared.api.text import Line


class MandateView(Shape):
    """One mandate that holds, or will; fellow members read it beside the name."""

    id: UUID
    task: str
    appointed_by: str
    """In words: one party or several."""
    from_on: date
    until_on: date | None
    """The last day of it, where that was agreed."""


class RecordMandate(Shape):
    """POST /memberships/{id}:record-mandate (coordinators): the MandateView.

    NOT_FOUND, COORDINATOR_NEEDED, MANDATE_UNCLEAR (REQUIRED or TOO_LONG at ``task`` and ``appointed_by``,
    MANDATE_ENDS_FIRST at ``until_on``), TOO_MANY_MANDATES.
    """

    task: Annotated[Line, Field(max_length=1000)]
    appointed_by: Annotated[Line, Field(max_length=2000)]
    from_on: date
    until_on: date | None = None


class MandateEnded(Shape):
    """POST /mandates/{id}:end (coordinators, and whose mandate it is); twice changes nothing. NOT_FOUND, COORDINATOR_NEEDED."""

    id: UUID
    membership_id: UUID
    network_id: UUID
