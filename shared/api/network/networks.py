"""What networks can be asked."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.api.page import Shape

PerspectiveCode = Literal[
    "YOUNG_PERSON",
    "PARENT",
    "EXPERT_BY_EXPERIENCE",
    "PROFESSIONAL",
    "BEHAVIOURAL_SCIENTIST",
    "POLICY_OFFICER",
    "PROVIDER_ORGANISATION",
    "MUNICIPALITY",
    "NATIONAL_GOVERNMENT",
    "EDUCATION",
    "RESEARCHER",
    "REGION",
]
NetworkStatus = Literal["PREPARING", "ACTIVE", "PAUSED", "SUCCEEDED", "ARCHIVED"]


class PerspectiveView(Shape):
    """One perspective a network asks for, in the network's order; minimum is how many people it needs at least."""

    code: PerspectiveCode
    minimum: int


class RelationView(Shape):
    """A relation to another network (or to something that is no network here: to_slug and its own name)."""

    type: str
    to_slug: str
    to_name: str


class NetworkView(Shape):
    """A network as everybody may see it. GET /networks (Page, by name), GET /networks/by-slug/{slug}, POST /networks:batch (Ids)."""

    id: UUID
    slug: str
    name: str
    short_name: str | None
    kind: str
    status: NetworkStatus
    mission_nl: str
    mission_en: str
    organiser: str | None
    organiser_short: str | None
    rhythm_months: int | None
    """Sessions every so many months, or None where no rhythm is known."""
    perspectives: list[PerspectiveView]
    relations: list[RelationView]
    source: str
    """Where these facts come from."""
    version: int


class LoadNetwork(Shape):
    """POST /networks:load (operator only): reference content; loading the same twice changes nothing."""

    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
    name: str
    short_name: str | None = None
    kind: str
    status: NetworkStatus = "ACTIVE"
    mission_nl: str
    mission_en: str
    organiser: str | None = None
    organiser_short: str | None = None
    rhythm_months: int | None = None
    perspectives: list[PerspectiveView] = []
    relations: list[RelationView] = []
    source: str


class Loaded(Shape):
    """What loading did."""

    id: UUID
    changed: bool
