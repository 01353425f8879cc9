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
Theme = Literal[
    "alternatief-hulpaanbod",
    "onderwijs",
    "leernetwerken",
    "samenwerken",
    "cultuurverandering",
]
Region = Literal[
    "GRONINGEN",
    "FRYSLAN",
    "DRENTHE",
    "OVERIJSSEL",
    "FLEVOLAND",
    "GELDERLAND",
    "UTRECHT",
    "NOORD_HOLLAND",
    "ZUID_HOLLAND",
    "ZEELAND",
    "NOORD_BRABANT",
    "LIMBURG",
]
"""A province; a network without regions is there for the whole country."""
DigestCadence = Literal["DAILY", "WEEKLY", "BEFORE_SESSION"]


class PerspectiveView(Shape):
    """One perspective a network asks for, in the network's order; minimum is how many people it needs at least."""

    code: PerspectiveCode
    minimum: int


class ToldRelation(Shape):
    """A relation as reference content tells it: to another network, or to something that is no network here."""

    type: str
    to_slug: str
    to_name: str


class RelationView(Shape):
    """A relation as it reads from one of its two sides; the other side reads the same row the other way round."""

    id: UUID
    type: str
    to_slug: str
    to_name: str
    to_network_id: UUID | None
    """None where the other side is no network here."""
    is_own: bool
    """Whether this network said it, and so may take it back."""


class NetworkRelations(Shape):
    """POST /relations:batch (Ids, anyone; list): how some networks relate to others; unknown ones are left out."""

    network_id: UUID
    relations: list[RelationView]


class NetworkView(Shape):
    """A network as everybody may see it.

    GET /networks?kind=&theme=&region=&within=&first=&after= (Page, by name; ``within``: the groups inside a network, by its
    id), GET /networks/by-slug/{slug}, POST /networks:batch (Ids).
    """

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
    digest_cadence: DigestCadence = "WEEKLY"
    """How often the overview comes to members who chose nothing themselves."""
    perspectives: list[PerspectiveView]
    themes: list[Theme]
    regions: list[Region]
    """Where it works, in the order of the provinces; empty for the whole country."""
    parent_id: UUID | None
    """The network in which this one is a group, if it is one."""
    source: str
    """Where these facts come from."""
    version: int


class NetworkLink(Shape):
    """A network in a few words."""

    id: UUID
    slug: str
    name: str
    kind: str
    status: NetworkStatus
    regions: list[Region] = []
    """Where it works; empty for the whole country."""


class NetworkGroups(Shape):
    """POST /groups:batch (Ids, anyone; list): in which network some networks stand, and which stand in them, by name.

    A group inside a network, or a network in a family. Networks without either are left out; at most 100 groups each.
    """

    network_id: UUID
    parent: NetworkLink | None
    groups: list[NetworkLink]


class LoadNetwork(Shape):
    """POST /networks:load (operator only): reference content; loading the same twice changes nothing.

    A network that its own coordinators have changed is left as it is.
    """

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
    relations: list[ToldRelation] = []
    themes: list[Theme] = []
    regions: list[Region] = []
    parent_slug: str | None = None
    """Of a network that was loaded before."""
    source: str


class Loaded(Shape):
    """What loading did."""

    id: UUID
    changed: bool
