"""How a network begins and what it says of itself, and who coordinates where nobody does."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from shared.api.network.networks import DigestCadence, PerspectiveCode, PerspectiveView, Region, Theme
from shared.api.page import Shape
from shared.api.text import Line, Prose

ChosenStatus = Literal["PREPARING", "ACTIVE", "PAUSED", "ARCHIVED"]
Text = Annotated[Prose, Field(max_length=4000)]
Name = Annotated[Line, Field(max_length=300)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]


class CreateNetwork(Shape):
    """POST /networks (PERSON): a network begins, PREPARING, and its first coordinator is invited: a NetworkView.

    By an administrator; with ``parent_id`` by a coordinator of that network: a group inside it, which they coordinate too. The slug
    is made of the name, and ``coordinator_name`` stands on the invitation. ADMINISTRATOR_NEEDED, COORDINATOR_NEEDED, NOT_FOUND,
    GROUP_IN_GROUP, NETWORK_INCOMPLETE, NOT_AN_ADDRESS, WRONG_PERSPECTIVE,
    NOT_YOUR_OWN_COORDINATOR (at ``coordinator_email``) for an administrator's own address.
    """

    name: Name
    kind: Annotated[str, Field(max_length=100)]
    mission_nl: Text
    mission_en: Text
    organiser: Name | None = None
    rhythm_months: int | None = None
    """None: as its kind begins (shared/beginnings.py); 0: no rhythm."""
    digest_cadence: DigestCadence | None = None
    """How often the overview comes to members who chose nothing. None: as its kind begins; a group as the network around it."""
    perspectives: list[PerspectiveView] = []
    """Without any: as its kind begins, and the side of its first coordinator."""
    regions: list[Region] = []
    parent_id: UUID | None = None
    coordinator_email: Annotated[str, Field(max_length=254)]
    coordinator_name: Annotated[Line, Field(max_length=80)]
    coordinator_perspective: PerspectiveCode


class UnledNetworkView(Shape):
    """GET /networks:unled (PERSON, administrators; list): a network that nobody coordinates, at most a hundred.

    First where something waits. ADMINISTRATOR_NEEDED.
    """

    network_id: UUID
    slug: str
    name: str
    perspectives: list[PerspectiveCode]
    waiting: int
    """Requests to take part, objections, and reports that nobody there may answer, together; never what they say (C034)."""
    is_asked: bool
    """Whether somebody is invited to coordinate it."""


class AskToCoordinate(Shape):
    """POST /networks/{network_id}:ask-to-coordinate (PERSON, administrators): invite somebody where nobody coordinates.

    ADMINISTRATOR_NEEDED, NOT_FOUND, HAS_COORDINATOR, NOT_YOUR_OWN_COORDINATOR and INVITED_ALREADY (at ``coordinator_email``),
    NOT_AN_ADDRESS, TAKES_NO_MEMBERS, WRONG_PERSPECTIVE.
    """

    coordinator_email: Annotated[str, Field(max_length=254)]
    coordinator_name: Annotated[Line, Field(max_length=80)]
    coordinator_perspective: PerspectiveCode


class AskedToCoordinate(Shape):
    """For which network somebody was asked."""

    network_id: UUID
    slug: str


class UpdateNetwork(Shape):
    """POST /networks/{id}:update (PERSON, its coordinators): all its settings at once: a NetworkView.

    COORDINATOR_NEEDED, NOT_FOUND, STALE_VERSION, NETWORK_INCOMPLETE, STATUS_NOT_NEXT.
    """

    version: int
    name: Name
    short_name: Name | None = None
    status: ChosenStatus | None = None
    """None leaves it as it is; what went on as another network stays so."""
    mission_nl: Text
    mission_en: Text
    organiser: Name | None = None
    rhythm_months: int | None = None
    digest_cadence: DigestCadence | None = None
    """How often the overview comes to members who chose nothing; None leaves it as it is."""
    perspectives: list[PerspectiveView]
    themes: list[Theme]
    regions: list[Region]
