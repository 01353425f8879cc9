"""With whom a network is tied: relations and partners."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from shared.api.network.steering.settings import Name, Slug
from shared.api.page import Shape

RelationType = Literal[
    "APPOINTED",
    "APPOINTED_BY",
    "BUILDS_ON",
    "CONTRIBUTES_TO",
    "CREATED_BY",
    "CREATES",
    "FED_BY",
    "FEEDS",
    "HAS_PARTNER",
    "IS_BUILT_ON_BY",
    "MONITORED_BY",
    "MONITORS",
    "OFFERED_BY",
    "OFFERS",
    "RECEIVES_FROM",
    "RECEIVES_RESULTS_FROM",
    "RUNS",
    "RUN_BY",
    "SHARES_RESULTS_WITH",
    "SUPPORTED_BY",
    "SUPPORTS",
]


class RelateNetworks(Shape):
    """POST /networks/{id}/relations (PERSON, its coordinators): the NetworkView of the network that says so.

    Saying it twice changes nothing. NOT_FOUND (at ``to_slug``), RELATED_TO_ITSELF, TOO_MANY_RELATIONS.
    """

    type: RelationType
    to_slug: Slug


class AddPartner(Shape):
    """POST /networks/{id}/partners (PERSON, its coordinators): an organisation takes part: a PartnerView. ALREADY_PARTNER."""

    name: Name
    linking_person_id: UUID | None = None


class ChangePartner(Shape):
    """POST /partners/{id}:change (PERSON, coordinators): another linking pin, or none: a PartnerView. STALE_VERSION, NO_MEMBER_HERE."""

    version: int
    linking_person_id: UUID | None = None


class NameBroker(Shape):
    """POST /partners/{id}:name-broker (PERSON, coordinators): it contributes as a knowledge broker, through its linking pin.

    The network's PartnerViews. Named again only its last day changes. STALE_VERSION, BROKER_NEEDS_PIN, BROKER_END_PASSED.
    POST /partners/{id}:end-broker (PERSON, coordinators and the linking pin): no longer; the PartnerViews. NO_BROKER.
    """

    version: int
    until_on: date | None = None
    """The last day; None while no end is set."""


class OrganisationPlace(Shape):
    """A network in which an organisation takes part."""

    partner_id: UUID
    network_id: UUID
    network_slug: str
    network_name: str
    contributes_from: AwareDatetime | None
    """Since when it is a knowledge broker here; None where it is none now."""
    contributes_until_on: date | None
    viewer_may_end: bool
    """Whether who asks is its linking pin here, and so can end that it contributes."""


class OrganisationView(Shape):
    """GET /organisations/{id} (anyone): an organisation and where it takes part. NOT_FOUND for one that takes part nowhere."""

    id: UUID
    name: str
    places: list[OrganisationPlace]


class PartnerView(Shape):
    """An organisation that takes part. POST /partners:batch (Ids of networks, anyone; list), by name."""

    id: UUID
    network_id: UUID
    name: str
    linking_person_id: UUID | None
    """Only told to members of the network, and only while that person takes part."""
    linking_name: str | None
    organisation_id: UUID
    contributes_from: AwareDatetime | None
    """Since when it is a knowledge broker here; None where it is none now."""
    contributes_until_on: date | None
    version: int
