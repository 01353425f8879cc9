"""With whom a network is tied: relations and partners."""

from typing import Literal
from uuid import UUID

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


class PartnerView(Shape):
    """An organisation that takes part. POST /partners:batch (Ids of networks, anyone; list), by name."""

    id: UUID
    network_id: UUID
    name: str
    linking_person_id: UUID | None
    """Only told to members of the network, and only while that person takes part."""
    linking_name: str | None
    version: int
