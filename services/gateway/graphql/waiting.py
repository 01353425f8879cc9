"""What waits for a decision of the viewer, in all networks they coordinate."""

from datetime import datetime
from enum import Enum

import strawberry

from services.gateway.graphql.context import Context
from services.gateway.graphql.ids import global_id
from services.gateway.graphql.loading import Loading, told
from services.gateway.graphql.plan import Wanted
from services.gateway.graphql.who import Who, seen_by
from services.gateway.owners import steering


@strawberry.enum(description="What a coordinator is asked to decide.")
class DecisionKind(Enum):
    JOIN_REQUESTS = strawberry.enum_value("JOIN_REQUESTS", description="People ask to take part.")
    APPEAL = strawberry.enum_value(
        "APPEAL", description="Somebody objects to being removed, and the viewer may answer."
    )
    SUCCESSION = strawberry.enum_value("SUCCESSION", description="Another network asks to go on as this one.")
    SUCCESSION_DECLINED = strawberry.enum_value(
        "SUCCESSION_DECLINED", description="This network asked to go on as another one, which said no."
    )
    SUPPORT_LOST = strawberry.enum_value(
        "SUPPORT_LOST", description="Somebody who needs a support person has none any more; never who, nor how many."
    )


ABOUT = {
    DecisionKind.APPEAL: "Membership",
    DecisionKind.SUCCESSION: "Succession",
    DecisionKind.SUCCESSION_DECLINED: "Succession",
}


@seen_by(Who.SELF)
@strawberry.type(description="Something in a network that waits for one of its coordinators.")
class WaitingDecision:
    kind: DecisionKind
    network_slug: str
    network_name: str
    about_id: strawberry.ID | None = strawberry.field(
        description="The membership of who objects, or the wish to go on; null for requests, which are told together."
    )
    other_name: str | None = strawberry.field(description="The other network of a wish.")
    how_many: int
    since_at: datetime


def waiting_decisions(_context: Context, _wanted: Wanted) -> Loading[list[WaitingDecision]]:
    """Fetch what waits for who asks, in one call."""
    views = yield from told(steering.waiting_decisions())
    return [
        WaitingDecision(
            kind=DecisionKind(view.kind),
            network_slug=view.network_slug,
            network_name=view.network_name,
            about_id=strawberry.ID(global_id(ABOUT[DecisionKind(view.kind)], view.about_id)) if view.about_id else None,
            other_name=view.other_name or None,
            how_many=view.how_many,
            since_at=view.since_at,
        )
        for view in views
    ]
