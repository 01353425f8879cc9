"""Who can help somebody to take part."""

from collections.abc import Sequence

import strawberry

from services.gateway.graphql.ids import global_id
from services.gateway.graphql.who import Who, seen_by
from shared.api.network.joining import SupportPersonView


@seen_by(Who.AS_ITS_PARENT)
@strawberry.type(description="Somebody of the network who helps others to take part.")
class SupportPerson:
    membership_id: strawberry.ID
    display_name: str


def support_people(views: Sequence[SupportPersonView]) -> list[SupportPerson]:
    """Make support persons of what network told."""
    return [
        SupportPerson(
            membership_id=strawberry.ID(global_id("Membership", view.membership_id)), display_name=view.display_name
        )
        for view in views
    ]
