"""What can be asked about the points with which every session of a series starts."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.api.agenda.sessions import Purpose
from shared.api.page import Shape
from shared.api.posting import Posted, PostedLine, PostedProse


class TemplatePoint(Shape):
    """One point; leave out what was not filled in."""

    title: Annotated[PostedLine, Field(max_length=2000)] = ""
    note: Annotated[PostedProse, Field(max_length=8000)] = ""
    purpose: Purpose | None = None
    minutes: Annotated[int, Field(ge=0, le=10_000)] = 0


class SetTemplateAgenda(Posted):
    """POST /series/{id}/template-agenda (PERSON, coordinator): a TemplateAgenda, in place of the one before.

    Problems stand at ``points.<place>.<field>``. Sessions still to come get the points at once, where they fit.
    """

    points: Annotated[list[TemplatePoint], Field(max_length=100)]


class TemplateAgenda(Shape):
    """GET /series/{id}/template-agenda (PERSON, coordinator): with which points the sessions of a series start.

    minutes: how long a session of it is. sessions: on how many of those to come the points were put just now.
    """

    series_id: UUID
    network_id: UUID
    points: list[TemplatePoint]
    minutes: int
    sessions: int = 0
